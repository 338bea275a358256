"""The baseline: what it holds, how it compares, and that git can merge it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import polars as pl
import pytest

from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.gate import baseline
from disclosure_audit.gate.comparison import compare
from disclosure_audit.workspace import keyed

KEY = "3a12fdf4"


def known(*names: str, rule: str = "OM001") -> pl.DataFrame:
    make = keyed(b"a key of the tests")
    return pl.DataFrame(
        [(rule, make(name)) for name in names],
        schema={"rule": pl.String, "finding_id": pl.String}, orient="row",
    )  # fmt: skip


def written(path: Path, findings: pl.DataFrame, key: str | None = KEY) -> baseline.Baseline:
    baseline.write(path, findings, key=key)
    return baseline.read(path)


def test_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    findings = pl.concat([known("b", "a"), known("c", rule="CF001"), known("a")])
    assert baseline.write(path, findings, key=KEY) == 3
    ids = {name: keyed(b"a key of the tests")(name) for name in "abc"}
    om = sorted([f"OM001 {ids['a']} x2", f"OM001 {ids['b']}"])
    assert path.read_text("utf-8") == (
        "# Findings that are known: a gate with --new-only fails on others only.\n"
        "# Written by `disclosure-audit baseline write`: rule and keyed hash, sorted; no texts, no dates.\n"
        f"format 1\nkey {KEY}\nCF001 {ids['c']}\n{om[0]}\n{om[1]}\n"
    )
    first = path.read_bytes()
    baseline.write(path, findings.reverse(), key=KEY)
    assert path.read_bytes() == first
    assert [one.name for one in tmp_path.iterdir()] == ["b.txt"]


def test_nothing_is_known_where_nothing_was_found(tmp_path: Path) -> None:
    empty = written(tmp_path / "b.txt", known(), None)
    assert empty.entries.height == 0
    assert empty.key == baseline.NO_KEY
    empty.check_key(None)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("format 2\nkey 3a12fdf4\n", 1),
        ("# x\nformat 1\nCF001 0123456789abcdef\n", 2),
        ("format 1\nkey 3a12fdf4\nOM001 0123456789abcdeg\n", 3),
        ("format 1\nkey 3a12fdf4\n\nOM001 0123456789abcdef x0\n", 4),
        ("format 1\nkey 3a12fdf4\n<<<<<<< HEAD\nOM001 0123456789abcdef\n=======\n>>>>>>> b\n", 3),
        ("format 1\nkey 3a12fdf4\nOM001 0123456789abcdef 机密★10年\n", 3),
    ],
)
def test_what_is_no_baseline_is_told_by_its_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "b.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=f"b.txt, line {line}: ") as raised:
        baseline.read(path)
    assert "机密" not in raised.value.message.zh


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no baseline"):
        baseline.read(tmp_path / "none.txt")
    with pytest.raises(UsageError, match="cannot be written"):
        baseline.write(tmp_path / "none" / "b.txt", known("a"), key=KEY)


def test_another_key_is_refused(tmp_path: Path) -> None:
    ours = written(tmp_path / "b.txt", known("a"))
    ours.check_key(KEY)
    for other in ("ffffffff", None):
        with pytest.raises(UsageError, match="another key") as raised:
            ours.check_key(other)
        assert KEY in raised.value.message.zh


def test_new_known_gone_and_swapped(tmp_path: Path) -> None:
    ours = written(
        tmp_path / "b.txt", pl.concat([known("a", "b", "c"), known("x", "y", rule="CF001")])
    )
    now = pl.concat([known("a", "d", "e", "f"), known("z", rule="DF001")])
    beside = compare(now, ours, ["OM001", "DF001"])
    assert beside.is_new.to_list() == [False, True, True, True, True]
    assert (beside.new, beside.known) == (4, 1)
    assert beside.gone["rule"].to_list() == ["OM001", "OM001"]
    assert beside.unseen["rule"].to_list() == ["CF001", "CF001"], "that rule did not judge"
    assert beside.swapped == {"OM001": 2}
    assert compare(now, ours, ["CF001"]).swapped == {}


def test_the_count_of_a_fingerprint_is_heeded(tmp_path: Path) -> None:
    ours = written(tmp_path / "b.txt", known("a", "a"))
    assert compare(known("a", "a", "a"), ours, ["OM001"]).is_new.to_list() == [False, False, True]
    fewer = compare(known("a"), ours, ["OM001"])
    assert fewer.gone["count"].to_list() == [1]
    assert baseline.prune(tmp_path / "b.txt", ours, fewer.gone) == 1
    assert baseline.read(tmp_path / "b.txt").entries["count"].to_list() == [1]


def test_pruning_takes_out_and_never_adds(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    ours = written(path, pl.concat([known("a", "b"), known("x", rule="CF001")]))
    beside = compare(known("b", "new"), ours, ["OM001"])
    assert baseline.prune(path, ours, beside.gone) == 1
    left = baseline.read(path)
    assert left.entries.sort("rule").select("rule", "finding_id").rows() == (
        pl.concat([known("x", rule="CF001"), known("b")]).rows()
    )
    before = path.read_bytes()
    assert baseline.prune(path, left, compare(known("b"), left, ["OM001"]).gone) == 0
    assert path.read_bytes() == before


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.invalid",
         "-c", "commit.gpgsign=false", *arguments],
        cwd=folder, capture_output=True, encoding="utf-8", check=True, timeout=60,
    )  # fmt: skip
    return done.stdout


@pytest.mark.parametrize("union", [False, True])
def test_git_merges_what_two_branches_changed(tmp_path: Path, union: bool) -> None:
    """Without a merge driver where the lines lie apart; with ``merge=union`` even side by side."""
    path = tmp_path / "b.txt"
    rule_of = {"theirs": "CF001", "ours": "OM001"} if not union else dict.fromkeys(("theirs", "ours"), "ZZ001")  # fmt: skip
    base = pl.concat([known(*map(str, range(20)), rule=rule) for rule in ("DF001", "FD001", "OM002")])  # fmt: skip
    if union:
        (tmp_path / ".gitattributes").write_text("b.txt merge=union\n")
    git(tmp_path, "init", "-q", "-b", "main")
    baseline.write(path, base, key=KEY)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "base")
    git(tmp_path, "switch", "-qc", "theirs")
    theirs = known("added there", rule=rule_of["theirs"])
    baseline.write(path, pl.concat([base, theirs]), key=KEY)
    git(tmp_path, "commit", "-qam", "theirs")
    git(tmp_path, "switch", "-q", "main")
    ours = known("added here", rule=rule_of["ours"])
    kept = base.filter(pl.col("rule") != "FD001") if not union else base
    baseline.write(path, pl.concat([kept, ours]), key=KEY)
    git(tmp_path, "commit", "-qam", "ours")
    git(tmp_path, "merge", "-q", "--no-edit", "theirs")
    merged = baseline.read(path)
    assert merged.entries.equals(baseline.entries_of(pl.concat([kept, ours, theirs])))
    if not union:
        before = path.read_bytes()
        baseline.write(path, merged.entries, key=KEY)
        assert path.read_bytes() == before, "a merge leaves what would have been written"


def test_a_line_that_two_branches_wrote_differently_takes_the_larger_count(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    path.write_text(
        f"format 1\nkey {KEY}\nOM001 {'0' * 16} x3\nOM001 {'1' * 16}\nOM001 {'0' * 16}\n"
    )
    assert baseline.read(path).entries["count"].to_list() == [3, 1]


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    ours = written(tmp_path / "b.txt", known("a"))
    text = (tmp_path / "b.txt").read_text("utf-8").replace("\n", "\r\n")
    (tmp_path / "c.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert baseline.read(tmp_path / "c.txt").entries.equals(ours.entries)
