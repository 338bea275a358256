"""The list of findings, and what was decided of them."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from disclosure_audit.language import Lang
from disclosure_audit.recall import Texts
from disclosure_audit.review.sheets.sources import Source, facts, on_findings, percent
from disclosure_audit.run import Run
from disclosure_audit.schema.columns import SIDES

_FACTS = ("title", "doc_number", "month", "issuer", "category")
_NAMES: dict[str, str] = {
    "status": "status", "reason": "reason", "until": "until", "flagged": "flagged", "note": "note",
    "owner": "owner", "reviewer": "by", "decided_at": "at",
}  # fmt: skip
"""Columns of the list that decisions fill, and what they are called in ``DECISIONS``."""
DECIDED = frozenset(_NAMES)
"""Columns of the list that a decision changes."""
_UNSAID = {"status": (pl.lit("open"),), "flagged": (pl.lit(value=False),), "owner": ("_own",)}
"""What stands there where a decision says nothing of it."""
_MARKS: dict[str, tuple[str, str]] = {"zh": ("：《", "》"), "en": (": “", "”")}
"""What stands around the title in a message, by the language of the run."""


def undecided_findings(desk: Source, texts: Texts | None, lang: Lang) -> pl.DataFrame:
    """Return the findings with what their records say, all of them still open.

    ``score`` is the probability in percent of the link between the two rows, null without one;
    ``owner`` whose the record is; ``is_new`` whether no baseline holds the finding.
    """
    found = desk.findings
    scores = desk.links.select(
        "register_row", "catalog_row", percent(pl.col("score")).alias("score")
    )
    frame = _with_facts(found, texts, _told(found, texts, desk.run)).join(
        scores, on=["register_row", "catalog_row"], how="left", maintain_order="left"
    )
    codes, titles = _rule_titles(desk.run, lang)
    return frame.select(
        *found.columns[:-1],
        pl.col("rule").replace_strict(codes, titles, default=None, return_dtype=pl.String).alias("rule_title"),
        *_FACTS,
        "score",
        pl.lit("open").alias("status"),
        pl.lit(value=False).alias("flagged"),
        _is_new(desk.known).alias("is_new"),
        *(pl.lit(None).alias(name) for name in ("reason", "note", "until", "reviewer", "decided_at")),
    )  # fmt: skip


def with_decisions(frame: pl.DataFrame, decisions: pl.DataFrame) -> pl.DataFrame:
    """Return the list with what was decided of its findings; ``owner`` is whom one was assigned to.

    Only the rows that were decided on are looked at: a decision must not cost as much as the list
    is long.
    """
    said = on_findings(decisions)
    places = frame["finding_id"].is_in(said["finding_id"].implode()).arg_true()
    if places.is_empty():
        return frame
    fresh = frame[places].select("finding_id", pl.col("owner").alias("_own"))
    fresh = fresh.join(said, on="finding_id", how="left", maintain_order="left").select(
        pl.coalesce(name, *_UNSAID.get(column, ())).cast(frame.schema[column]).alias(column)
        for column, name in _NAMES.items()
    )
    # a clone, because values are scattered in place
    return frame.with_columns(
        frame[name].clone().scatter(places, fresh[name]) for name in fresh.columns
    )


def _with_facts(
    found: pl.DataFrame, texts: Texts | None, told: Sequence[pl.Series]
) -> pl.DataFrame:
    """Return the findings with what the register says, else the catalog, else the message."""
    frame = found.with_columns(told)
    for side in SIDES:
        known = facts(texts, side, _FACTS)
        if known.is_empty():
            frame = frame.with_columns(
                pl.lit(None, dtype=pl.String).alias(f"{side}_{name}") for name in _FACTS
            )
        else:
            frame = frame.join(known, on=f"{side}_row", how="left", maintain_order="left")
    by_message = {series.name for series in told}
    return frame.with_columns(
        pl.coalesce(
            f"register_{name}",
            f"catalog_{name}",
            *([f"told_{name}"] if f"told_{name}" in by_message else []),
        ).alias(name)
        for name in _FACTS
    )


def _told(found: pl.DataFrame, texts: Texts | None, run: Run) -> list[pl.Series]:
    """Return ``told_title`` and ``told_doc_number`` as the messages tell them.

    A message ends ``：《title》 number`` or ``: “title” number``
    (:mod:`disclosure_audit.rules.apply`); titles may hold such marks themselves. Nothing where both
    lists have been read: they know better.
    """
    if texts is not None and set(SIDES) <= set(texts.records):
        return []
    begins, ends = _MARKS[run.info.get("lang", "zh")]
    of_record = pl.any_horizontal(pl.col("register_row", "catalog_row").is_not_null())
    rest = found.select(
        pl.when(of_record).then("message").str.splitn(begins, 2).struct[1].alias("rest")
    )
    tail = pl.col("rest").str.split(ends).list.last()
    return (
        rest.with_columns(tail.alias("tail"))
        .select(
            pl.col("rest").str.strip_suffix(pl.col("tail")).str.strip_suffix(ends).alias("told_title"),
            pl.col("tail").str.strip_chars().replace("", None).alias("told_doc_number"),
        )
        .get_columns()
    )  # fmt: skip


def _is_new(known: pl.Series | None) -> pl.Expr:
    if known is None:
        return pl.lit(value=True)
    return ~pl.col("finding_id").is_in(known.implode())


def _rule_titles(run: Run, lang: Lang) -> tuple[list[str], list[str]]:
    """Return the codes of the run's rules and their verdicts, each without its full stop."""
    rules = run.info.get("rules", [])
    return (
        [rule["code"] for rule in rules],
        [str(rule["title"].get(lang, rule["code"])).rstrip("。.") for rule in rules],
    )
