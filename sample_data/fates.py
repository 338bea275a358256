"""What became of whole documents: withheld, left out, not due yet, published unregistered."""

from __future__ import annotations

import datetime as dt

from sample_data.case import Case
from sample_data.internal import ON_REQUEST_REASONS, WITHHELD_REASONS
from sample_data.lists import AS_OF, NOT_DUE_FROM
from sample_data.names import YEAR
from sample_data.year import Document

LONG_OVERDUE = dt.date(YEAR, 11, 29)
"""What was made by then and is not published is omitted whatever the calendar."""


def decide(case: Case) -> None:
    """Seed the defects of whole documents and what looks like them but is none."""
    _withhold(case)
    _publish_what_is_withheld(case)
    last = max((d for d in case.free if d.number), key=lambda d: (d.made, d.key))
    case.touch(last)
    case.entry(last).published = AS_OF.isoformat()
    for document in [
        *case.take(8, lambda d: d.category == "业务管理" and d.made >= NOT_DUE_FROM),
        *case.take(1, lambda d: d.category == "政策法规" and d.made >= NOT_DUE_FROM),
    ]:
        case.drop(case.entry(document))
        case.dispositions[id(case.row(document))] = "not_due"
    _omit(case)
    _leave_unregistered(case)


def _withhold(case: Case) -> None:
    without_reason = {"withheld": 4, "on_request": 2}
    for record in case.registered:
        kind = record.document.kind
        if kind not in without_reason:
            continue
        held = kind == "withheld"
        record.openness = "不予公开" if held else "依申请公开"
        record.reason = case.draw.pick(WITHHELD_REASONS if held else ON_REQUEST_REASONS)
        if record.reason == "国家秘密":
            record.classification = case.draw.pick(("秘密", "机密★20年", "秘密★10年"))
        elif without_reason[kind] > 0 and case.draw.chance(0.2):
            without_reason[kind] -= 1
            record.reason = ""
            case.find("withheld-without-reason", record, None)
        case.dispositions[id(record)] = "withheld"
    if any(without_reason.values()):
        raise ValueError("the seed gives too few rows without a reason")


def _publish_what_is_withheld(case: Case) -> None:
    for document in case.take(5, lambda d: d.kind == "minutes"):
        record = case.row(document)
        record.openness, record.reason = "不予公开", "内部事务信息"
        case.find("withheld-document-published", record, case.entry(document))
    for document, grade in zip(
        case.take(3, lambda d: d.kind == "surveying"), ("秘密", "机密", "秘密★10年"), strict=True
    ):
        record = case.row(document)
        record.classification = grade
        case.find("classified-document-published", record, case.entry(document))


def _omit(case: Case) -> None:
    def due(document: Document) -> bool:
        return document.made <= LONG_OVERDUE

    omitted: list[Document] = []
    seen: set[str] = set()
    while len(omitted) < 6:  # a batch whose neighbours of the same county are published
        (document,) = case.take(1, lambda d: d.kind == "batch" and due(d) and _place(d) not in seen)
        seen.add(_place(document))
        omitted.append(document)
        case.touch(*(d for d in case.free if d.kind == "batch" and _place(d) == _place(document)))
    while len(omitted) < 10:  # a monthly notice whose title other months share
        (document,) = case.take(
            1, lambda d: d.kind == "monthly" and due(d) and _core(d) not in seen
        )
        seen.add(_core(document))
        omitted.append(document)
    omitted += case.take(
        10,
        lambda d: d.category == "业务管理" and due(d) and d.kind not in ("batch", "monthly"),
    )
    omitted += case.take(3, lambda d: d.category == "政策法规" and due(d))
    for document in omitted:
        case.drop(case.entry(document))
        record = case.row(document)
        case.dispositions[id(record)] = "omitted"
        case.find("omitted-document", record, None)


def _leave_unregistered(case: Case) -> None:
    for document in [
        *case.take(2, lambda d: d.kind == "batch"),  # with registered neighbours
        *case.take(2, lambda d: d.kind in ("project", "expropriation")),
        *case.take(1, lambda d: d.category == "政策法规"),
        *case.take(1, lambda d: d.category == "政务动态"),
    ]:
        case.drop(case.row(document))
        entry = case.entry(document)
        case.dispositions[id(entry)] = "unregistered"
        case.find("unregistered-publication", None, entry)


def _place(document: Document) -> str:
    return document.title.partition("关于")[2][:3]


def _core(document: Document) -> str:
    return document.title[document.title.index("关于") :]
