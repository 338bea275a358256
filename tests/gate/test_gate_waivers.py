"""The waivers file: what is in order, and what is said of what is not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from disclosure_audit.errors import UsageError
from disclosure_audit.gate.waiver_file import read
from disclosure_audit.gate.waivers import Waivers
from tests.gate.gate_papers import RULES, TODAY

GOOD = """# accepted
[[waiver]]
id = "00000000000000ab"
reason = "a reason"
owner = "王"
approver = "李"
expires = 2026-03-01

[[waiver]]
rule = "omitted-document"
record = " 12 "
reason = \"\"\"two
lines\"\"\"
owner = "王"
approver = "李"
expires = "2026-02-28"

[[waiver]]
rule = "om002"
reason = "a reason"
owner = "王"
approver = "李"
expires = 2026-03-30
"""


def waivers(folder: Path, text: str) -> Waivers:
    path = folder / "w.toml"
    path.write_text(text, "utf-8")
    return read(path, RULES)


def test_what_is_in_order(tmp_path: Path) -> None:
    found = waivers(tmp_path, GOOD)
    assert found.faults == ()
    assert [(w.target, w.line) for w in found.waivers] == [
        ("00000000000000ab", 2), ("OM001 12", 9), ("OM002", 18),
    ]  # fmt: skip
    assert found.waivers[1].reason == "two\nlines"
    assert [w.number for w in found.valid(TODAY)] == [1, 3]
    assert [w.number for w in found.expired(TODAY)] == [2]
    assert [w.number for w in found.expiring(TODAY, 30)] == [1, 3]
    assert [w.number for w in found.expiring(TODAY, 29)] == [1]
    assert found.expiring(TODAY, 0) == ()
    assert found.expiring(dt.date.max, 10**9) == ()


ENTRY = {
    "id": '"00000000000000ab"', "reason": '"r"', "owner": '"o"', "approver": '"a"',
    "expires": "2030-01-01",
}  # fmt: skip


def entry(**changed: str | None) -> str:
    fields = {k: v for k, v in {**ENTRY, **changed}.items() if v is not None}
    return "[[waiver]]\n" + "".join(f"{name} = {value}\n" for name, value in fields.items())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reason": None}, "line 3: reason is missing"),
        ({"owner": None}, "line 3: owner is missing"),
        ({"approver": None}, "line 3: approver is missing"),
        ({"expires": None}, "line 3: expires is missing"),
        ({"reason": '"  "'}, "line 5: reason is empty"),
        ({"owner": "5"}, "line 6: owner must be text in quotation marks"),
        ({"expires": '"next year"'}, "line 8: expires is no date"),
        ({"expires": "2030-01-01T00:00:00"}, "line 8: expires is no date"),
        ({"expires": "2030"}, "line 8: expires is no date"),
        ({"id": '"AB"'}, "line 4: id is no fingerprint of a finding"),
        ({"id": "[]"}, "line 4: id must be text in quotation marks"),
        ({"id": None}, "line 3: names neither a finding (id) nor a rule"),
        ({"rule": '"OM001"'}, "line 4: id names both a finding and a rule"),
        ({"record": '"12"'}, "line 9: record needs a rule beside it"),
        ({"id": None, "rule": '"OM01"'}, "line 8: rule names “OM01”, which is no rule"),
        ({"reasn": '"r"'}, "line 9: reasn is no field of a waiver"),
        ({"reason": f'"{"长" * 2001}"'}, "line 5: reason is too long"),
    ],
)
def test_what_is_wrong_is_told_with_line_and_field(
    tmp_path: Path, changed: dict[str, str | None], said: str
) -> None:
    text = "# a comment\n\n" + entry(**changed) + entry()
    found = waivers(tmp_path, text)
    assert found.faults[0].text.en == said
    assert found.faults[0].text.zh != said
    assert len(found.faults) == 1
    assert len(found.waivers) == 1, "the other one holds all the same"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[waiver]\n", "w.toml, line 1, column"),
        ("[waiver]\nid = 1\n", "waivers are not written as [[waiver]]"),
        ("waiver = [1]\n", "waivers are not written as [[waiver]]"),
        (f"[[waivers]]\n{entry()}", "“waivers” is nothing that a waivers file has"),
        ("x = '\x01'\n", "w.toml, line 1"),
    ],
)
def test_what_is_wrong_with_the_file(tmp_path: Path, text: str, said: str) -> None:
    found = waivers(tmp_path, text)
    assert said in found.faults[0].text.en


def test_a_file_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in read(tmp_path / "w.toml", RULES).faults[0].text.en


def test_where_a_header_stands_within_a_text_no_line_is_told(tmp_path: Path) -> None:
    text = entry(reason='"""\n[[waiver]]\n"""', owner=None)
    assert waivers(tmp_path, text).faults[0].text.en == "waiver 1: owner is missing"


def test_an_empty_file_waives_nothing(tmp_path: Path) -> None:
    assert waivers(tmp_path, "# none yet\n") == Waivers("w.toml")


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no waivers file"):
        read(tmp_path / "none.toml", RULES)
