"""How far links or findings can be believed, by labels: shows itself, and as a frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from disclosure_audit.evaluation.evaluate import evaluate
from disclosure_audit.evaluation.precision import FindingsEvaluation, Precision
from disclosure_audit.evaluation.results import Evaluation, Measure
from disclosure_audit.language import Lang, Text
from disclosure_audit.run import Run

MEASURED: dict[str, pl.DataType | type[pl.DataType]] = {
    "name": pl.String,
    "label": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "of": pl.Int64,
    "method": pl.String,
}
"""One row per measure. ``value`` is a share (0 to 1) or, where ``method`` is ``complete`` and for the
estimated errors of a sample, a number of records; ``low`` and ``high`` its 95 % interval; ``of`` what
it is taken from. All are null where the labels cannot tell. ``label`` says in words what ``name`` says
as a code; of findings both are the rule's code, the family's, or ``all``."""
_WIDTH = 100
_ALL = Text("all findings", "全部问题")
_COUNTED = Text("of", "共")
_TRUTH = Text("Measured against {n:,} true pairs", "对照真实配对 {n:,} 对")
_SAMPLE = Text("Measured by {n:,} labels", "根据 {n:,} 条标注")
_HEADS = (Text("measure", "指标"), Text("value", "取值"), Text("95% interval", "95% 区间"))
_BANDS = (
    Text("links", "对应"), Text("number", "数量"), Text("judged", "已判断"), Text("wrong", "错误"),
    Text("promised by the scores", "得分所示错误率"), Text("verdict", "结论"),
)  # fmt: skip


class Evaluated:
    """What labels say of an audit. Shows itself in a notebook and in a terminal.

    Attributes:
        found: what came out (:class:`disclosure_audit.evaluation.results.Evaluation` of links,
            :class:`disclosure_audit.evaluation.precision.FindingsEvaluation` of findings).
        frame: its measures (:data:`MEASURED`).
    """

    def __init__(self, found: Evaluation | FindingsEvaluation, lang: Lang) -> None:
        self.found, self.lang = found, lang

    @property
    def frame(self) -> pl.DataFrame:
        """The measures: precision, recall and F1 before the errors of links; findings by rule."""
        rows = [
            (name, label, one.value, one.low, one.high, one.of, one.method)
            for name, label, one in _measures(self.found, self.lang)
        ]
        return pl.DataFrame(rows, schema=MEASURED, orient="row")

    def __getitem__(self, name: str) -> Measure:
        """Return a measure by its name, ``evaluated["recall"]``; ``KeyError`` names those there are."""
        measures = {code: one for code, _, one in _measures(self.found, self.lang)}
        if name not in measures:
            raise KeyError(f"{name!r} is none of {', '.join(measures)}")
        return measures[name]

    def _repr_html_(self) -> str:
        from disclosure_audit.notebook.markup import esc, framed, say, table

        found, lang = self.found, self.lang
        is_truth = isinstance(found, Evaluation) and found.kind == "truth"
        judged = found.pairs if isinstance(found, Evaluation) else found.overall.labelled
        body = f"<h4>{say(_TRUTH if is_truth else _SAMPLE, lang, n=judged)}</h4>"
        rows = [
            [esc(label), *(esc(text) for text in _cells(name, one))]
            for name, label, one in _measures(found, lang)
        ]
        body += table([say(head, lang) for head in (*_HEADS, _COUNTED)], rows, (1, 2, 3))
        if isinstance(found, Evaluation):
            heads = [say(head, lang) for head in _BANDS]
            body += "<br>" + table(heads, list(_bands(found, lang)), (1, 2, 3, 4))
        body += "".join(f'<p class="soft">{say(note, lang)}</p>' for note in found.notes)
        return framed(body, lang)

    def __repr__(self) -> str:
        """Return the evaluation as tables of a terminal."""
        from disclosure_audit.evaluation import precision_table, scores_table  # draw with rich
        from disclosure_audit.writers.base import Page

        page = Page(width=_WIDTH)
        if isinstance(self.found, Evaluation):
            return scores_table.write(self.found, page, self.lang).rstrip("\n")
        return precision_table.write(self.found, page, self.lang).rstrip("\n")


def evaluate_labels(run: Run, labels: Path | str | pl.DataFrame, lang: Lang) -> Evaluated:
    """Return what ``labels`` say of ``run``; :meth:`.audit.Audit.evaluate` says what they may be."""
    given = labels if isinstance(labels, pl.DataFrame) else Path(labels)
    return Evaluated(evaluate(run, given), lang)


def _measures(
    found: Evaluation | FindingsEvaluation, lang: Lang
) -> Iterator[tuple[str, str, Measure]]:
    """Yield code, words and measure."""
    if isinstance(found, Evaluation):
        from disclosure_audit.evaluation.scores_table import MEASURES

        for one in (*found.measures, *found.omissions):
            yield one.name, MEASURES[one.name].to(lang), one
        return
    groups: Sequence[Precision] = (found.overall, *found.families, *found.rules)
    for group in groups:
        is_all = group is found.overall
        yield group.name, _ALL.to(lang) if is_all else group.name, group.share


def _cells(name: str, one: Measure) -> tuple[str, str, str]:
    """Return value, interval and what it is taken from; shares in per cent."""
    from disclosure_audit.evaluation.scores_table import show_share

    of = "" if one.of is None else f"{one.of:,}"
    if not name.startswith(("omissions_", "false_")):
        return (*show_share(one), of)
    if one.value is None or one.low is None or one.high is None:
        return "-", "-", of
    if one.method == "complete":
        return f"{one.value:,.0f}", "", of
    return f"{one.value:,.1f}", f"{one.low:,.1f} - {one.high:,.1f}", of


def _bands(found: Evaluation, lang: Lang) -> Iterator[Sequence[Any]]:
    from disclosure_audit.evaluation.proofs import BANDS, say_verdict
    from disclosure_audit.evaluation.scores_table import show_percent
    from disclosure_audit.notebook.markup import TINTS, esc, swatch

    for band in found.bands:
        promised = "-" if band.expected is None else show_percent(band.expected)
        tint = TINTS.get(band.name)
        yield [
            (swatch(tint) if tint else "") + esc(BANDS[band.name].to(lang)),
            f"{band.links:,}", f"{band.judged:,}", f"{band.wrong:,}", esc(promised),
            esc(say_verdict(band, lang)),
        ]  # fmt: skip
