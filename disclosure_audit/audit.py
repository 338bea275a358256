"""The whole flow, known only here: two lists in, an audit out.

read -> conform -> normalise -> link -> search -> dispose -> rules -> Audit
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from disclosure_audit.addresses.check import check_addresses
from disclosure_audit.addresses.schema import nothing_asked
from disclosure_audit.config import Config
from disclosure_audit.dispositions import control_totals, dispose
from disclosure_audit.errors import InputError
from disclosure_audit.intake import Intake, take_in
from disclosure_audit.language import Lang, Text, default_lang
from disclosure_audit.lexicons.model import Lexicon
from disclosure_audit.matching.link import link
from disclosure_audit.readers import Skipped, Source
from disclosure_audit.rules.apply import Outcome, apply_rules
from disclosure_audit.rules.base import Tables
from disclosure_audit.rules.registry import selected
from disclosure_audit.scanner.names import mask_names
from disclosure_audit.scanner.redaction import redact
from disclosure_audit.scanner.scan import make_detectors
from disclosure_audit.scanner.search import search
from disclosure_audit.scanner.secret_terms import secret_terms
from disclosure_audit.schema.columns import Side
from disclosure_audit.schema.mapping import Mapping as ColumnMapping
from disclosure_audit.series.voided import read_voided
from disclosure_audit.workspace import find_key, keyed, name_key

Progress = Callable[[str, float, float], None]
STAGES: tuple[str, ...] = (
    "read register", "read catalog", "match", "search", "dispositions", "rules",
)  # fmt: skip
"""What ``progress`` is told of, in this order."""


@dataclass(frozen=True)
class Audit:
    """What a scan found; every face reads this and computes nothing of its own.

    ``register`` and ``catalog`` are the canonical, normalised records
    (:func:`disclosure_audit.records.conform`), ``originals`` the cells as they stood; ``links``,
    ``candidates`` and ``repeats`` have the schemas of :mod:`disclosure_audit.matching.schema`;
    ``dispositions`` and ``findings`` those of their modules; ``hits`` holds every span that the
    scanner found (:data:`disclosure_audit.spans.HITS`), those it took for harmless with the
    reason in ``dropped``; ``texts`` what became of each full text; ``rejects`` the rows that could
    not be read; ``lines`` the rows with which the lines of a file are counted anew
    (:data:`disclosure_audit.readers.LINES`, with ``side``). ``key_name`` names the key that the ids of the findings were made with: ids of two
    audits compare if it is the same.
    """

    register: pl.DataFrame = field(repr=False)
    catalog: pl.DataFrame = field(repr=False)
    originals: Mapping[Side, pl.DataFrame] = field(repr=False)
    links: pl.DataFrame = field(repr=False)
    candidates: pl.DataFrame = field(repr=False)
    repeats: pl.DataFrame = field(repr=False)
    dispositions: pl.DataFrame = field(repr=False)
    findings: pl.DataFrame = field(repr=False)
    hits: pl.DataFrame = field(repr=False)
    texts: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)
    lines: pl.DataFrame = field(repr=False)
    control_totals: dict[str, Any]
    settings: Config = field(repr=False)
    inputs: Mapping[Side, tuple[Source, ...]] = field(repr=False)
    skipped: Mapping[Side, tuple[Skipped, ...]] = field(repr=False)
    mapping: Mapping[Side, ColumnMapping] = field(repr=False)
    outcomes: list[Outcome] = field(repr=False)
    timings: dict[str, float] = field(repr=False)
    as_of: dt.date
    lang: Lang
    key_name: str
    lexicons: tuple[Lexicon, ...] = field(repr=False)
    secret_terms: tuple[str, ...] = field(repr=False)
    """Terms of the lexicons that are masked wherever they are shown."""
    addresses: pl.DataFrame = field(repr=False, default_factory=nothing_asked)
    """What became of asking for the catalog's addresses (:mod:`disclosure_audit.addresses.schema`)."""


@dataclass(frozen=True)
class Material:
    """What is judged: both lists as they were read, what was matched and what was found in texts.

    ``register`` and ``catalog`` are normalised records, unmasked; ``shown`` the same as the rules
    may see them (:func:`masked`). All else is as in :class:`Audit`. ``counts`` gives ``read``,
    ``rejected`` and ``blank`` of each side, ``possible_loss`` the candidate pairs left out by a cap,
    ``present`` the canonical columns that each list really has.
    """

    register: pl.DataFrame = field(repr=False)
    catalog: pl.DataFrame = field(repr=False)
    shown: Mapping[Side, pl.DataFrame] = field(repr=False)
    links: pl.DataFrame = field(repr=False)
    candidates: pl.DataFrame = field(repr=False)
    repeats: pl.DataFrame = field(repr=False)
    hits: pl.DataFrame = field(repr=False)
    texts: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)
    counts: Mapping[Side, dict[str, int]]
    possible_loss: int
    present: Mapping[Side, frozenset[str]]
    as_of: dt.date
    addresses: pl.DataFrame = field(repr=False, default_factory=nothing_asked)


@dataclass(frozen=True)
class Judgement:
    """What follows from the material: it is made anew when a person changes a link."""

    dispositions: pl.DataFrame = field(repr=False)
    control_totals: dict[str, Any]
    findings: pl.DataFrame = field(repr=False)
    outcomes: list[Outcome] = field(repr=False)


def scan(
    register: object,
    catalog: object | Mapping[str, object],
    config: Config | None = None,
    *,
    progress: Progress | None = None,
    key: bytes | None = None,
    addresses: pl.DataFrame | None = None,
) -> Audit:
    """Compare a register with what was published.

    Args:
        register: a path, glob, folder or database address, or a Polars, pandas or Arrow table.
        catalog: the same, or several by the name of their channel.
        config: the settings; all defaults when absent.
        progress: called with stage, done and total. What it raises ends the scan.
        key: what the ids of the findings are made with; when absent that of the workspace, which
            gets one if it has none (:func:`disclosure_audit.workspace.find_key`).
        addresses: what an earlier scan of the same lists learned of the addresses; when absent they
            are asked for, if the settings say so.

    Returns:
        The audit. Its control totals have been checked: every row read is accounted for once.

    Raises:
        InputError: a list cannot be read, has no title and no number column, or both are empty;
            or the key cannot be read or written.
        UsageError: a setting that does not fit the lists.
    """
    config = read_voided(config or Config())
    lang = config.lang or default_lang()
    selected(config)  # a rule that does not exist is said before the work
    key = find_key() if key is None else key
    terms = secret_terms(config.scanner)
    clock = _Clock(progress)
    with ThreadPoolExecutor(1) as reader:  # the two lists are read side by side
        coming = reader.submit(take_in, catalog, "catalog", config, progress)
        with clock.stage("read register"):
            one = take_in(register, "register", config, progress)
        with clock.stage("read catalog"):
            other = coming.result()
    if not one.counts["read"] and not other.counts["read"]:
        raise InputError(
            Text("neither {a} nor {b} has a single row", "{a} 和 {b} 均无数据行").fill(
                a=one.sources[0].name, b=other.sources[0].name
            ),
            Text("check that the right files were given", "请检查文件是否给对"),
        )
    sides: dict[Side, Intake] = {"register": one, "catalog": other}
    as_of = config.time_limit.as_of or _last_day(one, other)
    with clock.stage("match"):
        linkage = link(one.records, other.records, config.matching, tell=clock.tell)
    with clock.stage("search"):
        detectors = make_detectors(config.scanner, keyed(key), as_of, reveal=config.reveal)
        searched = search(
            {name: side.records for name, side in sides.items()},
            {name: side.leftovers for name, side in sides.items()},
            config.scanner,
            detectors,
            tell=clock.tell,
        )
        hits, texts = searched.hits, searched.texts
        rejects = pl.concat([one.rejects, other.rejects])
        if not config.reveal:
            rejects = mask_names(rejects, ["source"], terms)
            texts = mask_names(texts, ["file"], terms)
        shown = {
            name: masked(side.records, hits, name, config, terms) for name, side in sides.items()
        }
        if addresses is None:
            addresses = _ask(other.records, shown["catalog"], config)
        material = Material(
            register=one.records,
            catalog=other.records,
            shown=shown,
            links=linkage.links,
            candidates=linkage.candidates,
            repeats=linkage.repeats,
            hits=hits if config.reveal else mask_names(hits, ["field", "file"], terms),
            texts=texts,
            rejects=rejects,
            counts={name: side.counts for name, side in sides.items()},
            possible_loss=linkage.possible_loss,
            present={name: side.present for name, side in sides.items()},
            as_of=as_of,
            addresses=addresses,
        )
    judgement = _judge(material, config, lang=lang, key=key, terms=terms, clock=clock)
    return Audit(
        register=one.records,
        catalog=other.records,
        originals={name: side.originals for name, side in sides.items()},
        links=material.links,
        candidates=material.candidates,
        repeats=material.repeats,
        dispositions=judgement.dispositions,
        findings=judgement.findings,
        hits=material.hits,
        texts=texts,
        rejects=rejects,
        lines=pl.concat([one.lines, other.lines]),
        control_totals=judgement.control_totals,
        settings=config,
        inputs={name: side.sources for name, side in sides.items()},
        skipped={name: side.skipped for name, side in sides.items()},
        mapping={name: side.mapping for name, side in sides.items()},
        outcomes=judgement.outcomes,
        timings=clock.seconds,
        as_of=as_of,
        lang=lang,
        key_name=name_key(key),
        lexicons=detectors.lexicons,
        secret_terms=terms,
        addresses=addresses,
    )


def judge(
    material: Material,
    config: Config,
    *,
    lang: Lang,
    key: bytes,
    terms: tuple[str, ...] = (),
    progress: Progress | None = None,
) -> Judgement:
    """Return dispositions, control totals and findings of ``material``: the line after the matching.

    A scan ends with it, and so does every link that a reviewer makes or breaks, without reading or
    matching anew. ``terms`` are masked in names of files. Raises ``UsageError`` for a setting that
    names no rule, ``RuntimeError`` if the control totals do not add up.
    """
    return _judge(material, config, lang=lang, key=key, terms=terms, clock=_Clock(progress))


def masked(
    records: pl.DataFrame, hits: pl.DataFrame, side: Side, config: Config, terms: tuple[str, ...]
) -> pl.DataFrame:
    """Return the records of one side as they may be shown: as they are if the settings reveal them.

    ``hits`` are those of the run (:data:`disclosure_audit.spans.HITS`), of both sides.
    """
    if config.reveal:
        return records
    return mask_names(redact(records, hits.filter(pl.col("side") == side)), ["source"], terms)


def _judge(
    material: Material,
    config: Config,
    *,
    lang: Lang,
    key: bytes,
    terms: tuple[str, ...],
    clock: _Clock,
) -> Judgement:
    with clock.stage("dispositions"):
        dispositions = dispose(
            material.register,
            material.catalog,
            material.links,
            material.repeats,
            config,
            material.as_of,
        )
        totals = control_totals(
            material.counts, dispositions, material.links, material.possible_loss
        )
    with clock.stage("rules"):
        tables = Tables(
            register=material.shown["register"],
            catalog=material.shown["catalog"],
            links=material.links,
            candidates=material.candidates,
            repeats=material.repeats,
            dispositions=dispositions,
            hits=material.hits.filter(pl.col("dropped").is_null()),
            texts=material.texts,
            rejects=material.rejects,
            present=material.present,
            config=_looking_on(config, material.as_of),
            addresses=material.addresses,
        )
        findings, outcomes = apply_rules(selected(config), tables, lang, key, terms)
    return Judgement(dispositions, totals, findings, outcomes)


def _ask(catalog: pl.DataFrame, shown: pl.DataFrame, config: Config) -> pl.DataFrame:
    """Return what becomes of asking for the addresses in which nothing had to be masked."""
    if not config.addresses.check:
        return nothing_asked()
    plain = catalog.filter(catalog["url"].eq_missing(shown["url"]))
    return check_addresses(plain.select("row", "url"), config.addresses)


def _looking_on(config: Config, day: dt.date) -> Config:
    """Return the settings with the audit's day in them, which rules that count days look for."""
    limit = config.time_limit.model_copy(update={"as_of": day})
    return config.model_copy(update={"time_limit": limit})


def _last_day(register: Intake, catalog: Intake) -> dt.date:
    """Return the day the lists reach to: the last publication, else the last document, else today."""
    for records, column in (
        (catalog.records, "published_on"),
        (register.records, "issued_on"),
        (catalog.records, "issued_on"),
    ):
        day = records[column].max()
        if isinstance(day, dt.date):
            return day
    return dt.datetime.now(tz=dt.UTC).date()


class _Clock:
    """Times the stages and tells of them."""

    def __init__(self, progress: Progress | None) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress
        self._stage = ""

    def tell(self, share: float) -> None:
        """Say how far the present stage is."""
        if self._progress:
            self._progress(self._stage, share, 1)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self._stage = name
        if self._progress:
            self._progress(name, 0, 1)
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 4)
        if self._progress:
            self._progress(name, 1, 1)
