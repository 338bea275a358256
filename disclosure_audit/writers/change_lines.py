"""What changed between two runs, one line per change: CSV, NDJSON and JSON, streamed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from disclosure_audit.change import Change, Part, entries
from disclosure_audit.change.schema import ENTRIES
from disclosure_audit.language import Lang
from disclosure_audit.run import Run
from disclosure_audit.writers.inert import inert
from disclosure_audit.writers.json_text import ROWS_AT_ONCE, dump, lines

FORMAT_VERSION = 1
_TEXTS = [name for name, dtype in ENTRIES.items() if dtype == pl.String]


def write_csv(change: Change, parts: Sequence[Part]) -> Iterator[str]:
    """Yield a header with the columns of ``ENTRIES`` and one line per change, safe in a spreadsheet."""
    frame = entries(change, parts)
    yield ",".join(ENTRIES) + "\n"
    for piece in frame.iter_slices(ROWS_AT_ONCE):
        yield piece.with_columns(inert(_TEXTS)).write_csv(include_header=False)


def write_ndjson(change: Change, parts: Sequence[Part]) -> Iterator[str]:
    """Yield one object per change with the columns of ``ENTRIES``."""
    yield from lines(entries(change, parts))


def write_json(change: Change, parts: Sequence[Part], lang: Lang) -> Iterator[str]:
    """Yield one object, many changes at a time.

    It has ``format_version``, ``before`` and ``after`` (``run``, ``as_of``, ``key``), ``differs``,
    ``is_comparable``, ``missing`` (list -> why its records were not compared), ``notes``, the counts
    ``totals``, ``flows`` and ``rules``, ``links``, and ``changes``: objects with the columns of
    ``ENTRIES``.
    """
    head: dict[str, Any] = {
        "format_version": FORMAT_VERSION,
        "before": _run(change.before),
        "after": _run(change.after),
        "differs": change.differs,
        "is_comparable": change.is_comparable,
        "missing": {side: why.to(lang) for side, why in change.missing.items()},
        "notes": [note.to(lang) for note in change.notes],
        "totals": change.totals.to_dicts(),
        "flows": change.flows.to_dicts(),
        "rules": change.rules.to_dicts(),
        "links": dict(change.links.group_by("change").len().sort("change").iter_rows()),
    }
    yield dump(head, indent=1).removesuffix("\n}") + ',\n "changes": ['
    separator = "\n"
    for piece in lines(entries(change, parts)):
        yield separator + ",\n".join(piece.rstrip("\n").split("\n"))
        separator = ",\n"
    yield "\n ]\n}\n"


def _run(run: Run) -> dict[str, Any]:
    return {"run": str(run.folder), "as_of": run.info["as_of"], "key": run.info["key"]}
