"""The audit of the sample, made once, and one of a million findings."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import polars as pl

from disclosure_audit import run as runs
from disclosure_audit.config import Config
from disclosure_audit.findings import FINDINGS
from disclosure_audit.language import Lang
from disclosure_audit.notebook import Audit, scan
from tests.conftest import make_audit
from tests.documented import ROOT

SAMPLE = ROOT / "sample_data"
REGISTER, CATALOG = SAMPLE / "register.xlsx", SAMPLE / "catalog.csv"


@functools.cache
def sample(lang: Lang = "en") -> Audit:
    """Return the audit of the sample; nobody may save it."""
    return scan(REGISTER, CATALOG, Config(lang=lang))


def fresh(**settings: Any) -> Audit:
    """Return an audit of the sample that a test may do with as it likes."""
    return scan(REGISTER, CATALOG, Config.model_validate({"lang": "en", **settings}))


def secrets() -> list[str]:
    """Return the confidential strings that were put into the sample."""
    expected = json.loads((SAMPLE / "expected.json").read_text("utf-8"))
    found = list(dict.fromkeys(_strings(expected["secrets"])))
    assert len(found) > 10
    return found


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value
    return [text for item in items for text in _strings(item)]


def small(folder: Path | None = None, lang: Lang = "en", **given: Any) -> Audit:
    """Return the audit made by hand, with other parts where they are given."""
    run = runs.hold(make_audit(lang, given.pop("rows", None)), command=[])
    for name, value in given.items():
        object.__setattr__(run, name, value)
    return Audit(run, folder=folder)


def million_findings() -> pl.DataFrame:
    """Return a million findings, worst first."""
    n = 1_000_000
    rows = pl.select(pl.int_range(n, dtype=pl.UInt32).alias("register_row"))
    filled = rows.with_columns(
        pl.format("{}", "register_row").str.zfill(16).alias("finding_id"),
        pl.lit("OM001").alias("rule"),
        pl.lit("high").alias("severity"),
        pl.lit("high").alias("confidence"),
        pl.lit("register").alias("side"),
        pl.format("A document that should be public is not in the catalog: {}", "register_row")
        .alias("message"),
    )  # fmt: skip
    return filled.select(
        filled[name] if name in filled.columns else pl.lit(None, dtype).alias(name)
        for name, dtype in FINDINGS.items()
    )
