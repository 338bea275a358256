"""Index numbers (索引号): an identity to compare, the parts, and the check character.

The guideline form has 20 characters: organisation code (9, hyphen omitted), ``/``, year, ``-``,
serial of five digits: ``000014349/2020-00072``.
"""

from __future__ import annotations

import polars as pl

from disclosure_audit.normalise.characters import fold_characters, is_placeholder
from disclosure_audit.normalise.organisation_code import check_organisations

INDEX_NUMBER_COLUMNS: dict[str, pl.DataType] = {
    "index_key": pl.String(),
    "index_form": pl.String(),
    "index_org": pl.String(),
    "index_year": pl.Int32(),
    "index_serial": pl.Int64(),
    "index_check": pl.Boolean(),
}
"""Schema of :func:`parse_index_numbers`."""

_LABEL = r"^[\[【〔(]?(?:信息)?索引号?[\]】〕)]?:?"
_ORGANISED = (
    r"^([0-9A-Z]{8}-?[0-9A-Z]|[0-9A-Z]{18})/((?:19|20)[0-9]{2})(0[1-9]|1[0-2])?-([0-9]{1,9})$"
)
# the start of the guideline form with its rest lost, or joined by other signs
_BROKEN = r"^(?:[0-9A-Z]{8}-?[0-9X]|[0-9A-Z]{18})(?:/[0-9]{0,6}-?)?$|[/-]$|^[/-]"
_LOCAL = r"^[\p{Han}A-Z0-9()\[\]〔〕【】_./:·-]{3,60}$"
_HYPHENS_OF_ORGANISATION = r"^([0-9A-Z]{8})-([0-9A-Z])/"


def parse_index_numbers(column: pl.Series) -> pl.DataFrame:
    """Read a column (String) of index numbers.

    Returns:
        One row for each value, in order, with the columns of :data:`INDEX_NUMBER_COLUMNS`:

        - ``index_key``: width and case folded, spaces, label and the hyphen inside the
          organisation code omitted; null only where the cell is empty or a placeholder;
        - ``index_form``: ``guideline`` (nine-character organisation code), ``credit_code``
          (18-character code in its place), ``local`` (any other scheme, also a serial of another
          length or year and month in place of the year), ``malformed`` (no scheme: a broken off
          guideline form, prose, no digit);
        - ``index_org``, ``index_year``, ``index_serial``: the parts, where it has them;
        - ``index_check``: whether the organisation code's check character is right (GB 11714-1997,
          GB 32100-2015); null where there is no such code.
    """
    cells = pl.DataFrame({"cell": column.cast(pl.String)})
    distinct = cells.unique().drop_nulls()
    return cells.join(_read(distinct), on="cell", how="left", maintain_order="left").drop("cell")


def _read(cells: pl.DataFrame) -> pl.DataFrame:
    key = (
        fold_characters(pl.col("cell"))
        .str.replace_all(r"\s+", "")
        .str.to_uppercase()
        .str.replace(_LABEL, "")
        .str.replace_all("[\\\\∕⁄]", "/")
        .str.replace(_HYPHENS_OF_ORGANISATION, "${1}${2}/")
    )
    read = cells.with_columns(key.alias("index_key"))
    short = read.filter(pl.col("index_key").str.len_chars() <= 12)["index_key"].unique()
    empty = [text for text in short.to_list() if is_placeholder(text)]
    read = read.with_columns(
        pl.when(~pl.col("index_key").is_in(empty)).then("index_key").alias("index_key")
    ).with_columns(pl.col("index_key").str.extract_groups(_ORGANISED).alias("part"))
    part = pl.col("part").struct
    is_by_guideline = part.field("3").is_null() & (part.field("4").str.len_chars() == 5)
    read = read.with_columns(
        index_form=pl.when(pl.col("index_key").is_null())
        .then(None)
        .when(is_by_guideline & (part.field("1").str.len_chars() == 9))
        .then(pl.lit("guideline"))
        .when(is_by_guideline)
        .then(pl.lit("credit_code"))
        .when(
            pl.col("index_key").str.contains(_LOCAL)
            & pl.col("index_key").str.contains("[0-9]")
            & ~pl.col("index_key").str.contains(_BROKEN)
            & ~pl.col("index_key").str.contains("://")
        )
        .then(pl.lit("local"))
        .otherwise(pl.lit("malformed")),
        index_org=part.field("1"),
        index_year=part.field("2").cast(pl.Int32),
        index_serial=part.field("4").cast(pl.Int64),
    )
    checks = check_organisations(read["index_org"].unique().drop_nulls())
    return read.join(checks, on="index_org", how="left").select("cell", *INDEX_NUMBER_COLUMNS)
