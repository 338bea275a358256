"""The XML of a worksheet, passed through with some cells replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.sax.saxutils import escape

Place = tuple[int, int]
"""Row and column of a cell, both from 0."""

_CHUNK = 1024**2
_ROOT = re.compile(rb"<((?:\w+:)?)worksheet\b")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3})([0-9]{0,7})["']""")
_TYPE = re.compile(rb"""\st\s*=\s*["'][^"']*["']""")


@dataclass(slots=True)
class Patched:
    """What became of the cells that were to be replaced."""

    done: set[Place] = field(default_factory=set)
    computed: set[Place] = field(default_factory=set)
    """Cells that hold a formula: left as they are."""


def patch_sheet(source: BinaryIO, target: BinaryIO, cells: Mapping[Place, str]) -> Patched:
    """Copy the XML of a sheet and put the texts of ``cells`` in their places.

    A replaced cell keeps its style and becomes an inline text; everything else keeps its bytes. Cells
    that the sheet does not hold are neither ``done`` nor ``computed``.
    """
    patched = Patched()
    wanted = {row for row, _ in cells}
    row = -1
    for piece, open_row in _rows(source):
        if open_row is None:
            target.write(piece)
            continue
        number = _REFERENCE.search(open_row[0])
        row = int(number[2]) - 1 if number else row + 1
        target.write(_patch_row(piece, open_row, row, cells, patched) if row in wanted else piece)
    return patched


_OpenRow = tuple[bytes, int, bytes]
"""Attributes of a row, where its content begins, prefix of its namespace."""


def _rows(source: BinaryIO) -> Iterator[tuple[bytes, _OpenRow | None]]:
    """Yield the XML in pieces: each row by itself, and what stands between."""
    text = source.read(_CHUNK)
    root = _ROOT.search(text)
    prefix = root[1] if root else b""
    opening = re.compile(rb"<" + re.escape(prefix) + rb"row\b([^<>]*)>")
    closing = b"</" + prefix + b"row>"
    more = True
    while True:
        found = opening.search(text)
        end = -1
        if found:
            end = found.end() if found[1].endswith(b"/") else text.find(closing, found.end())
            if end >= 0 and not found[1].endswith(b"/"):
                end += len(closing)
        if found and end >= 0:
            if found.start():
                yield text[: found.start()], None
            yield text[found.start() : end], (found[1], found.end() - found.start(), prefix)
            text = text[end:]
        elif more:
            chunk = source.read(_CHUNK)
            more = bool(chunk)
            text += chunk
        else:
            yield text, None
            return


def _patch_row(
    piece: bytes, open_row: _OpenRow, row: int, cells: Mapping[Place, str], patched: Patched
) -> bytes:
    _, begin, prefix = open_row
    name = re.escape(prefix)
    shape = re.compile(rb"<" + name + rb"c\b([^<>]*?)(?:/>|>(.*?)</" + name + rb"c\s*>)", re.DOTALL)
    formula = b"<" + prefix + b"f"
    column = -1
    out, at = [], 0
    for found in shape.finditer(piece, begin):
        reference = _REFERENCE.search(found[1])
        column = _column(reference[1]) if reference and reference[1] else column + 1
        text = cells.get((row, column))
        if text is None:
            continue
        if formula in (found[2] or b""):
            patched.computed.add((row, column))
            continue
        patched.done.add((row, column))
        out += [piece[at : found.start()], _inline(found[1], text, prefix)]
        at = found.end()
    return b"".join([*out, piece[at:]])


def _inline(attributes: bytes, text: str, prefix: bytes) -> bytes:
    kept = _TYPE.sub(b"", attributes).rstrip()
    body = escape(text).encode()
    return (
        b"<%(p)sc%(kept)s t=\"inlineStr\"><%(p)sis><%(p)st xml:space=\"preserve\">%(body)s</%(p)st></%(p)sis></%(p)sc>"
        % {b"p": prefix, b"kept": kept, b"body": body}
    )  # fmt: skip


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
