"""Findings about a file that belongs to no record, and the ids of all findings."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from disclosure_audit.config import Severity
from disclosure_audit.findings import FINDINGS
from disclosure_audit.language import Lang, Text
from disclosure_audit.rules.apply import apply_rules
from disclosure_audit.rules.base import Rule, Tables
from disclosure_audit.writers.base import Page
from disclosure_audit.writers.registry import FORMATS
from disclosure_audit.writers.report import of_audit
from tests.conftest import make_audit

TablesOf = Callable[..., Tables]
KEY, OTHER_KEY = b"one key of the tests", b"another of the tests"
LANGS: tuple[Lang, ...] = ("en", "zh")
PLACES = {"register_row": pl.UInt32, "catalog_row": pl.UInt32}
ORPHAN = {"register_row": None, "catalog_row": None, "file": "2020/附件/名单.txt", "lines": 3}


def rule(*found: dict[str, Any]) -> Rule:
    frame = pl.DataFrame(found, schema_overrides=PLACES).lazy()
    return Rule(
        code="ZZ001",
        name="made-for-the-test",
        severity=Severity.HIGH,
        scope="whole",
        title=Text("A text holds something.", "文本中有问题。"),
        find=lambda _: frame,
        examples=(),
    )


def findings(
    tables: Tables, *found: dict[str, Any], lang: Lang = "en", key: bytes = KEY
) -> pl.DataFrame:
    made, _ = apply_rules([rule(*found)], tables, lang, key)
    assert made.schema == pl.Schema(FINDINGS)
    return made


def test_the_message_names_the_file_and_the_id_is_its_path(tables_of: TablesOf) -> None:
    (found,) = findings(tables_of(), ORPHAN).to_dicts()
    assert found["side"] == "catalog"
    assert (found["register_row"], found["catalog_row"], found["owner"]) == (None, None, None)
    assert found["record_id"] == "名单.txt"
    assert found["message"] == "A text holds something: “2020/附件/名单.txt”"
    assert found["evidence"] == [{"name": "lines", "value": "3"}]
    (chinese,) = findings(tables_of(), ORPHAN, lang="zh").to_dicts()
    assert chinese["message"] == "文本中有问题：“2020/附件/名单.txt”"
    assert chinese["finding_id"] == found["finding_id"]
    elsewhere = {**ORPHAN, "file": "2021/附件/名单.txt"}
    assert findings(tables_of(), elsewhere)["finding_id"][0] != found["finding_id"]


@pytest.mark.parametrize(
    ("path", "name"), [("名单.txt", "名单.txt"), ("a\\b\\c.doc", "c.doc"), ("a/b/", "b")]
)
def test_the_record_id_is_the_name_in_the_path(path: str, name: str, tables_of: TablesOf) -> None:
    assert findings(tables_of(), {**ORPHAN, "file": path})["record_id"].to_list() == [name]


def test_a_rule_may_say_whose_file_it_is(tables_of: TablesOf) -> None:
    found = findings(
        tables_of([{"title": "甲"}]),
        {**ORPHAN, "side": "register"},
        {**ORPHAN, "side": None},
        {**ORPHAN, "register_row": 0, "side": "catalog"},
    )
    told = {tuple(row) for row in found.select("register_row", "side").rows()}
    assert told == {(None, "register"), (None, "catalog"), (0, "register")}
    assert all("side" not in str(row["evidence"]) for row in found.to_dicts())


def test_beside_a_record_a_file_is_evidence(tables_of: TablesOf) -> None:
    tables = tables_of([], [{"title": "甲", "record_id": "7"}])
    (found,) = findings(tables, {**ORPHAN, "catalog_row": 0}).to_dicts()
    assert found["record_id"] == "7"
    assert found["message"] == "A text holds something: “甲”"
    assert found["evidence"][0] == {"name": "file", "value": "2020/附件/名单.txt"}


def test_a_secret_in_the_name_of_a_file_is_masked(tables_of: TablesOf) -> None:
    named = {**ORPHAN, "file": "机密★20年/13912345678.txt"}
    (found,) = findings(tables_of(), named).to_dicts()
    assert "20年" not in str(found)
    assert "1391" not in str(found)
    revealing = tables_of(config={"reveal": True})
    (shown,) = findings(revealing, named).to_dicts()
    assert "机密★20年/13912345678.txt" in shown["message"]
    assert shown["finding_id"] == found["finding_id"]


def test_beside_a_record_and_by_the_offices_own_terms_too(tables_of: TablesOf) -> None:
    named = {**ORPHAN, "catalog_row": 0, "file": "蓝鲸 七号/13912345678.txt"}
    tables = tables_of([], [{"title": "甲"}])
    made, _ = apply_rules(
        [rule(named, {**named, "catalog_row": None})], tables, "zh", KEY, ["蓝鲸七号"]
    )
    files = [
        item["value"]
        for row in made.to_dicts()
        for item in row["evidence"]
        if item["name"] == "file"
    ]
    assert files == ["█████/███████████.txt"]
    assert "蓝鲸" not in str(made.to_dicts())
    assert any("█████/███████████.txt" in message for message in made["message"])


def test_two_files_masked_alike_have_ids_of_their_own(tables_of: TablesOf) -> None:
    files = [{**ORPHAN, "file": f"1391234567{n}.txt"} for n in range(3)]
    assert findings(tables_of(), *files)["finding_id"].n_unique() == 3


def test_ids_depend_on_the_key_and_on_nothing_that_changes(tables_of: TablesOf) -> None:
    rows = [{"title": f"第{n}号通知"} for n in range(20)]
    found = [{"register_row": n, "catalog_row": None} for n in range(20)]
    one = findings(tables_of(rows), *found)
    assert one["finding_id"].is_unique().all()
    assert one["finding_id"].str.contains("^[0-9a-f]{16}$").all()
    moved = findings(tables_of(rows[::-1]), *found)
    by_message = dict(one.select("message", "finding_id").rows())
    assert dict(moved.select("message", "finding_id").rows()) == by_message
    again = findings(tables_of(rows), *found, key=OTHER_KEY)
    assert not set(again["finding_id"]) & set(one["finding_id"])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_shows_a_file_of_no_record(name: str, lang: Lang, tables_of: TablesOf) -> None:
    audit = make_audit(lang)
    audit.findings = findings(tables_of(), ORPHAN, lang=lang)
    text = FORMATS[name].write(of_audit(audit, None), Page(120))
    assert "2020/附件/名单.txt" in text.replace("\\", "")
    assert "None" not in text
    assert "()" not in text
    assert "（）" not in text
    if name == "json":
        (found,) = json.loads(text)["findings"]
        assert (found["catalog_row"], found["record_id"]) == (None, "名单.txt")
    elif name == "csv":
        (found,) = csv.DictReader(io.StringIO(text))
        assert (found["catalog_row"], found["record_id"]) == ("", "名单.txt")
    else:
        assert ("不属于任何记录" if lang == "zh" else "belongs to no record") in text
