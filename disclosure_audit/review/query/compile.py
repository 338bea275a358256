"""The tree of a filter becomes one Polars expression over a sheet's frame."""

from __future__ import annotations

import datetime as dt
from functools import reduce
from operator import or_

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.review.query.amounts import compare_amount
from disclosure_audit.review.query.dates import compare_date
from disclosure_audit.review.query.error import QueryError, offer
from disclosure_audit.review.query.fold import begins, contains, equals, fold
from disclosure_audit.review.query.rules import codes_called
from disclosure_audit.review.query.tree import And, Node, Not, Or, Term, Value
from disclosure_audit.review.query.words import (
    ANY,
    EVERYWHERE,
    NO,
    NONE,
    YES,
    Field,
    by_name,
)
from disclosure_audit.review.sheets import codes

_LONGEST_PATTERN = 300
_COMPARING = (">", ">=", "<", "<=")


def compile_tree(node: Node, kind: str, today: dt.date) -> pl.Expr:
    """Return whether a row of a sheet of ``kind`` is kept: Boolean, never null.

    Raises ``QueryError`` for a wrong value.
    """
    match node:
        case And(parts):
            if not parts:
                return pl.lit(value=True)
            return pl.all_horizontal(compile_tree(part, kind, today) for part in parts)
        case Or(parts):
            return pl.any_horizontal(compile_tree(part, kind, today) for part in parts)
        case Not(part):
            return ~compile_tree(part, kind, today)
        case Term(None, _, values):
            return contains(by_name(kind)[EVERYWHERE].columns, values[0].text)
        case Term(Field() as field):
            return _term(node, field, today).fill_null(value=False)
    raise TypeError(node)


def _term(term: Term, field: Field, today: dt.date) -> pl.Expr:
    operator = term.operator
    if operator in _COMPARING and len(term.values) > 1:
        raise QueryError(
            Text(f"“{operator}” takes one value", f"“{operator}”只能带一个值"),
            term.values[1].at,
            Text("use “:” to choose among several", "要列出多个值，请用“:”"),
        )
    plain = "=" if operator == "!=" else operator
    found = reduce(or_, (_one(field, plain, value, today) for value in term.values))
    return ~found.fill_null(value=False) if operator == "!=" else found


def _one(field: Field, operator: str, value: Value, today: dt.date) -> pl.Expr:
    """Return whether the field is as one value says. May be null where the field is."""
    has_one = _has_one(field)
    if operator in (":", "="):
        if (not value.is_quoted and fold(value.text) in NONE) or not value.text:
            return ~has_one
        if not value.is_quoted and fold(value.text) in ANY:
            return has_one
    if operator == "~":
        return _regex(field, value)
    match field.type:
        case "text":
            _refuse_order(field, operator, value)
            return (contains if operator == ":" else equals)(field.columns, value.text)
        case "code":
            return _code(field, operator, value)
        case "rule":
            _refuse_order(field, operator, value)
            return _rule(operator, value)
        case "yes":
            _refuse_order(field, operator, value)
            return _yes(field, value)
        case "date":
            return compare_date(field, operator, value, today)
        case "number" | "row" | "percent":
            return compare_amount(field, operator, value)


def _has_one(field: Field) -> pl.Expr:
    there = [pl.col(name).is_not_null() for name in field.columns]
    if field.type == "yes":
        return pl.col(field.columns[0]).fill_null(value=False)
    if field.type == "text":
        there = [pl.col(name).is_not_null() & (pl.col(name) != "") for name in field.columns]
    return pl.any_horizontal(there)


def _refuse_order(field: Field, operator: str, value: Value) -> None:
    if operator in _COMPARING:
        raise QueryError(
            Text(f"“{field.name}” has no order", f"“{field.title.zh}”不分大小"),
            value.at,
            Text("use “:”, “=”, “!=” or “~”", "请用“:”、“=”、“!=”或“~”")
            if field.type != "yes"
            else Text("use “:yes” or “:no”", "请用“:是”或“:否”"),
        )


def _regex(field: Field, value: Value) -> pl.Expr:
    if field.type not in ("text", "code", "rule"):
        raise QueryError(
            Text(f"“{field.name}” takes no pattern", f"“{field.title.zh}”不能用正则表达式"),
            value.at,
            Text("use “:”, or compare with “<” and “>”", "请用“:”，或用“<”“>”比较"),
        )
    pattern = f"(?i){value.text}"
    try:
        if len(pattern) > _LONGEST_PATTERN:
            raise pl.exceptions.ComputeError
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.PolarsError as error:
        raise QueryError(
            Text("the pattern cannot be understood, or is too large", "正则表达式有误或过大"),
            value.at,
            Text(
                "use “:” to look for the text as it is; patterns know no look-around and no \\1",
                "要按原文查找请用“:”；不支持环视与反向引用",
            ),
        ) from error
    texts = [pl.col(name).cast(pl.String) for name in field.columns]
    return pl.any_horizontal(text.str.contains(pattern) for text in texts)


def _code(field: Field, operator: str, value: Value) -> pl.Expr:
    column = pl.col(field.columns[0]).cast(pl.String)
    code = _code_called(field, value)
    if operator in (":", "="):
        return column == code
    if not field.is_ordered or code not in field.codes:
        _refuse_order(field, operator, value)
    names = list(field.codes)
    place = names.index(code)
    kept = {
        ">": names[place + 1 :], ">=": names[place:], "<": names[:place], "<=": names[: place + 1],
    }[operator]  # fmt: skip
    return column.is_in(kept)


def _code_called(field: Field, value: Value) -> str:
    """Return the code that a value means: the code, its word, or the only one that begins so."""
    asked = fold(value.text.strip())
    called = {
        fold(word): code
        for code, text in field.codes.items()
        for word in (text.en, text.zh, code, code.replace("_", " "))
    }
    if asked in called:
        return called[asked]
    begun = {code for word, code in called.items() if word.startswith(asked)}
    if len(begun) == 1 and not value.is_quoted:
        return begun.pop()
    if value.is_quoted:  # a waiver's reason is no code
        return value.text
    raise QueryError(
        Text(f"“{field.name}” has no such value", f"“{field.title.zh}”没有这个值"),
        value.at,
        offer(value.text, [Text(code, text.zh) for code, text in field.codes.items()]),
    )


def _rule(operator: str, value: Value) -> pl.Expr:
    known = codes_called(value, exactly=operator == "=")
    if known is not None:
        return pl.col("rule").is_in(known)
    return begins("rule", value.text) if operator == ":" else equals(["rule"], value.text)


def _yes(field: Field, value: Value) -> pl.Expr:
    asked, column = fold(value.text.strip()), pl.col(field.columns[0]).fill_null(value=False)
    if asked in YES:
        return column
    if asked in NO:
        return ~column
    raise QueryError(
        Text(f"“{field.name}” is yes or no", f"“{field.title.zh}”只能为是或否"),
        value.at,
        offer(value.text, list(codes.YES_NO.values())),
    )
