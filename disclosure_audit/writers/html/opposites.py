"""Which record a finding's own is to be compared with, and what both say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.names import SIDES
from disclosure_audit.recall import Texts
from disclosure_audit.schema.columns import BY_NAME, Side
from disclosure_audit.writers.html.differences import Line, compare

FIELDS = (
    "title", "doc_number", "index_number", "issuer", "issued_on", "published_on", "category",
    "openness", "owner", "record_id", "url",
)  # fmt: skip
"""What is shown of a record, as far as it was read."""

_OTHER: dict[str, tuple[str, Text]] = {
    "nearest_catalog_row": ("catalog", Text("nearest", "最接近")),
    "nearest_register_row": ("register", Text("nearest", "最接近")),
    "of_row": ("", Text("earlier", "先前")),
    "first_row": ("", Text("first", "首条")),
}
"""Evidence that names another record: its list (the finding's own if empty) and what it is."""
_ROW = Text("{side}, data row {n:,}", "{side}数据第 {n:,} 行")
_COLON = Text(": ", "：")


@dataclass(frozen=True, slots=True)
class Compared:
    """One or two records. ``heads`` says what each is and where it stands, ``sides`` what it is."""

    heads: tuple[str, ...]
    sides: tuple[str, ...]
    lines: tuple[Line, ...]


class Records:
    """The records that some findings speak of, as far as their lists were read again."""

    def __init__(self, texts: Texts | None, findings: pl.DataFrame, lang: Lang) -> None:
        self._lang = lang
        wanted: dict[str, set[int]] = {side: set() for side in SIDES}
        for finding in findings.select("side", "register_row", "catalog_row", "evidence").iter_rows(
            named=True
        ):
            for side, row, _ in _places(finding):
                wanted[side].add(row)
        self._records = {side: _read(texts, side, rows) for side, rows in wanted.items()}

    def of(self, finding: Mapping[str, Any]) -> Compared | None:
        """Return the records of a finding, ``None`` if none of them was read."""
        places = [
            (side, row, words)
            for side, row, words in _places(finding)
            if row in self._records[side]
        ][:2]
        if not places:
            return None
        records = [self._records[side][row] for side, row, _ in places]
        heads, sides = [], []
        for side, row, words in places:
            where = _ROW.to(self._lang, side=SIDES[side].to(self._lang), n=row + 1)
            heads.append(words.to(self._lang) + _COLON.to(self._lang) + where if words else where)
            sides.append((words or SIDES[side]).to(self._lang))
        other = records[1] if len(records) > 1 else None
        return Compared(tuple(heads), tuple(sides), compare(records[0], other, FIELDS, self._lang))


def _places(finding: Mapping[str, Any]) -> list[tuple[str, int, Text | None]]:
    """Return the finding's own record and the one to compare it with: list, row, what it is."""
    own: list[tuple[str, int, Text | None]] = [
        (side, finding[f"{side}_row"], None) for side in SIDES if finding[f"{side}_row"] is not None
    ]
    if len(own) != 1:
        return own
    told = {item["name"]: item["value"] for item in finding["evidence"] or ()}
    for name, (side, words) in _OTHER.items():
        if (row := told.get(name) or "").isdecimal():
            return [*own, (side or own[0][0], int(row), words)]
    return own


def _read(texts: Texts | None, side: Side | str, rows: set[int]) -> dict[int, dict[str, Any]]:
    frame = texts.records.get(side) if texts else None  # type: ignore[arg-type]  # any key may be asked for
    if frame is None or not rows:
        return {}
    columns = [name for name in FIELDS if name in frame.columns and name in BY_NAME]
    mine = frame.filter(pl.col("row").is_in(list(rows))).select("row", *columns)
    return {record.pop("row"): record for record in mine.to_dicts()}
