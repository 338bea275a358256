"""Keeps the ids of findings that a changed link does not concern.

Where records are equal word for word, the id of a finding also says the how-manieth of its like it
is. If the finding of the first such record goes, the second one's would take its id, and with it
the decision that was meant for another record.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import polars as pl

from disclosure_audit.findings import worst_first

_PLACE = ("rule", "register_row", "catalog_row")


def keep_ids(findings: pl.DataFrame, scanned: pl.DataFrame) -> pl.DataFrame:
    """Return ``findings`` with the id that each of them had in ``scanned``, worst first.

    Both have the schema ``FINDINGS``. A finding is known by its rule and its rows, and by what it
    says where a rule reports several of them there. What is new takes an id that has become free.
    """
    at = ["finding_id", *_PLACE]
    moved = findings.join(scanned, on=at, how="anti", nulls_equal=True)
    gone = scanned.join(findings, on=at, how="anti", nulls_equal=True)
    wanted = _match(moved, gone)
    if not wanted:
        return findings
    ids = _exchange(wanted, set(findings["finding_id"]))
    renamed = pl.col("finding_id").replace(list(ids), list(ids.values()))
    return worst_first(findings.with_columns(renamed))


def _match(moved: pl.DataFrame, gone: pl.DataFrame) -> dict[str, str]:
    """Return the id that each finding has -> the one it had."""
    now, then = _by_place(moved), _by_place(gone)
    wanted: dict[str, str] = {}
    for place, findings in now.items():
        before = dict(then.get(place, {}))
        for said, id_ in findings.items():
            if said in before:
                wanted[id_] = before.pop(said)
        rest = [id_ for id_ in findings.values() if id_ not in wanted]
        if len(rest) == len(before) == 1:
            wanted[rest[0]] = before.popitem()[1]
    return wanted


def _by_place(findings: pl.DataFrame) -> dict[Hashable, dict[Hashable, str]]:
    """Return the ids by where the findings are and what they say."""
    found: dict[Hashable, dict[Hashable, str]] = {}
    for row in findings.iter_rows(named=True):
        place = tuple(row[name] for name in _PLACE)
        found.setdefault(place, {})[_said(row)] = row["finding_id"]
    return found


def _said(row: dict[str, Any]) -> Hashable:
    return row["message"], tuple((item["name"], item["value"]) for item in row["evidence"] or ())


def _exchange(wanted: dict[str, str], there: set[str]) -> dict[str, str]:
    """Return the new id of each finding whose id changes.

    An id that is wanted and was another finding's goes to whom it belongs; that other one takes
    what became free along the chain.
    """
    ids = dict(wanted)
    vacated = {
        now: before for before, now in wanted.items()
    }  # wanted id -> id that its taker leaves
    for id_ in set(wanted.values()) & there - set(wanted):
        free = vacated[id_]
        while free in vacated:
            free = vacated[free]
        ids[id_] = free
    return ids
