"""Makes the sample: ``python -m sample_data.make`` rewrites its files in place.

A fictional bureau's year as register and catalog, with several defects of every kind and, beside
them, what looks like a defect and is none. The same bytes come out on every run.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sample_data import received
from sample_data.case import open_case
from sample_data.confidential import confide
from sample_data.differences import differ, vary
from sample_data.draw import Draw
from sample_data.duplicates import duplicate
from sample_data.duties import neglect
from sample_data.expected import expect
from sample_data.fates import decide
from sample_data.fields import slacken
from sample_data.files import (
    sent_rows,
    write_catalog,
    write_expected,
    write_texts,
    write_workbook,
)
from sample_data.forms import spoil
from sample_data.full_texts import attach
from sample_data.near_misses import look_alike
from sample_data.tampered import tamper
from sample_data.year import make_year

SEED = "霁川 2024"
NEWS = 685


def make(folder: Path) -> None:
    """Write the register, the catalog, the full texts and ``expected.json`` into ``folder``."""
    case = open_case(make_year(Draw(f"{SEED} year"), NEWS), Draw(f"{SEED} defects"))
    decide(case)
    duplicate(case)
    differ(case)
    spoil(case)
    vary(case)
    confide(case)
    tamper(case)
    look_alike(case)
    attach(case)
    # A portal's export goes by the serial, which is the order of the first entry.
    case.published.sort(key=lambda entry: entry.url.rpartition("/")[2])
    neglect(case)
    slacken(case)
    sent = sent_rows(case.registered, Draw(f"{SEED} register"))
    got = received.receive(Draw(f"{SEED} received"), case.secret_sources)
    folder.mkdir(parents=True, exist_ok=True)
    write_workbook(folder / "register.xlsx", sent, got)
    write_catalog(folder / "catalog.csv", case.published)
    write_texts(folder / "texts", case.texts)
    write_expected(folder / "expected.json", expect(case, len(got)))


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
