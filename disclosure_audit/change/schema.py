"""The frames that say what changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import polars as pl

Schema: TypeAlias = Mapping[str, pl.DataType | type[pl.DataType]]

_KNOWN_BY: Schema = {"record_id": pl.String, "title": pl.String, "doc_number": pl.String}
_ROWS: Schema = {"before_row": pl.UInt32, "after_row": pl.UInt32}

RECORDS: Schema = {
    "side": pl.String,
    "change": pl.String,
    **_ROWS,
    **_KNOWN_BY,
    "by": pl.String,
    "fields": pl.List(pl.String),
}
"""A record that is ``new``, ``gone`` or ``changed``. ``by`` says what it was recognised by
(:data:`.pairing.PAIRS`), ``fields`` what of it reads otherwise."""

FIELDS: Schema = {
    "side": pl.String,
    **_ROWS,
    **_KNOWN_BY,
    "field": pl.String,
    "before": pl.String,
    "after": pl.String,
}
"""One row per changed record and field. What is secret is masked, so both cells may look alike."""

DISPOSITIONS: Schema = {
    "side": pl.String,
    **_ROWS,
    **_KNOWN_BY,
    "before": pl.String,
    "after": pl.String,
    "before_reason": pl.String,
    "after_reason": pl.String,
}
"""A record of both runs of which something else became."""

FLOWS: Schema = {
    "side": pl.String,
    "before": pl.String,
    "after": pl.String,
    "count": pl.UInt32,
}
"""How many records went from which disposition to which, those that stayed included. ``before`` is
null for new records, ``after`` for those that are gone."""

TOTALS: Schema = {
    "side": pl.String,
    "disposition": pl.String,
    "before": pl.UInt32,
    "after": pl.UInt32,
    "difference": pl.Int64,
}
"""How many records became what, in either run."""

LINKS: Schema = {
    "change": pl.String,
    "catalog_before_row": pl.UInt32,
    "catalog_after_row": pl.UInt32,
    "register_before_row": pl.UInt32,
    "register_after_row": pl.UInt32,
}
"""A catalog record of both runs whose link is ``new``, ``gone`` or ``swapped`` (it leads to another
register record). The register rows are those that it was and is linked to."""

FINDING_FIELDS: Schema = {
    "finding_id": pl.String,
    "rule": pl.String,
    "field": pl.String,
    "before": pl.String,
    "after": pl.String,
}
"""One row per finding of both runs and field that reads otherwise."""

RULES: Schema = {
    "rule": pl.String,
    "before": pl.UInt32,
    "after": pl.UInt32,
    "new": pl.UInt32,
    "gone": pl.UInt32,
    "changed": pl.UInt32,
}
"""Findings of each rule; ``new``, ``gone`` and ``changed`` are null where ids do not compare."""

ENTRIES: Schema = {
    "kind": pl.String,
    "change": pl.String,
    "side": pl.String,
    **_ROWS,
    **_KNOWN_BY,
    "field": pl.String,
    "before": pl.String,
    "after": pl.String,
    "rule": pl.String,
    "severity": pl.String,
    "finding_id": pl.String,
}
"""All that changed, one row each. ``kind`` is ``record``, ``disposition`` or ``finding``. Of a finding
that is new or gone ``after`` or ``before`` holds the message."""


def empty(schema: Schema) -> pl.DataFrame:
    """Return a frame of ``schema`` without rows."""
    return pl.DataFrame(schema=dict(schema))


def shaped(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """Return the columns of ``schema``, cast; those that ``frame`` lacks are null."""
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in schema.items()
    )
