"""The page on formats names each of them."""

from __future__ import annotations

from disclosure_audit.writers.stream import PAPER_FORMATS
from tests.documented import ROOT, check_table


def test_every_format_is_documented() -> None:
    rows = [(f"`{name}`", f"`{one.suffix}`") for name, one in PAPER_FORMATS.items()]
    check_table(ROOT / "docs" / "formats.md", "formats", rows)
