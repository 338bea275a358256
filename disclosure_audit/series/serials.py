"""From a document number to its place in a series: agency code, kind, year and serial."""

from __future__ import annotations

import datetime as dt

import polars as pl

from disclosure_audit.normalise.doc_number import parse_doc_numbers
from disclosure_audit.normalise.number_parts import ANNOUNCEMENTS
from disclosure_audit.scanner.mark_shapes import MASK

SERIES: dict[str, type[pl.DataType]] = {
    "series": pl.String, "agency": pl.String, "kind": pl.String, "year": pl.Int32,
}  # fmt: skip
"""What names a series. ``year`` is null where a series runs on over the years."""

SERIALS: dict[str, type[pl.DataType]] = {
    "row": pl.UInt32,
    **SERIES,
    "serial": pl.Int64,
    "is_firm": pl.Boolean,
}
"""Schema of :func:`serials`."""

_NAMELESS = f"^(?:令|{'|'.join(ANNOUNCEMENTS)})$"
_NUMBER = ("number_code", "number_kind", "number_year", "number_serial")


def serials(records: pl.DataFrame) -> pl.DataFrame:
    """Return the serials that the numbers of ``records`` take up (schema ``SERIALS``).

    ``records`` are normalised (:func:`disclosure_audit.records.conform`). A record whose cell holds
    several numbers has a row for each; one without a number, or whose number has neither a year nor
    a series of orders or announcements, has none.

    ``series`` is the number up to its serial (``临政发〔2024〕``, ``临江市公告2024年``, ``国令``).
    Orders run on over the years; announcements begin again each year, so that one without a year in
    its number takes that of the record's date. A bare 公告 or 令 is the issuing body's; where that
    is unknown, nobody can say whose series it is, and the record has no row.

    ``is_firm`` tells that the cell holds one number which is spelled as the standard spells it or
    could be corrected to that. Any other number (``12号之一``, the second of two, one in a cell with
    a secret) shows that its serial is taken, but makes no series and no end of one.
    """
    return place(records).with_columns(name_series()).select(SERIALS.keys())


def place(records: pl.DataFrame) -> pl.DataFrame:
    """Return :func:`serials` without the column ``series``, which is costly to write out."""
    facts = ("doc_number", "norm_issuer", "issued_on", "published_on")
    numbered = records.select(
        "row", *facts, *_NUMBER, "number_form", "number_correction", "number_others"
    ).filter(pl.col("number_code").is_not_null())
    standard = (pl.col("number_form") == "canonical") | pl.col("number_correction").is_not_null()
    hidden = pl.col("doc_number").str.contains(MASK, literal=True).fill_null(value=False)
    firm = standard & ~hidden & pl.col("number_others").is_null()
    lead = numbered.select("row", *facts, *_NUMBER, firm.fill_null(value=False).alias("is_firm"))
    further = (
        numbered.filter(pl.col("number_others").is_not_null())
        .select("row", *facts, pl.col("number_others").alias("key"))
        .explode("key")
    )
    return _place(pl.concat([lead, _read_keys(further, *facts)]))


def serials_of(numbers: pl.Series) -> pl.DataFrame:
    """Return ``agency``, ``kind``, ``year`` and ``serial`` of plain numbers, each once."""
    cells = pl.DataFrame({"key": numbers.cast(pl.String)}).with_columns(
        pl.lit(None, pl.UInt32).alias("row"),
        pl.lit(None, pl.String).alias("norm_issuer"),
        pl.lit(None, pl.Date).alias("issued_on"),
        pl.lit(None, pl.Date).alias("published_on"),
    )
    placed = _place(_read_keys(cells, "norm_issuer", "issued_on", "published_on"))
    return placed.select("agency", "kind", "year", "serial").unique(maintain_order=True)


def name_series() -> pl.Expr:
    """Return what a series is called (``series``), from ``agency``, ``kind`` and ``year``."""
    return (
        pl.when(pl.col("kind").is_in(["ordinary", "telegram"]))
        .then(pl.format("{}〔{}〕", "agency", "year"))
        .when(pl.col("year").is_not_null())
        .then(pl.format("{}{}年", "agency", "year"))
        .otherwise("agency")
        .alias("series")
    )


def _read_keys(keys: pl.DataFrame, *facts: str) -> pl.DataFrame:
    """Return numbers in canonical form taken apart; they were dated when they were first read."""
    parsed = parse_doc_numbers(keys["key"], latest=dt.date(9990, 1, 1))
    return keys.select("row", *facts).with_columns(
        *(parsed[name] for name in _NUMBER), pl.lit(value=False).alias("is_firm")
    )


def _place(numbers: pl.DataFrame) -> pl.DataFrame:
    """Return the numbers with the series that each belongs to; those of none are left out."""
    code, kind, year = pl.col("number_code"), pl.col("number_kind"), pl.col("number_year")
    made = pl.coalesce("issued_on", "published_on").dt.year().cast(pl.Int32)
    agency = (
        pl.when(code.str.contains(_NAMELESS)).then(pl.col("norm_issuer") + code).otherwise(code)
    )
    whose_year = pl.when(kind == "announcement").then(pl.coalesce(year, made)).otherwise(year)
    return numbers.select(
        "row",
        agency.alias("agency"),
        kind.alias("kind"),
        whose_year.alias("year"),
        pl.col("number_serial").alias("serial"),
        "is_firm",
    ).filter(
        pl.col("agency").is_not_null(),
        pl.col("serial").is_not_null(),
        pl.col("year").is_not_null() | (pl.col("kind") == "order"),
    )
