"""Finding, choosing and plugging in rules."""

from __future__ import annotations

import dataclasses
import types
from importlib.metadata import EntryPoint

import pytest

from disclosure_audit.config import Config, Severity
from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text
from disclosure_audit.rules import registry
from disclosure_audit.rules.registry import all_rules, find_rule, selected

FIRST_RULES = [
    *(f"CF{number:03}" for number in range(1, 15)),
    *("DF001", "DF002", "DF003", "DF004", "DU001", "DU002", "DU003"),
    *(
        "DU004",
        "FD001",
        "FD002",
        "FD003",
        "FD004",
        *(f"FD{number:03}" for number in range(5, 16)),
        "IN001",
        "IN002",
        "OM001",
        "OM002",
        *(f"OM{number:03}" for number in range(3, 10)),
    ),
    *("TM001", "TM002"),
    *(f"TP{number:03}" for number in range(1, 7)),
]


def _codes(**rules: object) -> list[str]:
    return [rule.code for rule in selected(Config.model_validate({"rules": rules}))]


def test_every_rule_is_found_in_the_order_of_the_codes() -> None:
    assert list(all_rules()) == FIRST_RULES
    assert all(rule.page for rule in all_rules().values())


def test_rules_are_chosen_by_code_name_and_family() -> None:
    assert _codes() == FIRST_RULES
    assert _codes(select=["OM"]) == [f"OM{number:03}" for number in range(1, 10)]
    assert _codes(select=["om001", "title-differs"]) == ["DF001", "OM001"]
    assert _codes(select=["OM", "IN001"], ignore=["withheld-without-reason"]) == [
        "IN001",
        "OM001",
        *(f"OM{number:03}" for number in range(3, 10)),
    ]
    assert _codes(select=["OM"], ignore=["OM"]) == []


def test_the_settings_may_give_another_severity() -> None:
    config = Config.model_validate({"rules": {"severity": {"title-differs": "note"}}})
    rules = {rule.code: rule for rule in selected(config)}
    assert (rules["DF001"].severity, rules["DF001"].severity_is_set) == (Severity.NOTE, True)
    assert (rules["DF002"].severity, rules["DF002"].severity_is_set) == (Severity.MEDIUM, False)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("om01", "OM001"), ("ommited-document", "omitted-document"), ("DF01", "DF001")],
)
def test_an_unknown_rule_names_the_nearest(typed: str, meant: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_rule(typed)
    message, hint = caught.value.to("zh")
    assert typed in message
    assert meant in (hint or "")
    with pytest.raises(UsageError):
        _codes(ignore=[typed])


def _plug_in(monkeypatch: pytest.MonkeyPatch, module: object) -> None:
    entry = EntryPoint("outsider", "outsider.rules", registry.ENTRY_POINT)
    monkeypatch.setattr(registry, "entry_points", lambda group: [entry])

    def load(_: EntryPoint) -> object:
        if isinstance(module, Exception):
            raise module
        return module

    monkeypatch.setattr(EntryPoint, "load", load)


def _module(code: str, name: str) -> types.ModuleType:
    module = types.ModuleType("outsider.rules", "An outsider's verdict.\n\n    ## Why it matters\n")
    verdict = Text("An outsider's verdict.", "外部规则。")
    rule = dataclasses.replace(find_rule("OM001"), code=code, name=name, title=verdict, page="")
    module.RULE = rule  # type: ignore[attr-defined]  # a made-up module
    return module


@pytest.mark.usefixtures("fresh_registry")
def test_an_outsiders_rule_is_plugged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    module = _module("ZZ001", "outsiders-rule")
    all_rules.cache_clear()
    _plug_in(monkeypatch, module)
    assert list(all_rules()) == [*FIRST_RULES, "ZZ001"]
    assert find_rule("outsiders-rule").page.startswith("An outsider's verdict.\n\n## Why")


@pytest.mark.usefixtures("fresh_registry")
@pytest.mark.parametrize(
    ("code", "name"), [("OM001", "another-name"), ("ZZ001", "omitted-document")]
)
def test_a_code_or_a_name_is_used_once(
    monkeypatch: pytest.MonkeyPatch, code: str, name: str
) -> None:
    module = _module(code, name)
    all_rules.cache_clear()
    _plug_in(monkeypatch, module)
    with pytest.raises(UsageError, match="two rules are called"):
        all_rules()


@pytest.mark.usefixtures("fresh_registry")
@pytest.mark.parametrize("module", [types.ModuleType("empty"), ImportError("no such module")])
def test_a_useless_entry_point_is_an_error(monkeypatch: pytest.MonkeyPatch, module: object) -> None:
    _plug_in(monkeypatch, module)
    with pytest.raises(UsageError, match="outsider") as caught:
        all_rules()
    assert caught.value.hint is not None
