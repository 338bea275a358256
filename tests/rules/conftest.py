"""Hand-made tables, so that a rule can be tried without reading or matching anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import polars as pl
import pytest

from disclosure_audit.config import Config
from disclosure_audit.dispositions import DISPOSITIONS
from disclosure_audit.matching.schema import CANDIDATES, LINKS, REPEATS
from disclosure_audit.readers.table import REJECTS
from disclosure_audit.rules.apply import apply_rules
from disclosure_audit.rules.base import Tables
from disclosure_audit.rules.registry import all_rules, find_rule
from disclosure_audit.scanner.search import EXTRACTS
from disclosure_audit.schema.columns import COLUMNS, DATE_COLUMNS
from disclosure_audit.spans import HITS

TablesOf = Callable[..., Tables]
Apply = Callable[[str, Tables], list[dict[str, Any]]]

KEY = b"the key of the tests"
_NORMALISED: dict[str, Any] = {
    "norm_title": pl.String,
    "norm_title_core": pl.String,
    "norm_issuer": pl.String,
    "norm_summary": pl.String,
    "number_key": pl.String,
    "number_code": pl.String,
    "number_serial": pl.Int64,
    "number_year": pl.Int32,
    "number_kind": pl.String,
    "number_form": pl.String,
    "number_correction": pl.String,
    "number_others": pl.List(pl.String),
    "index_key": pl.String,
    "index_form": pl.String,
    "index_check": pl.Boolean,
    "index_org": pl.String,
    "index_year": pl.Int32,
    "index_serial": pl.Int64,
    "issued_on_text": pl.String,
    "issued_on_flag": pl.String,
    "published_on_text": pl.String,
    "published_on_flag": pl.String,
}
_BOOLEANS = ("is_withheld", "is_on_request", "is_classified", "is_received")
_RECORDS: dict[str, Any] = {
    "side": pl.String,
    "row": pl.UInt32,
    "source": pl.String,
    **{column.name: column.dtype for column in COLUMNS},
    **_NORMALISED,
    **dict.fromkeys(_BOOLEANS, pl.Boolean),
}
_DEFAULT = {"register": "omitted", "catalog": "unregistered"}


def _records(side: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    full = []
    for number, row in enumerate(rows):
        row = {"side": side, "row": number, "source": side, **row}
        row = {**dict.fromkeys(_BOOLEANS, False), **row}
        row.setdefault("record_id", str(row["row"]))
        for name in DATE_COLUMNS:
            if isinstance(row.get(name), str):
                row.setdefault(f"{name}_text", row[name])
                row[name] = dt.date.fromisoformat(row[name])
        full.append({name: row.get(name) for name in _RECORDS})
    return pl.DataFrame(full, schema=_RECORDS)


@pytest.fixture
def tables_of() -> TablesOf:
    """Return a maker of tables; a record's ``disposition`` may stand among its cells."""

    def make(
        register: list[dict[str, Any]] | None = None,
        catalog: list[dict[str, Any]] | None = None,
        *,
        links: list[tuple[int, int, str]] | None = None,
        candidates: list[tuple[int, int, float, str]] | None = None,
        repeats: list[tuple[str, int, int, str]] | None = None,
        hits: list[dict[str, Any]] | None = None,
        texts: list[dict[str, Any]] | None = None,
        rejects: list[dict[str, Any]] | None = None,
        present: dict[str, set[str]] | None = None,
        config: dict[str, Any] | None = None,
    ) -> Tables:
        sides = {"register": register or [], "catalog": catalog or []}
        known = frozenset(column.name for column in COLUMNS)
        return Tables(
            register=_records("register", sides["register"]),
            catalog=_records("catalog", sides["catalog"]),
            links=pl.DataFrame(
                [(r, c, "hand", 9.0, status, []) for r, c, status in links or []],
                schema=LINKS,
                orient="row",
            ),
            candidates=pl.DataFrame(
                [(r, c, "hand", score, veto, []) for r, c, score, veto in candidates or []],
                schema=CANDIDATES,
                orient="row",
            ),
            repeats=pl.DataFrame(
                [(side, row, of, kind, 9.0) for side, row, of, kind in repeats or []],
                schema=REPEATS,
                orient="row",
            ),
            dispositions=pl.DataFrame(
                [
                    (side, row.get("row", n), row.get("disposition", _DEFAULT[side]), None)
                    for side, rows in sides.items()
                    for n, row in enumerate(rows)
                ],
                schema=DISPOSITIONS,
                orient="row",
            ),
            hits=pl.DataFrame([{**dict.fromkeys(HITS), **hit} for hit in hits or []], schema=HITS),
            texts=pl.DataFrame(
                [{**dict.fromkeys(EXTRACTS), **text} for text in texts or []], schema=EXTRACTS
            ),
            rejects=pl.DataFrame(rejects or [], schema={"side": pl.String, **REJECTS}),
            present={
                "register": frozenset((present or {}).get("register", known)),
                "catalog": frozenset((present or {}).get("catalog", known)),
            },
            config=Config.model_validate(config or {}),
        )

    return make


@pytest.fixture
def apply_rule() -> Apply:
    """Return a runner of one rule: its findings, with the evidence as a dictionary."""

    def run(code: str, tables: Tables) -> list[dict[str, Any]]:
        findings, _ = apply_rules([find_rule(code)], tables, "en", KEY)
        found = findings.to_dicts()
        for finding in found:
            finding["evidence"] = {e["name"]: e["value"] for e in finding["evidence"] or []}
        return found

    return run


@pytest.fixture
def fresh_registry() -> Iterator[None]:
    """Forget the rules found so far, before and after the test."""
    all_rules.cache_clear()
    yield
    all_rules.cache_clear()
