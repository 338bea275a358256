"""Why a record is linked, or not: the explanation adds up and says what refused the others."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from disclosure_audit import run as runs
from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.errors import UsageError
from disclosure_audit.evaluation.explanation import Step, explain
from disclosure_audit.evaluation.waterfall import draw_bars
from disclosure_audit.evaluation.why_table import write
from disclosure_audit.glyphs import cells
from disclosure_audit.language import LANGS
from disclosure_audit.matching.verdicts import FLOOR
from disclosure_audit.recall import read_texts
from disclosure_audit.writers.base import Page
from disclosure_audit.writers.odds import say_odds, say_probability
from disclosure_audit.writers.title_difference import compare_texts
from tests.evaluation.conftest import CATALOG

if TYPE_CHECKING:
    from tests.command_line import Cli


def test_the_waterfall_adds_up_to_the_score(sample_run: runs.Run) -> None:
    for row in sample_run.links["register_row"].sample(40, seed=1):
        for pair in (found := explain(sample_run, "register", row)).links:
            assert pair.steps[-1].total == pytest.approx(pair.score, abs=1e-3)
            assert pair.probability == pytest.approx(1 / (1 + 2**-pair.score))
            assert pair.status
        assert all(rival.veto for rival in found.rivals)


def test_what_a_weak_pair_lacks(sample_run: runs.Run) -> None:
    weak = sample_run.candidates.filter(pl.col("veto") == "too_little_evidence").row(0, named=True)
    found = explain(sample_run, "catalog", weak["catalog_row"])
    (rival,) = [r for r in found.rivals if r.register_row == weak["register_row"]]
    assert rival.lacking == pytest.approx(FLOOR - weak["score"])
    scores = [r.score for r in found.rivals]
    assert scores == sorted(scores, reverse=True)


def test_a_rival_names_the_link_that_was_preferred(sample_run: runs.Run) -> None:
    lost = sample_run.candidates.filter(pl.col("veto") == "a_rival_fits_better").row(0, named=True)
    found = explain(sample_run, "register", lost["register_row"])
    (rival,) = [r for r in found.rivals if r.catalog_row == lost["catalog_row"]]
    assert rival.lost_to
    links = set(sample_run.links.select("register_row", "catalog_row").iter_rows())
    for r, c, _ in rival.lost_to:
        assert (r, c) in links
        assert r == lost["register_row"] or c == lost["catalog_row"]


def test_rows_that_are_not_there(sample_run: runs.Run) -> None:
    for side, row in (("register", 2195), ("catalog", 10**12)):
        with pytest.raises(UsageError) as refused:
            explain(sample_run, side, row)  # type: ignore[arg-type]  # a str to the checker
        assert str(row) in refused.value.to("en")[0]
    rejected = sample_run.rejects.row(0, named=True)
    with pytest.raises(UsageError) as refused:
        explain(sample_run, rejected["side"], rejected["row"])
    assert "could not be read" in refused.value.to("en")[0]
    assert "未能读取" in refused.value.to("zh")[0]


def test_segments_give_both_texts_whole() -> None:
    cases = [
        ("甲乙丙丁", "甲丙戊丁"),
        ("", "甲"),
        ("甲", ""),
        ("", ""),
        ("甲乙", "甲乙"),
        ("abc", "xyz"),
    ]
    for a, b in cases:
        segments = compare_texts(a, b)
        assert "".join(s.registered for s in segments) == a
        assert "".join(s.published for s in segments) == b
        kinds = [s.is_equal for s in segments]
        assert all(x != y for x, y in itertools.pairwise(kinds))
    assert [s.is_equal for s in compare_texts("甲乙丙丁", "甲乙戊丁")] == [True, False, True]


def test_bars_span_from_sum_to_sum() -> None:
    steps = (Step("prior", -10.0, -10.0), Step("title same", 30.0, 20.0))
    assert draw_bars(steps, 7) == ["---    ", "+++++++"]
    assert draw_bars((Step("prior", 0.0, 0.0),), 5)[0].strip()


@pytest.mark.parametrize(
    ("score", "odds"),
    [(0.0, "1.0 : 1"), (10.0, "1,024 : 1"), (-3.0, "1 : 8.0"), (40.0, ">1,000,000 : 1"), (-30.0, "1 : >1,000,000")],
)  # fmt: skip
def test_odds(score: float, odds: str) -> None:
    assert say_odds(score) == odds


def test_a_probability_is_never_rounded_to_certainty() -> None:
    assert say_probability(1 - 1e-12) == ">99.99%"
    assert say_probability(1e-12) == "<0.01%"
    assert say_probability(0.5) == "50.00%"


def test_titles_are_compared_by_character(cli: Cli, small_run: runs.Run) -> None:
    done = cli("why", small_run.folder, "--register-row", 0)
    assert (done.code, done.err) == (0, "")
    assert "加强城市供水{+安全+}管理的通知" in done.out
    assert "document number: equal" in done.out
    assert "probability >99.99%" in done.out
    zh = cli("why", small_run.folder, "--catalog-row", 0, "--lang", "zh").out
    assert "发文字号：一致" in zh
    assert "公开目录第 0 行" in zh


def test_on_a_terminal_differences_are_coloured(small_run: runs.Run) -> None:
    found, texts = explain(small_run, "register", 0), read_texts(small_run)
    coloured = write(found, texts, Page(100, color=True), "en")
    assert "{+" not in coloured
    assert "\x1b[" in coloured
    assert "\x1b[" not in write(found, texts, Page(100), "en")


def test_hostile_and_confidential_text(cli: Cli, small_run: runs.Run) -> None:
    done = cli("why", small_run.folder, "--register-row", 2)
    assert "[red]粮食[/]储备" in done.out
    assert "[-<U+202E>-]" in done.out
    assert "机密★20年" not in done.out
    assert "█" in done.out
    assert "机密★20年" in cli("why", small_run.folder, "--register-row", 2, "--reveal").out
    content = cli("why", small_run.folder, "--register-row", 2, "--format", "json").out
    assert "机密" not in content
    assert "\u202e" not in content
    assert "\\u202e" in content


def test_an_unlinked_record_and_its_nearest(cli: Cli, small_run: runs.Run) -> None:
    done = cli("why", small_run.folder, "--register-row", 3, "--format", "json")
    found = json.loads(done.out)
    assert found["disposition"] == "omitted"
    assert found["links"] == []
    assert found["record"]["title"].endswith("秋季植树活动的通知")
    (near,) = [rival for rival in found["rivals"] if rival["catalog_row"] == 3]
    assert near["veto"]
    assert {"equal": False, "register": "秋", "catalog": "春"} in near["title_segments"]
    shown = cli("why", small_run.folder, "--register-row", 3).out
    assert "No link." in shown
    assert "开展[-秋-]{+春+}季植树" in shown


@pytest.mark.parametrize("change", ["edit", "remove"])
def test_texts_are_not_shown_when_the_input_is_another(
    cli: Cli, small_run: runs.Run, change: str
) -> None:
    if change == "edit":
        Path("catalog.csv").write_text("标题\n别的\n", encoding="utf-8")
    else:
        Path("catalog.csv").unlink()
    done = cli("why", small_run.folder, "--register-row", 0)
    assert done.code == 0
    why = "has changed since the scan" if change == "edit" else "is no longer there"
    assert f"The texts of the catalog are not shown: catalog.csv {why}" in done.out
    assert "加强城市供水管理" in done.out
    assert "document number: equal" in done.out
    content = json.loads(cli("why", small_run.folder, "--register-row", 0, "--format", "json").out)
    assert list(content["texts_missing"]) == ["catalog"]
    assert content["links"][0]["catalog"] is None


def test_inputs_are_found_from_elsewhere(
    small_run: runs.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    assert read_texts(small_run).missing == {}


def test_rows_run_on_over_files_and_channels(
    small_run: runs.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = CATALOG.splitlines()
    Path("web.csv").write_text("\n".join([lines[0], lines[1], "", lines[2]]), encoding="utf-8")
    Path("paper.csv").write_text("\n".join([lines[0], *lines[3:]]), encoding="utf-8")
    Path("years").mkdir()
    Path("years/1.csv").write_text(Path("web.csv").read_text("utf-8"), encoding="utf-8")
    Path("years/2.csv").write_text(Path("paper.csv").read_text("utf-8"), encoding="utf-8")
    for name, catalog in (
        ("channels", {"网站": "web.csv", "公报": "paper.csv"}),
        ("years", "years"),
    ):
        audit = scan("register.csv", catalog, Config(lang="en", reveal=True))
        saved = runs.read(runs.write(audit, tmp_path / f"run-{name}", command=[]))
        texts = read_texts(saved, reveal=True)
        assert texts.missing == {}
        assert texts.records["catalog"]["row"].to_list() == [0, 2, 3, 4]
        for row, title in audit.catalog.select("row", "title").iter_rows():
            found = texts.of("catalog", row)
            assert found is not None
            assert found["title"] == title


def test_a_table_in_memory_cannot_be_read_again(small_run: runs.Run, tmp_path: Path) -> None:
    audit = scan(pl.read_csv("register.csv"), "catalog.csv", Config(lang="en"))
    saved = runs.read(runs.write(audit, tmp_path / "frame", command=[]))
    assert "no file that could be read again" in read_texts(saved).missing["register"].en


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_the_waterfall_fits_the_page(small_run: runs.Run, width: int) -> None:
    found, texts = explain(small_run, "register", 0), read_texts(small_run)
    for lang in LANGS:
        assert all(cells(x) <= width for x in write(found, texts, Page(width), lang).splitlines())
    if width >= 60:
        lines = write(found, texts, Page(width), "en").splitlines()
        (prior,) = [line for line in lines if "before any comparison" in line]
        assert prior.rstrip().endswith("-")


def test_usage(cli: Cli, small_run: runs.Run) -> None:
    for arguments, code, message in (
        ((small_run.folder,), 2, "name one record"),
        ((small_run.folder, "--register-row", 0, "--catalog-row", 0), 2, "name one record"),
        ((small_run.folder, "--register-row", 99), 2, "no record in row 99"),
        (("nowhere", "--register-row", 0), 4, "holds no run"),
        ((small_run.folder, "--register-row", 0, "--format", "jsn"), 2, "cannot be “jsn”"),
    ):
        done = cli("why", *arguments)
        assert (done.code, done.out) == (code, "")
        assert message in done.err
        assert "hint: " in done.err
