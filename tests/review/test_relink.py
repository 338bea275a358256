"""A run that is judged anew: the same without a changed link, and what follows from one."""

from __future__ import annotations

import dataclasses
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from disclosure_audit import run as runs
from disclosure_audit.audit import Material, scan
from disclosure_audit.config import Config
from disclosure_audit.errors import UsageError
from disclosure_audit.evaluation.explanation import explain
from disclosure_audit.language import Text
from disclosure_audit.review.overrides import Override
from disclosure_audit.review.relink import (
    Judged,
    digest,
    identify,
    load,
    recall_material,
    rejudge,
    save,
)
from disclosure_audit.run_info import plain
from disclosure_audit.schema.columns import SIDES
from disclosure_audit.workspace import find_key
from tests.examples import tries
from tests.test_audit_invariants import records

SAMPLE = Path(__file__).parent.parent.parent / "sample_data"
SIDE = st.sampled_from(SIDES)
FRAMES = ("links", "candidates", "repeats", "dispositions", "findings")


def make(folder: Path, register: Any, catalog: Any, **settings: Any) -> runs.Run:
    config = Config.model_validate({"lang": "en", **settings})
    audit = scan(register, catalog, config)
    return runs.read(runs.write(audit, folder / "run", command=["disclosure-audit"]))


def material_of(run: runs.Run) -> Material:
    material = recall_material(run)
    assert not isinstance(material, Text), material
    return material


def judged_with(run: runs.Run, *overrides: Override) -> Judged:
    return rejudge(run, material_of(run), overrides, find_key())


def across(r: int, c: int, *, same: bool) -> Override:
    return Override("register", r, "catalog", c, same)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> runs.Run:
    return make(tmp_path_factory.mktemp("sample"), SAMPLE / "register.xlsx", SAMPLE / "catalog.csv")


def plainly(_: Path) -> tuple[Any, Any, dict[str, Any]]:
    return SAMPLE / "register.xlsx", SAMPLE / "catalog.csv", {"lang": "zh"}


def with_texts(_: Path) -> tuple[Any, Any, dict[str, Any]]:
    return (
        SAMPLE / "register.xlsx",
        SAMPLE / "catalog.csv",
        {"scanner": {"texts": str(SAMPLE / "texts")}},
    )


def with_lexicon(_: Path) -> tuple[Any, Any, dict[str, Any]]:
    return (
        SAMPLE / "register.xlsx",
        SAMPLE / "catalog.csv",
        {"scanner": {"lexicons": [str(SAMPLE / "lexicon.toml")], "texts": str(SAMPLE / "texts")}},
    )


def revealed(folder: Path) -> tuple[Any, Any, dict[str, Any]]:
    register, catalog, more = with_lexicon(folder)
    return register, catalog, {**more, "reveal": True}


def halves(folder: Path) -> tuple[Path, Path]:
    """Write the catalog of the sample as two files."""
    header, *lines = (SAMPLE / "catalog.csv").read_bytes().decode("gb18030").splitlines()
    folder.mkdir()
    paths = folder / "a.csv", folder / "b.csv"
    for path, part in zip(paths, (lines[:200], lines[150:]), strict=True):
        path.write_text("\n".join([header, *part]), encoding="utf-8")
    return paths


def with_channels(folder: Path) -> tuple[Any, Any, dict[str, Any]]:
    a, b = halves(folder / "lists")
    return SAMPLE / "register.xlsx", {"门户": a, "公报": b}, {}


def of_a_folder(folder: Path) -> tuple[Any, Any, dict[str, Any]]:
    halves(folder / "lists")
    return SAMPLE / "register.xlsx", folder / "lists", {}


@pytest.mark.parametrize(
    "case", [plainly, with_texts, with_channels, of_a_folder, with_lexicon, revealed]
)
def test_without_a_changed_link_the_run_is_judged_as_it_was(
    tmp_path: Path, case: Callable[[Path], tuple[Any, Any, dict[str, Any]]]
) -> None:
    register, catalog, more = case(tmp_path)
    run = make(tmp_path, register, catalog, **more)
    judged = judged_with(run)
    assert run.findings.height > 100
    for name in FRAMES:
        assert_frame_equal(getattr(judged, name), getattr(run, name), check_exact=True)
    assert plain(judged.control_totals) == run.info["control_totals"]


def partners(run: runs.Run) -> tuple[int, int]:
    """Return an omitted register record and an unregistered catalog record, each with its finding."""
    rows = [
        run.findings.filter(pl.col("rule") == rule)[f"{side}_row"].sort()[0]
        for rule, side in (("OM001", "register"), ("OM003", "catalog"))
    ]
    return rows[0], rows[1]


def fate(judged: Judged | runs.Run, side: str, row: int) -> str:
    found = judged.dispositions.filter(pl.col("side") == side, pl.col("row") == row)
    return str(found["disposition"].item())


def ids(findings: pl.DataFrame, rule: str, **rows: int) -> set[str]:
    wanted = [pl.col(name) == row for name, row in rows.items()]
    return set(findings.filter(pl.col("rule") == rule, *wanted)["finding_id"])


def test_a_link_between_what_was_omitted_and_what_was_unregistered(sample: runs.Run) -> None:
    r, c = partners(sample)
    judged = judged_with(sample, across(r, c, same=True))
    assert ids(sample.findings, "OM001", register_row=r)
    assert ids(sample.findings, "OM003", catalog_row=c)
    assert not ids(judged.findings, "OM001", register_row=r)
    assert not ids(judged.findings, "OM003", catalog_row=c)
    assert fate(judged, "register", r) in ("published", "published_differs")
    assert fate(judged, "catalog", c) == "linked"
    before, after = sample.info["control_totals"], judged.control_totals
    assert after["register"]["dispositions"]["omitted"] == (
        before["register"]["dispositions"]["omitted"] - 1
    )
    assert after["catalog"]["dispositions"]["unregistered"] == (
        before["catalog"]["dispositions"]["unregistered"] - 1
    )
    assert after["links"]["certain"] == before["links"]["certain"] + 1
    assert after["register"]["read"] == before["register"]["read"]
    # what is not about either record is as it was
    concerned = (pl.col("register_row") == r).fill_null(value=False) | (
        pl.col("catalog_row") == c
    ).fill_null(value=False)
    known = set(sample.findings.filter(~concerned)["finding_id"])
    assert known == set(judged.findings.filter(~concerned)["finding_id"])


def test_a_broken_link_leaves_both_alone(sample: runs.Run) -> None:
    lone = sample.links.filter(
        pl.col("status") == "certain",
        pl.len().over("register_row") == 1,
        ~pl.col("register_row").is_in(sample.repeats["row"].implode()),
        ~pl.col("register_row").is_in(sample.repeats["of_row"].implode()),
    )
    owed = set(sample.dispositions.filter(disposition="published")["row"])
    made = {
        row
        for row, due in material_of(sample)
        .register.select("row", ~pl.any_horizontal("is_withheld", "is_on_request", "is_classified", "is_received"))
        .iter_rows()
        if due
    }  # fmt: skip
    r, c = next(
        pair
        for pair in lone.select("register_row", "catalog_row").iter_rows()
        if pair[0] in owed & made and fate(sample, "catalog", pair[1]) == "linked"
    )
    judged = judged_with(sample, across(r, c, same=False))
    assert fate(judged, "register", r) == "omitted"
    assert fate(judged, "catalog", c) == "unregistered"
    assert ids(judged.findings, "OM001", register_row=r)
    assert ids(judged.findings, "OM003", catalog_row=c)
    told = judged.findings.filter(rule="OM001", register_row=r)["evidence"].to_list()[0]
    assert {"name": "refused_because", "value": "reviewer"} in told
    now = dataclasses.replace(sample, **{name: getattr(judged, name) for name in FRAMES})
    rival = next(pair for pair in explain(now, "register", r).rivals if pair.catalog_row == c)
    assert rival.veto == "reviewer"
    # the word taken back, all is as it was
    again = judged_with(sample, across(r, c, same=False), across(r, c, same=True))
    assert fate(again, "register", r) == fate(sample, "register", r)
    assert not ids(again.findings, "OM001", register_row=r)


def test_repeats_that_a_person_makes_and_takes_away(sample: runs.Run) -> None:
    c = partners(sample)[1]
    earlier = int(sample.links["catalog_row"].min())  # type: ignore[arg-type]  # rows are whole numbers
    judged = judged_with(sample, Override("catalog", c, "catalog", earlier, same=True))
    later = max(c, earlier)
    assert fate(judged, "catalog", later) == "repeated"
    assert ids(judged.findings, "DU001", catalog_row=later)
    side, row, of_row = sample.repeats.filter(side="catalog").select("side", "row", "of_row").row(0)
    judged = judged_with(sample, Override(side, row, side, of_row, same=False))
    assert ids(sample.findings, "DU001", catalog_row=row)
    assert not ids(judged.findings, "DU001", catalog_row=row)
    assert fate(judged, "catalog", row) != "repeated"


def test_rows_that_the_lists_do_not_have_are_passed_over(sample: runs.Run) -> None:
    judged = judged_with(sample, across(10**6, 0, same=True), across(-1, 0, same=False))
    assert_frame_equal(judged.findings, sample.findings)
    assert_frame_equal(judged.links, sample.links)


TWICE = """标题,发文字号,成文日期,公开属性
临江市人民政府关于加强城市供水管理的通知,临政发〔2019〕3号,2019-03-04,主动公开
关于召开会议的通知,,2019-04-04,主动公开
关于召开会议的通知,,2019-04-04,主动公开
关于召开会议的通知,,2019-04-04,主动公开
"""
OTHERS = """标题,发文字号,成文日期,发布日期
临江市人民政府关于加强城市供水管理的通知,临政发〔2019〕3号,2019-03-04,2019-03-08
临江市人民政府关于表彰劳动模范的决定,临政发〔2019〕9号,2019-05-04,2019-05-08
"""


def small(folder: Path) -> runs.Run:
    for name, text in (("register.csv", TWICE), ("catalog.csv", OTHERS)):
        (folder / name).write_text(text, encoding="utf-8")
    return make(folder, folder / "register.csv", folder / "catalog.csv",
                time_limit={"as_of": "2020-01-01"})  # fmt: skip


@pytest.mark.parametrize("linked", [1, 2, 3])
def test_the_finding_of_a_twin_keeps_its_id(tmp_path: Path, linked: int) -> None:
    """Three records are equal word for word; the finding of one goes, those of the others stay."""
    run = small(tmp_path)
    before = {row: ids(run.findings, "OM001", register_row=row) for row in (1, 2, 3)}
    assert len(set().union(*before.values())) == 3
    apart = [
        Override("register", a, "register", b, same=False) for a, b in ((1, 2), (2, 3), (1, 3))
    ]
    judged = judged_with(run, *apart, across(linked, 1, same=True))
    assert not ids(judged.findings, "OM001", register_row=linked)
    for row, known in before.items():
        if row != linked:
            assert ids(judged.findings, "OM001", register_row=row) == known
    assert judged.findings["finding_id"].is_unique().all()


@given(
    records,
    records,
    st.lists(
        st.builds(
            Override,
            SIDE,
            st.integers(0, 11),
            SIDE,
            st.integers(0, 11),
            st.booleans(),
        ),
        max_size=6,
    ),
)
@tries(25, usual=6, suppress=[HealthCheck.too_slow])
def test_whatever_is_said_every_row_has_one_fate(
    register: list[dict[str, str]], catalog: list[dict[str, str]], said: list[Override]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for side, rows in zip(SIDES, (register, catalog), strict=True):
            pl.DataFrame(rows).write_csv(folder / f"{side}.csv")
        assume(any(any(row.values()) for row in (*register, *catalog)))
        run = make(folder, folder / "register.csv", folder / "catalog.csv")
        judged = judged_with(run, *said)
    for side in SIDES:
        totals = judged.control_totals[side]
        scanned = run.info["control_totals"][side]
        assert totals["read"] == scanned["read"]
        assert totals["read"] == totals["rejected"] + sum(totals["dispositions"].values())
    fates = ["side", "row"]
    assert judged.dispositions.select(fates).equals(run.dispositions.select(fates))
    assert judged.findings["finding_id"].is_unique().all()
    # who is where it was has the id that it had
    place = ["rule", "register_row", "catalog_row"]
    was, now = (
        frame.filter(pl.len().over(place) == 1).select("finding_id", *place)
        for frame in (run.findings, judged.findings)
    )
    both = now.join(was, on=place, nulls_equal=True)
    assert both["finding_id"].equals(both["finding_id_right"])


def test_another_key_is_refused(sample: runs.Run) -> None:
    with pytest.raises(UsageError, match="key"):
        rejudge(sample, material_of(sample), [], b"not the key of this run")


def test_why_nothing_can_be_recalled(sample: runs.Run, tmp_path: Path) -> None:
    def refused(**changed: Any) -> str:
        answer = recall_material(dataclasses.replace(sample, info={**sample.info, **changed}))
        assert isinstance(answer, Text)
        return answer.en

    rules = [{**rule, "version": 99} for rule in sample.info["rules"]]
    assert "older version" in refused(key=None)
    assert "rules have changed" in refused(rules=rules)
    assert "rules have changed" in refused(rules=rules[1:])
    assert "settings" in refused(settings={**sample.info["settings"], "reveal": "[/]"})
    unknown = {**sample.info["settings"], "rules": {"select": ["XX"]}}
    assert "no rule is called" in refused(settings=unknown)
    moved = small(tmp_path)
    (tmp_path / "catalog.csv").write_text(TWICE, encoding="utf-8")
    answer = recall_material(moved)
    assert isinstance(answer, Text)
    assert "changed" in answer.en


def test_progress_tells_of_every_stage(tmp_path: Path) -> None:
    told: list[str] = []

    def progress(stage: str, done: float, total: float) -> None:
        assert 0 <= done <= total
        told.append(stage)

    run = small(tmp_path)
    material = recall_material(run, progress)
    assert isinstance(material, Material)
    rejudge(run, material, [], find_key(), progress)
    assert {"read register", "read catalog", "dispositions", "rules"} == set(told)


# What is kept in the run folder.

SAID = (across(1, 1, same=True),)


def kept(folder: Path) -> tuple[runs.Run, str, Judged]:
    run = small(folder)
    judged = judged_with(run, *SAID)
    name = digest(identify(run), SAID)
    assert load(run, name) is None
    assert save(run, name, judged)
    return run, name, judged


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    run, name, judged = kept(tmp_path)
    found = load(run, name)
    assert found is not None
    for frame in FRAMES:
        assert_frame_equal(getattr(found, frame), getattr(judged, frame), check_exact=True)
    assert found.control_totals == plain(judged.control_totals)
    other = judged_with(run)
    assert save(run, "another", other)
    assert load(run, name) is None
    assert load(run, "another") is not None
    assert [path.name for path in run.folder.iterdir() if path.name.startswith(".")] == []
    assert runs.read(run.folder).findings.equals(run.findings)


@pytest.mark.parametrize("file", ["reviewed.json", "findings.parquet", "links.parquet"])
@pytest.mark.parametrize("damage", ["missing", "cut", "other"])
def test_what_is_damaged_is_not_trusted(tmp_path: Path, file: str, damage: str) -> None:
    run, name, _ = kept(tmp_path)
    path = run.folder / runs.REVIEWED / file
    if damage == "missing":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:-30])
    else:
        shutil.copy(run.folder / "candidates.parquet", path)
    assert load(run, name) is None


@pytest.mark.parametrize("changed", [[], 3, {"digest": 1}, {"files": None}, {"control_totals": {}}])
def test_a_strange_description_is_not_trusted(tmp_path: Path, changed: Any) -> None:
    run, name, _ = kept(tmp_path)
    path = run.folder / runs.REVIEWED / "reviewed.json"
    info = json.loads(path.read_bytes())
    path.write_text(json.dumps(info | changed if isinstance(changed, dict) else changed))
    assert load(run, name) is None


def test_the_digest_tells_scans_and_links_apart(tmp_path: Path) -> None:
    run, name, _ = kept(tmp_path)
    scanned = identify(run)
    said = [across(1, 1, same=True), across(0, 0, same=False)]
    assert digest(scanned, said) == digest(scanned, said[::-1]) != name
    assert digest(scanned, [across(1, 1, same=False), *SAID]) == name
    assert digest(scanned, [*SAID, across(2, 1, same=True)]) != (
        digest(scanned, [across(2, 1, same=True), *SAID])
    )
    # an equal scan has another time only; with other findings it is another one
    info = json.loads((run.folder / "run.json").read_bytes())
    (run.folder / "run.json").write_text(json.dumps(info | {"timings": {}}))
    assert identify(runs.read(run.folder)) == scanned
    run.findings.head(1).write_parquet(run.folder / "findings.parquet")
    assert identify(runs.read(run.folder)) != scanned


def test_a_new_scan_takes_what_followed_from_the_old_one_away(tmp_path: Path) -> None:
    run, name, _ = kept(tmp_path)
    for mine in ("journal.sqlite", "reviewed.xlsx"):
        (run.folder / mine).write_bytes(b"mine")
    (run.folder / ".reviewed.0a1b.tmp").mkdir()
    audit = scan(tmp_path / "register.csv", tmp_path / "catalog.csv", Config(lang="zh"))
    again = runs.read(runs.write(audit, run.folder, command=[], force=True))
    assert load(again, name) is None
    added = {path.name for path in again.folder.iterdir()} - runs._OURS
    assert added == {"journal.sqlite", "reviewed.xlsx"}


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    run, name, judged = kept(tmp_path)
    gone = dataclasses.replace(run, folder=tmp_path / "gone")
    assert save(gone, name, judged) is False
    assert load(gone, name) is None
