"""Web pages that call themselves spreadsheets: the ``.xls`` that many office systems export."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import polars as pl

from disclosure_audit.errors import InputError
from disclosure_audit.language import Text
from disclosure_audit.readers.cell_text import BLANKS
from disclosure_audit.readers.fingerprint import file_source
from disclosure_audit.readers.headers import locate_header, read_header
from disclosure_audit.readers.parts import Header, build_part
from disclosure_audit.readers.request import Parts, Request
from disclosure_audit.readers.sheet_merges import Region, fill_down, header_block, join_header
from disclosure_audit.readers.text_encoding import decode_file

_MOST_SPAN = 1000
"""A larger ``colspan`` is not believed (HTML's own ceiling)."""


@dataclass(slots=True)
class _Grid:
    """One ``<table>``: cells by place, as a browser would lay them out."""

    rows: list[dict[int, str]] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)
    """Column -> last row that a cell above reaches down to."""

    def put(self, text: str, rowspan: int, colspan: int) -> None:
        row, column = len(self.rows) - 1, 0
        while column in self.rows[row] or self.taken.get(column, -1) >= row:
            column += 1
        for place in range(column, column + colspan):
            self.rows[row][place] = text if place == column else ""
            self.taken[place] = row + rowspan - 1
        if rowspan > 1 or colspan > 1:
            self.regions.append(((row, column), (row + rowspan - 1, column + colspan - 1)))

    def lines(self) -> list[list[str]]:
        width = max((max(row, default=-1) + 1 for row in self.rows), default=0)
        return [[row.get(column, "") for column in range(width)] for row in self.rows]


class _Tables(HTMLParser):
    """Collects every table of a page; tables within a cell are taken as tables of their own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Grid] = []
        self._open: list[_Grid] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_cell()
            self._open.append(_Grid())
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].rows.append({})
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            if not self._open[-1].rows:
                self._open[-1].rows.append({})
            given = dict(attrs)
            self._span = (_number(given.get("rowspan")), _number(given.get("colspan")))
            self._cell = []
        elif tag in ("br", "p", "div") and self._cell:
            self._cell.append("\n")
        elif tag in ("script", "style"):
            self._silent += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()
        elif tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self._open:
            self._open[-1].put("".join(self._cell).strip(BLANKS), *self._span)
        self._cell = None


def read_html_file(request: Request) -> Parts:
    """Return the page's largest table as a part. Cells with ``rowspan`` repeat downward.

    Raises:
        InputError: no table in the page.
    """
    decoded = decode_file(request.path, request.reading.encoding)
    page = _Tables()
    page.feed(decoded.data.decode("utf-8", "replace"))
    page.close()
    tables = [(sum(map(len, grid.rows)), -n, grid) for n, grid in enumerate(page.tables)]
    cells, _, grid = max(tables, key=lambda entry: entry[:2], default=(0, 0, _Grid()))
    if not cells:
        raise InputError(
            Text("{name} is a web page without a table", "{name} 是没有表格的网页").fill(
                name=request.name
            ),
            Text("export the list as XLSX or CSV", "请将清单导出为 XLSX 或 CSV"),
        )
    rows = grid.lines()
    at = locate_header(rows, request.find_header, request.reading.header_row)
    block = header_block(at, rows, grid.regions)
    lone = len(block) == 1 and not request.reading.header_row
    header = read_header(rows, at) if lone else join_header(block, rows, grid.regions)
    body = list(fill_down(rows, grid.regions))[block[-1] + 1 :]
    frame = pl.DataFrame(
        {f"c{i}": [row[i] for row in body] for i in range(len(header))},
        schema={f"c{i}": pl.String for i in range(len(header))},
    )
    above = [row for row in rows[: block[-1] + 1] if any(row)]
    source = file_source(request, "spreadsheet", decoded.encoding)
    below = Header(header, block[-1] + 2, above)
    return Parts([build_part(frame, below, source, request.limits)])


def _number(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_SPAN) if text and text.strip().isdecimal() else 1
