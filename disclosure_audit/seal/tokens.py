"""Keyed hashes of cells and records. A token tells nothing without the key; equal cells of one column
have equal tokens."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

import polars as pl

from disclosure_audit.findings import IDENTITY
from disclosure_audit.workspace import keyed

_SEPARATOR = "\x1f"


def tokens_of(cells: pl.DataFrame, labels: Sequence[str], key: bytes) -> pl.DataFrame:
    """Return ``row`` and a token (UInt64) per cell of ``labels``; null where the cell is empty."""
    return cells.select("row").with_columns(
        _column(cells[label], f"seal cell{_SEPARATOR}{label}{_SEPARATOR}", key) for label in labels
    )


def add_record_tokens(tokens: pl.DataFrame, key: bytes) -> pl.DataFrame:
    """Return ``tokens`` with ``id`` and ``record`` (UInt64) before them, behind ``row``.

    ``record`` is of all fields. ``id`` is of those that make a record itself
    (:data:`disclosure_audit.findings.IDENTITY`; of all where the list has none of them) and of the
    how-manieth of its like it is.
    """
    labels = [name for name in tokens.columns if name != "row"]
    identity = [name for name in IDENTITY if name in labels] or labels
    texts = tokens.select(
        "row",
        _joined("seal record", labels).alias("record"),
        _joined("seal id", identity).alias("id"),
    )
    nth = pl.int_range(pl.len()).over("id").cast(pl.String)
    texts = texts.with_columns(pl.concat_str("id", nth, separator=_SEPARATOR).alias("id"))
    return tokens.select(
        "row", _column(texts["id"], "", key), _column(texts["record"], "", key), *labels
    )


def digest(records: pl.Series, purpose: str, key: bytes) -> str:
    """Return the HMAC-SHA-256 of record tokens in the order given, in hexadecimal."""
    content = records.to_numpy().astype(">u8").tobytes()
    return hmac.new(key, f"seal {purpose}".encode() + content, hashlib.sha256).hexdigest()


def _joined(purpose: str, labels: Sequence[str]) -> pl.Expr:
    named = [
        pl.concat_str(pl.lit(label), pl.col(label).cast(pl.String).fill_null(""), separator="=")
        for label in labels
    ]
    return pl.concat_str([pl.lit(purpose), *named], separator=_SEPARATOR)


def _column(texts: pl.Series, prefix: str, key: bytes) -> pl.Series:
    """Return the token of each text; equal texts are hashed once."""
    name = texts.name
    fingerprint = keyed(key)
    known = texts.unique().drop_nulls()
    hashes = pl.Series([fingerprint(prefix + text) for text in known], dtype=pl.String)
    table = pl.DataFrame(
        [known.alias("text"), hashes.str.to_integer(base=16, dtype=pl.UInt64).alias("token")]
    )
    return (
        texts.alias("text")
        .to_frame()
        .join(table, on="text", how="left", maintain_order="left")["token"]
        .alias(name)
    )
