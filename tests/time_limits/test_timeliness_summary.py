"""What is not public yet, and the numbers by group."""

from __future__ import annotations

import datetime as dt
import statistics
from typing import Any

import polars as pl

from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.dispositions import DISPOSITIONS
from disclosure_audit.time_limits.publications import PUBLICATIONS
from disclosure_audit.time_limits.summary import SUMMARY, summarise, total
from disclosure_audit.time_limits.unpublished import (
    NEEDED_OF_UNPUBLISHED,
    UNPUBLISHED,
    unpublished,
)

AS_OF = dt.date(2021, 3, 29)


def _open(
    rows: list[tuple[str | None, str]], as_of: dt.date = AS_OF, **settings: Any
) -> pl.DataFrame:
    """Return what is said of register records of a date made and a disposition."""
    schema = {**dict.fromkeys(NEEDED_OF_UNPUBLISHED, pl.String), "row": pl.UInt32}
    records = pl.DataFrame(
        [
            {**dict.fromkeys(NEEDED_OF_UNPUBLISHED), "row": n, "issued_on": made, "owner": "甲科"}
            for n, (made, _) in enumerate(rows)
        ],
        schema=schema,
    ).with_columns(pl.col("issued_on").str.to_date())
    became = pl.DataFrame(
        [("register", n, fate, None) for n, (_, fate) in enumerate(rows)],
        schema=DISPOSITIONS,
        orient="row",
    )
    found = unpublished(
        records, became, Config.model_validate({"time_limit": settings} if settings else {}), as_of
    )
    assert found.schema == pl.Schema(UNPUBLISHED)
    return found


def test_overdue_and_due_soon() -> None:
    rows = [
        ("2021-03-01", "not_due"),  # the last day is today
        ("2021-03-08", "not_due"),  # five days are left: 3 to 5 April are days off
        ("2021-03-09", "not_due"),
        ("2021-02-26", "omitted"),
        ("2021-02-26", "withheld"),
        ("2008-04-30", "omitted"),
        (None, "omitted"),
    ]
    found = _open(rows)
    assert found["row"].to_list() == [0, 1, 2, 3, 5, 6]
    assert found["days_left"].to_list()[:4] == [0, 5, 6, -1]
    assert found["is_due_soon"].to_list() == [True, True, False, False, False, False]
    assert found["is_overdue"].to_list() == [False, False, False, True, False, False]
    assert _open(rows, due_soon_days=6)["is_due_soon"].to_list()[2]
    assert _open(rows, due_soon_days=0)["is_due_soon"].to_list()[:2] == [True, False]


def test_a_guessed_calendar_is_said_of_what_is_due() -> None:
    soon = _open([("2026-12-07", "not_due")], dt.date(2026, 12, 25))
    assert soon["is_outside_calendar"].to_list() == [soon["due_on"][0].year > 2026]
    assert _open([("2040-03-01", "not_due")], dt.date(2040, 3, 2))["is_outside_calendar"].all()


def _published(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(
        [{**dict.fromkeys(PUBLICATIONS), "is_late": False, **row} for row in rows],
        schema=PUBLICATIONS,
    )


def test_the_numbers_of_a_group() -> None:
    taken = [3, 40, 7, 21, 12, 5, 1, 18, 9, 30]
    rows: list[dict[str, Any]] = [
        {"owner": "乙科", "basis": "b", "working_days_taken": days, "is_late": days > 20,
         "issued_on": dt.date(2021, 3 if days < 20 else 4, 1)}
        for days in taken
    ]  # fmt: skip
    rows += [{"owner": "乙科"}, {"owner": None, "working_days_taken": 900}]
    waiting = _open(
        [("2021-02-26", "omitted"), ("2021-03-01", "not_due"), ("2021-03-09", "not_due")]
    )
    found = summarise(_published(rows), waiting, "owner")
    assert found.schema == pl.Schema(SUMMARY)
    two, one, none = (found.row(n, named=True) for n in (0, 1, 2))
    assert one == {
        "group": "甲科", "published": 0, "counted": 0, "late": 0, "share_late": None, "median": None,
        "p90": None, "p95": None, "longest": None, "overdue": 1, "due_soon": 1,
    }  # fmt: skip
    nine = statistics.quantiles(taken, n=10, method="inclusive")[8]
    nineteen = statistics.quantiles(taken, n=20, method="inclusive")[18]
    assert two == {
        "group": "乙科", "published": 11, "counted": 10, "late": 3, "share_late": 0.3,
        "median": statistics.median(taken), "p90": nine, "p95": nineteen, "longest": 40,
        "overdue": 0, "due_soon": 0,
    }  # fmt: skip
    assert (none["group"], none["published"], none["counted"], none["longest"]) == (
        None,
        1,
        0,
        None,
    )
    everything = total(_published(rows), waiting).row(0, named=True)
    for name in ("published", "counted", "late", "overdue", "due_soon"):
        assert everything[name] == sum(found[name])
    by_month = summarise(_published(rows), waiting, "month")
    assert by_month["group"].to_list() == ["2021-02", "2021-03", "2021-04", None]
    assert by_month["late"].to_list() == [0, 0, 3, 0]


def test_nothing_at_all() -> None:
    assert summarise(_published([]), _open([]), "category").height == 0
    (row,) = total(_published([]), _open([])).to_dicts()
    assert (row["published"], row["share_late"], row["longest"]) == (0, None, None)


def _fates(made: list[str], as_of: str, **settings: Any) -> list[str]:
    register = pl.DataFrame(
        {"标题": [f"关于{n}号线的公告" for n in range(len(made))], "成文日期": made}
    )
    catalog = pl.DataFrame({"标题": ["城市绿地名录"], "成文日期": ["2021-01-04"]})
    config = Config.model_validate(
        {"time_limit": {"as_of": as_of, **settings}, "rules": {"select": ["TM"]}}
    )
    fates = scan(register, catalog, config).dispositions.filter(pl.col("side") == "register")
    return fates.sort("row")["disposition"].to_list()


def test_what_is_not_due_by_the_same_count() -> None:
    made = ["2021-02-26", "2021-03-01", "2021-03-29", "2021-03-30", "2021-05-06"]
    assert _fates(made, "2021-03-29") == ["omitted", "not_due", "not_due", "not_due", "not_due"]
    short = {"name": "a", "title": ["*公告"], "working_days": 3, "basis": "b"}
    assert _fates(made[:3], "2021-03-29", special=[short]) == ["omitted", "omitted", "not_due"]
    # the Saturday after the last day makes nothing overdue
    assert _fates(["2021-03-05"] * 1, "2021-04-03") == ["not_due"]
    assert _fates(["2021-03-05"] * 1, "2021-04-06") == ["omitted"]
