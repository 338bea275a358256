"""What two records say, set against each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.glyphs import visible
from disclosure_audit.writers.alignment import align
from disclosure_audit.writers.html.charts import weights
from disclosure_audit.writers.html.differences import (
    CHANGED,
    SAME,
    WRITTEN,
    Line,
    compare,
    confront,
)
from tests.examples import tries
from tests.html.pages import read_page

TEXTS = st.text(alphabet="甲乙丙12〔〕()（）AaＡ-，\u202e\x1b", max_size=20)


@tries()
@given(TEXTS, TEXTS)
def test_joined_the_runs_give_both_texts(one: str, other: str) -> None:
    line = confront("title", "title", one, other)
    right = line.left if line.right is None else line.right
    assert "".join(text for text, _ in line.left) == visible(one)
    assert "".join(text for text, _ in right) == visible(other)
    same = [[text for text, kind in runs if kind == SAME] for runs in (line.left, right)]
    assert "".join(same[0]) == "".join(same[1])
    assert line.differs is (one != other)


def test_another_bracket_is_another_way_of_writing() -> None:
    line = confront("doc_number", "number", "发(2024)1号", "发〔2024〕12号")
    assert line.left == (
        ("发", SAME), ("(", WRITTEN), ("2024", SAME), (")", WRITTEN), ("1号", SAME),
    )  # fmt: skip
    assert line.right is not None
    assert line.right[-2:] == (("2", CHANGED), ("号", SAME))
    assert [text for text, kind in line.right if kind == WRITTEN] == ["〔", "〕"]


def test_what_each_list_says_in_its_own_way_is_no_difference() -> None:
    left = {"title": "甲", "record_id": "1", "openness": "公开", "published_on": None, "url": ""}
    right = {
        "title": "乙",
        "record_id": "k-1",
        "openness": None,
        "published_on": "2024-01-02",
        "url": "",
    }
    lines = compare(left, right, tuple(left), "en")
    assert [(line.field, line.differs) for line in lines] == [
        ("title", True), ("record_id", False), ("openness", False), ("published_on", False),
    ]  # fmt: skip
    assert lines[2] == Line("openness", "openness", (("公开", SAME),), ())
    alone = compare(left, None, tuple(left), "zh")
    assert [line.label for line in alone] == ["标题", "序号", "公开属性"]
    assert all(line.right is None for line in alone)


def test_very_long_texts_do_not_take_forever() -> None:
    one, other = "甲" * 40_000 + "乙" + "丙" * 40_000, "甲" * 40_000 + "丁" + "丙" * 40_000
    segments = align(one, other)
    assert [(len(s.registered), len(s.published)) for s in segments] == [
        (40_000,) * 2,
        (1, 1),
        (40_000,) * 2,
    ]


def test_a_waterfall_ends_where_its_weights_add_up_to() -> None:
    page = read_page(weights([("a", -4.0), ("b", 10.0), ("c", 0.0)]))
    bars = [
        (
            float(str(one.attributes["x"])[:-1]),
            float(str(one.attributes["width"])[:-1]),
            one.attributes["class"],
        )
        for one in page.all("rect")
    ]
    assert bars[0] == (0.0, 40.0, "against")
    assert bars[1] == (0.0, 100.0, "for")
    zero = {str(one.attributes["x1"]) for one in page.all("line")}
    assert zero == {"40.00%"}
    assert [one.text for one in page.all("td", **{"class": "n"})] == ["-4.0", "+10.0", "+0.0"]
