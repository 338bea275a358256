"""The verdict: what fails, by what number, and what is said about it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from disclosure_audit.errors import UsageError
from disclosure_audit.gate import baseline
from disclosure_audit.gate.conditions import parse
from disclosure_audit.gate.verdict import LISTED, Failure, Verdict, judge
from disclosure_audit.gate.waived import with_waivers
from disclosure_audit.gate.waiver_file import read as read_waivers
from disclosure_audit.gate.waivers import Waivers
from disclosure_audit.paper import Paper
from disclosure_audit.review.entry import Draft
from tests.gate.gate_papers import RULES, TODAY, finding, make, omissions, totals

IDS = [f"{number:016x}" for number in range(400)]


def verdict(paper: Paper, *conditions: str, **how: Any) -> Verdict:
    return judge(paper, [parse(text) for text in conditions], today=TODAY, **how)


def failures(paper: Paper, *conditions: str, **how: Any) -> Sequence[Failure]:
    found = verdict(paper, *conditions, **how)
    assert found.passed == (not found.failures)
    return found.failures


def waivers(folder: Path, text: str) -> Waivers:
    (folder / "w.toml").write_text(text, "utf-8")
    return read_waivers(folder / "w.toml", RULES)


def waiver(target: str, expires: str = "2026-03-01") -> str:
    names = f'reason = "r 机密★10年"\nowner = "o"\napprover = "a"\nexpires = {expires}\n'
    return f"[[waiver]]\n{target}\n{names}"


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    """Seven omissions, one of them low, and a difference in both lists."""
    differs = finding(90, rule="DF001", severity="medium", catalog_row=1)
    low = finding(80, severity="low")
    return make(tmp_path / "run", [*omissions(6), low, differs])


@pytest.mark.parametrize(
    ("condition", "number"),
    [
        ("findings any", 8),
        ("OM any", 7),
        ("DF001,OM any", 8),
        ("critical any", None),
        ("high any", 6),
        ("medium any", 7),
        ("low > 8", None),
        ("low >= 8", 8),
        ("note = 8", 8),
        ("omitted > 0", 1),
        ("omitted > 1", None),
        ("repeated > 0", 1),
        ("needs_review > 0", None),
        ("rejected > 0", 1),
        ("possible_loss > 0", None),
        ("review open > 7", 8),
        ("review confirmed any", None),
        ("waiver expired", None),
    ],
)
def test_what_is_counted(paper: Paper, condition: str, number: int | None) -> None:
    found = failures(paper, condition)
    assert [failure.measured for failure in found] == ([] if number is None else [number])


@pytest.mark.parametrize(
    ("condition", "share"),
    [
        ("coverage < 99.5%", Fraction(3, 4)),
        ("coverage < 75%", None),
        ("coverage <= 75%", Fraction(3, 4)),
        ("omitted > 19.9%", Fraction(1, 5)),
        ("omitted > 20%", None),
        ("repeated >= 25%", Fraction(1, 4)),
        ("rejected > 5%", Fraction(1, 10)),
        ("OM > 100%", Fraction(7, 5)),
        ("findings > 1%", Fraction(8, 5)),
        ("review open > 99%", Fraction(1)),
    ],
)
def test_shares_are_exact(paper: Paper, condition: str, share: Fraction | None) -> None:
    assert [f.measured for f in failures(paper, condition)] == ([] if share is None else [share])


def test_a_failure_says_what_how_many_which_and_what_to_do(paper: Paper) -> None:
    (found,) = failures(paper, "OM any", folder=Path("my run"))
    assert found.text.en == "findings of OM: 7 (OM any)"
    assert found.text.zh == "OM 的问题：7（OM 任意）"
    assert found.examples[0].en == "OM001 register row 1, record 0: “甲号通知”"
    assert found.examples[0].zh == "OM001 登记簿第 1 行，序号 0：《甲号通知》"
    assert (len(found.examples), found.more) == (5, 2)
    command = "disclosure-audit review 'my run' --filter \"rule:OM status:open,confirmed\""
    assert found.listing == command
    assert command in found.remedy.en
    assert command in found.remedy.zh
    assert len(found.findings) == 7
    assert found.findings[0] == IDS[0]


def test_the_command_that_lists_them_is_one_the_review_understands(paper: Paper) -> None:
    from disclosure_audit.review.query import parse as parse_query

    for text in ("OM,DF any", "high any", "findings any", "review open any", "rejected any"):
        (found,) = failures(paper, text)
        assert found.listing is not None
        query = found.listing.partition('--filter "')[2].rstrip('"')
        parse_query(query, "findings", "en")
    for text, kind in (
        ("omitted any", "register"), ("coverage < 99%", "register"), ("repeated any", "catalog"),
        ("needs_review = 0", "links"),
    ):  # fmt: skip
        (found,) = failures(paper, text)
        assert found.listing is not None
        assert f"--list {kind} " in found.listing
        parse_query(found.listing.partition('--filter "')[2].rstrip('"'), kind, "en")


def test_records_are_named_where_records_are_counted(paper: Paper) -> None:
    (found,) = failures(paper, "omitted > 0")
    assert found.examples[0].en.startswith("OM001 register row 1, record 0")
    assert found.findings == (IDS[0],)
    (published,) = failures(paper, "published > 0")
    assert published.examples[0].en == "register row 2, record 1: “甲号通知”"
    assert published.findings == ()


def test_a_share_without_a_base_fails_rather_than_passes(paper: Paper) -> None:
    (found,) = failures(totals(paper, received=5), "coverage < 99.5%")
    assert found.measured is None
    assert "nothing to measure" in found.text.en


def test_rules_that_were_no_part_of_the_scan_fail_and_such_as_could_not_judge_are_noted(
    paper: Paper,
) -> None:
    (found,) = failures(paper, "CF any")
    assert "CF any: cannot be judged, did not run: CF" in found.text.en
    said = verdict(paper, "OM002 any")
    assert said.passed
    assert "OM002 could not judge" in said.notes[0].en


def test_many_findings_are_not_all_listed(tmp_path: Path) -> None:
    (found,) = failures(make(tmp_path / "run", omissions(400)), "OM any")
    assert found.measured == 400
    assert (found.more, len(found.findings)) == (395, LISTED)


def test_what_reviewers_decided_counts(tmp_path: Path) -> None:
    until = "2026-03-01"
    drafts = [
        Draft("dismiss", "finding", IDS[0], {"reason": "not_due"}),
        Draft("confirm", "finding", IDS[1]),
        Draft("waive", "finding", IDS[2], {"reason": "r", "approver": "a", "until": "2999-01-01"}),
    ]
    paper = make(tmp_path / "run", omissions(4), drafts)
    assert [f.measured for f in failures(paper, "findings any")] == [2]
    assert [f.measured for f in failures(paper, "review open any")] == [1]
    assert [f.measured for f in failures(paper, "review open > 24%")] == [Fraction(1, 4)]
    assert [f.measured for f in failures(paper, "review confirmed any")] == [1]
    assert "2 findings do not count: reviewers" in verdict(paper, "findings any").notes[0].en
    assert failures(paper, "waiver expired") == ()
    run_out = dataclasses.replace(
        paper,
        findings=paper.findings.with_columns(
            pl.when(pl.col("status") == "waived")
            .then(pl.lit(until).str.to_date())
            .otherwise("until")
            .alias("until")
        ),
    )
    assert failures(run_out, "waiver expired") == (), "its last day is today"
    (found,) = judge(run_out, [parse("waiver expired")], today=TODAY + dt.timedelta(1)).failures
    assert found.findings == (IDS[2],)
    later = judge(run_out, [parse("findings any")], today=TODAY + dt.timedelta(1)).failures
    assert [f.measured for f in later] == [3], "and the finding counts again"


def test_what_the_file_waives_does_not_count(paper: Paper, tmp_path: Path) -> None:
    text = waiver(f'id = "{IDS[0]}"') + waiver('rule = "OM001"\nrecord = "1"')
    found = verdict(paper, "OM any", waivers=waivers(tmp_path, text))
    assert [f.measured for f in found.failures] == [5]
    assert "2 findings do not count: the waivers file" in found.notes[0].en
    whole = waivers(tmp_path, waiver('rule = "OM001"'))
    assert failures(paper, "OM any", waivers=whole) == ()
    assert [f.measured for f in failures(paper, "omitted > 0", waivers=whole)] == [1]


def test_expired_and_faulty_waivers_fail_without_being_asked_for(
    paper: Paper, tmp_path: Path
) -> None:
    text = waiver('rule = "OM001"', "2026-02-28") + "[[waiver]]\n"
    listed = waivers(tmp_path, text)
    invalid, expired = failures(paper, "findings > 99", waivers=listed)
    assert str(invalid.condition.key) == "waiver invalid"
    assert "line 7: reason is missing" in " ".join(line.en for line in invalid.examples)
    assert expired.examples[0].en == "line 1: OM001, ran out after 2026-02-28"
    assert failures(paper, "OM any", waivers=listed)[0].measured == 7
    once = failures(
        paper, "waiver expired", waivers=waivers(tmp_path, waiver('rule = "OM001"', "2026-02-28"))
    )
    assert [f.condition.key for f in once] == ["waiver expired"]  # fmt: skip


def test_unused_waivers_are_reported(paper: Paper, tmp_path: Path) -> None:
    text = waiver(f'id = "{IDS[300]}"') + waiver('rule = "OM002"') * 6 + waiver('rule = "DF001"')
    notes = [n.en for n in verdict(paper, "findings any", waivers=waivers(tmp_path, text)).notes]
    unused = [note for note in notes if "no finding needs" in note]
    assert len(unused) == 6
    assert unused[0] == f"no finding needs the waiver on line 1 ({IDS[300]}): take it out"
    assert unused[5] == "+2 more waivers that no finding needs"


def test_the_paper_shows_what_the_file_waives(paper: Paper, tmp_path: Path) -> None:
    listed = waivers(tmp_path, waiver('rule = "OM001"\nrecord = "1"') + waiver('rule = "OM001"', "2020-01-01"))  # fmt: skip
    shown = with_waivers(paper, listed, TODAY)
    assert shown.findings.schema == paper.findings.schema
    changed = shown.findings.filter(pl.col("status") == "waived")
    assert changed.select("record_id", "until", "reviewer").rows() == [("1", TODAY, "a")]
    assert "机密" not in changed["reason"][0]
    assert shown.counted.height == paper.counted.height - 1
    assert with_waivers(paper, None, TODAY) is paper


def known(folder: Path, paper: Paper, ids: Sequence[str], rule: str = "OM001") -> baseline.Baseline:
    entries = pl.DataFrame({"rule": [rule] * len(ids), "finding_id": list(ids)})
    baseline.write(folder / "b.txt", entries, key=paper.info["key"])
    return baseline.read(folder / "b.txt")


def test_only_new_findings_count_where_that_is_asked_for(paper: Paper, tmp_path: Path) -> None:
    six = known(tmp_path, paper, IDS[:5])
    (found,) = failures(paper, "OM any", baseline=six, new_only=True)
    assert found.measured == 2
    assert found.findings == (IDS[5], IDS[80])
    said = verdict(paper, "new any", "high any", "omitted > 0", baseline=six)
    assert [f.measured for f in said.failures] == [3, 6, 1], "without it only `new` asks"
    assert "5 findings do not count: the baseline" in (
        verdict(paper, "OM any", baseline=six, new_only=True).notes[0].en
    )


@pytest.mark.parametrize("how", [{"new_only": True}, {"shrink_only": True}, {}])
def test_without_a_baseline_nothing_is_new(paper: Paper, how: dict[str, bool]) -> None:
    with pytest.raises(UsageError, match="no baseline"):
        verdict(paper, "findings any" if how else "new any", **how)


def test_a_baseline_of_another_key_is_refused(paper: Paper, tmp_path: Path) -> None:
    baseline.write(tmp_path / "b.txt", paper.findings, key="ffffffff")
    with pytest.raises(UsageError, match="another key"):
        verdict(paper, "findings any", baseline=baseline.read(tmp_path / "b.txt"))


def test_swaps_are_reported_and_fail_where_the_baseline_may_only_shrink(
    paper: Paper, tmp_path: Path
) -> None:
    mine = [*IDS[2:6], IDS[80], IDS[300], IDS[301]]
    swapped = known(tmp_path, paper, mine)
    said = verdict(paper, "findings > 99", baseline=swapped)
    assert said.passed, "as many as before"
    assert said.notes[0].en.startswith("OM001: 2 known findings are gone and 2 others came")
    assert (
        "2 findings of the baseline are gone; `disclosure-audit baseline prune" in said.notes[1].en
    )
    new, stale = failures(paper, baseline=swapped, shrink_only=True, new_only=True)
    assert [one.condition.key for one in (new, stale)] == ["new", "baseline stale"]
    assert [one.measured for one in (new, stale)] == [3, 2]
    assert stale.examples[0].en == f"OM001 {IDS[300]}"
    assert "baseline prune" in stale.remedy.en


def test_what_is_waived_is_not_gone_from_the_baseline(paper: Paper, tmp_path: Path) -> None:
    all_known = known(tmp_path, paper, [*IDS[:6], IDS[80]])
    listed = waivers(tmp_path, waiver('rule = "OM001"'))
    found = failures(paper, "DF any", baseline=all_known, waivers=listed, shrink_only=True)
    assert [f.condition.key for f in found] == ["rules", "new"], "DF001 only"


def test_a_rule_that_did_not_judge_leaves_its_entries_alone(paper: Paper, tmp_path: Path) -> None:
    other = known(tmp_path, paper, IDS[:3], rule="OM002")
    found = verdict(paper, "findings > 99", baseline=other, shrink_only=True)
    assert [f.condition.key for f in found.failures] == ["new"]
    assert "3 findings of the baseline are of rules that did not judge: OM002" in found.notes[0].en


def test_changed_inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paper: Paper) -> None:
    monkeypatch.chdir(tmp_path)
    here = tmp_path / "run"
    (both,) = failures(paper, "changed inputs", folder=here)
    assert both.measured == 2
    assert both.examples[0].en == "register register.csv: no longer there"
    for name in ("register.csv", "catalog.csv"):
        Path(name).write_text(name)
    (both,) = failures(paper, "changed inputs", folder=here)
    assert "another SHA-256" in both.examples[1].en
    import hashlib

    sources = {
        side: [{"name": n, "path": n, "sha256": hashlib.sha256(n.encode()).hexdigest()}]
        for side, n in (("register", "register.csv"), ("catalog", "catalog.csv"))
    }
    same = dataclasses.replace(paper, info={**paper.info, "inputs": sources})
    assert failures(same, "changed inputs", folder=here) == ()
    sources["catalog"][0]["sha256"] = None  # type: ignore[assignment]  # as of a database
    assert "nobody can tell" in failures(same, "changed inputs", folder=here)[0].examples[0].en


def test_the_same_condition_is_judged_once(paper: Paper) -> None:
    assert len(failures(paper, "OM any", "om  > 0", "OM any")) == 1
