"""Names of bodies taken apart, and what is proposed of them."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from disclosure_audit.rules.issuer_variants.parts import take_apart
from disclosure_audit.rules.issuer_variants.propose import Proposal, propose


def nothing(pairs: Collection[str]) -> Collection[str]:
    return ()


@pytest.mark.parametrize(
    ("name", "places", "body"),
    [
        ("霁川市市场监督管理局", ["霁川市"], "市场监督管理局"),
        ("霁川市城市管理局", ["霁川市"], "城市管理局"),
        ("云江省盐城市人民政府", ["云江省", "盐城市"], "人民政府"),
        ("市政府办", ["市"], "人民政府办公室"),
        ("省政府办公厅", ["省"], "人民政府办公室"),
        ("霁川市东城区住建局", ["霁川市", "东城区"], "住房和城乡建设局"),
        ("霁川经济技术开发区管委会", ["霁川经济技术开发区"], "管理委员会"),
        ("昌吉回族自治州发改委", ["昌吉回族自治州"], "发展和改革委员会"),
        ("市委办公室", [], "市委办公室"),
        ("住房城乡建设部", [], "住房和城乡建设部"),
        ("乡村振兴局", [], "乡村振兴局"),
        ("霁川市纪委", ["霁川市"], "纪委"),
    ],
)
def test_a_name_is_taken_apart(name: str, places: list[str], body: str) -> None:
    found = take_apart(name)
    assert ([place + sort for _, place, sort in found.places], found.body) == (places, body)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"霁川市人民政府办公室": 9, "市政府办": 2}, [("市政府办", "霁川市人民政府办公室", "place_left_out")]),
        ({"霁川市发展和改革委员会": 9, "霁川市发改委": 2}, [("霁川市发改委", "霁川市发展和改革委员会", "abbreviation")]),
        ({"云江省霁川市水利局": 2, "霁川市水利局": 9}, [("云江省霁川市水利局", "霁川市水利局", "place_left_out")]),
        ({"霁川市自然资源局": 30, "霁川市自燃资源局": 1}, [("霁川市自燃资源局", "霁川市自然资源局", "slip")]),
    ],
    ids=["short", "written out", "province", "slip"],
)  # fmt: skip
def test_variants_are_proposed(
    counts: dict[str, int], expected: list[tuple[str, str, str]]
) -> None:
    assert propose(counts, nothing) == [Proposal(*one) for one in expected]


@pytest.mark.parametrize(
    "counts",
    [
        {"霁川市人民政府": 9, "霁州市人民政府": 1},
        {"霁川市人民政府": 9, "霁川县人民政府": 1},
        {"霁川市自然资源局": 9, "霁川市东城区自然资源局": 1},
        {"霁川市第一中级人民法院": 9, "霁川市第二中级人民法院": 1},
        {"霁川市发展和改革局": 9, "霁川市发展和改革委员会": 1},
        {"霁川市东城街道办事处": 9, "霁川市西城街道办事处": 1},
        {"省林业局": 9, "云江省林业局": 0, "林业局": 1},
        {"霁川市水利局": 9, "云峦市水利局": 9, "市水利局": 1, "水利局": 1},
        {"中国民用航空总局": 9, "中国民用航空局": 1},
        {"霁川市自然资源局": 3, "霁川市自燃资源局": 3},
    ],
    ids=["place", "rank", "district", "ordinal", "sort", "quarter", "nation", "two cities", "successor", "both"],
)  # fmt: skip
def test_other_bodies_are_not(counts: dict[str, int]) -> None:
    counts = {name: n for name, n in counts.items() if n}
    assert propose(counts, nothing) == []


def test_letters_that_the_titles_know_are_no_slip() -> None:
    counts = {"霁川市自然资源局": 30, "霁川市自燃资源局": 1}
    assert propose(counts, lambda pairs: [pair for pair in pairs if pair == "自燃"]) == []


def test_bodies_of_many_places_stay_apart() -> None:
    signs = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒"
    counts = {
        f"{a}{b}市{body}": 3
        for a in signs
        for b in signs
        for body in ("教育局", "水利局", "人民政府") * 8
    }
    assert len(counts) == 2700
    assert propose(counts, nothing) == []
