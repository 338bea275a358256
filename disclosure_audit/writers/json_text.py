"""JSON that steers no terminal and is UTF-8 whatever it is given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import polars as pl

ROWS_AT_ONCE = 20_000
"""Findings that are turned into text together; bounds the memory of a long list."""
_CODES = (
    0x61C, 0xFEFF, *range(0x7F, 0xA0), 0x200E, 0x200F,
    *range(0x2028, 0x202F), *range(0x2066, 0x206A),
)  # fmt: skip
"""Control and bidirectional characters that JSON would let through to a terminal."""
_ESCAPES = {chr(code): f"\\u{code:04x}" for code in _CODES}
_TABLE = str.maketrans(_ESCAPES)
_SURROGATE = re.compile("[\ud800-\udfff]")


def dump(value: Any, indent: int | None = None) -> str:
    """Return ``value`` as JSON. Chinese stays as it is, what steers is escaped.

    A lone surrogate, which no UTF-8 can hold and strict readers refuse even when escaped, becomes
    U+FFFD.
    """
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return _SURROGATE.sub("\ufffd", text).translate(_TABLE)


def lines(frame: pl.DataFrame) -> Iterator[str]:
    """Yield the rows of ``frame`` as JSON objects, many at once, one per line.

    Each piece ends with a line feed. Dates are ``2024-01-31``, nulls are ``null``.
    """
    for part in frame.iter_slices(ROWS_AT_ONCE):
        texts = part.select(
            pl.struct(pl.all())
            .struct.json_encode()
            .str.replace_many(list(_ESCAPES), list(_ESCAPES.values()))
        ).to_series()
        yield "\n".join(texts) + "\n"
