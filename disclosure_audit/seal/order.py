"""Which records moved: the fewest that must be taken out for the rest to stand in the old order."""

from __future__ import annotations

from bisect import bisect_left

import polars as pl


def moved(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the ``pairs`` (``before_row``, ``after_row``) that are out of order, by ``before_row``.

    The others make the longest increasing subsequence (patience sorting; Fredman 1975), so a line
    taken out or put in moves nothing, and one line carried elsewhere moves one.
    """
    ordered = pairs.sort("before_row")
    rows = ordered["after_row"]
    if rows.is_sorted():
        return ordered.clear()
    ends: list[int] = []
    at: list[int] = []
    behind: list[int] = []
    for place, row in enumerate(rows):
        pile = bisect_left(ends, row)
        behind.append(at[pile - 1] if pile else -1)
        if pile == len(ends):
            ends.append(row)
            at.append(place)
        else:
            ends[pile] = row
            at[pile] = place
    stays = [False] * len(behind)
    place = at[-1]
    while place >= 0:
        stays[place] = True
        place = behind[place]
    return ordered.filter(~pl.Series(stays))
