"""How well proposed links agree with a seeded truth."""

from __future__ import annotations

from typing import Any

import polars as pl

from benchmarks.defects.truth import Truth

ACCEPTED = ("certain", "probable")
PROPOSED = (*ACCEPTED, "review")
_KEYS = ("register_row", "catalog_row")


def score(links: pl.DataFrame, truth: Truth) -> dict[str, Any]:
    """Return the scores of ``links`` (register_row, catalog_row, status) as plain numbers.

    A link is *proposed* if its status is certain, probable or review, *accepted* if it is one of
    the first two; links of other statuses are ignored.

    - ``proposed`` and ``accepted``: links, precision, recall, f1 over pairs (a document that was
      published twice counts as two pairs);
    - ``hidden``: truly omitted register rows with an accepted link (an omission that nobody will
      see), ``hidden_or_review``: with a proposed one; ``hidden_rate`` is of the omitted rows;
    - ``false_alarms``: truly published register rows without a proposed link, and
      ``false_alarm_rate`` of the published rows;
    - ``orphans_linked``: unregistered catalog rows with an accepted link;
    - ``review_share``: of the proposed links, how many are left to a person;
    - ``recall_by_kind``: for each kind (``clean`` for untouched pairs) pairs, proposed, accepted;
    - ``hidden_by_kind``: for each kind of omission rows, hidden, hidden_or_review.
    """
    links = links.filter(pl.col("status").is_in(PROPOSED)).select(
        pl.col(_KEYS[0]).cast(pl.UInt32), pl.col(_KEYS[1]).cast(pl.UInt32), "status"
    )
    links = links.unique(_KEYS, keep="first", maintain_order=True)
    accepted = links.filter(pl.col("status").is_in(ACCEPTED))
    omitted = truth.omitted.with_columns(
        pl.col("register_row").is_in(accepted["register_row"].implode()).alias("hidden"),
        pl.col("register_row").is_in(links["register_row"].implode()).alias("hidden_or_review"),
    )
    published = truth.pairs["register_row"].unique()
    alarms = published.filter(~published.is_in(links["register_row"].implode())).len()
    hidden = int(omitted["hidden"].sum())
    orphans = truth.orphans["catalog_row"]
    return {
        "proposed": _measure(links, truth.pairs),
        "accepted": _measure(accepted, truth.pairs),
        "omitted": omitted.height,
        "hidden": hidden,
        "hidden_or_review": int(omitted["hidden_or_review"].sum()),
        "hidden_rate": _share(hidden, omitted.height),
        "published": published.len(),
        "false_alarms": alarms,
        "false_alarm_rate": _share(alarms, published.len()),
        "orphans": orphans.len(),
        "orphans_linked": int(orphans.is_in(accepted["catalog_row"].implode()).sum()),
        "review_share": _share(links.height - accepted.height, links.height),
        "recall_by_kind": _recall_by_kind(links, truth.pairs),
        "hidden_by_kind": omitted.group_by("kind")
        .agg(
            pl.len().alias("rows"),
            pl.col("hidden").sum(),
            pl.col("hidden_or_review").sum(),
        )
        .sort("kind")
        .to_dicts(),
    }


def _measure(links: pl.DataFrame, pairs: pl.DataFrame) -> dict[str, float]:
    right = links.join(pairs.select(_KEYS), on=_KEYS, how="semi").height
    precision, recall = _share(right, links.height), _share(right, pairs.height)
    both = precision + recall
    return {
        "links": links.height,
        "right": right,
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / both if both else 0.0,
    }


def _recall_by_kind(links: pl.DataFrame, pairs: pl.DataFrame) -> list[dict[str, Any]]:
    seen = pairs.join(links, on=_KEYS, how="left").with_columns(
        pl.when(pl.col("kinds").list.len() == 0)
        .then(pl.lit(["clean"]))
        .otherwise(pl.col("kinds"))
        .alias("kind")
    )
    return (
        seen.explode("kind")
        .group_by("kind")
        .agg(
            pl.len().alias("pairs"),
            pl.col("status").is_not_null().mean().alias("proposed"),
            pl.col("status").is_in(ACCEPTED).fill_null(value=False).mean().alias("accepted"),
        )
        .sort("kind")
        .to_dicts()
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
