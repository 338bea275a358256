"""Says what is wrong with a lexicon, so that a person can put it right. Never quotes a term."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz

from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text
from disclosure_audit.lexicons.lines import line_of_key
from disclosure_audit.lexicons.model import File, Habits, TermRow

_LIKENESS = 60
_LONGEST_VALUE = 40
_PLACE = re.compile(r"line (\d+)")

_WRONG: dict[str, Text] = {
    "missing": Text("is missing", "缺失"),
    "string_type": Text("must be text in quotation marks", "应为加引号的文字"),
    "string_too_short": Text("must not be empty", "不得为空"),
    "string_too_long": Text("must have at most {max_length} characters", "不得超过 {max_length} 个字符"),
    "string_pattern_mismatch": Text(
        "must be lower-case letters, digits and underscores, such as internal_project",
        "只能用小写字母、数字和下划线，如 internal_project",
    ),
    "tuple_type": Text('must be a list such as ["a", "b"]', '应为列表，如 ["甲", "乙"]'),
    "too_short": Text("must not be empty", "不得为空"),
    "dict_type": Text("must be a table", "应为一个表"),
    "model_type": Text("must be a table", "应为一个表"),
    "model_attributes_type": Text("must be a table", "应为一个表"),
    "bool_type": Text("must be true or false", "只能是 true 或 false"),
    "bool_parsing": Text("must be true or false", "只能是 true 或 false"),
}  # fmt: skip
_OTHERWISE = Text("cannot be read", "无法识别")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and what to do about it."""

    message: Text
    hint: Text


class LexiconError(UsageError):
    """A lexicon that cannot be used; says the first problem, knows all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first, more = problems[0], len(problems) - 1
        message = first.message
        if more:
            message = Text(f"{message.en} (and {more} more)", f"{message.zh}（另有 {more} 处）")
        super().__init__(message, first.hint)
        self.problems = tuple(problems)


def file_error(
    name: str, number: int | None, line: int | None, wrong: Text, hint: Text, key: str = ""
) -> Problem:
    """Return a problem of the file ``name``, at term ``number``, in ``line``."""
    en, zh = name, name
    if number is not None:
        en, zh = f"{en}: term {number}", f"{zh}：第 {number} 条"
    if line is not None:
        en, zh = f"{en} (line {line})", f"{zh}（第 {line} 行）"
    between = (": ", "：") if number is None or key else (" ", "")
    key = visible(key)
    gap = " " if key else ""
    return Problem(
        Text(f"{en}{between[0]}{key}{gap}{wrong.en}", f"{zh}{between[1]}{key}{gap}{wrong.zh}"), hint
    )


def no_toml(name: str, text: str, error: tomllib.TOMLDecodeError) -> Problem:
    """Return the problem of a file that is no TOML."""
    place = _PLACE.search(str(error))
    line = int(place[1]) if place else len(text.splitlines())
    return file_error(
        name, None, line,
        Text("this is not TOML", "不符合 TOML 语法"),
        Text(
            "look for a missing quotation mark, bracket or equals sign, or a key written twice",
            "请检查引号、括号、等号是否遗漏，或键是否重复",
        ),
    )  # fmt: skip


def explain(
    error: ValidationError, name: str, text: str, lines: Sequence[int | None]
) -> list[Problem]:
    """Return the model's complaints in words."""
    errors = error.errors(include_url=False)
    # A list whose items are all wrong counts as empty too: that is no second fault.
    real = [each for each in errors if each["type"] != "too_short"] or errors
    return [_explain(each, name, text, lines) for each in real]


def _explain(error: ErrorDetails, name: str, text: str, lines: Sequence[int | None]) -> Problem:
    place = list(error["loc"])
    number = None
    known: Iterable[str] = File.model_fields
    if len(place) > 1 and place[0] == "term" and isinstance(place[1], int):
        number = place[1] + 1
        place, known = place[2:], TermRow.model_fields
    elif len(place) > 1 and place[0] == "defaults":
        known = Habits.model_fields
    key = ".".join(str(part) for part in place if not isinstance(part, int) and part != "[key]")
    line = lines[number - 1] if number is not None else None
    if place:
        line = line_of_key(text, line, str(place[0]))
    wrong, hint = _words(error, key, list(known))
    return file_error(name, number, line, wrong, hint, key)


def _words(error: ErrorDetails, key: str, known: list[str]) -> tuple[Text, Text]:
    if error["type"] == "extra_forbidden":
        choices = Text(f"Keys: {', '.join(known)}", f"可用的键：{'、'.join(known)}")
        return Text("is no key of a lexicon", "不是词表的键"), _nearest(key, known, choices)
    context: dict[str, Any] = error.get("ctx", {})
    if "expected" in context:
        expected = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        allowed = [choice.strip() for choice in expected.split(",")]
        value = visible(shorten(str(error["input"]), _LONGEST_VALUE))
        choices = Text(f"Choices: {', '.join(allowed)}", f"可选：{'、'.join(allowed)}")
        return (
            Text(f"cannot be “{value}”", f"不能取“{value}”"),
            _nearest(value, allowed, choices),
        )
    wrong = _WRONG.get(error["type"], _OTHERWISE)
    if "max_length" in context:
        wrong = wrong.fill(max_length=context["max_length"])
    return wrong, Text("docs/lexicons.md describes the format", "格式见 docs/lexicons.md")


def _nearest(value: str, choices: list[str], otherwise: Text) -> Text:
    """Return the choices, after the one most like ``value`` if there is one."""
    last = value.rpartition(".")[2]
    best = max(choices, key=lambda choice: fuzz.ratio(last.lower(), choice))
    if fuzz.ratio(last.lower(), best) < _LIKENESS:
        return otherwise
    return Text(
        f"did you mean {best}? {otherwise.en}",
        f"是否指 {best}？{otherwise.zh}",
    )
