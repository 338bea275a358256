"""What tells two texts apart: the parts give both texts, and only what folds away is dimmed."""

from __future__ import annotations

import pytest
from disclosure_audit_tui.widgets.lines import width_of, wrap_spans
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.glyphs import visible
from disclosure_audit.presentation.diff import Kind, Part, diff
from disclosure_audit.presentation.fields import compare_records
from disclosure_audit.presentation.folding import fold_field
from tests.examples import tries

FIELDS = ("title", "doc_number", "index_number", "issuer", "summary", "url", "issued_on")
TEXTS = st.text(
    alphabet="甲乙丙第十二12批号关于的通知〔〕()（）《》 -－，。Aａ\u200b\u202e[]/\x1b", max_size=24
)


def short(parts: list[Part]) -> str:
    """Return parts as ``[-a-]{+b+}(a|b)``."""
    forms = {
        Kind.EQUAL: "{0}",
        Kind.DIMMED: "({0}|{1})",
        Kind.DELETED: "[-{0}-]",
        Kind.INSERTED: "{{+{1}+}}",
    }
    return "".join(forms[part.kind].format(part.registered, part.published) for part in parts)


@pytest.mark.parametrize(
    ("field", "a", "b", "expected"),
    [
        ("title", "甲乙丙", "甲乙丙", "甲乙丙"),
        ("title", "甲市水源地", "甲市水塘地", "甲市水[-源-]{+塘+}地"),
        ("title", "甲（乙）丙丁", "甲(戊)丙丁", "甲(（|()[-乙-]{+戊+}(）|))丙丁"),
        ("title", "第十二批用地", "第12批用地", "第(十二|12)批用地"),
        ("title", "甲市政府关于做好供水工作的通知", "关于做好供水工作的通知", "(甲市政府|)关于做好供水工作的通知"),
        ("title", "第3-5号公告", "第35号公告", "第3[---]5号公告"),
        ("title", "甲 乙", "甲\u200b乙", "甲( |\u200b)乙"),
        ("doc_number", "临政发(2024)12", "临政发〔2024〕12号", "临政发((|〔)2024()|〕)12(|号)"),
        ("doc_number", "临政发〔2024〕12号", "临政发〔2024〕13号", "临政发〔2024〕1[-2-]{+3+}号"),
        ("issuer", "财政部 税务总局", "财政部、税务总局", "财政部( |、)税务总局"),
        ("url", "/a/b", "/ab", "/a[-/-]b"),
        ("issued_on", "2024-01-02", "2024-01-03", "2024-01-0[-2-]{+3+}"),
        ("summary", "一，二", "一二", "一(，|)二"),
        ("title", "", "甲", "{+甲+}"),
        ("title", "", "", ""),
    ],
)  # fmt: skip
def test_what_differs(field: str, a: str, b: str, expected: str) -> None:
    assert short(diff(a, b, field)) == expected


@tries(150)
@given(TEXTS, TEXTS, st.sampled_from(FIELDS))
def test_joined_the_parts_give_both_texts(a: str, b: str, field: str) -> None:
    parts = diff(a, b, field)
    assert "".join(part.registered for part in parts) == a
    assert "".join(part.published for part in parts) == b
    for part in parts:
        assert part.registered or part.published
        assert (part.registered == part.published) is (part.kind is Kind.EQUAL)
        assert not (part.kind is Kind.DELETED and part.published)
        assert not (part.kind is Kind.INSERTED and part.registered)


@tries(150)
@given(TEXTS, TEXTS, st.sampled_from(FIELDS))
def test_a_real_difference_is_shown_exactly_where_the_folded_texts_differ(
    a: str, b: str, field: str
) -> None:
    real = {Kind.DELETED, Kind.INSERTED} & {part.kind for part in diff(a, b, field)}
    one, other = fold_field([a, b], field)
    assert bool(real) is (a != b and (one is None or one != other))


@tries(20)
@given(st.integers(0, 9000), st.integers(0, 9000))
def test_a_very_long_text_is_compared_too(before: int, after: int) -> None:
    a, b = "甲" * before + "乙" + "丙" * after, "甲" * before + "丁" + "丙" * after
    parts = diff(a, b, "summary")
    assert "".join(part.registered for part in parts) == a
    assert [p for p in parts if p.kind is not Kind.EQUAL] == [
        Part(Kind.DELETED, "乙", ""), Part(Kind.INSERTED, "", "丁"),
    ]  # fmt: skip


def test_fields_say_how_they_compare() -> None:
    left = {"title": "甲（一）", "doc_number": "x1", "openness": "是", "url": None, "source": "a"}
    right = {"title": "甲(一)", "doc_number": "x2", "openness": None, "url": "u", "source": "b"}
    states = {field.name: field.state for field in compare_records(left, right)}
    assert states == {
        "title": "harmless", "doc_number": "differs", "openness": "left", "url": "apart",
        "source": "apart",
    }  # fmt: skip
    assert {field.state for field in compare_records(left, None)} == {"apart"}


@given(st.lists(st.tuples(st.text(max_size=40), st.sampled_from(["", "dim"]))), st.integers(8, 60))
def test_wrapped_lines_fit_and_lose_nothing_but_blanks(
    spans: list[tuple[str, str]], width: int
) -> None:
    lines = wrap_spans(spans, width)
    assert all(width_of(line) <= width for line in lines)
    shown = "".join(text for line in lines for text, _ in line)
    whole = "".join(visible(text) for text, _ in spans)
    assert shown.replace(" ", "") == whole.replace(" ", "")
