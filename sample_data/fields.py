"""Fields of the catalog that are filled in and say little, or are written unlike the others."""

from __future__ import annotations

import datetime as dt

from sample_data.case import Case, is_plain
from sample_data.made_up import widen
from sample_data.names import BUREAU, CITY, ROADS, SITE
from sample_data.year import Document

TEXT_DATES = 485
"""Every so many rows of the register the date is text and no date."""
SHORT, LEAST = ("批复", "公示"), ("用地批复", "用地公示")
LOTS = [f"{road}{n}号地块" for n in range(1, 12) for road in ROADS]
LONG, MOST = (f"本件涉及地块：{'、'.join(LOTS[:count])}。" for count in (88, 64))
ISSUERS = (("自然资源局", True), (f"{CITY}自燃资源局", False))
"""Other ways to write the bureau's name, and whether only the catalog has it."""
CATEGORIES = ("业务管里", "其他")
ANSWERS = (("gone", 404), ("gone", 410), ("server_error", 500))
REFUSAL = ("refused", 403)
"""What the site answers when it is asked for some of the pages."""


def slacken(case: Case) -> None:
    """Seed defects of form. The order of the catalog must stand: addresses are spoilt here."""
    _write_dates_as_text(case)
    _sum_up_badly(case)
    _vary_issuers(case)
    _spoil_addresses(case)
    _lose_pages(case)
    _vary_index_numbers(case)
    for category, document in zip(CATEGORIES, case.take(len(CATEGORIES), is_plain), strict=True):
        case.entry(document).category = category
        case.find("category-not-listed", None, case.entry(document), needs="settings")


def _write_dates_as_text(case: Case) -> None:
    for at, record in enumerate(case.registered, start=1):
        if at % TEXT_DATES == 0 and isinstance(record.made, dt.date):
            record.made = f"{record.made.year}年{record.made.month}月{record.made.day}日"
            case.find("date-written-otherwise", record, None)


def _sum_up_badly(case: Case) -> None:
    def from_bureau(document: Document) -> bool:
        return is_plain(document) and document.title.startswith(f"{BUREAU}关于")

    documents = case.take(3, from_bureau)
    repeated = [
        documents[0].title,
        documents[1].title.removeprefix(BUREAU),
        f"{documents[2].title}。",
    ]
    for text, document in zip(repeated, documents, strict=True):
        case.entry(document).summary = text
        case.find("summary-repeats-title", None, case.entry(document))
    (document,) = case.take(1, from_bureau)
    case.entry(document).summary = f"{document.title}，自印发之日起施行。"
    case.harmless.append(("title_and_more", case.row(document), case.entry(document)))
    for text in (*SHORT, LONG):
        (document,) = case.take(1, is_plain)
        case.entry(document).summary = text
        case.find("summary-length", None, case.entry(document))
    for text in (*LEAST, MOST):
        (document,) = case.take(1, is_plain)
        case.entry(document).summary = text
        case.harmless.append(("length_of_summary", case.row(document), case.entry(document)))


def _vary_issuers(case: Case) -> None:
    for name, only_catalog in ISSUERS:
        (document,) = case.take(1, is_plain)
        record, entry = case.row(document), case.entry(document)
        entry.issuer = name
        case.find("issuer-written-several-ways", None, entry)
        if not only_catalog:
            record.issuer = name
            case.find("issuer-written-several-ways", record, None)
    (document,) = case.take(1, is_plain)
    record, entry = case.row(document), case.entry(document)
    record.issuer = entry.issuer = f"{BUREAU}青禾分局"
    case.harmless.append(("branch_office", record, entry))


def _spoil_addresses(case: Case) -> None:
    bare = SITE.removeprefix("https://")
    for start in (
        f"https：//{bare}",
        f"https:/{bare}",
        f"{SITE}/ 2024",
        "C:\\xxgk\\2024\\",
        SITE * 2,
    ):
        (document,) = case.take(1, is_plain)
        entry = case.entry(document)
        entry.url = start + entry.url.removeprefix(SITE)
        case.find("malformed-address", None, entry)
    (document,) = case.take(1, is_plain)
    entry = case.entry(document)
    entry.url = entry.url.removeprefix(SITE.removesuffix("/xxgk"))
    case.harmless.append(("path_only", case.row(document), entry))


def _lose_pages(case: Case) -> None:
    for (outcome, status), document in zip(ANSWERS, case.take(3, is_plain), strict=True):
        case.answers.append((case.entry(document), outcome, status))
        case.find("unreachable-address", None, case.entry(document), needs="links")
    (document,) = case.take(1, is_plain)
    case.answers.append((case.entry(document), *REFUSAL))
    case.harmless.append(("refuses_programs", case.row(document), case.entry(document)))


def _vary_index_numbers(case: Case) -> None:
    for document in case.take(3, is_plain):
        entry = case.entry(document)
        entry.index = f"{entry.index[:8]}-{entry.index[8:]}"
        case.find("hyphen-in-index-number", None, entry)
    for document in case.take(2, is_plain):
        entry = case.entry(document)
        code, _, serial = entry.index.partition("-")
        entry.index = f"{code}-{widen(serial)}"
        case.find("improper-characters", None, entry)
