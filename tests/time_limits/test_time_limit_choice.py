"""Which time limit holds for a document, and its last day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from disclosure_audit.config import Config, SpecialLimit
from disclosure_audit.errors import UsageError
from disclosure_audit.settings import load
from disclosure_audit.time_limits.deadlines import DEADLINES, days_late, deadlines
from disclosure_audit.time_limits.table import shipped, specials


def _records(*rows: dict[str, Any]) -> pl.DataFrame:
    names = ("title", "category", "number_kind", "number_code", "issued_on")
    full = [dict.fromkeys(names) | row for row in rows]
    return (
        pl.DataFrame(full, schema=dict.fromkeys(names, pl.String))
        .with_row_index("row")
        .with_columns(pl.col("issued_on").str.to_date())
    )


def _one(row: dict[str, Any], *special: dict[str, Any], **settings: Any) -> dict[str, Any]:
    config = Config.model_validate({"time_limit": {"special": special, **settings}})
    found = deadlines(_records(row), config)
    assert found.schema == pl.Schema(DEADLINES)
    return found.with_columns(pl.col("due_on").cast(pl.String)).row(0, named=True)


@pytest.mark.parametrize(
    ("made", "regulation", "basis"),
    [
        ("2008-04-30", None, None),
        ("2008-05-01", "2007", "2007 regulation art. 18"),
        ("2019-05-14", "2007", "2007 regulation art. 18"),
        ("2019-05-15", "2019", "2019 regulation art. 26"),
        (None, None, None),
    ],
)
def test_the_regulation_of_the_day(
    made: str | None, regulation: str | None, basis: str | None
) -> None:
    found = _one({"issued_on": made})
    assert (found["regulation"], found["basis"]) == (regulation, basis)
    assert (found["limit"], found["calendar"]) == (20, "working")
    assert (found["due_on"] is None) == (made is None)


def test_beyond_the_calendar_it_is_said() -> None:
    assert not _one({"issued_on": "2024-03-01"})["is_outside_calendar"]
    assert _one({"issued_on": "2040-03-01"})["is_outside_calendar"]
    assert _one({"issued_on": "2003-12-31"})["is_outside_calendar"]
    # made in a known year, to be public in an unknown one
    assert _one({"issued_on": "2026-12-30"})["is_outside_calendar"]
    assert not _one({"issued_on": None})["is_outside_calendar"]


TEN = {"name": "ten", "working_days": 10, "basis": "甲规定第一条"}


@pytest.mark.parametrize(
    ("conditions", "fits"),
    [
        ({"title": ["*的公告"]}, True),
        ({"title": ["公告"]}, False),
        ({"title": ["*（*）*"]}, False),
        ({"category": ["土地*"]}, True),
        ({"category": ["供应"]}, False),
        ({"kind": ["announcement"]}, True),
        ({"kind": ["临资公"]}, True),
        ({"kind": ["公告"]}, True),
        ({"kind": ["通知", "order"]}, False),
        ({"kind": ["公告"], "category": ["人事"]}, False),
        ({"kind": ["公告"], "from": "2021-03-01", "to": "2021-03-01"}, True),
        ({"kind": ["公告"], "from": "2021-03-02"}, False),
        ({"kind": ["公告"], "to": "2021-02-28"}, False),
    ],
)
def test_what_a_special_limit_holds_for(conditions: dict[str, Any], fits: bool) -> None:
    row = {
        "title": "关于国有土地出让的公告", "category": "土地供应", "number_kind": "announcement",
        "number_code": "临资公", "issued_on": "2021-03-01",
    }  # fmt: skip
    found = _one(row, TEN | conditions)
    assert (found["limit"] == 10) == fits
    assert (found["basis"] == "甲规定第一条") == fits
    assert found["due_on"] == ("2021-03-15" if fits else "2021-03-29")
    # a cell that is empty fits nothing
    assert _one({"issued_on": "2021-03-01"}, TEN | conditions)["limit"] == 20


def test_the_first_special_limit_that_fits_counts() -> None:
    row = {"title": "临江市征收土地公告", "issued_on": "2021-09-01"}
    five = {"name": "five", "title": ["*公告"], "working_days": 5, "basis": "乙规定"}
    ten = {**TEN, "kind": ["公告"]}
    assert _one(row, ten, five)["limit"] == 10
    assert _one(row, five, ten)["limit"] == 5
    assert _one(row)["limit"] == 15
    assert _one(row, shipped=False)["limit"] == 20
    assert _one({**row, "issued_on": "2021-08-31"})["limit"] == 20


def test_a_special_limit_binds_where_the_regulation_does_not_yet() -> None:
    found = _one({"title": "甲公告", "issued_on": "2005-03-01"}, {**TEN, "kind": ["公告"]})
    assert (found["regulation"], found["basis"]) == (None, "甲规定第一条")


@pytest.mark.parametrize(
    ("made", "days", "due"),
    [
        ("2021-03-04", 30, "2021-04-06"),  # 3 to 5 April are days off
        ("2021-03-03", 30, "2021-04-02"),
        ("2021-03-03", 0, "2021-03-03"),
    ],
)
def test_calendar_days_end_on_a_working_day(made: str, days: int, due: str) -> None:
    rule = {"name": "days", "kind": ["公告"], "calendar_days": days, "basis": "丙规定"}
    found = _one({"title": "甲公告", "issued_on": made}, rule)
    assert (found["limit"], found["calendar"], found["due_on"]) == (days, "calendar", due)


def test_rest_days_after_the_last_day_make_nothing_late() -> None:
    due = pl.Series(["2021-04-02"] * 4).str.to_date()
    on = pl.Series(["2021-04-02", "2021-04-05", "2021-04-06", "2021-04-01"]).str.to_date()
    assert days_late(due, on).to_list() == [0, 0, 1, -1]


def test_every_shipped_limit_says_what_it_rests_on() -> None:
    names = [limit.name for limit in shipped()]
    assert names == ["land-acquisition-notice"]
    assert all(limit.basis and limit.from_ for limit in shipped())


def test_the_commented_limits_can_be_copied() -> None:
    """They are examples: each must be valid once the marks are taken away."""
    import re
    import tomllib
    from importlib.resources import files

    text = files("disclosure_audit.time_limits").joinpath("special.toml").read_text("utf-8")
    examples = re.findall(r"(?m)(?:^# (?:\[\[time_limit|\w+ = ).*\n?)+", text)
    table = tomllib.loads("".join(examples).replace("# ", ""))
    assert len(table["time_limit"]["special"]) == 4
    config = Config.model_validate(table)
    assert len(specials(config.time_limit)) == 5
    assert all(isinstance(limit, SpecialLimit) for limit in config.time_limit.special)


@pytest.mark.parametrize(
    ("written", "en", "zh"),
    [
        ('name = "a"\nbasis = "b"\nworking_days = 3', "of no document", "没有说明适用于哪些文件"),
        ('name = "a"\nbasis = "b"\nkind = ["公告"]', "needs one number of days", "只能有一个天数"),
        ('name = "a"\nbasis = "b"\nkind = ["公告"]\nworking_days = 3\ncalendar_days = 4', "needs one number of days", "一个天数"),
        ('name = "a"\nbasis = "b"\nkind = ["公告"]\nworking_days = 3\nfrom = 2020-01-02\nto = 2020-01-01', "after it ends", "晚于截止日"),
        ('name = "a"\nkind = ["公告"]\nworking_days = 3', "special.basis is missing", "缺少取值"),
        ('name = "a"\nbasis = "b"\nkind = "公告"\nworking_days = 3', "must be a list", "应为方括号列表"),
        ('name = "a"\nbasis = "b"\nkind = ["公告"]\nworking_day = 3', "working_day is no setting", "不是设置项"),
        ('name = "a"\nbasis = "b"\nkind = ["公告"]\nworking_days = -3', "at least 0", "不得小于 0"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_special_limit_is_said(
    written: str, en: str, zh: str, tmp_path: Path
) -> None:
    file = tmp_path / "disclosure-audit.toml"
    file.write_text(f"[[time_limit.special]]\n{written}\n", "utf-8")
    with pytest.raises(UsageError) as caught:
        load(file, tmp_path, {})
    assert en in caught.value.to("en")[0]
    assert zh in caught.value.to("zh")[0]


def test_a_special_limit_survives_the_run_folder(tmp_path: Path) -> None:
    file = tmp_path / "disclosure-audit.toml"
    file.write_text(
        '[[time_limit.special]]\nname = "a"\nbasis = "b"\ntitle = ["*公告"]\ncalendar_days = 3\nfrom = 2020-01-02\n',
        "utf-8",
    )
    config = load(file, tmp_path, {}).config
    again = Config.model_validate(config.model_dump(mode="json", by_alias=True))
    assert again.time_limit == config.time_limit
    assert str(config.time_limit.special[0].from_) == "2020-01-02"
