"""Duties that the catalog has by itself: time limits, series of numbers, what is open and what is not."""

from __future__ import annotations

import datetime as dt
import re

from sample_data.case import Case, is_plain
from sample_data.lists import Registered
from sample_data.names import BUREAU, CITY
from sample_data.year import Document, working_day_after

LIMIT, NOTICE_LIMIT = 20, 15
"""Working days for any document, and for a notice of land acquisition."""
DUE_SOON_UNTIL = dt.date(2024, 12, 26)
"""Documents made by then have five working days left on the day the audit looks at, or fewer."""
LATE = (1, 2, 5, 18, 41)
"""Working days beyond the limit."""
NO_GROUND = ("领导要求", "内容敏感", "暂不宜上网")
NAMED_GROUND = ("涉及第三方合法权益", "《条例》第十六条")
PROACTIVE = (
    (f"关于印发{CITY}突发地质灾害应急预案的通知", "内部事务信息"),
    (f"{CITY}国土空间总体规划（2021—2035年）", "过程性信息"),
    (f"{CITY}自然资源领域行政事业性收费目录", "内部事务信息"),
)
"""Titles of what must be published, and the reason for which it is not."""
UNKNOWN_WORDS = ("", "", "待定", "上网")
MISTYPED = (("auction", "9041"), ("penalty", "2024"))
"""A kind of document, and the serial that both lists have instead of the right one."""


def neglect(case: Case) -> None:
    """Seed late publications, gaps, and records whose openness is unsaid or unlawful."""
    _publish_late(case)
    _mistype_serials(case)
    _note_gaps(case)
    _say_nothing(case)
    _hold_back(case)
    _depart_from_source(case)


def _publish_late(case: Case) -> None:
    def early(document: Document) -> bool:
        return is_plain(document) and document.made < dt.date(2024, 9, 1)

    def ordinary(document: Document) -> bool:
        return early(document) and document.kind not in ("expropriation", "compensation")

    def notice(document: Document) -> bool:
        return early(document) and document.kind == "expropriation"

    for days, document in zip(LATE, case.take(len(LATE), ordinary), strict=True):
        _publish(case, document, LIMIT + days)
        case.find("late-publication", case.row(document), case.entry(document))
    for document in case.take(2, ordinary):
        _publish(case, document, LIMIT)
        case.harmless.append(("last_day", case.row(document), case.entry(document)))
    for days, document in zip((2, 4, 0, 0), case.take(4, notice), strict=True):
        record, entry = case.row(document), case.entry(document)
        village = document.title.removeprefix(BUREAU)[len("关于征收") : -len("集体土地的公告")]
        record.title = entry.title = f"{CITY}征收土地公告（{village}）"
        _publish(case, document, NOTICE_LIMIT + days)
        if days:
            case.find("late-publication", record, entry)
        else:
            case.harmless.append(("last_day", record, entry))
    for record in case.registered:
        if (
            case.dispositions.get(id(record)) == "not_due"
            and record.document.made <= DUE_SOON_UNTIL
        ):
            case.find("due-soon", record, None)


def _publish(case: Case, document: Document, days: int) -> None:
    """Publish a document this many working days after it was made."""
    case.entry(document).published = working_day_after(document.made, days).isoformat()


def _mistype_serials(case: Case) -> None:
    for kind, serial in MISTYPED:
        (document,) = case.take(1, lambda d, kind=kind: d.kind == kind and d.made < LAST_MISTYPED)  # type: ignore[misc]  # the default binds it now
        record, entry = case.row(document), case.entry(document)
        record.number = entry.number = re.sub(r"\d+号$", f"{serial}号", document.number)
        case.find("implausible-serial", record, None)
        case.find("series-gap", _follower(case, document.number), None)


def _note_gaps(case: Case) -> None:
    """Note the gaps that wrong numbers leave: none of these serials stands in either list."""
    for seed in list(case.findings):
        if seed.rule == "number-used-twice" and seed.record is not None:
            case.find("series-gap", _follower(case, seed.record.document.number), None)
        elif seed.rule == "number-differs" and seed.entry is not None:
            number = seed.entry.number
            if not any(record.number == number for record in case.registered):
                case.find("series-gap", None, seed.entry)  # it lies beyond the end of its series


def _follower(case: Case, number: str) -> Registered:
    """Return the register's row of the number that follows ``number``."""
    serial = re.search(r"\d+(?=号$)", number)
    if serial is None:
        raise ValueError("a number without a serial")
    wanted = f"{number[: serial.start()]}{int(serial[0]) + 1}号"
    return next(record for record in case.registered if record.number == wanted)


def _say_nothing(case: Case) -> None:
    for word, document in zip(UNKNOWN_WORDS, case.take(4, is_plain), strict=True):
        record = case.row(document)
        record.openness = word
        case.find("openness-missing-or-unknown", record, None)
    for document in case.take(2, is_plain):
        record = case.row(document)
        record.openness = "主动公开（全文）"
        case.harmless.append(("openness_note", record, case.entry(document)))


def _hold_back(case: Case) -> None:
    held = [
        record
        for record in case.registered
        if record.document.kind == "withheld"
        and record.openness == "不予公开"
        and record.reason
        and not record.classification
    ]
    for record, reason in zip(held[3::4], NO_GROUND, strict=False):
        record.reason = reason
        case.find("withheld-without-legal-ground", record, None)
    for record, reason in zip(held[4::4], NAMED_GROUND, strict=False):
        record.reason = reason
        case.harmless.append(("named_ground", record, None))
    for record, (title, reason) in zip(held[5::4], PROACTIVE, strict=False):
        record.title, record.reason = title, reason
        case.find("proactive-category-withheld", record, None)
    for record in [r for r in held if "总体规划修改意见" in r.title][:2]:
        case.harmless.append(("draft_plan", record, None))
    graded = [r for r in case.registered if r.document.kind == "withheld" and r.classification]
    for record in graded[:2]:
        record.openness = record.reason = ""
        case.harmless.append(("grade_says_it", record, None))


def _depart_from_source(case: Case) -> None:
    for document in case.take(2, lambda d: d.kind == "forwarded"):
        case.secret_sources.append(document.title.removeprefix("转发"))
        for record, entry in ((case.row(document), None), (None, case.entry(document))):
            case.find("forwarded-document-departs", record, entry)
    (source,) = case.take(1, lambda d: d.kind == "opinion")
    withheld = next(
        r for r in case.registered if r.title.endswith("信访积案化解情况的报告") and r.reason
    )
    withheld.title = f"转发《{source.title.removeprefix(BUREAU)}》的通知"
    case.find("forwarded-document-departs", withheld, None)


LAST_MISTYPED = dt.date(2024, 10, 1)
"""Early enough for other numbers to follow."""
