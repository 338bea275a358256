"""GoldenMatch without any configuration: it chooses fields, blocking and threshold itself."""

from __future__ import annotations

from pathlib import Path

import goldenmatch  # type: ignore[import-not-found]  # lives in the environment of the peers
import polars as pl

from benchmarks.peers.lists import read_lists
from benchmarks.peers.worker import work


def find_links(case: Path) -> pl.DataFrame:
    """Return the register record that GoldenMatch gives each catalog record.

    The position of a record is not shown to it, because it takes an id for a key to match on. The
    fields keep the canonical names: called ``issued`` alone, it takes the date for such a key too.
    """
    register, catalog = read_lists(case)
    result = goldenmatch.match_df(catalog.drop("row"), register.drop("row"))
    if result.matched is None or not result.matched.num_rows:
        return pl.DataFrame(schema=["register_row", "catalog_row", "score"])
    matched = pl.from_arrow(result.matched)
    assert isinstance(matched, pl.DataFrame)
    # It numbers the records of both lists in one row, the catalog's first.
    return matched.select(
        (pl.col("__ref_row_id__") - catalog.height).alias("register_row"),
        pl.col("__target_row_id__").alias("catalog_row"),
        pl.col("__match_score__").alias("score"),
    )


if __name__ == "__main__":
    work(find_links)
