"""When a document was published for the first time, and which date made counts."""

from __future__ import annotations

from typing import Any

import polars as pl

from disclosure_audit.config import Config
from disclosure_audit.matching.schema import LINKS, REPEATS
from disclosure_audit.time_limits.publications import (
    NEEDED_OF_PUBLISHED,
    PUBLICATIONS,
    publications,
)

LIMIT = Config()
MADE, IN_TIME, LATE = "2021-03-01", "2021-03-29", "2021-03-30"


def _records(rows: list[dict[str, Any]]) -> pl.DataFrame:
    full = [{**dict.fromkeys(NEEDED_OF_PUBLISHED), "row": n, **row} for n, row in enumerate(rows)]
    schema = {**dict.fromkeys(NEEDED_OF_PUBLISHED, pl.String), "row": pl.UInt32}
    return pl.DataFrame(full, schema=schema).with_columns(
        pl.col("issued_on", "published_on").str.to_date()
    )


def _found(
    register: list[dict[str, Any]],
    catalog: list[dict[str, Any]],
    links: list[tuple[int, int, str]] | None = None,
    repeats: list[tuple[int, int]] | None = None,
    config: Config = LIMIT,
) -> list[dict[str, Any]]:
    frame = publications(
        _records(register),
        _records(catalog),
        pl.DataFrame(
            [(r, c, "number", 9.0, status, []) for r, c, status in links or []],
            schema=LINKS, orient="row",
        ),
        pl.DataFrame(
            [("catalog", row, of, "exact", 9.0) for row, of in repeats or []],
            schema=REPEATS, orient="row",
        ),
        config,
    )  # fmt: skip
    assert frame.schema == pl.Schema(PUBLICATIONS)
    return frame.with_columns(pl.col(pl.Date).cast(pl.String)).to_dicts()


def test_a_late_publication_in_full() -> None:
    (found,) = _found([{"issued_on": MADE, "owner": "甲科"}],
                      [{"issued_on": MADE, "published_on": "2021-04-06", "category": "通知"}],
                      [(0, 0, "certain")])  # fmt: skip
    assert found == {
        "register_row": 0, "catalog_row": 0, "link": "certain", "owner": "甲科", "category": "通知",
        "issued_on": MADE, "made_in": "register", "other_issued_on": None, "published_on": "2021-04-06",
        "limit": 20, "calendar": "working", "regulation": "2019", "basis": "2019 regulation art. 26",
        "due_on": IN_TIME, "is_outside_calendar": False,
        # three more days in March, two in April, and 3 to 5 April are days off
        "days_taken": 25, "working_days_taken": 25, "late_by": 5, "is_late": True, "is_late_either_way": True,
    }  # fmt: skip


def test_the_last_day_is_in_time() -> None:
    late = [_found([], [{"issued_on": MADE, "published_on": day}])[0] for day in (IN_TIME, LATE)]
    assert [found["late_by"] for found in late] == [0, 1]
    assert [found["is_late"] for found in late] == [False, True]


def test_the_register_s_date_counts_before_the_catalog_s() -> None:
    earlier, later = "2021-02-26", "2021-03-05"
    (found,) = _found([{"issued_on": MADE}], [{"issued_on": later, "published_on": LATE}],
                      [(0, 0, "certain")])  # fmt: skip
    assert (found["issued_on"], found["made_in"], found["other_issued_on"]) == (
        MADE,
        "register",
        later,
    )
    assert (found["is_late"], found["is_late_either_way"]) == (True, False)
    (found,) = _found([{"issued_on": MADE}], [{"issued_on": earlier, "published_on": LATE}],
                      [(0, 0, "certain")])  # fmt: skip
    assert (found["is_late"], found["is_late_either_way"]) == (True, True)
    (found,) = _found([{"issued_on": MADE}], [{"issued_on": earlier, "published_on": IN_TIME}],
                      [(0, 0, "certain")])  # fmt: skip
    assert not found["is_late"]


def test_the_catalog_s_date_counts_where_the_register_s_cannot() -> None:
    for registered, status in (
        ({}, "certain"),
        ({"issued_on": "2021-01-01", "issued_on_flag": "incomplete"}, "certain"),
        ({"issued_on": "2021-01-04"}, "review"),
    ):
        (found,) = _found(
            [registered], [{"issued_on": MADE, "published_on": LATE}], [(0, 0, status)]
        )
        assert (found["issued_on"], found["made_in"]) == (MADE, "catalog")
    (found,) = _found([{"issued_on": MADE}], [{"published_on": LATE}], [(0, 0, "review")])
    assert (found["issued_on"], found["made_in"]) == (MADE, "register")


def test_what_cannot_be_counted_is_not_late() -> None:
    doubtful: tuple[dict[str, Any], ...] = (
        {"published_on": "2022-01-04"},
        {"issued_on": MADE},
        {"issued_on": MADE, "issued_on_flag": "incomplete", "published_on": "2022-01-04"},
        {"issued_on": MADE, "published_on": "2022-01-04", "published_on_flag": "sentinel"},
        {"issued_on": MADE, "published_on": "2021-02-26"},
    )
    for row in doubtful:
        (found,) = _found([], [row])
        assert (found["days_taken"], found["late_by"], found["is_late"]) == (None, None, False), row
    # published before the day that the other list gives
    (found,) = _found([{"issued_on": "2020-01-02"}], [{"issued_on": "2021-03-01", "published_on": "2021-01-04"}],
                      [(0, 0, "certain")])  # fmt: skip
    assert (found["issued_on"], found["is_late"]) == (None, False)


def test_before_the_regulation_nothing_is_late() -> None:
    (found,) = _found([], [{"issued_on": "2008-04-30", "published_on": "2009-04-30"}])
    assert (found["basis"], found["is_late"]) == (None, False)
    assert found["late_by"] > 0


def test_the_first_publication_counts() -> None:
    twice = [
        {"issued_on": MADE, "published_on": "2021-06-01"},
        {"issued_on": MADE, "published_on": IN_TIME},
    ]
    made = [{"issued_on": MADE}]
    both = [(0, 0, "certain"), (0, 1, "certain")]
    for links, repeats, row in (
        (both, None, 0),
        (None, [(1, 0)], None),
        ([(0, 0, "certain")], [(1, 0)], 0),
    ):
        (found,) = _found(made, twice, links, repeats)
        assert (found["register_row"], found["catalog_row"], found["is_late"]) == (row, 1, False)
    assert len(_found(made, twice)) == 2


def test_an_unlinked_repeat_shares_the_link_of_its_document() -> None:
    made = [{"issued_on": MADE, "owner": "甲科"}]
    twice = [{"published_on": "2021-06-01"}, {"published_on": LATE}]
    (found,) = _found(made, twice, [(0, 0, "certain")], [(1, 0)])
    assert (found["catalog_row"], found["link"], found["owner"]) == (1, "certain", "甲科")
    assert found["late_by"] == 1


def test_a_repeat_without_a_date_hides_no_other() -> None:
    twice = [{"issued_on": MADE}, {"issued_on": MADE, "published_on": LATE}]
    (found,) = _found([], twice, None, [(1, 0)])
    assert (found["catalog_row"], found["is_late"]) == (1, True)


def test_documents_without_a_register_record_stay_apart() -> None:
    rows = [{"issued_on": MADE, "published_on": LATE}] * 3
    found = _found([{"issued_on": MADE}], rows, [(0, 1, "certain")])
    assert [(one["register_row"], one["catalog_row"]) for one in found] == [
        (None, 0),
        (0, 1),
        (None, 2),
    ]


def test_calendar_days_are_counted_as_such() -> None:
    config = Config.model_validate(
        {
            "time_limit": {
                "special": [{"name": "a", "title": ["*"], "calendar_days": 30, "basis": "b"}]
            }
        }
    )
    (found,) = _found(
        [],
        [{"title": "甲", "issued_on": "2021-03-04", "published_on": "2021-04-07"}],
        config=config,
    )
    assert (found["days_taken"], found["working_days_taken"]) == (34, 23)
    assert (found["due_on"], found["late_by"], found["is_late"]) == ("2021-04-06", 1, True)


def test_nothing_published_gives_nothing() -> None:
    assert _found([{"issued_on": MADE}], []) == []
