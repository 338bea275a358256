"""Says what is wrong with a configuration, so that a person can put it right."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz

from disclosure_audit.config import Config
from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text
from disclosure_audit.schema.columns import BY_NAME, SIDES
from disclosure_audit.settings.keys import fields, flatten
from disclosure_audit.time_limits.table import specials

_FREE_TABLES = (
    "columns.register",
    "columns.catalog",
    "rules.severity",
    "openness.grounds",
    "openness.proactive",
    "review.keys",
)
"""Tables whose keys the user chooses."""
_PASSWORD = re.compile(r"\w+://[^/?]*:[^@/]*@|.*[?&]password=", re.IGNORECASE)
"""An address with a password in it. Settings are shown, copied and put under version control."""
_LIKENESS = 60
_LONGEST_VALUE = 40

_WRONG: dict[str, Text] = {
    "missing": Text("is missing", "缺少取值"),
    "extra_forbidden": Text("is no setting", "不是设置项"),
    "string_type": Text("must be text in quotation marks", "应为加引号的文字"),
    "string_too_short": Text("must not be empty", "不得为空"),
    "string_too_long": Text("must be a single character", "只能是一个字符"),
    "tuple_type": Text(
        'must be a list in square brackets, such as ["a", "b"]', '应为方括号列表，如 ["甲", "乙"]'
    ),
    "dict_type": Text("must be a table", "应为一个表"),
    "model_type": Text("must be a table", "应为一个表"),
    "model_attributes_type": Text("must be a table", "应为一个表"),
    "bool_type": Text("must be true or false", "只能是 true 或 false"),
    "bool_parsing": Text("must be true or false", "只能是 true 或 false"),
    "int_type": Text("must be a whole number", "应为整数"),
    "int_parsing": Text("must be a whole number", "应为整数"),
    "int_from_float": Text("must be a whole number", "应为整数"),
    "float_type": Text("must be a number", "应为数"),
    "float_parsing": Text("must be a number", "应为数"),
    "greater_than": Text("must be greater than {gt}", "必须大于 {gt}"),
    "greater_than_equal": Text("must be at least {ge}", "不得小于 {ge}"),
    "less_than_equal": Text("must be at most {le}", "不得大于 {le}"),
    "date_type": Text("must be a date such as 2024-01-31", "应为日期，如 2024-01-31"),
    "date_parsing": Text("must be a date such as 2024-01-31", "应为日期，如 2024-01-31"),
    "date_from_datetime_parsing": Text(
        "must be a date such as 2024-01-31", "应为日期，如 2024-01-31"
    ),
    "date_from_datetime_inexact": Text("must be a date without a time", "应为不带时间的日期"),
}


def keys(layer: Mapping[str, Any], origin: str) -> None:
    """Raise ``UsageError`` if ``layer`` has a key that no setting bears, naming the nearest."""
    known = [key for key, _ in fields()]
    sections = {key.rpartition(".")[0] for key in known}
    for key, value in flatten(layer).items():
        if key in known or (key in sections and value == {}):
            continue
        if any(key.startswith(f"{table}.") for table in _FREE_TABLES):
            _column_key(key, origin)
            continue
        if any(key.startswith(f"{name}.") for name in known):
            continue  # a table where a value belongs: the model says so
        if key in sections:
            raise _wrong_value(key, origin, _WRONG["model_type"])
        if key.startswith("rules.required"):
            raise _replaced_by_profile(origin)
        near = _nearest(key, known)
        raise UsageError(
            Text("{where}: there is no setting “{key}”", "{where}：没有设置项“{key}”").fill(
                where=_where(origin), key=visible(key)
            ),
            Text(f"did you mean {near}?", f"是否指 {near}？")
            if near
            else Text(
                f"sections: {', '.join(sorted(sections - {''}))}",
                f"可用的表：{'、'.join(sorted(sections - {''}))}",
            ),
        )


def explain(error: ValidationError, origins: Mapping[str, str]) -> UsageError:
    """Return the first of the model's complaints, in words."""
    first = error.errors(include_url=False)[0]
    parts = [str(part) for part in first["loc"] if not isinstance(part, int)]
    key = ".".join(part for part in parts if part not in ("[key]",))
    origin = origin_of(key, origins)
    if "expected" in first.get("ctx", {}):
        return _wrong_choice(key, origin, first)
    wrong = _WRONG.get(first["type"], Text("{msg}", "取值不合要求（{msg}）").fill(msg=first["msg"]))
    context = {name: value for name, value in first.get("ctx", {}).items() if name != "error"}
    with contextlib.suppress(KeyError, IndexError):  # a sentence of pydantic's that holds braces
        wrong = wrong.fill(**context)
    return _wrong_value(key, origin, wrong)


def meaning(config: Config, origins: Mapping[str, str]) -> None:
    """Raise ``UsageError`` for values that are well formed and yet cannot be meant."""
    scope = config.scope
    if scope.from_ and scope.to and scope.from_ > scope.to:
        raise UsageError(
            Text("scope.from ({a}) is after scope.to ({b})", "scope.from（{a}）晚于 scope.to（{b}）").fill(
                a=scope.from_, b=scope.to
            ),
            Text("swap the two dates", "请对调两个日期"),
        )  # fmt: skip
    specials(config.time_limit)  # says what cannot be meant
    if _PASSWORD.match(config.review.journal or ""):
        raise UsageError(
            Text("{where}: review.journal holds a password", "{where}：review.journal 中写有口令").fill(
                where=_where(origin_of("review.journal", origins))
            ),
            Text("leave it out and set PGPASSWORD, or keep it in a password file",
                 "请去掉口令，改设环境变量 PGPASSWORD 或使用口令文件"),
        )  # fmt: skip


def _column_key(key: str, origin: str) -> None:
    table, _, name = key.partition("columns.")[2].partition(".") if "columns." in key else ("",) * 3
    if table in SIDES and name not in BY_NAME:
        raise no_column(name, f"columns.{table}", origin)


def _replaced_by_profile(origin: str) -> UsageError:
    return UsageError(
        Text("{where}: rules.required has become rules.profile", "{where}：rules.required 已改为 rules.profile").fill(
            where=_where(origin)
        ),
        Text("name the fields in a table: [rules.profile.register] title = \"required\"",
             "请改写为表：[rules.profile.register] title = \"required\""),
    )  # fmt: skip


def no_column(name: str, key: str, origin: str) -> UsageError:
    """Return the error of a setting that names a column which does not exist."""
    near = _nearest(name, list(BY_NAME))
    return UsageError(
        Text(
            "{where}: {key} names “{name}”, which is no column", "{where}：{key} 中的“{name}”不是列名"
        ).fill(where=_where(origin), key=key, name=visible(shorten(name, _LONGEST_VALUE))),
        Text(
            (f"did you mean {near}? " if near else "") + f"Columns: {', '.join(BY_NAME)}",
            (f"是否指 {near}？" if near else "") + f"可用的列：{'、'.join(BY_NAME)}",
        ),
    )  # fmt: skip


def _wrong_choice(key: str, origin: str, error: ErrorDetails) -> UsageError:
    expected = str(error.get("ctx", {})["expected"]).replace("'", "").replace(" or ", ", ")
    choices = [choice.strip() for choice in expected.split(",")]
    return no_choice(str(error["input"]), choices, key, origin)


def no_choice(value: str, choices: list[str], key: str, origin: str) -> UsageError:
    """Return the error of a setting whose value is none of ``choices``, with the nearest."""
    value = visible(shorten(value, _LONGEST_VALUE))
    near = _nearest(value, choices)
    return UsageError(
        Text("{where}: {key} cannot be “{value}”", "{where}：{key} 不能取“{value}”").fill(
            where=_where(origin), key=visible(key), value=value
        ),
        Text(
            (f"did you mean {near}? " if near else "") + f"Choices: {', '.join(choices)}",
            (f"是否指 {near}？" if near else "") + f"可选：{'、'.join(choices)}",
        ),
    )


def no_table(key: str, origin: str) -> UsageError:
    """Return the error of a setting that should be a table."""
    return _wrong_value(key, origin, _WRONG["model_type"])


def _wrong_value(key: str, origin: str, wrong: Text) -> UsageError:
    return UsageError(
        Text(
            f"{_where(origin)}: {visible(key)} {wrong.en}",
            f"{_where(origin)}：{visible(key)} {wrong.zh}",
        ),
        Text(f"without it, {default} holds", f"不写则取默认值 {default}")
        if (default := _default(key))
        else Text("look at the name and the value again", "请核对名称与取值"),
    )


def _default(key: str) -> str | None:
    """Return the default of a setting as it would be written, if it has one."""
    value = flatten(Config().model_dump(mode="json", by_alias=True)).get(key)
    return None if value is None else shorten(json.dumps(value, ensure_ascii=False), 60)


def _where(origin: str) -> str:
    return origin.removeprefix("file ")


def origin_of(key: str, origins: Mapping[str, str]) -> str:
    """Return where ``key`` or anything below it was given; the last layer counts."""
    given = [o for k, o in origins.items() if f"{k}.".startswith(f"{key}.") and o != "default"]
    return given[-1] if given else "default"


def _nearest(name: str, choices: list[str]) -> str | None:
    """Return the choice most like ``name``, by the whole or by its last part."""
    last = name.rpartition(".")[2]
    scored = [
        (max(fuzz.ratio(name, c), 0.98 * fuzz.ratio(last, c.rpartition(".")[2])), c)
        for c in choices
    ]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= _LIKENESS else None
