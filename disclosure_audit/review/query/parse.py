"""A filter as text becomes a filter over a sheet's frame."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.review.query.compile import compile_tree
from disclosure_audit.review.query.error import QueryError, offer, shown
from disclosure_audit.review.query.lex import Token, lex
from disclosure_audit.review.query.tree import And, Node, Not, Or, Term, spell
from disclosure_audit.review.query.words import FIELDS, by_name

LONGEST = 2000
"""Characters of a filter."""
MOST_TERMS = 50
DEEPEST = 20
"""How deep brackets and negations may stand in each other."""


@dataclass(frozen=True, slots=True)
class Query:
    """A filter. ``expr`` (Boolean, never null) says of each row of a sheet whether it is kept."""

    text: str
    """As it was written."""
    kind: str
    tree: Node
    expr: pl.Expr
    lang: Lang = "en"

    @property
    def is_empty(self) -> bool:
        """Whether it keeps every row because it says nothing."""
        return self.tree == And(())

    def spelt(self) -> str:
        """Return the filter in its plain form, with the names of fields in ``lang``."""
        return spell(self.tree, self.lang)


def parse(text: str, kind: str, lang: Lang = "en", *, today: dt.date | None = None) -> Query:
    """Return the filter that ``text`` means for sheets of ``kind``.

    ``today`` is what the word ``today`` stands for. Raises ``QueryError`` for what has no meaning,
    with the place and what could have been meant.
    """
    if len(text) > LONGEST:
        raise QueryError(
            Text("the filter is too long", "筛选条件过长"),
            LONGEST,
            Text(f"use at most {LONGEST} characters", f"最多 {LONGEST} 个字符"),
        )
    # a lone surrogate is in no text that Polars can hold
    readable = text.encode("utf-8", "replace").decode()
    tree = parse_tree(readable, kind)
    return Query(text, kind, tree, compile_tree(tree, kind, today or dt.date.today()), lang)


def parse_tree(text: str, kind: str) -> Node:
    """Return what ``text`` says, its fields known, its values not yet looked at."""
    tokens = lex(text)
    if sum(token.kind == "term" for token in tokens) > MOST_TERMS:
        raise QueryError(
            Text("the filter has too many conditions", "筛选条件过多"),
            len(text),
            Text(
                f"use at most {MOST_TERMS}; one field may have many values: rule:DU,OM",
                f"最多 {MOST_TERMS} 个；同一字段可写多个值：规则:DU,OM",
            ),
        )
    return _Parser(tokens, kind, len(text)).whole()


class _Parser:
    """Reads tokens from the left. ``or`` binds least, then standing side by side, then ``-``."""

    def __init__(self, tokens: list[Token], kind: str, end: int) -> None:
        self._tokens = tokens
        self._fields = by_name(kind)
        self._kind = kind
        self._end = end
        self._next = 0
        self._depth = 0

    def whole(self) -> Node:
        if not self._tokens:
            return And(())
        node = self._either()
        if self._peek() is not None:  # only a bracket ends it early
            raise QueryError(
                Text("“)” closes nothing", "“)”没有对应的左括号"),
                self._at(),
                Text(
                    "open a bracket before it, or put the text in quotation marks",
                    "请补上左括号，或给文字加引号",
                ),
            )
        return node

    def _peek(self) -> str | None:
        return self._tokens[self._next].kind if self._next < len(self._tokens) else None

    def _at(self) -> int:
        return self._tokens[self._next].at if self._next < len(self._tokens) else self._end

    def _take(self) -> Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _either(self) -> Node:
        parts = [self._both()]
        while self._peek() == "or":
            self._take()
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _both(self) -> Node:
        parts = [self._single()]
        while self._peek() in ("term", "(", "not", "and"):
            if self._peek() == "and":
                self._take()
            parts.append(self._single())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _single(self) -> Node:
        kind, at = self._peek(), self._at()
        if kind == "term":
            return self._term(self._take())
        if kind not in ("(", "not"):
            raise QueryError(
                Text("a condition is missing here", "此处缺少条件"),
                at,
                Text(
                    "write one, or put the word before in quotation marks",
                    "请写上条件，或给前面的词加引号",
                ),
            )
        self._take()
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(
                Text("the brackets are too deep", "括号层数过多"),
                at,
                Text(f"use at most {DEEPEST}", f"最多 {DEEPEST} 层"),
            )
        node = Not(self._single()) if kind == "not" else self._bracket(at)
        self._depth -= 1
        return node

    def _bracket(self, at: int) -> Node:
        node = self._either()
        if self._peek() != ")":
            raise QueryError(
                Text("“(” is not closed", "“(”没有对应的右括号"),
                at,
                Text("add “)” at the end", "请在末尾补上“)”"),
            )
        self._take()
        return node

    def _term(self, token: Token) -> Term:
        if token.name is None:
            return Term(None, token.operator, token.values, token.at)
        field = self._fields.get(token.name.casefold())
        if field is None:
            name = shown(token.name)
            raise QueryError(
                Text(f"no field is called “{name}”", f"没有名为“{name}”的字段"),
                token.at,
                offer(
                    token.name,
                    [each.title for each in FIELDS[self._kind]],
                    Text("put text that holds a sign in quotation marks", "含符号的文字请加引号"),
                ),
            )
        return Term(field, token.operator, token.values, token.at)
