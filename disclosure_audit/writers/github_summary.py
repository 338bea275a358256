"""The job summary of GitHub: the run in short, in the page of the workflow's run."""

from __future__ import annotations

from typing import BinaryIO

from disclosure_audit.language import Text
from disclosure_audit.paper import Paper
from disclosure_audit.writers.paper_markdown import lines
from disclosure_audit.writers.stream import Options, PaperFormat

MOST = 50
"""Most findings that are listed."""
MOST_BYTES = 900_000
"""GitHub refuses a summary of more than 1 MiB per step; some is left for what else the step says."""
_CUT = Text("The rest had no room here.", "其余内容因篇幅所限未列出。")


def write(paper: Paper, file: BinaryIO, options: Options) -> None:
    """Write what Markdown writes with at most :data:`MOST` findings, below 1 MiB.

    Meant for the file that ``GITHUB_STEP_SUMMARY`` names, which is added to.
    """
    most = MOST if options.limit is None else min(options.limit, MOST)
    written = 0
    for line in lines(paper, options.verdict, most):
        data = line.encode() + b"\n"
        written += len(data)
        if written > MOST_BYTES:
            file.write(f"\n{_CUT.to(paper.lang)}\n".encode())
            return
        file.write(data)


FORMAT = PaperFormat(
    "github-summary",
    Text("GitHub job summary (Markdown)", "GitHub 任务摘要（Markdown）"),
    ".md",
    write,
)
