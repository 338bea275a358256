"""Chinese numerals: ``二〇一一`` digit by digit, ``一百零三`` with units."""

from __future__ import annotations

_DIGITS = {
    digit: value
    for value, digits in enumerate(
        ("〇○零Oo", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for digit in digits
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": "二十", "卅": "三十"}

NUMERALS = "".join(_DIGITS) + "".join(_UNITS) + "".join(_TENS)
"""Every character that :func:`read_numeral` knows, to stand inside a character class."""


def read_numeral(text: str) -> int | None:
    """Return the number that ``text`` writes in Chinese numerals (below 10,000 where it has units).

    ``None`` if it writes none: units out of order (``十百``) or two digits in a row before a unit.
    """
    for short, long in _TENS.items():
        text = text.replace(short, long)
    if not text:
        return None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    return _read_units(text)


def _read_units(text: str) -> int | None:
    total, digit, last_unit = 0, None, 10_000
    for character in text:
        if (unit := _UNITS.get(character)) is not None:
            if unit >= last_unit or (digit is None and unit != 10):
                return None
            total += (digit or 1) * unit
            digit, last_unit = None, unit
        elif (value := _DIGITS.get(character)) is not None:
            if digit:
                return None
            digit = value
        else:
            return None
    return total + (digit or 0)
