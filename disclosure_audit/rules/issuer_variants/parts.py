"""Takes the name of a body apart: the places in front of it, and the body."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_NO_CITY = r"(?![场民委直容属域区县]|政[^府协]|监局)"
_LEVELS = (
    # name of the place, its sort; what may not follow, since the sort is then the start of a word
    re.compile(r"([\u4e00-\u9fff]{0,8}?)(自治区|省(?![级直属际委]))"),
    re.compile(rf"([\u4e00-\u9fff]{{0,8}}?)(自治州|地区|市{_NO_CITY}|盟)"),
    re.compile(
        r"([\u4e00-\u9fff]{0,10}?)"
        rf"(自治县|县(?![级域委])|旗|开发区|新区|园区|区(?![域划块别委])|市{_NO_CITY})"
    ),
    re.compile(r"([\u4e00-\u9fff]{0,6}?)(街道(?=办)|镇|(?<!城)乡(?!村))"),
)
_NOT_IN_A_PLACE = re.compile(r"政府|[委局厅办院会部]|人民|党|^城$")


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name, taken apart."""

    places: tuple[tuple[int, str, str], ...]
    """Level (0 province to 3 town), name (empty for 市政府 and the like) and sort of each place."""
    body: str
    """The rest, with short forms written out."""


@cache
def _forms() -> tuple[tuple[str, str, bool], ...]:
    table = tomllib.loads((_HERE / "abbreviations.toml").read_text(encoding="utf-8"))
    return tuple((row["form"], row["full"], row["end"]) for row in table["short"])


def take_apart(name: str) -> Body:
    """Return the places in front of a folded name and the body, short forms written out."""
    places: list[tuple[int, str, str]] = []
    rest = name
    for level, shape in enumerate(_LEVELS):
        found = shape.match(rest)
        if found is None or _NOT_IN_A_PLACE.search(found[1]) or found.end() == len(rest):
            continue
        if places and not found[1]:
            continue
        places.append((level, found[1], found[2]))
        rest = rest[found.end() :]
    return Body(tuple(places), write_out(rest))


def write_out(body: str) -> str:
    """Return the name of a body without its place, its short forms written out."""
    for form, full, only_end in _forms():
        if full in body or form not in body:
            continue
        if only_end:
            body = body.removesuffix(form) + full if body.endswith(form) else body
        else:
            body = body.replace(form, full)
    return body
