"""RapidFuzz: the most similar register record of each catalog record, over all pairs."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process

from benchmarks.peers.lists import read_lists, whole_text
from benchmarks.peers.worker import work

_CHUNK = 256
_LEAST = 50.0


def find_links(case: Path) -> pl.DataFrame:
    """Return the best register record by the scorer of ``fuzz`` that the command line names.

    Title, number and date are one string. ``cdist`` compares a block of the catalog with the whole
    register at a time.
    """
    scorer = getattr(fuzz, sys.argv[3])
    register, catalog = read_lists(case)
    ours, theirs = whole_text(register).to_list(), whole_text(catalog).to_list()
    best, scores = [], []
    for first in range(0, len(theirs), _CHUNK):
        block = process.cdist(
            theirs[first : first + _CHUNK],
            ours,
            scorer=scorer,
            score_cutoff=_LEAST,
            dtype=np.float32,
            workers=-1,
        )
        at = block.argmax(axis=1)
        best.append(at)
        scores.append(block[np.arange(len(at)), at])
    links = pl.DataFrame(
        {
            "register_row": np.concatenate(best),
            "catalog_row": np.arange(len(theirs)),
            "score": np.concatenate(scores),
        }
    )
    return links.filter(pl.col("score") > 0)


if __name__ == "__main__":
    work(find_links)
