"""Timeliness as one JSON object."""

from __future__ import annotations

from typing import Any

import polars as pl

from disclosure_audit.writers.json_text import dump
from disclosure_audit.writers.timeliness import Timeliness


def write(found: Timeliness) -> str:
    """Return ``{"format_version", "as_of", "by", "total", "groups"}``, see ``SUMMARY``."""
    total = found.total.drop("group")
    return _json(
        {**_head(found), "by": found.by, "total": _rows(total)[0], "groups": _rows(found.groups)}
    )


def write_due_soon(found: Timeliness) -> str:
    """Return ``{"format_version", "as_of", "due_soon"}``, see ``DUE_SOON``."""
    return _json({**_head(found), "due_soon": _rows(found.due_soon)})


def _json(content: dict[str, Any]) -> str:
    return dump(content, indent=1) + "\n"


def _head(found: Timeliness) -> dict[str, Any]:
    return {"format_version": 1, "as_of": found.as_of.isoformat()}


def _rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return frame.with_columns(pl.col(pl.Date).cast(pl.String)).to_dicts()
