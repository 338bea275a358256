"""Every count of the overview leads to exactly as many rows, and nothing is counted twice."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit import run as run_room
from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.language import LANGS, Lang
from disclosure_audit.recall import read_texts
from disclosure_audit.review.desk import Desk, open_desk
from disclosure_audit.review.entry import Draft
from disclosure_audit.review.overview import MOST_LINES, Door, Line, Overview, Section, survey
from disclosure_audit.review.query import parse
from disclosure_audit.review.sheets import KINDS, TEXT_COLUMNS, Sheet, make_sheet
from disclosure_audit.review.sheets.columns import columns_of
from tests.documented import ROOT

HOSTILE = [None, "", " ", "[/]", "[密]甲案", "a\x1b[31m\u202e\x00", "Owner", "OWNER", "ＯＷＮＥＲ",
           'say "no"', "or", "-x", "none", "无", "(", "a:b", "長" * 300, "㈱甲", "(株)甲", "长" * 3000]  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("overview")
    register, catalog = (
        shutil.copy(ROOT / "sample_data" / name, home) for name in ("register.xlsx", "catalog.csv")
    )
    audit = scan(str(register), str(catalog), Config(lang="en"))
    return run_room.write(audit, home / "run", command=["scan"])


@pytest.fixture
def desk(sample: Path, tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(Path(shutil.copytree(sample, tmp_path / "run")), user="王")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def texts(sample: Path) -> Any:
    return read_texts(run_room.read(sample), columns=TEXT_COLUMNS)


def sheets_of(desk: Any, texts: Any, lang: Lang) -> dict[str, Sheet]:
    return {kind: make_sheet(kind, desk, texts, lang) for kind in KINDS}


def doors(seen: Overview) -> Iterator[Door]:
    yield from (seen.decided, seen.findings)
    for line in (*seen.today, *(line for section in seen.sections for line in section.lines)):
        yield line.all
        if line.open:
            yield line.open


def rows_behind(door: Door, sheets: dict[str, Sheet], lang: Lang) -> int:
    query = parse(door.query, door.kind, lang)
    return sheets[door.kind].frame.filter(query.expr).height


def decide(desk: Desk) -> None:
    ids = desk.findings["finding_id"].to_list()
    desk.decide([Draft("confirm", "finding", one) for one in ids[:7]])
    desk.decide([Draft("dismiss", "finding", one, {"reason": "not_due"}) for one in ids[20:60:3]])
    until = str(dt.date.today() + dt.timedelta(days=9))
    said = {"reason": "x", "approver": "y", "until": until}
    desk.decide([Draft("waive", "finding", ids[100], said)])
    desk.decide([Draft("assign", "finding", one, {"owner": "[密]甲\u202e科"}) for one in ids[5:9]])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("read", [True, False], ids=["with texts", "without texts"])
def test_every_door_leads_to_as_many_rows_as_it_counts(
    lang: Lang, read: bool, desk: Desk, texts: Any
) -> None:
    decide(desk)
    sheets = sheets_of(desk, texts if read else None, lang)
    seen = survey(desk, sheets, lang)
    found = [(door, rows_behind(door, sheets, lang)) for door in doors(seen)]
    assert len(found) > 100 - 30 * (not read)
    assert [(door, rows) for door, rows in found if door.count != rows] == []
    assert {door.kind for door, _ in found} == set(KINDS)


def test_each_section_counts_every_row_once(desk: Desk, texts: Any) -> None:
    decide(desk)
    sheets = sheets_of(desk, texts, "en")
    for section in survey(desk, sheets, "en").sections:
        kind = section.name.partition("-")[0]
        assert section.total == sheets[kind].frame.height, section.name
        assert sum(line.all.count for line in section.lines) + section.more_count == section.total
        opens = [line.open.count for line in section.lines if line.open]
        if opens and not section.more:
            assert sum(opens) == (sheets["findings"].frame["status"] == "open").sum()


def test_control_totals_add_up_with_the_lists(desk: Desk, texts: Any) -> None:
    seen = survey(desk, sheets_of(desk, texts, "en"), "en")
    for total in seen.totals:
        assert total.adds_up
        assert total.counted == total.judged == total.read - total.rejected
        section = next(s for s in seen.sections if s.name == f"{total.side}-disposition")
        assert section.total == total.judged


def test_a_lost_row_is_seen(desk: Desk, texts: Any) -> None:
    sheets = sheets_of(desk, texts, "en")
    totals = {**desk.control_totals}
    totals["catalog"] = {**totals["catalog"], "read": totals["catalog"]["read"] + 1}
    seen = survey(SimpleNamespace(control_totals=totals), sheets, "en")
    assert [total.adds_up for total in seen.totals] == [True, False]
    short = sheets | {"register": Sheet("register", sheets["register"].frame.head(5), ())}
    assert [total.adds_up for total in survey(desk, short, "en").totals] == [False, True]


def test_progress_counts_what_was_decided_and_by_whom(desk: Desk, texts: Any) -> None:
    before = survey(desk, sheets_of(desk, texts, "en"), "en")
    assert (before.decided.count, before.today) == (0, ())
    decide(desk)
    sheets = sheets_of(desk, texts, "en")
    seen = survey(desk, sheets, "en")
    assert seen.decided.count == 7 + 14 + 1
    assert [(line.title.en, line.all.count) for line in seen.today] == [("王", 22)]
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    assert survey(desk, sheets, "en", tomorrow).today == ()


def test_rules_stand_worst_first(desk: Desk, texts: Any) -> None:
    seen = survey(desk, sheets_of(desk, texts, "en"), "en")
    rules = next(section for section in seen.sections if section.name == "findings-rule")
    order = ["critical", "high", "medium", "low", "note"]
    ranks = [order.index(line.code) for line in rules.lines]
    assert ranks == sorted(ranks)
    assert all(line.mark and line.title.en and line.title.zh for line in rules.lines)


def findings_owned_by(owners: Sequence[str | None]) -> dict[str, Sheet]:
    frames = {
        kind: pl.DataFrame(schema={c.name: c.dtype for c in columns_of(kind)}) for kind in KINDS
    }
    columns = columns_of("findings")
    given = pl.DataFrame({"owner": owners}, schema={"owner": pl.String})
    frames["findings"] = given.select(
        pl.col("owner")
        if c.name == "owner"
        else pl.lit({"status": "open", "rule": "OM001", "severity": "high"}.get(c.name))
        .cast(c.dtype)
        .alias(c.name)
        for c in columns
    )
    return {kind: Sheet(kind, frame, columns_of(kind)) for kind, frame in frames.items()}


EMPTY: Any = SimpleNamespace(
    control_totals={
        side: {"read": 0, "rejected": 0, "blank": 0, "dispositions": {}}
        for side in ("register", "catalog")
    }
)


def owners_of(sheets: dict[str, Sheet], lang: Lang) -> Section:
    sections = survey(EMPTY, sheets, lang).sections
    return next(section for section in sections if section.name == "findings-owner")


@given(
    st.lists(st.sampled_from(HOSTILE) | st.text(max_size=8), max_size=40), st.sampled_from(LANGS)
)
def test_whatever_an_owner_is_called_its_door_is_right(
    owners: list[str | None], lang: Lang
) -> None:
    sheets = findings_owned_by(owners)
    section = owners_of(sheets, lang)
    for line in section.lines:
        for door in (line.all, line.open):
            assert door is not None
            assert door.count == rows_behind(door, sheets, lang)
            assert door.count > 0
    if len({owner or "" for owner in owners}) < 3:
        assert section.more == 0 or any(len(owner or "") > 1000 for owner in owners)


def test_many_owners_are_cut_and_counted() -> None:
    section = owners_of(findings_owned_by([f"科{n}" for n in range(40)] + ["科1"]), "en")
    assert len(section.lines) == MOST_LINES
    assert (section.lines[0].title.en, section.lines[0].all.count) == ("科1", 2)
    assert (section.more, section.more_count) == (40 - MOST_LINES, 41 - MOST_LINES - 1)


def test_nothing_found_has_no_lines() -> None:
    seen = survey(EMPTY, findings_owned_by([]), "en")
    assert [line for section in seen.sections for line in section.lines] == []
    assert all(isinstance(line, Line) for line in seen.today)
    assert seen.decided == Door(0, "findings", "-status:open")
