"""The form that all corrections have."""

from __future__ import annotations

import polars as pl

CORRECTIONS: dict[str, type[pl.DataType]] = {
    "row": pl.UInt32,
    "field": pl.String,
    "written": pl.String,
    "proposed": pl.String,
    "fault": pl.String,
}
"""``row`` of the record, ``field`` the canonical column, ``written`` the cell as it stands,
``proposed`` what it should say, ``fault`` codes of what is wrong, joined by ``, ``."""

_COMPUTED = r"^[=+\-@\t\r＝＋－＠]"
"""How a cell begins that a spreadsheet computes: no correction makes one of a harmless cell."""


def nothing_to_correct() -> pl.DataFrame:
    """Return a frame of corrections without rows."""
    return pl.DataFrame(schema=CORRECTIONS)


def settled(frame: pl.DataFrame) -> pl.DataFrame:
    """Return those of the corrections that change something, leave something, and arm nothing."""
    proposed = pl.col("proposed")
    return frame.select(pl.col(name).cast(dtype) for name, dtype in CORRECTIONS.items()).filter(
        proposed.is_not_null(),
        proposed != "",
        proposed != pl.col("written"),
        ~proposed.str.contains(_COMPUTED),
    )
