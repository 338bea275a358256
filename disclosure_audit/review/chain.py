"""Checks that a journal is as it was written: the chain of hashes from the first entry to the last.

The chain shows any change that leaves later entries as they were. Who can write to the file could
compute it anew from the changed entry on, and who cuts off the end leaves a sound beginning: only a
hash noted elsewhere (in a working paper, in a letter) shows that. It must occur in the chain.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.review.entry import ENTRIES, GENESIS, chain_hash

LEAST_DIGITS = 12
"""How many leading digits of a noted hash are enough to mean one entry (48 bits)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is wrong."""

    seq: int
    """The entry where it shows."""
    what: Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check of a journal found."""

    ok: bool
    entries: int
    head: str
    """Hash of the last entry, 64 zeros if there is none: the one to note."""
    fault: Fault | None = None


def verify(entries: pl.DataFrame, *, head: str | None = None) -> Verdict:
    """Return whether ``entries`` (schema ``ENTRIES``, in their order) are one unbroken chain.

    ``head`` is a hash noted earlier, or its first 12 digits at least, in any case.
    """
    rows = entries.select(ENTRIES.keys()).rows()
    fault, prev = None, GENESIS
    hashes = {GENESIS}
    for place, row in enumerate(rows, 1):
        fault = _fault(place, row, prev)
        if fault is not None:
            break
        prev = row[9]
        hashes.add(prev)
    if fault is None and head is not None and not _occurs(head.strip().lower(), hashes):
        fault = Fault(len(rows) + 1, _CUT)
    return Verdict(fault is None, len(rows), rows[-1][9] if rows else GENESIS, fault)


_CUT = Text(
    "the noted hash occurs nowhere: entries were removed from the end, or all was written anew",
    "所记哈希值不在其中：末尾条目被删除，或日志被整体重写",
)
_CHANGED = Text("its content is not what its hash was made of", "内容与其哈希值不符（被改动）")
_MISSING = Text("missing: the next one there is {next}", "缺失：其后现存的是第 {next} 条")
_AGAIN = Text("stands where {wanted} should stand", "出现在第 {wanted} 条的位置")
_UNLINKED = Text(
    "does not follow the entry before it: that one was replaced, or one was removed or inserted",
    "与前一条不相衔接：前一条被替换，或中间有删除、插入",
)


def _fault(place: int, row: tuple[object, ...], prev: str) -> Fault | None:
    seq = row[0]
    if not isinstance(seq, int) or seq < place:
        return Fault(seq if isinstance(seq, int) else place, _AGAIN.fill(wanted=place))
    if seq > place:
        return Fault(place, _MISSING.fill(next=seq))
    if chain_hash(row) != row[9]:
        return Fault(seq, _CHANGED)
    return Fault(seq, _UNLINKED) if row[8] != prev else None


def _occurs(head: str, hashes: set[str]) -> bool:
    if len(head) < LEAST_DIGITS:
        return False
    return head in hashes or any(each.startswith(head) for each in hashes)
