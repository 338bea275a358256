"""What holds for any two lists: every row has one fate, and the order of rows decides nothing."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from disclosure_audit.audit import Audit, scan
from disclosure_audit.config import Config, Scope
from disclosure_audit.dispositions import OF_SIDE
from disclosure_audit.schema.columns import SIDES
from tests.examples import tries

SAMPLE = Path(__file__).parent.parent / "sample_data"
WORDS = (
    "关于",
    "印发",
    "2011年度",
    "第1批",
    "第2批",
    "城市建设用地",
    "的批复",
    "的通知",
    "云南省",
    "河南省",
)
NUMBERS = ("国发〔2011〕1号", "国发〔2011〕2号", "国发[2011]01号", "国令第5号", "见附件", "", "／")
DATES = ("2011-02-07", "2011年2月8日", "1901-01-02", "2011-13-01", "", "20110207")
OPENNESS = ("主动公开", "不予公开", "依申请公开", "")
records = st.lists(
    st.fixed_dictionaries(
        {
            "标题": st.lists(st.sampled_from(WORDS), max_size=5).map("".join),
            "发文字号": st.sampled_from(NUMBERS),
            "成文日期": st.sampled_from(DATES),
            "公开属性": st.sampled_from(OPENNESS),
            "密级": st.sampled_from(("", "秘密★10年", "无")),
        }
    ),
    min_size=1,
    max_size=12,
)
SCANS = tries(60, usual=15, suppress=[HealthCheck.too_slow])


def _scan(register: list[dict[str, str]], catalog: list[dict[str, str]], **more: object) -> Audit:
    return scan(pl.DataFrame(register), pl.DataFrame(catalog), Config(lang="en", **more))  # type: ignore[arg-type]  # settings by name


@SCANS
@given(records, records, st.randoms(use_true_random=False))
def test_what_holds_for_any_two_lists(
    register: list[dict[str, str]], catalog: list[dict[str, str]], rng: random.Random
) -> None:
    """Three laws, tried on the same two lists: it is the scan that takes the time."""
    audit = _scan(register, catalog)
    _every_row_has_one_fate(audit, register, catalog)
    _at_most_one_link_per_catalog_record(audit)
    _the_order_of_rows_decides_nothing(audit, register, catalog, rng)


def _every_row_has_one_fate(
    audit: Audit, register: list[dict[str, str]], catalog: list[dict[str, str]]
) -> None:
    for side, rows in zip(SIDES, (register, catalog), strict=True):
        filled = [at for at, row in enumerate(rows) if any(row.values())]
        fates = audit.dispositions.filter(pl.col("side") == side)
        rejected = audit.rejects.filter(pl.col("side") == side)["row"].to_list()
        assert sorted(fates["row"].to_list() + rejected) == filled
        assert set(fates["disposition"]) <= set(map(str, OF_SIDE[side]))
        totals = audit.control_totals[side]
        assert totals["read"] == totals["rejected"] + sum(totals["dispositions"].values())


def _at_most_one_link_per_catalog_record(audit: Audit) -> None:
    assert audit.links["catalog_row"].is_unique().all()
    linked = audit.links.select("register_row", "catalog_row")
    refused = audit.candidates.select("register_row", "catalog_row")
    assert linked.join(refused, on=["register_row", "catalog_row"], how="inner").is_empty()
    for frame in (audit.links, audit.candidates):
        added = frame["evidence"].list.eval(pl.element().struct.field("weight")).list.sum()
        assert (added - frame["score"]).abs().max() in (None, pytest.approx(0, abs=1e-3))


def _the_order_of_rows_decides_nothing(
    one: Audit,
    register: list[dict[str, str]],
    catalog: list[dict[str, str]],
    rng: random.Random,
) -> None:
    mixed = [random.Random(rng.random()).sample(rows, len(rows)) for rows in (register, catalog)]
    other = _scan(mixed[0], mixed[1])
    assert sorted(one.findings["finding_id"]) == sorted(other.findings["finding_id"])
    fates = [a.dispositions.group_by("side", "disposition").len().sort("side", "disposition")
             for a in (one, other)]  # fmt: skip
    assert fates[0].equals(fates[1])


@SCANS
@given(records, records)
def test_out_of_scope_means_no_finding(
    register: list[dict[str, str]], catalog: list[dict[str, str]]
) -> None:
    import datetime as dt

    audit = _scan(register, catalog, scope=Scope(to=dt.date(2000, 1, 1)))
    outside = audit.dispositions.filter(pl.col("disposition") == "out_of_scope")
    for side in SIDES:
        rows = outside.filter(pl.col("side") == side)["row"].implode()
        other = "catalog_row" if side == "register" else "register_row"
        alone = audit.findings.filter(pl.col(f"{side}_row").is_in(rows), pl.col(other).is_null())
        assert alone.is_empty()


@pytest.fixture(scope="module")
def sample() -> Audit:
    return scan(SAMPLE / "register.xlsx", SAMPLE / "catalog.csv", Config(lang="en"))


def test_shuffled_sample_gives_the_same_findings(sample: Audit, tmp_path: Path) -> None:
    text = (SAMPLE / "catalog.csv").read_bytes().decode("gb18030")
    header, *lines = text.splitlines()
    random.Random(7).shuffle(lines)
    shuffled = tmp_path / "catalog.csv"
    shuffled.write_bytes("\n".join([header, *lines]).encode("gb18030"))
    one, other = sample, scan(SAMPLE / "register.xlsx", shuffled, Config(lang="en"))
    assert set(one.findings["finding_id"]) == set(other.findings["finding_id"])
    links = [a.links.join(a.catalog.select(catalog_row="row", key="record_id"), on="catalog_row")
             .select("register_row", "key", "status").sort("register_row", "key")
             for a in (one, other)]  # fmt: skip
    assert links[0].equals(links[1])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_decides_nothing(sample: Audit, tmp_path: Path, encoding: str) -> None:
    text = (SAMPLE / "catalog.csv").read_bytes().decode("gb18030")
    other_file = tmp_path / "catalog.csv"
    other_file.write_bytes(text.encode(encoding))
    other = scan(SAMPLE / "register.xlsx", other_file, Config(lang="en"))
    assert sample.findings.equals(other.findings)
    assert sample.links.equals(other.links)
