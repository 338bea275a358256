"""Capture-recapture: known figures, a simulation, and who is counted."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest

from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.series.account import make_account
from disclosure_audit.series.estimate import ESTIMATE, capture_recapture
from tests.series.series_lists import numbers


def estimated(*counts: tuple[int, int, int]) -> pl.DataFrame:
    frame = pl.DataFrame(
        [(2000 + n, *one) for n, one in enumerate(counts)],
        schema={"year": pl.Int32, "in_register": pl.Int64, "in_catalog": pl.Int64, "in_both": pl.Int64},
        orient="row",
    )  # fmt: skip
    return capture_recapture(frame)


def test_the_formulas() -> None:
    found = estimated((200, 150, 120))
    assert dict(found.schema) == {name: dtype() for name, dtype in ESTIMATE.items()}
    row = found.row(0, named=True)
    assert row["documents"] == pytest.approx(201 * 151 / 121 - 1)
    variance = 201 * 151 * 80 * 30 / (121**2 * 122)
    assert row["standard_error"] == pytest.approx(math.sqrt(variance))
    unseen = row["documents"] - (200 + 150 - 120)
    assert row["unseen"] == pytest.approx(unseen)
    width = math.exp(1.96 * math.sqrt(math.log(1 + variance / unseen**2)))
    assert row["unseen_low"] == pytest.approx(unseen / width, rel=1e-4)
    assert row["unseen_high"] == pytest.approx(unseen * width, rel=1e-4)


def test_where_nothing_can_be_said_nothing_is() -> None:
    few, contained = estimated((20, 20, 6), (20, 9, 9)).rows(named=True)
    assert [few[name] for name in list(ESTIMATE)[4:]] == [None] * 5
    assert (contained["unseen"], contained["documents"]) == (0, 20)
    assert (contained["unseen_low"], contained["unseen_high"]) == (None, None)


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    draw = np.random.default_rng(5)
    total, times = 400, 2000
    one, other = draw.random((times, total)) < 0.8, draw.random((times, total)) < 0.7
    counts = zip(
        one.sum(1).tolist(), other.sum(1).tolist(), (one & other).sum(1).tolist(), strict=True
    )
    found = estimated(*counts)
    truth = total - (one | other).sum(1)
    covered = (found["unseen_low"].to_numpy() <= truth) & (truth <= found["unseen_high"].to_numpy())
    assert 0.93 < covered.mean() < 0.97
    assert found["documents"].mean() == pytest.approx(total, rel=0.002)


def test_lists_that_agree_too_well_give_too_little() -> None:
    """What is said beside every estimate: a catalog made from the register is no second witness."""
    draw = np.random.default_rng(6)
    registered = draw.random(1000) < 0.7
    published = registered & (draw.random(1000) < 0.9)  # made from the register alone ...
    published |= draw.random(1000) < 0.02  # ... but for a few
    counts = (int(registered.sum()), int(published.sum()), int((registered & published).sum()))
    row = estimated(counts).row(0, named=True)
    assert row["unseen_high"] < (~(registered | published)).sum() / 5


def test_only_what_ought_to_be_in_both_lists_is_counted() -> None:
    subjects = [
        "供水",
        "防汛",
        "照明",
        "学前教育",
        "文物",
        "食品",
        "绿化",
        "公交",
        "消防",
        "征兵",
        "体育",
        "旅游",
        "养老",
        "垃圾",
        "桥梁",
    ]
    titles = [f"临江市人民政府关于加强{subject}工作的通知" for subject in subjects]
    register = pl.DataFrame(
        {
            "title": titles,
            "doc_number": numbers(*range(1, 16)),
            "issued_on": ["2024-03-01"] * 15,
            "openness": ["主动公开"] * 11 + ["不予公开", "依申请公开", "主动公开", "不予公开"],
            "direction": ["发文"] * 13 + ["收文", "发文"],
        }
    )
    # 9 and 10 are omitted, 11 and 12 are withheld, 13 was received, 14 is withheld and yet published
    published = [*range(9), 14]
    catalog = pl.DataFrame(
        {
            "title": [
                *(titles[n] for n in published),
                titles[0],
                "临江市人民政府关于表彰的决定",
                "领导调研",
            ],
            "doc_number": [
                *numbers(*(n + 1 for n in published)),
                numbers(1)[0],
                numbers(30)[0],
                None,
            ],
            "published_on": ["2024-03-05"] * 13,
        }
    )
    config = Config.model_validate({"time_limit": {"as_of": "2025-01-01"}})
    audit = scan(register, catalog, config, key=b"a key of the tests")
    account = make_account(audit.register, audit.catalog, audit.repeats, audit.dispositions, config)
    counts = account.estimate.select("year", "in_register", "in_catalog", "in_both").rows()
    assert counts == [(2024, 11, 10, 9), (None, 11, 10, 9)]
    assert account.estimate["unseen"].to_list() == [pytest.approx(2 * 1 / 10)] * 2
