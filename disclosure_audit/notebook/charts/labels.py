"""Makes names from the lists fit for a chart: masked, visible, short, and each one its own."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.scanner.masking import blot

CELLS = 28
"""Width of the longest name, in cells of a terminal: 14 Chinese characters."""

NOT_GIVEN = Text("(not given)", "（未填）")


def label(names: pl.Series, lang: Lang, terms: Sequence[str] = ()) -> pl.Series:
    """Return what ``names`` are called on a chart (String).

    What looks like a secret, and each of ``terms``, is blotted out, control characters are spelt
    out, long names are cut. Names that would be the same then are numbered, so that no two groups
    are counted as one. A missing name is called so.
    """
    given = names.unique().drop_nulls().sort()
    taken: dict[str, int] = {NOT_GIVEN.to(lang): 1}
    shown: list[str] = []
    for name in given:
        short = shorten(visible(blot(name, terms)), CELLS)
        taken[short] = taken.get(short, 0) + 1
        shown.append(short if taken[short] == 1 else f"{short} ({taken[short]})")
    return names.replace_strict(
        given, pl.Series(shown, dtype=pl.String), default=None, return_dtype=pl.String
    ).fill_null(NOT_GIVEN.to(lang))
