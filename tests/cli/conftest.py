"""Two short lists for the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

REGISTER = """标题,发文字号,成文日期,公开属性
临江市人民政府关于加强城市供水管理的通知,临政发〔2019〕3号,2019-03-04,主动公开
临江市人民政府关于公布文物保护单位名单的通知,临政发〔2019〕4号,2019-03-11,主动公开
"""
CATALOG = """标题,发文字号,成文日期,发布日期
临江市人民政府关于加强城市供水管理的通知,临政发〔2019〕3号,2019-03-04,2019-03-08
临江市人民政府关于表彰劳动模范的决定,临政发〔2019〕9号,2019-05-04,2019-05-08
"""


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    """A register of two documents and a catalog of which one was omitted and one is unknown."""
    register, catalog = tmp_path / "register.csv", tmp_path / "catalog.csv"
    register.write_text(REGISTER, encoding="utf-8")
    catalog.write_text(CATALOG, encoding="utf-8")
    return register, catalog
