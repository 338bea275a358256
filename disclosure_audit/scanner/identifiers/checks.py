"""Whether a string of digits can be a resident ID, a bank card, a mobile number or a passport.

Resident IDs: GB 11643-1999 (region, birth date, serial, check digit by ISO 7064 MOD 11-2); regions
are the two-digit codes of GB/T 2260 with those of residence permits (81 to 83) and of foreigners'
residence cards (a leading 9). Bank cards: ISO/IEC 7812-1 (Luhn formula, issuer identification).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import polars as pl

from disclosure_audit.normalise.organisation_code import check_character

ID_LENGTH = 18
OLD_ID_LENGTH = 15
MOBILE_LENGTH = 11
CARD_LENGTHS = range(13, 20)
FIRST_BIRTH = 1880
"""Earliest year of birth: the cards came in 1984, and an archive keeps who has died since."""
INDEX_NUMBERS_BEGIN = dt.date(2008, 5, 1)
"""Since then offices number what they publish (first regulation on disclosure, 2007): a bare number
of region, date and serial that is dated later is theirs rather than a minor's."""

_PROVINCES = frozenset(
    str(code)
    for first, last in (
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 65),
        (71, 71),
        (81, 83),
    )
    for code in range(first, last + 1)
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_MOBILE = re.compile("1[3-9][0-9]{9}")
_UNION_PAY = "62"
_ISSUERS = re.compile("62|4|5[0-9]|6[0589]|2[2-7]|3[457]|955[89]|9[049]")
_CHINESE_PASSPORT = re.compile(
    "[EG][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|[DSP]E?[0-9]{7,8}|1[45][0-9]{7}|[HKM][A-Z]?[0-9]{8}"
)


@dataclass(frozen=True, slots=True)
class ResidentId:
    """What the parts of a resident ID say."""

    province: bool
    born: dt.date | None
    checksum: bool

    def is_plausible(self, as_of: dt.date) -> bool:
        """Return whether it names a province and somebody who may have had a card on ``as_of``."""
        if self.born is None or not self.province:
            return False
        return self.born <= as_of and self.born.year >= FIRST_BIRTH


def read_id(value: str) -> ResidentId:
    """Return the parts of 18 digits (the last may be ``X``) or of the 15 of an old ID."""
    if len(value) == OLD_ID_LENGTH:
        born = _date("19" + value[6:12])
        return ResidentId(value[:2] in _PROVINCES, born, checksum=False)
    total = sum(int(digit) * weight for digit, weight in zip(value[:17], _WEIGHTS, strict=True))
    region = value[1:3] if value[0] == "9" else value[:2]
    return ResidentId(
        region in _PROVINCES, _date(value[6:14]), value[17] == _CHECK_DIGITS[total % 11]
    )


def right_check_digits(values: pl.Series) -> pl.Series:
    """Return whether 18 characters each (17 digits, then a digit or ``X``) pass the check."""
    value = pl.col("v").str
    total = pl.sum_horizontal(
        value.slice(place, 1).cast(pl.Int32) * weight for place, weight in enumerate(_WEIGHTS)
    )
    expected = (total % 11).replace_strict(dict(enumerate(_CHECK_DIGITS)), return_dtype=pl.String)
    return values.to_frame("v").select(expected == value.slice(17, 1)).to_series()


def names_a_date(digits: str) -> bool:
    """Return whether ``YYYYMMDD`` is a date of the 19th to the 21st century."""
    return _date(digits) is not None


def names_a_province(digits: str) -> bool:
    """Return whether two digits are the code of a province."""
    return digits in _PROVINCES


def passes_luhn(digits: str) -> bool:
    """Return whether the last digit completes the others by the Luhn formula."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def has_issuer(digits: str) -> bool:
    """Return whether a card of a network that Chinese banks issue may begin so."""
    return _ISSUERS.match(digits) is not None


def is_union_pay(digits: str) -> bool:
    """Return whether it has the length and prefix of nearly all cards that Chinese banks issue."""
    return digits.startswith(_UNION_PAY) and len(digits) in (16, 19)


def is_mobile(digits: str) -> bool:
    """Return whether these eleven digits are a mobile number's."""
    return _MOBILE.fullmatch(digits) is not None


def is_chinese_passport(value: str) -> bool:
    """Return whether a passport of the mainland, Hong Kong or Macao is numbered so."""
    return _CHINESE_PASSPORT.fullmatch(value) is not None


def is_organisation(value: str) -> bool:
    """Return whether it is a unified social credit code (GB 32100-2015)."""
    return len(value) == ID_LENGTH and check_character(value[:-1]) == value[-1]


def _date(digits: str) -> dt.date | None:
    if digits[:2] not in ("18", "19", "20"):
        return None
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
