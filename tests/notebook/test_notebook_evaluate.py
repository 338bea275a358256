"""Labels given to an audit: the truth, a judged sample, judged findings."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from disclosure_audit.errors import InputError
from disclosure_audit.evaluation.evaluate import evaluate
from disclosure_audit.language import LANGS, Lang
from disclosure_audit.notebook.evaluated import MEASURED
from tests.notebook.sample_audits import SAMPLE, sample


def truth() -> pl.DataFrame:
    """Return the true pairs of the sample, both entries of what was registered twice among them."""
    expected = json.loads((SAMPLE / "expected.json").read_text("utf-8"))
    pairs = {tuple(pair) for pair in expected["pairs"]}
    for one, other in expected["registered_twice"]:
        twins = {one: other, other: one}
        pairs |= {(twins[row], catalog) for row, catalog in pairs if row in twins}
    schema = {"register_row": pl.UInt32, "catalog_row": pl.UInt32}
    return pl.DataFrame(sorted(pairs), schema=schema, orient="row")


def test_the_truth_of_the_sample_finds_no_hidden_omission() -> None:
    evaluated = sample().evaluate(truth())
    assert dict(evaluated.frame.schema) == {
        name: pl.Series([], dtype=dtype).dtype for name, dtype in MEASURED.items()
    }
    assert evaluated["precision"].value == 1
    assert evaluated["omissions_hidden"].value == 0
    assert 0.99 < (evaluated["recall"].value or 0) < 1
    assert evaluated.frame["name"].n_unique() == evaluated.frame.height
    with pytest.raises(KeyError, match="precision"):
        evaluated["presicion"]


def test_a_missing_pair_makes_a_wrong_link() -> None:
    pairs, links = truth(), sample().links.filter(status="certain")
    left_out = pairs.join(links.head(1), on=["register_row", "catalog_row"], how="anti")
    assert left_out.height == pairs.height - 1
    found = sample().evaluate(left_out)
    assert found["omissions_hidden"].value == 1
    assert found["precision"].value == pytest.approx(1 - 1 / sample().links.height)


@pytest.mark.parametrize("lang", LANGS)
def test_it_shows_itself(lang: Lang) -> None:
    evaluated = sample(lang).evaluate(truth())
    markup, text = evaluated._repr_html_(), repr(evaluated)
    for said in evaluated.frame["label"]:
        assert said in markup
        assert said in text
    assert "<script" not in markup
    assert f"{truth().height:,}" in markup


def test_a_judged_sample_is_taken_as_it_was_drawn(tmp_path: Path) -> None:
    audit = sample()
    sheet = audit.sample(40, seed=3)
    right = truth().with_columns(right=pl.lit(1))
    judged = sheet.drop("same").join(
        right, on=["register_row", "catalog_row"], how="left", nulls_equal=False,
        maintain_order="left",
    ).with_columns(same=pl.col("right").fill_null(0)).drop("right")  # fmt: skip
    evaluated = audit.evaluate(judged)
    judged.write_csv(tmp_path / "judged.csv")
    assert evaluated.frame.equals(audit.evaluate(tmp_path / "judged.csv").frame)
    assert evaluated.found == evaluate(audit.run, tmp_path / "judged.csv")
    assert evaluated["precision"].value == 1
    assert "40" in evaluated._repr_html_()


def test_judged_findings_are_measured_by_rule() -> None:
    audit = sample()
    sheet = audit.sample(80, seed=3, of="findings").with_columns(
        right=pl.when(pl.col("rule") == "OM001").then(0).otherwise(1)
    )
    evaluated = audit.evaluate(sheet)
    assert evaluated["OM001"].value == 0
    assert evaluated["CF"].value == 1
    assert 0 < (evaluated["all"].value or 0) < 1
    assert "OM001" in evaluated._repr_html_()
    assert "OM001" in repr(evaluated)


def test_what_is_no_label_is_refused() -> None:
    with pytest.raises(InputError, match="register_row"):
        sample().evaluate(pl.DataFrame({"a": [1]}))
    with pytest.raises(InputError):
        sample().evaluate(pl.DataFrame({"register_row": [9_999_999], "catalog_row": [0]}))
