"""The populations that quality is measured on, and their cases as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from benchmarks.defects import Truth, read_case, seed_defects, write_case
from benchmarks.synthetic import make_population

ENCODING = "gb18030"
"""Of the lists that are scanned: what Chinese offices' exports mostly come in."""


@dataclass(frozen=True, slots=True)
class Population:
    """Documents to derive cases from: a real catalog, or made-up ones."""

    name: str
    kind: str
    """``real`` or ``synthetic``."""
    documents: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Case:
    """A case on disk. ``truth`` was read back from it."""

    name: str
    seed: int
    folder: Path
    truth: Truth

    @property
    def register(self) -> Path:
        """The register as a tool reads it."""
        return self.folder / "register.csv"

    @property
    def catalog(self) -> Path:
        """The catalog as a tool reads it."""
        return self.folder / "catalog.csv"


def read_catalog(path: Path) -> pl.DataFrame:
    """Return a real catalog: CSV with title, doc_number, issued, published, url as text."""
    return pl.read_csv(path, infer_schema=False)


def populations(catalogs: Sequence[Path], synthetic: int) -> Iterator[Population]:
    """Yield the real catalogs by the names of their files, then ``synthetic`` made-up documents."""
    for path in catalogs:
        yield Population(path.stem, "real", read_catalog(path))
    if synthetic:
        yield Population(f"synthetic_{synthetic}", "synthetic", make_population(synthetic, seed=1))


def make_case(population: Population, seed: int, out: Path) -> Case:
    """Seed defects, write the case below ``out`` and read it back."""
    folder = out / "cases" / f"{population.name}-seed{seed}"
    write_case(seed_defects(population.documents, seed), folder, ENCODING)
    return Case(population.name, seed, folder, read_case(folder))
