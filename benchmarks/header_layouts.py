"""How many columns of the header layouts come out right, wrong or asked, per layout and in all.

``python -m benchmarks.header_layouts [collection ...]``; the collections are the TOML files in
``tests/schema/layouts``. *Wrong* is a mapped column that should be another or none, or a column
left over that should be mapped; *asked* is a question that was not called for; *date* is a wrong
guess between the date made and the date published, which must never happen.
"""

from __future__ import annotations

import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from disclosure_audit.schema.columns import DATE_COLUMNS
from disclosure_audit.schema.mapping import Mapping, map_headers

LAYOUTS = Path(__file__).parent.parent / "tests" / "schema" / "layouts"


@dataclass(frozen=True)
class Verdict:
    """One column of one layout: what was expected and what came out."""

    layout: str
    header: str
    expected: str
    got: str

    @property
    def right(self) -> bool:
        """Whether it came out as expected."""
        return self.expected == self.got

    @property
    def kind(self) -> str:
        """``right``, ``asked``, ``wrong`` or ``date``."""
        if self.right:
            return "right"
        if self.got == "ask":
            return "asked"
        if self.got in DATE_COLUMNS:
            return "date"
        return "wrong"


def read_layouts(collection: str) -> list[dict[str, Any]]:
    """Return the layouts of one collection."""
    data = tomllib.loads((LAYOUTS / f"{collection}.toml").read_text(encoding="utf-8"))
    return list(data["layout"])


def map_layout(layout: dict[str, Any]) -> Mapping:
    """Map one layout's headers, with its sample rows where it has any."""
    headers = [header for header, _ in layout["columns"]]
    rows = layout.get("rows")
    sample = None
    if rows and len(set(headers)) == len(headers):
        sample = pl.DataFrame(rows, schema=dict.fromkeys(headers, pl.String), orient="row")
    return map_headers(headers, sample, side=layout.get("side"))


def judge(layout: dict[str, Any]) -> Iterator[Verdict]:
    """Compare what came out with what was expected, column by column."""
    mapping = map_layout(layout)
    asked = {question.header for question in mapping.questions}
    for (header, expected), column in zip(layout["columns"], mapping.columns, strict=True):
        got = "ask" if header in asked else column.name or "-"
        yield Verdict(layout["name"], header, expected, got)


def main(collections: list[str]) -> None:
    """Print the table."""
    for collection in collections:
        layouts = read_layouts(collection)
        start = time.perf_counter()
        verdicts = [list(judge(layout)) for layout in layouts]
        each = (time.perf_counter() - start) / len(layouts) * 1000
        print(f"\n{collection}\n  right wrong asked  date  layout")
        total = dict.fromkeys(("right", "wrong", "asked", "date"), 0)
        for group in verdicts:
            counts = {kind: sum(v.kind == kind for v in group) for kind in total}
            total = {kind: total[kind] + counts[kind] for kind in total}
            print("".join(f"{count:6}" for count in counts.values()), "", group[0].layout)
            for verdict in group:
                if not verdict.right:
                    print(f"{'':26}{verdict.header!r}: {verdict.expected}, got {verdict.got}")
        share = total["right"] / sum(total.values())
        print(
            "".join(f"{count:6}" for count in total.values()), f" {share:.1%}, {each:.1f} ms each"
        )


if __name__ == "__main__":
    main(sys.argv[1:] or sorted(path.stem for path in LAYOUTS.glob("*.toml")))
