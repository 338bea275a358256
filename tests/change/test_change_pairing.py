"""Records found again in a later list: any one change is named, and nothing else is."""

from __future__ import annotations

from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.change.cells import COMPARED, compared, days
from disclosure_audit.change.lists import Listed
from disclosure_audit.change.pairing import pair_records
from disclosure_audit.change.records import compare_lists
from disclosure_audit.findings import IDENTITY

TITLES = ("关于供水工作的通知", "关于供水工作的通告", "关于防汛工作的通知", "关于照明工作的批复")
RECORD = st.fixed_dictionaries(
    {
        "title": st.sampled_from(TITLES),
        "doc_number": st.sampled_from((None, "临政发〔2024〕1号", "临政发〔2024〕2号")),
        "issued_on": st.sampled_from((None, "2024-01-02", "2024-03-04")),
        "issuer": st.sampled_from((None, "临江市人民政府", "临江市财政局")),
    }
)
RECORDS = st.lists(RECORD, min_size=1, max_size=7)
FIELDS = ("title", "doc_number", "issued_on", "issuer")


def frame(records: list[dict[str, Any]], record_ids: list[str] | None = None) -> pl.DataFrame:
    columns = {name: [record.get(name) for record in records] for name in COMPARED}
    return pl.DataFrame(
        {"row": range(len(records)), "record_id": record_ids or [None] * len(records), **columns},
        schema={"row": pl.UInt32, "record_id": pl.String, **dict.fromkeys(COMPARED, pl.String)},
    )


def listed(records: list[dict[str, Any]]) -> Listed:
    whole = frame(records)
    return Listed(whole, lambda rows: whole.filter(pl.col("row").is_in(rows.implode())))


@settings(max_examples=60, deadline=None)
@given(RECORDS, st.data())
def test_any_one_altered_field_is_named(records: list[dict[str, Any]], data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(records) - 1))
    field = data.draw(st.sampled_from(FIELDS))
    altered = [dict(record) for record in records]
    # one character more: so small an alteration leaves no doubt which record it is
    altered[row][field] = (altered[row][field] or "") + "改"
    found = compare_lists(listed(records), listed(altered), "catalog")
    assert found.fields.select("before_row", "after_row", "field").rows() == [(row, row, field)]
    assert found.fields.select("before", "after").rows() == [
        (records[row][field], altered[row][field])
    ]
    assert found.records.select("change", "fields").rows() == [("changed", [field])]


@settings(max_examples=60, deadline=None)
@given(RECORDS, st.randoms(use_true_random=False))
def test_shuffling_changes_nothing(records: list[dict[str, Any]], random: Any) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)
    found = compare_lists(listed(records), listed(shuffled), "catalog")
    assert found.records.is_empty()
    assert found.pairs.height == len(records)
    for before, after, by in found.pairs.iter_rows():
        assert records[before] == shuffled[after]
        assert by == "same"


@settings(max_examples=60, deadline=None)
@given(RECORDS, RECORDS, st.randoms(use_true_random=False))
def test_what_was_added_is_new_and_the_other_way_round_gone(
    records: list[dict[str, Any]], more: list[dict[str, Any]], random: Any
) -> None:
    longer = [*records, *more]
    random.shuffle(longer)
    there = compare_lists(listed(records), listed(longer), "catalog").records
    back = compare_lists(listed(longer), listed(records), "catalog").records
    assert there["change"].to_list() == ["new"] * len(more)
    assert back["change"].to_list() == ["gone"] * len(more)
    added = [longer[row]["title"] for row in there["after_row"]]
    assert sorted(added) == sorted(record["title"] for record in more)
    assert sorted(back["title"]) == sorted(added)


@settings(max_examples=60, deadline=None)
@given(RECORDS, RECORDS)
def test_every_record_is_in_one_pair_at_most(
    one: list[dict[str, Any]], other: list[dict[str, Any]]
) -> None:
    pairs = pair_records(frame(one), frame(other), fields=COMPARED, identity=IDENTITY)
    assert pairs["before_row"].is_unique().all()
    assert pairs["after_row"].is_unique().all()
    same = pairs.filter(pl.col("by") == "same")
    left = [record for row, record in enumerate(one) if row not in same["before_row"]]
    right = [record for row, record in enumerate(other) if row not in same["after_row"]]
    assert not [record for record in left if record in right]


def test_another_document_of_the_same_day_is_not_the_old_one_altered() -> None:
    common = {"issued_on": "2024-01-02", "issuer": "临江市人民政府"}
    one = [{"title": "关于开展城市供水管网改造的通知", **common}]
    other = [{"title": "张三同志任免名单公示", **common}]
    found = compare_lists(listed(one), listed(other), "catalog")
    assert sorted(found.records["change"]) == ["gone", "new"]


def test_a_key_finds_a_record_of_which_much_changed() -> None:
    one = [{"title": "甲", "index_number": "000014349/2024-00001", "issuer": "临江市人民政府"}]
    other = [{"title": "关于供水的通知", "index_number": "000014349/2024-00001", "summary": "乙"}]
    found = compare_lists(listed(one), listed(other), "catalog")
    assert found.pairs["by"].to_list() == ["index_number"]
    assert found.fields["field"].to_list() == ["title", "issuer", "summary"]


def test_a_day_is_a_day_however_it_is_spelt() -> None:
    cells = pl.Series(["2024/1/5", "2024年1月5日", "20240105", "2024-01-05 00:00:00", None])
    assert days(cells).to_list() == ["2024-01-05"] * 4 + [None]
    kept = pl.Series(
        ["２０２４-01-05", "2024-01-05 08:30", "2024-02-30", "2024年", "2024-01-05印发"]
    )
    assert days(kept).to_list() == kept.to_list()


def test_line_ends_are_no_change_and_the_row_is_no_serial_number() -> None:
    records = pl.DataFrame(
        {"row": [0, 1], "record_id": ["0", "17"], "index_number": [None, None],
         "title": ["甲\r\n乙", "丙\r丁"], "issued_on": ["2024/1/5", None], "published_on": [None, None]},
        schema_overrides={"row": pl.UInt32, "index_number": pl.String, "published_on": pl.String},
    )  # fmt: skip
    assert compared(records).select("record_id", "title", "issued_on").rows() == [
        (None, "甲\n乙", "2024-01-05"),
        ("17", "丙\n丁", None),
    ]
