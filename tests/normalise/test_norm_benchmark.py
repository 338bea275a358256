from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.document_numbers import main


def test_the_table_explains_what_does_not_parse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text(
        "doc_number,count\n国发〔2011〕12号,3\n国发[2011]12号,1\n文号：,2\n2011-02-07,1\n"
    )
    assert main(["--variants", str(path)]) == 0
    table = capsys.readouterr().out
    assert "100.00%" in table
    lines = {" ".join(line.split()) for line in table.splitlines()}
    assert {
        "read 4 7",
        "parse 2 4",
        "distinct numbers 1",
        "a label only 1 2",
        "a date 1 1",
    } <= lines
    assert str(tmp_path) not in table


def test_a_number_that_is_not_read_fails_the_run(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("doc_number\n国发〔2011〕12号\n国发〔20111〕2号\n")
    assert main(["--variants", str(path)]) == 1
