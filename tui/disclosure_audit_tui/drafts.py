"""What is written of a subject: a decision on its finding, its pair or its record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from disclosure_audit.review.entry import Draft
from disclosure_audit_tui.subject import Subject

if TYPE_CHECKING:
    from disclosure_audit.review.desk import Desk

_MOST_OWNERS = 500


def draft_of(desk: Desk, action: str, subject: Subject, details: Mapping[str, Any]) -> Draft:
    """Return the draft of ``action`` on ``subject``: on its finding, else its pair, else its record.

    Raises ``UsageError`` where the lists must be read first and cannot be, ``ValueError`` for a
    subject that is nothing at all.
    """
    if action in ("same", "differ"):
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


def needs_material(action: str, subjects: list[Subject]) -> bool:
    """Return whether the lists must have been read before ``action`` can be written."""
    return action in ("same", "differ") or any(one.finding_id is None for one in subjects)


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
