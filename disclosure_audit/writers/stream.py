"""The formats in which a paper is written to a file, and how: streamed, whole or not at all."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from disclosure_audit.language import Text
from disclosure_audit.writers.whole_file import whole_file

if TYPE_CHECKING:
    from disclosure_audit.gate.verdict import Verdict
    from disclosure_audit.paper import Paper

_ROOM = "disclosure_audit.writers"
_MODULES: dict[str, str] = {
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "github-summary": "github_summary",
    "gitlab": "gitlab",
    "json": "findings_json",
    "ndjson": "findings_ndjson",
    "csv": "paper_csv",
    "csv-excel": "paper_csv_excel",
    "parquet": "findings_parquet",
    "markdown": "paper_markdown",
    "html": "html",
    "html-summary": "html_summary",
    "xlsx": "workbook",
}
"""Where each format lives; a module is imported when its format is asked for."""

SHOW_RECORDS = frozenset({"html", "xlsx"})
"""Formats for which the lists are worth reading again: they show the records themselves."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a format heeds beside the paper, as far as it concerns it."""

    verdict: Verdict | None = None
    """What the gate says, where it was asked."""
    limit: int | None = None
    """Most findings in a format that is capped; its own limit if ``None``."""
    bom: bool = False
    """Whether CSV begins with a byte order mark, without which Excel takes UTF-8 for a local code."""
    owner: str | None = None
    """Only the findings of this department; ``""`` those that name none."""


@dataclass(frozen=True, slots=True)
class PaperFormat:
    """One way to write a paper. ``write`` streams it into a binary file."""

    name: str
    title: Text
    suffix: str
    write: Callable[[Paper, BinaryIO, Options], None]


class _Formats(Mapping[str, PaperFormat]):
    """Knows the names at once, and loads a format when it is asked for."""

    def __getitem__(self, name: str) -> PaperFormat:
        module = importlib.import_module(f"{_ROOM}.{_MODULES[name]}")
        found: PaperFormat = module.FORMAT
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


PAPER_FORMATS: Mapping[str, PaperFormat] = _Formats()
"""Every format by its name."""


def put_paper(paper: Paper, name: str, file: BinaryIO, options: Options | None = None) -> None:
    """Stream ``paper`` into ``file`` in the format called ``name``."""
    from disclosure_audit.writers.stats import of_owner

    options = options or Options()
    PAPER_FORMATS[name].write(of_owner(paper, options.owner), file, options)


def write_paper(paper: Paper, name: str, path: Path, options: Options | None = None) -> None:
    """Write ``paper`` to ``path`` in the format called ``name``; a file there is replaced.

    The file appears whole or not at all. The one exception is the file that a CI job names in
    ``GITHUB_STEP_SUMMARY``: other steps write to it too, so it is added to.

    Raises ``UsageError`` if the file cannot be written.
    """
    if _is_shared(path):
        with path.open("ab") as file:
            put_paper(paper, name, file, options)
        return
    with whole_file(path, replace=True) as draft, draft.open("xb") as file:
        put_paper(paper, name, file, options)


def _is_shared(path: Path) -> bool:
    named = os.environ.get("GITHUB_STEP_SUMMARY")
    return bool(named) and path.is_file() and path.samefile(str(named))
