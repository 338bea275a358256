"""Dates in the writing that the other dates of the list have."""

from __future__ import annotations

import polars as pl

from disclosure_audit.corrections.plain_text import narrow_ascii, without_hidden
from disclosure_audit.corrections.schema import nothing_to_correct, settled
from disclosure_audit.schema.columns import DATE_COLUMNS

_SIGNS = {"iso": ("-", "-", ""), "slash": ("/", "/", ""), "dot": (".", ".", ""), "han": ("年", "月", "日")}  # fmt: skip
"""What stands behind year, month and day."""
_COMPACT, _OTHER = "compact", "other"
_SHAPES = {
    "iso": r"^[0-9]{4}-([0-9]{1,2})-([0-9]{1,2})$",
    "slash": r"^[0-9]{4}/([0-9]{1,2})/([0-9]{1,2})$",
    "dot": r"^[0-9]{4}\.([0-9]{1,2})\.([0-9]{1,2})$",
    "han": r"^[0-9]{4}年([0-9]{1,2})月([0-9]{1,2})日$",
    _COMPACT: r"^[0-9]{4}([0-9]{2})([0-9]{2})$",
}
_MONTHS = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NOTHING_BUT_A_DATE = (
    r"(?i)^(?:[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}[日号]?|[0-9]{8}"
    r"|[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿卅]{1,4}[日号]"
    r"|[0-9]{1,2}([-/.])[0-9]{1,2}[-/.][0-9]{4}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?[-/. ]*{_MONTHS}\.?[-/., ]*[0-9]{{4}}"
    rf"|{_MONTHS}\.? *[0-9]{{1,2}}(?:st|nd|rd|th)?[, ]+[0-9]{{4}})$"
)
"""A cell with a time, a weekday or a note in it says more than a date, and a day's serial number of a
spreadsheet is no date to the eye: neither is touched."""


def correct_dates(records: pl.DataFrame) -> pl.DataFrame:
    """Return the corrections of dates (schema ``CORRECTIONS``).

    ``records`` holds a whole list, with ``row``, ``issued_on``, ``published_on`` and their
    ``*_text``. Where most dates of a column have one of the usual writings (ISO 8601, slashes, dots,
    年月日, eight digits), the others are brought to it, zeros before month and day as most have
    them; ISO 8601 wins a tie. Only cells whose day was understood and that hold nothing else.
    """
    found = [_of_column(records, name) for name in DATE_COLUMNS]
    return pl.concat(found) if found else nothing_to_correct()


def house_form(records: pl.DataFrame, name: str) -> str | None:
    """Return how most dates of a column are written, as a pattern (``YYYY-MM-DD``, ``YYYY年M月D日``).

    ``None`` where most have none of the usual writings, or there are no dates.
    """
    return _house(_read(records, name))


def _of_column(records: pl.DataFrame, name: str) -> pl.DataFrame:
    read = _read(records, name)
    house = _house(read)
    if house is None:
        return nothing_to_correct()
    strange = read.filter("is_date_only").select(
        "written",
        _written_as(house).alias("proposed"),
        field=pl.lit(name),
        fault=pl.lit("date_form"),
    )
    strange = strange.filter(pl.col("proposed") != pl.col("written"))
    rows = records.select("row", pl.col(f"{name}_text").alias("written"))
    return settled(rows.join(strange, on="written", how="inner"))


def _read(records: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return the cells that were understood, each once: ``written, date, count, form, month, day,
    is_date_only``. A list has many rows and few days."""
    bare = (
        narrow_ascii(without_hidden(pl.col("written")))
        .str.strip_chars()
        .str.replace_all(r"\s*([-/.年月日])\s*", "$1")
    )
    read = (
        records.select(pl.col(f"{name}_text").alias("written"), pl.col(name).alias("date"))
        .filter(pl.col("date").is_not_null(), pl.col("written").is_not_null())
        .group_by("written", "date")
        .agg(pl.len().alias("count"))
    )
    form = pl.coalesce(
        *(
            pl.when(pl.col("written").str.contains(shape)).then(pl.lit(form))
            for form, shape in _SHAPES.items()
        ),
        pl.lit(_OTHER),
    )
    parts = [
        pl.coalesce(*(pl.col("written").str.extract(shape, n) for shape in _SHAPES.values()))
        for n in (1, 2)
    ]
    return read.with_columns(
        form=form,
        month=parts[0],
        day=parts[1],
        is_date_only=bare.str.contains(_NOTHING_BUT_A_DATE),
    )


def _house(read: pl.DataFrame) -> str | None:
    votes = dict(read.group_by("form").agg(pl.col("count").sum()).iter_rows())
    order = [*_SHAPES, _OTHER]
    form = max(order, key=lambda one: (votes.get(one, 0), -order.index(one)))
    if not votes or form == _OTHER:
        return None
    if form == _COMPACT:
        return "YYYYMMDD"
    after_year, after_month, after_day = _SIGNS[form]
    zero = 2 if _has_zeros(read.filter(pl.col("form") == form), likely=form != "han") else 1
    return f"YYYY{after_year}{'M' * zero}{after_month}{'D' * zero}{after_day}"


def _has_zeros(read: pl.DataFrame, *, likely: bool) -> bool:
    """Return whether months and days below ten mostly have a zero before them."""
    parts = pl.concat(
        [read.select("count", pl.col(name).alias("part")) for name in ("month", "day")]
    )
    zeros = parts.filter(pl.col("part").str.starts_with("0"))["count"].sum()
    bare = parts.filter(pl.col("part").str.len_chars() == 1)["count"].sum()
    return bool(zeros > bare or (zeros == bare and likely))


def _written_as(house: str) -> pl.Expr:
    """Return the date in the writing that ``house`` shows."""
    form = house.replace("YYYY", "%Y").replace("MM", "%m").replace("DD", "%d")
    return pl.col("date").dt.strftime(form.replace("M", "%-m").replace("D", "%-d"))
