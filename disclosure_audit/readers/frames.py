"""Frames of Polars, pandas and Arrow, and Parquet files: typed values become text."""

from __future__ import annotations

from typing import Any

import polars as pl

from disclosure_audit.config import Limits
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.language import Text
from disclosure_audit.readers.cell_text import cell_text
from disclosure_audit.readers.fingerprint import file_source
from disclosure_audit.readers.panic import is_panic
from disclosure_audit.readers.parts import Header, build_part, check_columns, check_rows
from disclosure_audit.readers.request import Part, Parts, Request
from disclosure_audit.readers.table import Source

_Columns = tuple[list[str], list[pl.Series]]
"""Names (they may repeat) and values."""


def read_frame(source: object, limits: Limits) -> Parts:
    """Return a frame as a part named ``frame``.

    Raises:
        UsageError: ``source`` is no frame.
    """
    frame = _columns(source)
    empty = Source("frame", None, None, None, "frame", None, 0)
    return Parts([_build(frame, empty, limits)])


def read_parquet_file(request: Request) -> Parts:
    """Return a Parquet file as a part.

    Raises:
        InputError: damaged, or beyond the limits; counted before any cell is read.
    """
    try:
        lazy = pl.scan_parquet(request.path, glob=False)
        check_columns(len(lazy.collect_schema()), request.name, request.limits)
        check_rows(int(lazy.select(pl.len()).collect().item()), request.limits)
        frame = lazy.collect()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise _damaged_error(request.name) from error
    except BaseException as error:
        if is_panic(error):
            raise _damaged_error(request.name) from error
        raise
    columns = (frame.columns, frame.get_columns())
    return Parts([_build(columns, file_source(request, "parquet"), request.limits)])


def _damaged_error(name: str) -> InputError:
    return InputError(
        Text("{name} is a damaged Parquet file", "{name} 是已损坏的 Parquet 文件").fill(name=name),
        Text("write it again", "请重新生成该文件"),
    )


def _build(frame: _Columns, source: Source, limits: Limits) -> Part:
    names, columns = frame
    cells = pl.DataFrame([as_text(column).alias(f"c{i}") for i, column in enumerate(columns)])
    return build_part(cells, Header(names), source, limits)


def _columns(source: object) -> _Columns:
    if isinstance(source, pl.LazyFrame):
        source = source.collect()
    elif type(source).__module__.split(".")[0] == "pandas":
        return _pandas_columns(source)
    elif not isinstance(source, pl.DataFrame) and hasattr(source, "__arrow_c_stream__"):
        source = pl.DataFrame(source)
    if isinstance(source, pl.DataFrame):
        return source.columns, source.get_columns()
    raise UsageError(
        Text("cannot read a list from {kind}", "无法从 {kind} 读取清单").fill(
            kind=type(source).__name__
        ),
        Text(
            "give a path, a folder, a database address, or a Polars, pandas or Arrow frame",
            "请提供路径、文件夹、数据库地址，或 Polars、pandas、Arrow 数据框",
        ),
    )


def _pandas_columns(source: Any) -> _Columns:
    try:
        frame = pl.from_pandas(source)
    except Exception:  # mixed objects, equal names, no pyarrow: many error classes
        missing = source.isna().to_numpy()
        names = [str(name) for name in source.columns]
        values = (zip(source.iloc[:, i], missing[:, i], strict=True) for i in range(len(names)))
        return names, [
            pl.Series(
                [None if gone else cell_text(_plain(value)) for value, gone in column],
                dtype=pl.String,
            )
            for column in values
        ]
    return frame.columns, frame.get_columns()


def _plain(value: Any) -> Any:
    """Return NumPy's scalars as Python's."""
    return value.item() if type(value).__module__ == "numpy" and hasattr(value, "item") else value


def as_text(column: pl.Series) -> pl.Series:
    """Return ``column`` as text by the rules of :func:`cell_text`."""
    dtype = column.dtype
    if dtype == pl.String:
        return column
    if dtype.is_integer() or dtype in (pl.Categorical, pl.Enum, pl.Null, pl.Date):
        return column.cast(pl.String)
    if dtype == pl.Boolean:
        return column.to_frame().select(
            pl.when(pl.col(column.name)).then(pl.lit("TRUE"))
            .when(~pl.col(column.name)).then(pl.lit("FALSE"))
        ).to_series()  # fmt: skip
    if dtype.is_float():
        return _float_text(column)
    return pl.Series(column.name, [cell_text(value) for value in column.to_list()], pl.String)


def _float_text(column: pl.Series) -> pl.Series:
    """Whole numbers by an integer cast; the rare others one by one, for the shortest digits."""
    wide = column.cast(pl.Float64)
    whole = (wide == wide.round(0)) & (wide.abs() < 2**62)
    text = (
        wide.to_frame("x")
        .select(
            pl.when(pl.lit(whole)).then(pl.col("x").cast(pl.Int64, strict=False).cast(pl.String))
        )
        .to_series()
    )
    rest = (~whole).fill_null(value=False).arg_true()
    if len(rest):
        values = [cell_text(value) for value in column.gather(rest).to_list()]
        text = text.scatter(rest, pl.Series(values, dtype=pl.String))
    return text
