"""A run of the sample, and a small run of lists that a test may change."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from disclosure_audit import run
from disclosure_audit.audit import scan
from disclosure_audit.config import Config

SAMPLE = Path(__file__).parent.parent.parent / "sample_data"

REGISTER = """标题,发文字号,成文日期,公开属性
临江市人民政府关于加强城市供水管理的通知,临政发〔2019〕3号,2019-03-04,主动公开
临江市人民政府关于公布文物保护单位名单的通知,临政发〔2019〕4号,2019-03-11,主动公开
机密★20年 关于[red]粮食[/]储备\u202e的报告,临政发〔2019〕7号,2019-04-02,主动公开
临江市人民政府关于开展秋季植树活动的通知,临政发〔2019〕8号,2019-03-21,主动公开
"""
CATALOG = """标题,发文字号,成文日期,发布日期
临江市人民政府关于加强城市供水安全管理的通知,临政发〔2019〕3号,2019-03-04,2019-03-08
临江市人民政府关于表彰劳动模范的决定,临政发〔2019〕9号,2019-05-04,2019-05-08
机密★20年 关于[red]粮食[/]储备的报告,临政发〔2019〕7号,2019-04-02,2019-04-08
临江市人民政府关于开展春季植树活动的通知,临政发〔2018〕8号,2018-04-09,2018-04-19
"""


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> run.Run:
    """The run of the sample data."""
    audit = scan(SAMPLE / "register.xlsx", SAMPLE / "catalog.csv", Config(lang="en"))
    folder = tmp_path_factory.mktemp("sample") / "run"
    return run.read(run.write(audit, folder, command=["disclosure-audit"]))


@pytest.fixture
def small_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> run.Run:
    """The run of two lists of four rows in ``tmp_path``, named by relative paths."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("register.csv", REGISTER), ("catalog.csv", CATALOG)):
        Path(name).write_text(text, encoding="utf-8")
    audit = scan("register.csv", "catalog.csv", Config(lang="en"))
    return run.read(run.write(audit, tmp_path / "run", command=["disclosure-audit"]))


@pytest.fixture(scope="session")
def true_pairs() -> pl.DataFrame:
    """Every true pair of the sample; a document that was registered twice has both entries."""
    import json

    known = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))
    twin = {a: b for pair in known["registered_twice"] for a, b in (pair, pair[::-1])}
    pairs = {(r, c) for r, c in known["pairs"]}
    pairs |= {(twin[r], c) for r, c in pairs if r in twin}
    return pl.DataFrame(sorted(pairs), schema=["register_row", "catalog_row"], orient="row")
