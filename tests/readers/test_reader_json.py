"""JSON and NDJSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from disclosure_audit.errors import InputError
from disclosure_audit.readers import ROW

RECORDS = [
    {"标题": " 甲 ", "号": 110101199003071234, "值": 12.0, "旗": True, "空": None},
    {"标题": "乙", "值": 0.10, "旗": False, "嵌": {"a": [1, 2.5, "丙"]}},
    {"标题": "  ", "空": ""},
    {"标题": "丁", "值": 1e-7},
]
CELLS = [
    ("甲", "110101199003071234", "12", "TRUE", None, None),
    ("乙", None, "0.1", "FALSE", None, '{"a": [1, 2.5, "丙"]}'),
    ("丁", None, "0.0000001", None, None, None),
]


@pytest.mark.parametrize("key", [None, "data", "records", "rows", "items", "result"])
def test_an_array_of_objects(key: str | None, load: Any, write: Any, cells: Any) -> None:
    content: Any = RECORDS if key is None else {"total": 3, key: RECORDS}
    table = load(write("a.json", json.dumps(content, ensure_ascii=False), "gb18030"))
    assert table.headers == ["标题", "号", "值", "旗", "空", "嵌"]
    assert cells(table) == CELLS
    assert table.frame[ROW].to_list() == [0, 1, 3]
    assert (table.sources[0].kind, table.sources[0].blank_rows) == ("json", 1)


@pytest.mark.parametrize("name", ["a.ndjson", "a.jsonl", "a.json", "a.txt"])
def test_one_object_per_line(name: str, load: Any, write: Any, cells: Any, rejected: Any) -> None:
    lines = [json.dumps(record, ensure_ascii=False) for record in RECORDS]
    lines[3:3] = ["", '{"标题": "断', "[1]", '{"标题": NaN}']
    table = load(write(name, "\n".join(lines) + "\n"))
    assert cells(table) == CELLS
    assert table.frame[ROW].to_list() == [0, 1, 7]
    assert rejected(table) == [(4, 5, "broken_line"), (5, 6, "not_an_object")]
    assert (table.sources[0].kind, table.sources[0].blank_rows) == ("ndjson", 3)


def test_an_element_that_is_no_object(load: Any, write: Any, rejected: Any) -> None:
    table = load(write("a.json", '[{"a": 1}, 2, {"a": 3}]'))
    assert table.frame["a"].to_list() == ["1", "3"]
    assert rejected(table) == [(1, 2, "not_an_object")]


def test_a_key_that_comes_twice_is_not_lost(load: Any, write: Any, cells: Any) -> None:
    table = load(write("a.json", '[{"a": 1, "a": 2}]'))
    assert (table.headers, cells(table)) == (["a", "a_2"], [("1", "2")])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"a": 1}, {"a"', "not valid JSON, line 1"),
        ("[" * 100_000, "not valid JSON"),
        ('{"other": [{"a": 1}]}', "no array of objects"),
        ("[1, 2]", "no array of objects"),
        ("[]", "no record"),
        ("  ", "empty"),
    ],
)
def test_what_is_no_list(text: str, said: str, load: Any, write: Any) -> None:
    with pytest.raises(InputError, match=said):
        load(write("a.json", text))


def test_the_error_does_not_repeat_the_file(load: Any, write: Any) -> None:
    with pytest.raises(InputError) as caught:
        load(write("a.json", '[{"标题": "机密★" 断}]'))
    assert "机密" not in repr(caught.value) + str(caught.value.__cause__)
