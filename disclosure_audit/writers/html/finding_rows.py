"""The findings as rows: columns for the script, and a table for who has none and for the printer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.names import SEVERITIES, name
from disclosure_audit.paper import Paper
from disclosure_audit.review.decisions import STATUS
from disclosure_audit.writers.html.detail_html import detail_html
from disclosure_audit.writers.html.details import Detail
from disclosure_audit.writers.html.markup import esc, tag
from disclosure_audit.writers.html.rule_help import badge
from disclosure_audit.writers.html.ui_words import COLUMNS
from disclosure_audit.writers.odds import say_probability

_PRINTED = ("severity", "rule", "document", "owner", "month", "status")
_JOIN = Text(", ", "，")


def table_head(paper: Paper) -> str:
    """Return the head of the table that is printed; a printer repeats it on every page."""
    heads = "".join(
        tag("th", esc(COLUMNS[key].to(paper.lang)), scope="col", class_=key) for key in _PRINTED
    )
    return tag("thead", tag("tr", heads))


def table_rows(finding: Mapping[str, Any], detail: Detail, paper: Paper) -> str:
    """Return one finding as two rows: what it is, and all there is to say of it."""
    lang = paper.lang
    below = [visible(finding["doc_number"] or ""), rule_title(paper, finding["rule"])]
    said = tag("b", esc(document(finding))) + tag(
        "small", esc(_JOIN.to(lang).join(part for part in below if part))
    )
    cells = (
        badge(finding["severity"], lang),
        tag("code", esc(finding["rule"])),
        said,
        esc(finding["owner"] or "–"),
        esc(finding["month"] or "–"),
        esc(name(STATUS, finding["status"], lang)),
    )
    row = "".join(tag("td", cell, class_=key) for key, cell in zip(_PRINTED, cells, strict=True))
    more = tag("td", detail_html(detail, finding["finding_id"], lang), colspan=len(_PRINTED))
    return tag("tbody", tag("tr", row) + tag("tr", more, class_="more"))


def columns(findings: pl.DataFrame, paper: Paper) -> dict[str, Any]:
    """Return the findings column by column, as the script takes them.

    ``severities``, ``statuses`` (code and name), ``rules`` (code and title) and ``owners`` are what
    the numbers in ``severity``, ``status``, ``rule`` and ``owner`` point to.
    """
    rules = sorted(findings["rule"].unique().to_list())
    owners = findings["owner"].fill_null("").unique().sort().to_list()
    severities, statuses = list(SEVERITIES), list(STATUS)
    lang = paper.lang
    return {
        "severities": [[code, words.to(lang)] for code, words in SEVERITIES.items()],
        "statuses": [[code, words.to(lang)] for code, words in STATUS.items()],
        "rules": [[code, rule_title(paper, code)] for code in rules],
        "owners": [visible(owner) for owner in owners],
        "columns": {
            "severity": _places(findings["severity"], severities),
            "rule": _places(findings["rule"], rules),
            "owner": _places(findings["owner"].fill_null(""), owners),
            "status": _places(findings["status"], statuses),
            "document": [document(row) for row in findings.select(_NAMED).iter_rows(named=True)],
            "number": [visible(text or "") for text in findings["doc_number"]],
            "month": [visible(text or "") for text in findings["month"]],
            "score": [say_probability(s / 100) if s is not None else "" for s in findings["score"]],
            "id": findings["finding_id"].to_list(),
            "record": [visible(text or "") for text in findings["record_id"]],
        },
    }


_NAMED = ("title", "message", "record_id", "doc_number")


def document(finding: Mapping[str, Any]) -> str:
    """Return what a finding is told of: its title, else its number, else the message."""
    said = finding["title"] or finding["doc_number"] or finding["message"] or finding["record_id"]
    return visible(said or "")


def rule_title(paper: Paper, code: str) -> str:
    """Return what is wrong by a rule, without a full stop; nothing of a rule that is not known."""
    said = paper.rules.get(code)
    return visible(said.title.to(paper.lang).rstrip("。.")) if said else ""


def _places(values: pl.Series, order: list[str]) -> list[int]:
    return values.replace_strict(
        order, range(len(order)), default=-1, return_dtype=pl.Int32
    ).to_list()
