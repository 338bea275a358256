"""The errors a user can meet: one sentence, a hint that says what to do, and an exit code."""

from __future__ import annotations

import errno
from typing import ClassVar

from disclosure_audit.language import Lang, Text, default_lang


class AuditError(Exception):
    """What went wrong, said to a person. Never carries text of a record that may be confidential."""

    exit_code: ClassVar[int] = 3

    def __init__(self, message: Text, hint: Text | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint

    def to(self, lang: Lang) -> tuple[str, str | None]:
        """Return message and hint in ``lang``."""
        return self.message.to(lang), self.hint.to(lang) if self.hint else None

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows in place of a traceback (IPython asks for it)."""
        return [line for line in self.to(default_lang()) if line]


class UsageError(AuditError):
    """A wrong argument or a wrong configuration."""

    exit_code = 2


class InputError(AuditError):
    """An input that cannot be read, or in which nothing can be scanned."""

    exit_code = 4


_SYSTEM = {
    errno.EACCES: Text("no permission", "没有权限"),
    errno.EPERM: Text("not permitted", "不允许此操作"),
    errno.ENOENT: Text("does not exist", "不存在"),
    errno.ENOTDIR: Text("a part of the path is no folder", "路径中有一级不是文件夹"),
    errno.EISDIR: Text("it is a folder", "这是文件夹"),
    errno.ENAMETOOLONG: Text("the name is too long", "名称过长"),
    errno.ENOSPC: Text("the disk is full", "磁盘已满"),
    errno.EROFS: Text("the disk can only be read", "磁盘只读"),
    errno.EIO: Text("the disk does not answer", "磁盘读写出错"),
    errno.ELOOP: Text("links that lead in a circle", "链接循环"),
}


def system_reason(error: OSError) -> Text:
    """Return why the operating system refused something."""
    said = error.strerror or type(error).__name__
    return _SYSTEM.get(error.errno or 0, Text(said, said))
