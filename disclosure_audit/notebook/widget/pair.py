"""One matter as it is looked at: both records, what speaks for and against, what was decided."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.notebook.widget.marked_text import cut, say, say_line, say_lines
from disclosure_audit.notebook.widget.weights import weigh
from disclosure_audit.presentation import account, words
from disclosure_audit.presentation.drafts import target_of
from disclosure_audit.presentation.fields import (
    LEGEND,
    SIGNS,
    TITLES,
    Field,
    compare_records,
    spans_of,
)
from disclosure_audit.presentation.pairs import (
    name_others,
    name_place,
    others_of,
    say_unweighed,
    verdict,
)
from disclosure_audit.presentation.passages import say_passages
from disclosure_audit.writers.odds import say_probability

if TYPE_CHECKING:
    from disclosure_audit.presentation.dossier import Choice, Dossier, Place
    from disclosure_audit.recall import Texts
    from disclosure_audit.review.desk import Desk

_CUT = Text("only the beginning of a long text is shown", "较长的文字仅显示开头部分")
_STATES = {
    "equal": Text("equal", "一致"),
    "harmless": Text("only written otherwise", "仅写法不同"),
    "differs": Text("differs", "不同"),
    "left": Text("on this side only", "仅此方有"),
    "right": Text("on this side only", "仅此方有"),
    "apart": Text("", ""),
}
_MOST_LINES, _MOST_ENTRIES, _LONGEST_TITLE = 40, 40, 120

Facts = Mapping["Place", Mapping[str, Any]]


def describe(
    desk: Desk, dossier: Dossier, chosen: int, texts: Texts | None, lang: Lang
) -> dict[str, Any]:
    """Return what is shown of ``dossier`` with the pair ``chosen`` of its choices side by side.

    Everything is masked as ``texts`` and the run are. Lists are cut, so that what is sent stays
    small whatever the run holds.
    """
    choice = dossier.choices[chosen] if chosen < len(dossier.choices) else None
    facts = _facts(texts, {place for one in dossier.choices for place in one.places})
    kind, target = target_of(desk, dossier.subject)
    decision = desk.decision(kind, target) if target else None
    named = choice is None or not any(place in facts for place in choice.places)
    is_finding = dossier.subject.finding_id is not None
    return {
        "verdict": say_lines(
            [
                *account.say_verdict(
                    dossier.finding, dossier.explanation, lang, is_finding=is_finding, named=named
                ),
                *([[(dossier.why_not.to(lang), "$warning")]] if dossier.why_not else []),
            ],
            _MOST_LINES,
        ),
        "decision": say_lines(account.say_decision(decision, lang), _MOST_LINES),
        "choices": [_choice(one, dossier, facts, lang) for one in dossier.choices],
        "choice": chosen,
        **_records(choice, dossier, facts, texts, lang),
        "sections": [
            _section(say_passages(dossier.hits, {}, lang, unread=dossier.unread)),
            _section(account.say_evidence(dossier.finding, lang)),
            _section(account.say_advice(dossier.finding, lang)),
        ],
        "weights": weigh(
            choice.pair if choice else None, lang, needed=choice is not None and choice.right is not None
        ),
        "history": _section(account.say_history(_trail(desk, kind, target), lang)),
        "is_finding": dossier.finding is not None,
        "is_pair": choice is not None and choice.right is not None,
    }  # fmt: skip


def say_place(place: int | None, height: int, lang: Lang) -> str:
    """Return where the cursor stands among the rows."""
    n = "-" if place is None else f"{place + 1:,}"
    return words.PLACE.to(lang, n=n, all=f"{height:,}")


def _records(
    choice: Choice | None, dossier: Dossier, facts: Facts, texts: Texts | None, lang: Lang
) -> dict[str, Any]:
    places = choice.places if choice else ()
    heads = [name_place(place, lang) for place in places] or [words.NO_RECORD.to(lang)]
    records: list[dict[str, Any] | None] = [
        {name: cut(value) if isinstance(value, str) else value for name, value in facts[place].items()}
        if place in facts
        else None
        for place in places
    ]  # fmt: skip
    one, other = (*records, None, None)[:2]
    notes = _notes(choice, dossier, places, facts, texts, lang)
    return {
        "heads": heads,
        "fields": [_field(field, lang) for field in compare_records(one, other)],
        "notes": [visible(note) for note in notes],
        "legend": LEGEND.to(lang) if len(places) > 1 else "",
    }


def _field(field: Field, lang: Lang) -> dict[str, Any]:
    return {
        "label": TITLES[field.name].to(lang),
        "sign": SIGNS[field.state].strip(),
        "state": field.state,
        "means": _STATES[field.state].to(lang),
        "sides": [say_line(spans_of(field, side)) for side in (0, 1)],
    }


def _notes(
    choice: Choice | None,
    dossier: Dossier,
    places: Sequence[Place],
    facts: Facts,
    texts: Texts | None,
    lang: Lang,
) -> list[str]:
    """Return why something is not shown."""
    notes = []
    if choice is not None and choice.right is None and dossier.explanation:
        notes.append(words.ALONE.to(lang))
    if texts is None and choice is not None:
        notes.append(words.READING.to(lang))
    for place in places:
        if texts is not None and place[0] in texts.missing:
            why = texts.missing[place[0]].to(lang)
            notes.append(words.UNREAD.to(lang, side=name_place(place, lang), why=why))
    shown = [value for place in places for value in facts.get(place, {}).values()]
    if any(isinstance(value, str) and cut(value) != value for value in shown):
        notes.append(_CUT.to(lang))
    return notes


def _choice(choice: Choice, dossier: Dossier, facts: Facts, lang: Lang) -> dict[str, str]:
    """Return the record that a choice brings to the subject's own, and how near it is."""
    mine = dossier.subject.record
    if choice.pair is not None:
        said, likely = verdict(choice.pair, lang)[0], say_probability(choice.pair.probability)
    else:
        said, likely = say_unweighed(choice, lang), ""
    title = str(facts.get(others_of(choice, mine)[-1], {}).get("title") or "")
    return {
        "record": name_others(choice, mine, lang),
        "likely": likely,
        "said": visible(said),
        "title": shorten(visible(title[: 4 * _LONGEST_TITLE]), _LONGEST_TITLE),
    }


def _section(told: tuple[str, list[list[tuple[str, str]]]]) -> dict[str, Any]:
    heading, lines = told
    return {"head": say(heading)[0], "lines": say_lines(lines, _MOST_LINES)}


def _facts(texts: Texts | None, places: set[Place]) -> Facts:
    """Return the records at ``places``, each list looked through once."""
    found: dict[Place, Mapping[str, Any]] = {}
    for side, frame in (texts.records if texts else {}).items():
        rows = [row for of_side, row in places if of_side == side]
        if rows:
            for record in frame.filter(pl.col("row").is_in(rows)).iter_rows(named=True):
                found[side, record["row"]] = record
    return found


def _trail(desk: Desk, kind: str, target: str | None) -> list[dict[str, Any]]:
    """Return the last entries on one thing, the oldest first."""
    if target is None:
        return []
    entries = desk.trail(kind, target).tail(_MOST_ENTRIES).to_dicts()
    return [{**entry, "details": json.loads(entry["details"])} for entry in entries]
