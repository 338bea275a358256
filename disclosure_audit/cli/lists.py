"""One list as the commands that only look at columns see it."""

from __future__ import annotations

from disclosure_audit.config import Config
from disclosure_audit.readers import Table, read
from disclosure_audit.schema.columns import Side
from disclosure_audit.schema.heading import find_header
from disclosure_audit.schema.mapping import Mapping, map_headers

_SAMPLE = 1000
"""Rows whose cells may break a tie between columns."""


def look_at(path: str, side: Side, config: Config) -> tuple[Table, Mapping]:
    """Return a list as it was read, and what its columns are taken for."""
    sheets = config.reading.register_sheets if side == "register" else config.reading.catalog_sheets
    table = read(
        path, limits=config.limits, reading=config.reading, sheets=sheets, find_header=find_header
    )
    overrides = config.columns.register if side == "register" else config.columns.catalog
    sample = table.frame.select(table.headers).head(_SAMPLE)
    return table, map_headers(table.headers, sample, overrides=overrides, side=side)
