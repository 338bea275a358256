"""A scan from within the review: what is scanned, how far it is, and that it can be given up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from disclosure_audit import audit, run
from disclosure_audit.config import Config
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text, default_lang
from disclosure_audit.readers.locate import locate_files
from disclosure_audit.run import BASE, Run
from disclosure_audit.schema.columns import Side

if TYPE_CHECKING:
    from disclosure_audit.audit import Audit

_BETWEEN = ";"


class GivenUp(Exception):  # noqa: N818 - no error: the person asked for it
    """The scan was given up."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be scanned."""

    register: str | dict[str, str]
    catalog: str | dict[str, str]
    folder: Path
    config: Config

    @property
    def command(self) -> list[str]:
        """The command line that would do the same, as ``run.json`` keeps it."""
        words = ["disclosure-audit", "scan"]
        for name, source in (("", self.register), ("--catalog", self.catalog)):
            if isinstance(source, str):
                words.append(source)
            else:
                for channel, path in source.items():
                    words += [name, f"{channel}={path}"] if name else [path]
        return [*words, "--out", str(self.folder)]


@dataclass(slots=True)
class Stage:
    """How far one stage is: share done, and when it began and ended."""

    began: float
    share: float = 0.0
    ended: float | None = None


class Progress:
    """Takes in what a scan tells from its thread; raises :class:`GivenUp` once it is given up."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._given_up = threading.Event()
        self.stages: dict[str, Stage] = {}

    def __call__(self, stage: str, done: float, total: float) -> None:
        """Take in that ``stage`` has done ``done`` of ``total``."""
        if self._given_up.is_set():
            raise GivenUp
        now = self._clock()
        told = self.stages.setdefault(stage, Stage(now))
        told.share = max(told.share, min(done / total, 1.0) if total else 1.0)
        if told.share >= 1.0 and told.ended is None:
            told.ended = now

    def give_up(self) -> None:
        """End the scan the next time it tells anything."""
        self._given_up.set()

    @property
    def is_given_up(self) -> bool:
        """Whether it was given up."""
        return self._given_up.is_set()

    def seconds(self, stage: Stage) -> float:
        """Return how long a stage took, or takes so far."""
        return (self._clock() if stage.ended is None else stage.ended) - stage.began


def scan(wanted: Wanted, progress: Progress, key: bytes | None = None) -> Path:
    """Scan and return the folder of the run, which appears whole or not at all.

    Raises ``InputError`` and ``UsageError`` as :func:`disclosure_audit.audit.scan` does, and
    :class:`GivenUp`.
    """
    check_folder(wanted.folder)
    made: Audit = audit.scan(
        wanted.register, wanted.catalog, wanted.config, progress=progress, key=key
    )
    progress("write", 0, 1)  # the last moment to give it up
    folder = run.write(made, wanted.folder, command=wanted.command)
    progress.stages["write"].share = 1.0
    progress.stages["write"].ended = progress._clock()
    return folder


def check_folder(folder: Path) -> None:
    """Raise ``UsageError`` unless a new run may be written to ``folder``."""
    try:
        run.check_target(folder)
    except UsageError as error:
        raise UsageError(
            error.message, Text("give the name of a new folder", "请给出一个新文件夹")
        ) from error


def inputs_of(saved: Run, side: Side) -> str:
    """Return the files of one list of a run as a person would name them, joined by ``;``.

    Several files that the command line named by a folder or a pattern are named so again.
    Catalogs that had a name keep it: ``name=path``.
    """
    sources = [source for source in saved.info["inputs"][side] if source["path"]]
    named = list(dict.fromkeys((source.get("channel"), source["path"]) for source in sources))
    paths = [path for _, path in named]
    if len(paths) > 1 and all(channel is None for channel, _ in named):
        for word in saved.info["command"]:
            if _stands_for(word, paths):
                return str(word)
    return f"{_BETWEEN} ".join(
        place if channel is None else f"{channel}={place}"
        for channel, place in ((channel, _found(saved.folder, path)) for channel, path in named)
    )


def sources_in(text: str, side: Side) -> str | dict[str, str]:
    """Return what was typed as :func:`disclosure_audit.audit.scan` takes it.

    Several are parted by ``;`` or ``；``, each ``path`` or ``name=path``. Raises ``UsageError`` if
    there is none, or two have one name.
    """
    parts = [part.strip() for part in text.replace("；", _BETWEEN).split(_BETWEEN) if part.strip()]
    if not parts:
        raise UsageError(_MISSING[side], Text("give the name of a file", "请给出文件名"))
    if len(parts) == 1 and not _is_named(parts[0]):
        return parts[0]
    found: dict[str, str] = {}
    for part in parts:
        name, _, path = part.partition("=") if _is_named(part) else (Path(part).stem, "", part)
        if name in found:
            raise UsageError(
                Text("two files are called “{name}”", "有两个文件都叫“{name}”").fill(name=visible(name)),
                Text("name them: a=first.csv; b=second.csv", "请分别命名：甲=1.csv；乙=2.csv"),
            )  # fmt: skip
        found[name.strip()] = path.strip()
    return found


_MISSING: dict[Side, Text] = {
    "register": Text("the register is missing", "缺少登记簿"),
    "catalog": Text("the catalog is missing", "缺少公开目录"),
}


def config_of(saved: Run) -> Config:
    """Return the settings of a run, to scan with them again. Raises ``InputError`` if it cannot.

    Messages are in the language of the run.
    """
    try:
        config = Config.model_validate(saved.info["settings"])
    except ValueError as error:
        raise InputError(
            Text("the settings of the run are not understood by this version",
                 "此版本无法识别该次运行的设置"),
            Text("scan on the command line", "请在命令行扫描"),
        ) from error  # fmt: skip
    lang: Lang = saved.info["lang"]
    if config.lang is None and lang != default_lang():
        return config.model_copy(update={"lang": lang})
    return config


def _is_named(part: str) -> bool:
    name, sign, _ = part.partition("=")
    return bool(sign) and not any(char in name for char in "/\\") and not Path(part).exists()


def _stands_for(word: str, paths: Iterable[str]) -> bool:
    try:
        return [str(path) for path in locate_files(word)] == list(paths)
    except (InputError, ValueError):
        return False


def _found(folder: Path, name: str) -> str:
    """Return where the file lies: as it was named, else from the places that a run has beside it."""
    home = folder.resolve().parent
    bases = [Path(), home, *([home.parent.parent] if home.name == BASE.name else [])]
    for base in bases:
        if (base / name).is_file():
            return str(base / name)
    return name


def prefilled(saved: Run) -> Mapping[str, Any]:
    """Return what the form begins with: ``register``, ``catalog`` and ``folder``."""
    folder = saved.folder.resolve().parent
    return {
        "register": inputs_of(saved, "register"),
        "catalog": inputs_of(saved, "catalog"),
        "folder": str(run.new_folder(folder)),
    }
