"""``df.audit``: the parts of the tool for any frame."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

import disclosure_audit.notebook  # noqa: F401 - registers df.audit
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.matching.schema import LINKS, REPEATS
from disclosure_audit.normalise.doc_number import DOC_NUMBER_COLUMNS
from disclosure_audit.notebook.namespace import AuditNamespace
from tests.notebook.sample_audits import sample

FRAME = pl.DataFrame(
    {
        "发文字号": ["甲发[2024]第01号", None],
        "索引号": ["000014349/2020-00072", "无"],
        "成文日期": ["2024年1月2日", "2024-02-30"],
        "标题": ["国务院关于做好供水工作的通知（第12批）", None],
    }
)


def audit(frame: pl.DataFrame) -> AuditNamespace:
    """Return ``frame.audit``, which no type checker knows."""
    found = frame.audit  # type: ignore[attr-defined]  # registered with Polars
    assert isinstance(found, AuditNamespace)
    return found


def test_numbers() -> None:
    read = audit(FRAME).parse_numbers("发文字号")
    assert read.columns == [*FRAME.columns, *DOC_NUMBER_COLUMNS]
    first = read.row(0, named=True)
    assert (first["number_key"], first["number_form"]) == ("甲发〔2024〕1号", "variant")
    assert (first["number_year"], first["number_serial"]) == (2024, 1)
    assert first["发文字号"] == "甲发[2024]第01号"
    assert read["number_key"][1] is None


def test_index_numbers_dates_and_titles() -> None:
    assert audit(FRAME).parse_index_numbers("索引号")["index_serial"].to_list() == [72, None]
    dates = audit(FRAME).parse_dates("成文日期", prefix="made_")
    assert dates["made_date"].to_list() == [dt.date(2024, 1, 2), None]
    assert dates["made_date_flag"].to_list() == [None, "impossible"]
    titles = audit(FRAME).fold_titles("标题")
    assert titles["norm_title_head"][0] == "国务院"
    assert titles["title_numbers"].to_list() == ["12", ""]


def test_a_column_is_never_overwritten() -> None:
    read = audit(FRAME).parse_dates("成文日期")
    with pytest.raises(UsageError, match="already: date, date_flag"):
        audit(read).parse_dates("成文日期")
    assert audit(read).parse_dates("成文日期", prefix="again_").width == read.width + 2


def test_a_column_that_is_not_there_is_said() -> None:
    with pytest.raises(UsageError, match="no column “文号”") as caught:
        audit(FRAME).parse_numbers("文号")
    assert "发文字号" in caught.value.hint.en  # type: ignore[union-attr]  # it has a hint


def facts(side: str) -> pl.DataFrame:
    records: pl.DataFrame = getattr(sample(), side)
    return records.select("title", "doc_number", "issuer", "issued_on", "published_on", "url")


def test_two_frames_are_linked_as_a_scan_links_them() -> None:
    register, catalog = facts("register").drop("published_on", "url"), facts("catalog")
    links = audit(register).link(catalog)
    assert dict(links.schema) == {name: pl.Series([], dtype=d).dtype for name, d in LINKS.items()}
    assert links.height > 1_800
    sums = links["evidence"].list.eval(pl.element().struct.field("weight")).list.sum()
    assert (sums - links["score"]).abs().max() < 1e-3  # type: ignore[operator]  # it is a number
    same = links.join(sample().links, on=["register_row", "catalog_row"], how="semi")
    assert same.height / links.height > 0.98
    refused = audit(register).link(catalog, refused=True)
    assert refused.drop_nulls("status").height == links.height
    assert refused.filter(pl.col("status").is_null())["veto"].null_count() == 0
    assert refused.height > links.height


def test_the_columns_may_be_named() -> None:
    one = pl.DataFrame({"甲": ["关于供水价格调整的通知", "关于道路改造工程的公告"]})
    other = pl.DataFrame({"乙": ["关于道路改造工程的公告", "关于校园安全的意见"]})
    with pytest.raises(InputError):
        audit(one).link(other)
    links = audit(one).link(other, columns={"title": "甲"}, other_columns={"title": "乙"})
    assert links.select("register_row", "catalog_row").rows() == [(1, 0)]
    with pytest.raises(UsageError):
        audit(one).link(other, columns={"title": "丙"}, other_columns={"title": "乙"})


def test_repeats_within_a_frame() -> None:
    catalog = facts("catalog")
    repeats = audit(catalog).repeats()
    assert repeats.columns == [name for name in REPEATS if name != "side"]
    found = set(sample().repeats.filter(side="catalog").select("row", "of_row").rows())
    assert set(repeats.select("row", "of_row").rows()) >= found - {
        (a, b) for a, b in found if a < 0
    }
    assert len(found) == 8
    assert audit(catalog.head(30).unique("title")).repeats().is_empty()


def test_an_empty_frame_is_said() -> None:
    with pytest.raises(InputError, match="no rows"):
        audit(FRAME.clear()).repeats()


def test_a_frame_shows_itself() -> None:
    assert "rows 1 to 1 of 2" in audit(FRAME).show(1, lang="en")._repr_html_()
