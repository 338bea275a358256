"""Links that a person makes or breaks, applied to what the matching found.

What people said is first settled (:func:`settle`): the last word on a pair counts, and of several
register records that were named for one catalog record the last one. Nothing depends on the order
any more then, and nothing is lost of what the matching found: who takes a word back finds the
links as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from disclosure_audit.matching.schema import CANDIDATES, EVIDENCE, LINKS, Status, Veto
from disclosure_audit.review.regroup import regroup
from disclosure_audit.schema.columns import Side

REVIEWER = "reviewer"
"""Method of a link, name of a weight, kind of a repeat that a person's decision made."""
SCORE = 60.0
"""Bits of a link that a person made: as sure as any score is taken to be."""

_PAIR = ["register_row", "catalog_row"]
Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Override:
    """A person's word on two records: they are the ``same`` document, or they are two.

    Both may stand in one list: then one repeats the other. Rows are those of the run.
    """

    left_side: Side
    left_row: int
    right_side: Side
    right_row: int
    same: bool

    @property
    def pair(self) -> tuple[tuple[Side, int], tuple[Side, int]]:
        """The two records, that of the register first, else that of the earlier row."""
        left, right = (self.left_side, self.left_row), (self.right_side, self.right_row)
        if self.left_side == self.right_side:
            return (left, right) if left[1] <= right[1] else (right, left)
        return (left, right) if self.left_side == "register" else (right, left)


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds of all that was said, sorted. Pairs are rows of register and catalog."""

    made: Pairs
    """The links to be there; no catalog record has two."""
    broken: Pairs
    """The pairs that are no link."""
    displaced: Pairs
    """Links that people made before they gave the catalog record to another one."""
    within: tuple[tuple[Side, tuple[tuple[int, int, bool], ...]], ...]
    """For each list the earlier row, the later row and whether both are one document, the last word
    last: where people contradict each other it decides."""


def settle(overrides: Iterable[Override]) -> Settled:
    """Return what holds of ``overrides``, the earliest first."""
    last: dict[tuple[tuple[Side, int], tuple[Side, int]], bool] = {}
    for override in overrides:
        last.pop(override.pair, None)  # so that it goes to the end
        last[override.pair] = override.same
    within: dict[Side, list[tuple[int, int, bool]]] = {}
    across: dict[tuple[int, int], bool] = {}
    for ((side, a), (other, b)), same in last.items():
        if side != other:
            across[a, b] = same
        elif a != b:
            within.setdefault(side, []).append((a, b, same))
    owner = {c: r for (r, c), same in across.items() if same}
    said = [pair for pair, same in across.items() if same]
    return Settled(
        made=tuple(sorted((r, c) for c, r in owner.items())),
        broken=tuple(sorted(pair for pair, same in across.items() if not same)),
        displaced=tuple(sorted((r, c) for r, c in said if owner[c] != r)),
        within=tuple(sorted((side, tuple(words)) for side, words in within.items())),
    )


def apply(
    links: pl.DataFrame,
    candidates: pl.DataFrame,
    repeats: pl.DataFrame,
    overrides: Sequence[Override],
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return links, candidates and repeats as people want them; schemas and order stay.

    A link that was made is ``certain``, by the method ``reviewer``, with :data:`SCORE` bits: what
    was weighed before, and the weight ``reviewer`` that is lacking. Other links of its catalog
    record, and links that were broken, become candidates with the veto ``reviewer`` and keep their
    evidence. A pair that was never weighed and is no link stands nowhere, unless a person linked it
    and then gave its catalog record to another: that one has no evidence and 0 bits.
    Applied to what it returned, it changes nothing.
    """
    settled = settle(overrides)
    if settled.made or settled.broken:  # whatever is displaced was so by a link that was made
        links, candidates = _relink(links, candidates, settled)
    for side, words in settled.within:
        repeats = regroup(repeats, side, words, kind=REVIEWER, score=SCORE)
    return links, candidates, repeats


def _relink(
    links: pl.DataFrame, candidates: pl.DataFrame, settled: Settled
) -> tuple[pl.DataFrame, pl.DataFrame]:
    made = _frame(settled.made)
    displaced = _frame(settled.displaced)
    rivals = links.join(made, on="catalog_row", how="semi").select(_PAIR)
    refused = (
        pl.concat([_frame(settled.broken), displaced, rivals])
        .unique()
        .join(made, on=_PAIR, how="anti")
    )
    touched = pl.concat([made, refused])
    weighed = (
        pl.concat([frame.select(*_PAIR, "method", "evidence") for frame in (links, candidates)])
        .join(touched, on=_PAIR, how="semi")
        .unique(_PAIR, keep="first", maintain_order=True)
        .with_columns(_without_reviewer())
    )
    new_links = made.join(weighed, on=_PAIR, how="left").with_columns(
        pl.col("evidence").fill_null(_NO_EVIDENCE)
    ).select(
        *_PAIR,
        pl.lit(REVIEWER).alias("method"),
        pl.lit(SCORE).alias("score"),
        pl.lit(str(Status.CERTAIN)).alias("status"),
        pl.concat_list("evidence", _weight(SCORE - _sum())).alias("evidence"),
    )  # fmt: skip
    never = displaced.join(weighed, on=_PAIR, how="anti").select(
        *_PAIR, pl.lit(REVIEWER).alias("method"), _NO_EVIDENCE.alias("evidence")
    )
    new_candidates = (
        pl.concat([weighed.join(refused, on=_PAIR, how="semi"), never])
        .with_columns(_sum().alias("score"), pl.lit(str(Veto.REVIEWER)).alias("veto"))
    )  # fmt: skip
    return (
        _replaced(links, touched, new_links.select(_cast(LINKS))),
        _replaced(candidates, touched, new_candidates.select(_cast(CANDIDATES))),
    )


_NO_EVIDENCE = pl.lit([], dtype=EVIDENCE)


def _replaced(frame: pl.DataFrame, touched: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Return ``frame`` with ``new`` in place of what it has of the touched pairs."""
    kept = frame.join(touched, on=_PAIR, how="anti")
    return pl.concat([kept, new]).sort(_PAIR)


def _frame(pairs: Pairs) -> pl.DataFrame:
    return pl.DataFrame(pairs, schema=dict.fromkeys(_PAIR, pl.UInt32), orient="row")


def _cast(schema: dict[str, pl.DataType | type[pl.DataType]]) -> list[pl.Expr]:
    return [pl.col(name).cast(dtype) for name, dtype in schema.items()]


def _without_reviewer() -> pl.Expr:
    return pl.col("evidence").list.filter(pl.element().struct.field("name") != REVIEWER)


def _sum() -> pl.Expr:
    """Return the sum of the weights, 0 where there are none."""
    return pl.col("evidence").list.eval(pl.element().struct.field("weight")).list.sum()


def _weight(bits: pl.Expr) -> pl.Expr:
    return pl.struct(pl.lit(REVIEWER).alias("name"), bits.alias("weight"))
