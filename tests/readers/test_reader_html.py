"""Web pages that office systems export as ``.xls``."""

from __future__ import annotations

from typing import Any

import pytest

from disclosure_audit.errors import InputError

PAGE = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><style>td {mso: "x"}</style>
</head><body><table><tr><td>检索条件</td></tr></table><table border=1>
<tr><td colspan=4>发文登记簿</td></tr>
<tr><th rowspan=2>标题</th><th colspan=2>发文</th><th rowspan=2>机关</th></tr>
<tr><th>文号</th><th>日期</th></tr>
<tr><td>甲&amp;乙<br>丙<td x:str>007</td><td>2023-01-02</td><td rowspan=2>甲&nbsp;局&nbsp;</td></tr>
<tr><td>丁</td><td></td><td><script>x</script>2023-01-03</td></tr>
</table></body></html>"""


@pytest.mark.parametrize("codec", ["gbk", "utf-8", "utf-16"])
def test_the_largest_table_of_a_page(codec: str, load: Any, write: Any, cells: Any) -> None:
    table = load(write("a.xls", PAGE, codec))
    assert table.headers == ["标题", "发文文号", "发文日期", "机关"]
    assert cells(table) == [
        ("甲&乙\n丙", "007", "2023-01-02", "甲\u00a0局"),
        ("丁", None, "2023-01-03", "甲\u00a0局"),
    ]
    assert table.sources[0].kind == "spreadsheet"


def test_pages_without_a_table_and_other_exports(load: Any, write: Any) -> None:
    with pytest.raises(InputError, match="without a table"):
        load(write("a.xls", "<html><body><p>请登录</p></body></html>"))
    for text in (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table/>',
        "MIME-Version: 1.0\n",
    ):
        with pytest.raises(InputError, match="web archive"):
            load(write("a.xls", text))
