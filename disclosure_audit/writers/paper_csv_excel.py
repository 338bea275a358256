"""The same CSV with a byte order mark, for Excel."""

from __future__ import annotations

import dataclasses
from typing import BinaryIO

from disclosure_audit.language import Text
from disclosure_audit.paper import Paper
from disclosure_audit.writers import paper_csv
from disclosure_audit.writers.stream import Options, PaperFormat


def write(paper: Paper, file: BinaryIO, options: Options) -> None:
    """Write what :mod:`disclosure_audit.writers.paper_csv` writes, with a byte order mark."""
    paper_csv.write(paper, file, dataclasses.replace(options, bom=True))


FORMAT = PaperFormat(
    "csv-excel",
    Text("CSV for Excel (with a byte order mark)", "CSV（带 BOM，供 Excel 打开）"),
    ".csv",
    write,
)
