"""From what a person pressed to what is written: on the desk, as the terminal writes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text
from disclosure_audit.presentation import words
from disclosure_audit.presentation.days import read_day
from disclosure_audit.presentation.drafts import ON_PAIRS, all_flagged, draft_of, fitting

if TYPE_CHECKING:
    import datetime as dt

    from disclosure_audit.presentation.subject import Subject
    from disclosure_audit.review.desk import Desk
    from disclosure_audit.review.entry import Draft, Entry

Job = tuple[str, Mapping[str, str], list["Subject"]]
"""An action, its details, and what it is done to."""
_MOST_NAMES = 3


def jobs_of(
    desk: Desk,
    action: str,
    details: Mapping[str, str],
    rows: list[Subject],
    shown: list[Subject],
    today: dt.date,
) -> list[Job]:
    """Return what ``action`` means: for ``shown`` where it is about a pair, else for ``rows``.

    Raises ``UsageError`` where there is nothing that it can be said of, and for a day that is none.
    """
    if action == "repeat":
        plain = {
            (draft.action, tuple(sorted(draft.details.items()))): dict(draft.details)
            for draft in desk.repeat()
        }
        if not plain:
            raise UsageError(words.NO_REPEAT)
        return [(did, said, _fit(did, rows, shown)) for (did, _), said in plain.items()]
    if action == "flag" and all_flagged(desk, rows):
        action = "unflag"
    if action == "waive":
        day = read_day(details["until"], today)
        if isinstance(day, Text):
            raise UsageError(day)
        details = {**details, "until": day.isoformat()}
    return [(action, details, _fit(action, rows, shown))]


def drafts_of(desk: Desk, jobs: Sequence[Job]) -> list[Draft]:
    """Return what is to be written. Raises ``UsageError`` where the lists must be read first."""
    return [
        draft_of(desk, action, subject, details)
        for action, details, subjects in jobs
        for subject in subjects
    ]


def written_since(desk: Desk, drafts: Sequence[Draft], seen: int) -> list[Entry]:
    """Return what others decided on the same things after the entry ``seen``, the last one shown.

    The desk itself refuses only what came after it looked last, which may be later than the person
    did.
    """
    from disclosure_audit.review.entry import entry_of

    new = desk.entries.filter(
        pl.col("seq") > seen, pl.col("user") != desk.user, pl.col("action") != "reveal"
    )
    if new.is_empty():
        return []
    mine = {(draft.kind, draft.target) for draft in drafts}
    entries = [entry_of(row) for row in new.iter_rows()]
    return [entry for entry in entries if (entry.kind, entry.target) in mine]


def say_taken(entries: Sequence[Entry]) -> Text:
    """Return who was first, and that the same again decides otherwise."""
    names = sorted({shorten(visible(entry.user), 20) for entry in entries})
    more = ["…"] if len(names) > _MOST_NAMES else []
    return words.TAKEN.fill(who=", ".join([*names[:_MOST_NAMES], *more]))


def last_seen(desk: Desk) -> int:
    """Return the number of the last entry that the desk knows; 0 where there is none."""
    entries = desk.entries
    return int(entries["seq"][-1]) if entries.height else 0


def _fit(action: str, rows: list[Subject], shown: list[Subject]) -> list[Subject]:
    """Return those of the subjects that ``action`` can be said of."""
    found = shown if action in ON_PAIRS else rows
    if not found:
        raise UsageError(words.NOTHING_HERE)
    found = fitting(action, found)
    if not found:
        why = {"same": words.NO_PAIR, "differ": words.NO_PAIR, "reopen": words.NOTHING_HERE}
        raise UsageError(why.get(action, words.NO_FINDING))
    return found
