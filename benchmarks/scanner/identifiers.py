"""Recall and precision on labelled texts, and numbers that only look like identifiers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from benchmarks.quality.pooling import share
from benchmarks.scanner.expressions import find_by_expression
from benchmarks.scanner.forms import LEAKING, leaking_masks
from benchmarks.scanner.labelled import Labelled
from benchmarks.scanner.ours import identifiers_in, scan_cells
from benchmarks.scanner.presidio import Answers
from benchmarks.scanner.spans import judge_spans, score_spans
from disclosure_audit.scanner.scan import Detectors

OURS, PLAIN, PRESIDIO = "disclosure-audit", "plain re", "Presidio"
COLUMNS = ("index_number", "title")
"""A column whose role says what the number is, and one that says nothing of the kind."""

Row = dict[str, Any]


def measure_labelled(
    labelled: Sequence[Labelled], detectors: Detectors, presidio: Answers | None
) -> list[Row]:
    """Return for each set of texts ``name, texts, tools`` and ``forms``.

    ``tools``: ``tool`` with ``flagged`` (texts with a reported identifier) and ``kinds`` (their
    scores), or with ``outcome`` if it gave no answer. ``forms``: ``form, texts, labels, found,
    flagged`` by this project's scanner, none where the texts were not made by form.
    """
    sets = []
    for place, one in enumerate(labelled):
        ours = identifiers_in(scan_cells(one.texts, detectors))
        tools = [
            _scored(OURS, ours, one),
            _scored(PLAIN, find_by_expression(one.texts), one),
        ]
        if presidio is not None and presidio.spans:
            tools.append(_scored(PRESIDIO, presidio.spans[place], one))
        elif presidio is not None:
            tools.append({"tool": PRESIDIO, "outcome": presidio.outcome})
        sets.append(
            {
                "name": one.name,
                "texts": len(one.texts),
                "tools": tools,
                "forms": _by_form(ours, one),
            }
        )
    return sets


def _scored(tool: str, spans: pl.DataFrame, one: Labelled) -> Row:
    kinds = score_spans(spans, one.labels)
    return {"tool": tool, "flagged": spans["row"].n_unique(), "kinds": kinds}


def _by_form(spans: pl.DataFrame, one: Labelled) -> list[Row]:
    _, labels = judge_spans(spans, one.labels)
    found = labels.group_by("row").agg(pl.len().alias("labels"), pl.col("found").sum())
    texts = pl.DataFrame({"form": one.forms}, schema={"form": pl.String}).with_row_index("row")
    return (
        texts.join(found, on="row", how="left")
        .with_columns(
            pl.col("labels", "found").fill_null(0),
            pl.col("row").is_in(spans["row"].unique().implode()).alias("flagged"),
        )
        .group_by("form", maintain_order=True)
        .agg(pl.len().alias("texts"), pl.col("labels", "found", "flagged").sum())
        .to_dicts()
    )


def measure_leaks(detectors: Detectors) -> dict[str, int]:
    """Return ``texts`` with a mask that leaves too much, and how many are ``found`` to have one."""
    texts = leaking_masks()
    hits = scan_cells(texts, detectors).filter(
        pl.col("what") == LEAKING, pl.col("dropped").is_null()
    )
    return {"texts": len(texts), "found": hits["row"].n_unique()}


def measure_index_numbers(numbers: pl.Series, detectors: Detectors) -> list[Row]:
    """Return one row for each tool and column: numbers reported as an identifier.

    ``tool, column, numbers, reported, share, confidence`` (numbers by confidence). Plain expressions
    know no columns.
    """
    rows = []
    for column in COLUMNS:
        hits = scan_cells(numbers, detectors, column).filter(
            pl.col("kind") == "identifier", pl.col("dropped").is_null()
        )
        sure = hits.group_by("confidence").agg(pl.col("row").n_unique()).sort("confidence")
        row = _row(OURS, column, numbers.len(), hits["row"].n_unique())
        rows.append(row | {"confidence": dict(sure.iter_rows())})
    plain = find_by_expression(numbers)["row"].n_unique()
    return [*rows, _row(PLAIN, None, numbers.len(), plain) | {"confidence": {}}]


def _row(tool: str, column: str | None, numbers: int, reported: int) -> Row:
    return {
        "tool": tool,
        "column": column,
        "numbers": numbers,
        "reported": reported,
        "share": share(reported, numbers),
    }
