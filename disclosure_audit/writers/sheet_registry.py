"""The formats in which a list can be written."""

from __future__ import annotations

from disclosure_audit.writers import sheet_csv, sheet_markdown, sheet_xlsx
from disclosure_audit.writers.sheet import SheetFormat

SHEET_FORMATS: dict[str, SheetFormat] = {
    item.name: item
    for item in (sheet_xlsx.FORMAT, sheet_csv.FORMAT, sheet_csv.MARKED, sheet_markdown.FORMAT)
}
"""Every format by its name, the default first."""
