"""What became of each record, and the control totals that prove that none was lost."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import polars as pl

from disclosure_audit.config import Config, Scope, Selection
from disclosure_audit.schema.columns import SIDES, Side
from disclosure_audit.time_limits.deadlines import days_late, deadlines
from disclosure_audit.working_days import official_years


class Disposition(StrEnum):
    """What became of a record. A record has exactly one."""

    PUBLISHED = "published"
    PUBLISHED_DIFFERS = "published_differs"
    NEEDS_REVIEW = "needs_review"
    OMITTED = "omitted"
    WITHHELD = "withheld"
    NOT_DUE = "not_due"
    RECEIVED = "received"
    LINKED = "linked"
    REPEATED = "repeated"
    UNREGISTERED = "unregistered"
    OUT_OF_SCOPE = "out_of_scope"
    UNREADABLE = "unreadable"


REGISTER = (
    Disposition.PUBLISHED,
    Disposition.PUBLISHED_DIFFERS,
    Disposition.NEEDS_REVIEW,
    Disposition.OMITTED,
    Disposition.WITHHELD,
    Disposition.NOT_DUE,
    Disposition.RECEIVED,
    Disposition.OUT_OF_SCOPE,
    Disposition.UNREADABLE,
)
CATALOG = (
    Disposition.LINKED,
    Disposition.REPEATED,
    Disposition.NEEDS_REVIEW,
    Disposition.UNREGISTERED,
    Disposition.OUT_OF_SCOPE,
    Disposition.UNREADABLE,
)

OF_SIDE: dict[Side, tuple[Disposition, ...]] = {"register": REGISTER, "catalog": CATALOG}

DISPOSITIONS: dict[str, pl.DataType | type[pl.DataType]] = {
    "side": pl.String,
    "row": pl.UInt32,
    "disposition": pl.String,
    "reason": pl.String,
}
"""Schema of the dispositions. ``reason`` is a short code, null where the disposition says it all."""


def dispose(
    register: pl.DataFrame,
    catalog: pl.DataFrame,
    links: pl.DataFrame,
    repeats: pl.DataFrame,
    config: Config,
    as_of: dt.date,
) -> pl.DataFrame:
    """Return what became of every record of both sides (schema ``DISPOSITIONS``), by side and row.

    A record lies in the audit's scope if it does so itself or if one that it is linked to does:
    a wrong date on one side takes no document out of the audit.
    """
    pairs = _pairs(register, catalog, links, config.scope)
    return pl.concat(
        [
            _dispose_register(register, pairs, repeats, config, as_of),
            _dispose_catalog(catalog, pairs, repeats, config.scope),
        ]
    )


def control_totals(
    read: Mapping[Side, dict[str, int]], dispositions: pl.DataFrame, links: pl.DataFrame, lost: int
) -> dict[str, Any]:
    """Return the control totals.

    ``read`` gives ``read``, ``rejected`` and ``blank`` of each side, ``lost`` the candidate pairs
    that a cap left out. ``expected_wrong`` is the share of each band's links that, by their scores,
    must be expected to be wrong. Raises ``RuntimeError`` if a row was lost or counted twice: nothing that
    follows could be trusted.
    """
    totals: dict[str, Any] = {}
    for side in SIDES:
        mine = dispositions.filter(pl.col("side") == side)
        counts = dict(mine.group_by("disposition").len().iter_rows())
        listed = {str(name): int(counts.get(name, 0)) for name in OF_SIDE[side]}
        totals[side] = {**read[side], "dispositions": listed}
        accounted = read[side]["rejected"] + sum(listed.values())
        if read[side]["read"] != accounted or mine["row"].n_unique() != mine.height:
            raise RuntimeError(f"the control totals of the {side} do not add up: {totals[side]}")
    wrong = (1 / (1 + 2.0 ** pl.col("score").clip(-60, 60))).mean()
    bands = {
        status: (n, share)
        for status, n, share in links.group_by("status").agg(pl.len(), wrong.alias("w")).iter_rows()
    }
    statuses = ("certain", "probable", "review")
    totals["links"] = {name: bands.get(name, (0, 0.0))[0] for name in statuses}
    totals["expected_wrong"] = {name: round(bands.get(name, (0, 0.0))[1], 9) for name in statuses}
    totals["possible_loss"] = lost
    return totals


def _pairs(
    register: pl.DataFrame, catalog: pl.DataFrame, links: pl.DataFrame, scope: Scope
) -> pl.DataFrame:
    """Return the links with what a disposition depends on."""
    fields = ("norm_title_core", "number_key", "issued_on", "norm_issuer")
    sides = [
        frame.select(
            pl.col("row").alias(f"{side}_row"),
            _in_scope(scope).alias(f"{side}_in_scope"),
            *(pl.col(name).alias(f"{side}_{name}") for name in fields),
        )
        for side, frame in (("register", register), ("catalog", catalog))
    ]
    differs = [
        (pl.col(f"register_{name}") != pl.col(f"catalog_{name}")).fill_null(value=False)
        for name in fields[:-1]
    ]
    a, b = pl.col("register_norm_issuer"), pl.col("catalog_norm_issuer")
    other_issuer = ~(a.str.contains(b, literal=True) | b.str.contains(a, literal=True))
    return (
        links.select("register_row", "catalog_row", "status")
        .join(sides[0], on="register_row")
        .join(sides[1], on="catalog_row")
        .select(
            "register_row",
            "catalog_row",
            (pl.col("status") == "review").alias("is_unsure"),
            pl.any_horizontal("register_in_scope", "catalog_in_scope").alias("in_scope"),
            pl.any_horizontal(*differs, other_issuer.fill_null(value=False)).alias("differs"),
        )
    )


def _dispose_register(
    records: pl.DataFrame,
    pairs: pl.DataFrame,
    repeats: pl.DataFrame,
    config: Config,
    as_of: dt.date,
) -> pl.DataFrame:
    linked = pairs.group_by(pl.col("register_row").alias("row")).agg(
        pl.col("is_unsure").all().alias("unsure"),
        pl.col("differs").any().alias("differs"),
        pl.col("in_scope").any().alias("partner_in_scope"),
    )
    # A document that was registered twice is published once: its second entry shares the fate.
    twins = repeats.filter(pl.col("side") == "register").select("row", "of_row")
    twins = pl.concat(
        [twins, twins.select(pl.col("of_row").alias("row"), pl.col("row").alias("of_row"))]
    )
    shared = (
        twins.join(linked.rename({"row": "of_row"}), on="of_row")
        .group_by("row")
        .agg(pl.col("unsure").all().alias("twin_unsure"))
    )
    due = deadlines(records, config)
    today = pl.Series([as_of], dtype=pl.Date).new_from_index(0, due.height)
    is_guessed = pl.col("is_outside_calendar") | pl.lit(as_of.year not in official_years())
    reason = pl.col("openness_reason").is_not_null()
    found = pl.col("unsure").is_not_null()
    withheld = pl.col("is_withheld") | pl.col("is_on_request")
    fates: tuple[tuple[pl.Expr, Disposition, pl.Expr | str | None], ...] = (
        (_UNREADABLE, Disposition.UNREADABLE, "neither_title_nor_number"),
        (~_in_scope(config.scope) & ~pl.col("partner_in_scope").fill_null(value=False),
         Disposition.OUT_OF_SCOPE, None),
        (found & pl.col("unsure"), Disposition.NEEDS_REVIEW, "uncertain_link"),
        (found & pl.col("differs"), Disposition.PUBLISHED_DIFFERS, None),
        (found, Disposition.PUBLISHED, None),
        (pl.col("is_received"), Disposition.RECEIVED, None),
        (pl.col("twin_unsure"), Disposition.NEEDS_REVIEW, "registered_twice"),
        (pl.col("twin_unsure").is_not_null(), Disposition.PUBLISHED, "registered_twice"),
        (withheld & reason, Disposition.WITHHELD,
         pl.when("is_withheld").then(pl.lit("not_to_be_published")).otherwise(pl.lit("on_request"))),
        (withheld, Disposition.WITHHELD, "no_reason_given"),
        (pl.col("is_classified"), Disposition.WITHHELD, "classified"),
        (pl.col("late_by") <= 0, Disposition.NOT_DUE,
         pl.when(is_guessed).then(pl.lit("by_plain_weekdays")).otherwise(pl.lit(None, dtype=pl.String))),
    )  # fmt: skip
    frame = (
        records.with_columns(days_late(due["due_on"], today), due["is_outside_calendar"])
        .join(linked, on="row", how="left", maintain_order="left")
        .join(shared, on="row", how="left", maintain_order="left")
    )
    return _decide(frame, fates, Disposition.OMITTED)


def _dispose_catalog(
    records: pl.DataFrame, pairs: pl.DataFrame, repeats: pl.DataFrame, scope: Scope
) -> pl.DataFrame:
    linked = pairs.group_by(pl.col("catalog_row").alias("row")).agg(
        pl.col("is_unsure").all().alias("unsure"),
        pl.col("in_scope").any().alias("partner_in_scope"),
    )
    channels = records.select("row", "channel")
    again = (
        repeats.filter(pl.col("side") == "catalog")
        .select("row", "of_row", pl.lit(value=True).alias("again"))
        .join(channels, on="row")
        .join(channels.rename({"row": "of_row", "channel": "of_channel"}), on="of_row")
        .select(
            "row",
            "again",
            (pl.col("channel") != pl.col("of_channel"))
            .fill_null(value=False)
            .alias("other_channel"),
        )
    )
    found = pl.col("unsure").is_not_null()
    fates: tuple[tuple[pl.Expr, Disposition, pl.Expr | str | None], ...] = (
        (_UNREADABLE, Disposition.UNREADABLE, "neither_title_nor_number"),
        (~_in_scope(scope) & ~pl.col("partner_in_scope").fill_null(value=False),
         Disposition.OUT_OF_SCOPE, None),
        (pl.col("again"), Disposition.REPEATED,
         pl.when("other_channel").then(pl.lit("another_channel"))
         .when(found).then(pl.lit("linked")).otherwise(pl.lit("unregistered"))),
        (found & pl.col("unsure"), Disposition.NEEDS_REVIEW, "uncertain_link"),
        (found, Disposition.LINKED, None),
    )  # fmt: skip
    frame = records.join(linked, on="row", how="left", maintain_order="left").join(
        again, on="row", how="left", maintain_order="left"
    )
    return _decide(frame, fates, Disposition.UNREGISTERED)


def _decide(
    records: pl.DataFrame,
    fates: tuple[tuple[pl.Expr, Disposition, pl.Expr | str | None], ...],
    otherwise: Disposition,
) -> pl.DataFrame:
    """Return the first fate that holds for each record."""
    name, why = pl.lit(str(otherwise)), pl.lit(None, dtype=pl.String)
    for holds, disposition, reason in reversed(fates):
        said = reason if isinstance(reason, pl.Expr) else pl.lit(reason, dtype=pl.String)
        name = pl.when(holds).then(pl.lit(str(disposition))).otherwise(name)
        why = pl.when(holds).then(said).otherwise(why)
    return records.select("side", "row", name.alias("disposition"), why.alias("reason")).sort("row")


_UNREADABLE = pl.col("title").is_null() & pl.col("doc_number").is_null()


def _in_scope(scope: Scope) -> pl.Expr:
    """Return whether a record lies in the audit's scope; one without a date does."""
    inside = [pl.lit(value=True)]
    if scope.from_ is not None:
        inside.append((pl.col("issued_on") >= scope.from_).fill_null(value=True))
    if scope.to is not None:
        inside.append((pl.col("issued_on") <= scope.to).fill_null(value=True))
    inside.extend(
        _selected(column, getattr(scope, column)) for column in ("issuer", "category", "owner")
    )
    return pl.all_horizontal(inside)


def _selected(column: str, selection: Selection) -> pl.Expr:
    """Return whether a column's text is selected; a record without the text is."""

    def matches(patterns: tuple[str, ...]) -> pl.Expr:
        shape = "|".join(
            ".*".join(re.escape(part) for part in pattern.split("*")) for pattern in patterns
        )
        return pl.col(column).str.contains(rf"^(?:{shape})$")

    chosen = pl.lit(value=True)
    if selection.include:
        chosen = chosen & matches(selection.include).fill_null(value=True)
    if selection.exclude:
        chosen = chosen & ~matches(selection.exclude).fill_null(value=False)
    return chosen
