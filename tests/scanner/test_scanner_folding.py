from __future__ import annotations

import sys
import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.scanner.folding import fold, fold_back
from disclosure_audit.scanner.folding_han import SIMPLIFIED, TRADITIONAL
from disclosure_audit.scanner.folding_table import KEPT, LOOK_ALIKES, fold_table
from tests.examples import tries

_CHANGED = "".join(list(fold_table())[::37])
TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(" \t\u3000\u00a0\r\n\u200b\u202e\u0301密国國電①（：1０aАаоΩЯж★x"),
        st.sampled_from(_CHANGED),
        st.sampled_from("".join(LOOK_ALIKES)),
    ),
    max_size=40,
)


def _fold(text: str) -> str:
    return str(fold(pl.Series([text]))[0])


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("机　密★２０年", "机密★20年"),
        ("機\u200b密\u202e文\ufe0f件", "机密文件"),
        ("关于 应急\u00a0避难 的通知", "关于应急避难的通知"),
        ("第 12 批 No. 3", "第12 批No. 3"),
        ("密\u3000\n件", "密\n件"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb\u2003c", "a b c"),
        ("（一）：张三，李四", "（一）：张三，李四"),
        ("①１３８", "①138"),
        ("二〇一九年壹月", "二〇一九年壹月"),
        ("ＡＢc", "ABc"),
        ("Аррlе", "Apple"),
        ("3601Х", "3601X"),
        ("Москва и СССР", "Москва и CCCP"),
        ("λόγος", "λόγος"),
        ("乾隆著作像覆", "乾隆著作像覆"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert _fold(text) == folded
    assert fold_back(text)[0] == folded


def test_nulls_and_name_stay() -> None:
    texts = pl.Series("title", [None, "關於", "关于"])
    assert fold(texts).to_list() == [None, "关于", "关于"]
    assert fold(texts).name == "title"
    assert texts.to_list() == [None, "關於", "关于"]
    assert fold(pl.Series("t", [], dtype=pl.String)).to_list() == []
    assert fold(pl.Series("t", [None], dtype=pl.String)).to_list() == [None]


@tries(400)
@given(st.lists(TEXTS, max_size=6))
def test_both_ways_of_folding_agree(texts: list[str]) -> None:
    assert fold(pl.Series("t", texts, dtype=pl.String)).to_list() == [
        fold_back(t)[0] for t in texts
    ]


@tries(300)
@given(TEXTS)
def test_the_way_back(text: str) -> None:
    folded, origins = fold_back(text)
    assert len(origins) == len(folded)
    assert origins == sorted(origins)
    assert all(0 <= index < len(text) for index in origins)
    for character, index in zip(folded, origins, strict=True):
        whole = fold_table().get(text[index], text[index])
        assert character in whole or character in LOOK_ALIKES.values()
    assert fold_back(folded)[0] == folded


def test_each_character_is_in_its_compatible_form() -> None:
    table = fold_table()
    missing = [
        character
        for code in range(sys.maxunicode + 1)
        if not 0xD800 <= code < 0xE000
        and unicodedata.normalize("NFKC", character := chr(code)) != character
        and character not in table
        and character not in KEPT
    ]
    assert missing == []


def test_no_format_character_stays() -> None:
    table = fold_table()
    scripts = set(
        map(chr, [*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD])
    )
    formats = {
        character
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(character := chr(code)) == "Cf"
    }
    # Signs of Arabic, Syriac and Kaithi and controls of hieroglyphs are visible or shape their text.
    visible = scripts | set(map(chr, range(0x13430, 0x13440)))
    assert {c for c in formats - visible if table.get(c) != ""} == set()


def test_every_blank_becomes_one() -> None:
    table = fold_table()
    blanks = {chr(c) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) == "Zs"}
    assert {c for c in blanks - {" "} if table.get(c) != " "} == set()


def test_ordinary_simplified_text_is_left_alone() -> None:
    """Of GB 2312, the first standard of simplified text, only two old forms are folded."""
    rows = range(0xB0, 0xF8)
    level = "".join(
        bytes((row, cell)).decode("gb2312", errors="ignore")
        for row in rows
        for cell in range(0xA1, 0xFF)
    )
    assert len(level) == 6763
    assert fold_back(level)[0] == level.replace("於", "于").replace("後", "后")
    assert not set(TRADITIONAL) & set(SIMPLIFIED)
