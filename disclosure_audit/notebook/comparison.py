"""Two audits of one office, the earlier against the later: what is new, gone or changed."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from disclosure_audit.change import Change, Listed, ReadList, compare_runs
from disclosure_audit.change.notes import OTHER_KEY
from disclosure_audit.errors import UsageError
from disclosure_audit.language import Lang, Text
from disclosure_audit.notebook.lists import Lists
from disclosure_audit.run import Run
from disclosure_audit.schema.columns import Side

_NOT_READ = Text(
    "they are not at hand; compare(later, records=True) reads the list again",
    "清单不在内存中；以 compare(后一次, records=True) 重新读取",
)


class Comparison:
    """What came of comparing two audits. Shows itself in a notebook and in a terminal.

    The frames are those of :class:`disclosure_audit.change.Change`, with the schemas of
    :mod:`disclosure_audit.change.schema`; ``change`` is all of it. Nothing in them is secret, unless
    both audits were told to reveal.

    Attributes:
        is_comparable: whether ids of findings compare, which takes one key.
        missing: lists of which the records were not compared, and why.
        notes: what to know before trusting it.
        records: records that are new, gone or altered (``RECORDS``).
        fields: what of the altered ones reads otherwise (``FIELDS``).
        dispositions: records of both audits of which something else became (``DISPOSITIONS``).
        totals: how many records became what, in either audit (``TOTALS``).
        flows: how many records went from what to what (``FLOWS``).
        links: catalog records whose link is new, gone or swapped (``LINKS``).
        rules: findings of each rule in both audits (``RULES``).
    """

    def __init__(self, change: Change, lang: Lang, *, has_records: bool = True) -> None:
        self.change, self.lang = change, lang
        self.before, self.after = change.before, change.after
        self.is_comparable = change.is_comparable
        self.missing: Mapping[Side, Text] = change.missing
        self.has_records = has_records and len(change.missing) < len(change.sides)
        self.notes = change.notes
        self.records, self.fields = change.records, change.fields
        self.dispositions, self.totals, self.flows = (
            change.dispositions, change.totals, change.flows,
        )  # fmt: skip
        self.links, self.rules = change.links, change.rules

    @property
    def new(self) -> pl.DataFrame:
        """Findings of the later audit only (``FINDINGS``), worst first.

        Raises ``UsageError`` if ids do not compare.
        """
        return self._known(self.change.new)

    @property
    def gone(self) -> pl.DataFrame:
        """Findings of the earlier audit only (``FINDINGS``), worst first. Raises as :attr:`new`."""
        return self._known(self.change.gone)

    @property
    def changed(self) -> pl.DataFrame:
        """Findings of both that say something else (``FINDING_FIELDS``), by rule. Raises as :attr:`new`."""
        return self._known(self.change.changed)

    def _repr_html_(self) -> str:
        from disclosure_audit.notebook.comparison_html import comparison_html

        return comparison_html(self)

    def __repr__(self) -> str:
        """Return what differs, as lines."""
        from disclosure_audit.notebook.comparison_html import comparison_text

        return comparison_text(self)

    def _known(self, findings: pl.DataFrame) -> pl.DataFrame:
        if not self.is_comparable:
            raise UsageError(OTHER_KEY)
        return findings


def compare_audits(
    before: tuple[Run, Lists], after: tuple[Run, Lists], lang: Lang, *, records: bool | None
) -> Comparison:
    """Return the comparison of two audits; :meth:`.audit.Audit.compare` says what it takes.

    Raises ``InputError`` if ``records`` are asked for and a list cannot be read again.
    """
    change = compare_runs(
        before[0], after[0], records=records is not False, read=_reader(before, after, records)
    )
    return Comparison(change, lang, has_records=records is not False)


def _reader(before: tuple[Run, Lists], after: tuple[Run, Lists], records: bool | None) -> ReadList:
    """Return what gives a list of either audit; unless ``records``, only what is at hand already."""
    reveals = before[1].reveals and after[1].reveals
    at_hand = records or all(lists.at_hand for _, lists in (before, after))

    def read(run: Run, side: Side) -> Listed | Text:
        if not at_hand:
            return _NOT_READ
        lists = before[1] if run is before[0] else after[1]
        return Listed.of(*lists.as_they_are(side, masked=not reveals))

    return read
