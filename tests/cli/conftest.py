"""Runs the command line in this process, as the installed program would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from disclosure_audit.cli import main


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Cli = Callable[..., Outcome]


@pytest.fixture
def cli(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Cli:
    """A function that runs ``disclosure-audit`` with some arguments in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCLOSURE_AUDIT_LANG", "en")

    def run(*arguments: str | Path) -> Outcome:
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        assert isinstance(stopped.value.code, int)
        return Outcome(stopped.value.code, out.decode(), err.decode())

    return run


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
