"""What is written of a subject: a decision on its finding, its pair or its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from disclosure_audit.errors import AuditError
from disclosure_audit.presentation.subject import Subject
from disclosure_audit.review.entry import Draft

if TYPE_CHECKING:
    from disclosure_audit.review.desk import Desk

ON_FINDINGS = frozenset({"confirm", "dismiss", "waive"})
"""Actions that are said of a finding only."""
ON_PAIRS = frozenset({"same", "differ"})
"""Actions that are said of two records."""
_MOST_OWNERS = 500


def draft_of(desk: Desk, action: str, subject: Subject, details: Mapping[str, Any]) -> Draft:
    """Return the draft of ``action`` on ``subject``: on its finding, else its pair, else its record.

    Raises ``UsageError`` where the lists must be read first and cannot be, ``ValueError`` for a
    subject that is nothing at all.
    """
    if action in ON_PAIRS:
        if subject.ends is None:
            raise ValueError("one record is no pair")
        return desk.link_draft(*subject.ends, same=action == "same")
    if subject.finding_id is not None:
        return Draft(action, "finding", subject.finding_id, details)
    if subject.ends is not None:
        pair = desk.link_draft(*subject.ends, same=True)
        return Draft(action, "pair", pair.target, {**pair.details, **details})
    if subject.record is None:
        raise ValueError("a subject without a record")
    return desk.record_draft(action, subject.record, details)


def target_of(desk: Desk, subject: Subject) -> tuple[str, str | None]:
    """Return kind and target that the journal has for ``subject``; no target until it is known."""
    if subject.finding_id is not None:
        return "finding", subject.finding_id
    kind = "record" if subject.ends is None else "pair"
    if desk.material is None or subject.record is None:
        return kind, None
    try:
        return kind, draft_of(desk, "flag", subject, {}).target
    except AuditError:
        return kind, None


def fitting(action: str, subjects: Sequence[Subject]) -> list[Subject]:
    """Return those of ``subjects`` that ``action`` can be said of."""
    if action in ON_FINDINGS:
        return [one for one in subjects if one.finding_id is not None]
    if action in ON_PAIRS:
        return [one for one in subjects if one.ends is not None]
    if action == "reopen":  # a record by itself is only marked, never decided on
        return [one for one in subjects if one.finding_id is not None or one.ends is not None]
    return list(subjects)


def needs_material(action: str, subjects: list[Subject]) -> bool:
    """Return whether the lists must have been read before ``action`` can be written."""
    return action in ON_PAIRS or any(one.finding_id is None for one in subjects)


def known_owners(desk: Desk) -> list[str]:
    """Return who owns a finding, or was named by a reviewer, in order; at most some hundred."""
    named = pl.concat([desk.findings["owner"], desk.decisions["owner"].cast(pl.String)])
    owners = named.drop_nulls().unique().sort()
    return owners.filter(owners != "").head(_MOST_OWNERS).to_list()


def all_flagged(desk: Desk, subjects: list[Subject]) -> bool:
    """Return whether every subject carries a flag."""
    flagged = desk.decisions.filter("flagged")
    return bool(subjects) and all(_has_flag(flagged, subject) for subject in subjects)


def _has_flag(flagged: pl.DataFrame, subject: Subject) -> bool:
    if subject.finding_id is not None:
        return subject.finding_id in flagged.filter(kind="finding")["target"].to_list()
    record, ends = subject.record, subject.ends
    left, right = ends if ends is not None else (record, None)
    if left is None:
        return False
    mine = (pl.col("left_side") == left[0]) & (pl.col("left_row") == left[1])
    if right is not None:
        mine &= (pl.col("right_side") == right[0]) & (pl.col("right_row") == right[1])
    return not flagged.filter(mine & (pl.col("kind") == ("pair" if right else "record"))).is_empty()
