"""The facts of a summary, in the report's language, before any format lays them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from disclosure_audit import names
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.writers import evidence
from disclosure_audit.writers.report import Report

TOTAL = Text("total", "合计")
WORST = 10
"""How many findings a summary shows in full."""


@dataclass(frozen=True, slots=True)
class Total:
    """The control totals of one list. They add up if every row read has become something."""

    side: str
    read: int
    blank: int
    rejected: int
    judged: int

    @property
    def adds_up(self) -> bool:
        """Whether no row was lost and none was counted twice."""
        return self.read == self.rejected + self.judged


EMPTY = {
    "register": Text(
        "The register holds no record: everything published counts as unregistered",
        "登记簿中没有记录：目录中的文件都会判为“登记簿中没有”",
    ),
    "catalog": Text(
        "The catalog holds no record: every document that is due counts as omitted",
        "公开目录中没有记录：到期应公开的文件都会判为“未见公开”",
    ),
}
"""What a list without records does to the verdicts."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, fit to be shown."""

    severity: str
    rule: str
    verdict: str
    """What the rule says, whatever the record."""
    document: str
    """Which document it says it of; empty if that is not known."""
    place: str
    """Where its record stands."""
    evidence: tuple[tuple[str, str], ...]


def totals(report: Report) -> Iterator[Total]:
    """Yield the control totals of both lists."""
    for side, label in names.SIDES.items():
        counts = report.control_totals[side]
        yield Total(
            label.to(report.lang),
            counts["read"],
            counts["blank"],
            counts["rejected"],
            sum(counts["dispositions"].values()),
        )


def title(report: Report) -> str:
    """Return what was compared with what, and the day on which the audit looks."""
    lists = {side: _listed(report.inputs.get(side, ()), report.lang) for side in names.SIDES}
    return Text(
        "Disclosure audit of {register} against {catalog}, as of {day}",
        "信息公开审计：{register} 对照 {catalog}，基准日 {day}",
    ).to(report.lang, **lists, day=report.as_of or "?")


def _listed(sources: Sequence[str], lang: Lang) -> str:
    """Return the first source and how many more there are."""
    if len(sources) < 2:
        return visible(sources[0]) if sources else "-"
    more = Text("{first} and {n:,} more", "{first} 等 {all:,} 份")
    return more.to(lang, first=visible(sources[0]), n=len(sources) - 1, all=len(sources))


def say_total(total: Total, report: Report) -> str:
    """Return one sentence on the control totals of one list, which says whether they add up."""
    judged = Text(
        "{side}: {read} = {judged} + {rejected:,} rejected{blank}; {check}",
        "{side}：读入 {read} = {judged} + 拒读 {rejected:,} 行{blank}；{check}",
    )
    blank = Text(" ({n:,} blank passed over)", "（另有空行 {n:,} 行）").to(
        report.lang, n=total.blank
    )
    check = (
        Text("adds up", "相符")
        if total.adds_up
        else Text("DOES NOT ADD UP: do not rely on this scan", "合计不符：本次结果不可采信")
    )
    return judged.to(
        report.lang,
        side=total.side,
        read=count(total.read, "row", "行", report.lang),
        judged=Text("{n}", "记录 {n}").to(
            report.lang, n=count(total.judged, "record", "条", report.lang)
        ),
        rejected=total.rejected,
        blank=blank if total.blank else "",
        check=check.to(report.lang),
    )


def count(number: int, noun: str, measure: str, lang: Lang) -> str:
    """Return a number with its noun: ``1 row``, ``2,195 rows``, ``2,195 行``."""
    if lang == "zh":
        return f"{number:,} {measure}"
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def dispositions(report: Report) -> Iterator[tuple[str, str, int, str]]:
    """Yield side, what became of them, how many records, and their share of the side.

    The last line of each side is its total: the records that the control totals speak of.
    """
    for side, label in names.SIDES.items():
        counts = report.control_totals[side]["dispositions"]
        known = [code for code in names.DISPOSITIONS if code in counts]
        whole = sum(counts.values())
        for code in [*known, *(code for code in counts if code not in known)]:
            if counts[code]:
                said = names.name(names.DISPOSITIONS, code, report.lang)
                yield label.to(report.lang), said, counts[code], _share(counts[code], whole)
        yield label.to(report.lang), TOTAL.to(report.lang), whole, _share(whole, whole)


def _share(part: float, whole: float) -> str:
    """Return a share that does not hide what is there: never 0.0 % of something."""
    if not whole:
        return "-"
    share = 100 * part / whole
    if 0 < share < 0.05:
        return "<0.1%"
    return ">99.9%" if 99.95 <= share < 100 else f"{share:.1f}%"


_EXPECTED = Text(" ({share} expected wrong)", "（预计误配 {share}）")


def links(report: Report) -> str:
    """Return how many links there are, by how sure they are, and how many are likely wrong."""
    totals = report.control_totals
    join = "、" if report.lang == "zh" else ", "
    parts = []
    for status, n in totals["links"].items():
        part = f"{names.name(names.LINKS, status, report.lang)} {n:,}"
        wrong = totals.get("expected_wrong", {}).get(status)
        if n and wrong is not None:
            part += _EXPECTED.to(report.lang).format(share=_share(wrong, 1))
        parts.append(part)
    return join.join(parts)


def by_rule(report: Report) -> Iterator[tuple[str, str, str, int]]:
    """Yield severity, rule, title and number of findings, worst first."""
    counts = {
        (severity, rule): n
        for severity, rule, n in report.findings.group_by("severity", "rule").len().rows()
    }
    order = list(names.SEVERITIES)
    for severity, rule in sorted(counts, key=lambda key: (order.index(key[0]), key[1])):
        title = report.verdicts.get(rule, "")
        yield severity, rule, visible(title), counts[severity, rule]


def worst(report: Report) -> Iterator[Finding]:
    """Yield the worst findings, fit to be read by a person."""
    for row in report.findings.head(WORST).to_dicts():
        verdict = report.verdicts.get(row["rule"], "").rstrip("。.")
        document = row["message"]
        if verdict and document.startswith(verdict):
            document = document.removeprefix(verdict).lstrip(":： ")
        yield Finding(
            severity=row["severity"],
            rule=row["rule"],
            verdict=visible(verdict),
            document=visible(document),
            place=_place(row, report.lang),
            evidence=tuple(
                (evidence.label(item["name"], report.lang),
                 evidence.value(item["name"], item["value"], report.lang))
                for item in row["evidence"] or ()
                if item["value"]
            ),
        )  # fmt: skip


def _place(row: dict[str, Any], lang: Lang) -> str:
    """Return in which data rows of the lists the records of a finding stand, counted from 1."""
    said = Text("{side} data row {n:,}", "{side}数据第 {n:,} 行")
    places = [
        said.to(lang, side=label.to(lang), n=row[f"{side}_row"] + 1)
        for side, label in names.SIDES.items()
        if row[f"{side}_row"] is not None
    ]
    if not places and row["record_id"] is not None:
        return Text("a file that belongs to no record", "不属于任何记录的文件").to(lang)
    return Text(", ", "，").to(lang).join(places)


def say_worst(report: Report) -> str:
    """Return the heading above the worst findings, which says how many there are in all."""
    total = report.findings.height
    if total <= WORST:
        return Text("The worst first", "按严重程度排列").to(report.lang)
    return Text("The worst {n} of {total:,}", "最严重的 {n} 个，共 {total:,} 个").to(
        report.lang, n=WORST, total=total
    )


def not_applicable(report: Report) -> Iterator[tuple[str, str]]:
    """Yield each reason and the rules that could not judge because of it."""
    reasons: dict[str, list[str]] = {}
    for rule in report.rules:
        if rule.not_applicable:
            reasons.setdefault(rule.not_applicable.to(report.lang), []).append(rule.code)
    for reason, codes in reasons.items():
        yield visible(reason), " ".join(codes)


def warnings(report: Report) -> Iterator[str]:
    """Yield what a reader of the summary must know before trusting it."""
    for total, text in zip(totals(report), EMPTY.values(), strict=True):
        if not total.judged:
            yield text.to(report.lang)
    if lost := report.control_totals.get("possible_loss"):
        yield Text(
            "Candidate pairs beyond the limit, never weighed: {n:,}. If a link is missing, raise"
            " matching.candidates_per_title",
            "超过上限而未比较的候选对：{n:,}。如有遗漏的对应关系，请调高 matching.candidates_per_title",
        ).to(report.lang, n=lost)


def next_steps(report: Report) -> Iterator[str]:
    """Yield where the results lie and what to do with them."""
    if report.folder:
        yield Text("Results: {folder}", "结果存放于：{folder}").to(
            report.lang, folder=visible(str(report.folder))
        )
    review = report.control_totals["links"].get("review", 0)
    if review:
        yield Text(
            "Uncertain links that wait for a person: {n:,}. Look at them first: they may explain omissions",
            "有 {n:,} 处对应关系待人工核对：请先核对，它们可能解释部分“未见公开”",
        ).to(report.lang, n=review)
    if not report.findings.is_empty():
        rule = report.findings.row(0, named=True)["rule"]
        yield Text(
            "What a rule means and what to do: disclosure-audit explain {rule}",
            "查看规则说明与处理办法：disclosure-audit explain {rule}",
        ).to(report.lang, rule=rule)
    if report.findings.height > WORST:
        yield Text(
            "All {n:,} findings as a table: scan again with --format csv > findings.csv",
            "导出全部 {n:,} 个问题：扫描时加 --format csv > findings.csv",
        ).to(report.lang, n=report.findings.height)


def is_clean(report: Report) -> bool:
    """Return whether no rule found anything."""
    return report.findings.is_empty()
