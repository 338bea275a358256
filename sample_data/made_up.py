"""Identifiers that pass every check and stand for nobody, and the names of anybody.

County ``360999`` is no code of GB/T 2260, so no such resident number was ever given out; cards and
passports have a real form and nothing but noughts behind it; mobile numbers are a row of noughts.
"""

from __future__ import annotations

NAMES = ("张三", "李四", "王五", "赵六", "孙七", "周八")
"""What Chinese texts call anybody, as English ones say John Doe."""
COUNTY = "360999"
PASSPORT = "E00000000"
FIRM = "霁月国际娱乐"
BRANDS = ("qzwx棋牌app下载", "zxkv娱乐官网登录")
FOREIGN = "dl.qzwx.example"
"""A host under a domain that nobody can have (RFC 2606)."""
_BORN = "19491001"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def resident_id(serial: int) -> str:
    """Return a resident identity number with the check character of GB 11643-1999."""
    body = f"{COUNTY}{_BORN}{serial:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def bank_card(prefix: str, length: int = 19) -> str:
    """Return a card number that is noughts between the issuer's prefix and the Luhn digit."""
    body = prefix.ljust(length - 1, "0")
    # From the right, every second digit of the body is doubled, the last one first.
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in body[::-2])
    return body + str(-(sum(doubled) + sum(map(int, body[-2::-2]))) % 10)


def mobile(number: int) -> str:
    """Return ``13800000001`` for 1."""
    return f"138{number:08d}"


def widen(text: str) -> str:
    """Return ``text`` with full-width digits and letters."""
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else sign for sign in text)
