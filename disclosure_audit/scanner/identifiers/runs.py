"""Runs of digits, and which of them may be one number that was written in groups.

``138-0013-8000`` is three runs and one number; ``13800138000 13900139000`` is two runs and two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HAN_DIGITS = dict(
    zip(
        "〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖⓪①②③④⑤⑥⑦⑧⑨",
        "00012345678911234567890123456789",
        strict=True,
    )
)
"""Chinese and circled digits; 幺 is how a telephone number's 1 is read out."""

SEPARATORS = r" ()（）\[\]\n\-‐‑‒–—―−.·_/"
"""What may stand between the groups of a number, to stand inside a character class."""

_LEAST = 11
"""Digits of the shortest identifier that is read here: a mobile number's."""
_MOST = 23
"""Digits of the longest number with a country code."""
_WIDEST_GAP = 8
"""Characters between two groups of one number at most, a line break with its indent included."""
_HAN = "".join(HAN_DIGITS)
_HAN_RUN = re.compile(rf"[0-9{_HAN}](?:[ \-]?[0-9{_HAN}]){{{_LEAST - 1},}}")
_LONG = re.compile(rf"[0-9]{{{_LEAST},}}")
_ANY_HAN = re.compile(f"[{_HAN}]")
_RUN = re.compile("[0-9]+")
_DASHES = re.compile("[‐‑‒–—―−]")
_GAP = re.compile(r" {0,2}(?P<bracket>[)）\]]?) {0,2}(?P<sign>[-.·_/]?) {0,2}(?P<open>[(（\[]?)")
_BROKEN = re.compile(r"(?P<sign>[ -]?) {0,4}\n {0,8}")
_TRANSLATION = str.maketrans(HAN_DIGITS)


def read_han_digits(text: str) -> str:
    """Return ``text`` with ASCII digits in long runs of Chinese ones, of the same length.

    A run that holds a whole number in ASCII digits already is left alone: its Chinese digit is the
    end of a name or the beginning of a word.
    """
    if not _ANY_HAN.search(text):
        return text

    def translate(match: re.Match[str]) -> str:
        run = match.group()
        is_whole = _LONG.search(run.replace(" ", "").replace("-", ""))
        return run if is_whole else run.translate(_TRANSLATION)

    return _HAN_RUN.sub(translate, text)


@dataclass(frozen=True, slots=True)
class Run:
    """Digits in a row, and what stands between them and the next run.

    ``gap`` is ``None`` where the next run cannot belong to the same number; else ``"\\n"`` for a
    line break, ``")"`` for a bracket alone, ``" "``, ``-``, ``.``, ``·``, ``_`` or ``/``. ``reach``
    counts the digits from this run to the last that may belong to it.
    """

    start: int
    end: int
    digits: str
    gap: str | None
    reach: int


@dataclass(frozen=True, slots=True)
class Group:
    """Runs that may be one number. ``first`` and ``last`` are the places of its runs."""

    start: int
    end: int
    digits: str
    sizes: tuple[int, ...]
    gaps: tuple[str, ...]
    first: int
    last: int

    @property
    def is_plain(self) -> bool:
        """Whether its digits stand in a row."""
        return len(self.sizes) == 1

    @property
    def is_even(self) -> bool:
        """Whether one kind of sign separates its groups, apart from brackets and one line break."""
        signs = set(self.gaps) - {"\n", ")"}
        return len(signs) <= 1 and self.gaps.count("\n") <= 1


def find_runs(text: str) -> list[Run]:
    """Return the runs of ASCII digits in their order."""
    places = [match.span() for match in _RUN.finditer(text)]
    runs: list[Run] = []
    reach, follower = 0, len(text) + _WIDEST_GAP + 1
    for start, end in reversed(places):
        gap = _read_gap(text[end:follower]) if follower - end <= _WIDEST_GAP else None
        reach = end - start + (reach if gap is not None else 0)
        runs.append(Run(start, end, text[start:end], gap, reach))
        follower = start
    return runs[::-1]


def groups_from(runs: list[Run], first: int) -> Iterator[Group]:
    """Yield the groups of eleven digits or more that begin with one run, the shortest first."""
    digits = ""
    gaps: tuple[str, ...] = ()
    for last in range(first, len(runs)):
        run = runs[last]
        digits += run.digits
        if len(digits) > _MOST:
            return
        if len(digits) >= _LEAST:
            sizes = tuple(len(r.digits) for r in runs[first : last + 1])
            yield Group(runs[first].start, run.end, digits, sizes, gaps, first, last)
        if run.gap is None:
            return
        gaps += (run.gap,)


def _read_gap(gap: str) -> str | None:
    if _BROKEN.fullmatch(gap):
        return "\n"
    match = _GAP.fullmatch(_DASHES.sub("-", gap))
    if match is None:
        return None
    if match["sign"]:
        return match["sign"]
    return ")" if match["bracket"] or match["open"] else " "
