"""Writes the list as it is seen to a file: its rows in their order, its columns, masked as here."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from disclosure_audit.errors import AuditError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.presentation.marks import Order
from disclosure_audit.writers.sheet_registry import SHEET_FORMATS
from disclosure_audit_tui import prompts
from disclosure_audit_tui.screens.base import ReviewScreen

if TYPE_CHECKING:
    from disclosure_audit.review.sheets import Column
    from disclosure_audit.writers.sheet import SheetFormat, Written

_FORMAT = Text("Write {n} rows as", "将 {n} 行导出为")
_FILE = Text("File", "文件")
_ABOUT = Text("What is masked here stays masked there.", "此处遮盖的内容在文件中同样遮盖。")
_REPLACE = Text("“{name}” is already there. Replace it?", "“{name}”已存在，是否替换？")
_WRITING = Text("writing…", "正在导出…")
_WRITTEN = Text("{n} rows written to {name}", "已将 {n} 行写入 {name}")
_CUT = Text(
    "; {n} cells were too long for the format: each says so",
    "；有 {n} 个单元格超过格式上限，已截断并注明",
)
_LONGEST_NAME = 50


class Exporting(ReviewScreen):
    """A list that can be written to a file: the screen says which rows and columns it shows."""

    kind: str

    def shown(self) -> tuple[pl.DataFrame, Order | None, Sequence[Column]]:
        """Return the frame, the order of the rows that are shown (``None``: all), the columns."""
        raise NotImplementedError

    def action_do_export(self) -> None:
        """Ask for format and file, and write."""
        self.app.run_worker(self._export(), group="export", exclusive=True)

    async def _export(self) -> None:
        app = self.review
        frame, order, columns = self.shown()
        count = frame.height if order is None else len(order)
        options = {name: one.title for name, one in SHEET_FORMATS.items()}
        title = _FORMAT.fill(n=f"{count:,}")
        name = await app.push_screen_wait(
            prompts.ask_choice(title, options, app.lang, about=_ABOUT)
        )
        if name is None:
            return
        wanted = SHEET_FORMATS[name]
        path = Path(f"{self.kind}-{dt.datetime.now():%Y%m%d-%H%M%S}{wanted.suffix}")
        while True:
            typed = await app.push_screen_wait(prompts.ask_text(_FILE, str(path), lang=app.lang))
            if typed is None:
                return
            path, replace = Path(typed).expanduser(), False
            if path.is_file():
                said = _REPLACE.fill(name=_short(path))
                answer = await app.push_screen_wait(prompts.confirm(said, app.lang, grave=True))
                if not answer:
                    continue
                replace = True
            app.set_busy("export", _WRITING)
            try:
                done = await asyncio.to_thread(
                    _write, wanted, path, frame, order, columns, app.lang, replace=replace
                )
            except AuditError as error:
                app.complain(error)
                continue  # another name may do: nothing was lost
            finally:
                app.set_busy("export", None)
            _tell(self, done, path)
            return


def _write(
    wanted: SheetFormat,
    path: Path,
    frame: pl.DataFrame,
    order: Order | None,
    columns: Sequence[Column],
    lang: Lang,
    *,
    replace: bool,
) -> Written:
    rows = frame if order is None else frame[order]
    return wanted.write(path, rows, columns, lang, replace=replace)


def _tell(screen: Exporting, done: Written, path: Path) -> None:
    said = _WRITTEN.fill(n=f"{done.rows:,}", name=_short(path))
    if done.cut:
        more = _CUT.fill(n=f"{done.cut:,}")
        said = Text(said.en + more.en, said.zh + more.zh)
    screen.review.say(said, bad=bool(done.cut))


def _short(path: Path) -> str:
    """Return the path, or its end if it is long."""
    text = visible(str(path))
    return text if len(text) <= _LONGEST_NAME else "…" + text[-_LONGEST_NAME:]
