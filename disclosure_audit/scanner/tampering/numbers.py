"""Document numbers that lost a bracket in copying: 〔202130 for 〔2021〕30号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_audit.scanner.tampering.trace import Trace

SIGN = r"[〔\[【](?:19|20)[0-9]{3,6}"
_NUMBER = re.compile(r"[〔\[【](?:19|20)\d{2}\d{1,4}(?!\d)(?!\s{0,2}[〕\]】)）])(?![-/.年,，])号?")
_DATE = re.compile(r"(?<![\d〔\[【(/-])20\d{2}(?:[1-9]|1[0-2])(?:[12]\d|3[01]|[1-9])(?![\d/-])")
_BESIDE = 40


def damaged_in(text: str, _field: str) -> Iterator[Trace]:
    """Yield the damaged numbers; beside a date that lost its signs (2021926) one is less doubtful."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        beside = text[end : end + _BESIDE]
        if _DATE.search(beside):
            yield Trace(start, end, "damaged_number", "medium", ("shape", "repeated"))
        else:
            yield Trace(start, end, "damaged_number", "low", ("shape",))
