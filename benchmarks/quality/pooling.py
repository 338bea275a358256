"""The scores of several seeds taken together: counts add up, shares are taken anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_COUNTS = ("omitted", "hidden", "hidden_or_review", "published", "false_alarms", "orphans",
           "orphans_linked", "register_rows", "catalog_rows", "possible_loss")  # fmt: skip


def pool(scores: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return one score for all seeds; each of ``scores`` is what :func:`..scanning.measure` gives.

    ``f1_range`` is the least and the greatest F1 of a seed, ``seconds`` the mean scan time.
    """
    pooled: dict[str, Any] = {name: sum(score[name] for score in scores) for name in _COUNTS}
    for name in ("proposed", "accepted"):
        pooled[name] = measures(
            sum(score[name]["right"] for score in scores),
            sum(score[name]["links"] for score in scores),
            sum(score["pairs"] for score in scores),
        )
    f1 = [score["proposed"]["f1"] for score in scores]
    links = pooled["proposed"]["links"]
    return pooled | {
        "pairs": sum(score["pairs"] for score in scores),
        "f1_range": [min(f1), max(f1)],
        "alarm_share": share(pooled["false_alarms"], pooled["register_rows"]),
        "review_share": share(links - pooled["accepted"]["links"], links),
        "seconds": sum(score["seconds"] for score in scores) / len(scores),
        "recall_by_kind": _pool_kinds(scores),
    }


def measures(right: int, links: int, pairs: int) -> dict[str, float]:
    """Return links, right, precision, recall and f1."""
    return {
        "links": links,
        "right": right,
        "precision": share(right, links),
        "recall": share(right, pairs),
        "f1": share(2 * right, links + pairs),
    }


def share(part: float, whole: float) -> float:
    """Return ``part`` of ``whole``, 0 of nothing."""
    return part / whole if whole else 0.0


def _pool_kinds(scores: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    kinds: dict[str, dict[str, float]] = {}
    for score in scores:
        for row in score["recall_by_kind"]:
            mine = kinds.setdefault(row["kind"], {"pairs": 0, "proposed": 0.0, "accepted": 0.0})
            mine["pairs"] += row["pairs"]
            for name in ("proposed", "accepted"):
                mine[name] += row[name] * row["pairs"]
    return [
        {
            "kind": kind,
            "pairs": row["pairs"],
            "proposed": share(row["proposed"], row["pairs"]),
            "accepted": share(row["accepted"], row["pairs"]),
        }
        for kind, row in sorted(kinds.items())
    ]
