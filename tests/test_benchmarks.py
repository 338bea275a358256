"""The benchmark commands work from end to end on tiny input, and their arithmetic is right."""

from __future__ import annotations

import json
import re
import sys
import xml.etree.ElementTree as ET
from math import log
from pathlib import Path

import polars as pl
import pytest

from benchmarks.__main__ import main
from benchmarks.page.charts import Bars, Series, draw_bars, draw_lines
from benchmarks.peers.environment import read_requirements
from benchmarks.peers.registry import PEERS
from benchmarks.peers.thresholds import best_links, best_threshold
from benchmarks.process import ROOT, peak_memory, run_child
from benchmarks.quality.calibration import calibrate, judge_links, wilson
from benchmarks.quality.lookalikes import find_lookalikes, take_apart
from benchmarks.quality.pooling import pool
from benchmarks.speed.growth import check_growth
from benchmarks.synthetic import make_population

PAPERS = 12


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("input") / "town.csv"
    make_population(300, seed=5).drop("issuer").write_csv(path)
    return path


@pytest.fixture(scope="module")
def bibliography(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in the form of DBLP-ACM: % between the cells, no quotes, true pairs by row."""
    folder = tmp_path_factory.mktemp("papers")
    titles = [f"Made-up Subject {chr(65 + at)} and its {at * 7 + 11} Uses" for at in range(PAPERS)]
    for name, order in (("dblp", range(PAPERS)), ("acm", reversed(range(PAPERS)))):
        lines = [
            f"{row}%{titles[at]}%A. Author{at}%VENUE%{1990 + at}" for row, at in enumerate(order)
        ]
        (folder / f"{name}.csv").write_text("\n".join(["id%title%authors%venue%year", *lines, ""]))
    pairs = [f"{at}%{PAPERS - 1 - at}" for at in range(PAPERS)]
    (folder / "gt.csv").write_text("\n".join(["D1%D2", *pairs, ""]))
    return folder


@pytest.mark.slow
def test_quality_then_speed_write_one_page(
    catalog: Path, bibliography: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, docs = tmp_path / "out", tmp_path / "docs"
    places = ["--out", str(out), "--write-docs", "--docs", str(docs)]
    quality = ["--seeds", "1,2", "--synthetic", "200", "--dblp-acm", str(bibliography)]
    assert main(["quality", str(catalog), *quality, *places]) == 0
    assert "## Speed" not in (docs / "benchmarks.md").read_text(encoding="utf-8")
    assert main(["speed", "--sizes", "300,900", *places]) == 0
    page = (docs / "benchmarks.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out.endswith(page)
    for heading in (
        "Quality",
        "Recall by defect",
        "Calibration",
        "Look-alikes",
        "DBLP-ACM",
        "Growth",
    ):
        assert re.search(rf"^##+ {heading}", page, re.MULTILINE), heading
    assert str(tmp_path) not in page
    assert str(ROOT) not in page
    assert "python -m benchmarks quality town.csv" in page
    for image in re.findall(r"\]\((img/[^)]+)\)", page):
        assert ET.parse(docs / image).getroot().tag.endswith("svg")
    _check_quality(json.loads((out / "quality.json").read_text(encoding="utf-8")))
    _check_speed(json.loads((out / "speed.json").read_text(encoding="utf-8")))


def _check_quality(result: dict[str, list[dict[str, object]]]) -> None:
    town, synthetic = result["populations"]
    assert (town["name"], synthetic["name"]) == ("town", "synthetic_200")
    for row in (town, synthetic):
        proposed = row["proposed"]
        assert isinstance(proposed, dict)
        assert proposed["f1"] > 0.9
        bands = row["calibration"]
        assert isinstance(bands, list)
        assert sum(band["links"] for band in bands) == proposed["links"]
    (siblings,) = result["siblings"]
    assert isinstance(siblings["scans"], list)
    assert [(scan["arrangement"], scan["numbers"]) for scan in siblings["scans"]] == [
        ("itself", True), ("itself", False), ("apart", True), ("apart", False),
    ]  # fmt: skip
    papers = result["bibliography"]
    assert isinstance(papers, dict)
    assert papers["register_rows"] == papers["pairs"] == PAPERS
    assert papers["proposed"]["right"] == PAPERS


def _check_speed(result: dict[str, list[dict[str, object]]]) -> None:
    for row in result["sizes"]:
        assert row["outcome"] == "done"
        stages, peak, work = row["stages"], row["peak_bytes"], row["work"]
        assert isinstance(stages, dict)
        assert isinstance(peak, int)
        assert {"read register", "match", "rules", "write"} <= set(stages)
        assert sum(stages.values()) == pytest.approx(work)
        assert peak > 20e6
    assert len(result["growth"]["steps"]) == 1  # type: ignore[call-overload]  # the result is plain JSON


def test_calibration_sets_the_wrong_beside_the_expected() -> None:
    links = pl.DataFrame(
        {
            "register_row": [0, 1, 2, 3],
            "catalog_row": [0, 1, 2, 9],
            "status": ["certain", "certain", "review", "review"],
            "score": [20.0, 20.0, 0.0, -1.0],
        }
    )
    pairs = pl.DataFrame({"register_row": [0, 1, 2, 3], "catalog_row": [0, 1, 2, 3]})
    certain, probable, review = calibrate([judge_links(links, pairs)])
    assert (certain["links"], certain["wrong"]) == (2, 0)
    assert certain["expected"] == pytest.approx(2**-20, rel=1e-3)
    assert (probable["links"], probable["observed"], probable["expected"]) == (0, None, None)
    assert (review["wrong"], review["observed"]) == (1, 0.5)
    assert review["expected"] == pytest.approx((1 / 2 + 2 / 3) / 2)


def test_wilson_interval() -> None:
    # Newcombe 1998, table I: 81 of 263 and 0 of 20.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)


def test_lookalikes_differ_in_number_not_in_brackets() -> None:
    batch = "白鹭市人民政府关于我市2020年度第{}批次城市建设用地的批复"
    titles = [batch.format(12), batch.format(13), batch.format(12), "另一件"]
    numbers = ["甲〔2020〕1号", "甲〔2020〕2号", "甲[2020]1号", None]
    pairs = find_lookalikes(titles, numbers)
    assert pairs.rows() == [(0, 1), (1, 2)]
    assert take_apart(pairs).rows() == [(0, 1)]


def test_pooled_scores_are_those_of_all_links_together() -> None:
    def one(right: int, links: int, proposed: float) -> dict[str, object]:
        counts = dict.fromkeys(
            ("omitted", "hidden", "hidden_or_review", "published", "false_alarms", "orphans",
             "orphans_linked", "register_rows", "catalog_rows", "possible_loss"), 10,
        )  # fmt: skip
        part = {"right": right, "links": links, "f1": right / links}
        kinds = [{"kind": "typo", "pairs": links, "proposed": proposed, "accepted": 0.0}]
        return counts | {"proposed": part, "accepted": part, "pairs": 100, "seconds": 1.0,
                         "recall_by_kind": kinds}  # fmt: skip

    pooled = pool([one(50, 50, 1.0), one(50, 150, 0.0)])
    assert pooled["proposed"]["precision"] == 0.5
    assert pooled["proposed"]["recall"] == 0.5
    assert pooled["alarm_share"] == 1.0
    assert pooled["recall_by_kind"][0]["proposed"] == 0.25


def test_growth_tells_n_log_n_from_a_square() -> None:
    sizes = [1000, 10_000, 100_000]
    even = check_growth(sizes, [n * log(n) / 1e5 for n in sizes])
    square = check_growth(sizes, [n**2 / 1e8 for n in sizes])
    assert even is not None
    assert square is not None
    assert even["holds"]
    assert even["steps"][0]["factor"] == pytest.approx(1)
    assert not square["holds"]
    assert square["steps"][1]["exponent"] == pytest.approx(2)
    assert check_growth([1000], [1.0]) is None


def test_a_peer_gets_its_best_link_and_threshold() -> None:
    links = pl.DataFrame(
        {
            "register_row": [0, 5, 1, 2, 7],
            "catalog_row": [0, 0, 1, 2, 3],
            "score": [0.9, 0.8, 0.7, 0.6, 0.5],
        },
        schema_overrides={"register_row": pl.UInt32, "catalog_row": pl.UInt32},
    )
    pairs = pl.DataFrame({"register_row": [0, 1, 2], "catalog_row": [0, 1, 2]})
    best = best_links(links)
    assert best["register_row"].to_list() == [0, 1, 2, 7]
    assert best_threshold(best, pairs) == 0.6
    assert best_threshold(best.clear(), pairs) is None


def test_every_peer_has_a_module_and_its_packages_are_required() -> None:
    required = read_requirements()
    for peer in PEERS:
        assert (ROOT / f"{peer.module.replace('.', '/')}.py").exists()
        assert set(peer.packages) <= set(required)
    assert [peer.is_own for peer in PEERS] == [True, True] + [False] * (len(PEERS) - 2)


def test_a_child_is_measured_by_itself_and_stopped_in_time() -> None:
    ballast = bytearray(b"x") * 300_000_000
    report = "import sys; from benchmarks.process import peak_memory; sys.stderr.write(str(peak_memory()))"
    ended = run_child([sys.executable, "-c", report])
    assert ended.code == 0
    if Path("/proc/self/status").exists():  # elsewhere a child may inherit its parent's peak
        assert int(ended.errors) < len(ballast) <= peak_memory()
    late = run_child([sys.executable, "-c", "import time; time.sleep(60)"], timeout=0.3)
    assert late.code is None
    assert late.seconds < 10


def test_plots_are_well_formed_whatever_the_names(tmp_path: Path) -> None:
    draw_lines(tmp_path / "a.svg", "<a>", "x", "y", [Series("a & b", [(1, 1), (1000, 0.5)])])
    draw_bars(
        tmp_path / "b.svg", "b", ["<k>", "l"], [Bars("one", [0.0, None]), Bars("two", [1.0, 0.02])]
    )
    for name in ("a", "b"):
        words = [element.text for element in ET.parse(tmp_path / f"{name}.svg").iter()]
        assert {"a": "a & b", "b": "<k>"}[name] in words


@pytest.mark.slow
def test_a_review_is_driven_and_its_decisions_are_counted(tmp_path: Path) -> None:
    out, docs = tmp_path / "out", tmp_path / "docs"
    sizes = ["--review-records", "400", "--presses", "5"]
    places = ["--out", str(out), "--write-docs", "--docs", str(docs)]
    assert main(["review", *sizes, *places]) == 0
    page = (docs / "benchmarks.md").read_text(encoding="utf-8")
    assert "## Review" in page
    assert "| register: sort by title |" in page
    assert "in the journal afterwards: 5." in page
    assert str(tmp_path) not in page
