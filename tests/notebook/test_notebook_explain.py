"""Why and why not, as a table and as a frame."""

from __future__ import annotations

import polars as pl
import pytest

from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.notebook.explained import STEPS
from tests.conftest import finding
from tests.notebook.sample_audits import sample, small


def test_the_weights_of_every_pair_add_up_to_its_score() -> None:
    audit = sample()
    row = audit.candidates["register_row"][0]
    frame = audit.explain(register_row=row).frame
    assert dict(frame.schema) == {
        name: pl.Series([], dtype=dtype).dtype for name, dtype in STEPS.items()
    }
    pairs = frame.group_by("register_row", "catalog_row", maintain_order=True).agg(
        pl.col("weight").sum(),
        pl.col("total").last(),
        pl.col("score").first(),
        pl.col("kind").n_unique(),
    )
    assert pairs.height >= 1
    for weight, total, score in pairs.select("weight", "total", "score").iter_rows():
        assert weight == pytest.approx(score, abs=1e-3)
        assert total == pytest.approx(score, abs=1e-3)
    assert set(frame.filter(kind="refused")["status"]) <= {None}
    assert frame.filter(kind="refused")["veto"].null_count() == 0


def test_a_link_shows_both_records_and_how_they_differ() -> None:
    audit = sample()
    link = audit.links.filter(status="review").row(0, named=True)
    shown = audit.explain(catalog_row=link["catalog_row"])
    markup = shown._repr_html_()
    left = audit.register.filter(row=link["register_row"])["title"][0]
    assert left in markup
    assert "<del>" in markup
    assert "<ins>" in markup
    assert markup.count('class="fall"') == shown.frame.height
    assert "for review because" in markup
    assert "for review" in repr(shown)


def test_an_omitted_record_shows_what_refused_its_nearest() -> None:
    audit = sample("zh")
    omitted = audit.omissions.drop_nulls("nearest_catalog_row").row(0, named=True)
    shown = audit.explain(register_row=omitted["row"])
    assert "未见公开" in shown._repr_html_()
    assert "没有对应记录" in shown._repr_html_()
    assert omitted["refused_because"] in shown.frame["veto"].to_list()


def test_one_pair_is_explained_alone() -> None:
    audit = sample()
    pair = audit.candidates.row(0, named=True)
    rows = {"register_row": pair["register_row"], "catalog_row": pair["catalog_row"]}
    frame = audit.explain(**rows).frame
    assert frame.select("register_row", "catalog_row").unique().row(0, named=True) == rows
    with pytest.raises(UsageError, match="never came near enough"):
        audit.explain(register_row=0, catalog_row=1500)


def test_a_record_is_found_by_the_number_of_the_office() -> None:
    audit = sample()
    index = audit.catalog.filter(row=40)["record_id"][0]
    assert (audit.explain(record=index).found.side, audit.explain(record=index).found.row) == (
        "catalog",
        40,
    )
    with pytest.raises(UsageError, match="no record has the number"):
        audit.explain(record="nothing")
    twice = audit.register.filter(pl.col("record_id").is_duplicated())["record_id"]
    if twice.len():
        with pytest.raises(UsageError) as caught:
            audit.explain(record=twice[0])
        assert "register_row=" in caught.value.hint.en  # type: ignore[union-attr]  # it has a hint


@pytest.mark.parametrize("asked", [{}, {"record": "1", "register_row": 1}])
def test_too_little_and_too_much_is_refused(asked: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="name one record or one pair"):
        sample().explain(**asked)  # type: ignore[arg-type]  # both kinds are in one table


def test_a_row_that_is_not_there_is_said() -> None:
    with pytest.raises(UsageError, match="no record in row 999999"):
        sample().explain(register_row=999_999)


def test_without_the_lists_the_weights_are_shown_all_the_same() -> None:
    audit = small(rows=[finding(0)])
    shown = audit.explain(register_row=1)
    assert "register.csv is no longer there" in shown._repr_html_()
    assert shown.frame["weight"].to_list() == [10.5]
    with pytest.raises(InputError, match=r"register\.csv is no longer there"):
        audit.register  # noqa: B018 - that it raises is what is tested
