"""The charts of one audit, as methods: ``audit.chart.coverage()``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import polars as pl

from disclosure_audit import audit as core
from disclosure_audit.config import Config
from disclosure_audit.errors import InputError
from disclosure_audit.language import Lang
from disclosure_audit.matching.verdicts import FLOOR, PROBABLE
from disclosure_audit.notebook.charts import (
    coverage,
    findings_over_runs,
    flow,
    hits,
    scores,
    series,
    thresholds,
    time_to_publish,
    waterfall,
)
from disclosure_audit.notebook.charts.display import go_offline
from disclosure_audit.notebook.charts.findings_over_runs import AuditLike
from disclosure_audit.notebook.charts.serial_runs import find_runs
from disclosure_audit.notebook.charts.theme import Mode
from disclosure_audit.run import Run
from disclosure_audit.scanner.secret_terms import secret_terms
from disclosure_audit.schema.columns import Side

if TYPE_CHECKING:
    from altair.typing import ChartType


class Charted(Protocol):
    """What charts need of an audit."""

    @property
    def register(self) -> pl.DataFrame: ...  # noqa: D102 - as in the Audit
    @property
    def catalog(self) -> pl.DataFrame: ...  # noqa: D102 - as in the Audit
    @property
    def links(self) -> pl.DataFrame: ...  # noqa: D102 - as in the Audit
    @property
    def candidates(self) -> pl.DataFrame: ...  # noqa: D102 - as in the Audit
    @property
    def dispositions(self) -> pl.DataFrame: ...  # noqa: D102 - as in the Audit
    @property
    def findings(self) -> pl.DataFrame: ...  # noqa: D102 - as in the Audit
    @property
    def hits(self) -> pl.DataFrame: ...  # noqa: D102 - as in the Audit
    @property
    def control_totals(self) -> dict[str, Any]: ...  # noqa: D102 - as in the Audit
    @property
    def settings(self) -> Config: ...  # noqa: D102 - as in the Audit
    @property
    def as_of(self) -> dt.date: ...  # noqa: D102 - as in the Audit
    @property
    def lang(self) -> Lang: ...  # noqa: D102 - as in the Audit


class Charts:
    """Makes the charts of an audit: of the room's own, or of the core's.

    Every chart is in the language of the audit and embeds a small table, never a list: owners,
    categories, months, codes and counts, and of one pair the masked titles. ``mode`` is ``light`` or
    ``dark``. Each method raises ``UsageError`` if the extra ``notebook`` is not installed.
    """

    def __init__(self, audit: Charted, *, mode: Mode = "light", lang: Lang | None = None) -> None:
        self._audit, self.mode = audit, mode
        self.lang: Lang = lang or audit.lang

    def __repr__(self) -> str:
        """Return the names of the charts, which are what one asks this for."""
        names = [name for name in vars(type(self)) if not name.startswith("_")]
        return f"<Charts: {', '.join(names)}>"

    def dark(self) -> Charts:
        """Return the same charts on dark paper."""
        return Charts(self._audit, mode="dark", lang=self.lang)

    def coverage(self, by: str = "owner") -> ChartType:
        """Return the heat map of coverage by month and ``owner``, ``category`` or ``issuer``."""
        go_offline()
        return coverage.make(
            self._records("register"), self._audit.dispositions,
            by=by, lang=self.lang, mode=self.mode, terms=self._terms(),
        )  # fmt: skip

    def flow(self) -> ChartType:
        """Return the flow of all records from the register to the catalog."""
        go_offline()
        audit = self._audit
        return flow.make(
            audit.dispositions, audit.links, audit.control_totals, lang=self.lang, mode=self.mode
        )

    def time_to_publish(self, limit: int | None = None) -> ChartType:
        """Return the distribution of working days from making to publication.

        ``limit`` is in working days; that of the settings when absent.
        """
        go_offline()
        audit = self._audit
        return time_to_publish.make(
            audit.register, audit.catalog, audit.links,
            limit=audit.settings.time_limit.working_days if limit is None else limit,
            lang=self.lang, mode=self.mode,
        )  # fmt: skip

    def scores(self) -> ChartType:
        """Return the histogram of the scores with the bands."""
        go_offline()
        return scores.make(
            self._audit.links, self._audit.candidates, lang=self.lang, mode=self.mode
        )

    def series(self, agency: str | None = None) -> ChartType:
        """Return the series of document numbers as strips; only those of ``agency`` (its code) if given."""
        go_offline()
        runs = find_runs(
            self._records("register"), self._records("catalog"), self._audit.dispositions,
            self._audit.settings,
        )  # fmt: skip
        if agency is not None:
            runs = runs.filter(pl.col("agency") == agency)
        return series.make(runs, lang=self.lang, mode=self.mode, terms=self._terms())

    def findings_over_runs(
        self, runs: Iterable[AuditLike | Run | Path | str] | None = None
    ) -> ChartType:
        """Return the findings of ``runs`` (audits or folders of runs, in any order), or of this one."""
        go_offline()
        given: Iterable[Any] = [self._audit] if runs is None else runs
        return findings_over_runs.make(given, lang=self.lang, mode=self.mode)

    def hits(self) -> ChartType:
        """Return what the search of the texts found, by sort, and what was dropped as harmless."""
        go_offline()
        return hits.make(self._audit.hits, lang=self.lang, mode=self.mode, terms=self._terms())

    def waterfall(self, register_row: int, catalog_row: int) -> ChartType:
        """Return the evidence of one pair, linked or refused; rows are counted from 0.

        Raises ``UsageError`` if the two were not weighed as a pair, or the pair was not kept.
        """
        go_offline()
        return waterfall.make(
            self._audit.links, self._audit.candidates, register_row, catalog_row,
            titles=(self._title("register", register_row), self._title("catalog", catalog_row)),
            lang=self.lang, mode=self.mode,
        )  # fmt: skip

    def thresholds(self, accept: float = PROBABLE, refuse: float = FLOOR) -> ChartType:
        """Return the threshold explorer, its sliders set to ``accept`` and ``refuse`` (bits)."""
        go_offline()
        audit = self._audit
        return thresholds.make(
            audit.dispositions, audit.links, audit.candidates,
            accept=accept, refuse=refuse, lang=self.lang, mode=self.mode,
        )  # fmt: skip

    def _records(self, side: Side) -> pl.DataFrame:
        """Return the records of one side, masked: the core's audit holds them as they are."""
        audit = self._audit
        records = audit.register if side == "register" else audit.catalog
        if not isinstance(audit, core.Audit):
            return records
        return core.masked(records, audit.hits, side, audit.settings, audit.secret_terms)

    def _title(self, side: Side, row: int) -> str | None:
        try:
            found = self._records(side).filter(pl.col("row") == row)
        except InputError:  # a saved audit whose list has changed: the evidence stands without it
            return None
        title = found["title"][0] if found.height else None
        return None if title is None else str(title)

    def _terms(self) -> Sequence[str]:
        settings = self._audit.settings
        return () if settings.reveal else secret_terms(settings.scanner)
