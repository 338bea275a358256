"""Two runs, the earlier against the later: what is new, gone or changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import polars as pl

from disclosure_audit.change.dispositions import (
    compare_dispositions,
    compare_links,
    count_dispositions,
)
from disclosure_audit.change.findings import compare_findings, count_rules, only_in
from disclosure_audit.change.lists import Listed, ReadList, is_same_list, list_reader
from disclosure_audit.change.notes import has_one_key, notes_of
from disclosure_audit.change.records import SideChange, compare_lists
from disclosure_audit.change.schema import (
    DISPOSITIONS,
    FIELDS,
    FINDING_FIELDS,
    FLOWS,
    LINKS,
    RECORDS,
    empty,
)
from disclosure_audit.findings import empty as no_findings
from disclosure_audit.language import Text
from disclosure_audit.run import Run
from disclosure_audit.schema.columns import SIDES, Side


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two runs. Schemas in :mod:`.schema`; nothing shown is secret."""

    before: Run
    after: Run
    sides: tuple[Side, ...]
    """The lists that were asked for."""
    is_comparable: bool
    """Whether ids of findings compare, which takes one key."""
    missing: Mapping[Side, Text]
    """Lists whose records were not compared, and why."""
    notes: tuple[Text, ...]
    """What to know before trusting it."""
    records: pl.DataFrame
    """Records that are new, gone or changed (``RECORDS``): by side, change and row."""
    fields: pl.DataFrame
    """What of the changed ones reads otherwise (``FIELDS``)."""
    dispositions: pl.DataFrame
    """Records of both runs of which something else became (``DISPOSITIONS``)."""
    flows: pl.DataFrame
    """How many records went from what to what (``FLOWS``)."""
    totals: pl.DataFrame
    """How many records became what in either run (``TOTALS``)."""
    links: pl.DataFrame
    """Catalog records whose link is new, gone or swapped (``LINKS``); empty unless both lists were
    compared."""
    new: pl.DataFrame
    """Findings of the later run only (``FINDINGS``), worst first; empty where ids do not compare."""
    gone: pl.DataFrame
    """Findings of the earlier run only, likewise."""
    changed: pl.DataFrame
    """Findings of both that say something else (``FINDING_FIELDS``)."""
    rules: pl.DataFrame
    """Findings of each rule in both runs (``RULES``)."""

    @property
    def differs(self) -> bool:
        """Whether anything differs, as far as it was compared; counts stand in for ids."""
        frames = (self.records, self.dispositions, self.links, self.new, self.gone, self.changed)
        return (
            any(frame.height for frame in frames)
            or bool((self.totals["difference"] != 0).any())
            or bool((self.rules["before"] != self.rules["after"]).any())
        )


def compare_runs(
    before: Run,
    after: Run,
    *,
    sides: Sequence[Side] = SIDES,
    records: bool = True,
    reveal: bool = False,
    read: ReadList | None = None,
) -> Change:
    """Return what changed from ``before`` to ``after``, as scanned (reviewers' links are no part of it).

    A record is found again by what it says, not by its row (:func:`.pairing.pair_records`). A list of
    which both runs are proved to have had the same is not read again, unless something became of its
    records that has to be shown. Nothing is raised for a list that is not there any more: ``missing``
    and ``notes`` say so, and the rest is compared.

    Args:
        before: the earlier run.
        after: the later run.
        sides: the lists that are looked at; of findings, those told of these sides.
        records: whether records are compared one by one.
        reveal: whether what is secret is shown.
        read: gives a list of a run; by default it is read again from the run's inputs.
    """
    read = read or list_reader(reveal=reveal)
    chosen = tuple(side for side in SIDES if side in sides)
    missing: dict[Side, Text] = {}
    pairs: dict[Side, pl.DataFrame] = {}
    parts: list[tuple[SideChange, pl.DataFrame, pl.DataFrame]] = []
    for side in chosen if records else ():
        found = _compare_side(before, after, side, read)
        if isinstance(found, Text):
            missing[side] = found
        else:
            pairs[side] = found[0].pairs
            parts.append(found)
    one, other = (_told_of(run.findings, chosen) for run in (before, after))
    is_comparable = has_one_key(before.info, after.info)
    new = gone = changed = None
    if is_comparable:
        new, gone = only_in(other, one), only_in(one, other)
        same_lang = before.info["lang"] == after.info["lang"]
        changed = compare_findings(one, other, with_messages=same_lang)
    return Change(
        before=before,
        after=after,
        sides=chosen,
        is_comparable=is_comparable,
        missing=missing,
        notes=tuple(notes_of(before.info, after.info, missing)),
        records=pl.concat([empty(RECORDS), *(part[0].records for part in parts)]),
        fields=pl.concat([empty(FIELDS), *(part[0].fields for part in parts)]),
        dispositions=pl.concat([empty(DISPOSITIONS), *(part[1] for part in parts)]),
        flows=pl.concat([empty(FLOWS), *(part[2] for part in parts)]),
        totals=count_dispositions(before, after).filter(pl.col("side").is_in(chosen)),
        links=compare_links(before, after, pairs) if len(pairs) == len(SIDES) else empty(LINKS),
        new=no_findings() if new is None else new,
        gone=no_findings() if gone is None else gone,
        changed=empty(FINDING_FIELDS) if changed is None else changed,
        rules=count_rules(one, other, new, gone, changed),
    )


def _compare_side(
    before: Run, after: Run, side: Side, read: ReadList
) -> tuple[SideChange, pl.DataFrame, pl.DataFrame] | Text:
    if is_same_list(before, after, side):
        pairs = _same_rows(after, side)
        told, flows = compare_dispositions(before, after, side, pairs, None)
        if told.height:  # now it is worth knowing how they are called
            found = read(after, side)
            listed = None if isinstance(found, Text) else found
            told, flows = compare_dispositions(before, after, side, pairs, listed)
        return SideChange(pairs, empty(RECORDS), empty(FIELDS)), told, flows
    with ThreadPoolExecutor(2) as readers:  # both states of the list are read side by side
        one, other = readers.map(lambda run: read(run, side), (before, after))
    for run, found in ((before, one), (after, other)):
        if isinstance(found, Text):
            name = run.folder.name  # a run in memory has none
            return Text(f"{name}: {found.en}", f"{name}：{found.zh}") if name else found
    assert isinstance(one, Listed)
    assert isinstance(other, Listed)
    side_change = compare_lists(one, other, side)
    told, flows = compare_dispositions(before, after, side, side_change.pairs, other)
    return side_change, told, flows


def _same_rows(run: Run, side: Side) -> pl.DataFrame:
    rows = run.dispositions.filter(pl.col("side") == side)["row"].sort()
    return pl.DataFrame({"before_row": rows, "after_row": rows}).with_columns(
        pl.lit("same").alias("by")
    )


def _told_of(findings: pl.DataFrame, sides: Sequence[Side]) -> pl.DataFrame:
    if set(sides) == set(SIDES):  # those of a file that belongs to no list too
        return findings
    return findings.filter(pl.col("side").is_in(list(sides)))
