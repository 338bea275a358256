"""Identifiers that are masked, and masks that still leak.

A mask leaks where it leaves

- digits 7 to 14 of a resident ID (7 to 12 of an old one): they are the birth date;
- all but five or fewer characters of a resident ID: one follows from the others by the check digit,
  and a year has but 365 dates, so fewer hidden ones can be tried out;
- all but three or fewer digits of a mobile number: fewer than 10,000 numbers are left, and the
  usual mask ``138****1234`` hides four;
- more than ten digits of a bank card: PCI DSS 4.0 (requirement 3.4.1) allows the first six and the
  last four to be shown.
"""

from __future__ import annotations

import re

from disclosure_audit.scanner.identifiers.checks import (
    CARD_LENGTHS,
    ID_LENGTH,
    MOBILE_LENGTH,
    OLD_ID_LENGTH,
    is_union_pay,
    names_a_date,
    names_a_province,
)
from disclosure_audit.scanner.identifiers.found import Found
from disclosure_audit.scanner.identifiers.labels import CARD, ID, MOBILE, OTHER, Labels, is_example

MASK_CHARACTERS = "*×●○•█■□◆▇※#"
"""What digits are masked with, apart from ``x`` and ``X``, which a check digit may be too."""

_SIGN = re.escape(MASK_CHARACTERS)
_MASKED = re.compile(
    rf"(?<![0-9A-Za-z{_SIGN}])[0-9{_SIGN}xX](?:[ \-]?[0-9{_SIGN}xX]){{6,24}}(?![0-9A-Za-z{_SIGN}])"
)
_HIDDEN = re.compile(rf"[{_SIGN}]|[xX](?=[ \-]?[xX{_SIGN}0-9])|(?<=[xX{_SIGN}])[xX]")
_MOBILE_HEAD = re.compile(r"1[3-9*]|\*\*")
_LEAST_HIDDEN_OF_ID = 6
_LEAST_HIDDEN_OF_MOBILE = 4
_MOST_SHOWN_OF_CARD = 10
_BIRTH = slice(6, 14)
_OLD_BIRTH = slice(6, 12)


def find_masked(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and form of what may be masked numbers; hidden characters read ``*``."""
    found = []
    for match in _MASKED.finditer(text):
        token = match.group()
        form = _HIDDEN.sub("*", token).replace(" ", "").replace("-", "").upper()
        hidden = form.count("*")
        digits = sum(character.isdigit() for character in form)
        # A bullet before a number, or the sign of a footnote after it, hides nothing.
        if hidden < 2 and not 0 < form.find("*") < len(form) - 1:
            continue
        if hidden and digits >= 4:
            found.append((match.start(), match.end(), form))
    return found


def judge_mask(text: str, start: int, end: int, form: str, labels: Labels) -> Found | None:
    """Return the masked identifier: a leak, or dropped because it is masked as it should be."""
    if labels.beside == OTHER or (form.count("*") == 1 and not labels.near):
        return None
    verdict = _judge_id(form, labels) or _judge_mobile(form, labels) or _judge_card(form, labels)
    if verdict is None:
        return None
    kind, leak = verdict
    labelled = labels.says(kind)
    because = [leak] if leak else []
    because.append("keyword" if labelled else "no_keyword")
    confidence = "high" if labelled and leak else "medium"
    found = Found(start, end, "leaking_mask", form, confidence, because)
    if not leak:
        found.dropped = "correct_mask"
    elif is_example(text, start):
        found.dropped = "mask_example"
    return found


def _judge_id(form: str, labels: Labels) -> tuple[str, str] | None:
    others = {MOBILE, CARD} & {labels.beside}
    shown = len(form) - form.count("*")
    lead = len(form.split("*", 1)[0])
    if lead >= _BIRTH.stop and names_a_province(form[:2]) and names_a_date(form[_BIRTH]):
        return None if others else (ID, "birth_date_shown")
    if len(form) == OLD_ID_LENGTH and labels.says(ID):
        shows_birth = "*" not in form[_OLD_BIRTH] and names_a_date("19" + form[_OLD_BIRTH])
        return ID, "birth_date_shown" if shows_birth else ""
    if len(form) != ID_LENGTH:
        if not labels.says(ID):
            return None
        return ID, "few_hidden" if shown > ID_LENGTH - _LEAST_HIDDEN_OF_ID else ""
    if "*" not in form[_BIRTH]:
        return (ID, "birth_date_shown") if names_a_date(form[_BIRTH]) and not others else None
    head = form[:2]
    if not labels.says(ID) and ("*" not in head and not names_a_province(head)):
        return None
    if others:
        return None
    return ID, "few_hidden" if form.count("*") < _LEAST_HIDDEN_OF_ID else ""


def _judge_mobile(form: str, labels: Labels) -> tuple[str, str] | None:
    labelled = labels.says(MOBILE)
    shown = len(form) - form.count("*")
    near = range(MOBILE_LENGTH - 3, MOBILE_LENGTH + 3)
    if "X" in form or not (_MOBILE_HEAD.match(form) or labelled):
        return None
    if len(form) != MOBILE_LENGTH and not (labelled and len(form) in near):
        return None
    if shown >= MOBILE_LENGTH:
        return None
    return MOBILE, "few_hidden" if MOBILE_LENGTH - shown < _LEAST_HIDDEN_OF_MOBILE else ""


def _judge_card(form: str, labels: Labels) -> tuple[str, str] | None:
    labelled = labels.says(CARD)
    shown = len(form) - form.count("*")
    if "X" in form or not (labelled or (is_union_pay(form) and len(form) in CARD_LENGTHS)):
        return None
    return CARD, "few_hidden" if shown > _MOST_SHOWN_OF_CARD else ""
