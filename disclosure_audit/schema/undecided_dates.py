"""Dates whose header does not say which date it is. Settled when certain, else asked, else left.

A wrong guess between the date made and the date published turns every time limit around, so a
date is taken only where no second reading is left. The date of another event (收文日期, 更新日期)
is neither and is left over, also where it is the only one.
"""

from __future__ import annotations

from disclosure_audit.schema.aliases import Aliases
from disclosure_audit.schema.columns import DATE_COLUMNS
from disclosure_audit.schema.draft import Draft
from disclosure_audit.schema.folding import clean, squeeze
from disclosure_audit.schema.recognise import Recognised, is_date_text
from disclosure_audit.schema.whys import WHY

_ARCHIVE_MARKS = frozenset({"件号", "档号", "题名", "页数", "页号", "保管期限", "全宗号", "卷号"})


def settle_dates(
    draft: Draft, open_: dict[int, Recognised], aliases: Aliases, barred: set[str]
) -> None:
    """Settle the headers of ``open_`` that are dates; every one of them is done afterwards."""
    dates = {place: found for place, found in open_.items() if found.meaning.date}
    bare = [place for place, found in dates.items() if "bare" in found.meaning.date]
    others = sum(
        place not in bare and is_date_text(header, aliases)
        for place, header in enumerate(draft.headers)
    )
    for place, found in dates.items():
        if place not in bare:
            draft.leave(place, WHY["other_date"].fill(alias=found.meaning.alias))
    _settle_bare(draft, bare, dates, others, barred)


def _settle_bare(
    draft: Draft, places: list[int], dates: dict[int, Recognised], others: int, barred: set[str]
) -> None:
    cells = draft.cells
    for place in places:
        if cells.contradict(draft.headers[place], "date"):
            draft.leave(place, WHY["cells"])
    places = [place for place in places if place not in draft.done]
    candidates = tuple(n for n in DATE_COLUMNS if draft.free(n) and n not in barred)
    for place in places:
        alone = candidates == DATE_COLUMNS and len(places) == 1 and not others
        filled = (cells.share(draft.headers[place], "date") or 0) >= 0.9
        made_is_known = draft.side == "register" and "issued_on" in draft.owner
        if alone and _is_archive_list(draft.headers):
            draft.give(place, "issued_on", WHY["archive_date"], 0.8)
        elif alone and draft.side == "register" and filled:
            draft.give(place, "issued_on", WHY["sole_date"], 0.8)
        elif not candidates or made_is_known:
            draft.leave(place, WHY["other_date"].fill(alias=dates[place].meaning.alias))
        else:
            draft.ask(place, candidates, tuple(other for other in places if other != place))


def _is_archive_list(headers: list[str]) -> bool:
    """Return whether the list is one of filed documents, where 日期 is the date they were made.

    DA/T 22-2015, 归档文件整理规则: the list has 责任者, 题名, 日期 ..., and 日期 is 文件的形成时间.
    """
    names = {squeeze(clean(header)) for header in headers}
    return "责任者" in names and len(names & _ARCHIVE_MARKS) >= 2
