"""Where an audit lies on disk: saved, or in a folder of its own for as long as it is looked at."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from disclosure_audit import run as runs
from disclosure_audit.audit import Audit
from disclosure_audit.errors import InputError, UsageError, system_reason
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.review.journal import FILE as JOURNAL
from disclosure_audit.workspace import RUNS, newest_run

COMMAND = ["disclosure_audit.scan"]
"""What ``run.json`` says the run was made by."""
_LEFT_OUT = ("*.sqlite-wal", "*.sqlite-shm", JOURNAL)
"""Of a journal somebody may be writing to; it is copied by SQLite itself."""


def find_run(folder: Path | str | None) -> Path:
    """Return ``folder``, or the newest run below the working folder; ``InputError`` if there is none."""
    if folder is not None:
        return Path(folder)
    newest = newest_run()
    if newest is None:
        raise InputError(
            Text(
                f"there is no run in {RUNS.as_posix()} of the working folder",
                f"当前文件夹的 {RUNS.as_posix()} 中没有运行结果",
            ),
            Text(
                "name its folder, or make one: disclosure_audit.scan(…).save(folder)",
                "请指定结果文件夹，或先生成：disclosure_audit.scan(…).save(文件夹)",
            ),
        )
    return newest


def write_scan(audit: Audit, folder: Path, *, force: bool, draft: Path | None) -> Path:
    """Write a scan to ``folder`` with the decisions made in ``draft``, and return it.

    Raises ``UsageError`` if the folder is taken or cannot be written. Where decisions were made both
    there and in ``draft``, nothing is written: neither journal may be lost.
    """
    made = draft is not None and (draft / JOURNAL).is_file()
    if made and (folder / JOURNAL).is_file():
        raise UsageError(
            Text(
                f"“{visible(str(folder))}” has a journal, and decisions were made here too",
                f"“{visible(str(folder))}”中已有审阅日志，而此处也作过决定",
            ),
            Text("save to another folder", "请另选文件夹保存"),
        )
    written = runs.write(audit, folder, command=COMMAND, force=force)
    if made and draft is not None:
        _copy_journal(draft, written)
    return written


def copy_run(source: Path, folder: Path, *, force: bool) -> Path:
    """Copy a saved run with its journal to ``folder`` and return it; ``UsageError`` if it is taken."""
    source, folder = source.resolve(), folder.resolve()
    if source == folder:
        return folder
    runs.check_target(folder, force=force)
    if (folder / JOURNAL).is_file():
        raise UsageError(
            Text(
                f"the run in “{visible(str(folder))}” has a journal, which would be lost",
                f"“{visible(str(folder))}”中的运行结果已有审阅日志，替换会丢失",
            ),
            Text("save to another folder", "请另选文件夹保存"),
        )
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.tmp")
    try:
        shutil.copytree(source, draft, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        _copy_journal(source, draft)
        if folder.is_dir():
            shutil.rmtree(folder)
        draft.rename(folder)
    except OSError as error:
        name, why = visible(str(folder)), system_reason(error)
        raise UsageError(
            Text(
                f"the run cannot be copied to “{name}”: {why.en}", f"无法复制到“{name}”：{why.zh}"
            ),
            Text("choose another folder", "请另选文件夹"),
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


def _copy_journal(source: Path, folder: Path) -> None:
    journal = source / JOURNAL
    if not journal.is_file():
        return
    with (
        closing(sqlite3.connect(f"{journal.resolve().as_uri()}?mode=ro", uri=True)) as one,
        closing(sqlite3.connect(folder / JOURNAL)) as other,
    ):
        one.backup(other)
