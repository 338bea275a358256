"""What the journal comes to: its entries folded to one row per thing that was decided on.

The fold is a pure function of the entries. An entry counts if its batch is not undone (the last
``undo`` or ``redo`` of that batch decides), and of each attribute of a target the last entry that
counts holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import polars as pl

from disclosure_audit.review.decisions import MARKS, OUTCOMES, TARGETS

DECISIONS: dict[str, pl.DataType | type[pl.DataType]] = {
    "kind": pl.String,
    "target": pl.String,
    "status": pl.String,
    "reason": pl.String,
    "approver": pl.String,
    "until": pl.Date,
    "waiver_expired": pl.Boolean,
    "flagged": pl.Boolean,
    "note": pl.String,
    "notes": pl.UInt32,
    "owner": pl.String,
    "by": pl.String,
    "at": pl.String,
    "seq": pl.Int64,
    "left_side": pl.String,
    "left_row": pl.UInt32,
    "right_side": pl.String,
    "right_row": pl.UInt32,
}
"""One row per ``kind`` and ``target``, in the order of ``seq``.

``status`` is one of ``decisions.STATUS`` for a finding, of ``PAIR_STATUS`` or ``open`` for a pair,
null for a record; ``reason`` the code of a dismissal or the text of a waiver; ``note`` the last of
``notes`` many; ``by``, ``at`` and ``seq`` those of the last entry (of a decision carried over, who
decided first, and when). The sides and rows are those of a pair, and on the left those of a record;
null where they are not known in this scan."""

FOLDED: dict[str, pl.DataType | type[pl.DataType]] = {
    **{name: kind for name, kind in DECISIONS.items() if name != "waiver_expired"},
    "status_seq": pl.Int64,
    "scan": pl.String,
}
"""Decisions before anybody asked which day it is. ``status_seq`` is that of the entry that gave the
status; ``scan`` names the scan in which the rows held (:func:`scan_name`)."""

_PLACE = pl.Struct({"side": pl.String, "row": pl.Int64})
_DETAILS = pl.Struct(
    {
        "reason": pl.String, "approver": pl.String, "until": pl.String, "note": pl.String,
        "text": pl.String, "owner": pl.String, "by": pl.String, "at": pl.String,
        "left": _PLACE, "right": _PLACE,
    }
)  # fmt: skip
_OPENING = pl.Struct({"scan": pl.String})
_KEY = ("kind", "target")


def undone(entries: pl.DataFrame) -> pl.Series:
    """Return the batches that do not count (String): the last word on them was ``undo``."""
    return (
        entries.filter(pl.col("kind") == "batch", pl.col("action").is_in(["undo", "redo"]))
        .sort("seq")
        .group_by("target", maintain_order=True)
        .agg(pl.col("action").last())
        .filter(pl.col("action") == "undo")
        .get_column("target")
    )


def counting(entries: pl.DataFrame) -> pl.DataFrame:
    """Return the entries that are decisions and not undone, by ``seq``.

    To have looked at something (``reveal``) decides nothing and is left out.
    """
    return entries.filter(
        pl.col("kind").is_in(TARGETS),
        pl.col("action").is_in([*OUTCOMES, *MARKS]),
        ~pl.col("batch").is_in(undone(entries).implode()),
    ).sort("seq")


def fold(entries: pl.DataFrame) -> pl.DataFrame:
    """Return what ``entries`` (``ENTRIES``) come to (``FOLDED``), by ``seq``."""
    deciding = counting(entries)
    details = decode(deciding["details"], _DETAILS)
    known = deciding.with_columns(details.alias("details")).unnest("details", separator=".")
    said = pl.col("action")
    settles = said.is_in(list(OUTCOMES))
    noted = pl.coalesce(
        pl.when(said == "note").then("details.text"),
        pl.when(said == "dismiss").then("details.note"),
    )

    def settled(name: str) -> pl.Expr:
        return pl.col(name).filter(settles).last()

    folded = (
        _with_scan(known, entries)
        .group_by(*_KEY, maintain_order=True)
        .agg(
            said.filter(settles).last().replace_strict(OUTCOMES, default=None).alias("status"),
            settled("details.reason").alias("reason"),
            settled("details.approver").alias("approver"),
            settled("details.until").str.to_date("%Y-%m-%d", strict=False).alias("until"),
            (said.filter(said.is_in(["flag", "unflag"])).last() == "flag")
            .fill_null(value=False)
            .alias("flagged"),
            noted.drop_nulls().last().alias("note"),
            noted.drop_nulls().len().cast(pl.UInt32).alias("notes"),
            pl.col("details.owner")
            .filter(said == "assign")
            .last()
            .replace("", None)
            .alias("owner"),
            pl.coalesce("details.by", "user").last().alias("by"),
            pl.coalesce("details.at", "at").last().alias("at"),
            pl.col("seq").last(),
            *(
                pl.col(f"details.{place}")
                .drop_nulls()
                .last()
                .struct.field(field)
                .cast(FOLDED[f"{place}_{field}"], strict=False)
                .alias(f"{place}_{field}")
                for place in ("left", "right")
                for field in ("side", "row")
            ),
            settled("seq").alias("status_seq"),
            pl.col("scan").filter(pl.col("details.left").is_not_null()).last(),
        )
        .with_columns(
            pl.when(pl.col("kind") == "finding")
            .then(pl.col("status").fill_null("open"))
            .otherwise("status")
            .alias("status")
        )
    )
    return folded.select(pl.col(name).cast(kind) for name, kind in FOLDED.items()).sort("seq")


def scan_name(entries: pl.DataFrame) -> str | None:
    """Return the scan that the last ``open`` among the entries names, ``None`` without one."""
    opened = _openings(entries)
    return opened["scan"][-1] if opened.height else None


def decisions_on(folded: pl.DataFrame, today: dt.date, scan: str | None = None) -> pl.DataFrame:
    """Return the decisions (``DECISIONS``) as they stand on ``today``.

    A waiver that has run out, or that names no day, is ``open`` again. Rows that were noted in
    another scan than ``scan`` are left out: the lists may have moved since.
    """
    is_waived = pl.col("status") == "waived"
    expired = (is_waived & (pl.col("until") < today).fill_null(value=True)).fill_null(value=False)
    holds = pl.col("scan").eq_missing(pl.lit(scan, pl.String))
    return folded.with_columns(
        pl.when(expired).then(pl.lit("open")).otherwise("status").alias("status"),
        expired.alias("waiver_expired"),
        *(
            pl.when(holds).then(name).alias(name)
            for name in ("left_side", "left_row", "right_side", "right_row")
        ),
    ).select(*DECISIONS)


def touched_by(entries: pl.DataFrame, fresh: pl.DataFrame) -> pl.Series:
    """Return the targets of all that ``fresh`` entries, some of ``entries``, may change.

    They are what the fresh entries are about, and what the batches are about that they undo or redo.
    """
    taken_back = fresh.filter(pl.col("kind") == "batch")["target"]
    about = [fresh.filter(pl.col("kind").is_in(TARGETS))["target"]]
    if taken_back.len():
        there = entries.filter(_is_any("batch", taken_back), pl.col("kind").is_in(TARGETS))
        about.append(there["target"])
    return pl.concat(about).unique()


def refold(
    folded: pl.DataFrame, entries: pl.DataFrame, fresh: pl.DataFrame, turns: pl.DataFrame
) -> pl.DataFrame:
    """Return ``fold(entries)``, given the fold of all ``entries`` but the ``fresh`` ones.

    Only what the fresh entries touch is folded again. ``turns`` are those of the entries that are
    about no target (:func:`turns_of`): they are few, and what is asked of them is asked of each.
    """
    touched = touched_by(entries, fresh)
    if not touched.len():
        return folded
    of_them = _is_any("target", touched)
    again = fold(pl.concat([entries.filter(of_them & pl.col("kind").is_in(TARGETS)), turns]))
    kept = folded.filter(
        ~of_them
    )  # of both kinds if two targets of different kinds are called alike
    both = pl.concat([kept, again])
    follows = not kept.height or not again.height or again["seq"][0] > kept["seq"][-1]
    return both if follows else both.sort("seq")


def turns_of(entries: pl.DataFrame) -> pl.DataFrame:
    """Return the entries that are about no target: undone and redone batches, the journal itself."""
    return entries.filter(~pl.col("kind").is_in(TARGETS))


def _is_any(column: str, values: pl.Series) -> pl.Expr:
    """Return whether ``column`` is one of ``values``; of one value that is had much faster."""
    named = pl.col(column)
    if values.len() == 1:
        return named.eq(values[0])
    return named.is_in(values.implode())


def decode(details: pl.Series, dtype: pl.DataType) -> pl.Series:
    """Return the details of entries as a struct; those of another shape become null.

    One odd entry, written by whatever else knows the journal, must not hide the others.
    """
    try:
        return details.str.json_decode(dtype)
    except pl.exceptions.ComputeError:
        if len(details) == 1:
            return pl.Series(details.name, [None], dtype)
        half = len(details) // 2
        return decode(details[:half], dtype).append(decode(details[half:], dtype))


def joined_to(frame: pl.DataFrame, targets: Iterable[tuple[str, str]]) -> pl.DataFrame:
    """Return the rows of ``frame`` about these ``(kind, target)``."""
    wanted = pl.DataFrame(list(targets), {"kind": pl.String, "target": pl.String}, orient="row")
    return frame.join(wanted, on=list(_KEY), how="semi", maintain_order="left")


def _openings(entries: pl.DataFrame) -> pl.DataFrame:
    """Return ``seq`` and ``scan`` of the entries that say which scan the journal is about."""
    opened = entries.filter(pl.col("kind") == "journal", pl.col("action") == "open").sort("seq")
    scan = decode(opened["details"], _OPENING).struct.field("scan")
    return opened.select("seq").with_columns(scan.alias("scan"))


def _with_scan(deciding: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    return deciding.join_asof(_openings(entries), on="seq", strategy="backward")
