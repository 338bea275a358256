"""What a list that a person looks at is, once it is to be written: words, not codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import polars as pl

from disclosure_audit.language import Lang, Text

if TYPE_CHECKING:
    from disclosure_audit.review.sheets import Column

_DECIMALS = 4
YES_NO = {True: Text("yes", "是"), False: Text("no", "否")}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    rows: int
    cut: int = 0
    """Cells that the format could not hold whole. Each says so itself."""


class WriteSheet(Protocol):
    """Writes the rows of a frame, in their order, and of its columns those named."""

    def __call__(
        self,
        path: Path,
        frame: pl.DataFrame,
        columns: Sequence[Column],
        lang: Lang,
        *,
        replace: bool = False,
    ) -> Written:
        """Return what was written.

        Raises ``UsageError`` if ``path`` is there and ``replace`` is not set, or cannot be written.
        """


@dataclass(frozen=True, slots=True)
class SheetFormat:
    """One way to write a list."""

    name: str
    title: Text
    suffix: str
    write: WriteSheet


def in_words(frame: pl.DataFrame, columns: Sequence[Column], lang: Lang) -> pl.DataFrame:
    """Return the columns of ``frame`` that are written, under their names, as a person reads them.

    Codes are their words in ``lang``, rows are counted from 1; numbers and dates keep their dtype.
    """
    return frame.select(_read(frame.schema[c.name], c, lang).alias(c.name) for c in columns)


def _read(dtype: pl.DataType, column: Column, lang: Lang) -> pl.Expr:
    value = pl.col(column.name)
    if dtype == pl.Boolean:
        return (
            pl.when(value).then(pl.lit(YES_NO[True].to(lang))).when(~value)
            .then(pl.lit(YES_NO[False].to(lang)))
        )  # fmt: skip
    if column.coded:
        words = {code: word.to(lang) for code, word in column.coded.items()}
        text = value.cast(pl.String)
        return text.replace(words)
    if column.is_row:
        return value + 1
    if dtype.is_float():
        return value.round(_DECIMALS)
    return value if dtype.is_numeric() or dtype.is_temporal() else value.cast(pl.String)


def texts_of(frame: pl.DataFrame) -> list[str]:
    """Return the names of the columns that hold text."""
    return [name for name, dtype in frame.schema.items() if dtype == pl.String]


def titles_of(columns: Sequence[Column], lang: Lang) -> list[str]:
    """Return what the columns are called."""
    return [column.title.to(lang) for column in columns]
