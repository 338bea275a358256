"""What the labels prove: how many links are wrong at most, in one sentence per band."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_audit.evaluation.results import Band, Evaluation
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import LINKS

BANDS = LINKS | {"accepted": Text("certain and probable", "确定与很可能")}
VERDICTS = {
    "consistent": Text("nothing speaks against the scores", "与得分不矛盾"),
    "too_sure": Text("the scores are too sure", "得分过于自信"),
    "too_cautious": Text("the scores are too cautious", "得分过于保守"),
    "not_judged": Text("not judged", "未判断"),
}


def say_proofs(evaluation: Evaluation) -> Iterator[Text]:
    """Yield one sentence for each band that has links."""
    for band in evaluation.bands:
        if band.links:
            yield _say(band)


def say_verdict(band: Band, lang: Lang) -> str:
    """Return whether the scores of a band keep their promise."""
    return VERDICTS[band.verdict].to(lang)


def _say(band: Band) -> Text:
    name = BANDS[band.name]
    if band.upper is None:
        return Text(
            f"{name.en}: nothing is proved, for not every part of it is judged",
            f"{name.zh}：尚有部分未判断，无法证明",
        )
    if band.judged == band.links:
        return Text(
            f"{name.en}: {band.wrong:,} of {band.links:,} links are wrong, all are judged;"
            f" on lists of this kind at most {band.upper:.2%} are, with 95% confidence",
            f"{name.zh}：全部 {band.links:,} 处均已判断，其中 {band.wrong:,} 处错误；"
            f"就同类清单而言，有 95% 的把握错误率不超过 {band.upper:.2%}",
        )
    return Text(
        f"{name.en}: {band.wrong:,} of {band.judged:,} judged links are wrong; of all"
        f" {band.links:,} at most {band.upper:.2%} are, with 95% confidence",
        f"{name.zh}：已判断 {band.judged:,} 处，其中 {band.wrong:,} 处错误；"
        f"有 95% 的把握，全部 {band.links:,} 处的错误率不超过 {band.upper:.2%}",
    )
