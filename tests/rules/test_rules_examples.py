"""Every example of every rule, through a real scan with only that rule selected."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import polars as pl
import pytest

from disclosure_audit.audit import Audit, scan
from disclosure_audit.config import Config
from disclosure_audit.rules.base import Example, Row, Rule
from disclosure_audit.rules.registry import all_rules

Rows = tuple[int | None, int | None]
CASES = [(rule, example) for rule in all_rules().values() for example in rule.examples]


def _frame(rows: tuple[Row, ...]) -> pl.DataFrame:
    names = list(dict.fromkeys(name for row in rows for name in row)) or ["title"]
    return pl.DataFrame(
        [{name: row.get(name) for name in names} for row in rows],
        schema=dict.fromkeys(names, pl.String),
    )


def _in_order(rows: Iterable[Rows]) -> list[Rows]:
    return sorted(rows, key=lambda pair: [-1 if row is None else row for row in pair])


_AUDITS: dict[tuple[str, str], Audit] = {}


def audit_of(rule: Rule, example: Example) -> Audit:
    """Return the audit of an example's lists; what it expects of it is another matter."""
    known = _AUDITS.get((rule.code, example.name))
    if known is not None:
        return known
    rules = {**example.config.get("rules", {}), "select": [rule.code]}
    config = Config.model_validate({**example.config, "rules": rules})
    audit = scan(_frame(example.register), _frame(example.catalog), config=config)
    return _AUDITS.setdefault((rule.code, example.name), audit)


def check(rule: Rule, example: Example) -> None:
    """Fail unless ``rule`` gives the findings that ``example`` expects and no others."""
    audit = audit_of(rule, example)
    found = audit.findings.select("register_row", "catalog_row").rows()
    became = audit.dispositions.sort("side", "row").select("side", "row", "disposition").rows()
    assert _in_order(found) == _in_order(example.expect), (audit.links.to_dicts(), became)
    assert audit.findings["finding_id"].is_unique().all()


@pytest.mark.parametrize(
    ("rule", "example"), CASES, ids=[f"{rule.code}: {example.name}" for rule, example in CASES]
)
def test_example(rule: Rule, example: Example) -> None:
    check(rule, example)


@pytest.mark.parametrize("rule", all_rules().values(), ids=all_rules().keys())
def test_a_wrong_example_is_proved_wrong(rule: Rule) -> None:
    positive = next(example for example in rule.examples if example.expect)
    negative = next(example for example in rule.examples if not example.expect)
    for wrong in (
        dataclasses.replace(positive, expect=()),
        dataclasses.replace(positive, expect=(*positive.expect, (77, None))),
        dataclasses.replace(negative, expect=((0, None),)),
    ):
        with pytest.raises(AssertionError):
            check(rule, wrong)
