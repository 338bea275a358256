"""A paper of a small run, with what reviewers decided, for the tests of the gate."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from disclosure_audit import run
from disclosure_audit.paper import Paper, make_paper
from disclosure_audit.review.desk import open_desk
from disclosure_audit.review.entry import Draft
from tests.conftest import finding, make_audit

TODAY = dt.date(2026, 3, 1)
RULES = {"OM001": "omitted-document", "OM002": "withheld-without-reason", "DF001": "title-differs"}

__all__ = ["RULES", "TODAY", "finding", "make", "omissions", "totals"]


def omissions(count: int, first: int = 0, **given: Any) -> list[dict[str, Any]]:
    return [finding(number, **given) for number in range(first, first + count)]


def make(
    folder: Path, findings: list[dict[str, Any]] | None = None, drafts: Iterable[Draft] = ()
) -> Paper:
    """Return the paper of a run in ``folder`` that was written, decided on and read again."""
    run.write(make_audit(findings=findings), folder, command=["scan"], force=True)
    desk = open_desk(folder, user="王")
    try:
        desk.decide(list(drafts))
        return make_paper(desk, lang="en")
    finally:
        desk.close()


def totals(paper: Paper, **register: int) -> Paper:
    """Return the paper with other dispositions of the register."""
    changed = {
        **paper.control_totals,
        "register": {**paper.control_totals["register"], "dispositions": register},
    }
    return dataclasses.replace(paper, control_totals=changed)
