"""Writes the workbook, the catalog and the answers, byte for byte the same each time."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from sample_data import received
from sample_data.draw import Draw
from sample_data.lists import Published, Registered
from sample_data.names import BUREAU, YEAR

SENT_HEADERS = (
    "顺序号", "成文日期", "发文字号", "标题", "发文机关", "密级", "份数", "公开属性", "不予公开理由", "拟稿处室",
)  # fmt: skip
CATALOG_HEADERS = (
    "索引号", "信息名称", "内容概述", "生成日期", "文件编号", "发布机构", "公开日期", "信息分类", "链接",
    "正文文件",
)  # fmt: skip
Cell = str | int | dt.date


def sent_rows(records: Iterable[Registered], draw: Draw) -> list[tuple[Cell, ...]]:
    """Return the rows of the sheet 发文."""
    rows: list[tuple[Cell, ...]] = []
    for serial, record in enumerate(records, start=1):
        grade = record.classification or draw.pick(("", "", "", "无", "非密"))
        rows.append(
            (
                serial, record.made, record.number, record.title, record.issuer, grade,
                draw.pick((1, 10, 20, 30, 50)), record.openness, record.reason,
                record.document.owner,
            )
        )  # fmt: skip
    return rows


def write_workbook(
    path: Path, sent: Sequence[tuple[Cell, ...]], got: Sequence[tuple[Cell, ...]]
) -> None:
    """Write ``register.xlsx`` with the sheets 发文 and 收文, a title row above each header."""
    workbook = xlsxwriter.Workbook(path)
    workbook.set_properties({"title": "登记簿", "created": dt.datetime(2025, 1, 20)})
    heading = workbook.add_format({"bold": True, "align": "center", "font_size": 16})
    bold = workbook.add_format({"bold": True, "border": 1})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for name, title, headers, rows in (
        ("发文", f"{BUREAU}{YEAR}年度发文登记簿", SENT_HEADERS, sent),
        ("收文", f"{BUREAU}{YEAR}年度收文登记簿", received.HEADERS, got),
    ):
        sheet = workbook.add_worksheet(name)
        sheet.merge_range(0, 0, 0, len(headers) - 1, title, heading)
        sheet.write_row(1, 0, headers, bold)
        sheet.freeze_panes(2, 0)
        for at, header in enumerate(headers):
            sheet.set_column(at, at, 60 if header == "标题" else 18)
        for at, row in enumerate(rows, start=2):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(at, column, dt.datetime(*cell.timetuple()[:3]), day)
                elif isinstance(cell, int):
                    sheet.write_number(at, column, cell)
                elif cell:
                    sheet.write_string(at, column, cell)
    workbook.close()


def write_catalog(path: Path, entries: Iterable[Published]) -> None:
    """Write ``catalog.csv`` in GB18030 with CRLF, as offices export it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CATALOG_HEADERS)
    writer.writerows(entry.cells() for entry in entries)
    path.write_bytes(text.getvalue().encode("gb18030"))


def write_expected(path: Path, expected: dict[str, Any]) -> None:
    """Write ``expected.json`` with one finding and one pair to a line."""
    lines = []
    for key, value in expected.items():
        if isinstance(value, list):
            items = ",\n    ".join(json.dumps(item, ensure_ascii=False) for item in value)
            lines.append(f"  {json.dumps(key)}: [\n    {items}\n  ]")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    path.write_bytes(("{\n" + ",\n".join(lines) + "\n}\n").encode())


def write_texts(folder: Path, texts: Mapping[str, bytes]) -> None:
    """Write the full texts below ``folder``."""
    for name, content in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
