"""Why a link goes to a person, told from its evidence.

Says in words what :func:`disclosure_audit.matching.verdicts.status` decides. Where no other reason
is found, another arrangement of the records fits almost as well (a tie).
"""

from __future__ import annotations

from collections.abc import Iterable

from disclosure_audit.language import Text
from disclosure_audit.matching.verdicts import PROBABLE, TIE

DOUBTS: dict[str, Text] = {
    "number_differs": Text("the document numbers contradict", "发文字号相互矛盾"),
    "index_differs": Text("the index numbers contradict", "索引号相互矛盾"),
    "other_title": Text("a key is equal, but the title is another one", "编号一致，但标题不同"),
    "title_only": Text("only a title that is not the same speaks for it", "仅凭相近而不相同的标题"),
    "little_evidence": Text(
        f"less than {PROBABLE:g} bits of evidence", f"证据不足 {PROBABLE:g} 比特"
    ),
    "tie": Text(
        f"another arrangement of the records fits almost as well (within {TIE:g} bits)",
        f"另一种对应方式几乎同样合适（相差不足 {TIE:g} 比特）",
    ),
}


def find_doubts(evidence: Iterable[str], score: float) -> tuple[str, ...]:
    """Return the codes (:data:`DOUBTS`) of what makes a link for review uncertain.

    ``evidence`` holds the names of its weights (``field level``). A field whose level weighs
    nothing has none: it counts as missing.
    """
    level = dict(name.rpartition(" ")[::2] for name in evidence if name != "prior")
    title = level.get("title", "missing")
    key_equal = any(level.get(name) == "equal" for name in ("number", "index", "url"))
    same_act = level.get("number") == "equal" and level.get("date") == "equal"
    found = {
        "number_differs": level.get("number") == "differs",
        "index_differs": level.get("index") == "differs" and level.get("number") != "equal",
        "other_title": title in ("numbers", "different") or (title == "sibling" and not same_act),
        "title_only": not key_equal and title != "same",
        "little_evidence": score < PROBABLE,
    }
    return tuple(code for code, holds in found.items() if holds) or ("tie",)
