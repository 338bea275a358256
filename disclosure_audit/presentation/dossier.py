"""All that the desk knows of one subject: its finding, its pairs and rivals, the passages."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from disclosure_audit.errors import UsageError
from disclosure_audit.evaluation.explanation import Explanation, Pair, explain
from disclosure_audit.language import Text
from disclosure_audit.presentation.subject import Subject
from disclosure_audit.schema.columns import Side

if TYPE_CHECKING:
    from disclosure_audit.review.desk import Desk

Place = tuple[Side, int]
MOST_PAIRS = 50
"""Pairs that are offered; more are never looked at, the nearest come first."""
MOST_PASSAGES = 8
_TWINS = ("of_row", "first_row")
"""Evidence of a finding that names a second record of its side, 0-based."""
_MASKABLE = ("CF", "TP")
"""Families of rules whose findings rest on a passage."""
_UNREAD = "IN002"
"""The rule about full texts that could not be read."""
_NEAREST = (("excerpt",), ("what", "field"), ("field",), ())
"""By which evidence the passages of a finding are found, the surest first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Two records to be set side by side, or one; ``pair`` is what their comparison gave."""

    left: Place
    right: Place | None = None
    pair: Pair | None = None

    @property
    def places(self) -> tuple[Place, ...]:
        """The records."""
        return (self.left,) if self.right is None else (self.left, self.right)


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of ``subject`` today."""

    subject: Subject
    finding: dict[str, Any] | None
    choices: tuple[Choice, ...]
    """What can be set side by side: first what the subject is about, then links, then rivals."""
    explanation: Explanation | None
    why_not: Text | None
    """Why the record was not compared, if so."""
    hits: tuple[dict[str, Any], ...]
    """The passages that the finding rests on, those of no finding all: rows of the run's hits."""
    unread: tuple[dict[str, Any], ...] = ()
    """Full texts that could not be read, or not to their end, if the finding is about one."""

    @property
    def in_files(self) -> tuple[dict[str, Any], ...]:
        """The hits that stand in full texts."""
        return tuple(hit for hit in self.hits if hit["file"] is not None)


def gather(desk: Desk, subject: Subject) -> Dossier:
    """Return what ``desk`` knows of ``subject``; nothing of the lists is read for it."""
    finding = None
    if subject.finding_id is not None:
        found = desk.findings.filter(pl.col("finding_id") == subject.finding_id)
        finding = found.row(0, named=True) if found.height else None
    explanation, why_not = None, None
    if subject.record is not None:
        run = dataclasses.replace(
            desk.run, links=desk.links, candidates=desk.candidates, repeats=desk.repeats,
            dispositions=desk.dispositions,
        )  # fmt: skip
        try:
            explanation = explain(run, *subject.record)
        except UsageError as error:
            why_not = error.message
    choices = _choices(subject, explanation, _twin(subject, finding))
    places = [choice.places for choice in choices[:1]]
    return Dossier(
        subject,
        finding,
        choices,
        explanation,
        why_not,
        _passages(desk, finding, places[0] if places else ()),
        _unread(desk, finding, places[0] if places else ()),
    )


def _choices(subject: Subject, found: Explanation | None, twin: Place | None) -> tuple[Choice, ...]:
    mine = subject.record
    if mine is None:
        return ()
    pairs = (*found.links, *found.rivals) if found else ()
    weighed = [
        Choice(("register", pair.register_row), ("catalog", pair.catalog_row), pair)
        for pair in pairs
    ]
    first: list[Choice] = []
    if twin is not None:
        first = [Choice(mine, twin)]
    elif subject.ends is not None:
        same = [choice for choice in weighed if choice.places == subject.ends]
        first = same[:1] or [Choice(*subject.ends)]
    rest = [choice for choice in weighed if choice not in first]
    return (*first, *rest)[:MOST_PAIRS] or (Choice(mine),)


def _twin(subject: Subject, finding: dict[str, Any] | None) -> Place | None:
    """Return the second record of the same side that the subject is about."""
    if subject.other is not None or subject.record is None:
        return subject.other
    if finding is None or None not in (subject.register_row, subject.catalog_row):
        return None
    told = _told(finding)
    row = next((told[name] for name in _TWINS if name in told), None)
    side, mine = subject.record
    if row is None or not row.isdecimal() or int(row) == mine:
        return None
    return (side, int(row))


def _passages(
    desk: Desk, finding: dict[str, Any] | None, places: tuple[Place, ...]
) -> tuple[dict[str, Any], ...]:
    """Return the hits that the finding rests on, those of no finding all."""
    if finding is not None and not finding["rule"].startswith(_MASKABLE):
        return ()
    here = _stands_here(finding, places)
    if here is None:
        return ()
    hits = desk.run.hits.filter(here, pl.col("dropped").is_null())
    if finding is None:
        return tuple(hits.head(MOST_PASSAGES).to_dicts())
    told = _told(finding)
    for names in _NEAREST[1:] if "count" in told else _NEAREST:  # it is about all of the sort
        if all(name in told for name in names):
            chosen = hits.filter([pl.col(name) == told[name] for name in names])
            if chosen.height:
                return tuple(chosen.head(MOST_PASSAGES).to_dicts())
    return ()


def _unread(
    desk: Desk, finding: dict[str, Any] | None, places: tuple[Place, ...]
) -> tuple[dict[str, Any], ...]:
    """Return the full text that the finding says could not be read."""
    here = _stands_here(finding, places)
    if finding is None or here is None or finding["rule"] != _UNREAD:
        return ()
    texts = desk.run.texts.filter(here, pl.col("reason").is_not_null())
    return tuple(texts.head(MOST_PASSAGES).to_dicts())


def _stands_here(finding: dict[str, Any] | None, places: tuple[Place, ...]) -> pl.Expr | None:
    """Return which rows of hits or texts are about the records, or about the file without one.

    Such a file is named at the end of the finding's message only.
    """
    if places:
        here = pl.any_horizontal(
            (pl.col("side") == side) & (pl.col("row") == row) for side, row in places
        )
        file = _told(finding).get("file") if finding is not None else None
        return here if file is None else here & (pl.col("file") == file)
    if finding is None or (finding["register_row"], finding["catalog_row"]) != (None, None):
        return None
    message = pl.lit(finding["message"])
    return pl.col("row").is_null() & pl.any_horizontal(
        message.str.ends_with(pl.format(f"{sep}“{{}}”", "file")) for sep in (": ", "：")
    )


def _told(finding: dict[str, Any]) -> dict[str, str]:
    return {item["name"]: item["value"] for item in finding["evidence"] or ()}
