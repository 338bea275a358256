"""ODS, built by hand."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from disclosure_audit.errors import InputError

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
WORDS = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
ROWS = """
<table:table-row><table:table-cell office:value-type="string"><text:p>登记簿</text:p></table:table-cell></table:table-row>
<table:table-row>{head}</table:table-row>
<table:table-row>
<table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2023-01-02"><text:p>x</text:p></table:table-cell>
</table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
"""


def ods(path: Path, rows: str, manifest: str = "<manifest/>") -> Path:
    rows = rows.replace("\n", "")
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{OFFICE}"'
        f' xmlns:table="{TABLE}" xmlns:text="{WORDS}"><office:body><office:spreadsheet>'
        f'<table:table table:name="目录">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", body)
    return path


def test_cells_of_ods(load: Any, tmp_path: Path, cells: Any) -> None:
    head = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        for name in ("标题", "文号", "日期")
    )
    table = load(ods(tmp_path / "a.ods", ROWS.format(head=head)))
    assert table.headers == ["标题", "文号", "日期"]
    assert cells(table) == [("甲", "12", "2023-01-02")]
    assert table.sources[0].kind == "spreadsheet"


def test_a_password_and_a_bomb(load: Any, tmp_path: Path) -> None:
    locked = (
        '<manifest:manifest><manifest:encryption-data manifest:checksum="x"/></manifest:manifest>'
    )
    with pytest.raises(InputError, match="password"):
        load(ods(tmp_path / "a.ods", "", locked))
    cell = (
        '<table:table-cell table:number-columns-repeated="99999999" office:value-type="float"'
        ' office:value="1"/>'
    )
    with pytest.raises(InputError, match="far away"):
        load(ods(tmp_path / "b.ods", f"<table:table-row>{cell}</table:table-row>"))
