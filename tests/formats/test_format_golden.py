"""Bytes are a contract. UPDATE_GOLDEN=1 accepts new ones: read the difference before committing it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from disclosure_audit.language import Lang
from disclosure_audit.writers.stream import PAPER_FORMATS, Options
from tests.formats.format_bytes import FAILED, OURS, written
from tests.formats.format_papers import small

GOLDEN = Path(__file__).parent / "golden"
TEXTS = [name for name in OURS if name != "parquet"]  # its bytes are those of the library's version
LANGS: tuple[Lang, ...] = ("en", "zh")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", TEXTS)
def test_bytes(name: str, lang: Lang) -> None:
    got = written(small(lang), name, Options(verdict=FAILED))
    path = GOLDEN / f"{name}.{lang}{PAPER_FORMATS[name].suffix}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(got)
    assert got == path.read_bytes()


@pytest.mark.parametrize("name", OURS)
def test_equal_papers_give_equal_bytes(name: str) -> None:
    assert written(small(), name) == written(small(), name)


@pytest.mark.parametrize("name", OURS)
def test_a_paper_without_findings(name: str) -> None:
    paper = small()
    object.__setattr__(paper, "findings", paper.findings.clear())
    assert isinstance(written(paper, name), bytes)


def test_a_format_is_called_what_the_registry_calls_it() -> None:
    for name in OURS:
        assert PAPER_FORMATS[name].name == name
        assert PAPER_FORMATS[name].suffix.startswith(".")
