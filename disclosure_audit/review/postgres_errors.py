"""What can be wrong with a journal on a server, said to a person."""

from __future__ import annotations

from disclosure_audit.errors import InputError
from disclosure_audit.language import Text
from disclosure_audit.review.sqlite_errors import too_new as too_new

_LOCKED, _NO_RIGHT, _FULL, _ONLY_READ = "55P03", "42501", "53100", "25006"
"""Codes of appendix A of the PostgreSQL manual."""


def told(name: str, error: Exception, *, lost: bool) -> InputError:
    """Return the error that tells a person what the server said of the journal ``name``.

    ``lost``: there is no connection (any more). Never the driver's own words, which may quote the
    password or a note.
    """
    code = getattr(error, "sqlstate", None)
    if lost:
        return InputError(
            Text("there is no connection to the journal “{name}”", "无法连接审阅日志“{name}”").fill(name=name),
            Text("check the network and the address, then try again: nothing is written twice",
                 "请检查网络与地址后重试；不会重复写入"),
        )  # fmt: skip
    if code == _LOCKED:
        return InputError(
            Text("the journal “{name}” is in use by someone else", "审阅日志“{name}”正被他人占用").fill(name=name),
            Text("try again; if it stays so, ask who looks after the server",
                 "请重试；如仍无法使用，请联系服务器管理员"),
        )  # fmt: skip
    if code in (_NO_RIGHT, _ONLY_READ):
        return InputError(
            Text("the journal “{name}” cannot be used: no permission", "无权使用审阅日志“{name}”").fill(name=name),
            Text("ask for the right to read and to insert into the table disclosure_audit_journal,"
                 " or to create it",
                 "请申请对表 disclosure_audit_journal 的 SELECT 与 INSERT 权限，或建表权限"),
        )  # fmt: skip
    if code == _FULL:
        return InputError(
            Text("the journal “{name}” cannot grow: the server's disk is full",
                 "服务器磁盘已满，无法写入审阅日志“{name}”").fill(name=name),
            Text("ask who looks after the server; what was written before is safe",
                 "请联系服务器管理员；此前写入的内容不受影响"),
        )  # fmt: skip
    return InputError(
        Text("the journal “{name}” cannot be used ({code})", "无法使用审阅日志“{name}”（{code}）").fill(
            name=name, code=code or type(error).__name__
        ),
        Text("ask who looks after the server; the code is one of PostgreSQL's",
             "请联系服务器管理员；括号内为 PostgreSQL 的错误代码"),
    )  # fmt: skip


def no_journal(name: str) -> InputError:
    """Return the error for a table of something else that has the journal's name."""
    return InputError(
        Text("“{name}” is no review journal: its table disclosure_audit_journal is something else",
             "“{name}”不是审阅日志：其中的表 disclosure_audit_journal 另有用途").fill(name=name),
        Text("use another database", "请改用其他数据库"),
    )  # fmt: skip
