"""The findings as Parquet: typed columns, for those who compute on."""

from __future__ import annotations

from typing import BinaryIO

from disclosure_audit.language import Text
from disclosure_audit.paper import Paper
from disclosure_audit.writers.stream import Options, PaperFormat


def write(paper: Paper, file: BinaryIO, options: Options) -> None:  # noqa: ARG001 - all findings go in
    """Write every finding with the columns and dtypes of ``REPORTED``, worst first.

    Rows count from 0, as in the run folder. Texts are as they are: nothing in Parquet is computed.
    """
    paper.findings.write_parquet(file, compression="zstd", statistics=True)


FORMAT = PaperFormat("parquet", Text("Parquet", "Parquet"), ".parquet", write)
