"""Why a row was rejected and why a sheet was left out: the codes and what they say."""

from __future__ import annotations

from disclosure_audit.language import Text

REASONS: dict[str, Text] = {
    "too_many_cells": Text(
        "more filled cells than the header has columns", "非空单元格多于表头列数"
    ),
    "cell_too_long": Text(
        "a cell longer than limits.cell_chars", "单元格长度超过 limits.cell_chars"
    ),
    "undecodable": Text("bytes that the encoding cannot decode", "含有该编码无法解码的字节"),
    "unclosed_quote": Text("a quotation mark that is never closed", "引号没有闭合"),
    "repeated_header": Text(
        "the header once more, as on printed pages", "重复出现的表头（分页打印所致）"
    ),
    "broken_line": Text("a line that is not valid JSON", "该行不是有效的 JSON"),
    "not_an_object": Text("an element that is not a JSON object", "该元素不是 JSON 对象"),
}
"""Codes of ``Table.rejects["reason"]``. None of them repeats text of the record."""

SKIPPED: dict[str, Text] = {
    "empty": Text("the sheet is empty", "工作表为空"),
    "hidden": Text("the sheet is hidden", "工作表已隐藏"),
    "no_header": Text("no header was recognised", "未识别到表头"),
    "other_shape": Text("other columns than the main sheet", "列与主工作表不同"),
    "not_chosen": Text("not among the chosen sheets", "不在所选工作表之列"),
    "not_a_worksheet": Text("a chart or macro sheet", "图表或宏工作表"),
}
"""Codes of ``Skipped.reason``."""
