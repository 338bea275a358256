"""Index numbers with or without the hyphen of the organisation code, as the list mostly has them."""

from __future__ import annotations

import polars as pl

from disclosure_audit.corrections.characters import plain_index
from disclosure_audit.corrections.schema import settled

FIELD = "index_number"

_PARTS = r"^([0-9A-Za-z]{8})(-?)([0-9A-Za-z])(/.*)$"


def correct_hyphens(records: pl.DataFrame) -> pl.DataFrame:
    """Return the corrections of the hyphen before the ninth character (schema ``CORRECTIONS``).

    ``records`` holds a whole list, with ``row``, ``index_number``, ``index_org`` and ``index_check``.
    Only codes of nine characters whose check character is right (GB 11714-1997) are looked at. The
    writing that most of them have is the list's own; on a tie it is the guideline's, without hyphen.
    Width, hidden signs and spaces are put right as well (:mod:`.characters`).
    """
    parts = pl.col("plain").str.extract_groups(_PARTS)
    read = (
        records.filter(
            pl.col("index_check").fill_null(value=False), pl.col("index_org").str.len_chars() == 9
        )
        .select(
            "row",
            pl.col(FIELD).alias("written"),
            plain_index(pl.col(FIELD)).str.strip_chars().alias("plain"),
        )
        .with_columns(parts.alias("parts"))
        .filter(pl.col("parts").struct.field("1").is_not_null())
        .unnest("parts")
    )
    hyphened = read["2"] == "-"
    keeps = int(hyphened.sum()) * 2 > read.height
    proposed = pl.concat_str("1", pl.lit("-" if keeps else ""), "3", "4")
    return settled(
        read.filter(hyphened != keeps).with_columns(
            proposed=proposed, field=pl.lit(FIELD), fault=pl.lit("hyphen")
        )
    )
