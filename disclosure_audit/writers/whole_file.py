"""A file that appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from disclosure_audit.errors import UsageError, system_reason
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text

_LONGEST_PATH = 120


@contextmanager
def whole_file(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """Give a path to write to; what was written takes the place of ``path`` at the end.

    It lies in a hidden folder of its own beside ``path``, which is removed whatever happens, and
    with it all that a writer keeps there in the meantime.

    Raises ``UsageError`` if the file is there and shall not be replaced, or cannot be written.
    """
    path = path.expanduser()
    if path.is_dir():
        raise UsageError(
            Text("“{name}” is a folder", "“{name}”是文件夹").fill(name=_shown(path)),
            Text("give the name of a file", "请给出文件名"),
        )
    if path.exists() and not replace:
        raise UsageError(
            Text("“{name}” is already there", "“{name}”已存在").fill(name=_shown(path)),
            Text("choose another name, or replace it", "请另取文件名，或选择替换"),
        )
    try:
        path = path.resolve()
        with tempfile.TemporaryDirectory(prefix=".export-", dir=path.parent) as folder:
            draft = Path(folder) / path.name
            yield draft
            _to_disk(draft)
            draft.replace(path)
    except OSError as error:
        why = system_reason(error)
        raise UsageError(
            Text(f"“{_shown(path)}” cannot be written: {why.en}",
                 f"无法写入“{_shown(path)}”：{why.zh}"),
            Text("choose another place", "请另选位置"),
        ) from error  # fmt: skip


def _shown(path: Path) -> str:
    return visible(shorten(str(path), _LONGEST_PATH))


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
