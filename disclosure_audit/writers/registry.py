"""The formats there are."""

from __future__ import annotations

from disclosure_audit.writers import findings_csv, json_object, markdown, table
from disclosure_audit.writers.base import Format

FORMATS: dict[str, Format] = {
    item.name: item
    for item in (table.FORMAT, json_object.FORMAT, findings_csv.FORMAT, markdown.FORMAT)
}
"""Every format by its name, the default first."""
