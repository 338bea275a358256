"""Two audits against each other."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from disclosure_audit.change.schema import (
    DISPOSITIONS,
    FIELDS,
    FINDING_FIELDS,
    RECORDS,
    RULES,
    TOTALS,
)
from disclosure_audit.config import Config
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.findings import FINDINGS
from disclosure_audit.notebook import load, scan
from tests.conftest import finding
from tests.notebook.sample_audits import fresh, sample, small

REGISTER = pl.DataFrame(
    {
        "序号": ["1", "2", "3"],
        "标题": ["关于供水价格调整的通知", "关于城东道路改造的公告", "关于校园安全检查的意见"],
        "发文字号": ["甲发〔2024〕1号", "甲发〔2024〕2号", "甲发〔2024〕3号"],
        "成文日期": ["2024-01-02", "2024-01-03", "2024-01-04"],
        "承办部门": ["一科", "二科", "三科"],
    }
)
CATALOG = REGISTER.select("标题", "发文字号", "成文日期").with_columns(
    发布日期=pl.lit("2024-06-03")
)
CONFIG = Config(lang="en")


def typed(schema: object) -> dict[str, object]:
    return {name: pl.Series([], dtype=dtype).dtype for name, dtype in dict(schema).items()}  # type: ignore[call-overload]  # a schema


def test_an_audit_compared_with_itself() -> None:
    audit = sample()
    same = audit.compare(audit)
    assert same.is_comparable
    assert not same.notes
    assert [same.new.height, same.gone.height, same.changed.height] == [0, 0, 0]
    assert same.totals["difference"].sum() == 0
    assert not same.missing
    assert same.dispositions.is_empty()
    assert same.records.is_empty()
    assert same.rules["before"].sum() == audit.findings.height


def test_what_was_published_since_is_gone_and_what_was_taken_off_is_new() -> None:
    before = scan(REGISTER, CATALOG.head(2), CONFIG)
    after = scan(REGISTER.reverse(), CATALOG.tail(2), CONFIG)  # rows that move are no difference
    seen = before.compare(after)
    assert seen.gone.filter(rule="OM001")["message"].str.contains("校园安全").all()
    assert seen.new.filter(rule="OM001")["message"].str.contains("供水价格").all()
    assert (seen.gone.filter(rule="OM001").height, seen.new.filter(rule="OM001").height) == (1, 1)
    omissions = seen.rules.filter(rule="OM001").row(0, named=True)
    assert omissions == {
        "rule": "OM001",
        "before": 1,
        "after": 1,
        "new": 1,
        "gone": 1,
        "changed": 0,
    }
    became = seen.dispositions.select("side", "record_id", "before", "after")
    assert sorted(became.rows()) == [
        ("register", "1", "published", "omitted"),
        ("register", "3", "omitted", "published"),
    ]
    records = seen.records.select("side", "change", "before_row", "after_row")
    assert records.rows() == [("catalog", "new", None, 1), ("catalog", "gone", 0, None)]
    assert seen.fields.is_empty()
    for frame, schema in (
        (seen.records, RECORDS),
        (seen.fields, FIELDS),
        (seen.dispositions, DISPOSITIONS),
        (seen.new, FINDINGS),
        (seen.changed, FINDING_FIELDS),
        (seen.rules, RULES),
        (seen.totals, TOTALS),
    ):
        assert typed(frame.schema) == typed(schema)
    for text in (seen._repr_html_(), repr(seen)):
        assert "1 new, 1 gone" in text
        assert "OM001" in text
    assert "供水价格" in seen._repr_html_()


def test_a_finding_that_says_something_else_is_changed() -> None:
    one = small(rows=[finding(0), finding(1)])
    other = small(rows=[
        finding(0, owner="一科", evidence=[{"name": "issued_on", "value": "2020-01-03"}], register_row=9),
        finding(1),
    ])  # fmt: skip
    changed = one.compare(other).changed
    assert changed.select("field", "before", "after").rows() == [
        ("evidence", "issued_on: 2020-01-02", "issued_on: 2020-01-03"),
        ("owner", None, "一科"),
    ]
    assert "0 new, 0 gone, 1 changed, 1 as before" in repr(one.compare(other))


def test_an_altered_field_is_named_and_what_is_secret_in_it_is_masked() -> None:
    secret = "110101199003074514"
    titles = ("关于供水价格调整的通知", f"关于身份证号{secret}的决定", "关于校园安全检查的意见")
    one = CATALOG.with_columns(标题=pl.Series(titles))
    other = one.with_columns(发布日期=pl.Series(["2024-06-03", "2024-06-04", "2024-06-03"]))
    before, after = scan(REGISTER, one, CONFIG), scan(REGISTER, other, CONFIG)
    seen = before.compare(after)
    (told,) = seen.fields.to_dicts()
    assert (told["side"], told["before_row"], told["after_row"]) == ("catalog", 1, 1)
    assert (told["field"], told["before"], told["after"]) == ("published_on", "2024-06-03", "2024-06-04")  # fmt: skip
    assert "█" in told["title"]
    assert "2024-06-04" in seen._repr_html_()
    assert secret not in seen._repr_html_() + repr(seen) + str(seen.fields.to_dicts())
    frank = scan(REGISTER, other, Config(lang="en", reveal=True))
    assert secret not in str(before.compare(frank).fields.to_dicts()), "one of them hides it"
    open_ = scan(REGISTER, one, Config(lang="en", reveal=True))
    assert secret in str(open_.compare(frank).fields.to_dicts())


def test_the_totals_agree_with_the_control_totals() -> None:
    one, other = sample(), scan(REGISTER, CATALOG.tail(2), CONFIG)
    seen = one.compare(other, records=False)
    assert not seen.has_records
    assert seen.totals.height > 5
    for side, code, before, after, difference in seen.totals.iter_rows():
        assert before == one.control_totals[side]["dispositions"].get(code, 0)
        assert after == other.control_totals[side]["dispositions"].get(code, 0)
        assert difference == after - before


def test_ids_made_with_different_keys_do_not_compare() -> None:
    one = scan(REGISTER, CATALOG.head(2), CONFIG, key=b"one key of sixteen")
    other = scan(REGISTER, CATALOG.head(2), CONFIG, key=b"another key of sixteen")
    seen = one.compare(other)
    assert not seen.is_comparable
    for text in (seen._repr_html_(), repr(seen)):
        assert "made with different keys" in text
        assert "DISCLOSURE_AUDIT_KEY" in text
    with pytest.raises(UsageError, match="different keys"):
        seen.new  # noqa: B018 - that it raises is what is tested
    with pytest.raises(UsageError, match="different keys"):
        seen.changed  # noqa: B018 - that it raises is what is tested
    assert seen.rules["new"].null_count() == seen.rules.height
    assert not seen.missing  # records are known by what they are
    assert seen.records.is_empty()


def test_what_else_may_explain_a_difference_is_said() -> None:
    one = fresh(time_limit={"working_days": 20, "as_of": "2024-12-31"})
    other = fresh(time_limit={"working_days": 5, "as_of": "2025-01-17"}, lang="zh")
    notes = " ".join(note.en for note in one.compare(other).notes)
    for said in ("settings differ", "2024-12-31, 2025-01-17", "different languages"):
        assert said in notes
    assert "message" not in one.compare(other).changed["field"].to_list()


def test_a_folder_will_do_and_a_list_that_is_the_same_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fresh().save(tmp_path / "run")
    monkeypatch.setattr("disclosure_audit.notebook.lists.recall", _never)
    seen = sample().compare(folder)
    assert not seen.missing
    assert seen.has_records
    assert seen.new.is_empty()


def test_a_list_is_read_again_only_if_that_is_asked_for(tmp_path: Path) -> None:
    for name, lines in (("may", CATALOG), ("june", CATALOG.head(2))):
        lines.write_csv(tmp_path / f"{name}.csv")
        scan(REGISTER, tmp_path / f"{name}.csv", CONFIG).save(tmp_path / name)
    earlier, later = load(tmp_path / "may"), load(tmp_path / "june")
    seen = earlier.compare(later)
    assert sorted(seen.missing) == ["catalog", "register"]
    assert "the records of the catalog are not compared: may: " in repr(seen)
    assert "Records:" not in repr(seen)
    assert seen.gone.height + seen.new.height > 0
    with pytest.raises(InputError, match="the records of the register cannot be shown"):
        earlier.compare(later, records=True)  # it was a frame
    REGISTER.write_csv(tmp_path / "register.csv")
    for name in ("may", "june"):
        scan(tmp_path / "register.csv", tmp_path / f"{name}.csv", CONFIG).save(
            tmp_path / name, force=True
        )
    seen = load(tmp_path / "may").compare(tmp_path / "june", records=True)
    assert not seen.missing
    assert seen.records.select("side", "change", "before_row").rows() == [("catalog", "gone", 2)]
    assert seen.dispositions.select("record_id", "after").rows() == [("3", "omitted")]
    assert not load(tmp_path / "may").compare(tmp_path / "june", records=False).has_records


def _never(*_: object, **__: object) -> object:
    raise AssertionError("a list was read")
