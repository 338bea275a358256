"""The page of the journal says what is so."""

from __future__ import annotations

import polars as pl

from disclosure_audit.review import postgres_journal, sqlite_journal
from disclosure_audit.review.entry import ENTRIES
from disclosure_audit.review.postgres_journal import TABLE
from tests.documented import ROOT, check_table

PAGE = ROOT / "docs" / "journal.md"


def test_the_columns_of_an_entry() -> None:
    rows = [(f"`{name}`", str(pl.Series([], dtype=dtype).dtype)) for name, dtype in ENTRIES.items()]
    check_table(PAGE, "entries", rows)


def test_the_format_and_the_table() -> None:
    text = PAGE.read_text("utf-8")
    assert sqlite_journal.FORMAT_VERSION == postgres_journal.FORMAT_VERSION
    assert f"Today's is {sqlite_journal.FORMAT_VERSION} " in text
    assert f"GRANT SELECT, INSERT ON {TABLE} TO" in text
