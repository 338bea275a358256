"""The counts of the workbook: dispositions, findings by rule, department and month."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from disclosure_audit.dispositions import OF_SIDE
from disclosure_audit.language import Text
from disclosure_audit.names import SEVERITIES
from disclosure_audit.paper import Paper
from disclosure_audit.review.decisions import STATUS
from disclosure_audit.review.sheets import Column
from disclosure_audit.schema.columns import SIDES
from disclosure_audit.writers import stats
from disclosure_audit.writers.section import Section, Value
from disclosure_audit.writers.workbook import columns as c
from disclosure_audit.writers.workbook.findings import nameless
from disclosure_audit.writers.workbook.lists import Listing

_FINDINGS = c.number("findings", "findings", "问题数")
_BY_STATUS = tuple(c.number(code, word.en, word.zh) for code, word in STATUS.items())
_BY_SEVERITY = tuple(c.number(code, word.en, word.zh) for code, word in SEVERITIES.items())
_OMITTED = c.number("omitted", "omitted documents", "未见公开")


def dispositions(paper: Paper) -> Listing:
    """Return how many records of each list came to what, and why; they add up to the records."""
    order = {(side, str(code)): n for side in SIDES for n, code in enumerate(OF_SIDE[side])}
    every = pl.DataFrame(list(order), schema=["side", "disposition"], orient="row")
    counted = paper.dispositions.group_by("side", "disposition", "reason").len("records")
    frame = every.join(counted, on=["side", "disposition"], how="full", coalesce=True)
    frame = frame.with_columns(
        pl.col("records").fill_null(0),
        pl.struct("side", "disposition")
        .map_elements(
            lambda key: order.get((key["side"], key["disposition"]), len(order)),
            return_dtype=pl.Int64,
        )
        .alias("order"),
    )
    share = 100 * pl.col("records") / pl.col("records").sum().over("side")
    frame = frame.sort(
        pl.col("side") == "catalog", "order", "records", "reason", descending=[False, False, True, False]
    ).with_columns(share.fill_nan(None).alias("share"))  # fmt: skip
    about = Text(
        "what became of the records of each list, and why: adds up to the records",
        "各清单记录的去向及原因，合计等于记录数",
    )
    of_list = Column("share", Text("share of the list, %", "占该清单 %"), dtype=pl.Float64)
    return Listing(
        Text("Dispositions", "记录去向"), about,
        (c.SIDE, c.DISPOSITION, c.DISPOSITION_REASON, c.RECORDS, of_list), frame,
    )  # fmt: skip


def findings(paper: Paper) -> Iterator[Listing]:
    """Yield the counts of findings by rule, by department and by month."""
    rules = stats.by_rule(paper)
    columns = (
        c.SEVERITY, c.RULE, c.text("title", "what is wrong", "判定"), _FINDINGS, *_BY_STATUS,
        c.number("version", "version of the rule", "规则版本"),
        c.text("not_applicable", "not applicable because", "不适用的原因"),
    )  # fmt: skip
    about = Text(
        "every rule, with its findings by what reviewers decided",
        "各规则的问题数，按审阅状态分列",
    )
    yield Listing(Text("Findings by rule", "按规则统计"), about, columns, rules, kept=2)
    owners = stats.by_owner(paper).with_columns(nameless(paper.lang).alias("owner"))
    about = Text(
        "what still stands, by department and severity", "尚未解决的问题，按部门、级别统计"
    )
    columns = (c.OWNER, _FINDINGS, _OMITTED, *_BY_SEVERITY)
    yield Listing(Text("By department", "按部门统计"), about, columns, owners)
    about = Text(
        "what still stands, by the month in which the document was made; empty where it is not known",
        "尚未解决的问题，按成文月份统计；月份不明的为空",
    )
    columns = (c.text("month", "month", "月份"), _FINDINGS, _OMITTED, *_BY_SEVERITY)
    yield Listing(Text("By month", "按月统计"), about, columns, stats.by_month(paper))


def severities(paper: Paper) -> Section:
    """Return the findings by severity and by what reviewers decided, with their total."""
    frame = stats.by_severity(paper)
    names = ("findings", *STATUS)
    table: list[tuple[Value, ...]] = [
        (SEVERITIES[row["severity"]], *(row[name] for name in names))
        for row in frame.iter_rows(named=True)
    ]
    table.append((Text("total", "合计"), *(int(frame[name].sum()) for name in names)))
    heads = (Text("severity", "级别"), _FINDINGS.title, *(word for word in STATUS.values()))
    return Section("severities", Text("Findings", "问题"), (), heads, tuple(table))
