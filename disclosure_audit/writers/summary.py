"""The facts of a summary, in the report's language, before any format lays them out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.writers import names
from disclosure_audit.writers.report import Report

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


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, fit to be shown."""

    severity: str
    rule: str
    message: str
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


def say_total(total: Total, report: Report) -> str:
    """Return one sentence on the control totals of one list."""
    judged = Text(
        "{side}: {read:,} rows = {judged:,} records + {rejected:,} rejected{blank}",
        "{side}：读入 {read:,} 行 = 记录 {judged:,} 条 + 拒读 {rejected:,} 行{blank}",
    )
    blank = Text("; blank rows passed over: {n:,}", "；另有空行 {n:,} 行").to(
        report.lang, n=total.blank
    )
    sentence = judged.to(
        report.lang,
        side=total.side, read=total.read, judged=total.judged, rejected=total.rejected,
        blank=blank if total.blank else "",
    )  # fmt: skip
    if total.adds_up:
        return sentence
    wrong = Text("DOES NOT ADD UP: do not rely on this scan", "合计不符：本次结果不可采信")
    return f"{sentence}  {wrong.to(report.lang)}"


def dispositions(report: Report) -> Iterator[tuple[str, str, int, str]]:
    """Yield side, what became of them, how many records, and their share of the side."""
    for side, label in names.SIDES.items():
        counts = report.control_totals[side]["dispositions"]
        known = [code for code in names.DISPOSITIONS if code in counts]
        whole = sum(counts.values())
        for code in [*known, *(code for code in counts if code not in known)]:
            if counts[code]:
                share = f"{100 * counts[code] / whole:.1f}%"
                yield (
                    label.to(report.lang),
                    names.name(names.DISPOSITIONS, code, report.lang),
                    counts[code],
                    share,
                )


def links(report: Report) -> str:
    """Return how many links there are, by how sure they are."""
    counts = report.control_totals["links"]
    join = "、" if report.lang == "zh" else ", "
    return join.join(
        f"{names.name(names.LINKS, status, report.lang)} {n:,}" for status, n in counts.items()
    )


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
    """Yield the worst findings, control characters made visible."""
    for row in report.findings.head(WORST).to_dicts():
        evidence = tuple(
            (names.evidence(item["name"], report.lang), visible(item["value"]))
            for item in row["evidence"] or ()
            if item["value"]
        )
        yield Finding(row["severity"], row["rule"], visible(row["message"]), evidence)


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
    if lost := report.control_totals.get("possible_loss"):
        yield Text(
            "Titles with more candidates than the limit: {n:,}. Raise matching.candidates_per_title",
            "有 {n:,} 个标题的候选过多而被截断；请调高 matching.candidates_per_title",
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
            "Links that wait for a person: {n:,}. Look at them first: they may explain omissions",
            "有 {n:,} 处对应关系待人工核对：请先核对，它们可能解释部分“未见公开”",
        ).to(report.lang, n=review)
    if not report.findings.is_empty():
        rule = report.findings.row(0, named=True)["rule"]
        yield Text(
            "What a rule means and what to do about it: disclosure-audit explain {rule}",
            "查看规则说明与处理办法：disclosure-audit explain {rule}",
        ).to(report.lang, rule=rule)


def is_clean(report: Report) -> bool:
    """Return whether no rule found anything."""
    return report.findings.is_empty()
