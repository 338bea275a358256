"""Voided numbers, from the settings and from files."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from disclosure_audit import run as runs
from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.series.voided import read_voided
from tests.series.series_lists import numbers, settings

TWO = ("临政办发〔2024〕12号", "临政发〔2024〕7号")
LINES = "临政发〔2024〕7号\n\n临政办发[2024]12号 （印错作废）\n"
TABLE = "序号,作废文号,备注\n1,临政发〔2024〕7号,印错\n2,临政办发〔2024〕12号,\n,合计,2\n"


def voided(*entries: str) -> tuple[str, ...]:
    return read_voided(settings(voided=entries)).series.voided


def test_numbers_are_brought_to_their_form() -> None:
    assert voided("临政发[2024]第07号", "临政办发〔2024〕12号", "临政发〔2024〕7号") == TWO
    untouched = Config()
    assert read_voided(untouched) is untouched


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(("name", "text"), [("a.txt", LINES), ("a.csv", TABLE)])
def test_files_are_read(tmp_path: Path, name: str, text: str, encoding: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding=encoding)
    assert voided(str(path)) == TWO
    assert voided(str(path), "临政发〔2024〕9号")[-1] == "临政发〔2024〕9号"


def test_workbooks_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    pl.DataFrame({"作废文号": list(TWO), "备注": ["印错", None]}).write_excel(path)
    assert voided(str(path)) == TWO


def test_what_is_neither_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as neither:
        voided("第七号")
    assert "第七号" in neither.value.message.zh
    with pytest.raises(InputError):
        voided(str(tmp_path / "none.txt"))
    path = tmp_path / "a.txt"
    path.write_text("一\n二\n", encoding="utf-8")
    with pytest.raises(InputError) as empty:
        voided(str(path))
    assert "a.txt" in empty.value.message.en


def test_a_run_keeps_the_numbers_and_not_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("voided.txt").write_text("临政发〔2024〕2号\n", encoding="utf-8")
    sent = numbers(1, 3, 4, 5, 6)
    register = pl.DataFrame({"title": [f"关于{n}的通知" for n in "甲乙丙丁戊"], "doc_number": sent})
    config = settings(voided=["voided.txt"])
    audit = scan(register, register, config, key=b"a key of the tests")
    assert "OM004" not in audit.findings["rule"].to_list()
    saved = runs.read(runs.write(audit, tmp_path / "run", command=["x"]))
    assert saved.info["settings"]["series"]["voided"] == ["临政发〔2024〕2号"]
    Path("voided.txt").unlink()
    kept = Config.model_validate(saved.info["settings"])
    again = scan(register, register, kept, key=b"a key of the tests")
    assert again.findings.equals(audit.findings)
