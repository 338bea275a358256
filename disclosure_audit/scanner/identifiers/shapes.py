"""Which kinds of identifier a group of digits can be by its length, grouping and check digits."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from disclosure_audit.scanner.identifiers.checks import (
    CARD_LENGTHS,
    ID_LENGTH,
    MOBILE_LENGTH,
    OLD_ID_LENGTH,
    has_issuer,
    is_mobile,
    is_union_pay,
    passes_luhn,
    read_id,
)
from disclosure_audit.scanner.identifiers.labels import CARD, ID, MOBILE, Labels
from disclosure_audit.scanner.identifiers.runs import Group

RESIDENT_ID, RESIDENT_ID_15, BANK_CARD, PHONE = (
    "resident_id", "resident_id_15", "bank_card", "mobile",
)  # fmt: skip

_MOBILE_SIZES = {(3, 4, 4), (3, 3, 5), (4, 3, 4), (3, 8), (7, 4)}
_ID_SIZES = {
    (6, 8, 4), (6, 4, 4, 4), (6, 12), (14, 4), (4, 4, 4, 4, 2), (3, 3, 4, 4, 4), (3, 3, 8, 4),
    (6, 4, 2, 2, 4), (6, 8, 3, 1), (17, 1), (6, 4, 4, 3, 1), (4, 4, 4, 6), (10, 8), (6, 6, 6),
    (3, 3, 4, 4, 3, 1), (3, 3, 3, 3, 3, 3), (6, 4, 8),
}  # fmt: skip
_OLD_ID_SIZES = {(6, 6, 3), (6, 9), (12, 3)}
_CARD_SIZES = {(6, 13), (6, 10), (4, 4, 4, 7), (8, 8), (6, 6, 7), (4, 6, 5), (4, 6, 4), (4, 12)}
_CARD_GROUP = 4
_COUNTRY = ("86", "0086")
_TRUNK = "0"
"""Dialled before a mobile number of another place; without a word beside it, it proves nothing."""
_CHECK = re.compile(r"[ \-.·_/\n]{0,2}[Xx](?![0-9A-Za-z*×])")


@dataclass(frozen=True, slots=True)
class Shape:
    """One reading of a group of digits."""

    what: str
    label: str
    start: int
    end: int
    value: str
    sizes: tuple[int, ...]
    gaps: tuple[str, ...]
    last: int
    checksum: bool
    born: dt.date | None = None
    plausible: bool = True

    @property
    def is_plain(self) -> bool:
        """Whether its characters stand in a row."""
        return len(self.sizes) == 1


def read_shapes(text: str, group: Group, labels: Labels, as_of: dt.date) -> list[Shape]:
    """Return what ``group`` can be, the most telling first."""
    if not group.is_even:
        return []
    shapes = [
        _as_id(text, group, labels, as_of),
        _as_card(group, labels),
        _as_old_id(group, labels, as_of),
        _as_mobile(text, group, labels),
    ]
    found = [shape for shape in shapes if shape is not None]
    # Where the digits are both, a valid ID with its date says more than Luhn, one time in ten;
    # a word beside the number says more than either.
    return sorted(found, key=lambda shape: not labels.says(shape.label))


def _as_id(text: str, group: Group, labels: Labels, as_of: dt.date) -> Shape | None:
    value, end, sizes, gaps = group.digits, group.end, group.sizes, group.gaps
    if len(value) == ID_LENGTH - 1:
        check = _CHECK.match(text, group.end)
        if check is None:
            return None
        value, end = value + "X", check.end()
        if check.end() - check.start() > 1:
            sizes = (*sizes, 1)
            gaps = (*gaps, "\n" if "\n" in check.group() else check.group()[0])
        else:
            sizes = (*sizes[:-1], sizes[-1] + 1)
    if len(value) != ID_LENGTH or value[0] == "0":
        return None
    parts = read_id(value)
    plausible = parts.is_plausible(as_of)
    labelled = labels.says(ID)
    spelled = set(sizes) == {1}
    standard = len(sizes) == 1 or sizes in _ID_SIZES or spelled or "\n" in gaps
    if value[0] == "9" and not labelled:
        return None
    valid = parts.checksum and plausible and (standard or labelled)
    mistyped = labels.beside == ID and standard and (parts.province or parts.born is not None)
    # The shape alone is kept too: such numbers tell what kind of list they stand in.
    bare = plausible and len(sizes) == 1
    if not (valid or mistyped or bare):
        return None
    return Shape(
        RESIDENT_ID, ID, group.start, end, value, sizes, gaps, group.last, parts.checksum,
        parts.born, plausible,
    )  # fmt: skip


def _as_old_id(group: Group, labels: Labels, as_of: dt.date) -> Shape | None:
    if len(group.digits) != OLD_ID_LENGTH:
        return None
    parts = read_id(group.digits)
    standard = group.is_plain or group.sizes in _OLD_ID_SIZES
    if not parts.is_plausible(as_of) or not (standard or labels.says(ID)):
        return None
    return Shape(
        RESIDENT_ID_15, ID, group.start, group.end, group.digits, group.sizes, group.gaps,
        group.last, checksum=False, born=parts.born,
    )  # fmt: skip


def _as_card(group: Group, labels: Labels) -> Shape | None:
    digits = group.digits
    if len(digits) not in CARD_LENGTHS or not has_issuer(digits):
        return None
    sizes = group.sizes
    by_fours = all(size == _CARD_GROUP for size in sizes[:-1]) and sizes[-1] <= _CARD_GROUP
    broken = "\n" in group.gaps and labels.says(CARD)
    standard = group.is_plain or (by_fours and len(sizes) > 1) or sizes in _CARD_SIZES or broken
    checksum = passes_luhn(digits)
    if not standard and not (labels.says(CARD) and checksum):
        return None
    if not checksum and labels.beside != CARD:
        return None
    if not labels.says(CARD) and not is_union_pay(digits):
        return None
    return Shape(
        BANK_CARD, CARD, group.start, group.end, digits, sizes, group.gaps, group.last, checksum
    )


def _as_mobile(text: str, group: Group, labels: Labels) -> Shape | None:
    digits, sizes, gaps, start = group.digits, group.sizes, group.gaps, group.start
    prefixes = (*_COUNTRY, _TRUNK) if labels.says(MOBILE) else _COUNTRY
    prefix = next((p for p in prefixes if digits.startswith(p) and is_mobile(digits[len(p) :])), "")
    if prefix:
        if sizes[0] == len(prefix):
            sizes, gaps = sizes[1:], gaps[1:]
        elif sizes[0] > len(prefix):
            sizes = (sizes[0] - len(prefix), *sizes[1:])
        else:
            return None
        digits = digits[len(prefix) :]
    if len(digits) != MOBILE_LENGTH or not is_mobile(digits):
        return None
    if len(sizes) > 1 and not labels.says(MOBILE):
        if sizes not in _MOBILE_SIZES or "\n" in gaps:
            return None
        if {"/", "_", "."} & set(gaps) and sizes != (3, 4, 4):
            return None
    signed = text[max(0, start - 1) : start] == "+"
    end = group.end
    opened = max(0, start - 1 - signed)
    if signed:
        start -= 1
    if text[opened : opened + 1] in "(（[" and opened < start and _closes(text, opened, end):
        start = opened
    return Shape(PHONE, MOBILE, start, end, digits, sizes, gaps, group.last, checksum=False)


def _closes(text: str, opened: int, end: int) -> bool:
    """Return whether a bracket that opens before the number closes inside it: ``(138)0013``."""
    inside = text[opened + 1 : end]
    return any(bracket in inside for bracket in ")）]")
