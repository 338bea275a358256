"""The journal as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import polars as pl

from disclosure_audit.review.entry import ENTRIES
from disclosure_audit.writers.inert import inert


def write(entries: pl.DataFrame) -> str:
    """Return one line per entry with the columns of ``ENTRIES``; ``details`` is JSON.

    A cell that a spreadsheet would compute gets a leading ``'``, and a control character becomes
    U+FFFD; so this is to look at, not to replay. Lines end with a line feed; UTF-8 without byte
    order mark.
    """
    texts = [name for name, dtype in ENTRIES.items() if dtype == pl.String]
    return entries.select(ENTRIES.keys()).with_columns(inert(texts)).write_csv()
