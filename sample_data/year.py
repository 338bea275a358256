"""The documents of one year: titles, dates, numbers. Nothing here is a defect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sample_data import business, internal, news, policy
from sample_data.draw import Draw
from sample_data.kinds import Kind
from sample_data.names import BUREAU, CODE, YEAR

Category = Literal["政务动态", "业务管理", "政策法规", ""]
FIRST, LAST = dt.date(YEAR, 1, 2), dt.date(YEAR, 12, 31)
HOLIDAYS = frozenset({dt.date(YEAR + 1, 1, 1)}) | frozenset(
    dt.date(YEAR, month, day)
    for month, days in {
        1: (1,), 2: range(10, 18), 4: (4, 5, 6), 5: range(1, 6), 6: (8, 9, 10), 9: (15, 16, 17),
        10: range(1, 8),
    }.items()
    for day in days
)  # fmt: skip
"""Days off by the State Council's notice, weekends apart."""
WORKED_WEEKENDS = frozenset(
    dt.date(YEAR, month, day)
    for month, day in ((2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12))
)
"""Days of weekends that the same notice makes working days."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document as it really is."""

    key: int
    kind: str
    category: Category
    title: str
    made: dt.date
    number: str
    owner: str
    summary: str


def make_year(draw: Draw, count_news: int) -> list[Document]:
    """Return the year's documents in the order in which they were made.

    Each series runs from 1 without a gap. ``category`` is empty for what an office does not
    publish of its own accord.
    """
    groups: list[tuple[Category, Kind]] = []
    groups += [("业务管理", kind) for kind in business.kinds(draw)]
    groups += [("政策法规", kind) for kind in policy.kinds()]
    groups += [("政务动态", kind) for kind in news.kinds(draw, count_news)]
    groups += [("", kind) for kind in (internal.withheld(), internal.on_request())]
    drafts = [
        (made, category, kind, title)
        for category, kind in groups
        for titles in kind.groups
        for made, title in zip(_days(draw, kind, titles), titles, strict=True)
    ]
    # Shuffled first, so that documents of one day stand in no order of kinds.
    drafts = sorted(draw.shuffled(drafts), key=lambda draft: draft[0])
    serials: dict[str, int] = {}
    documents = []
    for key, (made, category, kind, title) in enumerate(drafts):
        number = ""
        if kind.series:
            serials[kind.series] = serials.get(kind.series, 0) + 1
            number = f"{CODE}{kind.series}〔{YEAR}〕{serials[kind.series]}号"
        prefix = BUREAU if title.startswith("关于") and draw.chance(0.6) else ""
        documents.append(
            Document(
                key, kind.name, category, prefix + title, made, number, kind.owner, kind.summary
            )
        )
    return documents


def next_working_day(day: dt.date) -> dt.date:
    """Return ``day``, or the first day after it that is no weekend and no holiday."""
    while day.weekday() > 4 or day in HOLIDAYS:
        day += dt.timedelta(days=1)
    return day


def working_day_after(day: dt.date, count: int) -> dt.date:
    """Return the working day that comes ``count`` working days after ``day``."""
    while count:
        day += dt.timedelta(days=1)
        is_off = day.weekday() > 4 or day in HOLIDAYS
        count -= day in WORKED_WEEKENDS or not is_off
    return day


def _days(draw: Draw, kind: Kind, titles: Sequence[str]) -> list[dt.date]:
    """Return one day for each title of a group, in order and each on another day if possible."""
    if kind.monthly:
        return [
            next_working_day(dt.date(YEAR, month + 1, draw.number(6, 12)))
            for month in range(len(titles))
        ]
    span = (LAST - FIRST).days
    while True:
        offsets = sorted(draw.number(0, span) for _ in titles)
        days = [FIRST + dt.timedelta(days=offset) for offset in offsets]
        if kind.series:
            days = [next_working_day(day) for day in days]
        if days[-1] <= LAST:
            return days
