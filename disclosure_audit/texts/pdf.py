"""The text layer of a PDF, page by page, through PDFium."""

from __future__ import annotations

import ctypes
import re
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from disclosure_audit.texts.appendix import Kind, append
from disclosure_audit.texts.extra import load
from disclosure_audit.texts.kinds import Document
from disclosure_audit.texts.layout import Layout
from disclosure_audit.texts.limits import TextLimits
from disclosure_audit.texts.reasons import UnreadableError

_PASSWORD_ERROR = 4
_TAIL = 4096
_IMAGE = 3
_TABLE_PIECE = 18
"""Longest usual piece of a table in characters: a resident ID number."""
_ILLEGIBLE = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd-\uffff\U000f0000-\U0010ffff]"
)
"""What comes out where a font does not say which characters its glyphs are."""


def read_pdf(path: Path, limits: TextLimits) -> Document:
    """Return the text of all pages, a page's lines as they are drawn, and the targets of links.

    Raises:
        UnreadableError: a password, no text on any page, a page or the end of the file missing,
            or characters that the file does not identify.
    """
    _check_end(path)
    pdfium = load("pypdfium2")
    try:
        document = pdfium.PdfDocument(str(path))
    except pdfium.PdfiumError as error:
        encrypted = getattr(error, "err_code", None) == _PASSWORD_ERROR
        raise UnreadableError("encrypted" if encrypted else "damaged") from error
    layout = Layout(limits.chars)
    pieces: list[tuple[Kind, str]] = []
    images = 0
    try:
        for number in range(len(document)):
            page = document[number]
            text = _page_text(page)
            layout.write(text)
            layout.end_line()
            if not text.strip():
                images += any(True for _ in page.get_objects(filter=[_IMAGE], max_depth=3))
            pieces += _links(document, page, pdfium.raw)
            page.close()
    except pdfium.PdfiumError as error:
        raise UnreadableError("damaged") from error
    finally:
        document.close()
    return Document(
        append(_legible(layout.text()), pieces), "pages_without_text" if images else None
    )


def _check_end(path: Path) -> None:
    """Refuse a file that was cut off: PDFium would repair it and give the pages that are left."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _TAIL, 0))
        if b"%%EOF" not in file.read():
            raise UnreadableError("damaged")


def _legible(text: str) -> str:
    dense = re.sub(r"\s", "", text)
    if not dense:
        raise UnreadableError("no_text_layer")
    if len(_ILLEGIBLE.findall(dense)) * 2 > len(dense):
        raise UnreadableError("undecodable")
    return text


def _page_text(page: Any) -> str:
    layer = page.get_textpage()
    try:
        count = layer.count_chars()
        if not count:
            return ""
        text: str = layer.get_text_range()
        # Beyond the basic plane, a place in the text is no longer that of the character.
        placed = _place_lines(layer, text) if len(text) == count else []
    finally:
        layer.close()
    lines = _join_rows(placed) if placed else text.split("\r\n")
    return "\n".join(lines).replace("\ufffe", "").replace("\r", "\n").replace("\0", "")


_Placed = tuple[float, float, float, str]
"""Bottom, top and left edge of a piece of text, in points, and the piece."""


def _place_lines(layer: Any, text: str) -> list[_Placed]:
    placed, start = [], 0
    for line in text.split("\r\n"):
        if body := line.strip():
            left, bottom, _, top = layer.get_charbox(start + line.index(body), loose=True)
            placed.append((bottom, top, left, body))
        start += len(line) + 2
    return placed


def _join_rows(placed: list[_Placed]) -> list[str]:
    """Return the lines of a page; a table that was drawn column by column is put back into rows.

    Such a page goes up again and again in short pieces. A page set in columns goes up too, but its
    lines are long, and those stay in the order in which they were drawn.
    """
    climbs = sum(after[0] > before[1] for before, after in pairwise(placed))
    if not climbs or median(len(piece[3]) for piece in placed) > _TABLE_PIECE:
        return [piece[3] for piece in placed]
    rows: list[list[_Placed]] = []
    for piece in sorted(placed, key=lambda piece: -(piece[0] + piece[1])):
        middle = (piece[0] + piece[1]) / 2
        if rows and rows[-1][0][0] <= middle <= rows[-1][0][1]:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return ["\t".join(p[3] for p in sorted(row, key=lambda piece: piece[2])) for row in rows]


def _links(document: Any, page: Any, raw: Any) -> list[tuple[Kind, str]]:
    found: list[tuple[Kind, str]] = []
    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, place, link):
        action = raw.FPDFLink_GetAction(link)
        size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0) if action else 0
        if size > 1:
            target = ctypes.create_string_buffer(size)
            raw.FPDFAction_GetURIPath(document.raw, action, target, size)
            found.append(("link", target.value.decode("utf-8", "replace")))
    return found
