"""Reads a waivers file, and says of each entry that is not in order where and why."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from disclosure_audit.errors import UsageError
from disclosure_audit.gate.waivers import Fault, Waiver, Waivers
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text
from disclosure_audit.settings.files import read as read_toml

TABLE = "waiver"
_TEXTS = ("reason", "owner", "approver")
FIELDS = ("id", "rule", "record", *_TEXTS, "expires")
_ID = re.compile("[0-9a-f]{16}")
_HEADER = re.compile(rf"\s*\[\[\s*{TABLE}\s*\]\]")
_EXAMPLE = Text(
    'a waiver has id (or rule, with or without record), reason, owner, approver and expires = 2030-12-31',
    "每项豁免须有 id（或 rule，可加 record）、reason、owner、approver 与 expires = 2030-12-31",
)  # fmt: skip
_LONGEST = 2000
_SHOWN = 40


def read(path: Path, rules: Mapping[str, str] | None = None) -> Waivers:
    """Return the waivers in ``path``; what is wrong with an entry is among ``faults``.

    ``rules`` are code and name of the rules that there are; those of this version when ``None``. A
    file that is no TOML has one fault and no waiver. Raises ``UsageError`` if there is no such file.
    """
    name = visible(path.name)
    if not path.is_file():
        raise UsageError(
            Text("there is no waivers file “{name}”", "没有豁免文件“{name}”").fill(name=visible(str(path))),
            Text("check the path in gate.waivers or --waivers", "请核对 gate.waivers 或 --waivers 中的路径"),
        )  # fmt: skip
    try:
        content = read_toml(path)
    except UsageError as error:
        return Waivers(name, (), (Fault(None, None, None, error.message, error.hint or _EXAMPLE),))
    faults = [_strange(name, key) for key in content if key != TABLE]
    entries = content.get(TABLE, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        faults.append(
            Fault(None, None, None,
                  Text(f"{name}: waivers are not written as [[waiver]]", f"{name}：豁免未写作 [[waiver]]"),
                  _EXAMPLE)
        )  # fmt: skip
        entries = []
    known = rules if rules is not None else _rules_here()
    lines = _lines(path.read_bytes().decode("utf-8-sig"), len(entries))
    waivers = []
    for number, (entry, where) in enumerate(zip(entries, lines, strict=True), 1):
        wrong = [
            Fault(where.get(field or "", where.get("")), number, field, what, hint)
            for field, what, hint in _wrongs(entry, known)
        ]
        faults += wrong
        if not wrong:
            waivers.append(_waiver(entry, number, where.get(""), known))
    return Waivers(name, tuple(waivers), tuple(faults))


def _wrongs(
    entry: Mapping[str, Any], rules: Mapping[str, str]
) -> Iterator[tuple[str | None, Text, Text]]:
    """Yield field, fault and hint of all that is wrong with one entry."""
    for field in entry:
        if field not in FIELDS:
            near = get_close_matches(field, FIELDS, n=1)
            yield (
                field,
                Text("is no field of a waiver", "不是豁免的字段"),
                Text(f"did you mean {near[0]}?", f"是否指 {near[0]}？") if near else _EXAMPLE,
            )
    if ("id" in entry) == ("rule" in entry):
        yield (
            "id" if "id" in entry else None,
            Text("names both a finding and a rule", "同时写了 id 与 rule") if "id" in entry
            else Text("names neither a finding (id) nor a rule", "未写 id 或 rule"),
            _EXAMPLE,
        )  # fmt: skip
    if "record" in entry and "rule" not in entry:
        yield "record", Text("needs a rule beside it", "须与 rule 一并给出"), _EXAMPLE
    for field in ("id", "rule", "record", *_TEXTS):
        if field in entry and (wrong := _wrong_text(entry[field])):
            yield field, wrong, _EXAMPLE
        elif field in _TEXTS and field not in entry:
            yield field, Text("is missing", "缺少"), _EXAMPLE
    if isinstance(entry.get("id"), str) and not _ID.fullmatch(entry["id"].strip()):
        yield (
            "id", Text("is no fingerprint of a finding", "不是问题编号"),
            Text("copy the 16 hexadecimal digits of finding_id", "请抄录 finding_id 的 16 位十六进制数字"),
        )  # fmt: skip
    rule = entry.get("rule")
    if isinstance(rule, str) and rule.strip() and _code(rule, rules) is None:
        near = get_close_matches(rule.strip(), [*rules, *rules.values()], n=1)
        said = visible(shorten(rule.strip(), _SHOWN))
        yield (
            "rule", Text(f"names “{said}”, which is no rule", f"中的“{said}”不是规则"),
            Text(f"did you mean {near[0]}?", f"是否指 {near[0]}？") if near
            else Text("`disclosure-audit rules` lists them", "用 `disclosure-audit rules` 列出全部规则"),
        )  # fmt: skip
    if "expires" not in entry:
        yield "expires", Text("is missing", "缺少"), _EXAMPLE
    elif _day(entry["expires"]) is None:
        yield (
            "expires", Text("is no date", "不是日期"),
            Text("write a day: expires = 2030-12-31", "请写日期：expires = 2030-12-31"),
        )  # fmt: skip


def _wrong_text(value: object) -> Text | None:
    if not isinstance(value, str):
        return Text("must be text in quotation marks", "应为加引号的文字")
    if not value.strip():
        return Text("is empty", "为空")
    return Text("is too long", "过长") if len(value) > _LONGEST else None


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    try:
        return dt.date.fromisoformat(value.strip()) if isinstance(value, str) else None
    except ValueError:
        return None


def _code(name: str, rules: Mapping[str, str]) -> str | None:
    wanted = name.strip().lower()
    return next((c for c, said in rules.items() if wanted in (c.lower(), said.lower())), None)


def _waiver(
    entry: Mapping[str, Any], number: int, line: int | None, rules: Mapping[str, str]
) -> Waiver:
    rule, record, day = entry.get("rule"), entry.get("record"), _day(entry["expires"])
    if day is None:
        raise ValueError("the entry was not checked")
    return Waiver(
        number,
        line,
        finding=entry["id"].strip() if "id" in entry else None,
        rule=_code(rule, rules) if rule is not None else None,
        record=record.strip() if record is not None else None,
        expires=day,
        **{field: entry[field].strip() for field in _TEXTS},
    )


def _strange(name: str, key: str) -> Fault:
    said = visible(shorten(key, _SHOWN))
    return Fault(
        None, None, None,
        Text(f"{name}: “{said}” is nothing that a waivers file has", f"{name}：豁免文件中没有“{said}”"),
        _EXAMPLE,
    )  # fmt: skip


def _lines(text: str, count: int) -> list[dict[str, int]]:
    """Return by entry the line of each field, and of its header under ``""``.

    Nothing where the headers do not come to ``count``: one may stand within a text.
    """
    found: list[dict[str, int]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if _HEADER.match(line):
            found.append({"": number})
        elif found and (field := re.match(r"\s*\"?([\w-]+)\"?\s*=", line)):
            found[-1].setdefault(field[1], number)
    return found if len(found) == count else [{} for _ in range(count)]


def _rules_here() -> dict[str, str]:
    from disclosure_audit.rules.registry import all_rules

    return {code: rule.name for code, rule in all_rules().items()}
