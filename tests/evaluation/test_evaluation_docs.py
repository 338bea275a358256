"""The pages about checking match and findings: their commands run, their figures are right."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from disclosure_audit.evaluation.finding_sample import EACH_RULE
from disclosure_audit.evaluation.intervals import SMALL, share_interval, upper_bound
from disclosure_audit.evaluation.precision import PROMISES
from disclosure_audit.evaluation.strata import NEAR
from disclosure_audit.matching.verdicts import CERTAIN, FLOOR, PROBABLE
from tests.evaluation.conftest import SAMPLE

if TYPE_CHECKING:
    from tests.command_line import Cli

DOCS = SAMPLE.parent / "docs"
PAGE = (DOCS / "checking-the-match.md").read_text(encoding="utf-8")
FINDINGS_PAGE = (DOCS / "checking-the-findings.md").read_text(encoding="utf-8")


def test_the_commands_of_the_page_run(cli: Cli) -> None:
    for name in ("register.xlsx", "catalog.csv"):
        shutil.copy(SAMPLE / name, name)
    commands = re.findall(r"^\$ disclosure-audit (.+)$", PAGE, flags=re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["scan", "why", "sample", "evaluate"]
    for command in commands:
        if command.startswith("evaluate"):
            sheet = pl.read_csv("labels.csv", infer_schema=False)
            sheet.with_columns(pl.lit("1").alias("same")).write_csv("labels.csv")
        done = cli(*command.split())
        assert done.code == 0, done.err
        assert done.out or Path("labels.csv").exists()


def test_the_figures_of_the_page() -> None:
    assert (FLOOR, PROBABLE, CERTAIN, NEAR, SMALL) == (-3, 5, 10, -10, 40)
    assert f"{upper_bound(0, 50):.1%}" == "5.8%"
    assert upper_bound(0, 299) <= 0.01 < upper_bound(0, 298)


def test_the_commands_of_the_page_about_findings_run(cli: Cli) -> None:
    for name in ("register.xlsx", "catalog.csv"):
        shutil.copy(SAMPLE / name, name)
    commands = re.findall(r"^\$ disclosure-audit (.+)$", FINDINGS_PAGE, flags=re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["scan", "sample", "evaluate", "rules"]
    for command in commands:
        if command.startswith("evaluate"):
            sheet = pl.read_csv("right.csv", infer_schema=False)
            sheet.with_columns(pl.lit("1").alias("right")).write_csv("right.csv")
        done = cli(*command.split())
        assert done.code == 0, done.err
    assert "100.00%" in done.out


def test_the_figures_of_the_page_about_findings() -> None:
    assert (EACH_RULE, SMALL, PROMISES) == (5, 40, {"high": 0.9, "medium": 0.5, "low": None})
    assert share_interval(35, 35).low < 0.9 <= share_interval(36, 36).low
