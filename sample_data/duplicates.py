"""Records that stand twice, and numbers that two documents share."""

from __future__ import annotations

from dataclasses import replace

from sample_data.case import Case
from sample_data.harmless import add_book_marks, add_spaces, change_width, drop_prefix
from sample_data.lists import NOT_DUE_FROM, Published, again
from sample_data.names import BUREAU
from sample_data.year import Document

ENTERED_AGAIN = "2025-01-06"


def duplicate(case: Case) -> None:
    """Seed repeated publications, double entries and shared numbers."""
    _repeat(case)
    _register_twice(case)
    _share_numbers(case)
    _share_index_numbers(case)


def _plain(document: Document) -> bool:
    return (
        document.category == "业务管理"
        and document.kind not in ("monthly", "batch")
        and document.made < NOT_DUE_FROM
    )


def _repeat(case: Case) -> None:
    def prefixed(document: Document) -> bool:
        return _plain(document) and document.title.startswith(BUREAU)

    def parenthesised(document: Document) -> bool:
        return _plain(document) and "（" in document.title

    def named(document: Document) -> bool:
        return document.category == "政策法规" and "关于印发" in document.title

    def told(document: Document) -> bool:
        return document.category == "政务动态" and document.made < NOT_DUE_FROM

    ways = (
        (2, _plain, str), (1, told, str), (2, prefixed, drop_prefix),
        (1, parenthesised, change_width), (1, named, add_book_marks), (1, _plain, add_spaces),
    )  # fmt: skip
    for count, where, write in ways:
        for document in case.take(count, where):
            first = case.entry(document)
            second = again(first, case.serial(), case.draw)
            second.title = write(first.title)
            # Entered when the year was closed, as its index number at the end of the list says.
            second.published = max(second.published, ENTERED_AGAIN)
            case.published.append(second)
            case.pairs.append((case.row(document), second))
            case.dispositions[id(second)] = "repeated"
            case.find("repeated-publication", None, second)


def _register_twice(case: Case) -> None:
    for document in case.take(4, _plain):
        first = case.row(document)
        second = replace(first)
        case.registered.insert(case.registered.index(first) + 1, second)
        case.registered_twice.append((first, second))
        case.find("document-registered-twice", second, None)


def _share_numbers(case: Case) -> None:
    def of_series(document: Document) -> bool:
        return _plain(document) and "字〔" in document.number

    for _ in range(3):  # two documents with one number in both lists
        earlier, later = _in_order(case, case.take(2, of_series))
        case.row(later).number = case.entry(later).number = earlier.number
        case.find("number-used-twice", case.row(later), None)
        case.find("number-used-twice", None, case.entry(later))
    for _ in range(2):  # in the catalog only, which makes the number differ, too
        earlier, later = _in_order(case, case.take(2, of_series))
        case.entry(later).number = earlier.number
        case.find("number-used-twice", None, case.entry(later))
        case.find("number-differs", case.row(later), case.entry(later))
        # Title and day are the same and the number is a third document's: no person is needed.
        case.dispositions[id(case.row(later))] = "published_differs"
        case.dispositions[id(case.entry(later))] = "linked"


def _in_order(case: Case, documents: list[Document]) -> tuple[Document, Document]:
    """Return two documents so that the second is the later one in both lists."""
    first, second = sorted(documents, key=lambda document: document.made)
    early, late = case.entry(first), case.entry(second)
    if first.made == second.made or early.published >= late.published:
        # Published on the day it was made, which is as early as can be.
        early.published = early.made
        if early.published >= late.published:
            raise ValueError("the seed gives two documents of one day")
    return first, second


def _share_index_numbers(case: Case) -> None:
    for _ in range(3):
        earlier, later = _in_order(case, case.take(2, _plain))
        entry: Published = case.entry(later)
        entry.index = case.entry(earlier).index
        case.find("index-number-used-twice", None, entry)
        # It stands now where the earlier document is.
        case.find("index-number-out-of-order", None, entry)
