"""How a list is taken in: shapes, equal headers, what an error names."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import polars as pl
import pytest

from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.intake import map_table, merge_shapes, read_list, take_in, twins
from disclosure_audit.schema.mapping import map_headers

DOCUMENT = {
    "标题": "临江市人民政府关于加强城市供水管理的通知",
    "发文字号": "临政发〔2019〕3号",
    "成文日期": "2019-03-04",
}


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        (["标题", "标题_2", "发文字号"], [("标题", "标题_2", "title")]),
        (["标题", "附件", "附件_2"], []),
        (["标题", "发文字号"], []),
        (["标题_2", "发文字号"], []),
    ],
)
def test_equal_headers_are_told_of(headers: list[str], found: list[tuple[str, str, str]]) -> None:
    assert list(twins(map_headers(headers))) == found


def _books(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "发文"
    book.active.append(["标题", "发文字号", "成文日期"])
    book.active.append(["甲号通知", "临政发〔2019〕3号", "2019-03-04"])
    received = book.create_sheet("收文")
    received.append(["来文机关", "标题", "来文字号"])
    received.append(["云山省人民政府", "乙号通知", "云政发〔2019〕9号"])
    book.save(folder / "register.xlsx")
    return folder / "register.xlsx"


def test_each_shape_of_a_workbook_is_mapped_by_itself(tmp_path: Path) -> None:
    table = read_list(_books(tmp_path), None, Config())
    shapes = map_table(table, Config(), None)
    assert [shape.sources for shape in shapes] == [
        ("register.xlsx[发文]",),
        ("register.xlsx[收文]",),
    ]
    assert shapes[0].mapping.as_dict()["doc_number"] == "发文字号"
    assert shapes[1].mapping.as_dict()["doc_number"] == "来文字号"
    whole = merge_shapes(shapes)
    assert [c.header for c in whole.columns] == [
        "标题",
        "发文字号",
        "成文日期",
        "来文机关",
        "来文字号",
    ]


def test_sheets_and_columns_can_be_given_without_a_side(tmp_path: Path) -> None:
    table = read_list(_books(tmp_path), None, Config(), sheets=("收文",))
    (shape,) = map_table(table, Config(), None, overrides={"issuer": "标题", "title": ""})
    assert shape.mapping.as_dict()["issuer"] == "标题"
    with pytest.raises(UsageError, match=r"register.xlsx.*no header") as refused:
        map_table(table, Config(), None, overrides={"title": "题目"})
    assert refused.value.message.zh.startswith("register.xlsx")


def test_an_error_names_the_list(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("颜色,大小\n红,大\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"odd\.csv") as refused:
        take_in(str(tmp_path / "odd.csv"), "catalog", Config())
    assert refused.value.hint is not None
    assert "--map-catalog" in refused.value.hint.en


def test_one_document_in_two_channels_is_harmless() -> None:
    """It is published once, the second record repeats the first, and no rule minds."""
    register = pl.DataFrame([DOCUMENT])
    site = pl.DataFrame([DOCUMENT | {"发布日期": "2019-03-06"}])
    gazette = pl.DataFrame([DOCUMENT | {"发布日期": "2019-03-08"}])
    audit = scan(register, {"网站": site, "公报": gazette}, Config(lang="en"))
    fates = audit.control_totals
    assert fates["register"]["dispositions"]["published"] == 1
    assert sum(fates["register"]["dispositions"].values()) == 1
    assert fates["catalog"]["dispositions"]["linked"] == 1
    assert fates["catalog"]["dispositions"]["repeated"] == 1
    assert audit.findings["rule"].to_list() == []
    assert audit.catalog["channel"].to_list() == ["网站", "公报"]
    assert audit.catalog["row"].to_list() == [0, 1]


def test_twice_in_one_of_two_channels_is_not() -> None:
    register = pl.DataFrame([DOCUMENT])
    site = pl.DataFrame([DOCUMENT | {"发布日期": "2019-03-06"}])
    gazette = pl.DataFrame([DOCUMENT | {"发布日期": "2019-03-08"}] * 2)
    audit = scan(register, {"网站": site, "公报": gazette}, Config(lang="en"))
    assert audit.control_totals["register"]["dispositions"]["published"] == 1
    assert audit.findings.select("rule", "catalog_row").rows() == [("DU001", 2)]


def test_a_document_in_the_second_channel_only_is_published() -> None:
    register = pl.DataFrame(
        [
            DOCUMENT,
            DOCUMENT
            | {"标题": "临江市人民政府关于表彰劳动模范的决定", "发文字号": "临政发〔2019〕9号"},
        ]
    )
    site, gazette = register.head(1), register.tail(1)
    audit = scan(register, {"网站": site, "公报": gazette}, Config(lang="en"))
    assert audit.control_totals["register"]["dispositions"]["published"] == 2
    assert sorted(audit.links.select("register_row", "catalog_row").rows()) == [(0, 0), (1, 1)]


def test_a_list_may_use_our_own_words_as_headers() -> None:
    """Columns called as those that the audit adds to its own tables are read like any other."""
    ours = ("row", "side", "source", "file", "text", "cell", "start", "register_row")
    lists = pl.DataFrame({**DOCUMENT, **dict.fromkeys(ours, "机密★20年")})
    audit = scan(lists, lists, Config(lang="en"))
    assert {"side", "source", "file", "register_row"} <= set(audit.hits["field"])
    assert audit.control_totals["register"]["dispositions"]["published"] == 1
