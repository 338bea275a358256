"""Why a link goes to a person, told from its evidence.

Says in words what :func:`disclosure_audit.matching.verdicts.doubts` finds. What depends on other pairs
does not stand in a link's own evidence: whether it is contested, a tie, or one of the links that
are made of what is left over. That is said where no other reason is found.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.matching.verdicts import PROBABLE, TIE, doubts

DOUBTS: dict[str, Text] = {
    "number_differs": Text("the document numbers contradict", "发文字号相互矛盾"),
    "index_differs": Text("the index numbers contradict", "索引号相互矛盾"),
    "other_title": Text("a key is equal, but the title is another one", "编号一致，但标题不同"),
    "title_only": Text("only a title that is not the same speaks for it", "仅凭相近而不相同的标题"),
    "other_day": Text(
        "no key is equal, and the days are far apart", "编号均不一致，且日期相差较远"
    ),
    "other_issuer": Text(
        "no key is equal, and the issuing bodies differ", "编号均不一致，且发布机构不同"
    ),
    "little_evidence": Text(
        f"less than {PROBABLE:g} bits of evidence", f"证据不足 {PROBABLE:g} 比特"
    ),
    "others": Text(
        "other records fit almost as well, or speak for another partner"
        f" (a tie within {TIE:g} bits, a number or title found elsewhere, a link of what was left over)",
        f"其他记录几乎同样合适或指向别的记录（相差不足 {TIE:g} 比特、文号或标题另见他处，或为余下记录之间的对应）",
    ),
}
_OWN = {"number", "index", "url", "title", "date", "published", "issuer"}
"""Fields that are always compared; any other is a further one, which adds to the support."""


def find_doubts(weights: Mapping[str, float], score: float) -> tuple[str, ...]:
    """Return the codes (:data:`DOUBTS`) of what makes a link for review uncertain.

    ``weights`` is its evidence: bits by name (``field level``). A field whose level weighs nothing
    has none: it counts as missing. That a number is only cited does not stand there either, and is
    not taken to be so.
    """
    named = [
        (*name.rpartition(" ")[::2], bits) for name, bits in weights.items() if name != "prior"
    ]
    levels = dict.fromkeys(_OWN, "missing") | {
        field: level for field, level, _ in named if field in _OWN
    }
    further = sum(bits for field, _, bits in named if field not in _OWN)
    link = pl.DataFrame(
        {**levels, "score": score, "support": float(further), "contested": False, "cited": False}
    )
    found = link.select(**doubts()).row(0, named=True)
    return tuple(code for code, holds in found.items() if holds) or ("others",)
