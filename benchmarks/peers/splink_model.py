"""Splink on DuckDB: a probabilistic model trained on the two lists without labels."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from splink import (  # type: ignore[import-not-found]  # lives in the peers' environment
    DuckDBAPI,
    Linker,
    SettingsCreator,
    block_on,
    comparison_library,
)

from benchmarks.peers.lists import read_lists
from benchmarks.peers.worker import work

_RECALL = 0.9
"""Share of the true pairs that the deterministic rules are said to find."""
_PAIRS = 1e6
"""Random pairs for the estimation of u."""
_LEAST_WEIGHT = -10.0


def find_links(case: Path) -> pl.DataFrame:
    """Return every scored pair above a match weight of -10, by match weight.

    Title: exact with term frequencies, then by Jaro-Winkler similarity; number and issuer: exact
    with term frequencies; date: exact, days, a month, a year. Pairs share the number, the title,
    the date, or the year and the title's first eight or last ten characters. A Levenshtein distance
    in their place made it slower and worse: numbers of siblings differ by one digit.
    """
    register, catalog = (_prepare(side) for side in read_lists(case))
    comparisons = [
        comparison_library.JaroWinklerAtThresholds("title", [0.98, 0.92, 0.85]).configure(
            term_frequency_adjustments=True
        ),
        comparison_library.ExactMatch("doc_number").configure(term_frequency_adjustments=True),
        comparison_library.AbsoluteDateDifferenceAtThresholds(
            "issued_on",
            input_is_string=True,
            metrics=["day", "month", "year"],
            thresholds=[3, 1, 1],
            datetime_format="%Y-%m-%d",
        ),
    ]
    if "issuer" in register.columns:
        comparisons.append(
            comparison_library.ExactMatch("issuer").configure(term_frequency_adjustments=True)
        )
    number, title, date = (block_on(name) for name in ("doc_number", "title", "issued_on"))
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="row",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[
            number,
            title,
            date,
            block_on("year", "head"),
            block_on("year", "tail"),
        ],
    )
    api = DuckDBAPI()
    sides = [
        api.register(frame.to_arrow(), dataset_display_name=name)
        for name, frame in (("a_register", register), ("b_catalog", catalog))
    ]
    linker = Linker(sides, settings, log_level=None)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [number, block_on("title", "issued_on")], recall=_RECALL
    )
    training.estimate_u_using_random_sampling(max_pairs=_PAIRS, seed=1)
    for rule in (number, title, date):
        training.estimate_parameters_using_expectation_maximisation(rule)
    scored = linker.inference.predict(threshold_match_weight=_LEAST_WEIGHT)
    rows = pl.from_arrow(scored.as_duckdbpyrelation().to_arrow_table())
    assert isinstance(rows, pl.DataFrame)
    # Which side stands on the left follows from the data sets' names.
    return rows.select(
        pl.col("row_l").alias("register_row"),
        pl.col("row_r").alias("catalog_row"),
        pl.col("match_weight").alias("score"),
    )


def _prepare(records: pl.DataFrame) -> pl.DataFrame:
    return records.with_columns(
        pl.col("row").cast(pl.Int64),
        pl.col("issued_on").str.slice(0, 4).alias("year"),
        pl.col("title").str.slice(0, 8).alias("head"),
        pl.col("title").str.slice(-10).alias("tail"),
    )


if __name__ == "__main__":
    work(find_links)
