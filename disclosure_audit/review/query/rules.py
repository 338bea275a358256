"""The rules that a filter names by code, by family, by name or by title."""

from __future__ import annotations

import re
from functools import cache

from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text
from disclosure_audit.review.query.error import QueryError, offer
from disclosure_audit.review.query.fold import fold
from disclosure_audit.review.query.tree import Value
from disclosure_audit.rules.base import Rule
from disclosure_audit.rules.registry import all_rules

_CODE = re.compile(r"[a-z]{2,}\d*")


@cache
def known_rules() -> tuple[Rule, ...]:
    """Return the rules of this version; none if an installed rule cannot be loaded."""
    try:
        return tuple(all_rules().values())
    except UsageError:
        return ()


def codes_called(value: Value, *, exactly: bool) -> list[str] | None:
    """Return the codes of the rules that ``value`` names, ``None`` if it is itself (part of) a code.

    It may be a name, or unless ``exactly`` a part of one or of a title. Raises ``QueryError`` if it
    is nothing of all that.
    """
    asked = fold(value.text.strip())
    rules = known_rules()
    named = [rule.code for rule in rules if fold(rule.name) == asked]
    if named:
        return named
    begun = any(fold(rule.code).startswith(asked) for rule in rules)
    if begun or value.is_quoted or (_CODE.fullmatch(asked) and asked[-1].isdigit()):
        return None  # a rule that is no longer installed has its findings all the same
    parts = [
        rule.code
        for rule in rules
        if any(asked in fold(text) for text in (rule.name, rule.title.en, rule.title.zh))
    ]
    if parts and not exactly:
        return parts
    raise QueryError(
        Text("no rule is called so", "没有这样的规则"),
        value.at,
        offer(
            value.text,
            [
                *(Text(family, family) for family in dict.fromkeys(rule.family for rule in rules)),
                *(Text(rule.name, rule.code) for rule in rules),
            ],
        ),
    )
