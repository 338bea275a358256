"""What the catalog says otherwise than the register."""

from __future__ import annotations

import datetime as dt
import re

from sample_data.case import Case
from sample_data.harmless import WAYS, add_invisible, drop_suffix
from sample_data.names import RESERVE_CENTRE
from sample_data.year import Document

REWORDED = (
    ("项目建设用地的批复", "项目用地预审的批复"),
    ("征地补偿安置方案公告", "征地补偿登记公告"),
    ("规划条件的函", "规划设计要点的函"),
    ("审查意见", "初审意见"),
    ("行政处罚决定", "行政处法决定"),
    ("培训班的通知", "研讨班的通知"),
    ("集体土地的公告", "国有土地的公告"),
)
"""Title words that the catalog has otherwise; the last is a contradiction, the fifth a typo."""

VARIED_EACH = 40
"""Titles written otherwise in each of the ways of :data:`harmless.WAYS`."""
HIDDEN, REWRITTEN = 6, 3
"""Titles with a hidden character, and dates written otherwise: the lists agree, the form is wrong."""


def differ(case: Case) -> None:
    """Seed records of which the two lists say different things, and harmless variation."""
    for old, new in REWORDED:
        (document,) = case.take(1, lambda d, old=old: d.title.endswith(old))  # type: ignore[misc]  # the default binds it now
        entry = case.entry(document)
        entry.title = entry.title.replace(old, new)
        case.find("title-differs", case.row(document), entry)
    used = {document.number for document in _everything(case)}
    for document in case.take(5, lambda d: d.kind in ("project", "mining", "planning")):
        entry = case.entry(document)
        entry.number = _misnumber(document.number, used)
        used.add(entry.number)
        case.find("number-differs", case.row(document), entry)
    for document, days in zip(case.take(6, _ordinary), (1, 2, 3, 10, 31, 366), strict=True):
        entry = case.entry(document)
        entry.made = (document.made - dt.timedelta(days=days)).isoformat()
        case.find("date-differs", case.row(document), entry)
    for document in case.take(4, lambda d: d.kind in ("auction", "result")):
        entry = case.entry(document)
        entry.issuer = RESERVE_CENTRE
        case.find("issuer-differs", case.row(document), entry)


def vary(case: Case) -> None:
    """Write some of the untouched titles otherwise, in each way that is harmless."""
    for name, write in WAYS.items():
        for document in case.take(VARIED_EACH, lambda d, w=write: w(d.title) != d.title):  # type: ignore[misc]  # the default binds it now
            entry = case.entry(document)
            entry.title = write(entry.title)
            case.harmless.append((name, case.row(document), entry))
    for document in case.take(VARIED_EACH, lambda d: add_invisible(d.title) != d.title)[:HIDDEN]:
        entry = case.entry(document)
        entry.title = add_invisible(entry.title)
        case.find("improper-characters", None, entry)
    for document in case.take(5, lambda d: d.kind in ("plan", "training", "normative")):
        entry = case.entry(document)
        entry.title = drop_suffix(entry.title)
        case.harmless.append(("suffix_dropped", case.row(document), entry))
    for document in case.take(12, _ordinary)[:REWRITTEN]:
        entry = case.entry(document)
        year, month, day = entry.published.split("-")
        entry.published = f"{year}年{int(month)}月{int(day)}日"
        case.find("date-written-otherwise", None, entry)


def _ordinary(document: Document) -> bool:
    return document.category == "业务管理" and document.kind not in ("monthly", "batch", "minutes")


def _everything(case: Case) -> list[Document]:
    return [r.document for r in case.registered] + [p.document for p in case.published]


def _misnumber(number: str, used: set[str]) -> str:
    """Return the number with one digit of its serial changed so that no other document has it."""
    found = re.fullmatch(r"(.+〕)(\d+)(号)", number)
    if found is None:
        raise ValueError("a number without a serial")
    serial = found[2]
    for at in range(len(serial)):
        for digit in "987654321":
            changed = serial[:at] + digit + serial[at + 1 :]
            if (written := f"{found[1]}{changed}{found[3]}") not in used:
                return written
    raise ValueError("every number with one other digit is in use")
