"""The conditions of a gate: what must not be. ``omitted > 0`` fails where something is omitted."""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from disclosure_audit.errors import UsageError
from disclosure_audit.gate.measures import (
    BY_WORDS,
    MEASURES,
    RULES,
    SEVERITY,
    SEVERITY_BY_WORDS,
    Measure,
    fold,
)
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text
from disclosure_audit.names import SEVERITIES

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
    "=": operator.eq, "!=": operator.ne,
}  # fmt: skip
_SPELLINGS = {"≥": ">=", "≤": "<=", "≠": "!=", "==": "=", "、": ",", "，": ","}
_COMPARED = re.compile(r"(.+?)\s*(>=|<=|!=|=|>|<)\s*(.*)", re.DOTALL)
_ANY = re.compile(r"(.+?)(?:\s+any|\s*(?:任意|任何|存在))", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,9})?\s*(%?)", re.ASCII)
_LONGEST = 60
_EXAMPLES = Text(
    "for example: omitted > 0, coverage < 99.5%, CF any, high > 5, review open > 0, waiver expired",
    "例如：未见公开 > 0、公开率 < 99.5%、CF 任意、高 > 5、待处理 > 0、豁免过期",
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that fails the gate: the measure compared with the limit holds."""

    key: str
    """Of a measure; ``rules`` or ``severity``."""
    names: tuple[str, ...] = ()
    """Codes and families of rules, or one severity."""
    op: str = ">"
    limit: Fraction = Fraction(0)
    """A number, or a share (0.995 for 99.5 %)."""
    is_share: bool = False

    @property
    def measure(self) -> Measure:
        """What is measured."""
        return {RULES.key: RULES, SEVERITY.key: SEVERITY}.get(self.key) or MEASURES[self.key]

    @property
    def text(self) -> Text:
        """The condition as one would write it, in both languages."""
        en, zh = self._what()
        if self.op == ">" and not self.limit:
            if self.measure.is_state:
                return Text(en, zh)
            if self.key in (RULES.key, SEVERITY.key):
                return Text(f"{en} any", f"{zh} 任意")
        limit = shown_number(self.limit, is_share=self.is_share)
        return Text(f"{en} {self.op} {limit}", f"{zh} {self.op} {limit}")

    def holds(self, value: Fraction) -> bool:
        """Return whether ``value`` is one that fails the gate."""
        return _OPERATORS[self.op](value, self.limit)

    def _what(self) -> tuple[str, str]:
        if self.key == SEVERITY.key:
            return self.names[0], SEVERITIES[self.names[0]].zh
        if self.key == RULES.key:
            return ",".join(self.names), "、".join(self.names)
        return self.key, self.measure.title.zh


def parse(text: str, rules: Mapping[str, str] | None = None) -> Condition:
    """Return the condition that ``text`` means.

    It is a measure (:data:`~.measures.MEASURES`), a severity, or rules by code, name or family with
    commas; then ``any``, or one of ``> >= < <= = !=`` with a number or a percentage.

    Args:
        text: English or Chinese; full-width characters are taken as their narrow ones.
        rules: code -> name of the rules that there are; those of this version when ``None``.

    Raises ``UsageError`` that names the nearest right word, also for a condition that would hold
    always or never.
    """
    narrow = unicodedata.normalize("NFKC", text).strip()
    for odd, usual in _SPELLINGS.items():
        narrow = narrow.replace(odd, usual)
    what, op, number = _parts(narrow, text)
    key, names = _named(what, text, rules if rules is not None else _rules_here())
    if op is None:
        condition = Condition(key, names)
        if not condition.measure.is_state:
            raise _wrong(
                text, Text("it compares with nothing", "缺少比较"),
                Text(f"write {visible(what)} > 0, or {visible(what)} any",
                     f"请写 {visible(what)} > 0 或 {visible(what)} 任意"),
            )  # fmt: skip
        return condition
    limit, is_share = (Fraction(0), False) if number is None else _limit(number, text)
    condition = Condition(key, names, op, limit, is_share)
    _refuse_nonsense(condition, number is None, text)
    return condition


def of_severity(severity: str) -> Condition:
    """Return the condition that no finding is as bad as ``severity`` or worse."""
    return Condition(SEVERITY.key, (severity,))


def shown_number(value: Fraction, *, is_share: bool, unlike: Fraction | None = None) -> str:
    """Return a number or a share as a person reads it, rounded so that it differs from ``unlike``."""
    if not is_share and value.denominator == 1:
        return f"{int(value):,}"
    scaled = value * 100 if is_share else value
    sign = "%" if is_share else ""
    for places in range(2, 10):
        shown = f"{float(scaled):,.{places}f}"
        if unlike is None or Fraction(shown.replace(",", "")) != (
            unlike * 100 if is_share else unlike
        ):
            break
    return shown.rstrip("0").rstrip(".") + sign


def _parts(narrow: str, text: str) -> tuple[str, str | None, str | None]:
    """Return what is measured, the operator and the number; neither for a mere state."""
    if not narrow:
        raise _wrong(text, Text("it is empty", "内容为空"), _EXAMPLES)
    if found := _COMPARED.fullmatch(narrow):
        return found[1], found[2], found[3]
    if (found := _ANY.fullmatch(narrow)) and fold(narrow) not in BY_WORDS:
        return found[1], ">", None
    return narrow, None, None


def _named(what: str, text: str, rules: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return the key of the measure, and the names of rules or the severity."""
    folded = fold(what)
    if folded in BY_WORDS:
        return BY_WORDS[folded], ()
    if folded in SEVERITY_BY_WORDS:
        return SEVERITY.key, (SEVERITY_BY_WORDS[folded],)
    words = {fold(word): code for code, name in rules.items() for word in (code, name)}
    words |= {fold(family): family for family in families(rules)}
    names = []
    for part in filter(None, map(str.strip, what.split(","))):
        if fold(part) not in words:
            raise _unknown(part, text, [*words.values(), *rules.values()])
        names.append(words[fold(part)])
    if not names:
        raise _unknown(what, text, [])
    return RULES.key, tuple(dict.fromkeys(names))


def families(codes: Iterable[str]) -> list[str]:
    """Return the families of rules, in order and once each: the letters of their codes."""
    return list(dict.fromkeys(code.rstrip("0123456789") for code in codes))


def _limit(number: str, text: str) -> tuple[Fraction, bool]:
    found = _NUMBER.fullmatch(number.strip())
    if not found:
        raise _wrong(
            text, Text("after the operator stands no number", "运算符之后不是数"),
            Text("write a number such as 0, 12 or 99.5%", "请写 0、12 或 99.5% 这样的数"),
        )  # fmt: skip
    value = Fraction(found[1].replace(",", "") + (found[2] or ""))
    return (value / 100, True) if found[3] else (value, False)


def _refuse_nonsense(condition: Condition, is_any: bool, text: str) -> None:
    measure, limit = condition.measure, condition.limit
    if measure.is_share and (is_any or not condition.is_share):
        raise _wrong(
            text, Text("it is a share, so its limit is a percentage", "这是比例，限值须为百分比"),
            Text(f"write {measure.key} < 99.5%", f"请写 {measure.title.zh} < 99.5%"),
        )  # fmt: skip
    if condition.is_share and not measure.has_share:
        raise _wrong(
            text, Text("there is nothing that it could be a percentage of", "没有可作百分比的基数"),
            Text("give a number without %", "请给出不带 % 的数"),
        )  # fmt: skip
    is_bounded = condition.is_share and (measure.is_share or measure.unit.en == "records")
    top = Fraction(1) if is_bounded else None
    if is_bounded and limit > 1:
        always_or_never = True
    else:
        probes = [Fraction(0), limit, limit + 1, max(limit - 1, Fraction(0)), limit / 2]
        tried = {condition.holds(value) for value in probes if top is None or value <= top}
        if top is not None:
            tried |= {condition.holds(top)}
        always_or_never = len(tried) == 1
    if always_or_never:
        raise _wrong(
            text, Text("it would hold always or never", "这一条件永远成立或永远不成立"),
            Text("the condition says when the gate fails: omitted > 0",
                 "条件说明何时不通过，如：未见公开 > 0"),
        )  # fmt: skip


def _rules_here() -> dict[str, str]:
    from disclosure_audit.rules.registry import all_rules  # loads Polars

    return {code: rule.name for code, rule in all_rules().items()}


def _unknown(part: str, text: str, rules: Collection[str]) -> UsageError:
    choices = [*MEASURES, *SEVERITIES, *dict.fromkeys(rules)]
    by_fold = {fold(choice): choice for choice in choices}
    near = get_close_matches(fold(part), by_fold, n=1, cutoff=0.6)
    said = visible(shorten(part, _LONGEST))
    return _wrong(
        text, Text(f"nothing is called “{said}”", f"没有名为“{said}”的指标、级别或规则"),
        Text(f"did you mean {by_fold[near[0]]}?", f"是否指 {by_fold[near[0]]}？") if near
        else _EXAMPLES,
    )  # fmt: skip


def _wrong(text: str, what: Text, hint: Text) -> UsageError:
    said = visible(shorten(text.strip(), _LONGEST))
    return UsageError(
        Text(f"the condition “{said}” is no good: {what.en}", f"条件“{said}”有误：{what.zh}"), hint
    )
