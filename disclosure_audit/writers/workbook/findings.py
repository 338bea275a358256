"""The findings as lists: all of them, each department's, and those that reviewers spoke of."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.paper import Paper
from disclosure_audit.review.sheets import Column
from disclosure_audit.writers import stats
from disclosure_audit.writers.evidence_line import in_lines
from disclosure_audit.writers.workbook import columns as c
from disclosure_audit.writers.workbook.lists import Listing

MOST_DEPARTMENTS = 100
"""Departments that get a sheet of their own, those with the most findings; the others share one."""
NAMELESS = Text("no department named", "未注明部门")
_REPLY = c.text("reply", "department's reply", "部门回复")
_OTHERS = Text("other departments", "其他部门")
_ALL = (
    c.SEVERITY, c.RULE, c.VERDICT, c.STATUS_OF, c.NUMBER, c.TITLE, c.OWNER, c.SIDE, c.REGISTER_ROW,
    c.CATALOG_ROW, c.RECORD, c.ISSUER, c.text("month", "month", "月份"), c.EVIDENCE,
    Column("confidence", Text("confidence", "把握"), coded={
        "low": Text("low", "低"), "medium": Text("medium", "中"), "high": Text("high", "高")}),
    c.LIKELIHOOD, Column("is_known", Text("in the baseline", "已在基线中"), dtype=pl.Boolean),
    Column("flagged", Text("flagged", "标记"), dtype=pl.Boolean),
    c.REASON, c.NOTE, c.UNTIL, c.REVIEWER, c.DECIDED, c.MESSAGE, c.FINDING,
)  # fmt: skip
_OF_DEPARTMENT = (
    c.SEVERITY, c.RULE, c.VERDICT, c.NUMBER, c.TITLE, c.SIDE, c.REGISTER_ROW, c.CATALOG_ROW,
    c.RECORD, c.EVIDENCE, c.STATUS_OF, c.NOTE, c.FINDING, _REPLY,
)  # fmt: skip
_DECIDED = (
    c.STATUS_OF, c.REASON, c.NOTE, c.UNTIL, Column("flagged", Text("flagged", "标记"), dtype=pl.Boolean),
    c.REVIEWER, c.DECIDED, c.SEVERITY, c.RULE, c.VERDICT, c.NUMBER, c.TITLE, c.OWNER, c.FINDING,
)  # fmt: skip


class Findings:
    """Makes the lists of findings of a paper."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._verdicts = {code: rule.title.to(paper.lang) for code, rule in paper.rules.items()}

    def all(self) -> Listing:
        """Return every finding, worst first, with what became of it."""
        about = Text(
            "every finding, worst first, with what reviewers decided",
            "全部问题，按严重程度排列，附审阅结论",
        )
        return Listing(Text("Findings", "问题清单"), about, _ALL, self._paper.findings, self._said, 2)  # fmt: skip

    def decided(self) -> Listing:
        """Return the findings that a reviewer said something of, the earliest first."""
        said = self._paper.findings.filter(pl.col("reviewer").is_not_null())
        about = Text(
            "findings that reviewers spoke of, by time: the last word on each",
            "审阅人已作处理的问题，按时间排列，以最后决定为准",
        )
        return Listing(
            Text("Decisions", "审阅决定"),
            about,
            _DECIDED,
            said.sort("decided_at", "finding_id", nulls_last=True),
            self._said,
        )

    def departments(self) -> Iterator[Listing]:
        """Yield a list per department of what still stands, by name; none if nobody is named."""
        counted = self._paper.counted.with_columns(pl.col("owner").fill_null(stats.NO_OWNER))
        sizes = stats.by_owner(self._paper)["owner"].to_list()
        if sizes in ([], [stats.NO_OWNER]):
            return
        own = sizes if len(sizes) <= MOST_DEPARTMENTS else sizes[:MOST_DEPARTMENTS]
        for owner in sorted(own, key=lambda name: (name == stats.NO_OWNER, name)):
            title = NAMELESS if owner == stats.NO_OWNER else Text(owner, owner)
            about = Text(
                "what still stands of this department, to be answered",
                "该部门尚未解决的问题，供回复",
            )
            mine = counted.filter(pl.col("owner") == owner)
            yield Listing(title, about, _OF_DEPARTMENT, mine, self._said)
        rest = counted.filter(~pl.col("owner").is_in(own))
        if not rest.is_empty():
            about = Text(
                f"what still stands of the {len(sizes) - len(own):,} departments with the fewest findings",
                f"问题最少的 {len(sizes) - len(own):,} 个部门尚未解决的问题",
            )
            rest = rest.sort("owner", maintain_order=True)
            rest = rest.with_columns(nameless(self._paper.lang).alias("owner"))
            yield Listing(_OTHERS, about, (c.OWNER, *_OF_DEPARTMENT), rest, self._said)

    def _said(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return rows of the findings with their evidence and verdict in words."""
        return rows.with_columns(
            in_lines(rows["evidence"], self._paper.lang).alias("evidence"),
            verdict(self._verdicts),
            c.unsure(pl.col("score")),
            pl.lit(None, dtype=pl.String).alias("reply"),
        )


def verdict(titles: dict[str, str]) -> pl.Expr:
    """Return ``verdict``: what the rule says is wrong, in the paper's language."""
    return (
        pl.col("rule").replace_strict(titles, default=None, return_dtype=pl.String).alias("verdict")
    )


def nameless(lang: Lang) -> pl.Expr:
    """Return ``owner`` with words where no department is named."""
    return pl.col("owner").replace(stats.NO_OWNER, NAMELESS.to(lang)).fill_null(NAMELESS.to(lang))
