"""The page of the gate says what the code says."""

from __future__ import annotations

import tomllib

from disclosure_audit.config import Config
from disclosure_audit.gate.conditions import parse
from disclosure_audit.gate.measures import MEASURES
from tests.documented import ROOT, check_table
from tests.test_docs import blocks

PAGE = ROOT / "docs" / "gate.md"


def test_every_measure_is_documented() -> None:
    rows = []
    for measure in MEASURES.values():
        spellings = dict.fromkeys((measure.title.zh, *measure.aliases))
        rows.append((f"`{measure.key}`", " ".join(f"`{one}`" for one in spellings), measure.how.en))
    check_table(PAGE, "measures", rows)


def test_the_example_of_a_gate_is_one() -> None:
    (example,) = blocks(PAGE, "toml")
    gate = Config.model_validate(tomllib.loads(example)).gate
    assert len([parse(text) for text in gate.conditions]) == 7
    assert gate.new_only
