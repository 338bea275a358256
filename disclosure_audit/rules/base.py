"""What a rule is: a page, a finder, examples; and what a finder is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import polars as pl

from disclosure_audit.addresses.schema import nothing_asked
from disclosure_audit.config import Config, Severity
from disclosure_audit.language import Text
from disclosure_audit.schema.columns import BY_NAME, Side

Scope = Literal["record", "key", "whole"]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tables:
    """All that a rule may look at. Marks of secrecy come masked unless ``reveal`` is set.

    ``register`` and ``catalog`` hold the canonical columns, ``norm_*`` and ``number_*``,
    ``index_*``, ``issued_on_flag`` and so on (:mod:`disclosure_audit.records`); ``links``,
    ``candidates`` and ``repeats`` are the schemas of :mod:`disclosure_audit.matching.schema`;
    ``dispositions`` is that of :mod:`disclosure_audit.dispositions`; ``hits`` are the spans that the
    scanner found and did not take for harmless; ``texts`` what became of each full text; ``rejects`` the rows that no reader could read, with their ``side``.
    """

    register: pl.DataFrame
    catalog: pl.DataFrame
    links: pl.DataFrame
    candidates: pl.DataFrame
    repeats: pl.DataFrame
    dispositions: pl.DataFrame
    hits: pl.DataFrame
    texts: pl.DataFrame
    rejects: pl.DataFrame
    present: Mapping[Side, frozenset[str]]
    """Canonical columns that each list really has."""
    config: Config
    """The settings. ``time_limit.as_of`` is the audit's day, found out where it was not set."""

    addresses: pl.DataFrame = field(default_factory=nothing_asked)
    """What became of asking for the catalog's addresses; no rows where nobody asked."""

    def side(self, side: Side) -> pl.DataFrame:
        """Return the records of one side."""
        return self.register if side == "register" else self.catalog


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A rule's answer when it cannot judge: the reason."""

    reason: Text


@dataclass(frozen=True, slots=True)
class Example:
    """Rows of both lists, and the findings that the rule must give on them and no others.

    A row has canonical names as its headers and text as its cells. ``expect`` holds
    ``(register_row, catalog_row)``, either of which may be ``None``; an example that expects
    nothing shows a near miss.
    """

    name: str
    register: tuple[Row, ...] = ()
    catalog: tuple[Row, ...] = ()
    expect: tuple[tuple[int | None, int | None], ...] = ()
    config: Mapping[str, Any] = field(default_factory=dict)
    """Settings beside the selection of the one rule, as a settings file would hold them."""


Finder = Callable[[Tables], "pl.LazyFrame | NotApplicable"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One check.

    ``find`` returns a frame with ``register_row`` and ``catalog_row`` (UInt32, one may be null).
    Optional columns: ``detail`` (text that tells two findings on the same records apart),
    ``severity`` and ``confidence`` (else the rule's own). Every other column is evidence: its name
    and its value as text; nulls are left out. Where both rows are null, ``file`` names what the
    finding is about, a file that belongs to no record, and ``side`` whose it is (else the
    catalog's); anywhere else ``file`` is evidence and ``side`` counts for nothing.
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    """What must be in one place: ``record``, a record and what the tables say of it and of the
    pairs it is in; ``key``, also the records that are ``together``; ``whole``, everything."""
    title: Text
    """The verdict in both languages; the English one is the first line of the page."""
    find: Finder
    examples: tuple[Example, ...]
    version: int = 1
    """Raised when the meaning of the check changes."""
    confidence: Literal["high", "medium", "low"] = "high"
    needs: Mapping[Side, tuple[str, ...]] = field(default_factory=dict)
    """Columns without which the rule is not applicable."""
    together: tuple[str, ...] = ()
    """For the scope ``key``: ``link``, ``repeat``, ``candidate`` or a column whose equal values on
    one side must be in one place."""
    page: str = ""
    """The module's docstring; filled in by the registry."""
    severity_is_set: bool = False
    """Whether the settings give the severity; then it stands for every finding of the rule,
    whatever the finder says. Filled in by the registry."""

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code.rstrip("0123456789")


def lacking(rule: Rule, tables: Tables) -> NotApplicable | None:
    """Return why ``rule`` cannot be applied to these lists, if so."""
    for side, columns in rule.needs.items():
        for column in columns:
            if column not in tables.present[side]:
                where = Text("register" if side == "register" else "catalog",
                             "登记簿" if side == "register" else "公开目录")  # fmt: skip
                called = BY_NAME[column].title
                return NotApplicable(
                    Text(
                        f"the {where.en} has no column for the {called.en}"
                        + ("" if called.en == column else f" ({column})"),
                        f"{where.zh}没有“{called.zh}”列（{column}）",
                    )
                )
    return None
