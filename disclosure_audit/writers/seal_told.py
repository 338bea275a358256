"""What became of a sealed catalog, for the eye and for machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from disclosure_audit.config import Config
from disclosure_audit.glyphs import shorten, visible, wrap
from disclosure_audit.language import Lang, Text
from disclosure_audit.scanner.masking import blot
from disclosure_audit.schema.columns import BY_NAME
from disclosure_audit.seal import Verification
from disclosure_audit.seal.naming import NAMES, name_records
from disclosure_audit.seal.sheet import OTHER
from disclosure_audit.writers.base import Page
from disclosure_audit.writers.inert import inert
from disclosure_audit.writers.json_text import ROWS_AT_ONCE, dump, lines

FORMAT_VERSION = 1
MOST = 50
"""Changes of a kind after which what the eye reads is cut; the other formats hold them all."""
_LONGEST_TITLE = 60
_KINDS = {
    "altered": Text("altered", "改动"),
    "removed": Text("removed", "删除"),
    "added": Text("added", "新增"),
    "moved": Text("moved", "移位"),
}
_UNCHANGED = Text(
    "Unchanged: {n:,} records say what they said when the catalog was sealed.",
    "未改动：{n:,} 条记录与封存时一致。",
)
_CHANGED = Text(
    "Changed: of {n:,} sealed records {altered:,} altered, {removed:,} removed; {added:,} added.",
    "已改动：封存的 {n:,} 条记录中，改动 {altered:,} 条，删除 {removed:,} 条；新增 {added:,} 条。",
)
_MOVED = Text(
    "{n:,} records stand in another place; that is no alteration.",
    "{n:,} 条记录次序有变，不属改动。",
)
_SAME_FILE = Text("The file is the sealed one, byte for byte.", "文件与封存时逐字节相同。")
_REJECTED = Text(
    "Rows that could not be read: {then:,} when sealed, {now:,} now; nothing vouches for them.",
    "无法读取的行：封存时 {then:,} 行，现为 {now:,} 行；这些行不在封存范围内。",
)
_MORE = Text(
    "{n:,} more; --format csv and json list them all", "另有 {n:,} 项；--format csv、json 列出全部"
)


def write(
    found: Verification, config: Config, page: Page, lang: Lang, terms: tuple[str, ...]
) -> str:
    """Return the verdict, then each change; rows count from 0 as everywhere."""
    counts, told = found.counts, []
    if found.is_unchanged:
        told.append(_UNCHANGED.to(lang, n=found.manifest.tokens.height))
    else:
        told.append(_CHANGED.to(lang, n=found.manifest.tokens.height, **counts))
    if found.is_same_file:
        told.append(_SAME_FILE.to(lang))
    if any(found.rejected):
        told.append(_REJECTED.to(lang, then=found.rejected[0], now=found.rejected[1]))
    for change, label, records in found.columns.iter_rows():
        field, how = _field(found, label, lang, terms), _KINDS[change]
        told.append(
            Text(
                f"- column {field}: {how.en}; {records:,} records say something in it",
                f"- 列“{field}”：{how.zh}，有内容的记录 {records:,} 条",
            ).to(lang)
        )
    for kind in _KINDS:
        mine = found.changes.filter(pl.col("change") == kind)
        if kind == "moved" and mine.height:
            told.append(_MOVED.to(lang, n=mine.height))
        first = mine.head(MOST)
        names = name_records(found.sheet, first["row"].drop_nulls(), config)
        rows = first.join(names, on="row", how="left", maintain_order="left")
        told += [f"- {_line(row, found, lang, terms)}" for row in rows.iter_rows(named=True)]
        if mine.height > MOST:
            told.append(f"- {_MORE.to(lang, n=mine.height - MOST)}")
    return "".join(f"{line}\n" for text in told for line in _folded(text, page.width))


def write_json(
    found: Verification, config: Config, lang: Lang, terms: tuple[str, ...]
) -> Iterator[str]:
    """Yield one object, many changes at a time.

    It has ``format_version``, ``is_unchanged``, ``is_same_file``, ``sealed`` (the head of the seal
    without its columns), ``records`` (sealed), ``rejected`` (then and now), ``counts``, ``columns`` and
    ``changes``: objects with ``change``, ``sealed_row``, ``row``, ``id``, ``fields`` and, but for those
    that only moved, :data:`disclosure_audit.seal.naming.NAMES`.
    """
    sealed = {name: value for name, value in found.manifest.head.items() if name != "columns"}
    columns = [
        {
            "change": change,
            "column": _field(found, label, lang, terms, as_code=True),
            "records": records,
        }
        for change, label, records in found.columns.iter_rows()
    ]
    head: dict[str, Any] = {
        "format_version": FORMAT_VERSION,
        "is_unchanged": found.is_unchanged,
        "is_same_file": found.is_same_file,
        "sealed": sealed,
        "rejected": found.rejected,
        "counts": found.counts,
        "columns": columns,
    }
    yield dump(head, indent=1).removesuffix("\n}") + ',\n "changes": ['
    separator = "\n"
    for piece in lines(_named(found, config, lang, terms)):
        yield separator + ",\n".join(piece.rstrip("\n").split("\n"))
        separator = ",\n"
    yield "\n ]\n}\n"


def write_csv(
    found: Verification, config: Config, lang: Lang, terms: tuple[str, ...]
) -> Iterator[str]:
    """Yield one line per change, safe in a spreadsheet; ``fields`` are joined by ``; ``."""
    frame = _named(found, config, lang, terms).with_columns(pl.col("fields").list.join("; "))
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    yield ",".join(frame.columns) + "\n"
    for piece in frame.iter_slices(ROWS_AT_ONCE):
        yield piece.with_columns(inert(texts)).write_csv(include_header=False)


def _named(found: Verification, config: Config, lang: Lang, terms: tuple[str, ...]) -> pl.DataFrame:
    touched = found.changes.filter(pl.col("change") != "moved")["row"].drop_nulls()
    labels = found.changes["fields"].explode().drop_nulls().unique().to_list()
    shown = {label: _field(found, label, lang, terms, as_code=True) for label in labels}
    fields = pl.col("fields").list.eval(
        pl.element().replace_strict(list(shown), list(shown.values()), return_dtype=pl.String)
    )
    return found.changes.with_columns(fields if shown else pl.col("fields")).join(
        name_records(found.sheet, touched, config), on="row", how="left", maintain_order="left"
    )


def _line(row: dict[str, Any], found: Verification, lang: Lang, terms: tuple[str, ...]) -> str:
    kind = _KINDS[row["change"]]
    title = next((row[name] for name in ("title", "doc_number", *NAMES) if row[name]), None)
    quoted = f" “{shorten(visible(title), _LONGEST_TITLE)}”" if title else ""
    if row["change"] == "removed":
        where = Text(f"row {row['sealed_row']} of the sealed list, id {row['id']}",
                     f"封存时第 {row['sealed_row']} 行，编号 {row['id']}")  # fmt: skip
    elif row["sealed_row"] is None or row["sealed_row"] == row["row"]:
        where = Text(f"row {row['row']}{quoted}", f"第 {row['row']} 行{quoted.strip()}")
    else:
        where = Text(f"row {row['row']} (sealed as row {row['sealed_row']}){quoted}",
                     f"第 {row['row']} 行（封存时第 {row['sealed_row']} 行）{quoted.strip()}")  # fmt: skip
    line = Text(f"{kind.en}: {where.en}", f"{kind.zh}：{where.zh}").to(lang)
    if not row["fields"]:
        return line
    fields = [_field(found, label, lang, terms) for label in row["fields"]]
    return line + Text(": ", "：").to(lang) + Text(", ", "、").to(lang).join(fields)


def _field(
    found: Verification, label: str, lang: Lang, terms: tuple[str, ...], *, as_code: bool = False
) -> str:
    """Return what a column is called: its canonical name, else its header as it now is."""
    if not label.startswith(OTHER):
        return label if as_code else BY_NAME[label].title.to(lang)
    headers = found.sheet.headers.get(label)
    return visible(blot(headers[0], terms)) if headers else label


def _folded(text: str, width: int) -> Iterator[str]:
    indent = "  " if text.startswith("- ") else ""
    for number, line in enumerate(wrap(text, width - len(indent))):
        yield (indent if number else "") + line
