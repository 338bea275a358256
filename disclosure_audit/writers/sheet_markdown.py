"""A list as a Markdown table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.writers.markdown import escape
from disclosure_audit.writers.sheet import SheetFormat, Written, in_words, texts_of, titles_of
from disclosure_audit.writers.whole_file import whole_file

if TYPE_CHECKING:
    from disclosure_audit.review.sheets import Column

_HIDDEN = r"[\p{C}\p{Zl}\p{Zp}]"
"""Wider than what :func:`disclosure_audit.glyphs.visible` spells out, so that it misses nothing."""
_MARKUP = r"([\\`*_{}\[\]<>#|!~&])"


def write(
    path: Path,
    frame: pl.DataFrame,
    columns: Sequence[Column],
    lang: Lang,
    *,
    replace: bool = False,
) -> Written:
    """Write one row of a table per row; text cannot become markup, nor leave its cell."""
    said = in_words(frame, columns, lang)
    texts = texts_of(said)
    lines = (
        said.with_columns(_shown(said[name]) for name in texts)
        .select(pl.all().cast(pl.String).fill_null(""))
        .with_columns(pl.col(texts).str.replace_all(_MARKUP, r"\${1}"))
        .select(pl.format("| {} |", pl.concat_str(pl.all(), separator=" | ")).alias("line"))
    )
    heads = [escape(visible(title)) for title in titles_of(columns, lang)]
    rules = ["---:" if column.align == "right" else "---" for column in columns]
    with whole_file(path, replace=replace) as draft, draft.open("xb") as file:
        file.write(f"| {' | '.join(heads)} |\n| {' | '.join(rules)} |\n".encode())
        lines.write_csv(file, include_header=False, quote_style="never")
    return Written(frame.height)


def _shown(texts: pl.Series) -> pl.Series:
    """Return ``texts`` with hidden characters spelt out; few have any, so only these are read."""
    odd = texts.filter(texts.str.contains(_HIDDEN)).unique()
    return texts.replace(odd, pl.Series([visible(text) for text in odd], dtype=pl.String))


FORMAT = SheetFormat("markdown", Text("Markdown table", "Markdown 表格"), ".md", write)
