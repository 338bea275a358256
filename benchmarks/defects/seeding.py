"""Derive a register and a catalog from one population, and note exactly what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.defects import dates, numbers, siblings, titles
from benchmarks.defects.population import clean_population
from benchmarks.defects.rates import Rates
from benchmarks.defects.truth import OMITTED, ORPHANS, PAIRS, Truth

Edit = Callable[[Any, Random], Any]
Kinds = tuple[tuple[str, Edit], ...]

TITLE: Kinds = (
    ("prefix_dropped", titles.drop_prefix),
    ("suffix_dropped", titles.drop_suffix),
    ("punctuation", titles.change_punctuation),
    ("markup", titles.add_markup),
    ("invisible", titles.add_invisible),
    ("typo", titles.misspell),
    ("reworded", titles.reword),
)
NUMBER: Kinds = (
    ("renumbered", numbers.renumber),
    ("number_variant", numbers.write_otherwise),
    ("number_missing", lambda _, __: None),
    ("number_cited", lambda number, _: number),
)
DATE: Kinds = (("date_wrong", dates.mistake_date), ("date_missing", lambda _, __: None))
GROUPS: tuple[tuple[str, Kinds], ...] = (("title", TITLE), ("doc_number", NUMBER), ("issued", DATE))
ALTERED_REPEAT = (titles.drop_prefix, titles.change_punctuation, titles.add_markup, titles.misspell)
KINDS: tuple[str, ...] = (
    *(name for _, kinds in GROUPS for name, _ in kinds),
    "repeat_exact",
    "repeat_altered",
)
"""What can stand in the ``kinds`` of a pair."""


def seed_defects(catalog: pl.DataFrame, seed: int, rates: Rates | None = None) -> Truth:
    """Return the register, the catalog and the truth derived from ``catalog``.

    ``catalog`` has the columns title, doc_number, issued, published, url and may have issuer;
    dates are dates or ISO text. The same arguments give the same truth.
    """
    rates = rates or Rates()
    draw = np.random.default_rng(seed)
    population = clean_population(catalog)
    documents = _decide_fates(population, rates, draw, Random(f"{seed}:fates"))
    drawn = _draw_kinds(documents.height, rates, draw)
    on_register = draw.random((documents.height, len(GROUPS))) < rates.on_register
    in_register = documents["in_register"].to_numpy()
    in_catalog = documents["in_catalog"].to_numpy()

    register, register_kinds = _edit(
        documents, np.where(on_register & in_register[:, None], drawn, -1), Random(f"{seed}:reg")
    )
    published, catalog_kinds = _edit(
        documents, np.where(~on_register & in_catalog[:, None], drawn, -1), Random(f"{seed}:cat")
    )
    register = register.with_columns(register_kinds.alias("kinds")).filter(in_register)
    published = published.with_columns(catalog_kinds.alias("kinds")).filter(in_catalog)
    published = _repeat(published, rates, draw, Random(f"{seed}:repeat"))
    return _assemble(_shuffle(register, draw), _shuffle(published, draw), seed)


def _decide_fates(
    population: pl.DataFrame, rates: Rates, draw: np.random.Generator, random: Random
) -> pl.DataFrame:
    """Say on which side each document stands, and make the siblings up.

    Adds ``document`` (UInt32), ``in_register``, ``in_catalog`` (Boolean) and ``fate`` (String).
    """
    n = population.height
    lot = draw.random(n)
    fate = np.full(n, "published", dtype=object)
    fate[lot < rates.omission] = "plain"
    fate[lot > 1 - rates.orphan] = "orphan"
    able = np.flatnonzero(
        siblings.can_have_sibling(population["title"]).to_numpy() & (fate == "published")
    )
    wanted = min(len(able), round(n * rates.sibling))
    parents = np.sort(draw.choice(able, wanted, replace=False)) if wanted else able[:0]
    chosen = population[parents]
    title_set = set(population["title"].to_list())
    number_set = set(population["doc_number"].drop_nulls().to_list())
    rows: list[tuple[Any, ...]] = []
    keep: list[int] = []
    for at, document in enumerate(chosen.select("title", "doc_number", "issued").iter_rows()):
        if (made := siblings.make_sibling(document, title_set, number_set, random)) is None:
            continue
        title_set.add(made[0])
        if made[1]:
            number_set.add(made[1])
        keep.append(at)
        rows.append(made)
    new = chosen[keep].with_columns(
        pl.Series("title", [row[0] for row in rows], dtype=pl.String),
        pl.Series("doc_number", [row[1] for row in rows], dtype=pl.String),
        pl.Series("issued", [row[2] for row in rows], dtype=pl.Date),
    )
    # Half of the siblings are omitted beside a published parent; the others are published
    # without being registered while the parent is registered and omitted.
    swapped = draw.random(len(keep)) < 0.5
    fate[parents[keep][swapped]] = "sibling_orphan"
    gap = (pl.col("issued") - population["issued"][parents[keep]]).alias("gap") if keep else None
    if gap is not None:
        new = new.with_columns(pl.col("published") + gap, _other_address(new["url"], random))
    new_fate = np.where(swapped, "orphan_sibling", "sibling_published").astype(object)
    fates = pl.Series("fate", np.concatenate([fate, new_fate]).tolist(), dtype=pl.String)
    return (
        pl.concat([population, new], how="vertical")
        .with_columns(fates)
        .with_row_index("document")
        .with_columns(
            (~pl.col("fate").str.starts_with("orphan")).alias("in_register"),
            (pl.col("fate").str.starts_with("orphan") | (pl.col("fate") == "published")).alias(
                "in_catalog"
            ),
        )
    )


def _draw_kinds(n: int, rates: Rates, draw: np.random.Generator) -> NDArray[np.int64]:
    """Return for each document and group the position of the kind to be done, -1 for none."""
    drawn = np.full((n, len(GROUPS)), -1, dtype=np.int64)
    for column, (_, kinds) in enumerate(GROUPS):
        bounds = np.cumsum([getattr(rates, name) for name, _ in kinds])
        at = np.searchsorted(bounds, draw.random(n), side="right")
        drawn[:, column] = np.where(at < len(kinds), at, -1)
    many = ((drawn >= 0).sum(axis=1) > 1) & (draw.random(n) >= rates.several)
    order = draw.random(drawn.shape) + (drawn < 0)
    kept = order == order.min(axis=1, keepdims=True)
    return np.where(many[:, None] & ~kept, -1, drawn)


def _edit(
    documents: pl.DataFrame, drawn: NDArray[np.int64], random: Random
) -> tuple[pl.DataFrame, pl.Series]:
    """Return the documents as one side writes them, and what was really done to each."""
    done: list[list[str]] = [[] for _ in range(documents.height)]
    edited: dict[str, pl.Series] = {}
    all_numbers = documents["doc_number"].drop_nulls().to_list()
    for column, (name, kinds) in enumerate(GROUPS):
        values: list[Any] = documents[name].to_list()
        for at in np.flatnonzero(drawn[:, column] >= 0).tolist():
            old = values[at]
            if old is None:
                continue
            kind, edit = kinds[drawn[at, column]]
            new = random.choice(all_numbers) if kind == "number_cited" else edit(old, random)
            if new == old or (new is None and not kind.endswith("_missing")):
                continue
            values[at] = new
            done[at].append(kind)
        edited[name] = pl.Series(name, values, dtype=documents.schema[name])
    return documents.with_columns(**edited), pl.Series("kinds", done, dtype=pl.List(pl.String))


def _repeat(
    published: pl.DataFrame, rates: Rates, draw: np.random.Generator, random: Random
) -> pl.DataFrame:
    """Add second copies of published documents: same fields, another address."""
    able = np.flatnonzero((published["fate"] == "published").to_numpy())
    copies = published[np.sort(able[draw.random(len(able)) < rates.repeat])]
    new_titles: list[str] = []
    kinds: list[list[str]] = []
    for title, old in zip(copies["title"].to_list(), copies["kinds"].to_list(), strict=True):
        altered = random.choice(ALTERED_REPEAT)(title, random) if random.random() < 0.5 else None
        new_titles.append(altered or title)
        kinds.append([*old, "repeat_altered" if altered else "repeat_exact"])
    return pl.concat(
        [
            published,
            copies.with_columns(
                pl.Series("title", new_titles, dtype=pl.String),
                pl.Series("kinds", kinds, dtype=pl.List(pl.String)),
                _other_address(copies["url"], random),
            ),
        ]
    )


def _other_address(urls: pl.Series, random: Random) -> pl.Series:
    """Return addresses beside the given ones that do not tell what they are."""
    made = [url and f"{url.rpartition('/')[0]}/{random.randrange(10**8)}.html" for url in urls]
    return pl.Series("url", made, dtype=pl.String)


def _shuffle(frame: pl.DataFrame, draw: np.random.Generator) -> pl.DataFrame:
    """Return the rows in another order, numbered by ``row``."""
    return frame[draw.permutation(frame.height)].with_row_index("row")


def _assemble(register: pl.DataFrame, catalog: pl.DataFrame, seed: int) -> Truth:
    side = ("row", "document", "fate", "kinds")
    pairs = (
        register.select(side)
        .join(catalog.select(side), on="document", how="inner", suffix="_catalog")
        .select(
            pl.col("row").alias("register_row"),
            pl.col("row_catalog").alias("catalog_row"),
            pl.concat_list("kinds", "kinds_catalog").list.unique().list.sort().alias("kinds"),
        )
        .sort("register_row", "catalog_row")
    )
    omitted = register.filter(pl.col("fate") != "published").sort("row")
    orphans = catalog.filter(pl.col("fate") != "published").sort("row")
    issuer: Sequence[str] = ("issuer",) if "issuer" in register.columns else ()
    return Truth(
        register=register.with_columns((pl.col("row") + 1).cast(pl.String).alias("serial")).select(
            "row", "serial", "doc_number", "title", "issued", *issuer
        ),
        catalog=catalog.select("row", "title", "doc_number", "issued", "published", "url", *issuer),
        pairs=pairs.cast(PAIRS),
        omitted=omitted.select(
            pl.col("row").alias("register_row"), pl.col("fate").alias("kind")
        ).cast(OMITTED),
        orphans=orphans.select(
            pl.col("row").alias("catalog_row"),
            pl.when(pl.col("fate") == "orphan")
            .then(pl.lit("plain"))
            .otherwise(pl.lit("sibling"))
            .alias("kind"),
        ).cast(ORPHANS),
        seed=seed,
    )
