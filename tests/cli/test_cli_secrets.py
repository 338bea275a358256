"""No byte of what the program writes holds a secrecy mark of the lists, unless it is asked to."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

COLUMNS = {
    "register": ("顺序号", "标题", "发文字号", "索引号", "发文机关", "成文日期", "内容概述", "分类", "公开属性",
                 "不予公开理由", "收发类别", "承办部门", "公开渠道", "链接", "正文路径", "发布日期"),
    "catalog": ("序号", "标题", "发文字号", "索引号", "发布机构", "成文日期", "发布日期", "内容概述", "主题分类",
                "公开方式", "不予公开理由", "责任部门", "公开渠道", "链接", "正文路径"),
}  # fmt: skip
"""Headers of every column that can be shown, but the classification."""
_SECRET = "{grade}★{term}年"


def _write_lists(folder: Path) -> list[str]:
    """Write two lists in which every cell of some rows carries a mark with a term of its own.

    A mark stands alone (slipped cells), before text, after it, and in the middle of it.
    """
    secrets: list[str] = []

    def secret() -> str:
        mark = _SECRET.format(
            grade=("绝密", "机密", "秘密")[len(secrets) % 3], term=101 + len(secrets)
        )
        secrets.append(mark)
        return mark

    for side, headers in COLUMNS.items():
        plain = [_plain(header, side) for header in headers]
        rows = [plain]
        for place in range(len(headers)):
            shape = ("{0}", "{0}{1}", "{1}（{0}）", "{1} {0} 第{2}稿")[place % 4]
            row = [_plain(header, side, number=place + 2) for header in headers]
            row[place] = shape.format(secret(), row[place], place)
            rows.append(row)
        rows.append([secret() for _ in headers])
        rows.append(
            [f"{_plain(header, side, number=77)}　{secret()}　{secret()}" for header in headers]
        )
        with (folder / f"{side}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([headers, *rows])
    return secrets


def _plain(header: str, side: str, number: int = 1) -> str:
    return {
        "标题": f"临江市人民政府关于第{number}批次建设用地的批复",
        "发文字号": f"临政函[2019]0{number}号",
        "索引号": f"000014349/2019-{number:04}",
        "成文日期": "2019-03-04",
        "发布日期": "2019-03-01",
        "公开属性": "不予公开",
        "收发类别": "发文",
        "链接": f"https://www.example.test/{side}/{number}.html",
        "序号": str(number),
        "顺序号": str(number),
    }.get(header, f"{header}甲{number}")


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("secrets")
    return folder, _write_lists(folder)


def _scan(folder: Path, out: Path, *more: str) -> Iterator[tuple[str, bytes]]:
    """Scan and yield all that was written, by where."""
    program = [sys.executable, "-c", "from disclosure_audit.cli import main; main()"]
    done = subprocess.run(
        [*program, "scan", "register.csv", "catalog.csv", "--out", str(out), "--verbose", *more],
        cwd=folder, capture_output=True, timeout=100, check=False, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    yield "stdout", done.stdout
    yield "stderr", done.stderr
    for path in sorted(out.rglob("*")):
        yield path.name, path.read_bytes()
        if path.suffix == ".parquet":  # columns are compressed
            frame = pl.read_parquet(path)
            yield f"{path.name} decoded", repr(frame.to_dict(as_series=False)).encode()


def _leaks(written: Iterator[tuple[str, bytes]], secrets: list[str]) -> dict[str, set[str]]:
    """Return where which secrets stand, in whatever encoding."""
    found: dict[str, set[str]] = {}
    for place, data in written:
        for secret in secrets:
            tail = secret[2:]  # the term is a mark's own; 机密 alone may stand in a rule's title
            shapes = (tail, tail.encode("unicode_escape").decode())
            encoded = [
                shape.encode(codec)
                for shape in shapes
                for codec in ("utf-8", "utf-16-le", "gb18030")
            ]
            if any(shape in data for shape in encoded):
                found.setdefault(place, set()).add(secret)
    return found


@pytest.mark.parametrize("format_", ["table", "json", "csv", "markdown"])
def test_no_mark_is_written_anywhere(
    format_: str, lists: tuple[Path, list[str]], tmp_path: Path
) -> None:
    folder, secrets = lists
    lang = "zh" if format_ in ("table", "csv") else "en"
    written = _scan(folder, tmp_path / "run", "--format", format_, "--lang", lang)
    assert _leaks(written, secrets) == {}


def test_this_test_can_fail(lists: tuple[Path, list[str]], tmp_path: Path) -> None:
    """With --reveal the marks are there: in every column that a finding can show, and in the run."""
    folder, secrets = lists
    found = _leaks(_scan(folder, tmp_path / "run", "--format", "json", "--reveal"), secrets)
    assert {"stdout", "findings.parquet decoded"} <= set(found)
    assert len(found["stdout"]) > len(secrets) / 3


def test_a_list_without_headers_does_not_tell(
    lists: tuple[Path, list[str]], tmp_path: Path
) -> None:
    """Its first record stands where headers should: in questions, warnings and the run."""
    first = ["临江市人防工程分布图 机密★117年", "秘密★118年", "绝密★119年第2号", "2019-03-04"]
    for name in ("register.csv", "catalog.csv"):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([first, ["甲", "乙", "丙", "2019-03-05"]])
    program = [sys.executable, "-c", "from disclosure_audit.cli import main; main()"]
    for words in (["scan", "register.csv", "catalog.csv"], ["columns", "register.csv"],
                  ["scan", "register.csv", "catalog.csv", "--map-register", "title=绝密"]):  # fmt: skip
        done = subprocess.run(
            [*program, *words], cwd=tmp_path, capture_output=True, timeout=100, check=False,
            env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip
        written = [("stdout", done.stdout), ("stderr", done.stderr)]
        saved = (tmp_path / ".disclosure-audit").rglob("*.json")
        written.extend((path.name, path.read_bytes()) for path in saved)
        assert done.returncode != 3
        assert _leaks(iter(written), ["机密★117年", "秘密★118年", "绝密★119年"]) == {}, words
