"""The tables behind the charts: counted by hand on small lists, and adding up on the sample's."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from disclosure_audit.config import Config
from disclosure_audit.dispositions import DISPOSITIONS
from disclosure_audit.errors import UsageError
from disclosure_audit.findings import FINDINGS
from disclosure_audit.matching.schema import CANDIDATES, LINKS
from disclosure_audit.normalise.doc_number import parse_doc_numbers
from disclosure_audit.notebook.charts.coverage import MOST_GROUPS, coverage_data
from disclosure_audit.notebook.charts.findings_over_runs import findings_over_runs_data
from disclosure_audit.notebook.charts.flow import flow_data
from disclosure_audit.notebook.charts.flow_layout import lay_out
from disclosure_audit.notebook.charts.labels import label
from disclosure_audit.notebook.charts.scores import scores_data
from disclosure_audit.notebook.charts.serial_runs import find_runs
from disclosure_audit.notebook.charts.series import MOST_CELLS, series_data
from disclosure_audit.notebook.charts.threshold_data import (
    costs_at,
    decided_pairs,
    thresholds_data,
)
from disclosure_audit.notebook.charts.time_to_publish import time_to_publish_data
from disclosure_audit.notebook.charts.waterfall import waterfall_data

DAY = dt.date(2024, 3, 4)  # a Monday; no holiday until April


def fates(*given: tuple[str, int, str]) -> pl.DataFrame:
    return pl.DataFrame([(*one, None) for one in given], schema=DISPOSITIONS, orient="row")


def links(*given: tuple[int, int, float, str]) -> pl.DataFrame:
    rows = [
        (r, c, "number", score, status, [{"name": "prior", "weight": score}])
        for r, c, score, status in given
    ]
    return pl.DataFrame(rows, schema=LINKS, orient="row")


def refused(*given: tuple[int, int, float, str]) -> pl.DataFrame:
    return links(*given).rename({"status": "veto"}).select(CANDIDATES.keys())


def totals(register: int, catalog: int, rejected: int = 0) -> dict[str, Any]:
    return {
        "register": {"read": register, "rejected": rejected},
        "catalog": {"read": catalog, "rejected": 0},
    }


# -- coverage -----------------------------------------------------------------------------------


def coverage_lists() -> tuple[pl.DataFrame, pl.DataFrame]:
    made = [
        dt.date(2024, 1, 5),
        dt.date(2024, 1, 9),
        dt.date(2024, 2, 1),
        None,
        dt.date(2024, 1, 7),
    ]
    register = pl.DataFrame(
        {"row": range(5), "owner": ["甲", "甲", "甲", None, "乙"], "issued_on": made},
        schema_overrides={"row": pl.UInt32, "issued_on": pl.Date},
    )
    names = ("published", "omitted", "withheld", "needs_review", "published_differs")
    return register, fates(*(("register", row, name) for row, name in enumerate(names)))


def test_coverage_is_counted_by_group_and_month() -> None:
    data = coverage_data(*coverage_lists())
    assert data.select("group", "period", "records", "due", "published", "omitted", "share").rows() == [
        ("甲", "2024-01", 2, 2, 1, 1, 0.5),
        ("甲", "2024-02", 1, 0, 0, 0, None),  # withheld: nothing due is no share of nought
        ("乙", "2024-01", 1, 1, 1, 0, 1.0),
        (None, None, 1, 1, 0, 0, 0.0),
    ]  # fmt: skip


def test_groups_beyond_the_most_are_merged_and_none_is_lost() -> None:
    count = MOST_GROUPS + 7
    register = pl.DataFrame(
        {"row": range(count), "owner": [f"科{n:02}" for n in range(count)], "issued_on": [DAY] * count},
        schema_overrides={"row": pl.UInt32},
    )  # fmt: skip
    data = coverage_data(register, fates(*(("register", n, "omitted") for n in range(count))))
    assert data.height == MOST_GROUPS
    assert data.row(-1, named=True) | {"share": 0} == {
        "group": None, "merged": 8, "period": "2024-03", "records": 8, "due": 8, "published": 0,
        "needs_review": 0, "omitted": 8, "share": 0,
    }  # fmt: skip
    assert data["records"].sum() == count


def test_more_months_than_fit_become_years_and_the_oldest_one() -> None:
    days = [dt.date(1960 + n, 1, 1) for n in range(60)]
    register = pl.DataFrame(
        {"row": range(60), "owner": ["甲"] * 60, "issued_on": days},
        schema_overrides={"row": pl.UInt32},
    )
    data = coverage_data(register, fates(*(("register", n, "published") for n in range(60))))
    assert data.height == 37
    assert dict(data.select("period", "records").iter_rows())["<1984"] == 24


def test_an_unknown_grouping_names_the_choices() -> None:
    with pytest.raises(UsageError) as error:
        coverage_data(*coverage_lists(), by="titel")
    assert error.value.hint is not None
    assert "owner, category, issuer" in error.value.hint.en


# -- flow ---------------------------------------------------------------------------------------


def flow_lists() -> tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]]:
    """Three documents of which one was published twice, one omission, one unregistered entry."""
    dispositions = fates(
        ("register", 0, "published"), ("register", 1, "published"), ("register", 2, "omitted"),
        ("catalog", 0, "linked"), ("catalog", 1, "linked"), ("catalog", 2, "repeated"),
        ("catalog", 3, "unregistered"),
    )  # fmt: skip
    found = links((0, 0, 20.0, "certain"), (1, 1, 30.0, "certain"), (1, 2, 12.0, "certain"))
    return dispositions, found, totals(4, 4, rejected=1)


def test_flow_counts_each_record_of_each_list_once() -> None:
    rows = flow_data(*flow_lists()).rows()
    assert set(rows) == {
        ("published", "linked", 2, 2),
        ("published", "repeated", 0, 1),
        ("omitted", None, 1, 0),
        ("rejected", None, 1, 0),
        (None, "unregistered", 0, 1),
    }


def test_bands_fill_the_parts_they_leave_and_enter() -> None:
    nodes, bands = lay_out(flow_data(*flow_lists()))
    for side, end, at in (("register", "source", 0.0), ("catalog", "target", 1.0)):
        for code, top, bottom in (
            nodes.filter(pl.col("side") == side).select("code", "top", "bottom").iter_rows()
        ):
            mine = bands.filter(pl.col(end) == code, (pl.col("x") - at).abs() < 1e-9)
            thickness = (mine["bottom"] - mine["top"]).sum()
            assert thickness == pytest.approx(bottom - top, abs=0.05), (side, code)
            assert mine["top"].min() == pytest.approx(top, abs=0.02)
    stacked = nodes.filter(pl.col("side") == "register")
    assert (stacked["top"].diff().drop_nulls() >= 20).all(), "words of two parts would touch"


# -- time to publish ----------------------------------------------------------------------------


def test_time_to_publish_by_hand() -> None:
    made = [DAY, DAY, DAY, DAY, None, DAY]
    register = pl.DataFrame(
        {"row": range(6), "issued_on": made},
        schema_overrides={"row": pl.UInt32, "issued_on": pl.Date},
    )
    public = [
        dt.date(2024, 3, 5),  # the next working day
        dt.date(2024, 4, 1),  # 20 working days: the last day of the limit
        dt.date(2024, 4, 2),  # 21: late
        dt.date(2024, 3, 1),  # before it was made
        dt.date(2024, 3, 6),  # undated in the register, dated in the catalog
        None,
        dt.date(2024, 3, 8),  # row 2 was published before, in another place
    ]
    catalog = pl.DataFrame(
        {"row": range(7), "issued_on": [None, None, None, None, dt.date(2024, 3, 5), None, None],
         "published_on": public},
        schema_overrides={"row": pl.UInt32, "issued_on": pl.Date},
    )  # fmt: skip
    pairs = [(n, n, 20.0, "certain") for n in range(6)]
    found = time_to_publish_data(register, catalog, links(*pairs), 20)
    assert (found.documents, found.late, found.before, found.undated) == (5, 1, 1, 1)
    assert found.by_weekdays == 0
    assert found.bins.filter(pl.col("state") == "late")["days_from"].to_list() == [21]
    assert found.bins["documents"].sum() == found.documents
    again = time_to_publish_data(register, catalog, links(*pairs, (2, 6, 12.0, "certain")), 20)
    assert again.late == 0, "the first publication counts"
    unsure = time_to_publish_data(register, catalog, links((2, 2, 20.0, "review")), 20)
    assert unsure.documents == 0


@pytest.mark.parametrize("limit", [0, 1, 20, 61, 250])
def test_no_bar_holds_both_who_was_late_and_who_was_not(limit: int) -> None:
    days = [DAY + dt.timedelta(days=n) for n in range(1200)]
    rows = pl.Series(range(1200), dtype=pl.UInt32)
    register = pl.DataFrame({"row": rows, "issued_on": [DAY] * 1200})
    catalog = pl.DataFrame({"row": rows, "issued_on": [DAY] * 1200, "published_on": days})
    found = time_to_publish_data(
        register, catalog, links(*((n, n, 20.0, "certain") for n in range(1200))), limit
    )
    late = pl.col("state") == "late"
    assert found.bins.filter(late)["days_from"].min() == limit + 1
    assert found.bins.filter(~late)["days_to"].max() == limit
    assert found.bins["documents"].sum() == found.documents == 1200
    assert found.bins.height < 100
    assert found.by_weekdays > 0, "2027 is beyond the official calendar"


# -- scores, waterfall --------------------------------------------------------------------------


def test_scores_are_counted_by_bit_and_kind() -> None:
    data = scores_data(
        links((0, 0, 10.0, "certain"), (1, 1, 10.99, "certain"), (2, 2, -3.0, "review")),
        refused((3, 3, -3.01, "too_little_evidence")),
    )
    assert data.rows() == [
        ("certain", None, 10.0, 11.0, 2),
        ("review", None, -3.0, -2.0, 1),
        ("refused", "too_little_evidence", -4.0, -3.0, 1),
    ]


def test_far_scores_make_wider_bins_not_more() -> None:
    data = scores_data(links((0, 0, 300.0, "certain"), (1, 1, -20.0, "review")), refused())
    assert data["score_to"].to_list()[0] - data["score_from"].to_list()[0] == 4.0


def test_a_waterfall_steps_from_nought_to_the_score() -> None:
    evidence = [{"name": "prior", "weight": -9.5}, {"name": "title same", "weight": 21.0}]
    pair = pl.DataFrame([(1, 2, "title", 11.5, "certain", evidence)], schema=LINKS, orient="row")
    assert waterfall_data(pair, refused(), 1, 2).rows() == [
        (0, "prior", -9.5, 0.0, -9.5, "against"),
        (1, "title same", 21.0, -9.5, 11.5, "for"),
        (2, "score", 11.5, 0.0, 11.5, "score"),
    ]
    with pytest.raises(UsageError) as error:
        waterfall_data(pair, refused(), 1, 3)
    assert error.value.hint is not None
    assert "catalog rows 2" in error.value.hint.en


# -- series -------------------------------------------------------------------------------------


def numbered(serials: list[int], *, received: bool = False) -> pl.DataFrame:
    numbers = pl.Series([f"甲发〔2024〕{serial}号" for serial in serials], dtype=pl.String)
    return pl.DataFrame({"row": range(len(serials))}, schema={"row": pl.UInt32}).with_columns(
        numbers.alias("doc_number"),
        pl.lit("甲局").alias("norm_issuer"),
        pl.lit(DAY).alias("issued_on"),
        pl.lit(DAY).alias("published_on"),
        pl.lit(received).alias("is_received"),
        *parse_doc_numbers(numbers),
    )


def test_runs_tell_which_list_holds_a_serial() -> None:
    register = numbered([1, 2, 3, 6, 7])
    catalog = numbered([1, 2, 8])
    runs = find_runs(
        register, catalog, fates(("register", 2, "withheld"), ("register", 3, "omitted")), Config()
    )
    assert runs.select("series", "serial_from", "serial_to", "missing_in", "is_withheld").rows() == [
        ("甲发〔2024〕", 1, 2, None, False),
        ("甲发〔2024〕", 3, 3, "catalog", True),
        ("甲发〔2024〕", 4, 5, "both", False),
        ("甲发〔2024〕", 6, 7, "catalog", False),
        ("甲发〔2024〕", 8, 8, "register", False),
    ]  # fmt: skip
    assert (runs["count"] == runs["serial_to"] - runs["serial_from"] + 1).all()


def test_a_typing_error_ends_no_series() -> None:
    runs = find_runs(numbered([1, 2, 3, 4, 5, 99_999]), numbered([1]), fates(), Config())
    assert runs["serial_to"].max() == 5


def test_a_voided_serial_is_no_gap_and_parts_a_run() -> None:
    config = Config.model_validate({"series": {"voided": ["甲发〔2024〕4号"]}})
    held = numbered([1, 2, 3, 5, 6])
    runs = find_runs(held, held, fates(), config)
    assert runs.select("serial_from", "serial_to", "missing_in").rows() == [
        (1, 3, None),
        (5, 6, None),
    ]


def test_documents_of_others_are_no_series_of_the_office() -> None:
    assert find_runs(
        numbered([3, 9, 12, 40, 41], received=True), numbered([]), fates(), Config()
    ).is_empty()


@pytest.mark.parametrize("last", [5, MOST_CELLS, MOST_CELLS + 1, 1000])
def test_strips_hold_every_serial_once(last: int) -> None:
    serials = [n for n in range(1, last + 1) if n % 7 or n == last]
    runs = find_runs(numbered(serials), numbered(serials[: last // 2]), fates(), Config())
    data = series_data(runs)
    assert data["count"].sum() == last == data["serials"].max()
    assert data.height <= 3 * MOST_CELLS
    cells = data.group_by("cell_from").agg(pl.col("low").min(), pl.col("high").max())
    assert (cells["low"] == 0).all()
    assert (cells["high"] == 1).all()
    assert data["cell_to"].max() == last


# -- thresholds ---------------------------------------------------------------------------------


def test_costs_by_hand() -> None:
    dispositions = fates(
        ("register", 0, "published"), ("register", 1, "needs_review"), ("register", 2, "omitted"),
        ("register", 3, "needs_review"), ("register", 4, "received"), ("register", 5, "omitted"),
    )  # fmt: skip
    found = links((0, 0, 6.0, "probable"), (0, 9, 3.0, "review"), (1, 1, 2.0, "review"),
                  (3, 3, 12.0, "review"))  # fmt: skip
    near = refused(
        (2, 4, -4.0, "too_little_evidence"), (2, 5, -6.0, "too_little_evidence"),
        (4, 6, -4.0, "too_little_evidence"),  # received: nobody calls it omitted
        (5, 7, 9.0, "another_number"),  # a veto: no threshold changes it
        (1, 8, -5.0, "too_little_evidence"),  # judged by its link
    )  # fmt: skip
    pairs = decided_pairs(dispositions, found, near)
    assert pairs.rows() == [(0, 6.0, False), (1, 2.0, False), (2, -4.0, False), (3, 12.0, True)]
    as_scanned = costs_at(pairs)
    assert as_scanned.hidden == pytest.approx(1 / 65)
    assert as_scanned.false_alarms == pytest.approx(1 / 17)
    assert as_scanned.review == 2
    bold = costs_at(pairs, accept=-5.0, refuse=7.0)  # a limit of refusal above that of acceptance
    assert bold.hidden == pytest.approx(1 / 65 + 1 / 5 + 16 / 17)
    assert (bold.false_alarms, bold.review, bold.refuse) == (0.0, 1, -5.0)
    timid = costs_at(pairs, accept=20.0, refuse=7.0)
    assert timid.false_alarms == pytest.approx(64 / 65 + 4 / 5 + 1 / 17)
    assert (timid.hidden, timid.review) == (0.0, 1)


def test_the_grid_says_what_costs_at_says() -> None:
    scores = [-35.0, -10.0, -3.25, -3.0, 4.75, 5.0, 29.9, 30.0, 55.0]
    pairs = pl.DataFrame(
        {"row": range(len(scores)), "score": scores, "is_held": False},
        schema_overrides={"row": pl.UInt32},
    )
    grid = thresholds_data(pairs)
    assert grid["pairs"].sum() == len(scores)
    assert grid["threshold"].is_sorted()
    for row in grid.iter_rows(named=True):
        costs = costs_at(pairs, accept=row["threshold"], refuse=row["threshold"])
        assert row["hidden"] == pytest.approx(costs.hidden)
        assert row["false_alarms"] == pytest.approx(costs.false_alarms)
        assert row["above"] == sum(score >= row["threshold"] for score in scores)


# -- findings over runs, names ------------------------------------------------------------------


class Told:
    """An audit as far as its findings go."""

    def __init__(self, as_of: dt.date, *ids: str, key: str = "k") -> None:
        rows = [{"finding_id": one, "severity": "high" if one < "m" else "low"} for one in ids]
        self.findings = pl.DataFrame(rows, schema=FINDINGS)
        self.as_of, self.key_name = as_of, key


def test_findings_are_new_and_gone_by_their_ids() -> None:
    later, first = Told(dt.date(2024, 4, 1), "b", "z"), Told(dt.date(2024, 3, 1), "a", "b")
    data = findings_over_runs_data([later, first])
    assert data.filter(pl.col("findings") + pl.col("gone").fill_null(0) > 0).select(
        "run", "severity", "findings", "new", "gone"
    ).rows() == [
        ("2024-03-01", "high", 2, None, None),
        ("2024-04-01", "high", 1, 0, 1),
        ("2024-04-01", "low", 1, 1, 0),
    ]
    other = findings_over_runs_data([first, Told(DAY, "a", key="another")])
    assert other["new"].null_count() == other.height, "ids of two keys do not compare"


def test_runs_of_one_day_are_told_apart() -> None:
    data = findings_over_runs_data([Told(DAY, "a"), Told(DAY, "b")])
    assert data["run"].unique(maintain_order=True).to_list() == ["2024-03-04", "2024-03-04 (2)"]


def test_names_are_made_visible_masked_and_kept_apart() -> None:
    names = pl.Series(["[/]", "\x1b[31m甲\u202e", "长" * 40 + "1", "长" * 40 + "2", None,
                       "张某 11010519491231002X", "神秘科"])  # fmt: skip
    shown = label(names, "en", ["神秘"]).to_list()
    assert shown[0] == "[/]"
    assert shown[1] == "␛[31m甲<U+202E>"
    assert shown[2] != shown[3]
    assert shown[4] == "(not given)"
    assert "1949" not in shown[5]
    assert shown[6] == "██科"
