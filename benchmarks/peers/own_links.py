"""This project's linking alone: what the other tools do, and no more."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from benchmarks.peers.worker import work
from disclosure_audit.config import Config
from disclosure_audit.intake import take_in
from disclosure_audit.matching.link import link


def find_links(case: Path) -> pl.DataFrame:
    """Return the links between the two lists, with their ``status``."""
    config = Config(lang="en")
    register = take_in(case / "register.csv", "register", config).records
    catalog = take_in(case / "catalog.csv", "catalog", config).records
    links = link(register, catalog, config.matching).links
    return links.select("register_row", "catalog_row", "score", "status")


if __name__ == "__main__":
    work(find_links)
