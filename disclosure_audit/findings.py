"""Findings: one defect that one rule reports, with a fingerprint that survives moved rows."""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.workspace import keyed

EVIDENCE = pl.List(pl.Struct({"name": pl.String, "value": pl.String}))

FINDINGS: dict[str, pl.DataType | type[pl.DataType]] = {
    "finding_id": pl.String,
    "rule": pl.String,
    "severity": pl.String,
    "confidence": pl.String,
    "side": pl.String,
    "register_row": pl.UInt32,
    "catalog_row": pl.UInt32,
    "record_id": pl.String,
    "owner": pl.String,
    "message": pl.String,
    "evidence": EVIDENCE,
}
"""Schema of the findings. ``confidence`` is ``high``, ``medium`` or ``low``."""

IDENTITY: tuple[str, ...] = (
    "title", "doc_number", "index_number", "issuer", "issued_on", "published_on", "url",
)  # fmt: skip
"""What makes a record itself, whatever row it stands in. Taken from the masked text, so that not
even who has the key can use a fingerprint to guess what was masked."""

_SEPARATOR = "\x1f"


def empty() -> pl.DataFrame:
    """Return a findings frame without rows."""
    return pl.DataFrame(schema=FINDINGS)


def identity(records: pl.DataFrame) -> pl.Series:
    """Return one text per record that is the same wherever the record stands."""
    return records.select(
        pl.concat_str(
            [
                pl.col(name).cast(pl.String).fill_null("")
                for name in IDENTITY
                if name in records.columns
            ],
            separator=_SEPARATOR,
        ).alias("identity")
    ).to_series()


def add_ids(findings: pl.DataFrame, key: bytes) -> pl.DataFrame:
    """Return ``findings`` with ``finding_id``.

    The frame holds ``rule``, ``identity`` (of the records concerned, or of a file that belongs to
    none), ``detail`` and the rows. The id is the fingerprint under ``key``
    (:func:`disclosure_audit.workspace.keyed`) of rule, identity and detail, and, where all three
    are equal (a record entered twice word for word), of the how-manieth of its like it is.
    """
    numbered = findings.sort("rule", "register_row", "catalog_row", "detail").with_columns(
        pl.int_range(pl.len()).over("rule", "identity", "detail").cast(pl.String).alias("_nth")
    )
    texts = numbered.select(
        pl.concat_str("rule", "identity", "detail", "_nth", separator="\x1e")
    ).to_series()
    ids = list(map(keyed(key), texts))
    return numbered.with_columns(pl.Series("finding_id", ids, dtype=pl.String)).drop("_nth")


def worst_first(findings: pl.DataFrame) -> pl.DataFrame:
    """Return ``findings`` in the order a person reads them: severity, confidence, rule, rows."""
    severities = [str(s) for s in reversed(Severity)]
    return findings.sort(
        pl.col("severity").replace_strict(severities, range(len(severities)), default=99),
        pl.col("confidence").replace_strict(["high", "medium", "low"], [0, 1, 2], default=9),
        "rule",
        pl.col("register_row").fill_null(0xFFFFFFFF),
        pl.col("catalog_row").fill_null(0xFFFFFFFF),
        "finding_id",
    )
