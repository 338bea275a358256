"""``python -m benchmarks.defects CATALOG.csv --out DIR --seed 1``."""

from __future__ import annotations

import argparse
from pathlib import Path

import polars as pl

from benchmarks.defects import Rates, seed_defects, write_case


def main() -> None:
    """Seed defects into a catalog and write the case."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.defects", description=main.__doc__)
    parser.add_argument("catalog", type=Path, help="CSV with title,doc_number,issued,published,url")
    parser.add_argument("--out", type=Path, required=True, help="folder of the case")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--rates", type=Rates.parse, default=Rates(), help="such as omission=0.1,orphan=0"
    )
    parser.add_argument("--encoding", default="gb18030", help="encoding of the two lists")
    asked = parser.parse_args()
    truth = seed_defects(pl.read_csv(asked.catalog, infer_schema=False), asked.seed, asked.rates)
    write_case(truth, asked.out, asked.encoding)
    print((asked.out / "truth.json").read_text(encoding="utf-8"), end="")


if __name__ == "__main__":
    main()
