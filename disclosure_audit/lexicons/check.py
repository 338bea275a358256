"""What is doubtful in a lexicon, and how often its terms fire on texts known to be harmless."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.lexicons.compile import SHARED, Compiled, Fold, compile_terms
from disclosure_audit.lexicons.model import Entry, Lexicon
from disclosure_audit.lexicons.terms import find_terms

REASONS = (
    "harmless_phrase",
    "document_name",
    "negated",
    "cross_word",
    "overlapped",
    "column_role",
)
"""Codes of why a hit is dropped."""
MEASURED = {
    "number": pl.UInt32,
    "kept": pl.UInt32,
    **dict.fromkeys(REASONS, pl.UInt32),
    "per_10000": pl.Float64,
}
"""One row per term in the file's order. ``per_10000`` is how many hits are kept in 10,000 texts."""
_SHORT = 3
"""Latin letters and digits below which a term is met by chance."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is doubtful about one term; never quotes it."""

    number: int
    line: int | None
    text: Text


def remarks(
    lexicon: Lexicon, others: Iterable[Lexicon] = (), fold: Fold | None = None
) -> list[Remark]:
    """Return what is doubtful in ``lexicon``, in the order of its terms.

    ``others`` are lexicons that are used beside it, such as the bundled ones.
    """
    compiled = compile_terms([lexicon], fold)
    keys: dict[int, list[str]] = {}
    for entry, key in compiled.terms.select("entry", "key").iter_rows():
        keys.setdefault(entry, []).append(key)
    phrases: dict[int, list[str]] = {}
    for owner, key in compiled.phrases.select("owner", "key").iter_rows():
        phrases.setdefault(owner, []).append(key)
    known = set(compile_terms(others, fold).terms["key"])
    inside = _inside(compiled)
    found = []
    for place, entry in enumerate(lexicon.terms):
        said = _about(
            keys.get(place, []),
            phrases.get(place, []),
            set(phrases.get(SHARED, [])),
            known,
            sorted({other for key in keys.get(place, []) for other in inside.get(key, set())}),
            lexicon.terms,
            entry,
        )
        found += [Remark(entry.number, entry.line, text) for text in said]
    return found


def _inside(compiled: Compiled) -> dict[str, set[int]]:
    """Return for each key the entries, other than its own, of which a spelling lies inside it."""
    owners = dict(compiled.terms.select("key", "entry").iter_rows())
    keys = list(owners)
    held = pl.Series(keys, dtype=pl.String).str.extract_many(keys, overlapping=True)
    return {
        key: {owners[other] for other in others if owners[other] != owners[key]}
        for key, others in zip(keys, held, strict=True)
    }


def _about(
    keys: list[str],
    phrases: list[str],
    shared: set[str],
    known: set[str],
    inside: list[int],
    entries: tuple[Entry, ...],
    entry: Entry,
) -> Iterator[Text]:
    if any(key.isascii() and sum(map(str.isalnum, key)) < _SHORT for key in keys):
        yield Text(
            "too short: a spelling has fewer than three letters or digits and is met by chance",
            "过短：有一种写法不足三个字母或数字，容易误中",
        )
    idle = [phrase for phrase in phrases if not any(key in phrase for key in keys)]
    if idle:
        yield Text(
            f"harmless phrases that never apply, for they do not hold the term: {len(idle)}",
            f"不含该词、永远用不上的无害词语：{len(idle)} 个",
        )
    if shared & set(keys):
        yield Text(
            "a spelling is a harmless phrase that holds for every term, so it never fires",
            "有一种写法本身就是通用的无害词语，永远不会命中",
        )
    if known & set(keys):
        yield Text(
            "a bundled lexicon has this term; what this file says of it counts",
            "内置词表已有此词；以本文件的规定为准",
        )
    lighter = [other for other in inside if entries[other].severity.rank > entry.severity.rank]
    if same := [entries[other].number for other in inside if other not in lighter]:
        numbers = ", ".join(map(str, same))
        yield Text(
            f"holds a shorter term ({numbers}); where both are met, this longer one counts",
            f"包含较短的词条（第 {numbers} 条）；同时命中时以较长者为准",
        )
    if lighter:
        numbers = ", ".join(str(entries[other].number) for other in lighter)
        yield Text(
            f"holds a graver term ({numbers}); where both are met, both are reported",
            f"包含更严重的词条（第 {numbers} 条）；同时命中时两者都报",
        )


def measure(lexicon: Lexicon, cells: pl.DataFrame, fold: Fold | None = None) -> pl.DataFrame:
    """Return how often each term of ``lexicon`` fires in ``cells`` (columns ``MEASURED``).

    ``cells`` has the schema ``CELLS``: texts that are folded already.
    """
    spans = find_terms(cells, compile_terms([lexicon], fold))
    counts = {
        (term, reason): count
        for term, reason, count in spans.group_by("term", "dropped").len().iter_rows()
    }
    rows = []
    for entry in lexicon.terms:
        kept = counts.get((entry.term, None), 0)
        dropped = [counts.get((entry.term, reason), 0) for reason in REASONS]
        rows.append((entry.number, kept, *dropped, 10_000 * kept / max(1, cells.height)))
    return pl.DataFrame(rows, schema=MEASURED, orient="row")
