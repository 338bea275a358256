"""Findings drawn, judged, measured and kept: on runs whose right findings are known."""

from __future__ import annotations

import csv
import errno
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import polars as pl
import pytest

from disclosure_audit import run as runs
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.evaluation import kept_precision
from disclosure_audit.evaluation.evaluate import evaluate
from disclosure_audit.evaluation.finding_sample import (
    EACH_RULE,
    allocate_findings,
    count_strata,
    draw_findings,
)
from disclosure_audit.evaluation.finding_sheet import FINDING_SHEET, write_finding_sheet
from disclosure_audit.evaluation.intervals import clopper_pearson
from disclosure_audit.evaluation.kept_precision import FILE, KeptEvaluation, keep, read_kept
from disclosure_audit.evaluation.precision import PROMISES, FindingsEvaluation
from disclosure_audit.evaluation.rule_statistics import Statistic, measure_rules
from disclosure_audit.rules.registry import all_rules
from disclosure_audit.workspace import FOLDER
from tests.conftest import finding, make_audit

if TYPE_CHECKING:
    from tests.command_line import Cli

SIZES = {
    "CF001": {"high": 3, "low": 90},
    "DF001": {"high": 60},
    "OM001": {"high": 200, "medium": 40, "low": 1},
    "OM003": {"medium": 7},
}
VERSIONS = {"CF001": 2, "DF001": 1, "OM001": 1, "OM003": 4}
KEPT = FOLDER / FILE

Judge = Callable[[str], str]


def make_run(
    folder: Path,
    sizes: Mapping[str, Mapping[str, int]] = SIZES,
    versions: Mapping[str, int] = VERSIONS,
    **given: Any,
) -> runs.Run:
    """Return a run with so many findings; the last digit of ``register_row`` is free to judge by."""
    findings = [
        finding(number, finding_id=f"{rule.lower()}{confidence[0]}{number:010x}", rule=rule,
                confidence=confidence, **given)
        for rule, parts in sizes.items()
        for confidence, size in parts.items()
        for number in range(size)
    ]  # fmt: skip
    audit = make_audit(findings=findings)
    pattern = audit.outcomes[0].rule
    for outcome, (code, version) in zip(audit.outcomes, list(versions.items())[:3], strict=True):
        outcome.rule.code, outcome.rule.version = code, version
    for code, version in list(versions.items())[3:]:
        rule = type(pattern)(**{**vars(pattern), "code": code, "version": version})
        audit.outcomes.append(type(audit.outcomes[0])(**{**vars(audit.outcomes[0]), "rule": rule}))
    return runs.read(runs.write(audit, folder, command=["disclosure-audit"]))


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> runs.Run:
    monkeypatch.chdir(tmp_path)
    return make_run(tmp_path / "run")


def judge(sheet: pl.DataFrame, right: pl.Expr, path: Path = Path("right.csv")) -> Path:
    """Write a drawn sample whose findings are right where ``right`` says so."""
    sheet.with_columns(right.cast(pl.Int8).alias("right")).select("finding_id", "right").write_csv(
        path
    )
    return path


def measured(run: runs.Run, labels: Path) -> FindingsEvaluation:
    found = evaluate(run, labels)
    assert isinstance(found, FindingsEvaluation)
    return found


@pytest.mark.parametrize("n", [7, 8, 19, 20, 21, 50, 100, 400, 401, 5000])
def test_allocation_adds_up_and_each_rule_has_its_part(n: int) -> None:
    shares = allocate_findings(SIZES, n)
    total = sum(sum(parts.values()) for parts in SIZES.values())
    assert sum(sum(parts.values()) for parts in shares.values()) == min(n, total)
    for rule, parts in SIZES.items():
        assert all(1 <= shares[rule][name] <= size for name, size in parts.items())
        if n >= EACH_RULE * len(SIZES):
            assert sum(shares[rule].values()) >= min(EACH_RULE, sum(parts.values()))


def test_fewer_than_the_strata_are_refused() -> None:
    with pytest.raises(UsageError) as refused:
        allocate_findings(SIZES, 6)
    assert "7" in refused.value.to("en")[1]  # type: ignore[operator]  # the hint is there


def test_the_same_seed_draws_the_same_whatever_the_order(made: runs.Run) -> None:
    first = draw_findings(made, 60, 7)
    assert first.equals(draw_findings(made, 60, 7))
    assert not first.equals(draw_findings(made, 60, 8))
    assert first["finding_id"].is_unique().all()
    mixed = runs.Run(**{**_fields(made), "findings": made.findings.sample(fraction=1, shuffle=True, seed=3)})  # fmt: skip
    assert first.equals(draw_findings(mixed, 60, 7))
    weights = dict(first.group_by("rule").agg(pl.col("weight").sum()).iter_rows())
    assert weights == pytest.approx({rule: sum(parts.values()) for rule, parts in SIZES.items()})


def test_the_draw_is_pinned(made: runs.Run) -> None:
    """A sheet that was labelled last year is drawn again next year."""
    first = draw_findings(made, 20, 1)
    rows = first.filter(pl.col("rule") == "DF001")["register_row"].to_list()
    assert rows == [18, 48, 0, 35, 3]


def test_only_some_rules(made: runs.Run) -> None:
    drawn = draw_findings(made, 30, 1, ["CF001", "OM003"])
    assert dict(drawn.group_by("rule").len().sort("rule").rows()) == {"CF001": 23, "OM003": 7}
    with pytest.raises(InputError) as refused:
        draw_findings(made, 30, 1, ["DU001"])
    assert refused.value.to("en") == (
        "the run has no findings of these rules",
        "rules with findings: CF001, DF001, OM001, OM003",
    )


def test_precision_is_right_on_average_and_within_its_interval(made: runs.Run) -> None:
    """The rare sure findings are right, two of three doubtful ones are wrong."""
    right = (pl.col("confidence") == "high") | (pl.col("register_row") % 3 == 0)
    truth = made.findings.select(right.mean()).item()
    of_cf = made.findings.filter(pl.col("rule") == "CF001").select(right.mean()).item()
    shares, cf, inside = [], [], 0
    for seed in range(60):
        found = measured(made, judge(draw_findings(made, 80, seed), right))
        share, rule = found.overall.share, found.rules[0].share
        assert share.value is not None
        assert rule.value is not None
        assert share.low is not None
        assert share.high is not None
        shares.append(share.value)
        cf.append(rule.value)
        inside += share.low <= truth <= share.high
    assert mean(shares) == pytest.approx(truth, abs=0.02)
    assert mean(cf) == pytest.approx(of_cf, abs=0.04)  # unweighted it would be far too high
    assert inside >= 56


def test_the_groups_of_an_evaluation(made: runs.Run) -> None:
    right = pl.col("rule") != "OM003"
    found = measured(made, judge(made.findings, right))
    assert (found.overall.findings, found.overall.labelled, found.overall.right) == (401, 401, 394)
    assert [rule.name for rule in found.rules] == list(SIZES)
    assert [rule.version for rule in found.rules] == list(VERSIONS.values())
    assert [one.name for one in found.families] == ["CF", "DF", "OM"]
    assert [one.name for one in found.confidences] == list(PROMISES)
    om = found.families[2]
    assert (om.findings, om.labelled, om.right) == (248, 248, 241)
    wrong = found.rules[3].share
    interval = clopper_pearson(0, 7)
    assert (wrong.value, wrong.low, wrong.high) == (0.0, interval.low, interval.high)
    assert found.unlabelled == 0


@pytest.mark.parametrize(
    ("right", "labelled", "verdict"),
    [(36, 36, "kept"), (35, 35, "open"), (33, 40, "open"), (20, 40, "broken"), (0, 3, "broken")],
)
def test_whether_a_high_confidence_keeps_its_promise(
    tmp_path: Path, right: int, labelled: int, verdict: str
) -> None:
    run = make_run(tmp_path / "run", {"DF001": {"high": 60, "medium": 9, "low": 9}})
    chosen = run.findings.filter(pl.col("confidence") == "high", pl.col("register_row") < labelled)
    found = measured(run, judge(chosen, pl.col("register_row") < right, tmp_path / "right.csv"))
    verdicts = {one.name: one.verdict for one in found.confidences}
    assert verdicts == {"high": verdict, "medium": "not_judged", "low": "not_judged"}


def test_what_is_not_labelled_is_left_out_and_said(made: runs.Run) -> None:
    """One rule labelled: the share speaks of that rule, and the others are named."""
    drawn = draw_findings(made, 60, 7)
    sheet = drawn.with_columns(pl.when(pl.col("rule") == "DF001").then(pl.lit("1")).alias("right"))
    sheet.select("finding_id", "right").write_csv("right.csv")
    found = measured(made, Path("right.csv"))
    mine = drawn.filter(pl.col("rule") == "DF001").height
    assert (found.overall.covered, found.overall.labelled) == (60, mine)
    assert found.unlabelled == 60 - mine
    assert found.overall.share.value == 1
    assert [rule.share.value for rule in found.rules] == [None, 1, None, None]
    assert any("CF001, OM001, OM003" in note.en and "341" in note.en for note in found.notes)


def test_a_sheet_is_safe_to_open_and_comes_back_whole(tmp_path: Path) -> None:
    """No formula, no control character, and no identifier that a spreadsheet rounds."""
    run = make_run(tmp_path / "run", {"OM001": {"high": 4}}, message="=cmd|' /C calc'!A0\u202e",
                   evidence=[{"name": "registered_title", "value": "@甲\x1b[31m"}])  # fmt: skip
    ids = ["1234567890123456", "12345678901234e5", "0000000000000001", "12345678901234a5"]
    run = runs.Run(**{**_fields(run), "findings": run.findings.with_columns(finding_id=pl.Series(ids))})  # fmt: skip
    run.info["key"] = "12345678"
    text = write_finding_sheet(draw_findings(run, 4, 1), run, 1, "en")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert tuple(rows[0]) == FINDING_SHEET
    assert {row["message"] for row in rows} == {"'=cmd|' /C calc'!A0\ufffd"}
    assert {row["evidence"] for row in rows} == {"registered title: @甲␛[31m"}
    assert {(row["right"], row["note"], row["key"]) for row in rows} == {("", "", "'12345678")}
    assert sorted(row["finding_id"] for row in rows) == sorted(
        ["'1234567890123456", "'12345678901234e5", "'0000000000000001", "12345678901234a5"]
    )
    for row in rows:
        row["right"] = "是"
    path = tmp_path / "right.csv"
    with path.open("w", encoding="gb18030", errors="replace", newline="") as file:
        writer = csv.DictWriter(file, FINDING_SHEET)
        writer.writeheader()
        writer.writerows(rows)
    assert measured(run, path).overall.right == 4


KNOWN = "df001h0000000000"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("finding_id,rihgt\na,1\n", "no column right", "did you mean “rihgt”"),
        ("right,find_id\n1,a\n", "no column finding_id", "did you mean “find_id”"),
        ("finding_id,rule\na,OM001\n", "no column right (they have: finding_id, rule)", "right (1 or 0)"),
        (f"finding_id,right\n{KNOWN},\n{KNOWN},2\n", "something else than 1 or 0 (lines: 1, the first is 3)", "0 if it is wrong"),
        (f"finding_id,right\n{KNOWN},1\n{KNOWN.upper()},0\n", "both 1 and 0 (lines: 2", "settle"),
        ("finding_id,right\nffff,1\n,1\n", "findings that are not in this run (lines: 2, the first is 2)", "same key"),
        (f"finding_id,right,key\nffff,1,0a0a0a0a\n{KNOWN},1,0a0a0a0a\n", "not in this run", "with key 0a0a0a0a, this run was made with key 1b1b1b1b"),
        ("finding_id,right,key\nffff,1,1b1b1b1b\n", "not in this run", "draw anew"),
        (f"finding_id,right\n{KNOWN},\n", "no finding is labelled yet", "into column right"),
    ],
)  # fmt: skip
def test_bad_labels(made: runs.Run, text: str, message: str, hint: str) -> None:
    made.info["key"] = "1b1b1b1b"
    Path("right.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        evaluate(made, Path("right.csv"))
    said = refused.value.to("en")
    assert message in said[0]
    assert said[1] is not None
    assert hint in said[1]


def statistics(kept: tuple[KeptEvaluation, ...] | None = None) -> dict[str, Statistic]:
    found = measure_rules(read_kept() if kept is None else kept, VERSIONS)
    return {one.rule: one for one in found}


def test_kept_labels_measure_a_rule(made: runs.Run) -> None:
    assert all(one.precision.share.value is None for one in statistics().values())
    drawn = draw_findings(made, 60, 7)
    found = measured(made, judge(drawn, pl.col("confidence") == "high"))
    assert keep(made, found) == Path.cwd() / KEPT
    now = statistics()
    for rule in found.rules:
        precision = now[rule.name].precision
        assert (precision.labelled, precision.right) == (rule.labelled, rule.right)
        assert precision.share == rule.share
        assert now[rule.name].evaluations == 1
    text = KEPT.read_text("utf-8")
    assert not any(message in text for message in made.findings["message"])
    assert "甲" not in text


def test_a_finding_labelled_twice_counts_once_the_last_time(made: runs.Run) -> None:
    drawn = made.findings.filter(pl.col("rule") == "DF001").sort("finding_id").head(20)
    keep(made, measured(made, judge(drawn, pl.lit(1))))
    keep(made, measured(made, judge(drawn.head(5), pl.lit(0))))
    one = statistics()["DF001"]
    assert (one.precision.labelled, one.precision.right, one.evaluations) == (20, 15, 2)
    assert one.precision.findings == 60  # one run, evaluated twice


def test_another_version_of_a_rule_does_not_count(made: runs.Run, tmp_path: Path) -> None:
    keep(made, measured(made, judge(made.findings, pl.lit(1))))
    older = make_run(tmp_path / "older", versions={**VERSIONS, "CF001": 1})
    keep(older, measured(older, judge(older.findings, pl.lit(0))))
    now = statistics()
    assert (now["CF001"].precision.right, now["CF001"].older) == (93, 1)
    assert now["DF001"].precision.right == 0  # the last word, and the version is the same
    later = {one.rule: one for one in measure_rules(read_kept(), {**VERSIONS, "CF001": 3})}
    assert later["CF001"].precision.labelled == 0
    assert later["CF001"].older == 2


def test_runs_are_pooled_by_their_sizes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sure findings are few and right, doubtful ones many and wrong; both runs were half judged."""
    monkeypatch.chdir(tmp_path)
    for name, size in (("a", 10), ("b", 30)):
        run = make_run(Path(name), {"DF001": {"high": 10, "low": size}}, record_id=name)
        own = run.findings.with_columns(
            pl.concat_str(pl.lit(name), "finding_id").alias("finding_id")
        )
        run = runs.Run(**{**_fields(run), "findings": own})
        half = own.filter(pl.col("register_row") < 5)
        run.info["as_of"] = f"2020-01-{size}"  # another scan
        keep(run, measured(run, judge(half, pl.col("confidence") == "high")))
    one = statistics()["DF001"].precision
    assert (one.findings, one.labelled, one.right) == (60, 20, 10)
    assert one.share.value == pytest.approx(20 / 60)


def test_the_file_is_found_from_below_and_replaced_whole(
    made: runs.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = measured(made, judge(draw_findings(made, 20, 1), pl.lit(1)))
    keep(made, found)
    below = Path("a/b")
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert keep(made, found) == Path.cwd().parent.parent / KEPT
    assert len(read_kept()) == 2
    assert {path.name for path in (Path("../..") / FOLDER).iterdir()} == {FILE, ".gitignore"}


@pytest.mark.parametrize("text", ["", "[]", '{"format_version": 1, "evaluations": [{"run": 1}]}', "\xff"])  # fmt: skip
def test_a_damaged_file_is_refused_and_left_alone(made: runs.Run, text: str) -> None:
    found = measured(made, judge(draw_findings(made, 20, 1), pl.lit(1)))
    KEPT.parent.mkdir()
    KEPT.write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match="it is damaged"):
        read_kept()
    with pytest.raises(InputError, match="it is damaged"):
        keep(made, found)
    assert KEPT.read_bytes() == text.encode("latin-1")


def test_a_file_of_a_newer_version_is_refused(made: runs.Run) -> None:
    KEPT.parent.mkdir()
    KEPT.write_text('{"format_version": 2, "evaluations": [], "more": 1}')
    with pytest.raises(InputError, match="a newer version wrote it"):
        read_kept()


def test_a_closed_folder_is_said(made: runs.Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder is closed to the superuser: the system's refusal is played."""
    found = measured(made, judge(draw_findings(made, 20, 1), pl.lit(1)))
    refusal = Mock(side_effect=PermissionError(errno.EACCES, "closed"))
    monkeypatch.setattr(kept_precision, "hide_from_git", refusal)
    with pytest.raises(InputError, match="no permission"):
        keep(made, found)


def test_on_the_command_line(cli: Cli, sample_run: runs.Run) -> None:
    done = cli(
        "sample", sample_run.folder, "--findings", "--n", 240, "--seed", 7, "--out", "right.csv"
    )
    assert (done.code, done.out) == (0, "")
    assert "fill in column right" in done.err
    again = cli(
        "sample", sample_run.folder, "--findings", "--n", 240, "--seed", 7, "--out", "-", "-q"
    )
    assert again.out.encode() == Path("right.csv").read_bytes()
    sheet = pl.read_csv("right.csv", infer_schema=False)
    assert tuple(sheet.columns) == FINDING_SHEET
    assert sheet.height == 240
    sizes = count_strata(sample_run.findings)
    drawn = dict(sheet.group_by("rule").len().rows())
    for rule, parts in sizes.items():
        assert drawn[rule] >= min(EACH_RULE, sum(parts.values()))
    assert not any("机密★" in cell for cell in sheet["message"])
    wrong = pl.col("finding_id") == sheet.filter(pl.col("rule") == "OM001")["finding_id"][0]
    text = sheet.with_columns(
        pl.when(wrong).then(pl.lit("0")).otherwise(pl.lit("1")).alias("right")
    )
    text.write_csv("right.csv")
    shown = cli("evaluate", sample_run.folder, "right.csv", "--keep")
    assert shown.code == 0, shown.err
    assert "Labelled findings: 240, right 239; left empty: 0" in shown.out
    assert f"kept: {Path.cwd() / KEPT}" in shown.err
    assert "按规则" in cli("evaluate", sample_run.folder, "right.csv", "--lang", "zh").out
    content = json.loads(cli("evaluate", sample_run.folder, "right.csv", "--format", "json").out)
    assert content["kind"] == "findings"
    rules = {rule["name"]: rule for rule in content["rules"]}
    assert rules["OM001"]["right"] == rules["OM001"]["labelled"] - 1
    assert rules["CF001"]["version"] == all_rules()["CF001"].version
    stats = json.loads(cli("rules", "--stats", "--format", "json").out)
    assert [rule["code"] for rule in stats] == list(all_rules())
    by_code = {rule["code"]: rule["precision"] for rule in stats}
    assert by_code["OM001"]["value"] == rules["OM001"]["share"]["value"]
    assert by_code["OM001"]["labelled"] == rules["OM001"]["labelled"]
    never = set(all_rules()) - set(sizes)
    assert {code for code, said in by_code.items() if said is None} == never
    table = cli("rules", "--stats").out
    assert (
        next(line for line in table.splitlines() if line.startswith("CF001")).split()[-1]
        == "100.00%"
    )
    assert table.count("not measured") == len(never)
    assert cli("rules", "--stats", "--lang", "zh").out.count("未测量") == len(never)


def test_nothing_is_measured_yet(cli: Cli) -> None:
    done = cli("rules", "--stats")
    assert done.code == 0
    assert done.out.count("not measured") == len(all_rules())
    assert "evaluate RUN LABELS --keep" in done.err
    assert "precision" not in json.loads(cli("rules", "--format", "json").out)[0]


@pytest.mark.parametrize(
    ("arguments", "code", "message", "hint"),
    [
        (["--rules", "CF"], 2, "--rules needs --findings", "add --findings"),
        (["--findings", "--reveal"], 2, "--reveal does nothing", "scan --reveal"),
        (["--findings", "--rules", "CF01"], 2, "no rule is called “CF01”", "CF001"),
        (["--findings", "--rules", "FD003"], 4, "no findings of these rules", "rules with findings: "),
        (["--findings", "--n", "1"], 2, "1 are too few", "with --n"),
    ],
)  # fmt: skip
def test_refused_draws(
    cli: Cli, small_run: runs.Run, arguments: list[str], code: int, message: str, hint: str
) -> None:
    done = cli("sample", small_run.folder, *arguments)
    assert (done.code, done.out) == (code, "")
    first, second = done.err.splitlines()
    assert message in first
    assert hint in second
    assert not Path("labels.csv").exists()


def test_labels_of_links_are_not_kept(cli: Cli, small_run: runs.Run) -> None:
    Path("truth.csv").write_text("register_row,catalog_row\n0,0\n", encoding="utf-8")
    done = cli("evaluate", small_run.folder, "truth.csv", "--keep")
    assert (done.code, done.out) == (2, "")
    assert "--keep keeps labels of findings" in done.err
    assert not KEPT.exists()


def _fields(run: runs.Run) -> dict[str, Any]:
    return {name: getattr(run, name) for name in run.__dataclass_fields__}
