"""What could stand in place of the word under the cursor of a filter."""

from __future__ import annotations

import re
from collections.abc import Iterable

import polars as pl

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang
from disclosure_audit.review.query.fold import fold
from disclosure_audit.review.query.lex import Token, lex
from disclosure_audit.review.query.tree import quoted
from disclosure_audit.review.query.words import FIELDS, Field, by_name
from disclosure_audit.review.sheets import Sheet, codes

MOST = 20
_LONGEST_VALUE = 40
_NEEDS_QUOTES = re.compile(r"""[\s()（）|｜,，"“”＂\\]|^[-－!！]|\.\.""")


def word_at(text: str, cursor: int) -> tuple[int, int]:
    """Return where the word begins and ends that a suggestion replaces.

    It ends at the cursor: what stands behind it is left alone. Without a word both are the cursor.
    """
    text = text[:cursor]
    token = _token(text)
    return (len(text) if token is None else token.at), len(text)


def complete(
    text: str, cursor: int, kind: str, sheet: Sheet | None, lang: Lang = "en"
) -> list[str]:
    """Return what the word before ``cursor`` may become, the likeliest first.

    Names of fields with ``:``, and behind a field the values that ``sheet`` holds, at most
    :data:`MOST` (without a sheet, the codes there are). Each replaces the text of :func:`word_at`.
    Values are answered in the language of the field's name, names in ``lang``.
    """
    text = text[:cursor]
    token = _token(text)
    if token is None:
        return [] if text[-1:] in (")", "）") else _names(kind, "", lang)
    if token.name is None:
        value = token.values[0]
        return [] if value.is_quoted else _names(kind, value.text, lang)
    field = by_name(kind).get(token.name.casefold())
    if field is None or token.operator == "~":
        return []
    last = token.values[-1] if token.values else None
    begun = last.text if last else ""
    if last and _begins_another(text, token):
        last, begun = None, ""
    lang = "en" if (token.name + begun).isascii() else "zh"
    before = text[token.at : last.at if last else len(text)]
    found = _matching(_values(field, sheet, lang), begun)
    return [before + _written(value) for value in found if fold(value) != fold(begun)]


def _token(text: str) -> Token | None:
    """Return the term that ends with ``text``."""
    tokens = lex(text, lenient=True)
    if tokens and tokens[-1].end == len(text) and tokens[-1].kind == "term":
        return tokens[-1]
    return None


def _begins_another(text: str, token: Token) -> bool:
    """Return whether ``text`` ends with a comma behind the values of ``token``, not inside one."""
    if text[-1] not in ",，":
        return False
    without = _token(text[:-1])
    return without is not None and without.values == token.values


def _names(kind: str, begun: str, lang: Lang) -> list[str]:
    """Return the names that begin so, those of ``lang`` before those of the other language."""
    asked, names = begun.casefold(), []
    for each in FIELDS[kind]:
        answers = [name for name in each.names() if name.startswith(asked)]
        if answers:
            own = each.called(lang)
            other = each.called("en" if lang == "zh" else "zh")
            fit = [name for name in (own, other) if name.casefold().startswith(asked)]
            names.append((fit or answers)[0] + ":")
    return names


def _matching(values: Iterable[str], begun: str) -> list[str]:
    """Return the values that begin so, then those that contain it."""
    asked = fold(begun)
    all_values = list(dict.fromkeys(values))
    first = [value for value in all_values if fold(value).startswith(asked)]
    then = [value for value in all_values if asked in fold(value) and value not in first]
    return [*first, *then][:MOST]


def _values(field: Field, sheet: Sheet | None, lang: Lang) -> list[str]:
    """Return the values of a field in a sheet as they are written, a code as its word if Chinese."""
    if field.type == "yes":
        return [text.to(lang) for text in codes.YES_NO.values()]
    if field.type == "code":
        there = field.codes if sheet is None else _there(field, sheet)
        return [
            text.zh if lang == "zh" else code for code, text in field.codes.items() if code in there
        ]
    if sheet is None or not (field.is_listed or field.type == "rule" or field.form == "month"):
        return []
    counted = (
        sheet.frame.select(pl.col(field.columns[0]).cast(pl.String).alias("value"))
        .drop_nulls()
        .group_by("value")
        .len()
    )
    # the newest month, the first rule, the commonest text
    order = {"date": ["value"], "rule": ["value"]}.get(field.type, ["len", "value"])
    down = [field.type != "rule", False][: len(order)]
    values = counted.sort(order, descending=down)["value"]
    return [each for each in values if 0 < len(each) <= _LONGEST_VALUE and visible(each) == each]


def _there(field: Field, sheet: Sheet) -> set[str]:
    return set(sheet.frame[field.columns[0]].cast(pl.String).unique().drop_nulls())


def _written(value: str) -> str:
    return quoted(value) if _NEEDS_QUOTES.search(value) else value
