"""What forbids a link, and how sure the links are that remain."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from disclosure_audit.matching.schema import Status, Veto

FLOOR = -3.0
"""Bits below which a pair is no link: odds of one to eight."""
PROBABLE = 5.0
"""Bits from which a link is probable: odds of 32 to one."""
CERTAIN = 10.0
"""Bits from which a link is certain: odds of a thousand to one."""
KEY = 10.0
"""Bits of further comparison fields that count as an equal key."""
TIE = 2.0
"""Bits by which an arrangement must beat every other one to stand without review."""

_TITLE_SAME = pl.col("title").is_in(["same", "contained"])


def _key_equal() -> pl.Expr:
    """Return whether a key is equal, or further fields say as much as a key."""
    keys = [pl.col(name) == "equal" for name in ("number", "index", "url")]
    return pl.any_horizontal(*keys, pl.col("support") >= KEY)


def support(fields: Sequence[str]) -> pl.Expr:
    """Return the bits that further comparison fields give each pair."""
    return pl.sum_horizontal(pl.lit(0.0), *(f"w_{name}" for name in fields)).alias("support")


def veto() -> pl.Expr:
    """Return the veto of each compared and scored pair, null where there is none."""
    other_key = (pl.col("index") == "equal") | (pl.col("url") == "equal")
    number = (
        (pl.col("number") == "differs")
        & ~other_key
        & (~_TITLE_SAME | (pl.col("date") == "far"))  # one title, other number and day: reissued
    )
    numbers = (pl.col("title") == "numbers") & ~_key_equal()
    sibling = pl.col("title").is_in(["sibling", "different", "missing"]) & ~_key_equal()
    tests = ((Veto.NUMBER, number), (Veto.TITLE_NUMBERS, numbers), (Veto.SIBLING, sibling),
             (Veto.WEAK, pl.col("score") < FLOOR))  # fmt: skip
    answer = pl.lit(None, dtype=pl.String)
    for name, holds in reversed(tests):
        answer = pl.when(holds).then(pl.lit(str(name))).otherwise(answer)
    return answer.alias("veto")


def doubts() -> dict[str, pl.Expr]:
    """Return what speaks against a link whatever its score (Boolean), by name.

    Numbers or index numbers contradict; the title is another one although a key is equal; no key is
    equal and title, day or issuer is not the same; number and title point to different documents
    (``contested``); or there is too little evidence. A number that is only ``cited`` contradicts
    nothing.
    """
    key_equal = _key_equal()
    same_act = (pl.col("number") == "equal") & (pl.col("date") == "equal")
    return {
        "number_differs": (pl.col("number") == "differs") & ~pl.col("cited"),
        "index_differs": (pl.col("index") == "differs") & (pl.col("number") != "equal"),
        "other_title": pl.col("title").is_in(["numbers", "different"])
        | (pl.col("title").is_in(["sibling", "reworded"]) & ~same_act),
        "title_only": ~key_equal & (pl.col("title") != "same"),
        "other_day": ~key_equal & pl.col("date").is_in(["far", "year"]),
        "other_issuer": ~key_equal & (pl.col("issuer") == "differs"),
        "contested": pl.col("contested"),
        "little_evidence": pl.col("score") < PROBABLE,
    }


def status() -> pl.Expr:
    """Return how sure each link is, by its score and by what speaks against it.

    Whatever its score, a link of which one of the :func:`doubts` holds goes to a person.
    """
    sure = (
        (pl.col("score") >= CERTAIN)
        & (_key_equal() | (pl.col("date") == "equal"))  # a title alone is never certain
        & (pl.col("date") != "far")
        & pl.col("title").is_in(["same", "contained", "typo", "near"])
    )
    return (
        pl.when(pl.any_horizontal(*doubts().values()))
        .then(pl.lit(str(Status.REVIEW)))
        .when(sure)
        .then(pl.lit(str(Status.CERTAIN)))
        .otherwise(pl.lit(str(Status.PROBABLE)))
        .alias("status")
    )


def could_link(pairs: pl.DataFrame) -> bool:
    """Return whether a pair of different titles, no key and other days could reach ``FLOOR`` at all.

    Its bound is the sum of the best weights that such levels have among ``pairs``.
    """
    best = pairs.select(
        pl.col("w_prior").max(),
        pl.col("w_title").filter(~pl.col("title").is_in(["same", "missing"])).max(),
        pl.col("w_date").filter(pl.col("date") != "equal").max(),
        pl.col("w_published", "w_issuer", "^w_compare_.*$").max(),
    )
    bound = best.select(pl.sum_horizontal(pl.all().fill_null(0.0))).item()
    return bool(bound >= FLOOR)


def contested(pairs: pl.DataFrame) -> pl.Series:
    """Return for each pair whether its title speaks for another document than its number (Boolean).

    ``pairs`` holds all weighed pairs with ``doc_r`` and ``doc_c`` (the same for records that repeat
    each other). Contested is a pair of unequal titles of which one record has a partner of equal
    title and day in another document: number or title was written down wrongly.
    """
    named = pairs.filter((pl.col("title") == "same") & pl.col("date").is_in(["equal", "missing"]))
    named = named.select("doc_r", "doc_c").unique()
    itself = named.with_columns(pl.lit(1).alias("itself"))
    counted = pairs.select("doc_r", "doc_c").join(
        itself, on=["doc_r", "doc_c"], how="left", maintain_order="left"
    )
    for side in ("doc_r", "doc_c"):
        counted = counted.join(
            named.group_by(side).len(f"of_{side}"), on=side, how="left", maintain_order="left"
        )
    counted = counted.fill_null(0)
    return counted.select(
        (pl.col("itself") == 0) & (pl.max_horizontal("of_doc_r", "of_doc_c") > 0)
    ).to_series()


def cited(pairs: pl.DataFrame) -> pl.Series:
    """Return for each pair whether its other number is one that the record only cites (Boolean).

    The title is the same, so is the day where both have one, and no other document of the lists
    shares them; and the number of one record is that of a third one, with another title and not of
    that day: it was copied from the text in place of the document's own. ``pairs`` holds all
    weighed pairs.
    """
    named = (pl.col("title") == "same") & pl.col("date").is_in(["equal", "missing"])
    elsewhere = (
        (pl.col("number") == "equal")
        & pl.col("title").is_in(["sibling", "numbers", "different"])
        & pl.col("date").is_in(["far", "year", "missing"])
    )
    rivals = pairs.filter(named).select("doc_r", "doc_c").unique()
    alone = [
        pl.col(side).is_in(rivals.filter(pl.col(side).is_unique())[side].implode())
        for side in ("doc_r", "doc_c")
    ]
    third = pairs.filter(elsewhere)
    borrowed = [pl.col(side).is_in(third[side].implode()) for side in ("r", "c")]
    return pairs.select(
        named
        & (pl.col("number") == "differs")
        & pl.all_horizontal(alone)
        & pl.any_horizontal(borrowed)
    ).to_series()


def method() -> pl.Expr:
    """Return what spoke loudest for a pair: ``number``, ``index``, ``url``, ``title``, ``similar``."""
    answer = pl.lit("similar")
    for name in ("title", "url", "index", "number"):
        level = "same" if name == "title" else "equal"
        answer = pl.when(pl.col(name) == level).then(pl.lit(name)).otherwise(answer)
    return answer.alias("method")


def tied(pairs: pl.DataFrame) -> pl.Series:
    """Return which chosen pairs could as well have been arranged otherwise (Boolean).

    ``pairs`` holds the eligible pairs with ``r, c, gain, chosen``. A link is tied if giving its
    register record another catalog record (whose own link then falls, and whose former partner
    may take what became free) costs less than ``TIE`` bits.
    """
    links = pairs.filter("chosen")
    mine = links.select("r", pl.col("c").alias("own_c"), pl.col("gain").alias("own"))
    theirs = links.select("c", pl.col("r").alias("other_r"), pl.col("gain").alias("other"))
    swaps = (
        pairs.filter(~pl.col("chosen"))
        .join(mine, on="r", how="left")
        .join(theirs, on="c", how="left")
        .join(
            pairs.select(pl.col("r").alias("other_r"), pl.col("c").alias("own_c"),
                         pl.col("gain").alias("cross")),
            on=["other_r", "own_c"], how="left",
        )
        .with_columns(pl.col("own", "other", "cross").fill_null(0.0))
        .filter(pl.col("own") + pl.col("other") - pl.col("gain") - pl.col("cross") < TIE)
    )  # fmt: skip
    return pairs.select(
        pl.col("chosen")
        & (pl.col("r").is_in(swaps["r"].implode()) | pl.col("c").is_in(swaps["c"].implode()))
    ).to_series()
