"""Seeded defects: from a real catalog to a register and a catalog whose true links are known.

The catalog that goes in is taken for the true population of documents. Both sides are derived
from it: some documents are left out of one side, some are published twice, and copies are changed
in the ways in which registers and catalogs really disagree.
"""

from benchmarks.defects.cases import read_case, write_case
from benchmarks.defects.rates import Rates
from benchmarks.defects.seeding import seed_defects
from benchmarks.defects.truth import Truth

__all__ = ["Rates", "Truth", "read_case", "seed_defects", "write_case"]
