"""What a score means to a person: odds and probability."""

from __future__ import annotations

from disclosure_audit.language import Lang, Text

_MOST = 1_000_000
_SCORE = Text(
    "score {score:+.1f} bits: odds {odds} that both are one document (probability {p})",
    "得分 {score:+.1f} 比特：两者为同一文件的优势比 {odds}（概率 {p}）",
)


def probability(score: float) -> float:
    """Return how likely both records describe one document, if the score (log2 odds) is right."""
    return float(1 / (1 + 2.0**-score))


def say_score(score: float, lang: Lang) -> str:
    """Return what a score in bits (log2 of the odds) means, as one sentence."""
    odds, share = say_odds(score), say_probability(probability(score))
    return _SCORE.to(lang, score=score, odds=odds, p=share)


def say_odds(score: float) -> str:
    """Return the odds that a score (log2) stands for, as ``1,000 : 1`` or ``1 : 8``."""
    odds = 2.0 ** abs(score)
    number = f">{_MOST:,}" if odds > _MOST else f"{odds:,.0f}" if odds >= 10 else f"{odds:.1f}"
    return f"{number} : 1" if score >= 0 else f"1 : {number}"


def say_probability(share: float) -> str:
    """Return a probability as a percentage that is never rounded to certainty."""
    if share > 0.9999:
        return ">99.99%"
    return "<0.01%" if share < 0.0001 else f"{share:.2%}"
