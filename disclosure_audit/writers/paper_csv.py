"""The findings with what was decided of them as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import codecs
from typing import BinaryIO

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.paper import REPORTED, Paper
from disclosure_audit.writers.inert import inert
from disclosure_audit.writers.stream import Options, PaperFormat

_ROWS_AT_ONCE = 50_000


def write(paper: Paper, file: BinaryIO, options: Options) -> None:
    """Write one line per finding with the columns of ``REPORTED``, worst first.

    ``evidence`` is ``name=value`` joined by ``; ``. A text cell that a spreadsheet would compute
    gets a leading ``'``, and a control character becomes U+FFFD. Rows count from 0, as in the run
    folder. UTF-8, lines end with a line feed; a byte order mark if the options ask for it.
    """
    if options.bom:
        file.write(codecs.BOM_UTF8)
    file.write((",".join(REPORTED) + "\n").encode())
    item = pl.element().struct
    evidence = pl.col("evidence").list.eval(
        pl.concat_str(item.field("name"), item.field("value").fill_null(""), separator="=")
    )
    texts = [name for name, dtype in REPORTED.items() if dtype == pl.String] + ["evidence"]
    for part in paper.findings.iter_slices(_ROWS_AT_ONCE):
        part.with_columns(evidence.list.join("; ").alias("evidence")).with_columns(
            inert(texts)
        ).select(REPORTED.keys()).write_csv(file, include_header=False)


FORMAT = PaperFormat("csv", Text("CSV", "CSV"), ".csv", write)
