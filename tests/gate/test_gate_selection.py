"""The filter that a failure names shows exactly the findings that failed: looked at in the review."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from disclosure_audit.gate import selection
from disclosure_audit.gate.baseline import ENTRIES, Baseline
from disclosure_audit.gate.conditions import parse
from disclosure_audit.gate.verdict import Failure, judge
from disclosure_audit.gate.waivers import Waiver, Waivers
from disclosure_audit.paper import make_paper
from disclosure_audit.review.desk import open_desk
from disclosure_audit.review.entry import Draft
from disclosure_audit.review.query import parse as parse_query
from disclosure_audit.review.sheets import make_sheet
from tests.gate.gate_papers import RULES, finding, make

TODAY = dt.datetime.now().astimezone().date()
KEY = "0123abcd"
IDS = [f"{n:016x}" for n in range(8)]
FINDINGS = [
    *(finding(n, finding_id=IDS[n]) for n in range(4)),
    *(finding(n, finding_id=IDS[n], rule="DF001", severity="low") for n in (4, 5)),
    finding(6, finding_id=IDS[6], rule="CF001", severity="critical"),
    finding(7, finding_id=IDS[7], rule="OM002", severity="note"),
]
CONDITIONS = [
    "OM any", "OM001 any", "OM001,DF any", "high any", "findings any", "review open any",
    "review confirmed any", "new any",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run of which one finding was dismissed and one confirmed."""
    said = [
        Draft("dismiss", "finding", IDS[1], {"reason": "wrong_entry"}),
        Draft("confirm", "finding", IDS[2], {}),
    ]
    make(tmp_path / "run", FINDINGS, said)
    return tmp_path / "run"


def baseline(*places: int) -> Baseline:
    known = [(FINDINGS[place]["rule"], IDS[place], 1) for place in places]
    return Baseline("b.txt", KEY, pl.DataFrame(known, schema=ENTRIES, orient="row"))


def waiver(place: int) -> Waiver:
    return Waiver(
        number=place + 1, line=1, finding=IDS[place], rule=None, record=None, reason="r", owner="o",
        approver="a", expires=dt.date(2999, 1, 1),
    )  # fmt: skip


def failures(
    folder: Path, known: Baseline | None, waivers: Waivers | None, *, new_only: bool
) -> dict[str, Failure]:
    desk = open_desk(folder, read_only=True)
    paper = make_paper(desk, known=known.ids.to_list() if known else ())
    desk.close()
    asked = [
        parse(text, RULES | {"CF001": "mark"}) for text in CONDITIONS if known or "new" not in text
    ]
    found = judge(
        paper, asked, baseline=known, waivers=waivers, new_only=new_only, today=TODAY, folder=folder
    )  # fmt: skip
    return {one.condition.text.en: one for one in found.failures}


def shown(folder: Path, known: Baseline | None, failure: Failure) -> list[str]:
    """Return the ids that the review shows behind the command of a failure."""
    assert failure.listing is not None
    query = failure.listing.partition('--filter "')[2].removesuffix('"')
    desk = open_desk(folder, read_only=True)
    desk.known = known.ids if known else None
    sheet = make_sheet("findings", desk, None, "en").frame
    desk.close()
    return sorted(sheet.filter(parse_query(query, "findings").expr)["finding_id"])


@pytest.mark.parametrize(
    ("known", "new_only"), [(None, False), (baseline(0, 4, 6), False), (baseline(0, 4, 6), True)]
)
@pytest.mark.parametrize("waived", [(), (3,), (0, 2, 3, 5, 7)])
def test_exactly_those_that_failed(
    folder: Path, known: Baseline | None, waived: tuple[int, ...], new_only: bool
) -> None:
    waivers = Waivers("w.toml", tuple(map(waiver, waived))) if waived else None
    found = failures(folder, known, waivers, new_only=new_only)
    assert found or len(waived) > 3, "those that are neither known nor waived fail something"
    for text, failure in found.items():
        assert shown(folder, known, failure) == sorted(failure.findings), text
        assert failure.listing is not None
        assert failure.listing in failure.remedy.en


def test_the_filter_is_as_short_as_it_can_be(folder: Path) -> None:
    found = failures(folder, baseline(0), None, new_only=True)
    queries = {text: one.listing.partition('--filter "')[2][:-1] for text, one in found.items() if one.listing}  # fmt: skip
    assert queries["OM any"] == "rule:OM status:open,confirmed new:yes"
    assert queries["new > 0"] == "status:open,confirmed new:yes"
    waivers = Waivers("w.toml", (waiver(3),))
    found = failures(folder, None, waivers, new_only=False)
    assert found["OM001 any"].listing == (
        f"disclosure-audit review {folder} --filter"
        f' "rule:OM001 status:open,confirmed id!={IDS[3]}"'
    )  # fmt: skip


def test_many_are_not_named_one_by_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "_MOST_IDS", 1)
    waivers = Waivers("w.toml", (waiver(0), waiver(3), waiver(2), waiver(4)))
    found = failures(folder, None, waivers, new_only=False)
    assert (found["findings > 0"].listing or "").endswith('--filter "status:open,confirmed"')
