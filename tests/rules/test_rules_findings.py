"""What the rules make of hand-made tables: severity, confidence, evidence, and what is harmless."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from disclosure_audit.errors import UsageError
from disclosure_audit.rules.apply import apply_rules
from disclosure_audit.rules.base import Tables
from disclosure_audit.rules.registry import all_rules, find_rule, selected

TablesOf = Callable[..., Tables]
Apply = Callable[[str, Tables], list[dict[str, Any]]]
KEY = b"the key of the tests"


def test_no_rule_judges_what_is_out_of_scope(tables_of: TablesOf, apply_rule: Apply) -> None:
    row = {
        "title": "甲", "norm_title_core": "甲", "issued_on": "2020-05-01", "published_on": "2020-04-01",
        "is_withheld": True, "number_form": "variant", "index_form": "malformed",
        "issuer": "甲局", "norm_issuer": "甲局", "number_key": "甲|1", "index_key": "1",
        "disposition": "out_of_scope",
    }  # fmt: skip
    other = {**row, "norm_title_core": "乙", "number_key": "甲|2", "norm_issuer": "乙厅"}
    hits = [
        {
            "side": "catalog",
            "row": 0,
            "field": "title",
            "kind": "classification_mark",
            "grade": "机密",
            "confidence": "high",
        }
    ]
    dispositions = {"disposition": "published"}
    outside = tables_of(
        [row, row],
        [other, other],
        links=[(0, 0, "certain")],
        repeats=[("catalog", 1, 0, "exact")],
        hits=hits,
    )
    inside = tables_of(
        [{**row, **dispositions}] * 2, [{**other, **dispositions}] * 2,
        links=[(0, 0, "certain")], repeats=[("catalog", 1, 0, "exact")], hits=hits,
    )  # fmt: skip
    for code in all_rules():
        assert not apply_rule(code, outside), code
    fired = {code for code in all_rules() if apply_rule(code, inside)}
    assert fired >= {
        "OM002",
        "CF001",
        "CF002",
        "DU001",
        "DF001",
        "DF002",
        "DF004",
        "FD002",
        "FD003",
        "FD005",
    }


def test_rules_find_nothing_in_empty_lists(tables_of: TablesOf) -> None:
    findings, outcomes = apply_rules(all_rules().values(), tables_of(), "zh", KEY)
    assert findings.is_empty()
    assert [o.findings for o in outcomes] == [0] * len(all_rules())


def test_rejects_of_both_sides_have_ids_of_their_own(
    tables_of: TablesOf, apply_rule: Apply
) -> None:
    reject = {"row": 3, "source": "list.csv", "line": 5, "reason": "too_few_cells"}
    rejects = [
        {**reject, "side": "register"},
        {**reject, "side": "register", "row": 4, "line": 6},
        {**reject, "side": "catalog"},
    ]
    found = apply_rule("IN001", tables_of(rejects=rejects))
    assert [(f["side"], f["register_row"], f["catalog_row"]) for f in found] == [
        ("register", 3, None), ("register", 4, None), ("catalog", None, 3),
    ]  # fmt: skip
    assert found[0]["evidence"] == {"source": "list.csv", "line": "5", "reason": "too_few_cells"}
    assert len({f["finding_id"] for f in found}) == 3
    alone = apply_rule("IN001", tables_of(rejects=rejects[2:]))
    assert alone[0]["finding_id"] == found[2]["finding_id"], "a register reject moves no catalog id"


def test_an_omission_names_its_nearest_candidate(tables_of: TablesOf, apply_rule: Apply) -> None:
    tables = tables_of(
        [{"title": "甲通知", "openness": "主动公开", "owner": "办公室"}],
        [{"title": "乙通知"}, {"title": "丙通知"}],
        candidates=[(0, 0, 3.0, "another_number"), (0, 1, 7.25, "other_numbers_in_title")],
    )
    (found,) = apply_rule("OM001", tables)
    assert (found["severity"], found["owner"], found["catalog_row"]) == ("high", "办公室", None)
    assert found["evidence"] == {
        "openness": "主动公开", "responsible": "办公室", "nearest_catalog_row": "1", "nearest_title": "丙通知",
        "nearest_score": "7.2", "refused_because": "other_numbers_in_title",
    }  # fmt: skip
    bare = apply_rule("OM001", tables_of([{"title": "甲通知", "openness": "主动公开"}]))
    assert bare[0]["finding_id"] == found["finding_id"], (
        "the nearest candidate is no part of the identity"
    )


def test_an_unnumbered_publication_is_less_sure(tables_of: TablesOf, apply_rule: Apply) -> None:
    tables = tables_of([], [{"title": "新闻"}, {"title": "通知", "doc_number": "甲发〔2020〕1号"}])
    assert {f["catalog_row"]: f["confidence"] for f in apply_rule("OM003", tables)} == {
        0: "low",
        1: "high",
    }


def _hit(side: str, row: int, grade: str, **more: Any) -> dict[str, Any]:
    return {
        "side": side, "row": row, "field": "title", "kind": "classification_mark", "grade": grade,
        "confidence": "high", "excerpt": "（■■★）", **more,
    }  # fmt: skip


def test_marks_are_graver_in_the_catalog_than_in_the_register(
    tables_of: TablesOf, apply_rule: Apply
) -> None:
    tables = tables_of(
        [{"title": "a"}, {"title": "b"}, {"title": "c", "is_classified": True}, {"title": "d"}],
        [{"title": "e"}, {"title": "f"}, {"title": "g"}, {"title": "h"}],
        links=[(1, 0, "certain"), (0, 3, "review")],
        hits=[
            _hit("register", 0, "秘密"), _hit("register", 1, "秘密"), _hit("register", 2, "秘密"),
            _hit("register", 3, "秘密", expired=True),
            _hit("catalog", 0, "秘密"), _hit("catalog", 1, "秘密", confidence="medium"),
            _hit("catalog", 2, "秘密", expired=True),
            {**_hit("catalog", 3, "秘密"), "kind": "handling_mark"},
        ],
    )  # fmt: skip
    found = {
        (f["register_row"], f["catalog_row"]): f["severity"] for f in apply_rule("CF001", tables)
    }
    assert found == {
        (0, None): "note", (1, None): "high",
        (None, 0): "critical", (None, 1): "high",
    }  # fmt: skip


def test_one_finding_per_field_for_the_gravest_mark(tables_of: TablesOf, apply_rule: Apply) -> None:
    hits = [_hit("catalog", 0, "绝密", expired=True), _hit("catalog", 0, "秘密"), _hit("catalog", 0, "机密"),
            _hit("catalog", 0, "秘密", field="summary")]  # fmt: skip
    found = apply_rule("CF001", tables_of([], [{"title": "e"}], hits=hits))
    assert {f["evidence"]["field"]: f["evidence"]["grade"] for f in found} == {
        "title": "机密",
        "summary": "秘密",
    }
    assert len({f["finding_id"] for f in found}) == 2


@pytest.mark.parametrize(("code", "flag"), [("CF002", "is_withheld"), ("CF003", "is_classified")])
def test_a_doubtful_link_makes_a_leak_doubtful(
    tables_of: TablesOf, apply_rule: Apply, code: str, flag: str
) -> None:
    tables = tables_of(
        [{"title": "a", flag: True}, {"title": "b", flag: True}, {"title": "c"}, {"title": "d"}],
        [
            {"title": "a"},
            {"title": "b"},
            {"title": "c", flag: True},
            {"title": "d"},
            {"title": "e", flag: True},
        ],
        links=[(0, 0, "probable"), (1, 1, "review"), (2, 2, "review"), (3, 3, "certain")],
    )
    found = {
        (f["register_row"], f["catalog_row"]): f["confidence"] for f in apply_rule(code, tables)
    }
    alone = "medium" if code == "CF002" else "high"
    assert found == {(0, 0): "high", (1, 1): "low", (2, 2): "high", (None, 4): alone}


def test_a_term_that_had_run_out_lowers_the_severity(
    tables_of: TablesOf, apply_rule: Apply
) -> None:
    row = {"title": "a", "issued_on": "2010-01-01", "is_classified": True}
    terms = ("秘密★5年", "秘密★10年", "秘密", "机密★长期")
    tables = tables_of(
        [{**row, "classification": term} for term in terms],
        [{"title": "a", "published_on": "2016-01-01"}] * 4,
        links=[(n, n, "certain") for n in range(4)],
    )
    severities = {f["register_row"]: f["severity"] for f in apply_rule("CF003", tables)}
    assert severities == {0: "low", 1: "critical", 2: "critical", 3: "critical"}


def test_repeats_in_several_channels(tables_of: TablesOf, apply_rule: Apply) -> None:
    channels = ["site", "gazette", "gazette", None, "site", "platform"]
    tables = tables_of(
        [],
        [{"title": "a", "channel": channel, "number_key": "1"} for channel in channels],
        repeats=[("catalog", n, 0, "near" if n == 4 else "exact") for n in range(1, 6)],
    )
    found = {
        f["catalog_row"]: (f["evidence"]["of_row"], f["confidence"])
        for f in apply_rule("DU001", tables)
    }
    # Row 5 has a channel of its own, but the one that row 3 stands in is unknown: it may be the same.
    assert found == {2: ("1", "high"), 3: ("0", "high"), 4: ("0", "medium"), 5: ("3", "high")}


def test_the_surplus_copy_survives_shuffling(tables_of: TablesOf, apply_rule: Apply) -> None:
    rows = [{"title": "a", "channel": channel, "url": url} for channel, url in
            (("site", "u1"), ("gazette", "u2"), ("gazette", "u3"), ("site", "u4"))]  # fmt: skip
    ids = set()
    for seed in range(4):
        random.Random(seed).shuffle(rows)
        first = next(n for n, row in enumerate(rows) if row["url"] == "u1")
        repeats = [("catalog", n, first, "exact") for n in range(4) if n != first]
        found = apply_rule("DU001", tables_of([], [dict(row) for row in rows], repeats=repeats))
        assert sorted(f["evidence"]["url"] for f in found) == ["u3", "u4"]
        ids.add(frozenset(f["finding_id"] for f in found))
    assert len(ids) == 1


def test_a_near_or_received_double_entry_is_low(tables_of: TablesOf, apply_rule: Apply) -> None:
    dated = {"title": "a", "issued_on": "2020-01-01"}
    # The last entry shares nothing but its title with the first.
    tables = tables_of(
        [dated, dated, dated, {**dated, "is_received": True}, {"title": "a"}],
        repeats=[("register", n, 0, "near" if n == 2 else "exact") for n in range(1, 5)],
    )
    found = {
        f["register_row"]: (f["severity"], f["confidence"]) for f in apply_rule("DU004", tables)
    }
    assert found == {
        1: ("medium", "high"),
        2: ("low", "medium"),
        3: ("low", "high"),
        4: ("medium", "low"),
    }


def _numbered(
    title: str, day: str | None, issuer: str | None = None, **more: Any
) -> dict[str, Any]:
    return {
        "title": title, "issued_on": day, "norm_issuer": issuer, "number_key": "甲发|2020|1",
        "number_year": 2020, "number_kind": "ordinary", "number_form": "canonical",
        "index_key": "1/2020-1", "index_form": "guideline", **more,
    }  # fmt: skip


@pytest.mark.parametrize("code", ["DU002", "DU003"])
def test_the_first_user_of_a_number_survives_shuffling(
    tables_of: TablesOf, apply_rule: Apply, code: str
) -> None:
    rows = [
        _numbered("b", "2020-01-02"),
        _numbered("c", "2020-01-02"),
        _numbered("d", None),
        _numbered("a", "2020-01-01"),
    ]
    ids = set()
    for seed in range(4):
        random.Random(seed).shuffle(rows)
        found = apply_rule(code, tables_of([dict(row) for row in rows]))
        titles = [rows[f["register_row"]]["title"] for f in found]
        assert sorted(titles) == ["b", "c", "d"]
        assert {f["evidence"]["first_title"] for f in found} == {"a"}
        ids.add(frozenset(f["finding_id"] for f in found))
    assert len(ids) == 1


def test_numbers_of_two_bodies_do_not_collide_but_an_unknown_body_does(
    tables_of: TablesOf, apply_rule: Apply
) -> None:
    rows = [_numbered("a", "2020-01-01", "甲局"), _numbered("b", "2020-01-02", "乙局"),
            _numbered("c", "2020-01-03"), _numbered("d", "2020-01-04", "乙局")]  # fmt: skip
    assert [f["register_row"] for f in apply_rule("DU002", tables_of(rows[:2]))] == []
    found = {
        f["register_row"]: f["evidence"]["first_title"]
        for f in apply_rule("DU002", tables_of(rows))
    }
    assert found == {2: "a", 3: "b"}


@pytest.mark.parametrize("code", ["DU002", "DU003"])
def test_repeats_share_their_number_rightly(
    tables_of: TablesOf, apply_rule: Apply, code: str
) -> None:
    rows = [
        _numbered("a", "2020-01-01"),
        _numbered("a", "2020-01-01"),
        _numbered("b", "2020-01-02"),
    ]
    tables = tables_of(rows, repeats=[("register", 1, 0, "exact")])
    assert [f["register_row"] for f in apply_rule(code, tables)] == [2]
    assert not apply_rule(code, tables_of(rows[:2], repeats=[("register", 1, 0, "exact")]))


def test_a_local_index_number_is_less_sure_and_never_malformed(
    tables_of: TablesOf, apply_rule: Apply
) -> None:
    rows = [
        _numbered("a", "2020-01-01", index_form="local"),
        _numbered("b", "2020-01-02", index_form="local"),
    ]
    (found,) = apply_rule("DU003", tables_of(rows))
    assert found["confidence"] == "medium"
    assert not apply_rule("FD003", tables_of([{**rows[0], "index_check": False}]))


def test_differences_of_doubtful_links_are_doubtful(tables_of: TablesOf, apply_rule: Apply) -> None:
    left = {"title": "甲", "norm_title_core": "甲", "issued_on": "2020-01-01", "number_key": "1",
            "doc_number": "一", "issuer": "甲局", "norm_issuer": "甲局"}  # fmt: skip
    right = {"title": "乙", "norm_title_core": "乙", "issued_on": "2020-01-04", "number_key": "2",
             "doc_number": "二", "issuer": "乙厅", "norm_issuer": "乙厅"}  # fmt: skip
    tables = tables_of([left, left], [right, right], links=[(0, 0, "certain"), (1, 1, "review")])
    for code, registered, published in (
        ("DF001", "甲", "乙"), ("DF002", "一", "二"), ("DF003", "2020-01-01", "2020-01-04"), ("DF004", "甲局", "乙厅"),
    ):  # fmt: skip
        found = apply_rule(code, tables)
        assert [f["confidence"] for f in found] == ["high", "low"], code
        assert (found[0]["evidence"]["registered"], found[0]["evidence"]["published"]) == (
            registered,
            published,
        )
    assert apply_rule("DF003", tables)[0]["evidence"]["days"] == "3"


def test_one_of_several_numbers_is_no_difference(tables_of: TablesOf, apply_rule: Apply) -> None:
    tables = tables_of(
        [{"number_key": "1", "number_others": ["2"]}, {"number_key": "2"}, {"number_key": "1"}],
        [
            {"number_key": "2"},
            {"number_key": "1", "number_others": ["3", "2"]},
            {"number_key": "9", "number_others": ["3"]},
        ],
        links=[(0, 0, "certain"), (1, 1, "certain"), (2, 2, "certain")],
    )
    assert [f["register_row"] for f in apply_rule("DF002", tables)] == [2]


def test_a_day_is_a_low_difference(tables_of: TablesOf, apply_rule: Apply) -> None:
    tables = tables_of(
        [{"issued_on": "2020-01-02"}], [{"issued_on": "2020-01-01"}], links=[(0, 0, "certain")]
    )
    (found,) = apply_rule("DF003", tables)
    assert (found["severity"], found["evidence"]["days"]) == ("low", "-1")


@pytest.mark.parametrize(
    ("registered", "published", "differ"),
    [
        ("临江市国土资源局", "国土资源局", False),
        ("临江市政府", "临江市人民政府", False),
        ("省政府办公厅", "省人民政府办公室", False),
        ("临江市人民政府", "临江市人民政府办公室", True),
        ("甲局、乙局", "甲局", False),
        ("甲局", "乙局 甲局", False),
        ("甲局", "乙局", True),
    ],
)
def test_names_of_issuing_bodies(
    tables_of: TablesOf, apply_rule: Apply, registered: str, published: str, differ: bool
) -> None:
    def body(name: str) -> dict[str, Any]:
        return {"issuer": name, "norm_issuer": name.replace("、", "").replace(" ", "")}

    tables = tables_of([body(registered)], [body(published)], links=[(0, 0, "certain")])
    assert bool(apply_rule("DF004", tables)) == differ


def test_a_number_is_missing_only_where_the_other_list_has_it(
    tables_of: TablesOf, apply_rule: Apply
) -> None:
    full = {"title": "a", "issued_on": "2020-01-01", "published_on": "2020-01-02"}
    tables = tables_of(
        [{**full, "number_key": "1", "doc_number": "甲发〔2020〕1号"}] * 2 + [full],
        [full] * 4,
        links=[(0, 0, "certain"), (1, 1, "review"), (2, 2, "certain")],
    )
    (found,) = apply_rule("FD001", tables)
    assert (found["side"], found["catalog_row"]) == ("catalog", 0)
    assert found["evidence"] == {"field": "doc_number", "other_list_says": "甲发〔2020〕1号"}


def test_an_absent_column_is_not_missing_in_every_record(
    tables_of: TablesOf, apply_rule: Apply
) -> None:
    rows = [{"title": "a"}, {"title": "b"}]
    assert [f["evidence"]["field"] for f in apply_rule("FD001", tables_of(rows))] == [
        "issued_on"
    ] * 2
    without = tables_of(rows, present={"register": {"title"}, "catalog": {"title"}})
    assert not apply_rule("FD001", without)
    nothing = tables_of(rows, present={"register": {"url"}, "catalog": set()})
    _, (outcome,) = apply_rules([find_rule("FD001")], nothing, "en", KEY)
    assert outcome.not_applicable is not None


def test_a_required_field_must_exist(tables_of: TablesOf, apply_rule: Apply) -> None:
    tables = tables_of(
        [{"title": "a"}], config={"rules": {"profile": {"register": {"titel": "required"}}}}
    )
    with pytest.raises(UsageError, match="titel"):
        apply_rule("FD001", tables)


def test_forms_of_numbers_and_dates_have_their_severity(
    tables_of: TablesOf, apply_rule: Apply
) -> None:
    tables = tables_of(
        [
            {"doc_number": "x" * 500, "number_form": "unparsable", "issued_on_text": "?", "issued_on_flag": "unparsable"},
            {"doc_number": "a[2020]1", "number_form": "variant", "number_correction": "a〔2020〕1号", "published_on_flag": "incomplete"},
        ]
    )  # fmt: skip
    numbers = {f["register_row"]: f for f in apply_rule("FD002", tables)}
    assert (numbers[0]["severity"], numbers[1]["severity"]) == ("medium", "low")
    assert numbers[1]["evidence"]["standard_form"] == "a〔2020〕1号"
    assert len(numbers[0]["evidence"]["written"]) == 60
    dates = {f["register_row"]: f["severity"] for f in apply_rule("FD004", tables)}
    assert dates == {0: "medium", 1: "low"}


def test_the_settings_severity_stands_for_all_findings(tables_of: TablesOf) -> None:
    settings = {"rules": {"select": ["FD002"], "severity": {"malformed-document-number": "note"}}}
    tables = tables_of([{"number_form": "unparsable"}, {"number_form": "variant"}], config=settings)
    findings, _ = apply_rules(selected(tables.config), tables, "en", KEY)
    assert findings["severity"].to_list() == ["note", "note"]


def test_no_evidence_is_taken_from_the_folded_title(tables_of: TablesOf) -> None:
    """The folded title comes before masking; nothing a finding says may show it."""
    row = {
        "title": "■■", "norm_title_core": "folded-a", "issued_on": "2020-05-01", "published_on": "2020-04-01",
        "is_withheld": True, "is_classified": True, "number_form": "variant", "index_form": "malformed",
        "number_key": "k1", "index_key": "i1", "norm_issuer": "n1",
    }  # fmt: skip
    other = {**row, "norm_title_core": "folded-b"}
    tables = tables_of(
        [row, other], [other, other], links=[(0, 0, "certain")], repeats=[("catalog", 1, 0, "exact")],
        candidates=[(1, 1, 2.0, "another_number")], hits=[_hit("catalog", 0, "机密")],
    )  # fmt: skip
    findings, outcomes = apply_rules(all_rules().values(), tables, "zh", KEY)
    assert sum(o.findings > 0 for o in outcomes) >= 10
    assert "folded" not in str(findings.to_dicts())
