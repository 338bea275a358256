"""Where a brand stands: in the slot of a body's name, in a keyword list, at the head or the tail."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from disclosure_audit.scanner.tampering.brands import Piece, pieces_in
from disclosure_audit.scanner.tampering.trace import Trace
from disclosure_audit.scanner.tampering.wording import HAN
from disclosure_audit.spans import FULL_TEXT

_ACTS = r"(?:承办|主办|协办|版权所有|技术支持|印发|发布|关于)"
_REST_OF_NAME = re.compile(
    rf"\s?(?:{_ACTS}|(?:(?![省市县区州])[{HAN}]){{0,4}}?"
    rf"(?:信息中心|人民政府|政府|办公[室厅]|委员会|[局厅])"
    rf"(?:{_ACTS}|网站|门户|[(（]|\d{{4}}年|[,，。、的]|$))"
)
"""What is left of a body's name when a brand has taken the place of its head."""
_LED = r"的(?:正确|坚强|统一)?(?:领导|指导|支持|关心|部署)"
_BODY_BEFORE = re.compile(r"(?:[厅局委部院署办]|政府|委员会|中心)[、,，和及与]\s?$")
_NAME_END = 6
_LED_AFTER = re.compile(
    rf"(?:[,，、和及][^,，、。;；\s]{{2,16}}?){{0,3}}{_LED}|(?:承办|主办|协办|牵头)"
)
_SLOT = re.compile(
    rf"(?:[厅局委部院署办]|政府|委员会)[、,，和及与]\s?"
    rf"(?P<name>(?:(?!{_LED})[^。;；\s]){{2,24}}?(?:娱乐|娱乐城|真人|棋牌|博彩|官网))"
    rf"(?={_LED})"
)
"""Among the bodies that lead an office, one that no office is called."""
_JOINERS = re.compile(r"[_|»›>,，]")
_EDGE = 2
"""Characters that may stand behind what stands at the tail."""
_COMMON = 4
"""A listed word shorter than this is a common noun (博彩) and says nothing in mid-sentence."""
_MANY = 3
"""Doubtful parts between commas that make a list."""
_SIGNS = " \t_|-,，.。:：、【】[]()（）"


def brands_in(text: str, field: str, listed: re.Pattern[str] | None) -> Iterator[Trace]:
    """Yield the brands of ``text`` by the place where they stand."""
    pieces = pieces_in(text, listed)
    slots = _slots(text, pieces)
    taken = set()
    starts = [piece.start for piece in pieces]
    for slot in slots:
        yield slot
        taken |= {piece for piece in pieces if piece.start < slot.end and slot.start < piece.end}
    for line_start, line in _lines(text):
        here = pieces[bisect_left(starts, line_start) : bisect_left(starts, line_start + len(line))]
        if (trace := _keyword_list(line, line_start, here, taken)) is not None:
            yield trace
            taken |= {piece for piece in here if piece.start < trace.end}
        for piece in here:
            if piece not in taken and (piece.sure or piece.is_listed):
                yield from _lone(piece, line, line_start, field)


def _slots(text: str, pieces: list[Piece]) -> list[Trace]:
    found: list[Trace] = []
    for match in _SLOT.finditer(text):
        start, end = match.span("name")
        found.append(Trace(start, end, "brand_in_name_slot", "high", ("name_slot", "shape")))
    for piece in pieces:
        if any(piece.start < slot.end and slot.start < piece.end for slot in found):
            continue
        replaced = _REST_OF_NAME.match(text, piece.end)
        led = _LED_AFTER.match(text, piece.end) and _BODY_BEFORE.search(
            text[max(0, piece.start - _NAME_END) : piece.start]
        )
        if not replaced and not led:
            continue
        confidence = "high" if piece.sure else "medium"
        because = (*piece.because, "name_slot")
        found.append(
            Trace(piece.start, piece.end, "brand_in_name_slot", confidence, because, piece.dropped)
        )
    return found


def _keyword_list(line: str, offset: int, pieces: list[Piece], taken: set[Piece]) -> Trace | None:
    """Return the keyword list of a line: two joined parts or more that hold a brand each.

    It leaves out the pieces in ``taken``, which stand in a name slot.
    """
    real = [piece for piece in pieces if piece.dropped is None]
    ends = [match.start() for match in _JOINERS.finditer(line) if not _closes_tag(line, match)]
    part_of = {piece: bisect_left(ends, piece.start - offset) for piece in real}
    sure = {part_of[piece] for piece in real if piece.sure}
    # Commas join the words of ordinary sentences too.
    only_commas = all(line[end] in ",，" for end in ends)
    parts = len(set(part_of.values()))
    if parts < 2 or (only_commas and len(sure) < 2 and parts < _MANY):
        return None
    listed = [piece for piece in real if piece not in taken]
    if not listed:
        return None
    first = part_of[listed[0]]
    # The whole part belongs to the list, unless a name slot stands in it before the brand.
    start = max(
        offset + (ends[first - 1] + 1 if first else 0),
        *(piece.end for piece in taken if piece.end <= listed[0].start),
        0,
    )
    behind = [piece.start for piece in taken if piece.start > start]
    end = min([listed[-1].end, *behind])
    because = dict.fromkeys([*(why for piece in listed for why in piece.because), "joined"])
    return Trace(start, end, "keyword_list", "high" if sure else "medium", tuple(because))


def _closes_tag(line: str, joiner: re.Match[str]) -> bool:
    return joiner[0] == ">" and "<" in line[: joiner.start()]


def _lone(piece: Piece, line: str, offset: int, field: str) -> Iterator[Trace]:
    before = line[: piece.start - offset].strip(_SIGNS)
    after = line[piece.end - offset :].strip(_SIGNS)
    edge = not before or len(after) <= _EDGE
    if not piece.sure and not edge and piece.end - piece.start < _COMMON:
        return
    if piece.sure:
        confidence = "high" if edge or field != FULL_TEXT else "medium"
    else:
        confidence = "medium" if edge else "low"
    because = (*piece.because, "edge") if edge else piece.because
    yield Trace(piece.start, piece.end, "brand_tail", confidence, because, piece.dropped)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1
