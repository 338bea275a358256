"""Records of one list that describe one document more than once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from disclosure_audit.config import Matching
from disclosure_audit.matching.candidates import Candidates, Titled, find_equal, find_near
from disclosure_audit.matching.comparison import compare
from disclosure_audit.matching.schema import REPEATS
from disclosure_audit.matching.similar import SimilarTitles
from disclosure_audit.matching.titles import Ints, TitleIndex
from disclosure_audit.matching.verdicts import PROBABLE
from disclosure_audit.matching.weights import frequencies, weigh

_EXPECTED = 0.02
"""Share of records that are expected to repeat another one."""
_KIN = 20
"""Most records alike to one of the other list that are compared with each other."""
_SAME_DAY = (pl.col("score") >= 0.0) & (pl.col("date") == "equal")
"""Two records of one day that nothing tells apart: even odds will do."""
_ONE_NUMBER = (pl.col("number") == "equal") & pl.col("title").is_in(["near", "reworded", "sibling"])
_HARMONY = (
    (pl.col("number") != "differs")
    & (pl.col("title").is_in(["same", "contained", "typo"]) | _ONE_NUMBER)
    & pl.col("date").is_in(["equal", "missing", "days", "swapped"])
)
"""What two records must not contradict each other in to be one document."""
_EXACT = ("norm_title", "number_identity", "issued_on", "published_on")


@dataclass(frozen=True, slots=True)
class Repeats:
    """The repeats of one side.

    ``pairs`` holds ``a``, ``b`` (positions, ``a < b``), ``score`` (bits) and ``exact`` (Boolean:
    title, number and both dates are equal after folding). ``group`` gives each record's group.
    """

    pairs: pl.DataFrame
    group: Ints

    def frame(self, records: pl.DataFrame) -> pl.DataFrame:
        """Return each repeating record against the first of its group (schema ``REPEATS``).

        The first is the one that was published first, else made first, else has the lower serial
        number of the office, else comes first by content.
        """
        order = ["published_on", "issued_on", "serial", "at"]
        own = pl.col("record_id") != pl.col("row").cast(pl.String)
        serial = (
            pl.when(own).then(pl.col("record_id").str.extract(r"^[0-9]{1,18}$", 0)).cast(pl.Int64)
        )
        members = (
            records.with_columns(serial.alias("serial"))
            .select("side", "row", *order)
            .with_columns(pl.Series("group", self.group))
            .filter(pl.len().over("group") > 1)
            .sort(*order, nulls_last=True)
            .with_columns(pl.col("row", "at").first().over("group").name.prefix("of_"))
            .filter(pl.col("row") != pl.col("of_row"))
        )
        best = pl.concat(
            [self.pairs, self.pairs.rename({"a": "b", "b": "a"}).select(self.pairs.columns)]
        ).sort("score", "exact")
        direct = best.select(pl.col("a").alias("at"), pl.col("b").alias("of_at"), "score", "exact")
        nearest = best.group_by("a", maintain_order=True).last()
        return (
            members.join(direct, on=["at", "of_at"], how="left")
            .join(nearest.select(pl.col("a").alias("at"), pl.col("score").alias("near")), on="at")
            .select(
                "side",
                "row",
                "of_row",
                pl.when(pl.col("exact").fill_null(value=False))
                .then(pl.lit("exact"))
                .otherwise(pl.lit("near"))
                .alias("kind"),
                pl.coalesce("score", "near").alias("score"),
            )
            .select(REPEATS.keys())
            .sort("row")
        )


def find_repeats(
    records: Titled,
    titles: TitleIndex,
    similar: SimilarTitles,
    settings: Matching,
    kin: pl.DataFrame,
    compared: Sequence[str] = (),
) -> Repeats:
    """Return the records of one side, numbered by ``at``, that describe one document.

    The list is compared with itself by the evidence that links two lists; nothing may contradict.
    ``kin`` holds pairs (``r``, ``c``) to compare in any case; ``compared`` names further columns, in
    which a repeat must be equal.
    """
    frame = records.frame.with_columns(pl.col("at").alias("document"))
    cap = settings.candidates_per_title
    found = find_equal(records, records, cap=cap).joined(
        find_near(records, records, similar, cap=cap), Candidates(kin, 0, 0)
    )
    pairs = found.pairs.filter(pl.col("r") < pl.col("c")).sort("r", "c")
    pairs = compare(pairs, records, records, titles)
    # Whoever enters a document twice gives it two index numbers: that tells nothing apart.
    index = pl.when(pl.col("index") == "differs").then(pl.lit("missing")).otherwise("index")
    pairs = pairs.with_columns(index.cast(pairs.schema["index"]).alias("index"))
    sizes = (frame.height, frame.height)
    for name in compared:
        pairs = pairs.filter(
            frame[name].gather(pairs["r"]).eq_missing(frame[name].gather(pairs["c"]))
        )
    frequency = frequencies(pairs, frame, frame, within=True)
    pairs = weigh(pairs, frequency, sizes, expected=_EXPECTED)
    left, right = (frame.select(pl.col(_EXACT).gather(pairs[side])) for side in ("r", "c"))
    exact = pl.DataFrame([left[name].eq_missing(right[name]) for name in _EXACT])
    pairs = pairs.with_columns(exact.select(pl.all_horizontal(pl.all()).alias("exact")))
    # What is equal in everything that tells documents apart is one, however little that is.
    pairs = pairs.filter(
        _HARMONY & (pl.col("exact") | (pl.col("score") >= PROBABLE) | _SAME_DAY)
    ).select(pl.col("r").alias("a"), pl.col("c").alias("b"), "score", "exact")
    return Repeats(pairs, _groups(pairs, frame.height))


def find_kin(pairs: pl.DataFrame, side: str) -> pl.DataFrame:
    """Return the records of one side (``r`` or ``c``) that are alike to one record of the other.

    Columns ``r``, ``c`` (positions, the smaller first). ``pairs`` are compared candidates.
    """
    other = "c" if side == "r" else "r"
    alike = pairs.filter(
        pl.col("number") != "differs",
        pl.col("title").is_in(["same", "contained", "typo", "near", "reworded"]),
        pl.col("date").is_in(["equal", "days", "swapped"]),
    ).select(pl.col(other).alias("shared"), pl.col(side).alias("one"))
    few = alike.filter(pl.len().over("shared").is_between(2, _KIN))
    return (
        few.join(few, on="shared", suffix="_other")
        .filter(pl.col("one") < pl.col("one_other"))
        .select(pl.col("one").alias("r"), pl.col("one_other").alias("c"))
    )


def _groups(pairs: pl.DataFrame, size: int) -> Ints:
    if not size:
        return np.zeros(0, dtype=np.int64)
    a, b = pairs["a"].to_numpy(), pairs["b"].to_numpy()
    edges = coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(size, size))
    group: Ints = connected_components(edges, directed=False)[1].astype(np.int64)
    return group
