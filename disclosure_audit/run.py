"""A run folder: one scan's inputs, settings, links, dispositions and findings on disk."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from disclosure_audit.addresses.schema import ADDRESSES
from disclosure_audit.dispositions import DISPOSITIONS
from disclosure_audit.errors import InputError, UsageError, system_reason
from disclosure_audit.findings import FINDINGS, worst_first
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text
from disclosure_audit.matching.schema import CANDIDATES, LINKS, REPEATS
from disclosure_audit.readers.table import LINES, REJECTS
from disclosure_audit.run_info import describe
from disclosure_audit.scanner.search import EXTRACTS
from disclosure_audit.spans import HITS, ORDER
from disclosure_audit.upgrades import FORMAT_VERSION, upgrade
from disclosure_audit.workspace import hide_from_git

if TYPE_CHECKING:
    from disclosure_audit.audit import Audit

INFO = "run.json"
BASE = Path(".disclosure-audit") / "runs"
"""Where runs go when no folder is asked for, below the working folder."""

REVIEWED = "reviewed"
"""Folder, within a run, of what follows from the links that reviewers changed. It goes with the scan
that it follows from."""

_LONGEST_PATH = 120
_ROWS = ("register_row", "catalog_row")
_FRAMES: dict[str, tuple[dict[str, Any], Callable[[pl.DataFrame], pl.DataFrame]]] = {
    "links": (dict(LINKS), lambda frame: frame.sort(*_ROWS)),
    "candidates": (dict(CANDIDATES), lambda frame: frame.sort(*_ROWS, "veto", "method", "score")),
    "repeats": (dict(REPEATS), lambda frame: frame.sort("side", "row", "of_row")),
    "dispositions": (dict(DISPOSITIONS), lambda frame: frame.sort("side", "row")),
    "findings": (dict(FINDINGS), worst_first),
    "hits": (dict(HITS), lambda frame: frame.sort(*ORDER, nulls_last=True)),
    "texts": (
        dict(EXTRACTS),
        lambda frame: frame.sort("side", "row", "file", nulls_last=True),
    ),
    "addresses": (dict(ADDRESSES), lambda frame: frame.sort("row")),
    "rejects": (
        {"side": pl.String, **REJECTS},
        lambda frame: frame.sort("side", "row", "source", "line", "reason"),
    ),
    "lines": ({"side": pl.String, **LINES}, lambda frame: frame.sort("side", "row")),
}
"""The frames that are kept, with their schemas and the order of their rows."""
_SINCE = {"hits": 2, "texts": 2, "addresses": 3, "lines": 3}
"""The format version with which a frame came; in an older run it is empty."""
_OURS = {INFO, *(f"{name}.parquet" for name in _FRAMES)}


@dataclass(frozen=True, slots=True)
class Run:
    """A scan as it was saved. The frames have the schemas of the rooms they come from."""

    folder: Path
    info: dict[str, Any]
    """What ``run.json`` says, in today's form."""
    links: pl.DataFrame
    candidates: pl.DataFrame
    repeats: pl.DataFrame
    dispositions: pl.DataFrame
    findings: pl.DataFrame
    hits: pl.DataFrame
    texts: pl.DataFrame
    addresses: pl.DataFrame
    rejects: pl.DataFrame
    lines: pl.DataFrame


def new_folder(base: Path = BASE, *, now: dt.datetime | None = None) -> Path:
    """Return a folder below ``base`` that does not exist yet: ``<UTC time>-<short hash>``.

    The hash only keeps two runs of one second apart. Nothing is created.
    """
    moment = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC)
    while (folder := base / f"{moment:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}").exists():
        pass
    return folder


def is_run(folder: Path) -> bool:
    """Return whether ``folder`` holds a run."""
    try:
        info = json.loads((folder / INFO).read_bytes())
    except (OSError, ValueError):
        return False
    version = info.get("format_version") if isinstance(info, dict) else None
    return isinstance(version, int) and version >= 1


def check_target(folder: Path, *, force: bool = False) -> None:
    """Raise ``UsageError`` unless a run may be written to ``folder``.

    It may if the folder does not exist or is empty, or holds a run and ``force`` is set. A folder
    that holds anything else is never touched. Nor may it where no folder can be made.
    """
    try:
        _refuse_if_taken(folder, force=force)
        _refuse_if_closed(folder)
    except OSError as error:
        raise _cannot_write(folder, error) from error


def _refuse_if_closed(folder: Path) -> None:
    """Raise ``OSError`` if no folder can be made there: better now than after the work."""
    home = folder.absolute().parent
    while not home.exists():
        home = home.parent
    if not home.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "", str(home))
    if not os.access(home, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "", str(home))


def _cannot_write(folder: Path, error: OSError) -> UsageError:
    name, why = visible(shorten(str(folder), _LONGEST_PATH)), system_reason(error)
    return UsageError(
        Text(f"the run cannot be written to “{name}”: {why.en}", f"无法写入“{name}”：{why.zh}"),
        Text("choose another folder with --out, or none with --no-run",
             "请用 --out 另选文件夹，或用 --no-run 不保存"),
    )  # fmt: skip


def _refuse_if_taken(folder: Path, *, force: bool) -> None:
    name = visible(str(folder))
    if folder.is_dir():
        if not any(folder.iterdir()):
            return
        if not is_run(folder):
            raise UsageError(
                Text("“{name}” is not empty and holds no run", "“{name}”非空，且不是运行结果文件夹").fill(name=name),
                Text("choose a new folder; this one is left alone even with --force",
                     "请另选一个新文件夹；即使加 --force 也不会改动它"),
            )  # fmt: skip
        if not force:
            raise UsageError(
                Text("“{name}” already holds a run", "“{name}”中已有运行结果").fill(name=name),
                Text("choose another folder, or replace it with --force",
                     "请另选文件夹，或用 --force 替换"),
            )  # fmt: skip
    elif folder.exists() or folder.is_symlink():
        raise UsageError(
            Text("“{name}” is a file, not a folder", "“{name}”是文件，不是文件夹").fill(name=name),
            Text("give the name of a folder", "请给出文件夹名"),
        )


def write(audit: Audit, folder: Path, *, command: list[str], force: bool = False) -> Path:
    """Write ``audit`` to ``folder`` and return it.

    All or nothing: the run is made in a hidden folder beside it, which takes its place at the end;
    interrupted, it leaves nothing behind. Where a run is replaced (``force``), files that a
    reviewer added (the journal) move into the new one; what followed from the old scan does not. Apart from ``timings`` in ``run.json`` the
    same audit gives the same bytes.

    Raises ``UsageError`` if the folder is taken (:func:`check_target`) or cannot be written.
    """
    folder = folder.resolve()
    check_target(folder, force=force)
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.tmp")
    try:
        draft.mkdir(parents=True)
        for name in _FRAMES:
            _frame_of(audit, name).write_parquet(draft / f"{name}.parquet")
        text = json.dumps(describe(audit, command), ensure_ascii=False, indent=1)
        (draft / INFO).write_text(text + "\n", encoding="utf-8", newline="\n")
        _hide_from_git(folder)
        _take_place(draft, folder)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    finally:
        _clear(draft)
    return folder


def _clear(draft: Path) -> None:
    """Remove what was written so far, if anything.

    Who interrupts does not stop the thread that writes a table: its file may appear while the folder
    is emptied, so one look more is taken.
    """
    for pause in (0.0, 0.05, 0.2, 0.5):
        shutil.rmtree(draft, ignore_errors=True)
        if not draft.exists():
            return
        time.sleep(pause)


def hold(audit: Audit, *, command: list[str]) -> Run:
    """Return ``audit`` as :func:`read` would return it once it was written; nothing is written.

    Its ``folder`` is the working folder, which holds no run.
    """
    frames = {name: _frame_of(audit, name) for name in _FRAMES}
    return Run(Path(), describe(audit, command), **frames)


def _frame_of(audit: Audit, name: str) -> pl.DataFrame:
    schema, order = _FRAMES[name]
    frame: pl.DataFrame = getattr(audit, name)
    return order(frame.select(pl.col(k).cast(v) for k, v in schema.items()))


def read(folder: Path) -> Run:
    """Return the run in ``folder``.

    Raises ``InputError`` if there is none, if it is damaged, or if a newer version of the tool
    made it.
    """
    name = visible(str(folder))
    if not is_run(folder):
        raise InputError(
            Text("“{name}” holds no run", "“{name}”中没有运行结果").fill(name=name),
            Text("make one with `disclosure-audit scan … --out FOLDER`",
                 "先用 `disclosure-audit scan … --out 文件夹` 生成"),
        )  # fmt: skip
    info = json.loads((folder / INFO).read_bytes())
    if info["format_version"] > FORMAT_VERSION:
        raise InputError(
            Text("“{name}” was made by a newer version ({version})", "“{name}”由更新的版本（{version}）生成").fill(
                name=name, version=visible(str(info.get("tool_version", "?")))
            ),
            Text("update disclosure-audit, or scan again", "请升级 disclosure-audit，或重新扫描"),
        )  # fmt: skip
    frames = {
        key: pl.DataFrame(schema=schema)
        if info["format_version"] < _SINCE.get(key, 1)
        else _read_frame(folder, key, schema)
        for key, (schema, _) in _FRAMES.items()
    }
    return Run(folder, upgrade(info), **frames)


def _read_frame(folder: Path, name: str, schema: dict[str, Any]) -> pl.DataFrame:
    path = folder / f"{name}.parquet"
    try:
        return pl.read_parquet(path).select(pl.col(k).cast(v) for k, v in schema.items())
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(
            Text("{name} of the run in “{folder}” is missing or damaged",
                 "“{folder}”中的 {name} 缺失或损坏").fill(name=path.name, folder=visible(str(folder))),
            Text("scan again with --force", "请加 --force 重新扫描"),
        ) from error  # fmt: skip


def _take_place(draft: Path, folder: Path) -> None:
    """Put ``draft`` where ``folder`` is; on any interruption the old folder is back in its place."""
    if not folder.exists():
        os.replace(draft, folder)  # noqa: PTH105 - atomic, and refuses a folder with content
        return
    old = draft.with_suffix(".old")
    folder.rename(old)
    moved: list[str] = []
    try:
        for item in old.iterdir():
            if item.name not in _OURS and not _follows_from_the_scan(item.name):
                item.rename(draft / item.name)
                moved.append(item.name)
        draft.rename(folder)
    except BaseException:
        for name in moved:
            (draft / name).rename(old / name)
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _follows_from_the_scan(name: str) -> bool:
    """Return whether that is what reviewers' links led to, or a half-written copy of it."""
    return name == REVIEWED or name.startswith(f".{REVIEWED}.")


def _hide_from_git(folder: Path) -> None:
    """Keep default runs out of version control: they tell of documents that are not public."""
    home = folder.parent.parent
    if folder.parent.name == BASE.name and home.name == BASE.parent.name:
        hide_from_git(home)
