"""How many documents of one real catalog are taken for another one that looks alike.

Nothing is made up here: every pair stands in the published catalog, with two document numbers. The
catalog is scanned against itself, and then *apart*: of as many pairs as possible, one document is
left in the register only and the other in the catalog only, so that nothing but the look-alike is
there to be linked. Each is done with the numbers and with all numbers removed.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.defects.cases import HEADERS
from benchmarks.defects.population import clean_population
from benchmarks.quality.cases import ENCODING, Population
from benchmarks.quality.lookalikes import find_lookalikes, take_apart
from benchmarks.score import PROPOSED
from disclosure_audit.audit import scan
from disclosure_audit.config import Config


def measure_siblings(population: Population, out: Path) -> dict[str, Any]:
    """Return ``catalog``, ``records``, ``pairs``, ``indistinguishable`` and ``scans``.

    ``indistinguishable`` pairs have one title and one date: nothing but the number tells them
    apart. Each of ``scans`` has ``arrangement`` (itself or apart), ``numbers`` (Boolean),
    ``pairs``, how many of them are linked falsely per status (``certain, probable, review``; a
    pair counts once, by its surest link), ``indistinguishable`` (pairs of that kind that are
    linked) and ``seconds``.
    """
    records = clean_population(population.documents).with_row_index("row")
    titles, numbers = records["title"].to_list(), records["doc_number"].to_list()
    pairs = find_lookalikes(titles, numbers)
    twins = pairs.filter(_same(records, pairs, "title") & _same(records, pairs, "issued"))
    rows = records["row"]
    apart = take_apart(pairs)
    arrangements = {
        "itself": (rows, rows, pairs),
        "apart": (
            rows.filter(~rows.is_in(apart["j"].implode())),
            rows.filter(~rows.is_in(apart["i"].implode())),
            apart,
        ),
    }
    scans = []
    for arrangement, (register, catalog, wanted) in arrangements.items():
        for with_numbers in (True, False):
            folder = out / "siblings" / f"{population.name}-{arrangement}-{int(with_numbers)}"
            found, seconds = _scan(records, register, catalog, folder, with_numbers=with_numbers)
            linked = wanted.join(found, on=["i", "j"])
            scans.append(
                {
                    "arrangement": arrangement,
                    "numbers": with_numbers,
                    "pairs": wanted.height,
                    **{band: linked.filter(pl.col("status") == band).height for band in PROPOSED},
                    "indistinguishable": linked.join(twins, on=["i", "j"], how="semi").height,
                    "seconds": seconds,
                }
            )
    return {
        "catalog": population.name,
        "records": records.height,
        "pairs": pairs.height,
        "indistinguishable": twins.height,
        "scans": scans,
    }


def _same(records: pl.DataFrame, pairs: pl.DataFrame, column: str) -> pl.Series:
    both = (records[column].gather(pairs[side]) for side in ("i", "j"))
    one, other = both
    return one.eq_missing(other)


def _scan(
    records: pl.DataFrame,
    register: pl.Series,
    catalog: pl.Series,
    folder: Path,
    *,
    with_numbers: bool,
) -> tuple[pl.DataFrame, float]:
    """Return the linked pairs of records (``i`` < ``j``, the surest ``status``) and the seconds."""
    if not with_numbers:
        records = records.with_columns(pl.lit(None, dtype=pl.String).alias("doc_number"))
    folder.mkdir(parents=True, exist_ok=True)
    rows = {"register": register, "catalog": catalog}
    for side, mine in rows.items():
        frame = records[mine].with_columns((pl.col("row") + 1).cast(pl.String).alias("serial"))
        names = {old: new for old, new in HEADERS[side].items() if old in frame.columns}
        text = frame.select(*names).rename(names).write_csv()
        (folder / f"{side}.csv").write_bytes(text.encode(ENCODING, "replace"))
    start = time.perf_counter()
    audit = scan(folder / "register.csv", folder / "catalog.csv", Config(lang="en"))
    seconds = time.perf_counter() - start
    ends = [
        rows[side].gather(audit.links[f"{side}_row"]).alias(side)
        for side in ("register", "catalog")
    ]
    found = pl.DataFrame(ends).select(
        pl.min_horizontal("register", "catalog").alias("i"),
        pl.max_horizontal("register", "catalog").alias("j"),
        audit.links["status"].cast(pl.Enum(PROPOSED)),
    )
    return found.sort("status").unique(["i", "j"], keep="first", maintain_order=True), seconds
