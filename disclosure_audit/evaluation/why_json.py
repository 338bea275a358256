"""An explanation as one JSON object."""

from __future__ import annotations

from typing import Any

from disclosure_audit.evaluation.explanation import Explanation, Pair
from disclosure_audit.evaluation.plain_json import to_json
from disclosure_audit.language import Lang
from disclosure_audit.matching.verdicts import CERTAIN, FLOOR, PROBABLE
from disclosure_audit.recall import Texts
from disclosure_audit.run_info import plain
from disclosure_audit.writers.doubts import DOUBTS
from disclosure_audit.writers.title_difference import compare_texts
from disclosure_audit.writers.weights import name_weight


def write(found: Explanation, texts: Texts, lang: Lang) -> str:
    """Return ``{"format_version", "side", "row", "disposition", "reason", "record", "links",
    "rivals", "repeats", "thresholds", "texts_missing"}``.

    A pair holds its evidence as ``{"name", "label", "weight", "total"}`` in bits, both records
    (null where their texts are not shown) and the segments by which their titles differ.
    """  # fmt: skip
    return to_json(
        {
            "format_version": 1,
            "side": found.side,
            "row": found.row,
            "disposition": found.disposition,
            "reason": found.reason,
            "record": plain(texts.of(found.side, found.row)),
            "links": [_pair(pair, texts, lang) for pair in found.links],
            "rivals": [_pair(pair, texts, lang) for pair in found.rivals],
            "repeats": list(found.repeats),
            "thresholds": {"link": FLOOR, "probable": PROBABLE, "certain": CERTAIN},
            "texts_missing": {side: why.to(lang) for side, why in texts.missing.items()},
        }
    )


def _pair(pair: Pair, texts: Texts, lang: Lang) -> dict[str, Any]:
    register = texts.of("register", pair.register_row)
    catalog = texts.of("catalog", pair.catalog_row)
    titles = None
    if register and catalog:
        titles = [
            {"equal": s.is_equal, "register": s.registered, "catalog": s.published}
            for s in compare_texts(register["title"] or "", catalog["title"] or "")
        ]
    return {
        "register_row": pair.register_row,
        "catalog_row": pair.catalog_row,
        "method": pair.method,
        "status": pair.status,
        "veto": pair.veto,
        "score": pair.score,
        "probability": pair.probability,
        "lacking": pair.lacking,
        "doubts": [{"code": code, "label": DOUBTS[code].to(lang)} for code in pair.doubts],
        "lost_to": [
            {"register_row": r, "catalog_row": c, "score": score} for r, c, score in pair.lost_to
        ],
        "evidence": [
            {
                "name": step.name,
                "label": name_weight(step.name, lang),
                "weight": step.weight,
                "total": round(step.total, 4),
            }
            for step in pair.steps
        ],
        "register": plain(register),
        "catalog": plain(catalog),
        "title_segments": titles,
    }
