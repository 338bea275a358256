"""From a number to its series."""

from __future__ import annotations

import polars as pl
import pytest

from disclosure_audit.series import SERIALS, serials
from tests.series.series_lists import records


@pytest.mark.parametrize(
    ("number", "series", "serial", "is_firm"),
    [
        ("临政发〔2024〕7号", "临政发〔2024〕", 7, True),
        ("临政发[2024]第07号", "临政发〔2024〕", 7, True),
        ("临政发〔2024〕7号之一", "临政发〔2024〕", 7, False),
        ("国统字〔2020〕A12号", "国统字A〔2020〕", 12, False),
        ("国务院令第841号", "国令", 841, True),
        ("临江市公告2019年第3号", "临江市公告2019年", 3, True),
        ("临江市公告第3号", "临江市公告2023年", 3, True),
        ("公告第3号", "临江市水利局公告2023年", 3, True),
    ],
)
def test_a_number_has_its_place(number: str, series: str, serial: int, is_firm: bool) -> None:
    made = records([number], issuer=["临江市水利局"], issued_on=["2023-05-04"])
    found = serials(made)
    assert dict(found.schema) == {name: dtype() for name, dtype in SERIALS.items()}
    assert found.select("row", "series", "serial", "is_firm").rows() == [
        (0, series, serial, is_firm)
    ]


@pytest.mark.parametrize("number", ["京政字第12号", "公告第3号", "无", "详见附件"])
def test_what_is_of_no_series_has_no_place(number: str) -> None:
    assert serials(records([number, "临政发〔2024〕1号"]))["row"].to_list() == [1]


def test_every_number_of_a_cell_takes_its_serial() -> None:
    found = serials(records(["临政发〔2024〕12号、13号"])).sort("serial")
    assert found.select("row", "series", "serial", "is_firm").rows() == [
        (0, "临政发〔2024〕", 12, False),
        (0, "临政发〔2024〕", 13, False),
    ]


def test_a_hidden_number_makes_no_series() -> None:
    made = records(["临政发〔2024〕7号"]).with_columns(doc_number=pl.lit("临政发〔2024〕7号（██）"))
    assert serials(made)["is_firm"].to_list() == [False]
