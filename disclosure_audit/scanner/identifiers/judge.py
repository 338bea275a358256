"""How sure an identifier is, and why: the table of evidence.

==============  =============================================  ==========
sort            evidence                                       confidence
==============  =============================================  ==========
resident ID     check digit, and a word or name beside it      high
resident ID     check digit, grouped or ending in X            medium
resident ID     check digit alone                              low
resident ID     a word right beside it, wrong check digit      medium
resident ID     a word right beside it, impossible date        low
old ID          a word and a name beside it                    high
old ID          a word beside it                               medium
old ID          a name beside it                               low
bank card       Luhn and issuer, and a word beside it          high
bank card       Luhn and issuer, a name or groups              medium
bank card       Luhn and issuer alone                          low
bank card       issuer, a word right beside it, no Luhn        medium
mobile          a word or name beside it                       high
mobile          grouped, in Chinese digits, or within a text   medium
mobile          grouped by blanks, as the columns of a table   low
mobile          all that its cell holds                        low
==============  =============================================  ==========

A number of region, date and serial passes the checks of an ID one time in eleven. Without a word or
a name beside it, one that is dated since offices number what they publish is dropped as such a
number, and so are all in a column in which most such numbers fail the check
(:mod:`disclosure_audit.scanner.identifiers.crowds`).
"""

from __future__ import annotations

from disclosure_audit.scanner.identifiers.checks import INDEX_NUMBERS_BEGIN
from disclosure_audit.scanner.identifiers.found import Found
from disclosure_audit.scanner.identifiers.labels import OTHER, Labels
from disclosure_audit.scanner.identifiers.shapes import (
    BANK_CARD,
    PHONE,
    RESIDENT_ID,
    RESIDENT_ID_15,
    Shape,
)


def judge(
    shape: Shape, labels: Labels, *, named: bool, fills_cell: bool, in_han: bool
) -> Found | None:
    """Return the identifier that ``shape`` is by the evidence, ``None`` if that is too thin.

    ``named`` says whether a name stands beside it, ``in_han`` whether its digits are Chinese.
    """
    labelled = labels.says(shape.label)
    confidence = _CONFIDENCE[shape.what](shape, labelled, named)
    because = _list_reasons(shape, labelled, named, fills_cell, in_han)
    found = Found(shape.start, shape.end, shape.what, shape.value, confidence or "low", because)
    found.checksum = shape.checksum
    found.fills_cell = fills_cell
    found.is_bare = shape.what == RESIDENT_ID and not (labelled or named)
    if labels.beside == OTHER or (
        found.is_bare and shape.born is not None and shape.born >= INDEX_NUMBERS_BEGIN
    ):
        found.dropped = "other_number"
    if confidence is None and not found.is_bare:
        return None
    if (
        shape.what == PHONE
        and confidence == "medium"
        and fills_cell
        and shape.is_plain
        and not in_han
    ):
        found.confidence = "low"
    return found


def _judge_id(shape: Shape, labelled: bool, named: bool) -> str | None:
    if shape.checksum and shape.plausible:
        if labelled or named:
            return "high"
        return "low" if shape.is_plain and shape.value[-1] != "X" else "medium"
    if not labelled:
        return None
    return "medium" if shape.plausible else "low"


def _judge_old_id(_shape: Shape, labelled: bool, named: bool) -> str | None:
    if labelled:
        return "high" if named else "medium"
    return "low" if named else None


def _judge_card(shape: Shape, labelled: bool, named: bool) -> str | None:
    if labelled:
        return "high" if shape.checksum else "medium"
    return "medium" if named or not shape.is_plain else "low"


def _judge_mobile(shape: Shape, labelled: bool, named: bool) -> str | None:
    if labelled or named:
        return "high"
    return "low" if set(shape.gaps) == {" "} else "medium"


_CONFIDENCE = {
    RESIDENT_ID: _judge_id,
    RESIDENT_ID_15: _judge_old_id,
    BANK_CARD: _judge_card,
    PHONE: _judge_mobile,
}


def _list_reasons(
    shape: Shape, labelled: bool, named: bool, fills_cell: bool, in_han: bool
) -> list[str]:
    because = []
    if shape.what in (RESIDENT_ID, BANK_CARD):
        because.append("checksum" if shape.checksum else "bad_checksum")
    else:
        because.append("no_checksum")
    if shape.what in (RESIDENT_ID, RESIDENT_ID_15) and shape.plausible:
        because += ["province", "birth_date"]
    if shape.what == BANK_CARD:
        because.append("issuer_prefix")
    because.append("keyword" if labelled else "no_keyword")
    if fills_cell and not labelled:
        because.append("no_column_role")
    if named:
        because.append("name")
    if in_han:
        because.append("han_digits")
    because.append("digits_run" if shape.is_plain else "separators")
    return because
