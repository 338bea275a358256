"""The page about checking the match: its commands run, its figures are right."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from disclosure_audit.evaluation.intervals import SMALL, upper_bound
from disclosure_audit.evaluation.strata import NEAR
from disclosure_audit.matching.verdicts import CERTAIN, FLOOR, PROBABLE
from tests.evaluation.conftest import SAMPLE

if TYPE_CHECKING:
    from tests.command_line import Cli

PAGE = (SAMPLE.parent / "docs" / "checking-the-match.md").read_text(encoding="utf-8")


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
