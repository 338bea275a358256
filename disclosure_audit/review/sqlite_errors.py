"""What can be wrong with a journal's file, said to a person."""

from __future__ import annotations

import sqlite3

from disclosure_audit.errors import InputError
from disclosure_audit.language import Text

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_CLOSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


def is_busy(error: sqlite3.Error) -> bool:
    """Return whether somebody else has the file just now."""
    return _code(error) in _BUSY


def told(name: str, error: sqlite3.Error) -> InputError:
    """Return the error that tells a person what SQLite said of the journal ``name``."""
    code = _code(error)
    if code in _BUSY:
        return InputError(
            Text("the journal “{name}” is in use by someone else", "审阅日志“{name}”正被他人占用").fill(name=name),
            Text("wait until their work is written, or close the program that holds it, and try again",
                 "请稍候，或关闭占用它的程序后重试"),
        )  # fmt: skip
    if code in _CLOSED:
        return not_writable(name)
    if code == sqlite3.SQLITE_FULL:
        return InputError(
            Text("the journal “{name}” cannot grow: the disk is full", "磁盘已满，无法写入审阅日志“{name}”").fill(name=name),
            Text("make room and decide again; what was written before is safe",
                 "请腾出空间后重新决定；此前写入的内容不受影响"),
        )  # fmt: skip
    if code == sqlite3.SQLITE_IOERR:
        return unreachable(name, Text("the disk does not answer as it should", "磁盘未能正常读写"))
    return InputError(
        Text("the journal “{name}” is damaged", "审阅日志“{name}”已损坏").fill(name=name),
        Text("put the file aside and bring back a copy, or an export with `disclosure-audit journal replay`",
             "请将该文件另存，再恢复备份，或用 `disclosure-audit journal replay` 导入此前的导出"),
    )  # fmt: skip


def not_writable(name: str) -> InputError:
    """Return the error for a file or a folder without the right to write."""
    return InputError(
        Text("the journal “{name}” cannot be written: no permission", "无权写入审阅日志“{name}”").fill(name=name),
        Text("ask for the right to write to the folder and the file, or open it for reading only",
             "请取得对该文件夹及文件的写权限，或以只读方式打开"),
    )  # fmt: skip


def unreachable(name: str, why: Text) -> InputError:
    """Return the error for a file that the operating system does not give."""
    return InputError(
        Text(f"the journal “{name}” cannot be used: {why.en}", f"无法使用审阅日志“{name}”：{why.zh}"),
        Text("check the disk, the path and the rights", "请检查磁盘、路径与权限"),
    )  # fmt: skip


def no_place(name: str) -> InputError:
    """Return the error for a path where no file can be."""
    return InputError(
        Text("there is no place for a journal at “{name}”", "“{name}”处无法存放审阅日志").fill(name=name),
        Text("give the path of a file in a folder that exists", "请给出已有文件夹中的文件路径"),
    )  # fmt: skip


def no_journal(name: str) -> InputError:
    """Return the error for a database of something else."""
    return InputError(
        Text("“{name}” is no review journal", "“{name}”不是审阅日志").fill(name=name),
        Text("give the folder of a run, or its journal.sqlite", "请给出结果文件夹，或其中的 journal.sqlite"),
    )  # fmt: skip


def too_new(name: str) -> InputError:
    """Return the error for a journal of a later format."""
    return InputError(
        Text("the journal “{name}” was made by a newer version", "审阅日志“{name}”由更新的版本生成").fill(name=name),
        Text("update disclosure-audit", "请升级 disclosure-audit"),
    )  # fmt: skip


def replaced(name: str) -> InputError:
    """Return the error for a file that is no longer the one that was opened."""
    return InputError(
        Text("the journal “{name}” was removed or replaced while it was open",
             "审阅日志“{name}”在打开期间被移走或替换").fill(name=name),
        Text("close the review, see what became of the file, and open it again",
             "请关闭审阅，查明文件去向后重新打开"),
    )  # fmt: skip


def _code(error: sqlite3.Error) -> int:
    """Return the primary result code (the low byte; the rest says more precisely where)."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return int(code) & 0xFF
