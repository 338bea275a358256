"""What is said when the application fails: where, but nothing of what it was working on.

A traceback with local variables would print what was on the screen: titles, names, numbers of
identity cards. So would the message of most exceptions.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from disclosure_audit.errors import AuditError
from disclosure_audit.language import Lang, Text

_MOST_FRAMES = 12

_SAID = Text(
    "The application failed. Every decision up to here is saved.",
    "程序出错。此前的所有决定均已保存。",
)
_WHERE = Text(
    "Where (nothing of your data is in these lines):", "出错位置（以下各行不含任何业务数据）："
)


def describe(error: BaseException, lang: Lang) -> str:
    """Return some lines about ``error``: its type and the places in the code.

    The text of an exception is left out unless it is one of ours, which never quote a record.
    """
    inner = getattr(error, "error", None)  # what a worker failed with
    if isinstance(inner, BaseException):
        error = inner
    lines = [_SAID.to(lang)]
    if isinstance(error, AuditError):
        said, hint = error.to(lang)
        lines += [said, *([hint] if hint else [])]
    lines += [_WHERE.to(lang), f"  {type(error).__name__}"]
    frames = traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]
    lines += [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    cause = error.__cause__ or error.__context__
    if cause is not None:
        lines += ["  " + type(cause).__name__]
        lines += [
            f"    {_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)[-_MOST_FRAMES:]
        ]
    return "\n".join(lines)


def _place(filename: str) -> str:
    """Return the module's place below its package: a full path tells of the machine."""
    return "/".join(Path(filename).parts[-3:])
