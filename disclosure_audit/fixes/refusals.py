"""Why a corrected copy is not written."""

from __future__ import annotations

from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text

_LONGEST_PATH = 120


def shown(path: object) -> str:
    """Return a path fit to be shown."""
    return visible(shorten(str(path), _LONGEST_PATH))


def over_an_input(path: object) -> UsageError:
    """Return the error for an output that would replace an input."""
    return UsageError(
        Text(f"“{shown(path)}” is an input of the run", f"“{shown(path)}”是该次运行的输入"),
        Text("a list is never corrected in place; give another name",
             "不在原文件上更正；请另取文件名"),
    )  # fmt: skip


def changed(name: str) -> InputError:
    """Return the error for an input that is not what it was when it was scanned."""
    return InputError(
        Text(f"{visible(name)} has changed since the scan (another SHA-256)",
             f"{visible(name)} 在扫描之后已改动（SHA-256 不同）"),
        Text("scan it again, then fix", "请重新扫描后再更正"),
    )  # fmt: skip


def not_found(name: str, place: str) -> InputError:
    """Return the error for a cell that does not stand where the run says. ``place`` tells no text."""
    return InputError(
        Text(f"{visible(name)}: the cell in {place} cannot be told from its neighbours",
             f"{visible(name)}：无法确定 {place} 的单元格"),
        Text("write the copy as another kind of file (.xlsx or .csv)",
             "请将副本写成另一种文件（.xlsx 或 .csv）"),
    )  # fmt: skip


def not_the_same(name: str) -> InputError:
    """Return the error for a copy that, read back, differs in more than the corrected cells."""
    return InputError(
        Text(f"a copy of {visible(name)} would differ in more than the corrected cells; nothing was written",
             f"{visible(name)} 的副本除更正处外还会有其他差异，未写出任何文件"),
        Text("write it as another kind of file (.xlsx or .csv)",
             "请将副本写成另一种文件（.xlsx 或 .csv）"),
    )  # fmt: skip


def cannot_be_converted(name: str, why: Text) -> UsageError:
    """Return the error for a copy in another format in which something would be lost."""
    return UsageError(
        Text(f"{visible(name)} cannot be copied into another format: {why.en}",
             f"{visible(name)} 不能转成其他格式：{why.zh}"),
        Text("give the copy the ending of the original", "请让副本与原文件扩展名相同"),
    )  # fmt: skip


def not_encodable(encoding: str) -> UsageError:
    """Return the error for an encoding that cannot hold the list."""
    return UsageError(
        Text(f"{encoding} cannot hold every character of the copy", f"{encoding} 无法表示副本中的全部字符"),
        Text("take --encoding utf-8-sig", "请用 --encoding utf-8-sig"),
    )  # fmt: skip
