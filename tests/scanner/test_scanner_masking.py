"""The last safety net: what it catches in any text, and what it must let through."""

from __future__ import annotations

import subprocess
import sys

import polars as pl
import pytest

from disclosure_audit.scanner.masking import blot
from disclosure_audit.scanner.names import mask_names

# Numbers made up for the tests: of districts and series that nobody has been given.
SECRET = [
    "13900000017",
    "1390000 0017",
    "139-0000-0017",
    "139.0000.0017",
    "1 3 9 0 0 0 0 0 0 1 7",
    "１３９００００００１７",
    "139\n0000\r\n0017",
    "139␊00000017",
    "139<U+200B>00000017",
    "139\u200b0000\u200b0017",
    "8613900000017",
    "008613900000017",
    "一三九〇〇〇〇〇〇一七",
    "119999198001010019",
    "11999919800101001X",
    "１１９９９９１９８００１０１００１ｘ",
    "119999 19800101 0019",
    "1199 9919 8001 0100 1X",
    "119999800101001",
    "6200000000000000000",
    "6200 0000 0000 0000 000",
    "4000000000000002",
    "机密★20年",
]
HARMLESS = [
    "临政发〔2019〕12号",
    "2019-03-04 至 2020-01-31",
    "2019.03.04-2020.01.31",
    "000014349/2020-00072",
    "11320100MB1234567X/2020-00001",
    "20240131T150000Z-abcdef",
    "20240131150000123",
    "0571-88880000",
    "13,800,138,000元",
    "二〇一九年十二月三十一日",
    "共 1390000 件",
    "139000000171",
    "商业秘密保护条例",
    "ab" * 32,
    "",
]


@pytest.mark.parametrize("secret", SECRET)
@pytest.mark.parametrize("around", ["{}", "甲某 {}，乙", "file-{}.csv", "第3页 {} 2019"])
def test_what_looks_like_a_secret_is_blotted_out(secret: str, around: str) -> None:
    if secret == "机密★20年" and around == "第3页 {} 2019":
        around = "第3页 {}（2019）"
    shown = blot(around.format(secret))
    before, _, after = around.partition("{}")
    assert shown.startswith(before)
    assert shown.endswith(after)
    middle = shown.removeprefix(before).removesuffix(after)
    assert len(middle) == len(secret)
    assert middle.strip("█") in ("", secret[:2], secret[:4])  # the country's code may stay
    assert not middle.strip("█") or middle.strip("█") in ("86", "0086")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_none_stays(text: str) -> None:
    assert blot(text) == text


def test_a_number_that_was_cut_short_is_blotted_out_too() -> None:
    assert blot("甲 1199991980…") == "甲 ██████████…"
    assert blot("临政发〔2019…") == "临政发〔2019…"


@pytest.mark.parametrize(
    "text", ["护照号码：E10000001", "护照 ＥＡ1000001", "Passport No. G10000001"]
)
def test_a_passport_needs_its_word(text: str) -> None:
    assert "00000" not in blot(text)
    number = text[-9:].strip()
    assert blot(f"设备编号 {number}") == f"设备编号 {number}"


def test_terms_are_found_however_they_are_written() -> None:
    terms = ["Falcon计划", "红旗渠三号"]
    assert blot("关于Ｆalcon 计划的请示", terms) == "关于█████████的请示"
    assert blot("红旗\u200b渠 三号、红旗渠三号", terms) == "███████、█████"
    assert blot("红旗渠", terms) == "红旗渠"
    assert blot("甲", ["", " "]) == "甲"


@pytest.mark.parametrize(
    "text", ["1" * 100_000, "1 " * 20_000, "1" * 100_000 + "…", "<U+200B>" * 20_000]
)
def test_a_hostile_text_takes_no_hour(text: str) -> None:
    import time

    start = time.process_time()
    assert len(blot(text)) == len(text)
    assert time.process_time() - start < 10


def test_it_needs_only_the_standard_library() -> None:
    code = "import disclosure_audit.scanner.masking, sys; print('polars' in sys.modules, 'pydantic' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert done.stdout == "False False\n"


def test_names_of_sources_are_masked() -> None:
    frame = pl.DataFrame({"row": [0, 1, 2], "source": ["a.csv", "13900000017.csv", None]})
    assert mask_names(frame, ["source"])["source"].to_list() == ["a.csv", "███████████.csv", None]
    assert mask_names(frame, ["source"], ["a"])["source"].to_list()[0] == "█.csv"
    assert mask_names(frame.clear(), ["source"]).equals(frame.clear())
