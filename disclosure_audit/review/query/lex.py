"""Cuts a filter into tokens. Full-width punctuation of an input method means what the other does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from disclosure_audit.language import Text
from disclosure_audit.review.query.error import QueryError, shown
from disclosure_audit.review.query.tree import Value
from disclosure_audit.review.query.words import AND, NOT, OR

_OPEN, _CLOSE, _NEGATE, _BAR, _COMMA = "(（", ")）", "-－!！", "|｜", ",，"
_CLOSERS = {'"': '"＂', "＂": '"＂', "“": "”", "”": "”“"}
"""Quotation mark -> what may close it; an input method may give ``”`` twice."""
_PLAIN = str.maketrans("：＝＜＞～！≥≤≠", ":=<>~!GLN")
_OPERATORS = {"!=": "!=", ">=": ">=", "<=": "<=", "G": ">=", "L": "<=", "N": "!=",
              ":": ":", "=": "=", "~": "~", ">": ">", "<": "<"}  # fmt: skip
_SIGNS = "：＝＜＞～！≥≤≠:=<>~!"

Kind = Literal["(", ")", "or", "and", "not", "term"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a filter from ``at`` to before ``end``. A term has values, and perhaps a name."""

    kind: Kind
    at: int
    end: int
    name: str | None = None
    operator: str = ""
    values: tuple[Value, ...] = ()


def lex(text: str, *, lenient: bool = False) -> list[Token]:
    """Return the tokens of ``text``.

    Raises ``QueryError`` for an operator without a field before it or a value behind it, unless
    ``lenient``: then such a term has an empty name or no values.
    """
    tokens: list[Token] = []
    at = 0
    while True:
        at = _skip_blanks(text, at)
        if at >= len(text):
            return tokens
        token = _punctuation(text, at) or _term(text, at, lenient=lenient)
        tokens.append(token)
        at = token.end


def _punctuation(text: str, at: int) -> Token | None:
    char, behind = text[at], text[at + 1 : at + 2]
    if char in _OPEN:
        return Token("(", at, at + 1)
    if char in _CLOSE:
        return Token(")", at, at + 1)
    if char in _BAR:
        return Token("or", at, at + 1)
    stands_alone = not behind or behind.isspace() or behind in _CLOSE
    if char in _NEGATE and not stands_alone and not _operator(text, at):
        return Token("not", at, at + 1)
    return None


def _operator(text: str, at: int) -> tuple[str, int] | None:
    """Return the operator that begins at ``at`` and its length."""
    if text[at] not in _SIGNS:
        return None
    signs = text[at : at + 2].translate(_PLAIN)
    for size in (2, 1):
        if len(signs) >= size and signs[:size] in _OPERATORS and text[at] in _SIGNS:
            return _OPERATORS[signs[:size]], size
    return None


def _term(text: str, at: int, *, lenient: bool) -> Token:
    if text[at] in _CLOSERS:
        word, end = _quoted(text, at)
        return Token("term", at, end, None, ":", (Value(word, True, at),))
    end = _bare(text, at, is_name=True)
    found = _operator(text, end) if end < len(text) else None
    name = text[at:end]
    if found is None:
        for kind, words in (("or", OR), ("and", AND), ("not", NOT)):
            if name.casefold() in words:
                return Token(kind, at, end)  # type: ignore[arg-type]  # three of the kinds
        return Token("term", at, end, None, ":", (Value(name, False, at),))
    operator, size = found
    if not name and not lenient:
        raise QueryError(
            Text(f"there is no field before “{operator}”", f"“{operator}”之前没有字段名"),
            at,
            Text(f'write one, or put what you look for in quotation marks: "{operator}…"',
                 f"请写上字段名，或给要查找的文字加引号：“{operator}…”"),
        )  # fmt: skip
    values, last = _values(text, end + size, is_regex=operator == "~")
    if not values and not lenient:
        raise QueryError(
            Text(f"there is no value after “{shown(name)}{operator}”",
                 f"“{shown(name)}{operator}”之后没有值"),
            end + size,
            Text(f"write one; {shown(name)}:none finds what has none, {shown(name)}:any what has one",
                 f"请写上值；{shown(name)}:无 查找没有值的，{shown(name)}:有 查找有值的"),
        )  # fmt: skip
    return Token("term", at, last, name, operator, tuple(values))


def _values(text: str, at: int, *, is_regex: bool) -> tuple[list[Value], int]:
    """Return the values that begin at ``at`` and where they end."""
    values: list[Value] = []
    while at < len(text):
        if text[at] in _CLOSERS:
            word, end = _quoted(text, at)
            values.append(Value(word, True, at))
        else:
            end = _bare(text, at, is_regex=is_regex)
            if end > at:
                values.append(Value(text[at:end], False, at))
        if is_regex or end >= len(text) or text[end] not in _COMMA:
            return values, end
        at = _skip_blanks(text, end + 1)
    return values, at


def _bare(text: str, at: int, *, is_name: bool = False, is_regex: bool = False) -> int:
    """Return where a word without quotation marks ends.

    Brackets inside it belong to it as long as they close there: 办法（试行）.
    """
    depth = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            break
        if is_regex and char == "\\" and not text[at + 1 : at + 2].isspace():
            at += 2
            continue
        if is_name and _operator(text, at):
            break
        if not is_regex and (char in _BAR or (char in _COMMA and not is_name)):
            break
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth < 0:
            break
        at += 1
    return min(at, len(text))


def _quoted(text: str, at: int) -> tuple[str, int]:
    """Return what stands between quotation marks and where it ends; the end of the text closes too."""
    closers, chars = _CLOSERS[text[at]], []
    at += 1
    while at < len(text):
        char, behind = text[at], text[at + 1 : at + 2]
        if char == "\\" and behind and behind in closers + '\\"＂“”':
            chars.append(behind)
            at += 2
            continue
        at += 1
        if char in closers:
            return "".join(chars), at
        chars.append(char)
    return "".join(chars), at


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
