"""How long it took until each document was published for the first time."""

from __future__ import annotations

import polars as pl

from disclosure_audit.config import Config
from disclosure_audit.time_limits.deadlines import DEADLINES, NEEDED, days_late, deadlines
from disclosure_audit.working_days import working_days_between

NEEDED_OF_PUBLISHED: tuple[str, ...] = (
    *NEEDED, "owner", "issued_on_flag", "published_on", "published_on_flag",
)  # fmt: skip
"""Columns of the records that :func:`publications` looks at."""

PUBLICATIONS: dict[str, pl.DataType | type[pl.DataType]] = {
    "register_row": pl.UInt32,
    "catalog_row": pl.UInt32,
    "link": pl.String,
    "owner": pl.String,
    "category": pl.String,
    "issued_on": pl.Date,
    "made_in": pl.String,
    "other_issued_on": pl.Date,
    "published_on": pl.Date,
    **{name: dtype for name, dtype in DEADLINES.items() if name != "row"},
    "days_taken": pl.Int32,
    "working_days_taken": pl.Int32,
    "late_by": pl.Int32,
    "is_late": pl.Boolean,
    "is_late_either_way": pl.Boolean,
}
"""One row per published document. ``catalog_row`` is its first publication; ``link`` the status of
the link to ``register_row``, null without one; ``issued_on`` the date made that counts and
``made_in`` the list it stands in (``register``, ``catalog``); ``other_issued_on`` what the other
list says, where that differs. ``days_taken`` counts in the days of the limit. ``late_by`` is in
working days (:func:`~disclosure_audit.time_limits.deadlines.days_late`). ``is_late`` says that a
limit in force was exceeded, ``is_late_either_way`` that it was by the other date too. Where the days
cannot be counted (a date is missing or doubtful, or the publication precedes a date made) they are
null and nothing is late."""


def publications(
    register: pl.DataFrame,
    catalog: pl.DataFrame,
    links: pl.DataFrame,
    repeats: pl.DataFrame,
    config: Config,
) -> pl.DataFrame:
    """Return when each document of the catalog was first published (schema ``PUBLICATIONS``).

    The records have the columns ``NEEDED_OF_PUBLISHED``, ``links`` and ``repeats`` those of the
    matching. The rows come by ``catalog_row``. The register's date made counts before the catalog's;
    where the link waits for a person's word, the catalog's counts first.

    Raises ``UsageError`` for a special limit that cannot be meant.
    """
    pairs = _first(_documents(catalog, links, repeats))
    facts = _facts(pairs, register, catalog)
    due = deadlines(
        facts.select(pl.col("catalog_row").alias("row"), *(name for name in NEEDED if name != "row")),
        config,
    ).drop("row")  # fmt: skip
    found = facts.with_columns(*due.get_columns())
    made, published = found["issued_on"], found["published_on"]
    working = working_days_between(made, published)
    other = working_days_between(made, found["other_issued_on"])
    found = found.with_columns(
        working.alias("working_days_taken"),
        pl.when(pl.col("calendar") == "calendar")
        .then((pl.col("published_on") - pl.col("issued_on")).dt.total_days())
        .otherwise(working)
        .alias("days_taken"),
        days_late(found["due_on"], published),
    ).with_columns(
        ((pl.col("late_by") > 0) & pl.col("basis").is_not_null())
        .fill_null(value=False)
        .alias("is_late")
    )
    return found.with_columns(
        (pl.col("is_late") & (pl.col("late_by") - other.fill_null(0) > 0)).alias(
            "is_late_either_way"
        )
    ).select(pl.col(name).cast(dtype) for name, dtype in PUBLICATIONS.items())


def _documents(catalog: pl.DataFrame, links: pl.DataFrame, repeats: pl.DataFrame) -> pl.DataFrame:
    """Return every catalog record with ``root``, the first record of its document, and its link.

    A repeat without a link shares that of its document.
    """
    earlier = repeats.filter(pl.col("side") == "catalog").select(
        pl.col("row").alias("catalog_row"), pl.col("of_row").alias("root")
    )
    linked = links.select("register_row", "catalog_row", pl.col("status").alias("link"))
    records = (
        catalog.select(
            pl.col("row").alias("catalog_row"),
            pl.when(pl.col("published_on_flag").is_null()).then("published_on").alias("published_on"),
        )
        .join(earlier.unique("catalog_row", keep="any"), on="catalog_row", how="left")
        .with_columns(pl.col("root").fill_null(pl.col("catalog_row")))
        .join(linked, on="catalog_row", how="left")
    )  # fmt: skip
    shared = (
        records.filter(
            pl.col("register_row").is_not_null(), pl.col("root").is_in(earlier["root"].implode())
        )
        .sort("root", "register_row", "catalog_row")
        .unique("root", keep="first", maintain_order=True)
        .select("root", pl.col("register_row").alias("its_row"), pl.col("link").alias("its_link"))
    )
    return records.join(shared, on="root", how="left").select(
        "catalog_row",
        "root",
        "published_on",
        pl.col("register_row").fill_null(pl.col("its_row")),
        pl.col("link").fill_null(pl.col("its_link")),
    )


def _first(records: pl.DataFrame) -> pl.DataFrame:
    """Return one record per document, by ``catalog_row``: the one that was published first."""
    shares = pl.col("root").is_duplicated() | (
        pl.col("register_row").is_not_null() & pl.col("register_row").is_duplicated()
    )
    records = records.with_columns(shares.alias("shares"))
    # records without a register record stay apart from each other
    document = pl.coalesce(
        pl.col("register_row").cast(pl.Int64), -1 - pl.col("root").cast(pl.Int64)
    )
    crowded = (
        records.filter("shares")
        .sort("published_on", "catalog_row", nulls_last=True)
        .unique("root", keep="first", maintain_order=True)
        .with_columns(document.alias("document"))
        .unique("document", keep="first", maintain_order=True)
        .drop("document")
    )
    return pl.concat([records.filter(~pl.col("shares")), crowded]).sort("catalog_row")


def _facts(pairs: pl.DataFrame, register: pl.DataFrame, catalog: pl.DataFrame) -> pl.DataFrame:
    """Return what deadlines and groups depend on, and which of the two dates made counts."""
    shared = ("title", "category", "number_kind", "number_code", "owner")
    sides = [
        frame.select(
            pl.col("row").alias(f"{side}_row"),
            pl.when(pl.col("issued_on_flag").is_null()).then("issued_on").alias(f"{side}_made"),
            *(pl.col(name).alias(f"{side}_{name}") for name in shared),
        )
        for side, frame in (("register", register), ("catalog", catalog))
    ]
    registered, published = pl.col("register_made"), pl.col("catalog_made")
    own_counts = registered.is_null() | (
        (pl.col("link") == "review").fill_null(value=False) & published.is_not_null()
    )
    earliest_possible = pl.max_horizontal(registered, published)
    is_sound = (pl.col("published_on") >= earliest_possible).fill_null(value=False)
    made, other = (
        pl.when(own_counts).then(one).otherwise(another)
        for one, another in ((published, registered), (registered, published))
    )
    return (
        pairs.join(sides[0], on="register_row", how="left", maintain_order="left")
        .join(sides[1], on="catalog_row", how="left", maintain_order="left")
        .select(
            "register_row",
            "catalog_row",
            "link",
            pl.when(is_sound).then(made).alias("issued_on"),
            pl.when(is_sound & made.is_not_null())
            .then(pl.when(own_counts).then(pl.lit("catalog")).otherwise(pl.lit("register")))
            .alias("made_in"),
            pl.when(is_sound & (made != other)).then(other).alias("other_issued_on"),
            "published_on",
            *(
                pl.coalesce(f"register_{name}", f"catalog_{name}").alias(name)
                for name in shared
            ),
        )
    )  # fmt: skip
