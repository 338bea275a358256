"""Ways in which one document number comes to be written in two ways."""

from __future__ import annotations

import re
from random import Random

CANONICAL = re.compile(r"^(?P<code>[^〔]+)〔(?P<year>\d{4})〕(?P<serial>\d+)号$")
_SERIAL = re.compile(r"(\d+)(?=号\s*$)")
_BRACKETS = ("[]", "【】", "（）", "()", "［］", "〔]", "[〕", "〔)", "〈〉")


def renumber(number: str, random: Random) -> str | None:
    """Change one digit of the serial, or return ``None`` if there is no serial."""
    found = _SERIAL.search(number)
    if not found:
        return None
    digits = found[1]
    at = random.randrange(len(digits))
    others = [d for d in "0123456789" if d != digits[at] and (d != "0" or at > 0)]
    changed = digits[:at] + random.choice(others) + digits[at + 1 :]
    return number[: found.start()] + changed + number[found.end() :]


def write_otherwise(number: str, random: Random) -> str | None:
    """Write the same number in another way, or return ``None`` if it is no canonical number."""
    found = CANONICAL.match(number)
    if not found:
        return None
    code, year, serial = found["code"], found["year"], found["serial"]
    way = random.random()
    if way < 0.5:
        pair = random.choice(_BRACKETS)
        return f"{code}{pair[0]}{year}{pair[1]}{serial}号"
    if way < 0.6:
        at = random.randrange(len(serial))
        wide = chr(ord(serial[at]) + 0xFEE0)
        return f"{code}〔{year}〕{serial[:at]}{wide}{serial[at + 1 :]}号"
    if way < 0.75:
        return f"{code}〔{year}〕{serial.zfill(max(3, len(serial) + 1))}号"
    if way < 0.9:
        return random.choice(
            (
                f"{code} 〔{year}〕{serial}号",
                f"{code}〔{year}〕 {serial} 号",
                f"{code}〔{year}〕{serial}号 ",
            )
        )
    return f"{code}〔{year}〕第{serial}号"
