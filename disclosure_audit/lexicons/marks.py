"""Classification marks, found by their shape: a grade with a star or a term, a 密级 field, a head.

Texts about secrecy are no secrets: 商业秘密保护条例 or 保密审查 carry no mark. The shape is that of
GB/T 9704-2012 (``机密★20年``); the two characters may stand a space apart, and the star may be ☆ or
``*``, as older papers and typists have it. Longest terms unless otherwise provided: 绝密 30 years,
机密 20, 秘密 10 (Law on Guarding State Secrets); a term that has run out means declassified.
"""

from __future__ import annotations

import datetime as dt
import re

import polars as pl

from disclosure_audit.schema.columns import Side

HITS: dict[str, pl.DataType | type[pl.DataType]] = {
    "side": pl.String,
    "row": pl.UInt32,
    "field": pl.String,
    "start": pl.UInt32,
    "end": pl.UInt32,
    "kind": pl.String,
    "grade": pl.String,
    "expired": pl.Boolean,
    "confidence": pl.String,
    "excerpt": pl.String,
}
"""One span of a record's text. ``start`` and ``end`` count characters of the original text;
``expired`` is null where the mark names no term or the record no date; ``excerpt`` is masked."""

SCANNED: tuple[str, ...] = ("title", "summary")
"""Columns that are scanned."""

MASK = "█"
_CONTEXT = 12
_GRADE = r"(?P<grade>[绝机秘]\s{0,2}密)"
_STAR = r"\s{0,2}[★☆✩✭⭐*＊]\s{0,2}"
_TERM = r"(?P<term>长\s?期|(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\s?(?:年|个?月|天|日))"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("high", re.compile(rf"(?<!商业)(?<!工作){_GRADE}(?:{_STAR}{_TERM}?)")),
    ("high", re.compile(rf"密\s?级\s?[:：]\s?{_GRADE}(?:{_STAR}?{_TERM})?")),
    ("high", re.compile(rf"^\s{{0,4}}{_GRADE}\s{{0,2}}{_TERM}")),
    ("medium", re.compile(rf"^\s{{0,4}}[\[【〔(（]\s?{_GRADE}\s?[\]】〕)）]")),
    ("medium", re.compile(rf"[\[【〔(（]\s?{_GRADE}\s?[\]】〕)）]\s{{0,4}}$")),
    ("medium", re.compile(rf"^\s{{0,4}}{_GRADE}(?:\s{{2}}|\n|$)")),
)
_PREFILTER = r"[绝机秘]\s{0,2}密"
_DAYS = {"年": 365.25, "月": 30.44, "天": 1.0, "日": 1.0}
_HAN = {char: value for value, char in enumerate("一二三四五六七八九十", start=1)}


def find_marks(records: pl.DataFrame, side: Side, as_of: dt.date) -> pl.DataFrame:
    """Return the marks in the scanned columns of one side (schema ``HITS``)."""
    hits: list[tuple[object, ...]] = []
    for field in SCANNED:
        suspects = records.filter(pl.col(field).str.contains(_PREFILTER))
        for row, text, made in suspects.select("row", field, "issued_on").iter_rows():
            hits += [
                (side, row, field, start, end, "classification_mark", grade,
                 _expired(term, made, as_of), confidence, _excerpt(text, start, end))
                for start, end, grade, term, confidence in _spans(text)
            ]  # fmt: skip
    return pl.DataFrame(hits, schema=HITS, orient="row")


def mask(records: pl.DataFrame, hits: pl.DataFrame) -> pl.DataFrame:
    """Return ``records`` with every hit in the scanned columns blotted out, character by character."""
    for field in SCANNED:
        spans: dict[int, list[tuple[int, int]]] = {}
        chosen = hits.filter(pl.col("field") == field)
        for row, start, end in chosen.select("row", "start", "end").iter_rows():
            spans.setdefault(row, []).append((start, end))
        if not spans:
            continue
        texts = dict(
            records.filter(pl.col("row").is_in(list(spans))).select("row", field).iter_rows()
        )
        rows = pl.Series("row", list(spans), dtype=pl.UInt32)
        masked = pl.Series([_blot(texts[row], spans[row]) for row in spans], dtype=pl.String)
        records = records.with_columns(
            pl.coalesce(pl.col("row").replace_strict(rows, masked, default=None), field).alias(
                field
            )
        )
    return records


def _spans(text: str) -> list[tuple[int, int, str, str | None, str]]:
    """Return ``(start, end, grade, term, confidence)`` of the marks, the surest shape first."""
    found: list[tuple[int, int, str, str | None, str]] = []
    for confidence, shape in _SHAPES:
        for match in shape.finditer(text):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end, *_ in found):
                continue
            grade = re.sub(r"\s", "", match["grade"])
            term = match["term"] if "term" in shape.groupindex else None
            found.append((start, end, grade, term, confidence))
    return sorted(found)


def _expired(term: str | None, made: dt.date | None, as_of: dt.date) -> bool | None:
    """Return whether the mark's term has run out on ``as_of``; ``None`` where nobody can tell."""
    if term is None or made is None:
        return None
    if re.sub(r"\s", "", term) == "长期":
        return False
    number = re.match(r"[0-9０-９]+", term)
    count = int(number.group()) if number else _han_number(term)
    return made + dt.timedelta(days=count * _DAYS[term[-1]]) < as_of


def _han_number(term: str) -> int:
    tens, _, ones = "".join(char for char in term if char in _HAN).rpartition("十")
    if "十" not in term:
        return _HAN[ones]
    return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)


def _excerpt(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return f"{before}{MASK * (end - start)}{after}"


def _blot(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text
