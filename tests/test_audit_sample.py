"""The sample: every seeded defect is found, nothing else is, and the totals are as expected."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from disclosure_audit.addresses.schema import ADDRESSES, Outcome
from disclosure_audit.audit import Audit, scan
from disclosure_audit.config import Config
from disclosure_audit.rules.registry import all_rules

SAMPLE = Path(__file__).parent.parent / "sample_data"
Place = tuple[str, int | None, int | None, str | None]
"""Rule, rows, and the file where there is no row."""


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))
    return answer


@pytest.fixture(scope="module", params=["lists", "whole"])
def audit(request: pytest.FixtureRequest, expected: dict[str, Any]) -> Audit:
    """The audit of the two lists alone, and with all that belongs to them: the full texts, the
    office's lexicon and settings, and what its site answers."""
    given: dict[str, Any] = {"lang": "en"}
    answers = None
    if request.param == "whole":
        given |= tomllib.loads((SAMPLE / "settings.toml").read_text(encoding="utf-8"))
        given["scanner"] = {
            "texts": str(SAMPLE / "texts"),
            "lexicons": (str(SAMPLE / "lexicon.toml"),),
        }
        given["addresses"] = {"check": True}
        answers = _answers(expected)
    config = Config.model_validate(given)
    return scan(SAMPLE / "register.xlsx", SAMPLE / "catalog.csv", config, addresses=answers)


def _answers(expected: dict[str, Any]) -> pl.DataFrame:
    """Return what asking for each address of the catalog comes to: nobody is asked here."""
    rows = pl.DataFrame({"row": range(expected["catalog"]["rows"])}, {"row": pl.UInt32})
    told = pl.DataFrame(
        [(one["catalog_row"], one["outcome"], one["status"]) for one in expected["answers"]],
        schema=ADDRESSES,
        orient="row",
    )
    return rows.join(told, on="row", how="left", maintain_order="left").with_columns(
        pl.col("outcome").fill_null(str(Outcome.ANSWERS)), pl.col("status").fill_null(200)
    )


@pytest.fixture
def seeded(audit: Audit, expected: dict[str, Any]) -> list[dict[str, Any]]:
    """What this audit must find."""
    whole = audit.settings.scanner.texts is not None
    return [seed for seed in expected["findings"] if whole or "needs" not in seed]


def _found(audit: Audit) -> set[Place]:
    names = {code: rule.name for code, rule in all_rules().items()}
    columns = ("rule", "register_row", "catalog_row", "record_id")
    return {
        # A file that belongs to no record is called by its name.
        (names[rule], register, catalog, record if register is catalog is None else None)
        for rule, register, catalog, record in audit.findings.select(columns).iter_rows()
    }


def _agrees(seeded: dict[str, Any], found: Place) -> bool:
    """A seeded defect names the row that is wrong; a finding may name its partner as well."""
    rule, register, catalog, file = found
    return (
        seeded["rule"] == rule
        and seeded.get("file") == file
        and all(
            seeded[key] is None or seeded[key] == row
            for key, row in (("register_row", register), ("catalog_row", catalog))
        )
    )


def test_every_seeded_defect_is_found(audit: Audit, seeded: list[dict[str, Any]]) -> None:
    found = _found(audit)
    missed = [seed for seed in seeded if not any(_agrees(seed, one) for one in found)]
    assert missed == []


def test_nothing_else_is_found(audit: Audit, seeded: list[dict[str, Any]]) -> None:
    extra = [one for one in _found(audit) if not any(_agrees(seed, one) for seed in seeded)]
    assert extra == []


def test_every_rule_has_a_seeded_case(expected: dict[str, Any]) -> None:
    assert {rule.name for rule in all_rules().values()} == {s["rule"] for s in expected["findings"]}


def test_the_dispositions_are_as_expected(audit: Audit, expected: dict[str, Any]) -> None:
    for side in ("register", "catalog"):
        totals = audit.control_totals[side]
        found = {name: n for name, n in totals["dispositions"].items() if n}
        if totals["rejected"]:
            found["rejected"] = totals["rejected"]
        known = dict(expected["dispositions"][side])
        assert found == known
        assert totals["read"] == expected[side]["rows"]
    assert audit.as_of.isoformat() == expected["as_of"]


def test_links_are_the_true_pairs(audit: Audit, expected: dict[str, Any]) -> None:
    twins = {frozenset(pair) for pair in expected["registered_twice"]}
    true = {tuple(pair) for pair in expected["pairs"]}
    partners: dict[int, set[int]] = {}
    for register, catalog in true:
        partners.setdefault(catalog, set()).add(register)
    wrong = []
    for register, catalog in audit.links.select("register_row", "catalog_row").iter_rows():
        own = partners.get(catalog, set())
        # Either of two equal register rows is right.
        if register not in own and not any(frozenset((register, r)) in twins for r in own):
            wrong.append((register, catalog))
    assert wrong == []
    assert {catalog for _, catalog in true} - set(audit.links["catalog_row"]) == set()


def test_received_documents_are_no_omissions(audit: Audit) -> None:
    received = audit.register.filter(pl.col("source").str.contains("收文"))
    fates = audit.dispositions.filter(
        pl.col("side") == "register", pl.col("row").is_in(received["row"].implode())
    )
    assert Counter(fates["disposition"]) == {"received": received.height}


def test_no_secret_is_shown(audit: Audit, expected: dict[str, Any]) -> None:
    shown = audit.findings.write_json() + audit.hits.write_json()
    assert [secret for secret in expected["secrets"] if secret in shown] == []
    assert "█" in shown


def test_the_answers_tell_what_they_need(expected: dict[str, Any]) -> None:
    needs = Counter(seed.get("needs") for seed in expected["findings"])
    assert set(needs) == {None, "texts", "lexicon", "settings", "links"}
    only_texts = [s["rule"] for s in expected["findings"] if s.get("needs") == "texts"]
    assert only_texts.count("unreadable-full-text") == 4
