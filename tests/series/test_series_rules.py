"""The rules on gaps and slips: where a finding stands, and what it is known by."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from disclosure_audit.audit import Audit, scan
from disclosure_audit.config import Config
from tests.series.series_lists import numbers

KEY = b"a key of the tests"
_SUBJECTS = "供水防汛照明教育文物食品绿化公交消防征兵体育旅游养老垃圾桥梁"


def listed(*serials: int) -> pl.DataFrame:
    """Return documents that differ in their title, each known by its serial."""
    return pl.DataFrame(
        {
            "title": [f"临江市人民政府关于{_subject(serial)}工作的通知" for serial in serials],
            "doc_number": numbers(*serials),
            "issued_on": [f"2024-{serial % 12 + 1:02}-{serial % 28 + 1:02}" for serial in serials],
        }
    )


def _subject(serial: int) -> str:
    return "".join(_SUBJECTS[int(digit) * 2 : int(digit) * 2 + 2] for digit in str(serial))


def audit(register: pl.DataFrame, catalog: pl.DataFrame, code: str, **settings: Any) -> Audit:
    config = {"lang": "en", "rules": {"select": [code]}, **settings}
    return scan(register, catalog, Config.model_validate(config), key=KEY)


def evidence(made: Audit) -> list[dict[str, str]]:
    return [
        {item["name"]: item["value"] for item in items}
        for items in made.findings["evidence"].to_list()
    ]


def test_one_finding_per_range_at_the_record_behind_it() -> None:
    register, catalog = listed(1, 2, 5, 6, 8, 9), listed(1, 2, 5, 6, 9, 13)
    found = audit(register, catalog, "OM004")
    assert found.findings.select("register_row", "catalog_row", "severity", "confidence").rows() == [
        (2, None, "low", "low"), (4, None, "low", "low"), (None, 5, "low", "low"),
    ]  # fmt: skip
    assert [(e["serials"], e["missing"], e["missing_in"]) for e in evidence(found)] == [
        ("3-4", "2", "both"), ("7", "1", "both"), ("10-12", "3", "both"),
    ]  # fmt: skip
    assert {e["series"] for e in evidence(found)} == {"临政发〔2024〕"}


def test_ids_stay_when_rows_move_and_when_a_gap_shrinks_from_its_front() -> None:
    register, catalog = listed(1, 2, 7, 8, 9), listed(1, 2, 7, 8)
    ids = audit(register, catalog, "OM004").findings["finding_id"].to_list()
    moved = audit(register.reverse(), catalog.sample(fraction=1, shuffle=True, seed=2), "OM004")
    shrunk = audit(listed(1, 2, 3, 4, 7, 8, 9), catalog, "OM004")
    split = audit(listed(1, 2, 5, 7, 8, 9), catalog, "OM004")
    assert len(ids) == 1
    assert moved.findings["finding_id"].to_list() == ids
    assert [e["serials"] for e in evidence(shrunk)] == ["5-6"]
    assert shrunk.findings["finding_id"].to_list() == ids
    assert [e["serials"] for e in evidence(split)] == ["3-4", "6"]
    assert split.findings["finding_id"].to_list()[1:] == ids


@pytest.mark.parametrize(
    ("serials", "settings", "told"),
    [
        (range(1, 40, 2), {"most_gaps": 18}, ("2, 4, 6, 8, 10, …", "19", "19")),  # too many
        (
            (*range(1, 40, 6), 40),
            {},
            ("2-6, 8-12, 14-18, 20-24, 26-30, …", "32", "7"),
        ),  # an excerpt
    ],
)
def test_a_series_with_too_many_gaps_is_one_question(
    serials: range, settings: dict[str, int], told: tuple[str, ...]
) -> None:
    register = listed(*serials)
    found = audit(register, register, "OM004", series=settings)
    assert [(e["serials"], e["missing"], e["ranges"]) for e in evidence(found)] == [told]


def test_what_is_out_of_scope_is_no_gap_and_no_place() -> None:
    register = listed(1, 2, 4, 5, 7, 8)
    owners = ["甲科", "甲科", "甲科", "乙科", "乙科", "甲科"]
    scoped = register.with_columns(owner=pl.Series(owners))
    settings = {"scope": {"owner": {"exclude": ["乙科"]}}}
    found = audit(scoped, register.head(0), "OM004", **settings)
    assert [e["serials"] for e in evidence(found)] == ["3"]  # the record behind No. 6 is not judged


def test_without_numbers_the_rules_do_not_apply() -> None:
    bare = listed(1, 2).with_columns(doc_number=pl.lit("无"))
    for code in ("OM004", "OM005"):
        (outcome,) = audit(bare, bare, code).outcomes
        assert outcome.not_applicable is not None
        (outcome,) = audit(bare.drop("doc_number"), bare, code).outcomes
        assert outcome.not_applicable is not None


def test_a_slip_is_one_finding_and_no_gaps() -> None:
    sent = [*range(1, 121), 99999]
    register, catalog = listed(*sent), listed(*sent[:100], 99999)
    slips = audit(register, catalog, "OM005")
    assert slips.findings.select("register_row", "catalog_row").rows() == [(120, None)]
    assert evidence(slips) == [
        {
            "series": "临政发〔2024〕",
            "serial": "99999",
            "last_serial": "120",
            "serials_in_series": "120",
        }
    ]
    assert audit(register, catalog, "OM004").findings.is_empty()
