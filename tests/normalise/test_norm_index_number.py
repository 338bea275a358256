from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.normalise.index_number import INDEX_NUMBER_COLUMNS, parse_index_numbers
from disclosure_audit.normalise.organisation_code import check_character
from tests.examples import tries


def read(cell: str | None) -> dict[str, object]:
    return parse_index_numbers(pl.Series([cell], dtype=pl.String)).row(0, named=True)


@pytest.mark.parametrize(
    ("body", "character", "why"),
    [
        # GB 11714, weights 3 7 9 10 5 8 4 2: 5*1 + 8*4 + 4*3 + 2*4 = 57 = 5*11 + 2, 11 - 2 = 9
        ("00001434", "9", "the rest is completed to 11"),
        # 3*1 + 7*2 + 9*3 + 10*4 + 5*5 + 8*6 + 4*7 + 2*8 = 201 = 18*11 + 3, 11 - 3 = 8
        ("12345678", "8", "all weights take part"),
        # 2*5 = 10, 11 - 10 = 1
        ("00000005", "1", "last weight is 2"),
        # 3*4 = 12 = 11 + 1, 11 - 1 = 10, written X
        ("40000000", "X", "10 is written X"),
        # 3*1 + 4*2 = 11, 11 - 0 = 11, written 0
        ("10000020", "0", "11 is written 0"),
        # A counts 10: 3*10 = 30 = 2*11 + 8, 11 - 8 = 3
        ("A0000000", "3", "letters count from 10"),
        # GB 32100, weights 3^(i-1) mod 31 = 1 3 9 27 19 26 16 17 20 29 25 13 8 24 10 30 28:
        # 1*1 + 3*1 = 4, 31 - 4 = 27, the 28th of the alphabet without I O S V Z: U
        ("11000000000000000", "U", "first two weights"),
        # 28*1 = 28, 31 - 28 = 3
        ("00000000000000001", "3", "last weight is 28"),
        # 20*2 + 10*1 = 50 = 31 + 19, 31 - 19 = 12, the 13th: C
        ("00000000200000100", "C", "weights in the middle"),
        # Y counts 30: 30 = -1 modulo 31, completed by 1
        ("Y0000000000000000", "1", "the alphabet ends with Y = 30"),
        ("00000000000000000", "0", "nothing to complete"),
    ],
)
def test_check_characters_computed_by_hand(body: str, character: str, why: str) -> None:
    assert check_character(body) == character, why


@pytest.mark.parametrize("body", ["", "1234567", "123456789", "1234567!", "I0000000000000000"])
def test_no_check_character_without_a_code(body: str) -> None:
    assert check_character(body) is None


GUIDELINE = "000014349/2020-00072"


@pytest.mark.parametrize(
    "cell",
    [
        GUIDELINE, "00001434-9/2020-00072", "０00014349／2020－00072", " 000014349 / 2020-00072",
        "索引号：000014349/2020-00072", "000014349/2020–00072", "\u200b000014349/2020-00072",
    ],
)  # fmt: skip
def test_spellings_of_a_guideline_number_share_a_key(cell: str) -> None:
    assert read(cell) == {
        "index_key": GUIDELINE,
        "index_form": "guideline",
        "index_org": "000014349",
        "index_year": 2020,
        "index_serial": 72,
        "index_check": True,
    }


def test_a_wrong_check_character_is_reported_beside_the_form() -> None:
    found = read("000014348/2020-00072")
    assert (found["index_form"], found["index_check"]) == ("guideline", False)
    assert read("40000000x/2020-00001")["index_check"] is True


def test_a_credit_code_may_stand_for_the_organisation() -> None:
    found = read("11000000000000000u/2020-00072")
    assert (found["index_form"], found["index_check"]) == ("credit_code", True)
    assert found["index_key"] == "11000000000000000U/2020-00072"
    assert read("11000000000000000T/2020-00072")["index_check"] is False


@pytest.mark.parametrize(
    ("cell", "check"),
    [
        ("000014349/202003-00072", True),
        ("000014349/2020-072", True),
        ("GZ-2020-0012", None),
        ("市府办-2020-12", None),
    ],
)
def test_other_schemes_are_local(cell: str, check: bool | None) -> None:
    found = read(cell)
    assert (found["index_form"], found["index_check"]) == ("local", check)


@pytest.mark.parametrize(
    "cell",
    ["000014349", "000014349/2020-", "000014349/", "政府办公室", "http://example.org/1", "-2020-1"],
)
def test_what_is_no_scheme_is_malformed(cell: str) -> None:
    found = read(cell)
    assert found["index_form"] == "malformed"
    assert found["index_key"] is not None
    assert found["index_check"] is None


@pytest.mark.parametrize("cell", [None, "", " ", "无", "/", "—", "索引号："])
def test_empty_cells_have_no_form(cell: str | None) -> None:
    assert set(read(cell).values()) == {None}


def test_order_length_and_schema_are_kept() -> None:
    found = parse_index_numbers(pl.Series([GUIDELINE, None, "x1-2", GUIDELINE] * 40))
    assert found["index_key"].to_list() == [GUIDELINE, None, "X1-2", GUIDELINE] * 40
    assert found.schema == INDEX_NUMBER_COLUMNS
    assert parse_index_numbers(pl.Series([], dtype=pl.String)).schema == INDEX_NUMBER_COLUMNS


@tries()
@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17), st.data())
def test_one_wrong_character_of_a_credit_code_never_passes(body: str, data: st.DataObject) -> None:
    whole = body + str(check_character(body))
    place = data.draw(st.integers(0, 17))
    wrong = data.draw(st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
    changed = whole[:place] + wrong + whole[place + 1 :]
    assert read(f"{changed}/2020-00001")["index_check"] == (changed == whole)
