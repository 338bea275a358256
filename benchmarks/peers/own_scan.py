"""This project's whole scan in a process like the peers', so that time and memory compare."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from benchmarks.peers.worker import work
from disclosure_audit.audit import scan
from disclosure_audit.config import Config


def find_links(case: Path) -> pl.DataFrame:
    """Return the links of a scan with all rules on, with their ``status``."""
    audit = scan(case / "register.csv", case / "catalog.csv", Config(lang="en"))
    return audit.links.select("register_row", "catalog_row", "score", "status")


if __name__ == "__main__":
    work(find_links)
