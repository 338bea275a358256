"""A workbook that is printed and read by others: one look, one page set-up, the same bytes again."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.writers.workbook.sheet_names import sheet_name
from disclosure_audit.writers.xlsx_cells import OPTIONS

A4 = 9
_LONGEST_FOOTER = 80
_NO_TIME = dt.datetime(2000, 1, 1)
_MARGIN = 0.4
_PAGE = Text("page {page} of {pages}", "第 {page} 页，共 {pages} 页")


class Book:
    """A workbook in the making. ``forms`` are its formats by name: ``head``, ``title``, ``text`` …"""

    def __init__(self, book: Any, lang: Lang, about: str) -> None:
        self.lang = lang
        self.names: list[str] = []
        """Names of the sheets so far."""
        self._book = book
        self._about = about
        base: dict[str, object] = {"valign": "top", "font_name": "Microsoft YaHei", "font_size": 10}
        looks: dict[str, dict[str, object]] = {
            "text": {"text_wrap": True},
            # a little room on the right: a number must not run into the text beside it
            "number": {"num_format": "#,##0", "align": "right", "indent": 1},
            "decimal": {"num_format": "0.0###", "align": "right", "indent": 1},
            "stated": {"num_format": "#,##0", "align": "left"},
            "day": {"num_format": "yyyy-mm-dd", "align": "left"},
            "head": {"bold": True, "bottom": 1, "bg_color": "#E8EDF3", "text_wrap": True},
            "title": {"bold": True, "font_size": 16},
            "section": {"bold": True, "font_size": 12, "bottom": 1},
            "blank": {"border": 1},
        }
        looks["head_number"] = {**looks["head"], "align": "right", "indent": 1}
        self.forms = {name: book.add_format({**base, **look}) for name, look in looks.items()}

    def add(self, wanted: str) -> Any:
        """Return a new sheet called ``wanted``, or nearly so, set up for A4 paper."""
        name = sheet_name(wanted, self.names)
        self.names.append(name)
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(_MARGIN, _MARGIN, 0.7, 0.7)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L{_plain(name)}&R{_plain(self._about)}")
        sheet.set_footer("&R" + _PAGE.to(self.lang, page="&P", pages="&N"))
        return sheet


@contextmanager
def new_book(stream: BinaryIO, lang: Lang, about: str, made: dt.datetime | None) -> Iterator[Book]:
    """Give a workbook that is written to ``stream`` when it is done.

    ``about`` stands on every printed page; ``made`` is its date of creation, that of the run.
    What is kept on disk meanwhile lies beside the file and is removed whatever happens.
    """
    name = getattr(stream, "name", None)
    beside = str(Path(name).parent) if isinstance(name, str) else None
    with tempfile.TemporaryDirectory(prefix=".workbook-", dir=beside) as folder:
        book = xlsxwriter.Workbook(stream, OPTIONS | {"tmpdir": folder})
        created = made.replace(tzinfo=None) if made else _NO_TIME
        book.set_properties({"title": about, "created": created, "comments": "disclosure-audit"})
        try:
            yield Book(book, lang, about)
        except BaseException:
            book.fileclosed = True  # else it would complain when it is forgotten
            raise
        book.close()


def _plain(text: str) -> str:
    """Return ``text`` for a header, where ``&`` begins a command and little fits."""
    return shorten(visible(text), _LONGEST_FOOTER).replace("&", "&&")
