"""A copy of delimited text, byte for byte, but for the corrected cells."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from disclosure_audit.config import Reading
from disclosure_audit.fixes import refusals
from disclosure_audit.fixes.csv_cells import cell_text, cut_cells
from disclosure_audit.readers.cell_text import BLANKS
from disclosure_audit.readers.csv_cells import read_cells
from disclosure_audit.readers.csv_dialect import quoting, sniff_dialect
from disclosure_audit.readers.headers import locate_header, name_columns, read_header
from disclosure_audit.readers.parts import LINE, OWN
from disclosure_audit.readers.text_encoding import decode_file
from disclosure_audit.schema.heading import find_header

_BOMS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}  # fmt: skip
MARKS = {"utf-8-sig": codecs.BOM_UTF8, "utf-16": codecs.BOM_UTF16_LE}
"""The byte order marks of the encodings that can be asked for; the others have none."""
_CHUNK = 8 * 1024**2


@dataclass(frozen=True, slots=True)
class _Layout:
    delimiter: str
    names: Sequence[str]
    """Of the columns, in their order."""
    lines: npt.NDArray[np.int64] | None
    """1-based line on which each physical row begins; ``None`` if each has one line."""
    first_line: int


def copy_csv(
    path: Path,
    sha256: str,
    draft: Path,
    changes: pl.DataFrame,
    reading: Reading,
    encoding: str | None = None,
) -> None:
    """Write a copy of ``path`` with ``changes`` to ``draft``.

    ``changes`` holds ``row`` (position below the header), ``header``, ``before`` and ``after``, sorted
    by row. Rows above the header, blank and unreadable ones, quotation marks and line ends stay as
    they are; so do encoding and byte order mark, unless ``encoding`` names another (``utf-8``,
    ``utf-8-sig``, ``gb18030``, ``utf-16``).

    Raises ``InputError`` if the file is not the one with ``sha256`` or a cell is not where it
    should be, ``UsageError`` if the encoding cannot hold the copy.
    """
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise refusals.changed(path.name)
    decoded = decode_file(path, reading.encoding)
    layout = _lay_out(decoded.data, reading)
    source = decoded.encoding
    del decoded
    bom = _BOMS.get(source, b"")
    bom = bom if raw.startswith(bom) else b""
    body = _to_utf8(raw[len(bom) :], source, path.name)
    with draft.open("xb") as file:
        encode = _Encoder(source, encoding)
        file.write(bom if encoding is None else MARKS.get(encoding, b""))
        digest = hashlib.sha256(bom)
        for old, new in _pieces(body, layout, changes, path.name):
            file.write(encode(new))
            if encoding is None and source != "utf-8":
                digest.update(encode(old))
        if encoding is None and source != "utf-8" and digest.hexdigest() != sha256:
            raise refusals.not_the_same(path.name)  # bytes that the codec writes another way


def _lay_out(data: bytes, reading: Reading) -> _Layout:
    """Return where the table stands in ``data``, as the reader finds it."""
    dialect = sniff_dialect(data, reading.delimiter, find_header)
    rows = [record.cells for record in dialect.records]
    at = locate_header(rows, find_header, reading.header_row)
    cells = rows[at] if reading.header_row else read_header(rows, at)
    head = dialect.records[at]
    first = head.line + sum(cell.count("\n") for cell in head.cells) + 1
    names = name_columns(cells, reserved=OWN)
    lines = None
    if len(dialect.delimiter.encode()) > 1 or quoting(data, 0, dialect.delimiter) != "none":
        frame = read_cells(data, dialect.delimiter, len(names), first)
        if LINE in frame.columns:
            lines = frame[LINE].cast(pl.Int64).to_numpy()
    return _Layout(dialect.delimiter, names, lines, first)


def _to_utf8(raw: bytes, encoding: str, name: str) -> bytes:
    """Return ``raw`` as UTF-8 in which broken bytes stand as lone surrogates."""
    if encoding == "utf-8":
        return raw
    try:
        return raw.decode(encoding, "surrogateescape").encode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise refusals.not_the_same(name) from error


class _Encoder:
    """Turns text, as :func:`_to_utf8` has it, into the bytes of the copy."""

    def __init__(self, source: str, asked: str | None) -> None:
        self._same = asked is None
        name = source if asked is None else asked
        self._to = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(name, name)
        self._name = name
        self._is_utf8 = self._to == "utf-8" and source == "utf-8"

    def __call__(self, piece: bytes) -> bytes:
        if self._is_utf8:
            return piece
        try:
            text = piece.decode("utf-8", "surrogatepass")
            return text.encode(self._to, "surrogateescape" if self._same else "strict")
        except UnicodeError as error:
            raise refusals.not_encodable(self._name) from error


def _pieces(
    body: bytes, layout: _Layout, changes: pl.DataFrame, name: str
) -> Iterator[tuple[bytes, bytes]]:
    """Yield the text piece by piece, as it was and as it shall be."""
    array = np.frombuffer(body, dtype=np.uint8)
    returns = b"\n" not in body
    ends = np.flatnonzero(array == ord("\r" if returns else "\n")) + 1
    starts = np.concatenate([np.zeros(1, dtype=np.int64), ends])
    at = 0
    rows = changes.group_by("row", maintain_order=True).agg("header", "before", "after")
    for row, headers, befores, afters in rows.iter_rows():
        line, following = _lines(layout, row)
        start = int(starts[line - 1])
        stop = int(starts[following - 1]) if 0 < following <= len(starts) else len(body)
        yield from _unchanged(body, at, start)
        old = body[start:stop]
        cells = list(zip(headers, befores, afters, strict=True))
        yield old, _corrected(old, layout, cells, returns, f"{name}:{line}")
        at = stop
    yield from _unchanged(body, at, len(body))


def _lines(layout: _Layout, row: int) -> tuple[int, int]:
    """Return the line on which a row begins and that of the next one, 0 if there is none."""
    if layout.lines is None:
        return layout.first_line + row, layout.first_line + row + 1
    is_last = row + 1 >= len(layout.lines)
    return int(layout.lines[row]), 0 if is_last else int(layout.lines[row + 1])


def _unchanged(body: bytes, start: int, stop: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield a stretch in chunks that no character is cut by."""
    while start < stop:
        end = min(start + _CHUNK, stop)
        while end < stop and body[end] & 0xC0 == 0x80:
            end -= 1
        piece = body[start:end]
        yield piece, piece
        start = end


def _corrected(
    old: bytes,
    layout: _Layout,
    changes: Sequence[tuple[str, str, str]],
    returns: bool,
    place: str,
) -> bytes:
    text = old.decode("utf-8", "surrogatepass")
    parsed = text.replace("\r", "\n") if returns else text
    cells = cut_cells(parsed, layout.delimiter, len(layout.names))
    new, at = [], 0
    for column, before, after in sorted(
        (layout.names.index(header), before, after) for header, before, after in changes
    ):
        cell = cells[column] if column < len(cells) else None
        if cell is None or cell.value.replace("\0", "").strip(BLANKS) != before:
            raise refusals.not_found(place.rpartition(":")[0], f"line {place.rpartition(':')[2]}")
        new += [text[at : cell.start], cell_text(after, layout.delimiter, quote=cell.is_quoted)]
        at = cell.end
    return "".join([*new, text[at:]]).encode("utf-8", "surrogatepass")
