"""Seeded cases are exact, repeatable and varied, and scores say what the links deserve."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from random import Random

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from benchmarks.defects import Rates, Truth, read_case, seed_defects, write_case
from benchmarks.defects.dates import mistake_date
from benchmarks.defects.numbers import renumber, write_otherwise
from benchmarks.defects.population import clean_population
from benchmarks.defects.seeding import KINDS
from benchmarks.defects.siblings import make_sibling
from benchmarks.defects.titles import drop_prefix, misspell, reword
from benchmarks.score import score
from benchmarks.synthetic import make_population

TABLES = ("register", "catalog", "pairs", "omitted", "orphans")
NOTHING = Rates(*[0.0] * len(Rates.__dataclass_fields__))


@pytest.fixture(scope="module")
def population() -> pl.DataFrame:
    return make_population(6000, seed=3)


@pytest.fixture(scope="module")
def truth(population: pl.DataFrame) -> Truth:
    return seed_defects(population, seed=7)


def _links(pairs: pl.DataFrame, status: str = "certain") -> pl.DataFrame:
    return pairs.select("register_row", "catalog_row", pl.lit(status).alias("status"))


def test_same_seed_gives_the_same_truth(population: pl.DataFrame, truth: Truth) -> None:
    again, other = seed_defects(population, seed=7), seed_defects(population, seed=8)
    for table in TABLES:
        assert_frame_equal(getattr(truth, table), getattr(again, table))
    assert not truth.register.equals(other.register)


def test_every_row_is_accounted_for_once(truth: Truth) -> None:
    paired = truth.pairs["register_row"].unique()
    register = pl.concat([paired, truth.omitted["register_row"]]).sort()
    catalog = pl.concat([truth.pairs["catalog_row"], truth.orphans["catalog_row"]]).sort()
    assert register.to_list() == truth.register["row"].to_list() == list(range(len(register)))
    assert catalog.to_list() == truth.catalog["row"].to_list() == list(range(len(catalog)))


def test_untouched_pairs_are_equal_and_touched_ones_are_not(truth: Truth) -> None:
    both = truth.pairs.join(truth.register, left_on="register_row", right_on="row").join(
        truth.catalog, left_on="catalog_row", right_on="row", suffix="_c"
    )
    same = pl.all_horizontal(
        pl.col(name).eq_missing(pl.col(f"{name}_c")) for name in ("title", "doc_number", "issued")
    )
    untouched = pl.col("kinds").list.set_difference(pl.lit(["repeat_exact"])).list.len() == 0
    assert both.filter(untouched).height > 3000
    assert both.filter(untouched & ~same).is_empty()
    # Two changes may undo each other (a prefix that both copies lose); one alone never does.
    once = pl.col("kinds").list.len() == 1
    assert both.filter(~untouched & once).height > 500
    assert both.filter(~untouched & once & same).is_empty()


def test_every_kind_is_present(truth: Truth) -> None:
    assert set(truth.pairs["kinds"].explode().drop_nulls()) == set(KINDS)
    assert set(truth.omitted["kind"]) == {"plain", "sibling_published", "sibling_orphan"}
    assert set(truth.orphans["kind"]) == {"plain", "sibling"}
    assert truth.pairs.filter(pl.col("kinds").list.len() > 1).height > 0


def test_rates_are_kept(population: pl.DataFrame, truth: Truth) -> None:
    documents = clean_population(population).height
    plain = truth.omitted.filter(pl.col("kind") == "plain").height
    assert plain / documents == pytest.approx(0.07, abs=0.015)
    repeats = truth.pairs.height - truth.pairs["register_row"].n_unique()
    assert repeats / documents == pytest.approx(0.02, abs=0.008)


def test_no_rates_leave_two_equal_lists(population: pl.DataFrame) -> None:
    truth = seed_defects(population, 1, NOTHING)
    assert truth.omitted.is_empty()
    assert truth.orphans.is_empty()
    assert truth.pairs["kinds"].list.len().sum() == 0
    # Shuffled: equal rows do not stand in equal places.
    assert truth.pairs.filter(pl.col("register_row") == pl.col("catalog_row")).height < 20


def test_a_sibling_is_no_document_of_the_population(population: pl.DataFrame, truth: Truth) -> None:
    made = truth.omitted.filter(pl.col("kind") == "sibling_published")
    siblings = truth.register.join(made, left_on="row", right_on="register_row")
    known = population["doc_number"].drop_nulls()
    # One in a hundred bears another document's number as a seeded defect of its own.
    assert siblings["doc_number"].drop_nulls().is_in(known.implode()).mean() < 0.1  # type: ignore[operator]  # an aggregate may be any literal


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_written_case_reads_back_the_same(truth: Truth, tmp_path: Path, encoding: str) -> None:
    write_case(truth, tmp_path, encoding)
    back = read_case(tmp_path)
    for table in TABLES:
        assert_frame_equal(getattr(back, table), getattr(truth, table))
    header = (tmp_path / "register.csv").read_bytes().decode(encoding).splitlines()[0]
    assert header == "序号,发文字号,标题,成文日期,发文机关"


def test_command_line_writes_a_case(tmp_path: Path) -> None:
    source, out = tmp_path / "catalog.csv", tmp_path / "case"
    make_population(300, 1).drop("issuer").write_csv(source)
    subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks.defects",
            source,
            "--out",
            out,
            "--rates",
            "omission=0.5",
        ],
        check=True,
        capture_output=True,
        cwd=Path(__file__).parent.parent,
    )
    case = read_case(out)
    assert case.omitted.height > 100
    assert "issuer" not in case.register.columns


def test_unknown_rate_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="omission"):
        Rates.parse("omision=0.1")
    with pytest.raises(ValueError, match="between 0 and 1"):
        Rates.parse("omission=7")


def test_records_of_one_document_are_merged() -> None:
    rows = [
        ("国务院公告", None, "2020-01-02"),
        ("国务院公告", None, "2020-01-02"),
        ("国务院公告", None, "2020-01-09"),
        ("关于甲的通知", "国发〔2020〕1号", "2020-01-02"),
        ("关于《甲》的通知", "国发〔2020〕1号", None),
        ("关于甲的通知", "国发〔2020〕2号", "2020-01-02"),
        (None, "国发〔2020〕3号", "2020-01-02"),
    ]
    frame = pl.DataFrame(rows, schema=["title", "doc_number", "issued"], orient="row")
    kept = clean_population(frame)
    assert kept["doc_number"].to_list() == [None, None, "国发〔2020〕1号", "国发〔2020〕2号"]
    assert kept["issued"].to_list()[1] == dt.date(2020, 1, 9)


def test_changes_keep_what_makes_a_document_itself() -> None:
    title = "国务院关于批转2010年第12批次用地方案的通知"
    random = Random(1)
    for _ in range(300):
        for change in (misspell, reword):
            changed = change(title, random)
            assert changed != title
            assert changed is None or ("2010" in changed and "12" in changed)
        assert renumber("国发〔2010〕12号", random) != "国发〔2010〕12号"
        assert write_otherwise("国发〔2010〕12号", random) != "国发〔2010〕12号"
        assert mistake_date(dt.date(2024, 2, 29), random) != dt.date(2024, 2, 29)
    assert drop_prefix("国务院办公厅关于甲的通知", random) == "关于甲的通知"
    assert drop_prefix("关于甲的通知", random) is None


def test_sibling_differs_in_its_identity_only() -> None:
    document = ("关于甲县第12批次用地的批复", "甲字〔2020〕7号", dt.date(2020, 5, 4))
    made = make_sibling(document, {document[0]}, {"甲字〔2020〕7号", "甲字〔2020〕8号"}, Random(2))
    assert made is not None
    assert made[0] in {f"关于甲县第{n}批次用地的批复" for n in (11, 13, 14)}
    assert made[1] not in {None, "甲字〔2020〕7号", "甲字〔2020〕8号"}


def test_true_links_score_full_marks(truth: Truth) -> None:
    result = score(_links(truth.pairs), truth)
    assert result["proposed"]["precision"] == result["proposed"]["recall"] == 1
    assert result["hidden"] == result["false_alarms"] == result["review_share"] == 0
    assert {row["kind"] for row in result["recall_by_kind"]} == {"clean", *KINDS}


def test_score_counts_each_kind_of_mistake() -> None:
    truth = Truth(
        register=pl.DataFrame({"row": [0, 1, 2, 3]}),
        catalog=pl.DataFrame({"row": [0, 1, 2, 3, 4]}),
        pairs=pl.DataFrame(
            {"register_row": [0, 0, 1], "catalog_row": [0, 1, 2], "kinds": [[], ["repeat_exact"], ["typo"]]},
            schema={"register_row": pl.UInt32, "catalog_row": pl.UInt32, "kinds": pl.List(pl.String)},
        ),
        omitted=pl.DataFrame(
            {"register_row": [2, 3], "kind": ["plain", "sibling_published"]},
            schema_overrides={"register_row": pl.UInt32},
        ),
        orphans=pl.DataFrame(
            {"catalog_row": [3, 4], "kind": ["plain", "sibling"]},
            schema_overrides={"catalog_row": pl.UInt32},
        ),
        seed=0,
    )  # fmt: skip
    links = pl.DataFrame(
        {
            "register_row": [0, 2, 3, 1],
            "catalog_row": [0, 3, 4, 2],
            "status": ["certain", "probable", "review", "rejected"],
        }
    )
    result = score(links, truth)
    assert result["proposed"] == {
        "links": 3, "right": 1, "precision": 1 / 3, "recall": 1 / 3, "f1": pytest.approx(1 / 3),
    }  # fmt: skip
    assert (result["hidden"], result["hidden_or_review"], result["omitted"]) == (1, 2, 2)
    assert (result["false_alarms"], result["published"]) == (1, 2)
    assert result["orphans_linked"] == 1
    assert result["review_share"] == pytest.approx(1 / 3)
    recall = {row["kind"]: row["proposed"] for row in result["recall_by_kind"]}
    assert recall == {"clean": 1.0, "repeat_exact": 0.0, "typo": 0.0}


def test_synthetic_population_is_repeatable_and_consistent(population: pl.DataFrame) -> None:
    assert population.equals(make_population(6000, seed=3))
    assert population.height == 6000
    numbers = population["doc_number"].drop_nulls()
    assert numbers.n_unique() == numbers.len()
    parts = population.drop_nulls("doc_number").select(
        pl.col("doc_number").str.extract(r"^(.+)〔").alias("code"),
        pl.col("doc_number").str.extract(r"〔(\d{4})〕").cast(pl.Int32).alias("year"),
        pl.col("doc_number").str.extract(r"〕(\d+)号").cast(pl.Int32).alias("serial"),
        "issued",
    )
    assert (parts["issued"].dt.year() == parts["year"]).all()
    ordered = parts.sort("code", "year", "serial").with_columns(
        pl.col("issued").diff().over("code", "year").alias("gap"),
        pl.col("serial").diff().over("code", "year").alias("step"),
    )
    assert ordered["gap"].drop_nulls().min() >= dt.timedelta(0)  # type: ignore[operator]  # an aggregate may be any literal
    assert set(ordered["step"].drop_nulls()) == {1}
    assert population["title"].n_unique() < 6000
