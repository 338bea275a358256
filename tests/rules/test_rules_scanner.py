"""What the rules on confidential content make of hits, on hand-made tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from disclosure_audit.rules.base import Tables
from disclosure_audit.scanner.reasons import BECAUSE, WHAT
from disclosure_audit.spans import HITS
from disclosure_audit.texts.reasons import INCOMPLETE, REASONS
from disclosure_audit.texts.schema import TEXTS
from disclosure_audit.writers import evidence

TablesOf = Callable[..., Tables]
Apply = Callable[[str, Tables], list[dict[str, Any]]]
Hits = list[dict[str, Any]]

TERM_RULES = {
    "CF004": "handling_mark",
    "CF009": "surveying",
    "CF010": "trade_secret",
    "CF011": "unpublished_decision",
    "CF013": "unannounced_project",
}
IDENTIFIER_RULES = {"CF005": "resident_id", "CF006": "mobile", "CF007": "leaking_mask"}


def identifier(side: str, row: int | None, what: str, token: str, **more: Any) -> dict[str, Any]:
    return {
        "side": side, "row": row, "field": "summary", "kind": "identifier", "what": what, "token": token,
        "start": 0, "end": 18, "confidence": "high", "because": ["checksum", "keyword"], "secret": True,
        "excerpt": "号：████", **more,
    }  # fmt: skip


def term(side: str, row: int | None, what: str, words: str, **more: Any) -> dict[str, Any]:
    return {
        "side": side, "row": row, "field": "title", "kind": "term", "what": what, "token": f"t-{words}",
        "start": 0, "end": len(words), "confidence": "high", "because": ["exact_term"], "secret": False,
        "term": words, "excerpt": words, **more,
    }  # fmt: skip


def mark(side: str, row: int | None, grade: str, **more: Any) -> dict[str, Any]:
    return {
        "side": side, "row": row, "field": "title", "kind": "classification_mark", "what": grade,
        "grade": grade, "start": 0, "confidence": "high", "secret": True, "excerpt": "███", **more,
    }  # fmt: skip


def with_hits(tables: Tables, hits: Hits) -> Tables:
    assert all(set(hit) <= set(HITS) for hit in hits)
    frame = pl.DataFrame([{**dict.fromkeys(HITS), **hit} for hit in hits], schema=HITS)
    return dataclasses.replace(tables, hits=frame)


@pytest.fixture
def both(tables_of: TablesOf) -> Tables:
    """Return a register of three, its first two linked (the second in doubt), and a catalog."""
    rows = [{"title": "a"}, {"title": "b"}, {"title": "c"}]
    return tables_of(rows, rows, links=[(0, 0, "certain"), (1, 1, "review")])


def place(finding: dict[str, Any]) -> tuple[int | None, int | None]:
    return finding["register_row"], finding["catalog_row"]


@pytest.mark.parametrize(("code", "what"), TERM_RULES.items())
def test_a_term_counts_where_it_is_published(
    both: Tables, apply_rule: Apply, code: str, what: str
) -> None:
    hits = [term(side, row, what, "词") for side in ("register", "catalog") for row in range(3)]
    findings = apply_rule(code, with_hits(both, [*hits, *_others(code)]))
    own = {"CF004": "high", "CF009": "low", "CF010": "medium", "CF011": "low", "CF013": "medium"}
    assert sorted((str(place(f)), f["severity"]) for f in findings) == [
        ("(0, None)", "note"),
        *((f"(None, {row})", own[code]) for row in range(3)),
    ]


def _others(code: str) -> Hits:
    """Return hits that belong to other rules than ``code``."""
    whats = {**TERM_RULES, "CF012": "openness_note", "TP001": "brand", "CF009b": "military"}
    return [
        term("catalog", 2, what, "此件不予公开", field="summary")
        for rule, what in whats.items()
        if not rule.startswith(code)
    ]


@pytest.mark.parametrize(("code", "what"), TERM_RULES.items())
def test_the_lexicon_may_give_another_severity(
    both: Tables, apply_rule: Apply, code: str, what: str
) -> None:
    hits = [
        term("catalog", 0, what, "甲", severity="note", start=0),
        term("catalog", 0, what, "乙", severity="critical", start=9, field="summary"),
        term("register", 0, what, "丙", severity="critical"),
    ]
    found = {f["evidence"]["term"]: f["severity"] for f in apply_rule(code, with_hits(both, hits))}
    assert found == {"甲": "note", "乙": "critical", "丙": "note"}


def test_one_finding_per_text_and_category_for_the_gravest_term(
    both: Tables, apply_rule: Apply
) -> None:
    hits = [
        term("catalog", 0, "surveying", "甲", confidence="low"),
        term("catalog", 0, "surveying", "乙", start=5),
        term("catalog", 0, "surveying", "乙", start=3),
        term("catalog", 0, "military", "丙"),
        term("catalog", 0, "military", "丁", field="summary"),
    ]
    found = {
        (f["evidence"]["field"], f["evidence"]["what"]): f["evidence"]
        for f in apply_rule("CF009", with_hits(both, hits))
    }
    assert {key: (e["term"], e.get("count")) for key, e in found.items()} == {
        ("title", "surveying"): ("乙", "2"),
        ("title", "military"): ("丙", None),
        ("summary", "military"): ("丁", None),
    }


def test_a_secret_term_is_not_told(both: Tables, apply_rule: Apply) -> None:
    hits = [
        term("catalog", 0, "unannounced_project", "甲", secret=True, excerpt="█"),
        term("catalog", 1, "unannounced_project", "甲"),
        term("catalog", 2, "unannounced_project", "甲", secret=None, excerpt="█"),
    ]
    found = apply_rule("CF013", with_hits(both, hits))
    assert {f["catalog_row"]: f["evidence"].get("term") for f in found} == {
        0: None,
        1: "甲",
        2: None,
    }
    assert {f["evidence"]["what"] for f in found} == {"unannounced_project"}


@pytest.mark.parametrize(
    ("what", "severities"),
    [
        ("resident_id", ["critical", "high", "medium"]),
        ("resident_id_15", ["high", "medium", "low"]),
        ("bank_card", ["high", "medium", "low"]),
        ("passport", ["high", "medium", "low"]),
    ],
)
def test_severity_of_an_identifier(
    both: Tables, apply_rule: Apply, what: str, severities: list[str]
) -> None:
    surety = ["high", "medium", "low"]
    for side, row, expected in (
        ("catalog", 2, severities),
        ("register", 0, ["high", "high", "medium"]),
        ("register", 1, ["low", "note", "note"]),
        ("register", 2, ["low", "note", "note"]),
    ):
        hits = [
            identifier(side, row, what, f"t{n}", confidence=confidence, start=20 * n)
            for n, confidence in enumerate(surety)
        ]
        found = apply_rule("CF005", with_hits(both, hits))
        assert {f["confidence"]: f["severity"] for f in found} == dict(
            zip(surety, expected, strict=True)
        ), (side, row)


@pytest.mark.parametrize(("code", "what"), IDENTIFIER_RULES.items())
def test_different_numbers_are_told_apart_up_to_three(
    both: Tables, apply_rule: Apply, code: str, what: str
) -> None:
    def found(*tokens: str) -> list[dict[str, Any]]:
        hits = [
            identifier("catalog", 0, what, token, start=20 * n) for n, token in enumerate(tokens)
        ]
        hits.append(identifier("catalog", 0, what, "z", field="title"))
        return [
            f
            for f in apply_rule(code, with_hits(both, hits))
            if f["evidence"]["field"] == "summary"
        ]

    three = found("a", "b", "c", "a", "a")
    assert len(three) == 3
    assert [f["evidence"].get("count") for f in three] == [None] * 3, "the same number again"
    assert {f["finding_id"] for f in found("b", "a")} < {f["finding_id"] for f in three}
    (four,) = found("a", "b", "c", "d")
    assert four["evidence"]["count"] == "4"
    (again,) = found("d", "c", "b", "a")
    assert again["finding_id"] == four["finding_id"]
    (five,) = found("a", "b", "c", "d", "e")
    assert five["finding_id"] != four["finding_id"], "a longer list is not known to a baseline"


def test_evidence_of_an_identifier_holds_no_value(both: Tables, apply_rule: Apply) -> None:
    (found,) = apply_rule(
        "CF005", with_hits(both, [identifier("catalog", 0, "resident_id", "5eed")])
    )
    assert found["evidence"] == {
        "field": "summary",
        "what": "resident_id",
        "because": "checksum, keyword",
        "excerpt": "号：████",
    }
    assert "5eed" not in str(found)
    bare = identifier("catalog", 0, "resident_id", "5eed", because=[])
    (found,) = apply_rule("CF005", with_hits(both, [bare]))
    assert "because" not in found["evidence"]


@pytest.mark.parametrize(
    ("side", "row", "excerpt", "because", "severity"),
    [
        ("catalog", 0, "承租人手机 ███", ["keyword"], "medium"),
        ("catalog", 0, "咨询电话：███", ["keyword"], "low"),
        ("catalog", 0, "张三 联系电话：███", ["name", "table"], "medium"),
        ("register", 0, "承租人手机 ███", ["keyword"], "low"),
        ("register", 2, "承租人手机 ███", ["keyword"], "note"),
    ],
)
def test_a_contact_of_the_office_is_a_lesser_matter(
    both: Tables,
    apply_rule: Apply,
    side: str,
    row: int,
    excerpt: str,
    because: list[str],
    severity: str,
) -> None:
    hit = identifier(side, row, "mobile", "m", excerpt=excerpt, because=because)
    assert [f["severity"] for f in apply_rule("CF006", with_hits(both, [hit]))] == [severity]


@pytest.mark.parametrize(
    ("side", "row", "severity"), [("catalog", 2, "medium"), ("register", 0, "low"), ("register", 2, "note")]
)  # fmt: skip
def test_severity_of_a_leaking_mask(
    both: Tables, apply_rule: Apply, side: str, row: int, severity: str
) -> None:
    hit = identifier(side, row, "leaking_mask", "m")
    assert [f["severity"] for f in apply_rule("CF007", with_hits(both, [hit]))] == [severity]


def _list(side: str, row: int | None, *whats: str, **more: Any) -> Hits:
    listed = {"because": ["checksum", "name", "table"], **more}
    return [
        identifier(side, row, what, f"{what}-{n}", start=20 * n, **listed)
        for n, what in enumerate(whats)
    ]


def test_a_list_of_persons_is_one_finding(both: Tables, apply_rule: Apply) -> None:
    ids, phones = ("resident_id",) * 3, ("mobile",) * 3
    cases = {
        "critical": _list("catalog", 0, *ids, *phones),
        "high": _list("catalog", 0, *phones, "resident_id", "resident_id"),
        "low": _list("register", 2, *ids),
    }
    for severity, hits in cases.items():
        (found,) = apply_rule("CF008", with_hits(both, hits))
        assert (found["severity"], found["evidence"]["count"]) == (severity, str(len(hits)))
        assert "excerpt" not in found["evidence"]
    (linked,) = apply_rule("CF008", with_hits(both, _list("register", 0, *ids)))
    assert linked["severity"] == "high"
    names = _list("catalog", 0, *ids, because=["name"])
    assert len(apply_rule("CF008", with_hits(both, names))) == 1


def test_what_is_no_list_of_persons(both: Tables, apply_rule: Apply) -> None:
    ids = ("resident_id",) * 3
    for hits in (
        _list("catalog", 0, *ids[:2]),
        _list("catalog", 0, *ids, because=["checksum"]),
        _list("catalog", 0, *ids, because=None),
        [{**hit, "token": "the same"} for hit in _list("catalog", 0, *ids)],
        [{**hit, "row": row} for row, hit in enumerate(_list("catalog", 0, *ids))],
    ):
        assert not apply_rule("CF008", with_hits(both, hits))


def test_a_longer_list_is_another_finding(both: Tables, apply_rule: Apply) -> None:
    hits = _list("catalog", 0, *("resident_id",) * 4)
    ids = {
        apply_rule("CF008", with_hits(both, part))[0]["finding_id"]
        for part in (hits[:3], hits[2::-1], hits)
    }
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        ("此件不予公开", "high"),
        ("此件不公开", "high"),
        ("不宜公开", "high"),
        ("此件依申请公开", "medium"),
        ("此件公开发布", None),
        ("此件主动公开", None),
    ],
)
def test_a_note_against_publishing(
    both: Tables, apply_rule: Apply, words: str, severity: str | None
) -> None:
    hits = [
        term("catalog", 2, "openness_note", words),
        term("catalog", 1, "openness_note", words, field="openness"),
        term("register", 0, "openness_note", words),
        term("register", 2, "openness_note", words),
    ]
    found = {place(f): f["severity"] for f in apply_rule("CF012", with_hits(both, hits))}
    assert found == ({(None, 2): severity, (0, None): severity} if severity else {})


def test_on_request_in_list_and_note_agrees(tables_of: TablesOf, apply_rule: Apply) -> None:
    tables = tables_of([], [{"title": "a", "is_on_request": True}])
    note = term("catalog", 0, "openness_note", "此件依申请公开")
    assert not apply_rule("CF012", with_hits(tables, [note]))
    text = {**note, "field": "full_text", "file": "a.docx"}
    (found,) = apply_rule("CF012", with_hits(tables, [text]))
    assert (found["severity"], found["evidence"]["says"]) == ("medium", "on_request")


def test_a_note_for_publishing_what_is_withheld(tables_of: TablesOf, apply_rule: Apply) -> None:
    withheld = {"title": "a", "is_withheld": True, "openness": "不予公开"}
    tables = tables_of(
        [withheld, withheld, withheld, {"title": "d"}],
        [{"title": "a"}, {"title": "b"}, {"title": "c"}],
        links=[(0, 0, "certain"), (1, 1, "review"), (3, 2, "certain")],
    )
    hits = [
        *(term("catalog", row, "openness_note", "此件公开发布") for row in range(3)),
        term("register", 2, "openness_note", "此件主动公开"),
        term("register", 3, "openness_note", "此件主动公开"),
        term("register", 0, "openness_note", "此件不予公开", field="summary"),
    ]
    found = {place(f): f for f in apply_rule("CF012", with_hits(tables, hits))}
    assert {key: (f["severity"], f["confidence"]) for key, f in found.items()} == {
        (0, 0): ("note", "high"),
        (1, 1): ("note", "low"),
        (2, None): ("note", "high"),
    }
    assert {f["evidence"]["registered_openness"] for f in found.values()} == {"不予公开"}


def test_a_mark_in_a_full_text(both: Tables, apply_rule: Apply) -> None:
    text = {"field": "full_text", "file": "a.docx"}
    hits = [
        mark("catalog", 0, "绝密", confidence="low", start=900, **text),
        mark("catalog", 0, "秘密", **text),
        mark("catalog", 1, "绝密", confidence="low", **text),
        mark("register", 0, "绝密", confidence="low", **text),
    ]
    found = {place(f): f for f in apply_rule("CF001", with_hits(both, hits))}
    assert {key: (f["severity"], f["evidence"]["grade"]) for key, f in found.items()} == {
        (None, 0): ("critical", "秘密"),
        (None, 1): ("medium", "绝密"),
        (0, None): ("medium", "绝密"),
    }
    assert {f["evidence"]["file"] for f in found.values()} == {"a.docx"}


def test_a_mark_is_in_force_or_expired(both: Tables, apply_rule: Apply) -> None:
    hits = [
        mark("catalog", 0, "机密", expired=True),
        mark("catalog", 0, "秘密", expired=True),
        mark("catalog", 1, "机密", expired=False),
        mark("catalog", 2, "机密"),
        mark("register", 2, "机密", expired=True),
    ]
    tables = with_hits(both, hits)
    assert [place(f) for f in apply_rule("CF001", tables)] == [(None, 1), (None, 2)]
    (found,) = apply_rule("CF014", tables)
    assert (place(found), found["severity"]) == ((None, 0), "low")
    assert found["evidence"] == {"field": "title", "grade": "机密", "excerpt": "███"}


def _everything(side: str, row: int | None, **more: Any) -> Hits:
    """Return hits for which every rule here has a finding, if they are published."""
    return [
        *(term(side, row, what, "词", **more) for what in TERM_RULES.values()),
        *(identifier(side, row, what, what, **more) for what in IDENTIFIER_RULES.values()),
        *_list(side, row, "passport", "bank_card", "resident_id_15", **more),
        term(side, row, "openness_note", "此件不予公开", **more),
        mark(side, row, "机密", **more),
        mark(side, row, "机密", expired=True, start=1, **more),
    ]


ALL_RULES = ["CF001", *(f"CF{n:03}" for n in range(4, 15))]


@pytest.mark.parametrize("code", ALL_RULES)
def test_a_file_without_a_record(both: Tables, apply_rule: Apply, code: str) -> None:
    hits = _everything("catalog", None, field="full_text", file="b.pdf")
    found = apply_rule(code, with_hits(both, hits))
    assert found
    assert {(place(f), f["side"]) for f in found} == {((None, None), "catalog")}
    assert all("b.pdf" in f["message"] for f in found)
    assert len({f["finding_id"] for f in found}) == len(found)


@pytest.mark.parametrize("code", ALL_RULES)
def test_what_is_out_of_scope_is_not_judged(
    tables_of: TablesOf, apply_rule: Apply, code: str
) -> None:
    for disposition, fires in (("unregistered", True), ("out_of_scope", False)):
        tables = tables_of([], [{"title": "a", "disposition": disposition}])
        found = apply_rule(code, with_hits(tables, _everything("catalog", 0)))
        assert bool(found) is fires, disposition


@pytest.mark.parametrize("code", ALL_RULES)
def test_a_record_called_by_its_index_number_is_not_reported_twice(
    tables_of: TablesOf, apply_rule: Apply, code: str
) -> None:
    tables = tables_of(
        [],
        [
            {"title": "a", "record_id": "1/2020-1", "index_number": "1/2020-1"},
            {"title": "b", "record_id": "1", "index_number": "1/2020-1"},
        ],
    )
    hits = [hit for row in (0, 1) for hit in _everything("catalog", row, field="record_id")]
    found = apply_rule(code, with_hits(tables, hits))
    assert {f["catalog_row"] for f in found} == {1}


@pytest.mark.parametrize("code", ALL_RULES)
def test_the_order_of_the_hits_does_not_matter(both: Tables, apply_rule: Apply, code: str) -> None:
    hits = [hit for row in (0, 2) for hit in _everything("catalog", row)]
    hits += _everything("register", 0)
    assert apply_rule(code, with_hits(both, hits)) == apply_rule(code, with_hits(both, hits[::-1]))


@pytest.mark.parametrize("code", ALL_RULES)
def test_evidence_is_said_in_words(both: Tables, apply_rule: Apply, code: str) -> None:
    hits = _everything("catalog", 0) + _everything("catalog", 1, field="full_text", file="甲.pdf")
    for finding in apply_rule(code, with_hits(both, hits)):
        for name, text in finding["evidence"].items():
            assert evidence.label(name, "zh") not in (name, name.replace("_", " "))
            said = evidence.value(name, text, "zh")
            assert said == "unannounced_project" or not said.isascii() or said.isdecimal()


def test_reasons_are_said_one_by_one() -> None:
    said = evidence.value("because", "checksum, brand_new, name", "zh")
    assert said == f"{BECAUSE['checksum'].zh}，brand_new，{BECAUSE['name'].zh}"
    assert evidence.value("what", "mobile", "en") == WHAT["mobile"].en
    assert evidence.value("field", "full_text", "zh") == "正文"
    for code in (set(REASONS) | set(INCOMPLETE)) - {"undecodable"}:
        words = {**REASONS, **INCOMPLETE}[code]
        assert evidence.value("reason", code, "zh") == words.zh


def _unread(side: str, row: int | None, reason: str | None, status: str = "unreadable") -> Any:
    return {
        "side": side,
        "row": row,
        "file": f"{side}-{row}-{reason}",
        "status": status,
        "reason": reason,
    }


def test_unread_texts(tables_of: TablesOf, apply_rule: Apply) -> None:
    tables = tables_of(
        [{"title": "a"}, {"title": "b", "disposition": "out_of_scope"}], [{"title": "a"}] * 5
    )
    rows = [
        _unread("register", 0, "damaged"),
        _unread("register", 1, "damaged"),
        _unread("catalog", 0, "outside_folder"),
        _unread("catalog", 1, "zip_bomb"),
        _unread("catalog", 2, "missing"),
        _unread("catalog", 3, "pages_without_text", "read"),
        _unread("catalog", 4, None, "read"),
        _unread("catalog", None, "encrypted"),
        _unread("catalog", None, None, "read"),
    ]
    texts = pl.DataFrame([{**dict.fromkeys(TEXTS), **row} for row in rows], schema=TEXTS)
    tables = dataclasses.replace(tables, texts=texts.drop("text"))
    found = apply_rule("IN002", tables)
    assert {(place(f), f["evidence"]["reason"]): f["severity"] for f in found} == {
        ((0, None), "damaged"): "medium",
        ((None, 0), "outside_folder"): "high",
        ((None, 1), "zip_bomb"): "high",
        ((None, 2), "missing"): "medium",
        ((None, 3), "pages_without_text"): "medium",
        ((None, None), "encrypted"): "medium",
    }
    assert len({f["finding_id"] for f in found}) == len(found)
