"""Runs rules over the tables and turns what they find into findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import polars as pl

from disclosure_audit.findings import EVIDENCE, FINDINGS, add_ids, empty, identity, worst_first
from disclosure_audit.language import Lang, Text
from disclosure_audit.rules.base import NotApplicable, Rule, Tables, lacking
from disclosure_audit.scanner.masking import blot

_ALONE, _SHOWN, _VERDICT = "_file_without_record", "_shown_file", "_verdict"
_SPECIAL = (
    "register_row", "catalog_row", "detail", "severity", "confidence", "side", _ALONE, _SHOWN,
)  # fmt: skip
_LAST_PART = r"([^/\\]+)[/\\]*$"
"""The name in a path, whatever system it was written on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one rule: how many findings, or why it could not be applied."""

    rule: Rule
    findings: int
    not_applicable: Text | None = None


def apply_rules(
    rules: Iterable[Rule], tables: Tables, lang: Lang, key: bytes, terms: Sequence[str] = ()
) -> tuple[pl.DataFrame, list[Outcome]]:
    """Return the findings of all rules (schema ``FINDINGS``, worst first) and each rule's outcome.

    ``key`` is what their ids are made with (:mod:`disclosure_audit.workspace`). The records in
    ``tables`` are masked already; the names of files are masked here, ``terms`` in them too.
    """
    records = {side: _facts(tables.side(side), side) for side in ("register", "catalog")}
    frames, outcomes = [], []

    def shown(file: str) -> str:
        return file if tables.config.reveal else blot(file, terms)

    def ask(rule: Rule) -> pl.DataFrame | NotApplicable:
        answer = lacking(rule, tables) or rule.find(tables)
        if isinstance(answer, NotApplicable):
            return answer
        return _shape(rule, answer.collect(), lang, shown)

    asked = list(rules)
    with ThreadPoolExecutor(2) as workers:  # what one rule does on one core leaves another free
        for rule, answer in zip(asked, workers.map(ask, asked), strict=True):
            if isinstance(answer, NotApplicable):
                outcomes.append(Outcome(rule, 0, answer.reason))
            else:
                outcomes.append(Outcome(rule, answer.height))
                frames.append(answer)
    if not frames:
        return empty(), outcomes
    findings = _tell(pl.concat(frames), records, lang)
    return worst_first(add_ids(findings, key).select(FINDINGS.keys())), outcomes


def _facts(records: pl.DataFrame, side: str) -> pl.DataFrame:
    """Return what a finding says of a record, by row."""
    return records.select(
        pl.col("row").alias(f"{side}_row"),
        pl.col("record_id").alias(f"{side}_record_id"),
        pl.col("owner").alias(f"{side}_owner"),
        pl.col("title").alias(f"{side}_title"),
        pl.col("doc_number").alias(f"{side}_number"),
        identity(records).alias(f"{side}_identity"),
    )


def _shape(
    rule: Rule, found: pl.DataFrame, lang: Lang, shown: Callable[[str], str]
) -> pl.DataFrame:
    """Return what one rule found in the one form that all rules' findings take."""
    if rule.severity_is_set and "severity" in found.columns:
        found = found.drop("severity")
    found = _with_files(found, shown)
    evidence = [name for name in found.columns if name not in _SPECIAL]
    optional = {
        "detail": "", "severity": str(rule.severity), "confidence": rule.confidence, "side": "catalog",
    }  # fmt: skip
    return found.select(
        pl.lit(rule.code).alias("rule"),
        pl.lit(rule.title.to(lang).rstrip("。.")).alias(_VERDICT),
        pl.col("register_row", "catalog_row").cast(pl.UInt32),
        *(
            pl.col(name).cast(pl.String).fill_null(default).alias(name)
            if name in found.columns
            else pl.lit(default).alias(name)
            for name, default in optional.items()
        ),
        pl.col(_ALONE, _SHOWN),
        _evidence(evidence).alias("evidence"),
    )


def _tell(found: pl.DataFrame, records: dict[str, pl.DataFrame], lang: Lang) -> pl.DataFrame:
    """Return the findings with all columns but the id, and ``identity`` and ``detail``."""
    for side, facts in records.items():
        found = found.join(facts, on=f"{side}_row", how="left", maintain_order="left")
    title = pl.coalesce("register_title", "catalog_title").fill_null("")
    number = pl.coalesce("register_number", "catalog_number").fill_null("")
    named = pl.concat_str(
        pl.when(title != "").then(pl.format("《{}》" if lang == "zh" else "“{}”", title)).otherwise(pl.lit("")),
        pl.when(number != "").then(pl.format(" {}", number)).otherwise(pl.lit("")),
        pl.format("“{}”", _SHOWN).fill_null(""),
    ).str.strip_chars()  # fmt: skip
    return found.select(
        "rule",
        "severity",
        "confidence",
        pl.when(pl.col("register_row").is_not_null())
        .then(pl.lit("register"))
        .when(pl.col("catalog_row").is_not_null())
        .then(pl.lit("catalog"))
        .otherwise("side")
        .alias("side"),
        "register_row",
        "catalog_row",
        pl.coalesce(
            "register_record_id", "catalog_record_id", pl.col(_SHOWN).str.extract(_LAST_PART)
        ).alias("record_id"),
        pl.coalesce("register_owner", "catalog_owner").alias("owner"),
        pl.when(named != "")
        .then(pl.format("{}{}{}", _VERDICT, pl.lit("：" if lang == "zh" else ": "), named))
        .otherwise(_VERDICT)
        .alias("message"),
        "evidence",
        "detail",
        pl.coalesce(
            pl.format("file\x1d{}", _ALONE),
            pl.concat_str(
                pl.col("register_identity").fill_null(""),
                pl.col("catalog_identity").fill_null(""),
                separator="\x1d",
            ),
        ).alias("identity"),
    ).with_columns(pl.col("record_id", "owner").cast(pl.String))


def _with_files(found: pl.DataFrame, shown: Callable[[str], str]) -> pl.DataFrame:
    """Add the path of the file that a finding is about where there is no record, and how it is shown.

    There ``file`` is no evidence. A name may tell what the text does, so it is masked everywhere.
    """
    if "file" not in found.columns:
        nothing = pl.lit(None, dtype=pl.String)
        return found.with_columns(nothing.alias(_ALONE), nothing.alias(_SHOWN))
    found = found.with_columns(pl.col("file").cast(pl.String))
    paths = found["file"].unique().drop_nulls()
    masked = pl.Series(map(shown, paths), dtype=pl.String)
    name = pl.col("file").replace(paths, masked)
    alone = pl.all_horizontal(pl.col("register_row", "catalog_row").is_null())
    return found.with_columns(
        pl.when(alone).then("file").alias(_ALONE),
        pl.when(alone).then(name).alias(_SHOWN),
        pl.when(~alone).then(name).alias("file"),
    )


def _evidence(names: list[str]) -> pl.Expr:
    """Return a list of name and value of the evidence columns that are not null."""
    if not names:
        return pl.lit(None, dtype=EVIDENCE)
    return pl.concat_list(
        pl.struct(pl.lit(name).alias("name"), pl.col(name).cast(pl.String).alias("value"))
        for name in names
    ).list.filter(pl.element().struct.field("value").is_not_null())
