"""Made-up documents that resemble a real one in everything but its identity."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container
from random import Random

import polars as pl

from benchmarks.defects.numbers import CANONICAL

PROVINCES = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江",
    "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆",
    "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆",
)  # fmt: skip
PREFECTURES = (
    "广州", "深圳", "珠海", "汕头", "佛山", "韶关", "河源", "梅州", "惠州", "汕尾", "东莞",
    "中山", "江门", "阳江", "湛江", "茂名", "肇庆", "清远", "潮州", "揭阳", "云浮",
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_ORDINAL = re.compile(r"(?<![\d年])(?<=第)\d{1,4}(?!\d)")
_CHINESE = re.compile(r"(?<=第)[一二三四五六七八九](?=[批次届期号季])")
_PLACE = re.compile("|".join((*PROVINCES, *PREFECTURES)))
HAS_IDENTITY = "|".join(
    (r"(?:19|20)\d\d年", r"第\d{1,4}", r"第[一二三四五六七八九][批次届期号季]", _PLACE.pattern)
)
"""Pattern of the titles of which a sibling can be made."""
_DIGITS = "一二三四五六七八九"


def name_sibling(title: str, random: Random) -> tuple[str, int] | None:
    """Return a sibling's title and how many years later it is; ``None`` if there is no handle."""
    ways = [
        (kind, found)
        for kind, pattern in enumerate((_YEAR, _ORDINAL, _CHINESE, _PLACE))
        for found in pattern.finditer(title)
    ]
    if not ways:
        return None
    kind, found = random.choice(ways)
    old, years = found[0], 0
    if kind == 0:
        years = random.choice((-1, 1))
        new = str(int(old) + years)
    elif kind == 1:
        new = str(max(1, int(old) + random.choice((-1, 1, 2))))
    elif kind == 2:
        new = random.choice(_DIGITS.replace(old, ""))
    else:
        new = random.choice([name for name in _kin(old) if name != old])
    return title[: found.start()] + new + title[found.end() :], years


def make_sibling(
    document: tuple[str, str | None, dt.date | None],
    titles: Container[str],
    numbers: Container[str],
    random: Random,
) -> tuple[str, str | None, dt.date | None] | None:
    """Return title, number and date of a sibling that is no document of the population.

    The number goes on in the same series with a serial that is free; ``None`` if four tries find
    no title that is free.
    """
    title, number, issued = document
    for _ in range(4):
        named = name_sibling(title, random)
        if named and named[0] not in titles:
            break
    else:
        return None
    new_title, years = named
    new_number = None
    if number and (found := CANONICAL.match(number)):
        year, serial = int(found["year"]) + years, int(found["serial"])
        step = random.choice((1, 1, 2, 3))
        while (new_number := f"{found['code']}〔{year}〕{serial + step}号") in numbers:
            step *= 2
    if issued:
        issued = (issued + dt.timedelta(days=random.randint(0, 25))).replace(
            year=max(1950, issued.year + years), day=min(issued.day, 28)
        )
    return new_title, new_number, issued


def can_have_sibling(titles: pl.Series) -> pl.Series:
    """Return for each title whether a sibling can be made of it."""
    return titles.str.contains(HAS_IDENTITY)


def _kin(place: str) -> tuple[str, ...]:
    return PROVINCES if place in PROVINCES else PREFECTURES
