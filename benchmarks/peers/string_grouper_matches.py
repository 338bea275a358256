"""string_grouper: TF-IDF of character n-grams and the cosine between them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from string_grouper import match_strings  # type: ignore[import-not-found]  # lives in the environment of the peers

from benchmarks.peers.lists import read_lists, whole_text
from benchmarks.peers.worker import work

_LEAST = 0.5
_BEST = 5


def find_links(case: Path) -> pl.DataFrame:
    """Return for each catalog record the five nearest register records above a cosine of 0.5.

    Title, number and date are one string, the n-grams are the default three characters. By
    default the library throws away everything that is not ASCII, all Chinese with it: switched off.
    """
    register, catalog = read_lists(case)
    found = match_strings(
        whole_text(register).to_pandas(),
        whole_text(catalog).to_pandas(),
        master_id=register["row"].to_pandas(),
        duplicates_id=catalog["row"].to_pandas(),
        normalize_to_ascii=False,
        min_similarity=_LEAST,
        max_n_matches=_BEST,
        ignore_index=True,
    )
    names = {"left_row": "register_row", "right_row": "catalog_row", "similarity": "score"}
    links: pl.DataFrame = pl.from_pandas(found[list(names)])
    return links.rename(names)


if __name__ == "__main__":
    work(find_links)
