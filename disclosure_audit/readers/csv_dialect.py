"""Which delimiter a text table uses, and whether its quotation marks follow the rules."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import numpy as np

from disclosure_audit.readers.cell_text import BLANKS
from disclosure_audit.readers.csv_records import Record, split_records
from disclosure_audit.readers.headers import HEAD_ROWS
from disclosure_audit.readers.request import FindHeader

CANDIDATES = (",", "\t", ";", "|", "%", "，")
NO_DELIMITER = "\x1f"
"""Unit separator: stands in for the delimiter of a table with a single column."""
SAMPLE_BYTES, SAMPLE_RECORDS = 256 * 1024, 200

_HINT = re.compile(r'\A"?sep=([^"\r\n])"?\r?\n')
_QUOTE, _NEWLINE, _RETURN = 0x22, 0x0A, 0x0D


@dataclass(frozen=True, slots=True)
class Dialect:
    """The delimiter and the first records, read with it."""

    delimiter: str
    records: list[Record]


def sniff_dialect(
    data: bytes, delimiter: str | None = None, find_header: FindHeader | None = None
) -> Dialect:
    """Return the delimiter that cuts the first records into the most even rows.

    A delimiter under which ``find_header`` knows the header comes first. Evenness, not frequency,
    decides: commas in titles are many but never equally many in each row.
    """
    sample = data[:SAMPLE_BYTES].decode("utf-8", "ignore")
    whole = len(data) <= SAMPLE_BYTES
    if delimiter is None and (hint := _HINT.match(sample)):
        delimiter = hint[1]
    if delimiter is not None:
        return Dialect(delimiter, _records(sample, delimiter, whole))
    scores = [
        (*_score(records, find_header), -place, mark, records)
        for place, mark in enumerate(CANDIDATES)
        if mark in sample
        for records in (_records(sample, mark, whole),)
    ]
    scores = [score for score in scores if score[0] or score[1] >= _least(score[3])]
    if scores:
        *_, mark, records = max(scores, key=lambda score: score[:3])
        return Dialect(mark, records)
    first = sample.lstrip().split("\n", 1)[0]
    mark = max(CANDIDATES[:-1], key=first.count)
    if first.count(mark) == 0 or len(sample.strip().split("\n")) > 5:
        mark = NO_DELIMITER
    return Dialect(mark, _records(sample, mark, whole))


def quoting(data: bytes, start: int, delimiter: str) -> Literal["none", "regular", "irregular"]:
    """Say how the quotation marks from byte ``start`` on are used.

    Regular (RFC 4180) means: counted through, every odd one opens a cell or continues a doubled
    mark, every even one closes a cell or begins a doubled mark.
    """
    body = np.frombuffer(data, dtype=np.uint8)[start:]
    step = 16 * 1024**2
    places = np.concatenate(
        [np.flatnonzero(body[at : at + step] == _QUOTE) + at for at in range(0, len(body), step)]
        or [np.empty(0, dtype=np.int64)]
    )
    if len(places) == 0:
        return "none"
    if len(places) % 2:
        return "irregular"
    opening, closing = places[::2], places[1::2]
    before = np.where(opening > 0, body[opening - 1], _NEWLINE)
    after = np.where(closing + 1 < len(body), body[(closing + 1) % len(body)], _NEWLINE)
    edges = [ord(delimiter), _NEWLINE, _QUOTE]
    regular = np.isin(before, edges).all() and np.isin(after, [*edges, _RETURN]).all()
    return "regular" if regular else "irregular"


def _records(sample: str, delimiter: str, whole: bool) -> list[Record]:
    records = list(islice(split_records(sample, delimiter), SAMPLE_RECORDS + 1))
    if len(records) > 1 and (not whole or len(records) > SAMPLE_RECORDS):
        records.pop()  # the sample may end in the middle of it
    return records


def _score(records: list[Record], find_header: FindHeader | None) -> tuple[bool, float]:
    rows = [[cell.strip(BLANKS) for cell in record.cells] for record in records]
    widths = Counter(len(row) for row in rows if any(row))
    wide = [(count, width) for width, count in widths.items() if width > 1]
    if not wide:
        return False, 0.0
    count, width = max(wide)
    known = find_header is not None and find_header(rows[:HEAD_ROWS]) is not None
    narrower = sum(n for n, other in wide if other < width)
    share = (count + narrower / 2) / widths.total()
    return known, share * (1 + 0.05 * min(width, 10))


def _least(mark: str) -> float:
    # A comma of prose must divide nearly every line before it counts as a delimiter.
    return 1.05 if mark == "，" else 0.6
