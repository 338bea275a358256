"""What ``disclosure-audit lexicon`` shows: tables for the eye, JSON for machines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from disclosure_audit.cli import diagnostics
from disclosure_audit.language import Text

if TYPE_CHECKING:
    import polars as pl

    from disclosure_audit.lexicons.check import Remark
    from disclosure_audit.lexicons.model import Entry, Lexicon

_SHOWN_TERM = 28
"""Cells that a term takes in a table."""


def _shown(entry: Entry, *, reveal: bool) -> str | None:
    return entry.term if reveal or not entry.secret else None


def check_json(
    lexicon: Lexicon,
    said: list[Remark],
    measured: pl.DataFrame | None,
    texts: int,
    *,
    reveal: bool,
) -> str:
    """Return the check of ``lexicon`` as JSON; a secret term is null unless ``reveal`` is set."""
    counts = {} if measured is None else {row["number"]: row for row in measured.to_dicts()}
    terms = []
    for entry in lexicon.terms:
        row = counts.get(entry.number, {})
        remarks = [r.text.to(diagnostics.manner.lang) for r in said if r.number == entry.number]
        one: dict[str, object] = {
            "number": entry.number,
            "line": entry.line,
            "term": _shown(entry, reveal=reveal),
            "category": entry.category,
            "severity": str(entry.severity),
            "remarks": remarks,
        }
        if row:
            one |= {
                "kept": row.pop("kept"),
                "per_10000": row.pop("per_10000"),
                "dropped": {name: n for name, n in row.items() if name != "number"},
            }
        terms.append(one)
    content = {"name": lexicon.name, "version": lexicon.version, "texts": texts, "terms": terms}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def check_table(
    lexicon: Lexicon,
    said: list[Remark],
    measured: pl.DataFrame | None,
    texts: int,
    *,
    reveal: bool,
) -> str:
    """Return the check of ``lexicon``: its remarks, then the terms that were met."""
    from disclosure_audit.glyphs import visible

    lang = diagnostics.manner.lang
    head = Text(
        "{file}: in order (terms: {n}, remarks: {m})", "{file}：可以使用（{n} 条，{m} 点提示）"
    ).to(lang, file=visible(lexicon.path.name), n=len(lexicon.terms), m=len(said))
    lines = [head]
    for remark in said:
        place = Text(f"term {remark.number}", f"第 {remark.number} 条")
        if remark.line is not None:
            place = Text(f"{place.en} (line {remark.line})", f"{place.zh}（第 {remark.line} 行）")
        lines.append(f"  {place.to(lang)}{': ' if lang == 'en' else '：'}{remark.text.to(lang)}")
    if measured is not None:
        lines += ["", *_measured_lines(lexicon, measured, texts, reveal=reveal)]
    return "\n".join(lines) + "\n"


def _measured_lines(
    lexicon: Lexicon, measured: pl.DataFrame, texts: int, *, reveal: bool
) -> list[str]:
    """Return one line per term that was met, and how many were not."""
    from disclosure_audit.glyphs import cells, shorten, visible
    from disclosure_audit.lexicons.check import REASONS

    lang = diagnostics.manner.lang
    met = [row for row in measured.to_dicts() if row["kept"] or any(row[r] for r in REASONS)]
    lines = [] if not met else [
        Text("hits in {n} texts; kept, per 10,000, dropped", "在 {n} 条文字中的命中：保留、每万条、排除").to(lang, n=texts)
    ]  # fmt: skip
    for row in sorted(met, key=lambda row: (-row["kept"], row["number"])):
        entry = lexicon.terms[row["number"] - 1]
        term = _shown(entry, reveal=reveal)
        name = Text(f"term {entry.number}", f"第 {entry.number} 条").to(lang)
        name = shorten(visible(term), _SHOWN_TERM) if term else name
        gap = " " * (_SHOWN_TERM - cells(name))
        dropped = ", ".join(f"{reason} {row[reason]}" for reason in REASONS if row[reason])
        lines.append(
            f"  {name}{gap}  {row['kept']:>7}  {row['per_10000']:>9.2f}  {dropped}".rstrip()
        )
    silent = len(lexicon.terms) - len(met)
    lines.append(Text("  never met: {n} terms", "  从未出现：{n} 条").to(lang, n=silent))
    return lines


def about(lexicon: Lexicon) -> dict[str, object]:
    """Return what is said of one lexicon in a list."""
    categories: dict[str, int] = {}
    for entry in lexicon.terms:
        categories[entry.category] = categories.get(entry.category, 0) + 1
    return {
        "name": lexicon.name,
        "version": lexicon.version,
        "language": lexicon.language,
        "bundled": lexicon.is_bundled,
        "file": lexicon.path.name if lexicon.is_bundled else str(lexicon.path),
        "terms": len(lexicon.terms),
        "spellings": sum(len(entry.spellings) for entry in lexicon.terms),
        "categories": categories,
        "note": lexicon.note,
    }


def list_table(lexicons: tuple[Lexicon, ...]) -> str:
    """Return one line per lexicon."""
    from disclosure_audit.glyphs import cells, visible

    lang = diagnostics.manner.lang
    lines = []
    width = max((cells(visible(lexicon.name)) for lexicon in lexicons), default=0)
    for lexicon in lexicons:
        said_of = about(lexicon)
        name = visible(lexicon.name)
        where = (
            Text("bundled", "内置").to(lang) if lexicon.is_bundled else visible(str(lexicon.path))
        )
        counted: dict[str, int] = said_of["categories"]  # type: ignore[assignment]  # made above
        parts = ", ".join(f"{category} {n}" for category, n in counted.items())
        said = Text("{n} terms, {m} spellings", "{n} 条，{m} 种写法").to(
            lang, n=said_of["terms"], m=said_of["spellings"]
        )
        gap = " " * (width - cells(name))
        lines.append(f"{name}{gap}  v{visible(lexicon.version)}  {where}  {said}  ({parts})")
    if not lines:
        lines = [Text("no lexicon is in use", "没有使用任何词表").to(lang)]
    return "\n".join(lines) + "\n"
