"""The report as one HTML file, and a summary of one page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from disclosure_audit.language import Text
from disclosure_audit.paper import Paper
from disclosure_audit.writers.html.document import document
from disclosure_audit.writers.html.one_page import one_page
from disclosure_audit.writers.stats import of_owner
from disclosure_audit.writers.stream import Options, PaperFormat


def write(paper: Paper, file: BinaryIO, options: Options) -> None:
    """Stream the report into ``file``: UTF-8, the same bytes for the same paper.

    ``options.limit`` bounds the findings that are listed (20,000 if ``None``), not what is counted.
    """
    _put(document(of_owner(paper, options.owner), options), file)


def write_summary(paper: Paper, file: BinaryIO, options: Options) -> None:
    """Stream the summary of one page into ``file``, as :func:`write` does."""
    _put(one_page(of_owner(paper, options.owner), options), file)


def _put(pieces: Iterable[str], file: BinaryIO) -> None:
    for piece in pieces:
        file.write(piece.encode())


FORMAT = PaperFormat("html", Text("HTML report", "HTML 报告"), ".html", write)
"""The working paper as a page."""
SUMMARY = PaperFormat(
    "html-summary", Text("HTML summary", "HTML 摘要"), ".summary.html", write_summary
)
"""One page of it."""
