"""Dates whose header does not say which date it is. Settled when certain, else asked, else left.

A wrong guess between the date made and the date published turns every time limit around, so a
date is taken only where no second reading is left.
"""

from __future__ import annotations

from disclosure_audit.schema.aliases import Aliases
from disclosure_audit.schema.columns import DATE_COLUMNS
from disclosure_audit.schema.draft import Draft
from disclosure_audit.schema.recognise import Recognised, is_date_text
from disclosure_audit.schema.whys import WHY

_STAND_IN: dict[str, tuple[str, ...]] = {
    "register": ("issued_on",),
    "catalog": ("issued_on", "published_on"),
}


def settle_dates(
    draft: Draft, open_: dict[int, Recognised], aliases: Aliases, barred: set[str]
) -> None:
    """Settle the headers of ``open_`` that are dates; every one of them is done afterwards."""
    dates = {place: found for place, found in open_.items() if found.meaning.date}
    _settle_promulgated(draft, dates)
    bare = [
        p for p, found in dates.items() if _is(found, "bare", "promulgated") and p not in draft.done
    ]
    rest = [p for p in dates if p not in bare and p not in draft.done]
    others = len(rest) + sum(
        place not in dates and is_date_text(header, aliases)
        for place, header in enumerate(draft.headers)
    )
    _settle_bare(draft, bare, dates, others, barred)
    _settle_rest(draft, rest, dates, bool(bare), barred)


def _is(found: Recognised, *kinds: str) -> bool:
    return any(kind in found.meaning.date for kind in kinds)


def _settle_promulgated(draft: Draft, dates: dict[int, Recognised]) -> None:
    places = [place for place, found in dates.items() if _is(found, "promulgated")]
    if len(places) != 1 or "issued_on" not in draft.owner or not draft.free("published_on"):
        return
    alias = dates[places[0]].meaning.alias
    draft.give(places[0], "published_on", WHY["promulgated"].fill(alias=alias), 0.9)


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
        sole = (
            draft.side == "register"
            and candidates == DATE_COLUMNS
            and len(places) == 1
            and not others
            and "promulgated" not in dates[place].meaning.date
            and (cells.share(draft.headers[place], "date") or 0) >= 0.9
        )
        made_is_known = draft.side == "register" and "issued_on" in draft.owner
        if sole:
            draft.give(place, "issued_on", WHY["sole_date"], 0.8)
        elif not candidates or made_is_known:
            alias = dates[place].meaning.alias
            draft.leave(place, WHY["other_date"].fill(alias=alias))
        else:
            draft.ask(place, candidates, tuple(other for other in places if other != place))


def _settle_rest(
    draft: Draft, places: list[int], dates: dict[int, Recognised], bare: bool, barred: set[str]
) -> None:
    """Leave other events' dates over; ask for the likeliest stand-in where there is no other."""
    side = draft.side or "register"
    dateless = not bare and all(draft.free(name) for name in DATE_COLUMNS)
    ranked = sorted(
        (dates[p].meaning.date[side], p)
        for p in places
        if side in dates[p].meaning.date and not draft.cells.contradict(draft.headers[p], "date")
    )
    candidates = tuple(name for name in _STAND_IN[side] if name not in barred)
    if dateless and ranked and candidates:
        draft.ask(ranked[0][1], candidates)
    for place in places:
        if place not in draft.done:
            draft.leave(place, WHY["other_date"].fill(alias=dates[place].meaning.alias))
