"""``disclosure-audit series``: the table, CSV and JSON of a small run."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure_audit.glyphs import cells
from tests.command_line import Cli, Outcome, cli

__all__ = ["cli"]

Series = Callable[..., Outcome]
GOLDEN = Path(__file__).parent / "golden"
_SUBJECTS = "供水防汛照明教育文物食品绿化公交消防征兵"
VOIDED = "临政发〔2024〕3号"


def _rows(*numbers: str, published: bool = False) -> str:
    """Return lines of a list: a title of its own for each number."""
    lines = []
    for number in numbers:
        serial = "".join(_SUBJECTS[int(n) * 2 : int(n) * 2 + 2] for n in number if n.isdigit())
        day = "2024-05-06" if published else "2024-04-30"
        lines.append(f"临江市关于{serial}工作的通知,{number},{day}")
    return "\n".join(lines) + "\n"


def _letters(*serials: int) -> list[str]:
    return [f"临政发〔2024〕{serial}号" for serial in serials]


@pytest.fixture
def series(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Series:
    """Return the command on a scan of two lists in this folder."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("DISCLOSURE_AUDIT_KEY", "a key of the tests")
    orders = ["国令第801号", "国令第804号"]
    register = _rows(*_letters(1, 2, 4, 5, 6, 9, 10, 7001), *orders)
    catalog = _rows(
        *_letters(1, 2, 5, 6, 8, 9, 10), orders[0], "云政发〔2024〕40号", published=True
    )
    head = "标题,发文字号,成文日期\n"
    (tmp_path / "register.csv").write_text(head + register, encoding="utf-8")
    (tmp_path / "catalog.csv").write_text(head.replace("成文", "发布") + catalog, encoding="utf-8")
    settings = f'[series]\nvoided = ["{VOIDED}"]\n[time_limit]\nas_of = 2025-01-01\n'
    (tmp_path / "disclosure-audit.toml").write_text(settings, encoding="utf-8")
    assert cli("scan", "register.csv", "catalog.csv", "--out", "run", "--quiet").code == 0
    return lambda *arguments: cli("series", "run", *arguments)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["table", "csv", "json"])
def test_bytes_are_a_contract(name: str, lang: str, series: Series) -> None:
    done = series("--format", name, "--lang", lang)
    assert (done.code, done.err) == (0, "")
    path = GOLDEN / f"series.{lang}.{name.replace('table', 'txt')}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(done.out, encoding="utf-8", newline="")
    assert done.out == path.read_bytes().decode()


def test_csv_and_json_tell_the_same(series: Series) -> None:
    lines = list(csv.DictReader(io.StringIO(series("--format", "csv").out)))
    told = json.loads(series("--format", "json").out)["series"]
    assert (
        [line["series"] for line in lines]
        == [one["series"] for one in told]
        == ["临政发〔2024〕", "国令"]
    )
    assert told[0]["missing"] == {
        "register": {"count": 1, "ranges": [[8, 8]]},
        "catalog": {"count": 1, "ranges": [[4, 4]]},
        "both": {"count": 1, "ranges": [[7, 7]]},
    }
    assert (told[0]["voided"], told[0]["implausible"], told[0]["last"]) == ([3], [7001], 10)
    assert [lines[0][f"ranges_{where}"] for where in ("register", "catalog", "both")] == [
        "8",
        "4",
        "7",
    ]
    assert lines[1]["ranges_both"] == "802..803"  # 802-803 would be shown as a date
    assert lines[0]["year"] == "2024"
    assert lines[1]["year"] == ""


def test_agencies_and_years_narrow_it(series: Series) -> None:
    told = json.loads(series("--format", "json", "--agency", "国令").out)
    assert [one["series"] for one in told["series"]] == ["国令"]
    told = json.loads(series("--format", "json", "--year", 2024).out)
    assert [one["series"] for one in told["series"]] == ["临政发〔2024〕"]
    assert "No document number" in series("--year", 1999).out
    wrong = series("--agency", "临政法")
    assert wrong.code == 2
    assert "临政发" in wrong.err
    assert "云政发" not in wrong.err  # the register does not send under it


@pytest.mark.parametrize(("lang", "width"), [("en", 80), ("zh", 80), ("en", 60)])
def test_lines_fit_the_page(
    lang: str, width: int, series: Series, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = series("--lang", lang).out
    assert max(map(cells, shown.splitlines())) <= width
    table = "".join(shown.split("\n\n", 1)[0].split())
    assert all(sign in table for sign in ("7001", "3", "804"))  # folded, never cut


def test_lists_that_changed_are_refused(series: Series, tmp_path: Path) -> None:
    with (tmp_path / "catalog.csv").open("a", encoding="utf-8") as file:
        file.write(_rows("临政发〔2024〕11号"))
    refused = series()
    assert refused.code == 4
    assert "catalog" in refused.err
    assert refused.out == ""


def test_an_agency_code_that_is_secret_is_never_named(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        'name = "own"\nversion = "1"\n[[term]]\nterm = "青鸾"\ncategory = "project"\n', "utf-8"
    )
    (tmp_path / "disclosure-audit.toml").write_text('[scanner]\nlexicons = ["own.toml"]\n', "utf-8")
    numbers = [*_letters(1, 3, 4, 5, 6, 7), *(f"青鸾发〔2024〕{n}号" for n in (1, 3, 4, 5, 6, 7))]
    lists = "标题,发文字号,成文日期\n" + _rows(*numbers)
    for name in ("register.csv", "catalog.csv"):
        (tmp_path / name).write_text(lists, encoding="utf-8")
    scanned = cli("scan", "register.csv", "catalog.csv", "--out", "run", "--format", "json")
    assert "OM004" in scanned.out
    told = [
        scanned,
        *(cli("series", "run", "--format", name) for name in ("table", "csv", "json")),
        cli("series", "run", "--agency", "青莺发"),
    ]
    assert [one.code for one in told] == [0, 0, 0, 0, 2]
    assert not any("青鸾" in one.out + one.err for one in told)
