"""A sealed catalog: what is altered is named, what is not is not, and the seal tells nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.seal import Sheet, Verification, seal, verify
from disclosure_audit.seal.order import moved
from tests.command_line import Cli

KEY = b"a key of sixteen and more characters"
HEAD = ("标题", "发文字号", "索引号", "成文日期", "发布日期", "备注栏")
ROWS = [
    (f"关于{what}工作的通知", f"临政发〔2024〕{n}号", f"000014349/2024-{n:05}", f"2024-04-{n:02}",
     f"2024-05-{n:02}", note)
    for n, (what, note) in enumerate(
        [("供水", "一"), ("防汛", ""), ("照明", "二"), ("教育", ""), ("文物", ""), ("食品", "三")], 1
    )
]  # fmt: skip
FIELDS = ("title", "doc_number", "issued_on", "issuer")
RECORD = st.fixed_dictionaries(
    {
        "title": st.sampled_from(("甲", "乙", "丙")),
        "doc_number": st.sampled_from((None, "1号", "2号")),
        "issued_on": st.sampled_from((None, "2024-01-02", "2024-03-04")),
        "issuer": st.sampled_from((None, "临江市人民政府")),
    }
)
RECORDS = st.lists(RECORD, min_size=1, max_size=7)


def sheet(records: list[dict[str, Any]]) -> Sheet:
    frame = pl.DataFrame(
        {"row": range(len(records)), **{f: [r[f] for r in records] for f in FIELDS}},
        schema={"row": pl.UInt32, **dict.fromkeys(FIELDS, pl.String)},
    )
    there = [name for name in sorted(FIELDS) if frame[name].is_not_null().any()]
    return Sheet(frame.select("row", *there), {name: (name,) for name in there}, (), 0)


def compare(then: list[dict[str, Any]], now: list[dict[str, Any]]) -> Verification:
    return verify(seal(sheet(then), KEY), sheet(now), KEY)


@settings(max_examples=60, deadline=None)
@given(RECORDS, st.data())
def test_any_one_altered_field_is_named(records: list[dict[str, Any]], data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(records) - 1))
    field = data.draw(st.sampled_from([f for f in FIELDS if sheet(records).headers.get(f)]))
    altered = [dict(record) for record in records]
    altered[row][field] = (altered[row][field] or "") + data.draw(st.sampled_from("改1１ "))
    found = compare(records, altered)
    assert not found.is_unchanged
    assert found.changes.drop("id").rows() == [("altered", row, row, [field])]


@settings(max_examples=60, deadline=None)
@given(RECORDS, st.randoms(use_true_random=False))
def test_shuffling_moves_and_alters_nothing(records: list[dict[str, Any]], random: Any) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)
    found = compare(records, shuffled)
    assert found.is_unchanged
    assert set(found.changes["change"]) <= {"moved"}
    assert found.changes.is_empty() == (records == shuffled)


@settings(max_examples=60, deadline=None)
@given(RECORDS, RECORDS, st.randoms(use_true_random=False))
def test_what_is_added_or_removed_is_counted_one_by_one(
    records: list[dict[str, Any]], more: list[dict[str, Any]], random: Any
) -> None:
    longer = [*records, *more]
    random.shuffle(longer)
    there, back = compare(records, longer), compare(longer, records)
    assert not there.columns.filter(pl.col("change") == "removed").height
    none = {"altered": 0, "removed": 0, "added": 0}
    counts = {name: n for name, n in there.counts.items() if name != "moved"}
    if there.columns.is_empty():  # else a column came with them
        assert counts == none | {"added": len(more)}
        assert back.counts["removed"] == len(more)
        assert back.counts["altered"] == back.counts["added"] == 0


@settings(max_examples=100, deadline=None)
@given(st.permutations(range(8)))
def test_the_fewest_are_called_moved(rows: list[int]) -> None:
    pairs = pl.DataFrame({"before_row": range(8), "after_row": rows})
    out = moved(pairs)
    rest = pairs.join(out, on="before_row", how="anti").sort("before_row")["after_row"]
    assert rest.is_sorted()
    longest = [1] * 8
    for i in range(8):
        longest[i] = 1 + max((longest[j] for j in range(i) if rows[j] < rows[i]), default=0)
    assert rest.len() == max(longest)


def write_csv(
    path: Path, rows: Sequence[tuple[str, ...]], encoding: str = "utf-8", end: str = "\n"
) -> Path:
    text = end.join(",".join(row) for row in [HEAD, *rows]) + end
    path.write_bytes(text.encode(encoding))
    return path


@pytest.fixture
def sealed(cli: Cli, tmp_path: Path) -> Path:
    """The seal of ``catalog.csv``."""
    write_csv(tmp_path / "catalog.csv", ROWS)
    assert cli("seal", "catalog.csv", "--quiet").code == 0
    return tmp_path / "catalog.seal"


def test_the_same_content_in_another_format_is_unchanged(sealed: Path, cli: Cli) -> None:
    folder = sealed.parent
    write_csv(folder / "gbk.csv", ROWS, "gb18030", "\r\n")
    write_csv(folder / "utf16.csv", ROWS, "utf-16")
    table = pl.DataFrame(ROWS, schema=list(HEAD), orient="row")
    table = table.with_columns(pl.col("备注栏").replace("", None))
    table.write_parquet(folder / "list.parquet")
    table.with_columns(pl.col("成文日期", "发布日期").str.to_date()).write_parquet(
        folder / "dates.parquet"
    )
    (folder / "list.json").write_text(json.dumps(table.to_dicts(), ensure_ascii=False), "utf-8")
    with xlsxwriter.Workbook(folder / "list.xlsx") as book:
        page = book.add_worksheet()
        for n, row in enumerate([HEAD, *ROWS]):
            page.write_row(n, 0, row)
    slashed = [(*row[:3], row[3].replace("-0", "/"), *row[4:]) for row in ROWS]
    write_csv(folder / "slashed.csv", slashed)
    for name in (
        "gbk.csv",
        "utf16.csv",
        "list.parquet",
        "dates.parquet",
        "list.json",
        "list.xlsx",
        "slashed.csv",
    ):
        done = cli("verify", name, "--seal", sealed)
        assert (done.code, name, done.err) == (0, name, "")
        assert "Unchanged: 6 records" in done.out
        assert "moved" not in done.out


@pytest.mark.parametrize(
    ("row", "column", "cell", "field"),
    [
        (2, 0, "关于照明工作的通告", "title"),
        (2, 1, "临政发〔2024〕３号", "document number"),
        (0, 2, "000014349/2024-00007", "index number"),
        (5, 3, "2024-04-07", "date made"),
        (4, 4, "2024-05-05 08:30", "date published"),
        (4, 5, "x", "备注栏"),
        (0, 5, "", "备注栏"),
        (1, 0, "关于防汛\u200b工作的通知", "title"),
    ],
)
def test_one_character_in_one_record(
    row: int, column: int, cell: str, field: str, sealed: Path, cli: Cli
) -> None:
    rows = [list(one) for one in ROWS]
    rows[row][column] = cell
    write_csv(sealed.parent / "now.csv", [tuple(one) for one in rows])
    done = cli("verify", "now.csv", "--seal", sealed)
    assert done.code == 1
    assert "1 altered, 0 removed; 0 added" in done.out
    (line,) = [line for line in done.out.splitlines() if line.startswith("- ")]
    assert line.startswith(f"- altered: row {row} “")
    assert line.endswith(f"”: {field}")


def test_added_removed_moved_and_a_column(sealed: Path, cli: Cli) -> None:
    rows = [ROWS[5], *ROWS[:1], *ROWS[2:5], ("关于征兵的通告", *ROWS[0][1:5], "")]
    write_csv(sealed.parent / "now.csv", rows)
    told = json.loads(cli("verify", "now.csv", "--seal", sealed, "--format", "json").out)
    assert told["counts"] == {"altered": 0, "removed": 1, "added": 1, "moved": 1}
    named = [(one["change"], one["sealed_row"], one["row"]) for one in told["changes"]]
    assert named == [("removed", 1, None), ("added", None, 5), ("moved", 5, 0)]
    assert told["changes"][1]["title"] == "关于征兵的通告"
    without = [",".join(row[:5]) for row in [HEAD, *ROWS]]
    (sealed.parent / "narrow.csv").write_text("\n".join(without), "utf-8")
    told = json.loads(cli("verify", "narrow.csv", "--seal", sealed, "--format", "json").out)
    assert [(one["change"], one["records"]) for one in told["columns"]] == [("removed", 3)]
    assert told["changes"] == []
    assert not told["is_unchanged"]


def test_a_renamed_header_is_the_same_column(sealed: Path, cli: Cli) -> None:
    path = sealed.parent / "renamed.csv"
    text = (sealed.parent / "catalog.csv").read_text("utf-8")
    path.write_text(text.replace("发文字号", "文号", 1), "utf-8")
    assert cli("verify", path, "--seal", sealed).code == 0


def test_a_record_entered_twice_counts_twice(cli: Cli, tmp_path: Path) -> None:
    write_csv(tmp_path / "twice.csv", [*ROWS, ROWS[2], ROWS[2]])
    cli("seal", "twice.csv", "--quiet")
    write_csv(tmp_path / "once.csv", [*ROWS, ROWS[2]])
    told = json.loads(cli("verify", "once.csv", "--format", "json").out)
    assert told["counts"] == {"altered": 0, "removed": 1, "added": 0, "moved": 0}


def test_order_alone_is_told_and_is_no_alteration(sealed: Path, cli: Cli) -> None:
    write_csv(sealed.parent / "now.csv", ROWS[::-1])
    done = cli("verify", "now.csv", "--seal", sealed)
    assert done.code == 0
    assert "5 records stand in another place; that is no alteration." in done.out
    assert done.out.count("- moved: ") == 5


def test_the_catalog_of_a_run(sealed: Path, cli: Cli) -> None:
    assert cli("scan", "catalog.csv", "catalog.csv", "--out", "run", "-q").code == 0
    assert cli("verify", "run", "--seal", sealed).code == 0
    cli("seal", "run", "--out", "run.seal", "--quiet")
    assert (sealed.parent / "run.seal").read_bytes() == sealed.read_bytes()
    write_csv(sealed.parent / "catalog.csv", ROWS[1:])
    assert cli("verify", "run", "--seal", sealed).code == 4


def test_the_seal_tells_nothing_and_is_the_same_again(sealed: Path, cli: Cli) -> None:
    content = sealed.read_bytes()
    for cell in {cell for row in [HEAD, *ROWS] for cell in row if len(cell) > 1}:
        assert cell.encode() not in content
    cli("seal", "catalog.csv", "--out", "again.seal", "--quiet")
    assert (sealed.parent / "again.seal").read_bytes() == content
    cli("seal", "catalog.csv", "--out", "dated.seal", "--date", "2024-06-30", "--quiet")
    head = json.loads((sealed.parent / "dated.seal").read_bytes().split(b"\n")[0])
    assert head["date"] == "2024-06-30"
    assert head["records"] == len(ROWS)


def test_equal_cells_of_two_columns_have_two_tokens() -> None:
    tokens = seal(
        sheet([{"title": "甲", "doc_number": "甲", "issued_on": None, "issuer": None}]), KEY
    ).tokens
    assert tokens["title"].item() != tokens["doc_number"].item()
    other = seal(
        sheet([{"title": "甲", "doc_number": "甲", "issued_on": None, "issuer": None}]), KEY + b"!"
    ).tokens
    assert tokens["title"].item() != other["title"].item()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_damaged_seal_is_refused(lang: str, sealed: Path, cli: Cli) -> None:
    content = sealed.read_bytes()
    place = content.index(b"\n0\t") + 8
    other = b"0" if content[place : place + 1] != b"0" else b"1"
    cases = [
        content[:place] + other + content[place + 1 :],
        content[:-200],
        content[:-1],
        content.replace(b'"records":6', b'"records":5'),
        b"\n".join([*content.split(b"\n")[:3], *content.split(b"\n")[4:]]),
    ]
    for damaged in cases:
        assert damaged != content
        sealed.write_bytes(damaged)
        done = cli("verify", "catalog.csv", "--lang", lang)
        assert done.code == 4
        assert ("changed or cut short" if lang == "en" else "改动或截断") in done.err
    for nothing in (b"", b"{}\n", "标题\n甲\n".encode(), b"\xff\xfe\x00"):
        sealed.write_bytes(nothing)
        done = cli("verify", "catalog.csv")
        assert done.code == 4
        assert "is no seal" in done.err
    sealed.write_bytes(content.replace(b'"format_version":1', b'"format_version":2'))
    assert "newer version" in cli("verify", "catalog.csv").err


def test_another_key_and_no_key(sealed: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCLOSURE_AUDIT_KEY", "quite another key of the tests")
    done = cli("verify", "catalog.csv")
    assert (done.code, done.out) == (2, "")
    assert "the seal was made with the key" in done.err
    monkeypatch.delenv("DISCLOSURE_AUDIT_KEY")
    done = cli("verify", "catalog.csv")
    assert done.code == 2
    assert "there is none here" in done.err
    assert not (sealed.parent / ".disclosure-audit").exists()


def test_files_are_not_replaced_unasked(sealed: Path, cli: Cli) -> None:
    before = sealed.read_bytes()
    done = cli("seal", "catalog.csv")
    assert done.code == 2
    assert "already there" in done.err
    write_csv(sealed.parent / "catalog.csv", ROWS[1:])
    assert cli("seal", "catalog.csv", "--force").code == 0
    assert sealed.read_bytes() != before
    assert cli("seal", "nowhere.csv", "--out", "x.seal").code == 4
    assert not (sealed.parent / "x.seal").exists()


def test_secrets_are_masked_where_a_record_is_named(cli: Cli, tmp_path: Path) -> None:
    number = "110101199003074514"
    rows = [list(row) for row in ROWS]
    rows[3][0] = f"关于身份证号{number}的通知"
    write_csv(tmp_path / "catalog.csv", [tuple(row) for row in rows])
    cli("seal", "catalog.csv", "--quiet")
    assert number.encode() not in (tmp_path / "catalog.seal").read_bytes()
    rows[3][1] = "临政发〔2024〕99号"
    write_csv(tmp_path / "catalog.csv", [tuple(row) for row in rows])
    for format_ in ("table", "csv", "json"):
        done = cli("verify", "catalog.csv", "--format", format_)
        assert done.code == 1
        assert "关于身份证号██████████████████的通知" in done.out
        assert number not in done.out + done.err


def test_formulas_stay_text_in_csv(sealed: Path, cli: Cli) -> None:
    write_csv(sealed.parent / "now.csv", [*ROWS, ("=1+1", "", "", "", "", "")])
    out = cli("verify", "now.csv", "--format", "csv").out
    assert "'=1+1" in out


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_rows_that_cannot_be_read_are_told(lang: str, cli: Cli, tmp_path: Path) -> None:
    ragged = [*ROWS, ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛")]
    write_csv(tmp_path / "catalog.csv", ragged)
    done = cli("seal", "catalog.csv")
    assert "could not be read and are not sealed" in done.err
    done = cli("verify", "catalog.csv", "--lang", lang)
    assert done.code == 0
    assert ("1 when sealed, 1 now" if lang == "en" else "封存时 1 行，现为 1 行") in done.out
    write_csv(tmp_path / "catalog.csv", ROWS)
    assert cli("verify", "catalog.csv").code == 1


def test_a_catalog_without_records(cli: Cli, tmp_path: Path) -> None:
    write_csv(tmp_path / "catalog.csv", [])
    cli("seal", "catalog.csv", "--quiet")
    assert cli("verify", "catalog.csv").code == 0
    write_csv(tmp_path / "catalog.csv", ROWS)
    done = cli("verify", "catalog.csv")
    assert done.code == 1
    assert "0 altered, 0 removed; 6 added" in done.out


def test_a_folder_of_files_with_headers_of_their_own(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "a.csv").write_text("标题,文号,备注栏\n甲通知,1号,x\n", "utf-8")
    (folder / "b.csv").write_text("名称,发文字号,说明栏\n乙通知,2号,\n丙通知,3号,k\n", "utf-8")
    cli("seal", "lists", "--quiet")
    assert cli("verify", "lists", "--seal", "catalog.seal").code == 0
    (folder / "b.csv").write_text("名称,发文字号,说明栏\n乙通知,2号,\n丙通知,3号,l\n", "utf-8")
    done = cli("verify", "lists", "--seal", "catalog.seal")
    assert done.code == 1
    assert done.out.splitlines()[1:] == ["- altered: row 2 “丙通知”: 说明栏"]


def test_the_installed_commands(tmp_path: Path) -> None:
    write_csv(tmp_path / "catalog.csv", ROWS)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from disclosure_audit.cli import main; main()", *arguments],
            cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=120, check=False,
            env={**os.environ, "DISCLOSURE_AUDIT_LANG": "en", "PYTHONUTF8": "1"},
        )  # fmt: skip

    done = run("seal", "catalog.csv")
    assert (done.returncode, len(done.stdout.strip())) == (0, 64)
    assert run("verify", "catalog.csv", "--seal", "catalog.seal").returncode == 0
    write_csv(tmp_path / "catalog.csv", ROWS[:-1])
    done = run("verify", "catalog.csv", "--seal", "catalog.seal")
    assert done.returncode == 1
    assert "- removed: row 5 of the sealed list" in done.stdout
