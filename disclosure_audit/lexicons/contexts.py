"""What stands around a hit decides whether it means harm.

The first of these that holds is the reason why a hit is dropped, and it stays in the frame with it:

``column_role``
    the column asks for such words: why a document is withheld, how open it is
``harmless_phrase``
    a longer phrase that means no harm covers it (商业秘密保护); the term's own, or the shared list's
``document_name``
    it stands inside the name of a document in 《 》
``negated``
    a word right before it denies it (不属于); a text that says it holds no secret (非涉密) does not
    thereby lose a handling mark, which is no grade of secrecy
``cross_word``
    it is cut out of other words (机密 in 计算机密码)
``overlapped``
    a longer term of at least its severity covers a part of it
"""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from disclosure_audit.lexicons.compile import SHARED, Compiled, negations
from disclosure_audit.lexicons.places import find_places
from disclosure_audit.lexicons.shapes import heads_line, stands_alone
from disclosure_audit.lexicons.words import crosses_words

_LONGEST_NAME = 200
"""Characters on either side of a hit within which the brackets of a name are looked for."""
_BEFORE = 16
"""Characters before a hit that can negate it."""
_GAP = r"[^\s,.;:!?、，。；：！？()《》“”\"的]{0,4}$"
"""What may stand between a negation and what it negates: no new clause, no attribute."""
_MARKS = frozenset({"handling_mark", "openness_note"})
_ANSWERS = ("openness", "openness_reason", "category")
"""Columns in which the words of a mark are an answer (why withheld: 内部文件) and no mark."""
_ASKED_FOR = ("handling_mark", "openness_note", "trade_secret", "unpublished_decision")
"""Categories of such words."""


def drop_answers() -> pl.Expr:
    """Return the reason for which a span is dropped because of its ``field``, or null."""
    asked = pl.col("field").is_in(_ANSWERS) & pl.col("category").is_in(_ASKED_FOR)
    return pl.when(asked).then(pl.lit("column_role"))


def drop_harmless_phrases(
    spans: pl.DataFrame, cells: pl.DataFrame, compiled: Compiled
) -> pl.DataFrame:
    """Return ``spans`` (with ``cell``, ``start``, ``end``, ``entry``, ``dropped``) judged by phrases.

    Of the phrases that begin at or before a span, the one that reaches farthest is kept in mind;
    so the work grows with the length of the text and not with its square.
    """
    phrases = compiled.phrases.filter(
        (pl.col("owner") == SHARED) | pl.col("owner").is_in(spans["entry"].unique().implode())
    )
    places = find_places(cells, phrases["key"].unique(maintain_order=True).to_list())
    if places.is_empty():
        return spans
    reach = (
        places.join(phrases, on="key")
        .sort("cell", "owner", "start", "end")
        .with_columns(pl.col("end").cum_max().over("cell", "owner").alias("reach"))
        .unique(["cell", "owner", "start"], keep="last", maintain_order=True)
        .select("cell", "owner", "start", "reach")
        .sort("start")
    )
    covered = pl.lit(value=False)
    for column, owner in (("shared", pl.lit(SHARED, pl.Int64)), ("own", pl.col("entry"))):
        spans = (
            spans.sort("start")
            .with_columns(owner.alias("owner"))
            .join_asof(reach, on="start", by=["cell", "owner"], check_sortedness=False)
            .rename({"reach": column})
            .drop("owner")
        )
        covered |= (pl.col(column) >= pl.col("end")).fill_null(value=False)
    dropped = pl.when(covered).then(pl.lit("harmless_phrase"))
    return spans.with_columns(pl.coalesce("dropped", dropped).alias("dropped")).drop(
        "shared", "own"
    )


def judge(
    text: str, start: int, end: int, entry: dict[str, object]
) -> tuple[bool, bool, str | None]:
    """Return whether the span has the shape asked for, whether it stands alone, and why it is dropped.

    ``entry`` is the term's row of ``Compiled.terms``. Harmless phrases are judged elsewhere.
    """
    alone = stands_alone(text, start, end)
    shape = entry["shape"]
    shaped = shape == "anywhere" or alone or (shape == "head" and heads_line(text, start, end))
    if not shaped:
        return False, alone, None
    if not entry["in_names"] and in_document_name(text, start, end):
        return True, alone, "document_name"
    if is_negated(text, start, str(entry["category"])):
        return True, alone, "negated"
    if entry["words"] and crosses_words(text, start, end):
        return True, alone, "cross_word"
    return True, alone, None


def in_document_name(text: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` lies inside 《 》; names do not run over lines."""
    before = text[max(0, start - _LONGEST_NAME) : start].rpartition("\n")[2]
    if "《" not in before:
        return False
    open_ = 0
    for char in before:
        open_ = open_ + 1 if char == "《" else max(0, open_ - (char == "》"))
    after = text[end : end + _LONGEST_NAME].partition("\n")[0]
    return open_ > 0 and "》" in after


def is_negated(text: str, start: int, category: str) -> bool:
    """Return whether the words right before ``start`` deny what begins there."""
    always, secrets_only = _patterns()
    before = text[max(0, start - _BEFORE) : start].lower()
    return bool(always.search(before) or (category not in _MARKS and secrets_only.search(before)))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    always, secrets_only = (
        re.compile(f"(?:{'|'.join(map(_one, sorted(words, key=len, reverse=True)))}){_GAP}")
        for words in negations()
    )
    return always, secrets_only


def _one(word: str) -> str:
    return rf"\b{re.escape(word)}\b\s?" if word.isascii() else re.escape(word)


def drop_overlapped(spans: pl.DataFrame) -> pl.DataFrame:
    """Return ``spans`` with those dropped that a longer one of at least their severity overlaps.

    A graver term that stands inside a longer, lighter one stays: nothing grave is hidden.
    """
    kept = spans.filter(pl.col("dropped").is_null())
    crowded = kept.filter(pl.len().over("cell") > 1)
    if crowded.is_empty():
        return spans
    losers: list[int] = []
    ordered = crowded.select(
        "span", "cell", "start", "end", "rank", (pl.col("end") - pl.col("start")).alias("length")
    ).sort("cell", "start", pl.col("length"), descending=[False, False, True])
    group: list[tuple[int, ...]] = []
    border = (-1, -1)
    for span, cell, start, end, rank, length in ordered.iter_rows():
        if group and (cell != border[0] or start >= border[1]):
            losers += _losers(group)
            group = []
        group.append((span, start, end, rank, length))
        border = (cell, end if len(group) == 1 else max(border[1], end))
    losers += _losers(group)
    lost = pl.col("span").is_in(pl.Series(losers, dtype=spans.schema["span"]).implode())
    dropped = pl.when(lost).then(pl.lit("overlapped")).otherwise("dropped")
    return spans.with_columns(dropped.alias("dropped"))


def _losers(group: list[tuple[int, ...]]) -> list[int]:
    """Return the spans of a chain of overlapping ones that a longer one displaces."""
    lost: list[int] = []
    taken: dict[int, int] = {}  # place -> the highest rank of the spans that hold it
    for span, start, end, rank, _ in sorted(group, key=lambda each: (-each[4], each[1])):
        if any(taken.get(place, -1) >= rank for place in range(start, end)):
            lost.append(span)
            continue
        for place in range(start, end):
            taken[place] = max(rank, taken.get(place, -1))
    return lost
