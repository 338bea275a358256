"""``disclosure-audit timeliness``."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.command_line import Cli

REGISTER = """标题,发文字号,成文日期,公开属性,承办部门
关于加强城市供水管理的通知,临政发〔2021〕3号,2021-03-01,主动公开,供水科
关于公布文物保护单位名单的通知,临政发〔2021〕4号,2021-03-11,主动公开,文物科
关于开展消防安全检查的通知,临政发〔2021〕6号,2021-04-19,主动公开,=消防科
关于城市绿化养护的通知,临政发〔2021〕8号,2021-02-01,主动公开,供水科
"""
CATALOG = """标题,发文字号,成文日期,发布日期
关于加强城市供水管理的通知,临政发〔2021〕3号,2021-03-01,2021-04-06
关于公布文物保护单位名单的通知,临政发〔2021〕4号,2021-03-11,2021-03-15
"""


@pytest.fixture
def run(cli: Cli, tmp_path: Path) -> Path:
    """A run with one late document, one in time, one due soon and one overdue."""
    for name, text in (("register.csv", REGISTER), ("catalog.csv", CATALOG)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    folder = tmp_path / "run"
    done = cli(
        "scan", str(tmp_path / "register.csv"), str(tmp_path / "catalog.csv"),
        "--out", str(folder), "--as-of", "2021-05-14", "--select", "TM",
    )  # fmt: skip
    assert done.code == 0, done.err
    return folder


def test_by_department(cli: Cli, run: Path) -> None:
    shown = cli("timeliness", str(run), "--lang", "en").out
    assert "Timeliness by department as of 2021-05-14" in shown
    lines = {
        line.split()[0]: line.split()[1:] for line in shown.splitlines() if line[:1] in "供文=a"
    }
    assert lines["供水科"] == ["1", "1", "1", "100.0%", "25.0", "25.0", "25.0", "25", "1", "0"]
    assert lines["文物科"] == ["1", "1", "0", "0.0%", "2.0", "2.0", "2.0", "2", "0", "0"]
    assert lines["=消防科"] == ["0", "0", "0", "-", "-", "-", "-", "-", "0", "1"]
    assert lines["all"] == ["2", "2", "1", "50.0%", "13.5", "22.7", "23.9", "25", "1", "1"]


@pytest.mark.parametrize(("lang", "word"), [("en", "due soon"), ("zh", "将到期")])
@pytest.mark.parametrize("width", ["80", "120"])
def test_no_number_is_lost_on_a_narrow_page(
    cli: Cli, run: Path, lang: str, word: str, width: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    shown = cli("timeliness", str(run), "--lang", lang).out
    assert word in shown.splitlines()[1]
    assert all(len(line.split()) >= 11 for line in shown.splitlines() if line.startswith("供水科"))


def test_by_month_as_csv(cli: Cli, run: Path) -> None:
    text = cli("timeliness", str(run), "--by", "month", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["group"] for row in rows] == ["2021-02", "2021-03", "2021-04"]
    assert [row["late"] for row in rows] == ["0", "1", "0"]
    assert [row["overdue"] for row in rows] == ["1", "0", "0"]
    computed = cli("timeliness", str(run), "--format", "csv").out
    assert "\n'=消防科," in computed


def test_by_category_as_json(cli: Cli, run: Path) -> None:
    found = json.loads(cli("timeliness", str(run), "--by", "category", "--format", "json").out)
    assert (found["by"], found["as_of"], found["total"]["late"]) == ("category", "2021-05-14", 1)
    assert [group["group"] for group in found["groups"]] == [None]
    assert found["groups"][0] == {"group": None, **found["total"]}


@pytest.mark.parametrize(("lang", "head"), [("en", "Due soon as of"), ("zh", "即将到期")])
def test_what_is_due_soon(cli: Cli, run: Path, lang: str, head: str) -> None:
    shown = cli("timeliness", str(run), "--due-soon", "--lang", lang).out
    assert shown.startswith(head)
    assert "2021-05-18" in shown
    assert "=消防科" in shown
    (one,) = json.loads(cli("timeliness", str(run), "--due-soon", "--format", "json").out)[
        "due_soon"
    ]
    assert one["days_left"] == 2
    assert (one["due_on"], one["register_row"], one["doc_number"]) == (
        "2021-05-18",
        2,
        "临政发〔2021〕6号",
    )
    text = cli("timeliness", str(run), "--due-soon", "--format", "csv").out
    assert text.splitlines()[1].startswith("2021-05-18,2,'=消防科,")


def test_the_same_bytes_each_time(cli: Cli, run: Path) -> None:
    for form in ("table", "csv", "json"):
        one, other = (cli("timeliness", str(run), "--format", form).out for _ in range(2))
        assert one == other


def test_changed_lists_are_an_error(cli: Cli, run: Path) -> None:
    (run.parent / "catalog.csv").write_text(CATALOG + "甲,,,\n", encoding="utf-8")
    done = cli("timeliness", str(run), "--lang", "en")
    assert done.code == 4
    assert "the catalog cannot be read again: " in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--by", "moth"], "did you mean month?"), (["--format", "jsn"], "did you mean json?")],
)
def test_wrong_words_are_met(cli: Cli, run: Path, arguments: list[str], said: str) -> None:
    done = cli("timeliness", str(run), *arguments, "--lang", "en")
    assert done.code == 2
    assert said in done.err


def test_what_is_secret_stays_so(cli: Cli, tmp_path: Path) -> None:
    register = REGISTER.replace(
        "关于开展消防安全检查的通知", "机密★10年 关于开展消防安全检查的通知"
    )
    for name, text in (("register.csv", register), ("catalog.csv", CATALOG)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    cli("scan", str(tmp_path / "register.csv"), str(tmp_path / "catalog.csv"),
        "--out", str(tmp_path / "run"), "--as-of", "2021-05-14", "--select", "TM",)  # fmt: skip
    for form in ("table", "csv", "json"):
        shown = cli("timeliness", str(tmp_path / "run"), "--due-soon", "--format", form).out
        assert "消防" in shown
        assert "机密" not in shown
