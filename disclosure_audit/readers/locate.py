"""From a path, a glob or a folder to the files to read."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from disclosure_audit.errors import InputError, system_reason
from disclosure_audit.glyphs import shorten
from disclosure_audit.language import Text

ENDINGS = (
    ".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods",
    ".html", ".htm", ".parquet", ".json", ".ndjson", ".jsonl",
)  # fmt: skip
"""Endings of files that a folder or a glob is searched for."""
_LONGEST_PATH = 120


def locate_files(source: str | os.PathLike[str]) -> list[Path]:
    """Return the files that ``source`` stands for, by name.

    A path is taken as it is, whatever its ending; of a folder (not its subfolders) and of a glob
    (``**`` reaches subfolders) only files with a known ending, no hidden and no lock files.

    Raises:
        InputError: nothing there, nothing readable in it, no right to look, or no file but a pipe
            or a device: what is read of those is gone.
    """
    try:
        return _located(Path(os.path.expanduser(source)), source)  # noqa: PTH111 - never raises
    except OSError as error:
        name, why = shorten(str(source), _LONGEST_PATH), system_reason(error)
        raise InputError(
            Text(f"{name} cannot be opened: {why.en}", f"无法打开 {name}：{why.zh}"),
            Text(
                "check the path, and that file and folder may be read",
                "请检查路径，以及文件和文件夹的读取权限",
            ),
        ) from error


def _located(path: Path, source: str | os.PathLike[str]) -> list[Path]:
    if path.is_dir():
        found = _readable(path.iterdir())
    elif path.exists():
        if not path.is_file():
            raise InputError(
                Text(
                    "{name} is a pipe or a device, not a file", "{name} 是管道或设备，不是文件"
                ).fill(name=path),
                Text("save the list to a file first", "请先把清单存为文件"),
            )
        return [path]
    elif glob.has_magic(str(path)):
        found = _readable(Path(name) for name in glob.iglob(str(path), recursive=True))  # noqa: PTH207 - takes absolute patterns
    else:
        raise missing_error(path)
    if not found:
        raise InputError(
            Text("no readable file in {name}", "{name} 中没有可读取的文件").fill(name=source),
            Text("known endings: {endings}", "支持的扩展名：{endings}").fill(
                endings=" ".join(ENDINGS)
            ),
        )
    return found


def missing_error(path: Path) -> InputError:
    """Return the error for a path that does not exist, with the nearest name in its folder."""
    folder = path.parent
    names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    close = get_close_matches(path.name, names, n=1, cutoff=0.5)
    if close:
        hint = Text("did you mean {name}?", "是否指 {name}？").fill(name=close[0])
    elif not folder.is_dir():
        hint = Text("the folder {folder} does not exist either", "文件夹 {folder} 也不存在").fill(
            folder=folder
        )
    else:
        hint = Text("check the path", "请检查路径")
    return InputError(Text("{path} does not exist", "{path} 不存在").fill(path=path), hint)


def label_files(files: list[Path]) -> list[str]:
    """Return a name for each file: its own, or its path below the common folder if names repeat."""
    names = [file.name for file in files]
    if len(set(names)) == len(names):
        return names
    common = Path(os.path.commonpath([file.parent.absolute() for file in files]))
    return [file.absolute().relative_to(common).as_posix() for file in files]


def _readable(entries: Iterable[Path]) -> list[Path]:
    return sorted(
        (
            entry
            for entry in entries
            if entry.suffix.lower() in ENDINGS
            and not entry.name.startswith((".", "~$"))
            and entry.is_file()
        ),
        key=lambda entry: (entry.name, str(entry)),
    )
