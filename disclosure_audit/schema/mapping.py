"""Which of a file's columns is which canonical column, why, and what has to be asked.

Headers decide. Cells only break ties, or tell what an open header (``编号``) means. Between the
date made and the date published nothing is ever guessed: what a header does not settle is a
question.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import polars as pl

from disclosure_audit.schema.aliases import (
    LOOK_RANK,
    OTHERWISE_RANK,
    Aliases,
    Meaning,
    load_aliases,
)
from disclosure_audit.schema.columns import BY_NAME, DATE_COLUMNS, Side
from disclosure_audit.schema.draft import Draft, MappedColumn, Question
from disclosure_audit.schema.folding import clean
from disclosure_audit.schema.looks import Cells
from disclosure_audit.schema.overrides import resolve_overrides
from disclosure_audit.schema.recognise import CONFIDENCE, Recognised, is_nameless, recognise
from disclosure_audit.schema.undecided_dates import settle_dates
from disclosure_audit.schema.whys import WHY

_IDENTITY = ("title", "doc_number")
"""Columns that are never settled by the order of the aliases alone: they say which document it is."""

_REQUEST = re.compile(r"(?<![a-z])(?:requests?|foia?|rti|ati|oia|eir)(?![a-z])", re.I)
"""What only the log of requests for information says in its headers."""

_FIRST = 10
"""Taken from a rank to bring it before every other."""

__all__ = ["MappedColumn", "Mapping", "Question", "map_headers"]


@dataclass(frozen=True, slots=True)
class Mapping:
    """What became of every column of a file, in the file's order."""

    columns: tuple[MappedColumn, ...]
    questions: tuple[Question, ...]

    def as_dict(self) -> dict[str, str]:
        """Return canonical column -> header, in the order of the canonical columns."""
        found = {column.name: column.header for column in self.columns if column.name}
        return {name: found[name] for name in BY_NAME if name in found}


def map_headers(
    headers: list[str],
    sample: pl.DataFrame | None = None,
    *,
    overrides: dict[str, str] | None = None,
    side: Side | None = None,
) -> Mapping:
    """Return what each of a file's columns is.

    ``sample`` holds some rows under the same headers; it breaks ties and tells open headers apart.
    ``overrides`` maps canonical column -> header and wins; an empty header says that the file has
    no such column. Raises ``UsageError`` for an override that names an unknown column or header.

    Every header comes out once: mapped, left over with the reason, or asked. Of several headers
    that mean one column the rank in ``aliases.toml`` decides (成文日期 before 签发日期 before
    发文日期 before 印发日期; 公开日期 before 发布日期 before 公布日期), within a rank the order there;
    two titles or document numbers of one rank are a question.
    """
    aliases = load_aliases()
    draft = Draft(headers, Cells(sample), side)
    barred = _apply_overrides(draft, overrides or {})
    codes = _read_codes(headers, aliases)
    known: dict[int, Recognised] = {}
    options: dict[int, list[tuple[str, int]]] = {}
    for place, header in enumerate(headers):
        if place in draft.done:
            continue
        found = None if is_nameless(header) else (codes.get(place) or recognise(header, aliases))
        if found is None:
            draft.leave(place, WHY["nameless" if is_nameless(header) else "unknown"])
        elif found.meaning.left_over:
            draft.leave(place, WHY["other"].fill(alias=found.meaning.alias))
        else:
            known[place] = found
            options[place] = _options(draft, place, found)
    _prefer_received(headers, known, options)
    _assign(draft, known, options, barred)
    _promote_to_title(draft, known, options, barred)
    _settle_open(draft, known, barred)
    settle_dates(draft, {p: r for p, r in known.items() if p not in draft.done}, aliases, barred)
    for place in known:
        if place not in draft.done:
            _leave_loser(draft, place, options[place], barred)
    return Mapping(
        columns=tuple(draft.done[place] for place in range(len(headers))),
        questions=tuple(draft.questions[place] for place in sorted(draft.questions)),
    )


def _apply_overrides(draft: Draft, overrides: dict[str, str]) -> set[str]:
    """Apply the configured columns; return the columns that the file is said not to have."""
    chosen, barred = resolve_overrides(draft.headers, overrides)
    for name, place in chosen.items():
        draft.give(place, name, WHY["configured"], 1.0)
    return barred


def _read_codes(headers: list[str], aliases: Aliases) -> dict[int, Recognised]:
    """Read field codes (``fwzh``, ``bt``), if so many headers are codes that it is no accident."""
    codes = {
        place: code
        for place, header in enumerate(headers)
        if (code := header.strip().lower().removeprefix("f_")) in aliases.pinyin
    }
    if not any(len(code) > 2 for code in codes.values()) or len(codes) < max(2, len(headers) / 3):
        return {}
    found: dict[int, Recognised] = {}
    for place, code in codes.items():
        column = aliases.pinyin[code]
        meaning = Meaning(code, [(column, 1)]) if column else Meaning(code, left_over=True)
        found[place] = Recognised(meaning, "pinyin", CONFIDENCE["pinyin"], dated=True)
    return found


def _options(draft: Draft, place: int, found: Recognised) -> list[tuple[str, int]]:
    """Return the columns that a header may take by itself, with ranks; may ask."""
    header, cells = draft.headers[place], draft.cells
    meaning = found.meaning
    if meaning.look is not None:
        taken = next((c for look, c in meaning.look.choices if cells.look_like(header, look)), "")
        otherwise = meaning.look.otherwise
        first = [(taken, LOOK_RANK)] if taken else []
        second = (
            [(otherwise, OTHERWISE_RANK)] if otherwise in BY_NAME and otherwise != taken else []
        )
        return first + second
    options = list(meaning.options)
    if found.yes_or_no:  # "Exempt (Y/N)" is no reason, and no openness either: yes means no
        options = [(name, rank) for name, rank in options if name != "openness_reason"]
    if found.yes_or_no or (not found.dated and cells.contradict(header, "date")):
        options = [(name, rank) for name, rank in options if name not in DATE_COLUMNS]
    return options


def _promote_to_title(
    draft: Draft,
    known: dict[int, Recognised],
    options: dict[int, list[tuple[str, int]]],
    barred: set[str],
) -> None:
    """Make the summary the title where there is none: a request log often has nothing else."""
    place = draft.owner.get("summary")
    if place not in options or not draft.free("title") or "title" in barred:
        return
    either = any(name == "title" for name, _ in options[place])
    if either or any(_REQUEST.search(header) for header in draft.headers):
        del draft.owner["summary"]
        _give(draft, place, "title", known[place], OTHERWISE_RANK)


def _settle_open(draft: Draft, known: dict[int, Recognised], barred: set[str]) -> None:
    """Settle the headers of two meanings that neither rank nor cells told apart."""
    for place, found in known.items():
        look = found.meaning.look
        if place in draft.done or look is None or look.otherwise != "?":
            continue
        candidates = tuple(n for n in look.ask if draft.free(n) and n not in barred)
        if len(candidates) == 1:
            draft.give(place, candidates[0], WHY["alias"].fill(alias=found.meaning.alias), 0.8)
        elif candidates:
            draft.ask(place, candidates)
        else:
            draft.leave(place, WHY["cells"])


def _prefer_received(
    headers: list[str], known: dict[int, Recognised], options: dict[int, list[tuple[str, int]]]
) -> None:
    """In a register of received documents the sender's number comes before an own 发文字号."""
    text = " ".join(headers)
    if not any(word in text for word in ("收文日期", "收文号", "收文编号", "来文单位", "来文机关")):
        return
    if any(word in text for word in ("发文日期", "发文机关", "发文单位", "收发")):
        return
    for place in known:
        if "来文" in clean(headers[place]):
            options[place] = [(name, rank - _FIRST) for name, rank in options[place]]


def _assign(
    draft: Draft,
    known: dict[int, Recognised],
    options: dict[int, list[tuple[str, int]]],
    barred: set[str],
) -> None:
    """Give out the columns, rank by rank."""
    ranks = sorted({rank for choices in options.values() for _, rank in choices})
    for rank in ranks:
        claims: dict[str, list[int]] = defaultdict(list)
        for place, choices in options.items():
            if place in draft.done:
                continue
            for name, of_rank in choices:
                if of_rank == rank and name not in barred and draft.free(name):
                    claims[name].append(place)
                    break
        for name, places in claims.items():
            best = _break_tie(draft, name, places, known)
            if len(best) == 1:
                _give(draft, best[0], name, known[best[0]], rank)
            else:
                for place in best:
                    draft.ask(place, (name,), tuple(other for other in best if other != place))


def _break_tie(
    draft: Draft, name: str, places: list[int], known: dict[int, Recognised]
) -> list[int]:
    """Return the places that are left when exactness and cells have spoken."""
    if len(places) == 1:
        return places
    best = max(known[place].confidence for place in places)
    exact = [place for place in places if known[place].confidence == best]
    cells = draft.cells
    filled = [place for place in exact if cells.of(draft.headers[place])]
    left = filled or exact
    if name in DATE_COLUMNS and len(left) > 1:
        left = [p for p in left if cells.look_like(draft.headers[p], "date")] or left
    if name == "url" and len(left) > 1:
        left = [p for p in left if cells.look_like(draft.headers[p], "url")] or left
    if name not in _IDENTITY and len(left) > 1:  # one meaning, so the first listed is no guess
        order = {place: known[place].meaning.order for place in left}
        left = [place for place in left if order[place] == min(order.values())]
        if name not in DATE_COLUMNS:
            left = left[:1]
    return left


def _give(draft: Draft, place: int, name: str, found: Recognised, rank: int) -> None:
    alias = found.meaning.alias
    if found.meaning.look is not None and rank == LOOK_RANK:
        draft.give(place, name, WHY["look"].fill(alias=alias), 0.85)
    elif found.how == "close":
        draft.give(
            place,
            name,
            WHY["close"].fill(alias=alias, score=f"{found.confidence:.2f}"),
            found.confidence,
        )
    else:
        draft.give(place, name, WHY[found.how].fill(alias=alias), found.confidence)


def _leave_loser(
    draft: Draft, place: int, options: list[tuple[str, int]], barred: set[str]
) -> None:
    """Say of a header that means a column why it did not get it."""
    for name, _ in options:
        if name in draft.owner:
            winner = draft.headers[draft.owner[name]]
            column = BY_NAME[name].title
            return draft.leave(place, WHY["better"].fill(header=winner, en=column.en, zh=column.zh))
    for name, _ in options:
        if name in draft.asked:
            column = BY_NAME[name].title
            return draft.leave(place, WHY["asked_elsewhere"].fill(en=column.en, zh=column.zh))
        if name in barred:
            return draft.leave(place, WHY["barred"].fill(name=name))
    return draft.leave(place, WHY["cells"])
