"""Encodings of text files: found, told, broken, absent."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.config import Limits, Reading
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.readers import ROW, SOURCE, read
from disclosure_audit.readers.cell_text import BLANKS
from disclosure_audit.readers.text_encoding import decode_file
from tests.examples import tries

TEXT = "标题,文号\n" + "".join(f"关于第{n}批土地的批复,甲发〔2020〕{n}号\n" for n in range(300))


@pytest.mark.parametrize(
    ("codec", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_encoding_is_found(codec: str, found: str, load: Any, write: Any) -> None:
    table = load(write("a.csv", TEXT, codec))
    assert table.headers == ["标题", "文号"]
    assert table.frame["文号"][299] == "甲发〔2020〕299号"
    assert table.sources[0].encoding == found


def test_characters_beyond_gbk_and_chunk_borders(
    load: Any, write: Any, cells: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("disclosure_audit.readers.text_encoding.CHUNK", 7)
    for codec in ("gb18030", "utf-8", "utf-16"):
        assert cells(load(write("a.csv", "标题,文号\n𠮷䶮,〔2020〕\n", codec))) == [
            ("𠮷䶮", "〔2020〕")
        ]


def test_ascii_first_and_gbk_much_later(load: Any, write: Any) -> None:
    text = "title,number\n" + "plain,1\n" * 20_000 + "关于甲的通知,2\n"
    table = load(write("a.csv", text, "gbk"))
    assert table.frame["title"][-1] == "关于甲的通知"
    assert table.sources[0].encoding == "gb18030"


def test_encoding_may_be_told(load: Any, write: Any, cells: Any) -> None:
    path = write("a.csv", "標題,文號\n關於,一\n", "big5")
    assert cells(load(path, reading={"encoding": "Big5"})) == [("關於", "一")]
    for unknown in ("no-such", "base64"):
        with pytest.raises(UsageError, match="unknown encoding"):
            load(path, reading={"encoding": unknown})


@pytest.mark.parametrize(("codec", "bad"), [("utf-8", b"\xff\xfe"), ("gb18030", b"\xff\xff")])
def test_few_undecodable_rows_are_rejects(
    codec: str, bad: bytes, load: Any, write: Any, rejected: Any
) -> None:
    data = TEXT.encode(codec).replace("第7批".encode(codec), bad)
    table = load(write("a.csv", data))
    assert table.sources[0].encoding == codec
    assert rejected(table) == [(7, 9, "undecodable")]
    assert len(table.frame) == 299


def test_many_undecodable_rows_are_an_error(load: Any, write: Any) -> None:
    data = TEXT.encode("gb18030").replace("第1".encode("gb18030"), b"\xff\xff")
    with pytest.raises(InputError, match=r"cannot be decoded as utf-8 / gb18030 \(for example"):
        load(write("a.csv", data))
    with pytest.raises(InputError, match="cannot be decoded as utf-8"):
        load(write("b.csv", TEXT, "gbk"), reading={"encoding": "utf-8"})


def test_an_undecodable_header_is_an_error(load: Any, write: Any) -> None:
    with pytest.raises(InputError, match="line 1"):
        load(write("a.csv", TEXT.encode().replace("标题".encode(), b"\xff\xfe\xfd")))


@pytest.mark.parametrize("kind", ["noise", "nul", "pdf", "png"])
def test_a_binary_file_is_no_text_table(kind: str, load: Any, write: Any) -> None:
    content = {
        "noise": random.Random(3).randbytes(5000),
        "nul": b"a,b\n" + b"\0" * 500,
        "pdf": b"%PDF-1.7\n%abc%def\n",
        "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    }[kind]
    with pytest.raises(InputError, match="not a text table"):
        load(write("a.csv", content))


_CELL = st.text(
    st.one_of(
        st.sampled_from("关于甲的通知〔〕号《》\"',;|%\t\n\r 　0123456789"),
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")),
    ),
    max_size=12,
)
_TABLE = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(_CELL, min_size=width, max_size=width), min_size=1, max_size=12)
)


@tries(120)
@given(
    rows=_TABLE,
    codec=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_was_written_is_read_back(
    rows: list[list[str]], codec: str, end: str, quoting: Any
) -> None:
    names = [f"列{n}" for n in range(len(rows[0]))]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end, quoting=quoting).writerows([names, *rows])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(text.getvalue().encode(codec))
        reading = Reading(delimiter=",", encoding=codec, header_row=1)
        table = read(path, limits=Limits(), reading=reading)
    wanted = [tuple(cell.strip(BLANKS) or None for cell in row) for row in rows]
    numbered = [(n, row) for n, row in enumerate(wanted) if any(row)]
    assert table.rejects.is_empty()
    assert table.frame[ROW].to_list() == [n for n, _ in numbered]
    assert table.frame.drop(ROW, SOURCE).rows() == [row for _, row in numbered]


@tries(60)
@given(
    titles=st.lists(st.text("关于印发管理办法的通知第号", min_size=4, max_size=9), min_size=8),
    codec=st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]),
)
def test_encoding_of_chinese_text_is_found(titles: list[str], codec: str) -> None:
    text = "标题,日期\n" + "".join(f"{title},2020-01-01\n" for title in titles)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(text.encode(codec))
        assert decode_file(path).encoding == codec


_TINY = "标题,发文字号\n关于供水的通知,临政发〔2019〕3号\n"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("place", range(0, len(_TINY), 3))
def test_a_stray_nul_does_not_make_a_tiny_file_utf_16(
    codec: str, place: int, tmp_path: Path
) -> None:
    path = tmp_path / "tiny.csv"
    path.write_bytes((_TINY[:place] + "\0" + _TINY[place:]).encode(codec))
    decoded = decode_file(path)
    assert (decoded.encoding, decoded.data.decode()) == (codec, _TINY)


@pytest.mark.parametrize("text", ["title,no\nab\0cd,1\n", "a,b\n\0\n", "t\0itle\nx\n"])
def test_a_stray_nul_in_ascii(text: str, tmp_path: Path) -> None:
    path = tmp_path / "tiny.csv"
    path.write_bytes(text.encode())
    assert decode_file(path).data.decode() == text.replace("\0", "")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [_TINY, "title,no\nabcd,1\n", "标题,文号\n甲,1", "标题\n甲\n"])
def test_utf_16_without_a_mark_is_still_known(codec: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "tiny.csv"
    path.write_bytes(text.encode(codec))
    decoded = decode_file(path)
    assert (decoded.encoding, decoded.data.decode()) == (codec, text)
