"""What of a record is compared, and as what: cells as they stood, days as days."""

from __future__ import annotations

import polars as pl

from disclosure_audit.schema.columns import COLUMNS, DATE_COLUMNS

COMPARED: tuple[str, ...] = tuple(c.name for c in COLUMNS if c.name != "record_id")
"""The fields of a record. The serial number is none: it says where a record stands, and after one
removed line every other line has a new one."""

_DAY = (
    r"^\s*([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?"
    r"(?:[ T]00:00(?::00(?:\.0+)?)?)?\s*$"
)
_COMPACT = r"^\s*((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])\s*$"


def days(cells: pl.Series) -> pl.Series:
    """Return cells of dates: ``2024-01-05`` if one names a day and nothing else, else as it stood.

    A spreadsheet keeps a day and not its spelling, so ``2024/1/5`` and ``2024年1月5日`` are the same.
    Full-width digits, a time of day or a word beside it are text, which is compared as it is.
    """
    texts = cells.cast(pl.String).alias("text")
    known = texts.unique().drop_nulls().to_frame()  # few days, however many records
    day = pl.coalesce(_day(_DAY), _day(_COMPACT), "text").alias("day")
    return (
        texts.to_frame()
        .join(known.with_columns(day), on="text", how="left", maintain_order="left")["day"]
        .alias(cells.name)
    )


def _day(shape: str) -> pl.Expr:
    found = pl.col("text").str.extract_groups(shape).struct
    year, month, day = (found.field(str(n)) for n in (1, 2, 3))
    joined = pl.concat_str([year, month.str.zfill(2), day.str.zfill(2)], separator="-")
    return joined.str.to_date("%Y-%m-%d", strict=False).cast(pl.String)


def even_lines(cells: pl.Series) -> pl.Series:
    """Return cells with every line end a line feed: files and systems differ in them."""
    texts = cells.cast(pl.String)
    if not texts.str.contains("\r", literal=True).any():
        return texts
    return texts.str.replace_all("\r\n?", "\n")


def compared(records: pl.DataFrame) -> pl.DataFrame:
    """Return ``row`` and the fields of records (:func:`disclosure_audit.records.conform`), as text.

    The frame has ``row``, ``record_id`` (null where the list has no serial number of its own) and
    :data:`COMPARED`, all String. Columns that ``records`` lacks are null.
    """
    position = pl.col("row").cast(pl.String)
    record_id = pl.when(
        pl.col("record_id").ne_missing(position),
        pl.col("record_id").ne_missing(pl.col("index_number")),
    ).then("record_id")
    frame = records.select("row", record_id.alias("record_id"))
    return frame.with_columns(_cells(records, name) for name in COMPARED)


def _cells(records: pl.DataFrame, name: str) -> pl.Series:
    """Return one field; of a date the cell as it stood, if it was kept."""
    if name in DATE_COLUMNS:
        text = f"{name}_text"
        return days(records[text if text in records.columns else name]).alias(name)
    if name not in records.columns:
        return pl.Series(name, [None], dtype=pl.String).new_from_index(0, records.height)
    return even_lines(records[name])
