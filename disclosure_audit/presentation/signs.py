"""The few signs before each row: decided how, flagged, with a note. Letters where asked for."""

from __future__ import annotations

import polars as pl

_STATUS: dict[str, tuple[str, str]] = {
    "confirmed": ("✓", "C"),
    "dismissed": ("✗", "D"),
    "waived": ("~", "W"),
    "same": ("=", "="),
    "differ": ("≠", "#"),
}
"""Status -> sign, and what stands for it where only ASCII may be drawn."""
_FLAG = ("⚑", "!")
_NOTE = ("✎", "n")
WIDTH = 3


def signs(frame: pl.DataFrame, *, ascii: bool) -> tuple[pl.Expr, int] | None:  # noqa: A002 - the setting
    """Return what gives the signs of a row of ``frame``, and their width; ``None`` if none has any."""
    at = int(ascii)
    parts = []
    for name in ("status", "decided"):
        if name in frame.columns:
            known = {code: pair[at] for code, pair in _STATUS.items()}
            status = pl.col(name).cast(pl.String).replace_strict(known, default=" ")
            if name == "status" and "decided" in frame.columns:
                continue  # of a link: how sure it is, which has a column of its own
            parts.append(status)
            break
    if "flagged" in frame.columns:
        parts.append(pl.when(pl.col("flagged")).then(pl.lit(_FLAG[at])).otherwise(pl.lit(" ")))
    if "note" in frame.columns:
        written = pl.col("note").fill_null("") != ""
        parts.append(pl.when(written).then(pl.lit(_NOTE[at])).otherwise(pl.lit(" ")))
    return (pl.concat_str(parts), WIDTH) if parts else None
