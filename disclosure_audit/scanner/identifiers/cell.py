"""Reads one cell: its runs of digits, the words around them, what they are by both."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from disclosure_audit.scanner.identifiers.checks import MOBILE_LENGTH, is_organisation
from disclosure_audit.scanner.identifiers.found import STRENGTH, Found
from disclosure_audit.scanner.identifiers.judge import judge
from disclosure_audit.scanner.identifiers.labels import (
    NOTHING,
    ORGANISATION,
    OTHER,
    Labels,
    is_in_address,
    is_quantity,
    label_number,
)
from disclosure_audit.scanner.identifiers.masks import find_masked, judge_mask
from disclosure_audit.scanner.identifiers.names import has_name
from disclosure_audit.scanner.identifiers.passports import find_passports
from disclosure_audit.scanner.identifiers.runs import (
    Group,
    Run,
    find_runs,
    groups_from,
    read_han_digits,
)
from disclosure_audit.scanner.identifiers.shapes import PHONE, Shape, read_shapes

_LONG = 7
"""Digits from which a run is a number of its own, with its own words: a landline's."""
_WORDS = re.compile(r"[0-9A-Za-z㐀-䶿一-鿿]")
_HAN = re.compile("[㐀-䶿一-鿿]")
_LETTER = re.compile("[A-Za-z]")
_TOKEN = re.compile("[0-9A-Za-z]+")
_JOINER = re.compile(r"[-./_:·*×~^‐‑‒–—−]")
_MONEY = re.compile(r"[￥¥$€£第〔]\s?$")
_DIALLED = re.compile("1[3-9][0-9]$|0[1-9]")
"""The first group of a mobile number, or an area code."""
_ITEM = re.compile(r"(?:^|[\s（(、，。；;：:])[1-9][0-9]{0,2}[.]$")


def read_cell(text: str, as_of: dt.date, field: Labels = NOTHING) -> list[Found]:
    """Return the identifiers in a folded text, in their order.

    Bare resident IDs with a wrong check digit are among them: they tell what their column holds.
    """
    plain = read_han_digits(text)
    reader = _Reader(plain, text, as_of, field)
    found = [*reader.read(), *find_passports(plain)]
    return sorted(found, key=lambda one: one.start)


class _Reader:
    """The state while one cell is read from its start to its end."""

    def __init__(self, plain: str, text: str, as_of: dt.date, field: Labels) -> None:
        self.plain = plain
        self.text = text
        self.as_of = as_of
        self.field = field
        self.runs = find_runs(plain)
        self.previous: tuple[int, Labels] = (0, NOTHING)
        self.ends: dict[str, int] = {}

    def read(self) -> Iterator[Found]:
        masked = find_masked(self.plain)
        place = 0
        while place < len(self.runs):
            run = self.runs[place]
            if masked and masked[0][0] <= run.start:
                mask = self._read_mask(*masked.pop(0))
                if mask:
                    yield mask
                    while place < len(self.runs) and self.runs[place].start < mask.end:
                        place += 1
                continue
            if run.reach < MOBILE_LENGTH and len(run.digits) < _LONG:
                place += 1
                continue
            best = self._best_at(place)
            if best is None:
                if len(run.digits) >= _LONG:
                    self.previous = (run.end, self._label(run.start, run.end))
                place += 1
                continue
            shape, found, labels = best
            self.previous = (shape.end, labels)
            self.ends[shape.what] = shape.end
            yield found
            place = shape.last + 1
        for start, end, form in masked:
            mask = self._read_mask(start, end, form)
            if mask:
                yield mask

    def _read_mask(self, start: int, end: int, form: str) -> Found | None:
        """Return the masked identifier, with the name beside it as evidence."""
        labels = self._label(start, end)
        mask = judge_mask(self.plain, start, end, form, labels)
        if mask:
            if has_name(self.plain, start, end, self.ends.get(mask.what, 0)):
                mask.because.append("name")
            self.previous, self.ends[mask.what] = (end, labels), end
        return mask

    def _label(self, start: int, end: int) -> Labels:
        return label_number(self.plain, start, end, self.previous, self.field)

    def _best_at(self, place: int) -> tuple[Shape, Found, Labels] | None:
        """Return the most telling identifier that begins with this run."""
        best: tuple[tuple[bool, bool, bool, int, int], Shape, Found, Labels] | None = None
        for group in groups_from(self.runs, place):
            labels = self._label(group.start, group.end)
            for shape in read_shapes(self.plain, group, labels, self.as_of):
                found = self._judge(shape, group, labels)
                if found is None:
                    continue
                rank = (
                    labels.says(shape.label), found.dropped is None, shape.checksum,
                    STRENGTH[shape.what], len(shape.value),
                )  # fmt: skip
                if best is None or rank > best[0]:
                    best = rank, shape, found, labels
        return best[1:] if best else None

    def _judge(self, shape: Shape, group: Group, labels: Labels) -> Found | None:
        beside = labels.beside == shape.label
        organisation = False
        if not beside and self._is_attached(shape, group):
            organisation = is_organisation(self._token(group.start))
            if not organisation:
                return None
        if self._is_row_of_numbers(shape, group) and not labels.says(shape.label):
            return None
        named = has_name(self.plain, shape.start, shape.end, self.ends.get(shape.what, 0))
        found = judge(
            shape,
            labels,
            named=named,
            fills_cell=self._fills_cell(shape),
            in_han=self.text[shape.start : shape.end] != self.plain[shape.start : shape.end],
        )
        if found is None:
            return None
        if organisation or labels.beside == ORGANISATION:
            found.dropped = "organisation"
        elif not labels.says(shape.label) and (
            is_quantity(self.plain, shape.end)
            or is_in_address(self.plain, shape.start)
            or _MONEY.search(self.plain, max(0, shape.start - 2), shape.start)
        ):
            found.dropped = "other_number"
        if self.field.beside in (OTHER, ORGANISATION) and not beside:
            found.dropped = "column_role"
        return found

    def _fills_cell(self, shape: Shape) -> bool:
        text = self.plain
        return not (_WORDS.search(text, 0, shape.start) or _WORDS.search(text, shape.end))

    def _is_attached(self, shape: Shape, group: Group) -> bool:
        """Return whether letters or further digits make the group a part of something longer."""
        text, start, end = self.plain, group.start, shape.end
        if start and _LETTER.match(text, start - 1):
            return True
        if end < len(text) and _LETTER.match(text, end):
            return True
        before = self.runs[group.first - 1] if group.first else None
        if before and start - before.end == 1 and _JOINER.match(text, before.end):
            is_item = _ITEM.search(text, max(0, before.start - 1), start) is not None
            if shape.what == PHONE and shape.is_plain and not _HAN.search(text):
                is_item = False  # without a word about, a decimal fraction
            follows = text[before.end] == "/" and before.end == self.previous[0]
            if not (follows or is_item or _is_alternative(text[before.end], before)):
                return True
        after = self.runs[group.last + 1] if group.last + 1 < len(self.runs) else None
        if after and after.start - end == 1 and _JOINER.match(text, end):
            return not _is_alternative(text[end], after)
        return False

    def _is_row_of_numbers(self, shape: Shape, group: Group) -> bool:
        """Return whether blanks separate its groups as they separate the numbers of a table."""
        if not shape.gaps or set(shape.gaps) != {" "} or shape.sizes[:1] == (MOBILE_LENGTH,):
            return False
        before = group.first > 0 and self.runs[group.first - 1].gap == " "
        after = self.runs[shape.last].gap == " "
        return before or after or (shape.what == PHONE and shape.sizes != (3, 4, 4))

    def _token(self, start: int) -> str:
        """Return the letters and digits in a row around ``start``."""
        for match in _TOKEN.finditer(self.plain, max(0, start - 20)):
            if match.end() > start:
                return match.group()
        return ""


def _is_alternative(joiner: str, other: Run) -> bool:
    """Return whether ``/`` joins two telephone numbers."""
    return joiner == "/" and (
        len(other.digits) >= _LONG or _DIALLED.match(other.digits) is not None
    )
