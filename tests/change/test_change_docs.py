"""The table of docs/change.md is that of the code."""

from __future__ import annotations

import polars as pl

from disclosure_audit.change.schema import ENTRIES
from tests.documented import ROOT, check_table


def test_the_columns_of_an_entry() -> None:
    rows = [(f"`{name}`", str(pl.Series([], dtype=dtype).dtype)) for name, dtype in ENTRIES.items()]
    check_table(ROOT / "docs" / "change.md", "entries", rows)
