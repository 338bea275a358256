"""The measured precision of the rules for the eye."""

from __future__ import annotations

from collections.abc import Iterable

from disclosure_audit.evaluation.paper import Paper
from disclosure_audit.evaluation.precision import ConfidencePrecision, FindingsEvaluation, Precision
from disclosure_audit.evaluation.rule_statistics import Statistic
from disclosure_audit.evaluation.scores_table import show_share
from disclosure_audit.language import Lang, Text
from disclosure_audit.writers.base import Page

CONFIDENCES = {
    "high": Text("high", "高"),
    "medium": Text("medium", "中"),
    "low": Text("low", "低"),
}
VERDICTS = {
    "kept": Text("kept", "兑现"),
    "broken": Text("broken", "未兑现"),
    "open": Text("undecided", "尚无定论"),
    "none": Text("none", "不作承诺"),
    "not_judged": Text("not judged", "未判断"),
}
NOT_MEASURED = Text("not measured", "未测量")


def write(found: FindingsEvaluation, page: Page, lang: Lang) -> str:
    """Return the evaluation of findings as tables; intervals are at 95 %."""

    def say(en: str, zh: str) -> str:
        return Text(en, zh).to(lang)

    paper = Paper(page)
    head = Text("Labelled findings: {n:,}, right {right:,}; left empty: {empty:,}",
                "已标注问题 {n:,} 个，其中属实 {right:,} 个；未标注 {empty:,} 个")  # fmt: skip
    paper.line(
        head.to(lang, n=found.overall.labelled, right=found.overall.right, empty=found.unlabelled)
    )
    counts = (say("labelled", "已标注"), say("right", "属实"))
    shares = (say("precision", "精确率"), say("95% interval", "95% 区间"))
    heads = (say("findings", "问题"), *counts, *shares)

    paper.heading(say("By rule", "按规则"))
    paper.table(
        (say("rule", "规则"), *heads, say("version", "版本")),
        [(one.name, f"{one.findings:,}", *_cells(one), str(one.version or "-"))
         for one in found.rules],
        numbers=range(1, 7),
    )  # fmt: skip
    paper.heading(say("By family, and in all", "按类别及合计"))
    everything = say("all", "合计")
    paper.table(
        (say("family", "类别"), *heads),
        [(everything if one is found.overall else one.name, f"{one.findings:,}", *_cells(one))
         for one in (*found.families, found.overall)],
        numbers=range(1, 6),
    )  # fmt: skip
    paper.heading(say("What each confidence promises", "各档可信度是否名副其实"))
    paper.table(
        (say("confidence", "可信度"), *counts, *shares, say("promise", "承诺")),
        [(CONFIDENCES[one.name].to(lang) if one.name in CONFIDENCES else one.name, *_cells(one),
          _promise(one, lang))
         for one in found.confidences],
        numbers=range(1, 5),
    )  # fmt: skip
    paper.heading(say("Notes", "说明"))
    for note in found.notes:
        paper.line("- " + note.to(lang))
    return paper.text


def write_statistics(statistics: Iterable[Statistic], page: Page, lang: Lang) -> str:
    """Return one line per rule, narrow enough for 80 cells."""

    def say(en: str, zh: str) -> str:
        return Text(en, zh).to(lang)

    paper = Paper(page)
    paper.table(
        (say("rule", "规则"), say("version", "版本"), say("labelled", "已标注"),
         say("right", "属实"), say("precision", "精确率"), say("95% interval", "95% 区间")),
        [(one.rule, str(one.version), f"{one.precision.labelled:,}",
          f"{one.precision.right:,}", *_measured(one.precision, lang))
         for one in statistics],
        numbers=range(1, 6),
    )  # fmt: skip
    return paper.text


def _promise(one: ConfidencePrecision, lang: Lang) -> str:
    verdict = VERDICTS[one.verdict].to(lang)
    if one.promised is None:
        return verdict
    return Text("{least:.0%}: {verdict}", "{least:.0%}：{verdict}").to(
        lang, least=one.promised, verdict=verdict
    )


def _cells(one: Precision) -> tuple[str, ...]:
    return (f"{one.labelled:,}", f"{one.right:,}", *show_share(one.share))


def _measured(one: Precision, lang: Lang) -> tuple[str, str]:
    return show_share(one.share) if one.labelled else (NOT_MEASURED.to(lang), "-")
