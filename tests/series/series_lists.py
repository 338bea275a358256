"""Lists made of numbers, as the rooms above see them: conformed records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from disclosure_audit.config import Config
from disclosure_audit.intake import take_in
from disclosure_audit.schema.columns import Side

EMPTY = "无"


def records(
    numbers: Sequence[str], side: Side = "register", **columns: Sequence[Any]
) -> pl.DataFrame:
    """Return normalised records with these numbers, and titles of their own."""
    frame = pl.DataFrame(
        {
            "title": [f"关于第{n}件事项的通知" for n in range(len(numbers))],
            "doc_number": numbers,
            **columns,
        },
        schema_overrides={"title": pl.String, "doc_number": pl.String},
    )
    return take_in(frame, side, Config()).records


def numbers(*serials: int, code: str = "临政发", year: int = 2024) -> list[str]:
    """Return one number per serial."""
    return [f"{code}〔{year}〕{serial}号" for serial in serials]


def settings(**series: Any) -> Config:
    """Return a configuration with ``[series]``."""
    return Config.model_validate({"series": series})
