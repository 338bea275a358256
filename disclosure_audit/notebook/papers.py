"""The working paper of an audit, written from a notebook."""

from __future__ import annotations

from contextlib import closing
from difflib import get_close_matches
from pathlib import Path

from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.notebook.lists import Lists
from disclosure_audit.paper import make_paper
from disclosure_audit.review.desk import open_desk
from disclosure_audit.review.sheets import TEXT_COLUMNS
from disclosure_audit.writers.stream import PAPER_FORMATS, SHOW_RECORDS, Options, write_paper

ENDINGS: dict[str, str] = {
    ".html": "html", ".summary.html": "html-summary", ".xlsx": "xlsx", ".md": "markdown",
    ".csv": "csv", ".json": "json", ".ndjson": "ndjson", ".parquet": "parquet",
    ".sarif": "sarif", ".xml": "junit",
}  # fmt: skip
"""What the ending of a file's name means; the other formats are asked for by their names."""
_READER = "notebook"
"""Who opens the journal; nothing is signed with it, for it is opened for reading only."""


def write_report(
    folder: Path, lists: Lists, path: Path, format_: str | None, *, lang: Lang, owner: str | None
) -> Path:
    """Write the paper of the run in ``folder`` to ``path`` and return it.

    ``lists`` give the records to the formats that show them. Raises as
    :meth:`disclosure_audit.notebook.Audit.report` does.
    """
    name = _check(format_) if format_ is not None else format_of(path)
    texts = lists.texts(TEXT_COLUMNS, masked=True) if name in SHOW_RECORDS else None
    with closing(open_desk(folder, user=_READER, read_only=True)) as desk:
        paper = make_paper(desk, lang=lang, texts=texts)
    write_paper(paper, name, path, Options(owner=owner))
    return path


def format_of(path: Path) -> str:
    """Return the format that the ending of ``path`` stands for; ``UsageError`` if for none."""
    fitting = [ending for ending in ENDINGS if path.name.lower().endswith(ending)]
    if fitting:
        return ENDINGS[max(fitting, key=len)]
    raise UsageError(
        Text(
            f"“{visible(path.name)}” does not say what format it shall have",
            f"无法从“{visible(path.name)}”看出格式",
        ),
        _known(),
    )


def _check(name: str) -> str:
    if name in PAPER_FORMATS:
        return name
    near = get_close_matches(name, list(PAPER_FORMATS), n=1)
    known, guess = _known(), Text("", "")
    if near:
        guess = Text(f"did you mean {near[0]}? ", f"是否指 {near[0]}？")
    raise UsageError(
        Text(f"there is no format “{visible(name)}”", f"没有名为“{visible(name)}”的格式"),
        Text(guess.en + known.en, guess.zh + known.zh),
    )


def _known() -> Text:
    endings, names = ", ".join(ENDINGS), ", ".join(PAPER_FORMATS)
    return Text(
        f"endings: {endings}; or say format='…': {names}",
        f"可用扩展名：{endings}；或用 format='…' 指定：{names}",
    )
