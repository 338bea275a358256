"""Reads one document-number cell: the reference that the frame-wide reading must agree with."""

from __future__ import annotations

import re
from dataclasses import replace

from disclosure_audit.normalise.characters import HAN, fold_text
from disclosure_audit.normalise.number_cell import cut_prose, fold_cell, strip_cell
from disclosure_audit.normalise.number_parts import (
    ANNOUNCEMENTS,
    EARLIEST_YEAR,
    TELEGRAM,
    Kind,
    Layout,
    Number,
    identify_issuer,
    kind_of_code,
)
from disclosure_audit.normalise.numerals import NUMERALS, read_numeral

_B = "[〔〕]"
_SERIES = f"令|{'|'.join(ANNOUNCEMENTS)}"
_CODE = rf"(?P<code>[{HAN}A-Z](?:[{HAN}A-Z0-9〔〕·\-]*?[{HAN}A-Z〕])?)"
_ISSUER = rf"[{HAN}A-Z〔〕、,·]*?"
_YEAR = rf"[0-9OIL〇○]{{4}}|[{NUMERALS}]{{4}}|[0-9] ?[0-9] ?[0-9] ?[0-9]"
_SERIES_CODE = rf"(?P<code>{_ISSUER}(?:{_SERIES})(?:〔第?[{NUMERALS}0-9]+届〕)?)"
_BRACKETED = (
    rf"(?:{_B}{{1,2}} ?(?P<year>(?:{_YEAR}) ?年?度?{_B}{{0,2}}|[0-9]{{2}}{_B}{{1,2}})年?"
    rf"|(?P<year2>(?:19|20)[0-9]{{2}})年?{_B}{{1,2}})"
)
_PARTED = r"(?P<year3>(?:19|20)[0-9]{2})(?:年第?|第|[ ./\-])"
_NUMERAL = rf"[{NUMERALS}]+"
_SERIAL = rf"(?P<letter>[A-Z]{{1,4}})?(?P<serial>[0-9]{{1,9}}|[0-9](?: [0-9])+(?=号)|{_NUMERAL})"
_PART_BEFORE = r"(?P<part>-[0-9]{1,3}|[A-Z])?"
_PART_AFTER = (
    rf"(?P<part2>-[0-9]{{1,3}}|之(?:[0-9]{{1,3}}|[{NUMERALS}]+)"
    rf"|〔(?:[0-9]{{1,3}}|[{NUMERALS}]+|[A-Z])〕|[A-Z])?"
)
_SIGNED_TAIL = rf"{_PART_BEFORE}(?P<sign>号){_PART_AFTER}"
_TAIL = rf"{_PART_BEFORE}(?:(?P<sign>号){_PART_AFTER}|(?<=[0-9A-Z]))"

_PATTERNS: tuple[tuple[Layout, str], ...] = (
    # 财政部令第5号, 财政部公告2018年第14号, 省人大常委会公告〔十三届〕第5号
    (
        "plain",
        rf"{_SERIES_CODE}(?:{_BRACKETED}|{_PARTED})?(?P<mark>第?号?){_SERIAL}{_TAIL}",
    ),
    # 主席令〔第十二号〕
    ("plain", rf"{_SERIES_CODE}〔第?{_SERIAL}{_SIGNED_TAIL}〕"),
    # 国务院第841号令, 财政部2018年第14号公告
    (
        "plain",
        rf"(?P<issuer>{_ISSUER})(?:{_BRACKETED}|{_PARTED})?第?{_SERIAL}(?P<sign>号)"
        rf"(?P<word>{_SERIES})",
    ),
    # 国发〔2011〕12号
    ("bracket", rf"{_CODE}{_BRACKETED}(?P<zi>字)?第?号?{_SERIAL}{_TAIL}"),
    # 国发2011年12号, 国发2011 12号
    ("bracket", rf"{_CODE}{_PARTED}第?{_SERIAL}{_SIGNED_TAIL}"),
    # (81)国发12号, 〔2011〕国发第12号
    ("bracket", rf"{_BRACKETED}{_CODE}第?{_SERIAL}(?P<sign>号){_PART_AFTER}"),
    # 京政字第12号
    (
        "plain",
        rf"(?P<code>[{HAN}][{HAN}A-Z〔〕]*?[{HAN}A-Z])(?:第(?P<serial2>{_NUMERAL})|第?"
        rf"(?P<serial>[0-9]{{1,6}})){_PART_BEFORE}(?P<sign>号){_PART_AFTER}",
    ),
)
_SHAPES = tuple((layout, re.compile(pattern)) for layout, pattern in _PATTERNS)
_LONGEST_CODE, _LONGEST_ISSUER = 30, 120  # several bodies may issue an order together
_PLACES = "路街道巷弄楼栋室村组件批次期届页章条款第年月日号"
_term = re.compile(r"〔[^〔〕]*届〕$")
_glued_year = re.compile(r"(?:19|20)[0-9]{2}")  # 国发201112号: nobody can say what it was
_prose = re.compile(rf"关于|的|《|》|[0-9{NUMERALS}]年")
_separators = re.compile(rf"[;,、/|&+]|(?<=号)(?=(?!之|文|令|{_SERIES}|修)[{HAN}])")
_without_code = re.compile(rf"^(?:{_B}|第?[0-9])")


def read_numbers(cell: str, latest_year: int, folded: str | None = None) -> list[Number]:
    """Return the numbers of one cell, the leading one first; an empty list if it is none.

    ``folded`` is the cell after :func:`~.number_cell.fold_cell`, where that is known already.
    """
    text = strip_cell(fold_cell(cell) if folded is None else folded)
    if whole := read_number(text, latest_year):
        return [_restore_issuer(whole, cell)]
    found: list[Number] = []
    for fragment in filter(None, map(strip_cell, _separators.split(text))):
        number = read_number(fragment, latest_year)
        if number is None and found and _without_code.match(fragment):
            number = _read_continuation(found[0], fragment, latest_year)
        if number is not None:
            found.append(number)
        elif len(fragment) > 20 or _prose.search(fragment):
            return []  # a sentence that cites a number is not the number of this record
    return found


def read_number(text: str, latest_year: int) -> Number | None:
    """Return the number that a folded and stripped text spells from end to end, else ``None``."""
    text = cut_prose(text)
    for layout, shape in _SHAPES:
        if (match := shape.fullmatch(text)) and (number := _build(match, layout, latest_year)):
            return number
    return None


def _build(match: re.Match[str], layout: Layout, latest_year: int) -> Number | None:
    part = match.groupdict()
    written = part.get("code") or f"{part['issuer']}{part['word']}"
    raw_year = (
        re.sub("[ 〔〕年度]", "", part.get("year") or "") or part.get("year2") or part.get("year3")
    )
    raw_serial = part.get("serial") or part.get("serial2") or ""
    year = _read_year(raw_year, latest_year) if raw_year else None
    serial = _read_serial(raw_serial)
    if (raw_year and year is None) or not serial or _is_no_code(written):
        return None
    kind = kind_of_code(_term.sub("", written))
    series = kind in ("order", "announcement")
    if series and raw_year is None and not (part.get("sign") or "第" in (part.get("mark") or "")):
        return None
    written += "" if series else part.get("zi") or ""
    if series:
        layout = _layout_of_series(part)
    elif year is None and (written[-1] in _PLACES or _glued_year.match(raw_serial)):
        return None
    else:
        kind = _kind_of_ordinary(written, year)
    written = written.replace("〔", "（").replace("〕", "）")
    if written.count("（") != written.count("）"):
        return None
    return Number(
        kind=kind,
        layout=layout,
        code=identify_issuer(written) if series else written,
        year=year,
        serial=serial,
        letter=part.get("letter") or "",
        part=_name_part(part.get("part") or part.get("part2") or ""),
        written_code=written,
        written_serial="" if raw_serial[0] in "0123456789" or not series else raw_serial,
    )


def _layout_of_series(part: dict[str, str | None]) -> Layout:
    if part.get("year") or part.get("year2"):
        return "bracket"
    return "year" if part.get("year3") else "plain"


def _kind_of_ordinary(code: str, year: int | None) -> Kind:
    if re.search(TELEGRAM, code):
        return "telegram"
    return "ordinary" if year is not None else "other"


def _is_no_code(written: str) -> bool:
    # 号, 年 or a second number inside the code: two numbers run together, or prose
    code = re.sub(r"第[^〔〕号]*届", "", _term.sub("", written))
    longest = _LONGEST_ISSUER if kind_of_code(code) != "ordinary" else _LONGEST_CODE
    return len(written) > longest or bool(_prose.search(written) or re.search("[号第]", code))


def _read_year(raw: str, latest_year: int) -> int | None:
    raw = re.sub("[ 〔〕年度]", "", raw)
    if re.search("[0-9]", raw):
        raw = raw.translate(str.maketrans("OIL〇○", "01100"))
    year = int(raw) if raw.isascii() and raw.isdigit() else read_numeral(raw)
    if year is not None and len(raw) == 2 and 1900 + year >= EARLIEST_YEAR:
        year += 1900  # (81)国发: the usage of the time; 〔11〕 may as well be a damaged 〔2011〕
    return year if year is not None and EARLIEST_YEAR <= year <= latest_year else None


def _read_serial(raw: str) -> int | None:
    raw = raw.replace(" ", "")
    return int(raw) if raw[:1] in "0123456789" else read_numeral(raw)


def _name_part(raw: str) -> str:
    """``12-1号``, ``12号-1``, ``12号之一`` are one document; ``12号（1）`` may be another."""
    if raw.startswith(("-", "之")):
        return f"之{_read_serial(raw[1:])}"
    return raw.replace("〔", "（").replace("〕", "）")


def _read_continuation(lead: Number, fragment: str, latest_year: int) -> Number | None:
    """Read ``13号`` after ``国发〔2011〕12号``: same code, and same year unless it has its own."""
    year = "" if fragment.startswith(("〔", "〕")) else f"〔{lead.year}〕"
    return read_number(f"{lead.written_code}{year}{fragment}", latest_year) if lead.year else None


def _restore_issuer(number: Number, cell: str) -> Number:
    """Put back the spaces that part joint issuers of an order: 财政部 税务总局公告."""
    if number.kind not in ("order", "announcement") or number.letter or number.part:
        return number
    code = re.escape(number.written_code[0]) + "".join(
        rf"\s*{re.escape(character)}" for character in number.written_code[1:]
    )
    found = re.search(code, fold_text(cell), re.IGNORECASE)
    return replace(number, written_code=found.group()) if found else number


def is_canonical(number: Number, cell: str) -> bool:
    """Whether ``cell`` spells ``number`` as the standard does.

    Outer white space, the case of letters, the width of brackets inside the code and, in an order
    or announcement, a space after the issuer's name are matters of layout.
    """
    spelling = number.spelling
    if spelling is None:
        return False
    return _level(cell.strip(), number) == _level(spelling, number)


def _level(text: str, number: Number) -> str:
    text = text.upper().replace("(", "（").replace(")", "）")
    if number.kind in ("order", "announcement"):
        text = re.sub(r"(?<![0-9])[ \u3000]+(?![0-9号])", "", text)
    return text
