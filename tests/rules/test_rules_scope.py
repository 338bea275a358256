"""What a rule's scope promises: applied to the pieces, it finds what it finds in the whole."""

from __future__ import annotations

import dataclasses
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import polars as pl
import pytest

from disclosure_audit.rules.base import NotApplicable, Rule, Tables
from disclosure_audit.rules.registry import all_rules, find_rule
from disclosure_audit.schema.columns import SIDES

TablesOf = Callable[..., Tables]
Record = tuple[str, int]
SIZE = 60


@pytest.fixture
def many(tables_of: TablesOf) -> Tables:
    """Return two lists in which every rule finds something."""
    rng = random.Random(7)

    def record(side: str) -> dict[str, Any]:
        word, day = rng.choice("甲乙丙丁"), f"2020-05-{rng.randint(1, 9):02}"
        return {
            "title": word, "norm_title_core": word, "norm_title": word + rng.choice(["", "bet365"]), "issued_on": rng.choice([day, None]), "published_on": f"2020-05-{rng.randint(1, 9):02}",
            "number_key": rng.choice(["1", "2", "3", None]), "number_form": rng.choice(["canonical", "variant"]),
            "number_kind": "ordinary", "index_number": "８-1", "index_key": rng.choice(["8", "9"]), "index_form": rng.choice(["local", "malformed"]),
            "norm_issuer": rng.choice(["甲局", "乙局", None]), "norm_summary": rng.choice([word, word + "摘要", None]),
            "url": rng.choice(["http:/a", "http://www.gov.cn/1.html", None]), "openness": rng.choice(["主动公开", "待定", None]),
            "openness_reason": rng.choice(["领导要求", None]), "category": rng.choice(["财政预算", None]), "channel": rng.choice(["site", "gazette", None]),
            "is_withheld": rng.random() < 0.3, "is_classified": rng.random() < 0.3, "issued_on_flag": rng.choice([None, None, "incomplete"]),
            "disposition": rng.choice(["omitted", "published", "out_of_scope", "unreadable"] if side == "register" else ["unregistered", "linked", "unreadable"]),
        }  # fmt: skip

    statuses = ["certain", "probable", "review"]
    return tables_of(
        [{**record("register"), **({"disposition": "not_due"} if n % 9 == 4 else {})} for n in range(SIZE)],
        [{**record("catalog"), **({"published_on": "2020-08-03"} if n % 4 else {})} for n in range(SIZE)],
        links=[(rng.randrange(SIZE), row, rng.choice(statuses)) for row in range(0, SIZE, 2)],
        candidates=[(rng.randrange(SIZE), rng.randrange(SIZE), n / 4, "another_number") for n in range(60)],
        repeats=[(side, row, row - row % 5, "exact") for side in ("register", "catalog") for row in range(SIZE) if row % 5 in (1, 3)],
        hits=[hit for side in ("register", "catalog") for row in range(0, SIZE, 3) for hit in _hits(side, row)],
        texts=[
            {"side": side, "row": row, "file": f"{row}.pdf", "status": "unreadable", "reason": "damaged"}
            for side in SIDES for row in range(0, SIZE, 4)
        ],
        rejects=[{"side": "register", "row": 90 + n, "source": "a", "line": n, "reason": "x"} for n in range(3)],
        config={"time_limit": {"as_of": "2020-06-01"}},
    )  # fmt: skip


def _hits(side: str, row: int) -> list[dict[str, Any]]:
    """Return hits of every kind and sort on one record."""
    terms = {
        "handling_mark": "内部资料", "surveying": "坐标转换参数", "military": "军事禁区", "trade_secret": "企业商业秘密",
        "unpublished_decision": "送审稿", "openness_note": "此件不予公开", "unannounced_project": "青鸾项目",
    }  # fmt: skip
    traces = ["brand_in_name_slot", "keyword_list", "junk_markup", "pinyin_notes", "foreign_link"]
    identifiers = ["resident_id", "bank_card", "passport", "mobile", "leaking_mask"]
    place = {
        "side": side,
        "row": row,
        "field": "title",
        "start": 0,
        "confidence": "high",
        "secret": True,
    }
    return [
        {**place, "kind": "classification_mark", "grade": "机密"},
        {**place, "kind": "classification_mark", "grade": "机密", "expired": True},
        *(
            {**place, "kind": "term", "what": what, "term": term, "token": term}
            for what, term in terms.items()
        ),
        {
            **place,
            "kind": "term",
            "what": "openness_note",
            "term": "此件公开发布",
            "field": "summary",
        },
        *(
            {**place, "kind": "identifier", "what": what, "token": what, "because": ["table"]}
            for what in identifiers
        ),
        *({**place, "kind": "tampering", "what": what, "secret": False} for what in traces),
    ]


def _pieces(tables: Tables, together: tuple[str, ...]) -> list[set[Record]]:
    """Return the smallest sets of records that hold together what must be."""
    parent: dict[Record, Record] = {}

    def root(record: Record) -> Record:
        while parent.setdefault(record, record) != record:
            record = parent[record]
        return record

    for side in SIDES:
        for row in tables.side(side)["row"]:
            root((side, row))
    for row, *_ in tables.rejects.select("row").rows():
        root(("register", row))
    for one, other in _bonds(tables, together):
        parent[root(one)] = root(other)
    pieces = defaultdict(set)
    for record in list(parent):
        pieces[root(record)].add(record)
    return list(pieces.values())


def _bonds(tables: Tables, together: tuple[str, ...]) -> Iterator[tuple[Record, Record]]:
    for bond in together:
        if bond in ("link", "candidate"):
            pairs = tables.links if bond == "link" else tables.candidates
            for register_row, catalog_row in pairs.select("register_row", "catalog_row").rows():
                yield ("register", register_row), ("catalog", catalog_row)
        elif bond == "repeat":
            for side, row, of_row in tables.repeats.select("side", "row", "of_row").rows():
                yield (side, row), (side, of_row)
        else:
            for side in SIDES:
                rows = tables.side(side).filter(pl.col(bond).is_not_null())
                for group in rows.group_by(bond).agg("row")["row"]:
                    for row in group[1:]:
                        yield (side, group[0]), (side, row)


def _cut(tables: Tables, piece: set[Record]) -> Tables:
    """Return the tables of a piece: its records, and what is said of them and of their pairs."""
    rows = {side: [row for s, row in piece if s == side] for side in ("register", "catalog")}
    register, catalog = (pl.lit(rows[side], dtype=pl.List(pl.UInt32)) for side in rows)
    of_pair = pl.col("register_row").is_in(register) | pl.col("catalog_row").is_in(catalog)
    of_record = pl.when(pl.col("side") == "register").then(pl.col("row").is_in(register)).otherwise(
        pl.col("row").is_in(catalog)
    )  # fmt: skip
    return dataclasses.replace(
        tables,
        register=tables.register.filter(pl.col("row").is_in(register)),
        catalog=tables.catalog.filter(pl.col("row").is_in(catalog)),
        links=tables.links.filter(of_pair),
        candidates=tables.candidates.filter(of_pair),
        repeats=tables.repeats.filter(of_record),
        dispositions=tables.dispositions.filter(of_record),
        hits=tables.hits.filter(of_record),
        rejects=tables.rejects.filter(of_record),
        texts=tables.texts.filter(of_record),
    )


def _found(rule: Rule, tables: Tables) -> list[str]:
    answer = rule.find(tables)
    assert not isinstance(answer, NotApplicable)
    return [str(row) for row in answer.collect().to_dicts()]


def _cut_up(rule: Rule, tables: Tables, together: tuple[str, ...]) -> list[str]:
    return [row for piece in _pieces(tables, together) for row in _found(rule, _cut(tables, piece))]


@pytest.mark.parametrize(
    "code", [code for code, rule in all_rules().items() if rule.scope != "whole"]
)
def test_cut_up_equals_whole(many: Tables, code: str) -> None:
    rule = find_rule(code)
    whole = _found(rule, many)
    assert whole
    assert sorted(_cut_up(rule, many, rule.together)) == sorted(whole)


@pytest.mark.parametrize("code", [c for c, rule in all_rules().items() if rule.scope == "key"])
def test_a_scope_too_small_is_proved_wrong(many: Tables, code: str) -> None:
    rule = find_rule(code)
    assert sorted(_cut_up(rule, many, ())) != sorted(_found(rule, many))
