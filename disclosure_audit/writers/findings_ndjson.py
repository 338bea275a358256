"""The findings as NDJSON: one JSON object per line, to be streamed."""

from __future__ import annotations

from typing import BinaryIO

from disclosure_audit.language import Text
from disclosure_audit.paper import Paper
from disclosure_audit.writers.json_text import lines
from disclosure_audit.writers.stream import Options, PaperFormat


def write(paper: Paper, file: BinaryIO, options: Options) -> None:  # noqa: ARG001 - all findings go in
    """Write every finding with the columns of ``REPORTED``, worst first.

    A line fits the schema ``finding`` (``schemas/finding.schema.json``). Rows count from 0, as in
    the run folder. Texts are as they are, but for JSON's escapes.
    """
    for piece in lines(paper.findings):
        file.write(piece.encode())


FORMAT = PaperFormat(
    "ndjson", Text("one JSON object per finding", "每个问题一行 JSON"), ".ndjson", write
)
