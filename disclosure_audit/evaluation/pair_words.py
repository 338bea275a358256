"""What there is to say of a pair that was weighed, line by line: for every face that shows one."""

from __future__ import annotations

from disclosure_audit.evaluation.explanation import Pair
from disclosure_audit.evaluation.vetoes import EXPLAINED
from disclosure_audit.language import Lang, Text
from disclosure_audit.matching.verdicts import CERTAIN, FLOOR, PROBABLE
from disclosure_audit.writers import odds
from disclosure_audit.writers.doubts import DOUBTS

_DOUBT = Text("for review because {reason}", "需人工核对：{reason}")
_LACKS = Text(
    "lacks {lacking:.1f} bits: a link needs {floor:+g} (for review), {probable:+g} to"
    " be probable, {certain:+g} to be certain",
    "还差 {lacking:.1f} 比特：{floor:+g} 方可作为待核对的对应，{probable:+g} 为很可能，{certain:+g} 为确定",
)
_PREFERRED = Text(
    "preferred: register row {r} + catalog row {c} ({score:+.1f} bits)",
    "优先：登记簿第 {r} 行 + 公开目录第 {c} 行（{score:+.1f} 比特）",
)


def say_score(pair: Pair, lang: Lang) -> str:
    """Return what the score of ``pair`` means."""
    return odds.say_score(pair.score, lang)


def say_doubts(pair: Pair, lang: Lang) -> list[str]:
    """Return why a link goes to a person, one line each; none for a link that does not."""
    return [_DOUBT.to(lang, reason=DOUBTS[code].to(lang)) for code in pair.doubts]


def say_why_not(pair: Pair, lang: Lang, *, first_row: int = 0) -> list[str]:
    """Return why ``pair`` is no link, and which links were preferred; nothing for a link.

    ``first_row`` is the number that the first row of a list is called by.
    """
    if not pair.veto:
        return []
    lines = []
    if pair.lacking is not None:
        lines.append(
            _LACKS.to(lang, lacking=pair.lacking, floor=FLOOR, probable=PROBABLE, certain=CERTAIN)
        )
    elif pair.veto in EXPLAINED:
        lines.append(EXPLAINED[pair.veto].to(lang))
    lines += [
        _PREFERRED.to(lang, r=r + first_row, c=c + first_row, score=score)
        for r, c, score in pair.lost_to
    ]
    return lines
