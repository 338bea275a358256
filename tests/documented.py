"""Compares passages of the documents with what the code says; UPDATE_GOLDEN=1 renews them.

A passage stands between ``<!-- NAME -->`` and ``<!-- end -->``.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
TO_DO = "?"
"""What a renewed table has where a person must still say what something means."""


def passage(path: Path, name: str) -> str:
    """Return the passage of the document at ``path`` that is called ``name``."""
    found = _pattern(name).search(path.read_text("utf-8"))
    assert found, f"{path.name} has no passage {name}"
    return found[1]


def rooms() -> list[str]:
    """Return the layers of the import law, from the faces down."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    law = project["tool"]["importlinter"]["contracts"][0]
    return [room.strip(" ()") for layer in law["layers"] for room in re.split(r"[|:]", layer)]


def check_passage(path: Path, name: str, wanted: str) -> None:
    """Fail unless the passage reads as ``wanted``."""
    if os.environ.get("UPDATE_GOLDEN"):
        text = path.read_text("utf-8")
        new = _pattern(name).sub(lambda _: f"<!-- {name} -->\n{wanted}<!-- end -->", text)
        path.write_text(new, "utf-8", newline="\n")
    assert passage(path, name) == wanted, f"renew {path.name} with UPDATE_GOLDEN=1"


def check_table(path: Path, name: str, rows: Sequence[Sequence[str]]) -> None:
    """Fail unless the table has these rows in its first columns, and words in all others.

    The head is the document's own. A renewed table keeps what was written beside a known row.
    """
    head, line, *body = passage(path, name).strip().splitlines()
    known = {cells[0]: cells for cells in map(_cells, body)}
    width = len(_cells(head))
    wanted = []
    for row in rows:
        said = known.get(row[0], [])[len(row) :]
        wanted.append([*row, *said, *[TO_DO] * (width - len(row) - len(said))])
    lines = [head, line, *("| " + " | ".join(row) + " |" for row in wanted)]
    check_passage(path, name, "\n".join(lines) + "\n")
    unsaid = [row[0] for row in wanted if TO_DO in row[len(rows[0]) :] or "" in row]
    assert not unsaid, f"{path.name}, table {name}: nothing is said of {unsaid}"


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"<!-- {re.escape(name)} -->\n(.*?)<!-- end -->", re.DOTALL)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
