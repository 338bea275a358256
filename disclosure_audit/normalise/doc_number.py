"""Document numbers (发文字号): an identity to compare, the parts, and how they are spelled.

Most cells are read over the whole column by regular expressions of Polars; the irregular rest is
read by :mod:`~disclosure_audit.normalise.number_grammar`, once for each distinct cell.
"""

from __future__ import annotations

import datetime as dt
import re

import polars as pl

from disclosure_audit.normalise.characters import HAN, fold_characters, is_placeholder
from disclosure_audit.normalise.number_cell import CLOSING, LABEL, OPENING, fold_cell, strip_label
from disclosure_audit.normalise.number_grammar import is_canonical, read_numbers
from disclosure_audit.normalise.number_parts import EARLIEST_YEAR, TELEGRAM

DOC_NUMBER_COLUMNS: dict[str, pl.DataType] = {
    "number_key": pl.String(),
    "number_code": pl.String(),
    "number_year": pl.Int32(),
    "number_serial": pl.Int64(),
    "number_kind": pl.String(),
    "number_form": pl.String(),
    "number_correction": pl.String(),
    "number_others": pl.List(pl.String()),
}
"""Schema of :func:`parse_doc_numbers`."""

_LETTERS = f"[{HAN}A-Z]"
_CANONICAL = rf"^({_LETTERS}{{1,30}})〔((?:19|20)[0-9]{{2}})〕([1-9][0-9]{{0,8}})号$"
_TOLERANT = (
    rf"^({_LETTERS}{{1,30}})[〔〕]{{1,2}}((?:19|20)[0-9]{{2}})年?[〔〕]{{1,2}}"
    r"第?(0{0,4}[1-9][0-9]{0,4})号?[。.]?$"
)
_ORDER = rf"^([{HAN}]{{1,60}}令)()第(0{{0,4}}[1-9][0-9]{{0,4}})号$"
_SERIES_END = "(?:令|公告|通告|布告|公示)$"
_NOT_PLAIN_CODE = "[号第的届]|[0-9一二三四五六七八九十〇]年|关于|中华人民共和国|^国务院令$"
_CELL, _FOLDED = "cell", "folded"


def parse_doc_numbers(column: pl.Series, *, latest: dt.date | None = None) -> pl.DataFrame:
    """Read a column of document numbers.

    Args:
        column: String, in any spelling.
        latest: The day it is now (default: today). A year after the next one, or before 1949,
            makes a number unparsable.

    Returns:
        One row for each value, in order, with the columns of :data:`DOC_NUMBER_COLUMNS`:

        - ``number_key``: the identity, equal for two spellings of one number and different for
          two numbers (``国发〔2011〕12号``, ``国令第841号``, ``税务总局公告2018年第14号``);
        - ``number_code``: agency code, width and case folded, with the letter that opens a serial
          (``A12号``); ``number_year`` and ``number_serial`` the numbers (no year in an order);
        - ``number_kind``: ``ordinary``, ``order``, ``announcement``, ``telegram``, or ``other``
          for a number without a year;
        - ``number_form``: ``canonical``, ``variant``, ``unparsable``; null where the cell is
          empty or a placeholder such as ``无``, ``/`` or a label alone;
        - ``number_correction``: for a variant, its spelling by GB/T 9704-2012; null where the
          standard has none (no year, ``12号之一``, ``A12号``);
        - ``number_others``: keys of further numbers in the cell; null if there are none.
    """
    latest_year = (latest or dt.date.today()).year + 1
    cells = pl.DataFrame({_CELL: column.cast(pl.String).str.strip_chars()})
    read = _read_canonical(cells, latest_year)
    is_left = read["number_key"].is_null() & read[_CELL].is_not_null()
    if is_left.any():
        rest = read.filter(is_left).select(_CELL)
        readings = _read_rest(rest[_CELL].unique(), latest_year)
        rest = rest.join(readings, on=_CELL, how="left", maintain_order="left")
        # the n-th cell left takes the n-th row of the rest: cheaper than to sort them all again
        place = (is_left.cast(pl.Int64).cum_sum() - 1).clip(lower_bound=0)
        read = read.select(
            c.zip_with(~is_left, rest[c.name].gather(place)) for c in read.drop(_CELL)
        )
    return read.select(DOC_NUMBER_COLUMNS.keys())


def _read_canonical(cells: pl.DataFrame, latest_year: int) -> pl.DataFrame:
    """Read the cells that are spelled by the standard; the others stay null."""
    parts = cells.select(_CELL, pl.col(_CELL).str.extract_groups(_CANONICAL).alias("part"))
    return _finish(parts.unnest("part"), latest_year, key=pl.col(_CELL))


def _read_rest(cells: pl.Series, latest_year: int) -> pl.DataFrame:
    """Read distinct cells: the common variants by expressions, the remainder by the grammar."""
    # a space between two digits may part a year from a serial: left to the grammar, like letters
    regular = ~pl.col(_CELL).str.contains(r"[0-9０-９]\s+[0-9０-９]|[a-zａ-ｚ]")
    folded = cells.to_frame(_CELL).filter(regular).with_columns(_fold().alias(_FOLDED))
    tail = pl.concat_str(pl.col("3").cast(pl.Int64).cast(pl.String), pl.lit("号"))
    bracketed = folded.select(_CELL, pl.col(_FOLDED).str.extract_groups(_TOLERANT).alias("part"))
    orders = folded.filter(~pl.col(_CELL).str.contains(r"\s")).select(
        _CELL, pl.col(_FOLDED).str.extract_groups(_ORDER).alias("part")
    )
    known = pl.concat(
        [
            _finish(
                bracketed.unnest("part"),
                latest_year,
                key=pl.concat_str("1", pl.lit("〔"), "2", pl.lit("〕"), tail),
            ),
            _finish(orders.unnest("part"), latest_year, key=pl.concat_str("1", pl.lit("第"), tail)),
        ]
    ).filter(pl.col("number_key").is_not_null())
    remainder = cells.to_frame(_CELL).join(known, on=_CELL, how="anti")[_CELL]
    return pl.concat([known, _read_irregular(remainder, latest_year)])


def _fold() -> pl.Expr:
    """What :func:`~disclosure_audit.normalise.number_cell.fold_cell` does, and the label off."""
    return (
        fold_characters(pl.col(_CELL))
        .str.replace_all(r"\s+", "")
        .str.replace_all("號", "号", literal=True)
        .str.replace_all(f"[{re.escape(OPENING)}]", "〔")
        .str.replace_all(f"[{re.escape(CLOSING)}]", "〕")
        .str.replace(LABEL, "")
    )


def _finish(parts: pl.DataFrame, latest_year: int, *, key: pl.Expr) -> pl.DataFrame:
    """Turn the groups code, year (null in an order) and serial into the result's columns."""
    code, year = pl.col("1"), pl.col("2").cast(pl.Int32, strict=False)
    is_order = year.is_null()
    sound = (
        (is_order | (year.is_between(EARLIEST_YEAR, latest_year) & ~code.str.contains(_SERIES_END)))
        & ~code.str.contains(_NOT_PLAIN_CODE)
        & code.is_not_null()
    )
    is_canonical = key == pl.col(_CELL)
    found = {
        "number_key": key,
        "number_code": code,
        "number_year": year,
        "number_serial": pl.col("3").cast(pl.Int64),
        "number_kind": pl.when(is_order)
        .then(pl.lit("order"))
        .when(code.str.contains(TELEGRAM))
        .then(pl.lit("telegram"))
        .otherwise(pl.lit("ordinary")),
        "number_form": pl.when(is_canonical).then(pl.lit("canonical")).otherwise(pl.lit("variant")),
        "number_correction": pl.when(~is_canonical).then(key),
        "number_others": pl.lit(None, pl.List(pl.String)),
    }
    return parts.select(_CELL, **{n: pl.when(sound).then(e) for n, e in found.items()})


def _read_irregular(cells: pl.Series, latest_year: int) -> pl.DataFrame:
    rows = [(cell, *_read_cell(cell, latest_year)) for cell in cells.to_list()]
    schema = {_CELL: pl.String(), **DOC_NUMBER_COLUMNS}
    return pl.DataFrame(rows, schema=schema, orient="row")


_Row = tuple[
    str | None, str | None, int | None, int | None,
    str | None, str | None, str | None, list[str] | None,
]  # fmt: skip
_EMPTY: _Row = (None,) * 8
_UNPARSABLE: _Row = (None, None, None, None, None, "unparsable", None, None)


def _read_cell(cell: str, latest_year: int) -> _Row:
    folded = fold_cell(cell)
    if is_placeholder(strip_label(folded)):
        return _EMPTY
    numbers = read_numbers(cell, latest_year, folded)
    if not numbers:
        return _UNPARSABLE
    lead = numbers[0]
    others = list(dict.fromkeys(n.key for n in numbers[1:] if n.key != lead.key)) or None
    canonical = not others and is_canonical(lead, cell)
    return (
        lead.key,
        lead.code + lead.letter,
        lead.year,
        lead.serial,
        lead.kind,
        "canonical" if canonical else "variant",
        None if canonical else lead.spelling,
        others,
    )
