"""Labels in, precision and recall out: on the sample's truth, on samples, and on bad labels."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from disclosure_audit import run as runs
from disclosure_audit.evaluation import evaluate as door
from disclosure_audit.evaluation.results import Evaluation
from disclosure_audit.evaluation.sampling import draw
from disclosure_audit.evaluation.sheet import SHEET, write_sheet
from disclosure_audit.evaluation.strata import list_units
from disclosure_audit.recall import read_texts

if TYPE_CHECKING:
    from tests.command_line import Cli

PAIR = ["register_row", "catalog_row"]


def label(sheet: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return a drawn sample, judged by who knows the truth."""
    true = set(pairs.iter_rows())
    rows = {"register_row": set(pairs["register_row"]), "catalog_row": set(pairs["catalog_row"])}
    said = []
    for stratum, r, c in sheet.select("stratum", *PAIR).iter_rows():
        if stratum == "omitted":
            said.append(r in rows["register_row"])
        elif stratum == "unregistered":
            said.append(c in rows["catalog_row"])
        else:
            said.append((r, c) in true)
    return sheet.with_columns(pl.Series("same", ["1" if one else "0" for one in said]))


def evaluate(run: runs.Run, labels: Path) -> Evaluation:
    found = door.evaluate(run, labels)
    assert isinstance(found, Evaluation)
    return found


def measures(found: Evaluation) -> dict[str, Any]:
    return {m.name: m for m in (*found.measures, *found.omissions)}


def test_full_truth_of_the_sample(
    sample_run: runs.Run, true_pairs: pl.DataFrame, tmp_path: Path
) -> None:
    true_pairs.write_parquet(tmp_path / "truth.parquet")
    found = evaluate(sample_run, tmp_path / "truth.parquet")
    links = set(sample_run.links.select(PAIR).iter_rows())
    true = set(true_pairs.iter_rows())
    named = measures(found)
    assert found.kind == "truth"
    assert named["precision"].value == len(links & true) / len(links)
    assert named["recall"].value == len(links & true) / len(true)
    assert named["f1"].value == pytest.approx(2 * len(links & true) / (len(links) + len(true)))
    for measure in found.measures:
        assert measure.low is not None
        assert measure.high is not None
        assert measure.value is not None
        assert measure.low <= measure.value <= measure.high
    assert named["omissions_hidden"].value == 0
    assert named["false_omissions"].value == 0
    assert named["false_omissions"].of == 23


def test_wrong_links_and_hidden_omissions_are_counted(
    sample_run: runs.Run, true_pairs: pl.DataFrame, tmp_path: Path
) -> None:
    """Take three linked pairs out of the truth and put an omitted record in."""
    certain = sample_run.links.filter(pl.col("status") == "certain")
    once = certain.join(
        true_pairs.group_by("register_row").len().filter(pl.col("len") == 1), on="register_row"
    ).join(true_pairs.group_by("catalog_row").len("m").filter(pl.col("m") == 1), on="catalog_row")
    gone = once.head(3).select(pl.col(PAIR).cast(pl.Int64))
    omitted = sample_run.dispositions.filter(pl.col("disposition") == "omitted")["row"][0]
    truth = pl.concat(
        [
            true_pairs.join(gone, on=PAIR, how="anti"),
            pl.DataFrame({"register_row": [omitted], "catalog_row": [gone["catalog_row"][0]]}),
        ]
    )
    truth.write_csv(tmp_path / "truth.csv")
    found = evaluate(sample_run, tmp_path / "truth.csv")
    named = measures(found)
    assert named["omissions_hidden"].value == 3
    assert named["false_omissions"].value == 1
    band = {b.name: b for b in found.bands}["certain"]
    assert (band.wrong, band.judged) == (3, band.links)
    assert band.verdict == "too_sure"
    assert band.expected is not None
    assert band.expected == pytest.approx((1 / (1 + 2.0 ** certain["score"])).mean())


def test_a_judged_census_gives_the_truth(
    sample_run: runs.Run, true_pairs: pl.DataFrame, tmp_path: Path
) -> None:
    units = list_units(sample_run)
    label(draw(units, units.height, 1), true_pairs).write_csv(tmp_path / "labels.csv")
    named = measures(evaluate(sample_run, tmp_path / "labels.csv"))
    links = set(sample_run.links.select(PAIR).iter_rows())
    share = len(links & set(true_pairs.iter_rows())) / len(links)
    for measure in (named["precision"],):
        assert (measure.low, measure.value, measure.high) == pytest.approx((share,) * 3)
    assert named["false_omissions"].value == 0


def test_the_estimate_is_right_on_average(
    sample_run: runs.Run, true_pairs: pl.DataFrame, tmp_path: Path
) -> None:
    """A tenth of the links is called wrong; samples find it, weighted by their strata."""
    wrong = sample_run.links.filter(pl.col("register_row") % 10 == 0)
    truth = true_pairs.join(wrong.select(pl.col(PAIR).cast(pl.Int64)), on=PAIR, how="anti")
    true = set(truth.iter_rows())
    links = list(sample_run.links.select(PAIR).iter_rows())
    share = sum(pair in true for pair in links) / len(links)
    units, found = list_units(sample_run), []
    for seed in range(30):
        label(draw(units, 100, seed), truth).write_csv(tmp_path / "labels.csv")
        found.append(measures(evaluate(sample_run, tmp_path / "labels.csv"))["precision"])
    assert sum(m.value for m in found) / len(found) == pytest.approx(share, abs=0.03)
    assert sum(m.low <= share <= m.high for m in found) >= 27


def test_sheet_and_evaluation_on_the_command_line(
    cli: Cli, sample_run: runs.Run, true_pairs: pl.DataFrame
) -> None:
    done = cli("sample", sample_run.folder, "--n", 40, "--seed", 5)
    assert (done.code, done.out) == (0, "")
    assert "written: labels.csv" in done.err
    data = Path("labels.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 40
    assert tuple(rows[0]) == SHEET
    assert {row["same"] for row in rows} == {""}
    assert sum(float(row["weight"]) for row in rows) == pytest.approx(
        list_units(sample_run).height, abs=1e-3
    )
    refused = cli("sample", sample_run.folder)
    assert refused.code == 2
    assert "exists already" in refused.err
    assert Path("labels.csv").read_bytes() == data
    assert cli("sample", sample_run.folder, "--n", 40, "--seed", 5, "--force").code == 0
    assert Path("labels.csv").read_bytes() == data
    again = cli("sample", sample_run.folder, "--n", 40, "--seed", 5, "--out", "-", "--quiet")
    assert again.out.encode() == data
    assert again.err == ""
    sheet = pl.read_csv("labels.csv", schema_overrides=dict.fromkeys(PAIR, pl.Int64))
    # Chinese spreadsheets save in their own encoding
    text = label(sheet, true_pairs).write_csv()
    Path("labels.csv").write_bytes(text.encode("gb18030"))
    shown = cli("evaluate", sample_run.folder, "labels.csv")
    assert (shown.code, shown.err) == (0, "")
    assert "Labelled sample: 40 judged" in shown.out
    assert "What the labels prove" in shown.out
    zh = cli("evaluate", sample_run.folder, "labels.csv", "--lang", "zh").out
    assert "标注能证明什么" in zh
    content = json.loads(cli("evaluate", sample_run.folder, "labels.csv", "--format", "json").out)
    assert content["kind"] == "sample"
    assert {band["name"] for band in content["bands"]} == {"certain", "probable", "review", "accepted"}  # fmt: skip
    assert all(band["observed"]["value"] == 0 for band in content["bands"])
    assert "95%" in content["proofs"][0]


def test_a_sheet_is_safe_to_open(tmp_path: Path, small_run: runs.Run) -> None:
    sheet = write_sheet(draw(list_units(small_run), 8, 1), read_texts(small_run), 1, "en")
    assert "机密★20年" not in sheet
    assert "\u202e" not in sheet
    texts = read_texts(small_run, reveal=True)
    records = {
        side: frame.with_columns(pl.lit("=cmd|' /C calc'!A0").alias("title"))
        for side, frame in texts.records.items()
    }
    risky = write_sheet(draw(list_units(small_run), 8, 1), type(texts)(records, {}), 1, "zh")
    cells = [row["register_title"] for row in csv.DictReader(io.StringIO(risky.lstrip("\ufeff")))]
    assert "'=cmd|' /C calc'!A0" in cells
    assert not any(cell.startswith("=") for cell in cells)


def test_nothing_can_be_judged_without_texts(cli: Cli, small_run: runs.Run) -> None:
    Path("register.csv").unlink()
    done = cli("sample", small_run.folder, "--n", 8)
    assert done.code == 4
    assert "register.csv is no longer there" in done.err
    assert not Path("labels.csv").exists()


def test_labels_left_empty(cli: Cli, small_run: runs.Run) -> None:
    cli("sample", small_run.folder, "--n", 8)
    empty = cli("evaluate", small_run.folder, "labels.csv")
    assert empty.code == 4
    assert "no row of the sample is labelled" in empty.err
    sheet = pl.read_csv("labels.csv", infer_schema=False)
    first = sheet["stratum"].to_list()[0]
    sheet.with_columns(
        pl.when(pl.int_range(pl.len()) == 0).then(pl.lit("是")).alias("same")
    ).write_csv("labels.csv")
    found = evaluate(small_run, Path("labels.csv"))
    assert (found.pairs, found.unjudged) == (1, sheet.height - 1)
    assert any("nothing is labelled in" in note.en and first not in note.en for note in found.notes)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("register_row,catalog_rwo\n0,0\n", "no column catalog_row", "did you mean “catalog_rwo”"),
        ("smae,stratum,register_row,catalog_row\n1,certain,0,0\n", "no column same", "did you mean “smae”"),
        ("a,b\n0,0\n", "no column register_row, catalog_row (they have: a, b)", "same and stratum"),
        ("register_row,catalog_row\n0,99\n", "rows that the run's catalog does not have (lines: 1, the first is 2)", "counted from 0"),
        ("register_row,catalog_row\n0,\n", "catalog_row has an empty cell", "leave out"),
        ("register_row,catalog_row\n0,x1\n", "something else than a row number", "counted from 0"),
        ("same,stratum,register_row,catalog_row\n1,certain,1,1\n", "pairs that are not in this run", "draw anew"),
        ("same,stratum,register_row,catalog_row\n2,certain,0,0\n", "something else than 1 or 0", "write 1"),
        ("same,stratum,register_row,catalog_row\n1,certian,0,0\n", "unknown name", "did you mean certain?"),
        ("same,stratum,register_row,catalog_row\n1,omitted,1,\n0,omitted,1,\n", "both 1 and 0", "settle"),
    ],
)  # fmt: skip
def test_bad_labels(cli: Cli, small_run: runs.Run, text: str, message: str, hint: str) -> None:
    Path("labels.csv").write_text(text, encoding="utf-8")
    done = cli("evaluate", small_run.folder, "labels.csv")
    assert (done.code, done.out) == (4, "")
    first, second = done.err.splitlines()
    assert message in first
    assert hint in second


def test_missing_files(cli: Cli, small_run: runs.Run) -> None:
    for arguments, message in (
        ((small_run.folder, "none.csv"), "none.csv does not exist"),
        (("nowhere", "none.csv"), "holds no run"),
    ):
        done = cli("evaluate", *arguments)
        assert done.code == 4
        assert message in done.err
    assert cli("sample", "nowhere").code == 4
    few = cli("sample", small_run.folder, "--n", 1)
    assert few.code == 2
    assert "too few" in few.err
