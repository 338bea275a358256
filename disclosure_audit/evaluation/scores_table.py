"""An evaluation for the eye."""

from __future__ import annotations

from disclosure_audit.evaluation.paper import Paper
from disclosure_audit.evaluation.proofs import BANDS, say_proofs, say_verdict
from disclosure_audit.evaluation.results import Evaluation, Measure
from disclosure_audit.language import Lang, Text
from disclosure_audit.writers.base import Page

STRATA = {
    "certain": Text("certain links", "确定的对应"),
    "probable": Text("probable links", "很可能的对应"),
    "review": Text("links for review", "待核对的对应"),
    "near_miss": Text("near misses", "近似而未采信的候选"),
    "omitted": Text("omitted records", "未见公开的记录"),
    "unregistered": Text("unregistered records", "登记簿中没有的记录"),
}
MEASURES = {
    "precision": Text("precision, all links", "精确率（全部对应）"),
    "precision_accepted": Text("precision, certain and probable", "精确率（确定与很可能）"),
    "recall": Text("recall, all links", "召回率（全部对应）"),
    "recall_accepted": Text("recall, certain and probable", "召回率（确定与很可能）"),
    "f1": Text("F1, all links", "F1（全部对应）"),
    "omissions_hidden": Text(
        "omissions hidden by a certain or probable link", "被确定或很可能的对应掩盖的遗漏"
    ),
    "omissions_in_review": Text("omissions that wait for review", "留待核对的遗漏"),
    "omissions_hidden_at_most": Text(
        "omissions hidden by a wrong link, at most", "被错误对应掩盖的遗漏（至多）"
    ),
    "false_omissions": Text("false alarms: omitted", "误报：未见公开"),
    "false_unregistered": Text("false alarms: unregistered", "误报：登记簿中没有"),
}
METHODS = {
    "wilson": Text("Wilson", "Wilson 区间"),
    "clopper-pearson": Text("Clopper-Pearson (exact)", "Clopper-Pearson（精确）"),
    "stratified-mover": Text("stratified, MOVER", "分层估计，MOVER"),
    "complete": Text("counted", "全数清点"),
    "none": Text("cannot be told", "无法估计"),
}


def write(found: Evaluation, page: Page, lang: Lang) -> str:
    """Return the evaluation as tables; intervals are at 95 %."""

    def say(en: str, zh: str) -> str:
        return Text(en, zh).to(lang)

    paper = Paper(page)
    if found.kind == "sample":
        paper.line(
            say(f"Labelled sample: {found.pairs:,} judged", f"抽样标注：已判断 {found.pairs:,} 条")
        )
        paper.heading(say("What was judged", "判断情况"))
        paper.table(
            (say("stratum", "层"), say("in the run", "总数"), say("judged", "已判断"),
             say("same document", "判为同一文件")),
            [(STRATA[s.stratum].to(lang), f"{s.size:,}", f"{s.judged:,}", f"{s.same:,}")
             for s in found.strata],
            numbers=(1, 2, 3),
        )  # fmt: skip
    else:
        paper.line(say(f"Full truth: {found.pairs:,} true pairs", f"完整真值：{found.pairs:,} 对"))
    paper.heading(say("How good the links are", "对应质量"))
    paper.table(
        (say("measure", "指标"), say("value", "取值"), say("95% interval", "95% 区间"),
         say("method", "方法")),
        [(MEASURES[m.name].to(lang), *show_share(m), METHODS[m.method].to(lang))
         for m in found.measures],
        numbers=(1, 2),
    )  # fmt: skip
    paper.heading(
        say("Wrong links: what the scores promise, what was seen", "错误对应：得分所示与实际所见")
    )
    paper.table(
        (say("band", "档次"), say("links", "对应数"), say("judged", "已判断"), say("wrong", "错误"),
         say("seen", "实际"), say("95% interval", "95% 区间"), say("promised", "得分所示"),
         say("verdict", "结论")),
        [(BANDS[b.name].to(lang), f"{b.links:,}", f"{b.judged:,}", f"{b.wrong:,}",
          *show_share(b.observed), "-" if b.expected is None else show_percent(b.expected),
          say_verdict(b, lang))
         for b in found.bands],
        numbers=(1, 2, 3, 4, 5, 6),
    )  # fmt: skip
    paper.heading(say("What errors do to the audit", "错误对审计的影响"))
    paper.table(
        (say("records", "记录"), say("number", "数量"), say("95% interval", "95% 区间"), say("of", "共")),
        [(MEASURES[m.name].to(lang), *_count(m), "-" if m.of is None else f"{m.of:,}")
         for m in found.omissions],
        numbers=(1, 2, 3),
    )  # fmt: skip
    paper.heading(say("What the labels prove", "标注能证明什么"))
    for proof in say_proofs(found):
        paper.line("- " + proof.to(lang))
    paper.heading(say("Notes", "说明"))
    for note in found.notes:
        paper.line("- " + note.to(lang))
    return paper.text


def show_share(measure: Measure) -> tuple[str, str]:
    """Return a share and its interval in per cent, dashes where they cannot be told."""
    if measure.value is None or measure.low is None or measure.high is None:
        return "-", "-"
    return show_percent(
        measure.value
    ), f"{show_percent(measure.low)} - {show_percent(measure.high)}"


def _count(measure: Measure) -> tuple[str, str]:
    if measure.value is None or measure.low is None or measure.high is None:
        return "-", "-"
    if measure.method == "complete":
        return f"{measure.value:,.0f}", "-"
    return f"{measure.value:,.1f}", f"{measure.low:,.1f} - {measure.high:,.1f}"


def show_percent(share: float) -> str:
    """Return a share so that one that is not 0 or 1 never looks like it."""
    if 0 < share < 0.00005:
        return "<0.01%"
    return ">99.99%" if 0.99995 <= share < 1 else f"{share:.2%}"
