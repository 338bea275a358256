"""The shape of every rule's page, name and examples."""

from __future__ import annotations

import dataclasses
import pkgutil
import re

import pytest

import disclosure_audit.rules as room
from disclosure_audit.rules.base import Rule
from disclosure_audit.rules.registry import all_rules
from disclosure_audit.schema.columns import BY_NAME

SECTIONS = ["Why it matters", "What it looks at", "Not a finding when", "What to do", "中文"]
FAMILIES = ("IN", "OM", "DU", "DF", "FD", "TM", "CF", "TP", "AR", "RQ", "SV", "GD")
TOGETHER = ("link", "repeat", "candidate", "number_key", "index_key")
# A rule may rest on a norm or on what makes an audit sound; all but the input rules name a norm.
NORM = re.compile(r"regulation\s+art\.|GB/T 9704-2012|GB 11714|GB 32100|Regulation on the Work")

MODULES = [module.name for module in pkgutil.iter_modules(room.__path__)]


def faults(rule: Rule) -> list[str]:
    """Return what is wrong with a rule's page, name and examples."""
    wrong = []
    page = rule.page
    sections = re.findall(r"^## (.+)$", page, flags=re.MULTILINE)
    bodies = dict(zip(sections, re.split(r"^## .+$", page, flags=re.MULTILINE)[1:], strict=True))
    checks = {
        "the first line is the English verdict": page.split("\n")[0] == rule.title.en,
        "the verdict is a sentence": bool(re.fullmatch(r"[A-Z][^.]+\.", rule.title.en)),
        "the Chinese verdict is a sentence": bool(re.fullmatch(r"[^。.]+。", rule.title.zh)),
        "the sections are there and in order": sections == SECTIONS,
        "no section is empty": all(body.strip() for body in bodies.values()),
        "what is harmless is a list": "\n- " in bodies.get(SECTIONS[2], ""),
        "the Chinese part gives verdict, reason and remedy": all(
            part in bodies.get("中文", "") for part in (f"**{rule.title.zh}**", "为何重要：", "如何处理：")
        ),
        "the code is a family and three digits": bool(re.fullmatch(r"[A-Z]{2}\d{3}", rule.code)),
        "the family is known": rule.family in FAMILIES,
        "the name is kebab-case": bool(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)),
        "an example fires": any(example.expect for example in rule.examples),
        "an example does not fire": any(not example.expect for example in rule.examples),
        "there are at least three examples": len(rule.examples) >= 3,
        "the examples have names of their own": len({e.name for e in rule.examples})
        == len(rule.examples),
        "the examples have canonical columns": all(
            set(row) <= set(BY_NAME) for e in rule.examples for row in (*e.register, *e.catalog)
        ),
        "the examples expect rows that are there": all(
            (r is None or r < len(e.register)) and (c is None or c < len(e.catalog)) and (r, c) != (None, None)
            for e in rule.examples
            for r, c in e.expect
        ),
        "the needed columns exist": all(set(names) <= set(BY_NAME) for names in rule.needs.values()),
        "a rule of scope key says what is together": (rule.scope == "key") == bool(rule.together),
        "what is together is known": set(rule.together) <= set(TOGETHER),
        "the version counts from 1": rule.version >= 1,
    }  # fmt: skip
    wrong += [what for what, holds in checks.items() if not holds]
    return wrong


@pytest.mark.parametrize("rule", all_rules().values(), ids=all_rules().keys())
def test_page(rule: Rule) -> None:
    assert faults(rule) == []


@pytest.mark.parametrize("rule", all_rules().values(), ids=all_rules().keys())
def test_page_names_its_norm(rule: Rule) -> None:
    why = re.sub(r"\s+", " ", rule.page.split("## What it looks at")[0])
    assert rule.family == "IN" or NORM.search(why)


@pytest.mark.parametrize("rule", all_rules().values(), ids=all_rules().keys())
def test_the_file_is_named_after_the_rule(rule: Rule) -> None:
    assert f"{rule.code.lower()}_{rule.name.replace('-', '_')}" in MODULES


def test_every_rule_file_holds_a_rule() -> None:
    files = {name for name in MODULES if re.match(r"[a-z]{2}\d{3}_", name)}
    assert len(files) == len(all_rules())


def test_a_wrong_page_is_proved_wrong() -> None:
    rule = next(iter(all_rules().values()))
    example = dataclasses.replace(
        rule.examples[0], expect=((99, None),), register=({"Titel": "x"},)
    )
    broken = dataclasses.replace(
        rule,
        page=rule.page.replace("## What to do\n", "").replace("A ", "One ", 1),
        code="ZZ1",
        name="Not_kebab",
        examples=(example,),
        needs={"register": ("colour",)},
        scope="key",
    )
    assert set(faults(broken)) >= {
        "the first line is the English verdict",
        "the sections are there and in order",
        "the code is a family and three digits",
        "the family is known",
        "the name is kebab-case",
        "an example does not fire",
        "there are at least three examples",
        "the examples have canonical columns",
        "the examples expect rows that are there",
        "the needed columns exist",
        "a rule of scope key says what is together",
    }
