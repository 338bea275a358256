"""Which file belongs to which record, and that no path leads out of the folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import polars as pl
import pytest

from disclosure_audit.config import Openness
from disclosure_audit.errors import InputError
from disclosure_audit.readers.table import REJECTS, ROW, SOURCE, Table
from disclosure_audit.records import conform
from disclosure_audit.schema.columns import Side
from disclosure_audit.texts.files import find_files
from disclosure_audit.texts.schema import FILES

POSIX = pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")
HEADERS = ("title", "doc_number", "index_number", "record_id", "text_path")


def records(side: Side, *rows: dict[str, str]) -> pl.DataFrame:
    frame = pl.DataFrame(
        [[row.get(name) for name in HEADERS] for row in rows],
        schema=dict.fromkeys(HEADERS, pl.String),
        orient="row",
    ).with_columns(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias(ROW), pl.lit("a.csv").alias(SOURCE)
    )
    table = Table(frame, pl.DataFrame(schema=REJECTS), ())
    return conform(table, {name: name for name in HEADERS}, side, Openness())


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")


def found(files: pl.DataFrame) -> list[tuple[str, int | None, str, str | None]]:
    assert files.schema == pl.Schema(FILES)
    return [(s, r, f, p) for s, r, f, p in files.select("side", "row", "file", "problem").rows()]


def test_a_text_path_is_taken_at_its_word(tmp_path: Path) -> None:
    touch(tmp_path, "a/甲.docx", "乙.txt", ".hidden", "~$甲.docx", "rest.txt")
    files = find_files(
        {
            "register": records(
                "register",
                {"title": "甲", "text_path": "a/甲.docx"},
                {"title": "乙", "text_path": "a\\甲.docx"},
                {"title": "丙", "text_path": "./乙.txt"},
                {"title": "丁", "text_path": "没有.txt"},
                {"title": "戊", "text_path": " "},
                {"title": "己", "text_path": "a"},
            )
        },
        tmp_path,
    )
    assert found(files) == [
        ("catalog", None, "rest.txt", None),
        ("register", 0, "a/甲.docx", None),
        ("register", 1, "a/甲.docx", None),
        ("register", 2, "乙.txt", None),
        ("register", 3, "没有.txt", "missing"),
        ("register", 5, "a", "not_a_file"),
    ]
    paths = files.filter(pl.col("problem").is_null())["path"]
    assert all(Path(os.fsdecode(path)).is_file() for path in paths)


@pytest.mark.parametrize(
    "given",
    [
        "../outside.txt", "a/../../outside.txt", "a/..", "..", "/etc/passwd", "//host/share/a.txt",
        "\\\\host\\share\\a.txt", "C:\\a.txt", "c:a.txt", "C:/a.txt", "\\a.txt", "a\0.txt",
        "..\\outside.txt",
    ],
)  # fmt: skip
def test_no_path_leads_out(tmp_path: Path, given: str) -> None:
    folder = tmp_path / "texts"
    touch(folder, "a/b.txt")
    touch(tmp_path, "outside.txt")
    (row,) = found(
        find_files({"catalog": records("catalog", {"title": "甲", "text_path": given})}, folder)
    )[:1]
    assert row == ("catalog", 0, given, "outside_folder")


@POSIX
def test_links_and_pipes(tmp_path: Path) -> None:
    folder, outside = tmp_path / "texts", tmp_path / "outside"
    touch(folder, "a.txt")
    touch(outside, "b.txt")
    (folder / "inner.txt").symlink_to("a.txt")
    (folder / "outer.txt").symlink_to(outside / "b.txt")
    (folder / "outer").symlink_to(outside)
    (folder / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(folder / "pipe.txt")
    one = records("register", {"title": "甲", "text_path": "outer/b.txt"})
    assert found(find_files({"register": one}, folder)) == [
        ("catalog", None, "a.txt", None),
        ("catalog", None, "inner.txt", None),
        ("catalog", None, "loop.txt", "missing"),
        ("catalog", None, "outer.txt", "outside_folder"),
        ("catalog", None, "pipe.txt", "not_a_file"),
        ("register", 0, "outer/b.txt", "outside_folder"),
    ]


def test_a_linked_folder_of_texts_is_the_folder(tmp_path: Path) -> None:
    touch(tmp_path / "real", "a.txt")
    try:
        (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    except OSError:
        pytest.skip("this system lets no one make links")
    assert found(find_files({}, tmp_path / "link")) == [("catalog", None, "a.txt", None)]


def test_names_say_to_which_record_a_file_belongs(tmp_path: Path) -> None:
    touch(
        tmp_path,
        "临政办发〔2021〕9号.pdf", "sub/临政办发[2021]9号.docx", "000014349_2021-00072.txt",
        "关于防汛工作的通知.ofd", "重复的题名.txt", "JD-7.html", "4.txt", "别的.txt",
    )  # fmt: skip
    catalog = records(
        "catalog",
        {"title": "甲", "doc_number": "临政办发〔2021〕9号"},
        {"title": "乙", "index_number": "000014349/2021-00072"},
        {"title": "关于防汛工作的通知"},
        {"title": "重复的题名", "record_id": "JD-7"},
        {"title": "重复的题名"},
    )
    register = records("register", {"title": "别的"}, {"title": "关于防汛工作的通知"})
    assert found(find_files({"register": register, "catalog": catalog}, tmp_path)) == [
        ("catalog", 0, "sub/临政办发[2021]9号.docx", None),
        ("catalog", 0, "临政办发〔2021〕9号.pdf", None),
        ("catalog", 1, "000014349_2021-00072.txt", None),
        ("catalog", 2, "关于防汛工作的通知.ofd", None),
        ("catalog", 3, "JD-7.html", None),
        ("catalog", None, "4.txt", None),
        ("catalog", None, "重复的题名.txt", None),
        ("register", 0, "别的.txt", None),
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no UTF-8 exist on Linux only")
def test_a_name_in_gbk_is_read_as_such(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "公告栏.txt".encode("gbk"))).write_text("x")
    files = find_files({}, tmp_path)
    assert found(files) == [("catalog", None, "公告栏.txt", None)]
    assert Path(os.fsdecode(files["path"][0])).read_text() == "x"


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        find_files({}, tmp_path / "none")
    assert "scanner.texts" in str(raised.value.hint)


def test_empty_folder(tmp_path: Path) -> None:
    assert found(find_files({}, tmp_path)) == []
