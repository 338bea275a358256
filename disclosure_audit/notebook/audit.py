"""An audit as an analyst holds it: frames to ask, and methods that show, explain and write."""

from __future__ import annotations

import dataclasses
import datetime as dt
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from disclosure_audit import audit as core
from disclosure_audit import run as runs
from disclosure_audit.config import Config
from disclosure_audit.errors import UsageError
from disclosure_audit.language import Lang, Text, default_lang
from disclosure_audit.notebook import keeping
from disclosure_audit.notebook.lists import Lists
from disclosure_audit.notebook.progress import line_for
from disclosure_audit.run import Run

if TYPE_CHECKING:
    from disclosure_audit.notebook.charts.accessor import Charts
    from disclosure_audit.notebook.comparison import Comparison
    from disclosure_audit.notebook.evaluated import Evaluated
    from disclosure_audit.notebook.explained import Explained
    from disclosure_audit.notebook.shown import Shown
    from disclosure_audit.notebook.widget.review import ReviewWidget
    from disclosure_audit.writers.report import Report

_OF_THE_SCAN = frozenset({"inputs", "skipped", "mapping", "outcomes", "lexicons", "secret_terms"})
"""What only a scan knows, and its run has in ``info``."""
_FRAMES = (
    "findings", "omissions", "links", "candidates", "repeats", "dispositions", "hits", "texts",
    "addresses", "rejects", "register", "catalog",
)  # fmt: skip
_UNSAVED = Text(
    "decisions are kept in a temporary folder until audit.save(folder) takes them along",
    "决定暂存于临时文件夹，请用 audit.save(文件夹) 一并保存",
)


class Audit:
    """What a scan found, just made or saved. Made by :func:`scan` and :func:`load`.

    It shows itself: control totals, what became of the records, findings. Confidential text is
    masked in all that it shows and gives, unless the settings reveal it.

    Attributes:
        folder: where it is saved; ``None`` as long as it is not.
        lang: language of what is shown. Messages of findings stay in that of the scan.
        run: the audit as :func:`disclosure_audit.run.read` gives it.
        scanned: the scan with its records unmasked; ``None`` of an audit that was loaded.
    """

    def __init__(
        self,
        run: Run,
        *,
        scanned: core.Audit | None = None,
        folder: Path | None = None,
        lang: Lang | None = None,
    ) -> None:
        self.run, self.scanned, self.folder = run, scanned, folder
        self.lang: Lang = lang or run.info["lang"]
        self.settings: Config = (
            scanned.settings if scanned else Config.model_validate(run.info["settings"])
        )
        self._lists = Lists(run, scanned, reveal=self.settings.reveal)
        self._draft: tempfile.TemporaryDirectory[str] | None = None

    # -- what there is ----------------------------------------------------------------------------

    @property
    def findings(self) -> pl.DataFrame:
        """Defects, worst first (:data:`disclosure_audit.findings.FINDINGS`).

        ``finding_id, rule, severity, confidence, side`` String; ``register_row, catalog_row``
        UInt32, null where the finding is about one list; ``record_id, owner, message`` String;
        ``evidence`` List(Struct(name, value)).
        """
        return self.run.findings

    @property
    def links(self) -> pl.DataFrame:
        """Pairs of records that describe one document.

        ``register_row, catalog_row`` UInt32, ``method`` String, ``score`` Float64 (bits: log2 of
        the odds), ``status`` String (``certain``, ``probable``, ``review``), ``evidence``
        List(Struct(name, weight)) that adds up to the score.
        """
        return self.run.links

    @property
    def candidates(self) -> pl.DataFrame:
        """The nearest pairs that are no links: as :attr:`links`, with ``veto`` for ``status``."""
        return self.run.candidates

    @property
    def repeats(self) -> pl.DataFrame:
        """Records that an earlier one of the same list (``of_row``) describes already.

        ``side`` String, ``row, of_row`` UInt32, ``kind`` String (``exact``, ``near``), ``score``
        Float64 (bits).
        """
        return self.run.repeats

    @property
    def dispositions(self) -> pl.DataFrame:
        """What became of every record: ``side`` String, ``row`` UInt32, ``disposition, reason`` String."""
        return self.run.dispositions

    @property
    def hits(self) -> pl.DataFrame:
        """What the scanner found in the texts (:data:`disclosure_audit.spans.HITS`), masked."""
        return self.run.hits

    @property
    def texts(self) -> pl.DataFrame:
        """What became of each full text (:data:`disclosure_audit.scanner.search.EXTRACTS`)."""
        return self.run.texts

    @property
    def addresses(self) -> pl.DataFrame:
        """What each address of the catalog answered, if they were asked (``scan --check-links``).

        ``row`` UInt32, ``outcome`` String, ``status`` Int32.
        """
        return self.run.addresses

    @property
    def rejects(self) -> pl.DataFrame:
        """The rows that could not be read, and why."""
        return self.run.rejects

    @property
    def register(self) -> pl.DataFrame:
        """The records of the register (docs/architecture.md lists the columns), masked.

        Of a loaded audit the file is read again when they are first asked for. What was made from a
        cell in which something is masked (``norm_title`` …) is null. Raises ``InputError`` where
        the file has changed or is gone.
        """
        return self._lists.records("register")

    @property
    def catalog(self) -> pl.DataFrame:
        """The records of the catalog, as :attr:`register`."""
        return self._lists.records("catalog")

    @property
    def omissions(self) -> pl.DataFrame:
        """The omitted documents with their facts and what came nearest, by row of the register.

        ``row`` UInt32; ``record_id, title, doc_number, index_number, issuer`` String; ``issued_on``
        Date; ``category, openness, owner`` String; ``due_on`` Date, the last day of the limit, null
        without a date made or where no limit was in force; ``nearest_catalog_row`` UInt32,
        ``nearest_score`` Float64 (bits) and ``refused_because`` String of the nearest candidate,
        null where none came near. Raises as :attr:`register` does.
        """
        from disclosure_audit.notebook.omissions import find_omissions

        return find_omissions(self.run, self.register, self.settings)

    @property
    def control_totals(self) -> dict[str, Any]:
        """Rows read, rejected and per disposition of each list, which add up; links by status."""
        return dict(self.run.info["control_totals"])

    @property
    def info(self) -> dict[str, Any]:
        """What ``run.json`` says (docs/run-folder.md)."""
        return self.run.info

    @property
    def as_of(self) -> dt.date:
        """The day on which the audit looks."""
        return dt.date.fromisoformat(self.run.info["as_of"])

    @property
    def timings(self) -> Mapping[str, float]:
        """Seconds that each stage of the scan took."""
        seconds: dict[str, float] = self.run.info["timings"]["seconds"]
        return seconds

    @property
    def key_name(self) -> str | None:
        """Names the key that ids of findings were made with; ids of two audits compare if it is equal."""
        name: str | None = self.run.info["key"]
        return name

    def __getattr__(self, name: str) -> Any:
        """Return what the scan itself knows; of a loaded audit ``info`` holds it."""
        if name in _OF_THE_SCAN and self.__dict__.get("scanned") is not None:
            return getattr(self.scanned, name)
        raise AttributeError(f"an Audit has no attribute {name!r}", name=name, obj=self)

    # -- showing ----------------------------------------------------------------------------------

    def _repr_html_(self) -> str:
        from disclosure_audit.notebook.overview import overview_html

        return overview_html(self._report())

    def __repr__(self) -> str:
        """Return the audit at a glance, as lines."""
        from disclosure_audit.notebook.overview import overview_text

        return overview_text(self._report())

    def show(self, frame: str = "findings", n: int = 20) -> Shown:
        """Return the first ``n`` rows (500 at most) of a frame by its name, fit to be read.

        Raises ``UsageError`` for a name that is none of the audit's frames.
        """
        from disclosure_audit.notebook.shown import Shown

        if frame not in _FRAMES:
            raise UsageError(
                Text("an audit has no frame “{name}”", "没有名为“{name}”的表").fill(name=frame),
                Text("there are: " + ", ".join(_FRAMES), "现有：" + "、".join(_FRAMES)),
            )
        return Shown(getattr(self, frame), n, self.lang)

    @property
    def chart(self) -> Charts:
        """The charts (extra ``notebook``): ``audit.chart.coverage()`` and its like."""
        from disclosure_audit.notebook.charts.accessor import Charts

        return Charts(self)

    # -- asking -----------------------------------------------------------------------------------

    def explain(
        self,
        *,
        register_row: int | None = None,
        catalog_row: int | None = None,
        record: str | None = None,
    ) -> Explained:
        """Return why a record is linked with its partner, or with none.

        Args:
            register_row: a row of the register, counted from 0 as in all frames.
            catalog_row: a row of the catalog. With both, the one pair is explained.
            record: the office's own number of a record (``record_id``), in place of a row.

        Raises ``UsageError`` if nothing, or too much, is asked for, if there is no such record, or
        if the pair never came near enough to be weighed.
        """
        from disclosure_audit.notebook.explained import explain_record

        return explain_record(
            self.run, self._lists, self.lang,
            register_row=register_row, catalog_row=catalog_row, record=record,
        )  # fmt: skip

    def compare(self, other: Audit | Path | str, *, records: bool | None = None) -> Comparison:
        """Return what is new, gone or changed in ``other``, a later audit, against this one.

        Args:
            other: an audit, or the folder of a run.
            records: whether to compare the records one by one, field by field, which needs both
                lists; if ``None``, where they need not be read again: both are at hand, or proved
                to be the same.

        Raises ``InputError`` if ``records`` is true and a list that is needed cannot be read again.
        """
        from disclosure_audit.notebook.comparison import compare_audits

        later = other if isinstance(other, Audit) else load(other)
        return compare_audits(
            (self.run, self._lists), (later.run, later._lists), self.lang, records=records
        )

    def sample(
        self,
        n: int = 20,
        seed: int = 0,
        of: Literal["links", "findings"] = "links",
        *,
        rules: tuple[str, ...] = (),
    ) -> pl.DataFrame:
        """Return a stratified sample to judge by hand; the same seed draws the same again.

        Of links (certain, probable, for review, near misses, omitted, unregistered) with the columns
        of :data:`disclosure_audit.evaluation.sheet.SHEET`, both records side by side and an empty
        ``same``; of findings with those of
        :data:`disclosure_audit.evaluation.finding_sheet.FINDING_SHEET` and an empty ``right``, only
        of ``rules`` (codes) if any are named.

        Raises ``UsageError`` if ``n`` is smaller than the number of strata, ``InputError`` if there
        is nothing to draw from or, for links, if the lists cannot be read.
        """
        from disclosure_audit.notebook.drawing import draw_findings_sheet, draw_links_sheet

        if of == "links":
            return draw_links_sheet(self.run, self._lists, n, seed, self.lang)
        return draw_findings_sheet(self.run, n, seed, self.lang, rules)

    def evaluate(self, labels: pl.DataFrame | Path | str) -> Evaluated:
        """Return how far the links, or the findings, can be believed, by what people say of them.

        Args:
            labels: a frame or a file: a sheet of :meth:`sample` whose column ``same`` or ``right``
                was filled in with 1 and 0, or all true pairs (``register_row``, ``catalog_row``).

        Raises ``InputError`` for labels that cannot be read or that belong to another audit.
        """
        from disclosure_audit.notebook.evaluated import evaluate_labels

        return evaluate_labels(self.run, labels, self.lang)

    # -- writing ----------------------------------------------------------------------------------

    def report(
        self,
        path: Path | str,
        format: str | None = None,  # noqa: A002 - what every writer of tables calls it
        *,
        owner: str | None = None,
    ) -> Path:
        """Write the working paper, as reviewed so far, to ``path`` and return it.

        Args:
            path: a file, which is replaced. Its ending says the format: ``.html``,
                ``.summary.html``, ``.xlsx``, ``.md``, ``.csv``, ``.json``, ``.ndjson``,
                ``.parquet``, ``.sarif`` or ``.xml`` (JUnit).
            format: name of a format (docs/formats.md) where the ending does not tell.
            owner: only the findings of this department.

        Raises ``UsageError`` for a format that does not exist or a file that cannot be written.
        """
        from disclosure_audit.notebook.papers import write_report

        return write_report(
            self._folder(), self._lists, Path(path), format, lang=self.lang, owner=owner
        )

    def save(self, folder: Path | str | None = None, *, force: bool = False) -> Path:
        """Write the audit to ``folder`` as a run, with the decisions made so far, and return it.

        Without ``folder`` it becomes the newest run in ``.disclosure-audit/runs`` of the working
        folder. ``force`` replaces a run that lies there. Raises ``UsageError`` if the folder is
        taken or cannot be written.
        """
        target = runs.new_folder() if folder is None else Path(folder)
        if self.scanned is not None:
            draft = Path(self._draft.name) / "run" if self._draft else None
            written = keeping.write_scan(
                self.scanned, target, force=force, draft=self.folder or draft
            )
        else:
            written = keeping.copy_run(self.run.folder, target, force=force)
        self.run = dataclasses.replace(self.run, folder=written)
        self.folder = target
        return target

    def review(self, user: str | None = None) -> ReviewWidget:
        """Return a widget (extra ``notebook``) that decides findings in the run's journal.

        Of an audit that is not saved the journal lies in a temporary folder; :meth:`save` takes it
        along. ``user`` signs the decisions; the login's name if ``None``.
        """
        from disclosure_audit.notebook.reviewing import open_review

        is_saved = self.folder is not None
        if not is_saved:
            warnings.warn(_UNSAVED.to(self.lang), stacklevel=2)
        return open_review(self._folder(), self._lists, user, self.lang, is_saved=is_saved)

    # -- within -----------------------------------------------------------------------------------

    def _report(self) -> Report:
        from disclosure_audit.writers.report import of_run

        return dataclasses.replace(of_run(self.run), lang=self.lang, folder=self.folder)

    def _folder(self) -> Path:
        """Return the folder of the run; one of its own, until it is saved somewhere."""
        if self.folder is not None:
            return self.folder
        if self._draft is None and self.scanned is not None:
            self._draft = tempfile.TemporaryDirectory(prefix="disclosure-audit-")
            keeping.write_scan(
                self.scanned, Path(self._draft.name) / "run", force=False, draft=None
            )
        return Path(self._draft.name) / "run" if self._draft else self.run.folder


def scan(
    register: object,
    catalog: object | Mapping[str, object],
    config: Config | None = None,
    *,
    progress: core.Progress | bool | None = None,
    key: bytes | None = None,
) -> Audit:
    """Compare a register with what was published and return the audit.

    Args:
        register: a path, glob, folder or database address, or a Polars, pandas or Arrow table.
        catalog: the same, or several by the name of their channel.
        config: the settings; all defaults when absent.
        progress: whether a line says how far it is (in a notebook or a terminal, if ``None``), or a
            function that is called with stage, done and total.
        key: what ids of findings are made with; that of the workspace when absent.

    Raises ``InputError`` for a list that cannot be read and ``UsageError`` for a setting that does
    not fit, as :func:`disclosure_audit.audit.scan` does.
    """
    lang = (config.lang if config else None) or default_lang()
    tell, clear = line_for(progress, lang)
    try:
        scanned = core.scan(register, catalog, config, progress=tell, key=key)
    finally:
        clear()
    return Audit(runs.hold(scanned, command=keeping.COMMAND), scanned=scanned)


def load(folder: Path | str | None = None, *, lang: Lang | None = None) -> Audit:
    """Return a saved audit: the one in ``folder``, else the newest of the working folder.

    The lists are not read again before something asks for their records. ``lang`` is the language
    of what is shown; that of the scan when absent. Raises ``InputError`` if there is no run or it is
    damaged.
    """
    found = keeping.find_run(folder)
    return Audit(runs.read(found), folder=found, lang=lang)
