"""Finds the rules: every module of this folder that holds a ``RULE``, and outsiders' rules."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import re
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from rapidfuzz import process

import disclosure_audit.rules as room
from disclosure_audit.config import Config
from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Rule

ENTRY_POINT = "disclosure_audit.rules"
"""Group under which an installed package names modules that hold a ``RULE``."""
_LIKENESS = 55
"""Least likeness (0 to 100) of a name that is offered in place of an unknown one."""


@cache
def all_rules() -> dict[str, Rule]:
    """Return every rule by its code, in the order of the codes.

    Raises ``UsageError`` if two rules share a code or a name, or if an installed package names a
    module that cannot be loaded or holds no rule.
    """
    names = [f"{room.__name__}.{module.name}" for module in pkgutil.iter_modules(room.__path__)]
    modules: list[object] = [importlib.import_module(name) for name in names]
    modules = [module for module in modules if isinstance(getattr(module, "RULE", None), Rule)]
    modules += [_plugged_in(entry) for entry in entry_points(group=ENTRY_POINT)]
    found: dict[str, Rule] = {}
    for module in modules:
        rule: Rule = module.RULE  # type: ignore[attr-defined]  # seen above
        if rule.code in found or any(rule.name == other.name for other in found.values()):
            raise UsageError(
                Text(f"two rules are called {rule.code} {rule.name}",
                     f"有两条规则同名：{rule.code} {rule.name}"),
                Text("rename one; a code is never reused", "请改名；规则编号不得重复使用"),
            )  # fmt: skip
        found[rule.code] = dataclasses.replace(rule, page=inspect.getdoc(module) or "")
    return dict(sorted(found.items()))


def _plugged_in(entry: EntryPoint) -> object:
    """Return the module that ``entry`` names; it holds a ``RULE``."""
    try:
        module: object = entry.load()
    except Exception as error:
        raise _unusable(entry, Text("it cannot be loaded", "无法加载")) from error
    if not isinstance(getattr(module, "RULE", None), Rule):
        raise _unusable(entry, Text("it holds no RULE", "其中没有 RULE"))
    return module


def _unusable(entry: EntryPoint, why: Text) -> UsageError:
    return UsageError(
        Text(f"the installed rule {entry.name} ({entry.value}) is of no use: {why.en}",
             f"已安装的规则 {entry.name}（{entry.value}）不可用：{why.zh}"),
        Text("repair or uninstall the package that brings it", "请修复或卸载提供该规则的软件包"),
    )  # fmt: skip


def find_rule(name: str) -> Rule:
    """Return the rule with this code or name.

    Raises ``UsageError`` that names the nearest ones.
    """
    rules = all_rules()
    for rule in rules.values():
        if name.lower() in (rule.code.lower(), rule.name):
            return rule
    near = _nearest(name)
    families = ", ".join(dict.fromkeys(rule.family for rule in rules.values()))
    raise UsageError(
        Text(f"no rule is called “{name}”", f"没有名为“{name}”的规则"),
        Text(f"did you mean {', '.join(near)}?", f"是否指：{'、'.join(near)}？")
        if near
        else Text(
            f"families: {families}; `disclosure-audit rules` lists them all",
            f"类别：{families}；用 `disclosure-audit rules` 列出全部规则",
        ),
    )


def _nearest(name: str) -> list[str]:
    """Return the codes and names most like ``name``, up to three; ``om1`` can only be ``OM001``."""
    rules = all_rules()
    if code := re.fullmatch(r"([a-z]+)[\s_-]*0*(\d{1,3})", name.strip().lower()):
        meant = f"{code[1].upper()}{int(code[2]):03}"
        family = [rule.code for rule in rules.values() if rule.family == code[1].upper()]
        if meant in rules or family:
            return [meant] if meant in rules else family[:3]
    choices = [*rules, *(rule.name for rule in rules.values())]
    found = process.extract(name, choices, processor=str.lower, limit=3, score_cutoff=_LIKENESS)
    return [match for match, *_ in found]


def selected(config: Config) -> list[Rule]:
    """Return the rules that ``config`` asks for, with the severities it gives them.

    ``select`` and ``ignore`` take codes, names and families. Raises ``UsageError`` for unknown ones.
    """
    rules = all_rules()
    wanted = _expand(config.rules.select) if config.rules.select else set(rules)
    unwanted = _expand(config.rules.ignore)
    severity = {find_rule(name).code: value for name, value in config.rules.severity.items()}
    return [
        dataclasses.replace(rule, severity=severity[code], severity_is_set=True)
        if code in severity
        else rule
        for code, rule in rules.items()
        if code in wanted - unwanted
    ]


def _expand(names: tuple[str, ...]) -> set[str]:
    codes: set[str] = set()
    for name in names:
        family = {code for code, rule in all_rules().items() if rule.family == name.upper()}
        codes |= family or {find_rule(name).code}
    return codes
