"""Frames of Polars, pandas and Arrow, and Parquet files."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.readers import ROW, SOURCE

FRAME = pl.DataFrame(
    {
        "文本": [" 007　", "", None],
        "整数": [110101199003071234, None, 3],
        "小数": [12.0, 0.1, 1e-7],
        "大数": [1e18, 1e20, float("nan")],
        "定点": [Decimal("12.00"), Decimal("0.50"), None],
        "日期": [dt.date(2023, 1, 2), None, None],
        "时刻": [dt.datetime(2023, 1, 2), dt.datetime(2023, 1, 2, 10, 30), None],
        "是否": [True, False, None],
        "类": pl.Series(["甲", "乙", None], dtype=pl.Categorical),
        "列": [[1, 2], [], None],
        "构": [{"a": "甲"}, {"a": None}, None],
        "空": [None, None, None],
    }
)
CELLS = [
    ("007", "110101199003071234", "12", "1000000000000000000", "12", "2023-01-02", "2023-01-02",
     "TRUE", "甲", "[1, 2]", '{"a": "甲"}', None),
    (None, None, "0.1", "100000000000000000000", "0.50", None, "2023-01-02 10:30:00",
     "FALSE", "乙", "[]", '{"a": null}', None),
    (None, "3", "0.0000001", None, None, None, None, None, None, None, None, None),
]  # fmt: skip


class Stream:
    """Anything that speaks Arrow's stream protocol."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return FRAME.to_arrow().__arrow_c_stream__()


@pytest.mark.parametrize("source", [FRAME, FRAME.lazy(), FRAME.to_arrow(), Stream()])
def test_frames_become_text(source: object, load: Any, cells: Any) -> None:
    table = load(source)
    assert cells(table) == CELLS
    assert table.frame[SOURCE].unique().to_list() == ["frame"]
    (found,) = table.sources
    assert (found.kind, found.path, found.sha256, found.rows) == ("frame", None, None, 3)


def test_parquet(load: Any, cells: Any, tmp_path: Path) -> None:
    path = tmp_path / "a[1].parquet"
    FRAME.write_parquet(path)
    table = load(path)
    assert cells(table) == CELLS
    assert (table.sources[0].kind, table.sources[0].name) == ("parquet", "a[1].parquet")
    path.write_bytes(path.read_bytes()[:400])
    with pytest.raises(InputError, match="damaged Parquet"):
        load(path)


def test_parquet_limits(load: Any, tmp_path: Path) -> None:
    FRAME.write_parquet(tmp_path / "a.parquet")
    for setting in ("rows", "columns"):
        with pytest.raises(InputError) as caught:
            load(tmp_path / "a.parquet", limits={setting: 2})
        assert caught.value.hint is not None
        assert f"limits.{setting}" in caught.value.hint.en


def test_pandas(load: Any, cells: Any) -> None:
    frame = pd.DataFrame(
        {"标题": ["甲", None], "号": [1.0, None], "日": [pd.Timestamp(2023, 1, 2), pd.NaT]}
    )
    assert cells(load(frame)) == [("甲", "1", "2023-01-02")]


def test_pandas_with_mixed_cells_and_equal_names(load: Any, cells: Any) -> None:
    frame = pd.DataFrame(
        [["甲", 1], [2.0, None], [dt.date(2023, 1, 2), "x"]], columns=["标题", "标题"]
    )
    table = load(frame)
    assert table.headers == ["标题", "标题_2"]
    assert cells(table) == [("甲", "1"), ("2", None), ("2023-01-02", "x")]


def test_blank_rows_and_long_cells_of_a_frame(load: Any, rejected: Any) -> None:
    table = load(pl.DataFrame({"a": ["x", " ", "xxx", None]}), limits={"cell_chars": 2})
    assert table.frame[ROW].to_list() == [0]
    assert rejected(table) == [(2, 3, "cell_too_long")]
    assert table.sources[0].blank_rows == 1


def test_other_things_are_a_usage_error(load: Any) -> None:
    for thing in (3, None, [{"a": 1}], pa.array([1]).type):
        with pytest.raises(UsageError, match="cannot read a list from"):
            load(thing)


def test_reading_text_loads_no_heavy_package(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    program = (
        "import sys; from disclosure_audit.readers import read;"
        "from disclosure_audit.config import Limits, Reading;"
        "read(sys.argv[1], limits=Limits(), reading=Reading());"
        "print(sorted({'pandas', 'pyarrow', 'duckdb', 'psycopg'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
