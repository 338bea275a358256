"""One entry of the journal: what it holds, its canonical form, and the hash that chains it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from disclosure_audit.errors import InputError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text

GENESIS = "0" * 64
"""What stands for the hash before the first entry."""

ENTRIES: dict[str, Any] = {
    "seq": pl.Int64,
    "at": pl.String,
    "user": pl.String,
    "batch": pl.String,
    "action": pl.String,
    "kind": pl.String,
    "target": pl.String,
    "details": pl.String,
    "prev": pl.String,
    "hash": pl.String,
}
"""Columns of the journal as a frame. ``seq`` counts from 1 without a gap; ``at`` is UTC, ISO 8601
with milliseconds and ``Z``; ``batch`` is 16 hexadecimal digits that all entries of one key press
share; ``details`` is a canonical JSON object; ``prev`` and ``hash`` are SHA-256 in hexadecimal."""

Row = tuple[int, str, str, str, str, str, str, str, str, str]
"""The cells of one entry in the order of ``ENTRIES``."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""A lone surrogate has no UTF-8, and PostgreSQL takes no NUL."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants written: an entry before it has a place, a time and a hash."""

    action: str
    kind: str
    target: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal, as written."""

    seq: int
    at: str
    user: str
    batch: str
    action: str
    kind: str
    target: str
    details: dict[str, Any]
    prev: str
    hash: str


def canonical(value: Any) -> str:
    """Return ``value`` as JSON that has one spelling only: keys sorted, no blanks, UTF-8.

    A lone surrogate, which UTF-8 cannot hold, becomes U+FFFD. Raises ``ValueError`` for NaN and
    infinity and ``TypeError`` for what is no JSON.
    """
    text = _dump(value)
    mended = _UNSTORABLE.sub("\ufffd", text)  # NUL is an escape by now, so only surrogates
    return text if mended == text else _dump(json.loads(mended))


def plain(text: str) -> str:
    """Return ``text`` as every store can hold it: NUL and lone surrogates become U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


def chain_hash(row: tuple[Any, ...]) -> str:
    """Return the hash that an entry with these cells must have (its last cell is not looked at).

    It is the SHA-256, in hexadecimal, of the canonical JSON array ``[prev, seq, at, user, batch,
    action, kind, target, details]``. The text of ``details`` goes in as it is stored, so that a
    changed blank in it is seen too.
    """
    seq, at, user, batch, action, kind, target, details, prev = row[:9]
    head = _dump([prev, seq, at, user, batch, action, kind, target])
    text = f"{head[:-1]},{details}]"
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def seal(draft: Draft, seq: int, at: str, user: str, batch: str, prev: str) -> Row:
    """Return the cells of the entry that ``draft`` becomes after the entry with the hash ``prev``."""
    cells = tuple(map(plain, (at, user, batch, draft.action, draft.kind, draft.target)))
    row = (seq, *cells, canonical(dict(draft.details)), prev)
    return (*row, chain_hash(row))  # type: ignore[return-value]  # mypy cannot count what map gives


def entry_of(row: Row) -> Entry:
    """Return the entry with these cells.

    Raises ``InputError`` if its details are no JSON object: somebody wrote past the program.
    """
    try:
        details = json.loads(row[7])
    except (ValueError, TypeError):
        details = None
    if not isinstance(details, dict) or None in row:
        raise InputError(
            Text("entry {seq} of the journal is damaged", "审阅日志第 {seq} 条已损坏").fill(
                seq=visible(str(row[0]))
            ),
            Text("see what is wrong with `disclosure-audit journal verify`",
                 "请用 `disclosure-audit journal verify` 查看问题所在"),
        )  # fmt: skip
    return Entry(*row[:7], details, *row[8:])


def frame_of(rows: list[Row]) -> pl.DataFrame:
    """Return the entries as a frame with the schema ``ENTRIES``."""
    return pl.DataFrame(rows, schema=ENTRIES, orient="row")


def now() -> str:
    """Return the time as an entry tells it: UTC, ISO 8601, milliseconds, ``Z``."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _dump(value: Any) -> str:
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
