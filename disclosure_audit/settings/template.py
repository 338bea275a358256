"""Writes a commented ``disclosure-audit.toml``: what ``init`` leaves behind."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from disclosure_audit.config import Config
from disclosure_audit.glyphs import visible, wrap
from disclosure_audit.language import Lang, Text
from disclosure_audit.schema.mapping import Mapping as ColumnMapping
from disclosure_audit.schema.mapping import Question
from disclosure_audit.settings.chinese import CHINESE
from disclosure_audit.settings.keys import section_of

_WIDTH = 96
_EXAMPLES: dict[str, Any] = {
    "lang": "zh",
    "reading.encoding": "gb18030",
    "reading.delimiter": ",",
    "reading.header_row": 1,
    "scope.from": dt.date(2020, 1, 1),
    "scope.to": dt.date(2020, 12, 31),
    "time_limit.as_of": dt.date(2021, 1, 31),
    "scanner.texts": "fulltexts",
    "gate.fail_on": "high",
    "gate.baseline": "disclosure-audit-baseline.txt",
    "gate.waivers": "disclosure-audit-waivers.toml",
    "review.user": "王",
    "review.journal": "postgresql://reviewer@localhost/audit",
    "review.theme": "light",
}
"""What a setting without a default could hold."""
_OPENING = Text(
    "Settings of disclosure-audit. A commented setting shows its default; take the # away to\n"
    "change it. `disclosure-audit config show` tells which values hold and where they come from.",
    "disclosure-audit 的设置。注释掉的各行是默认值，去掉行首 # 即可修改。\n"
    "用 `disclosure-audit config show` 查看生效的取值及其来源。",
)
_FOUND = Text("found in the headers", "按表头识别")
_NO_DEFAULT = Text("an example; none by default", "示例；默认不设")
_LEFT = Text("left over", "未采用")
_ASKED = Text("QUESTION: take away one #", "待确认：请去掉其中一行的 #")


def write_config(
    register: ColumnMapping | None = None,
    catalog: ColumnMapping | None = None,
    *,
    lang: Lang = "en",
) -> str:
    """Return the text of a ``disclosure-audit.toml``.

    Every setting stands there with what it does, commented out, and the columns found in both
    lists are filled in; headers left over and questions are comments. The text can be loaded.
    """
    maps: dict[str, ColumnMapping | None] = {"register": register, "catalog": catalog}
    lines = [f"# {line}" for line in _OPENING.to(lang).splitlines()]
    lines += ["", *_section(Config, "", maps, lang)]
    return "\n".join(lines).rstrip() + "\n"


def _section(
    model: type[BaseModel], name: str, maps: Mapping[str, ColumnMapping | None], lang: Lang
) -> Iterator[str]:
    """Yield a section: its own settings first, then the tables below it."""
    below: list[tuple[str, FieldInfo]] = []
    for attribute, field in model.model_fields.items():
        key = f"{name}.{field.alias or attribute}".removeprefix(".")
        if section_of(field) or get_origin(field.annotation) is dict:
            below.append((key, field))
            continue
        yield from _comment(key, field.description, lang)
        yield f"# {_setting(key, field.get_default(), lang)}"
    for key, field in below:
        section = section_of(field)
        about = section.__doc__ if section else field.description
        yield ""
        own = section is None or section.__doc__ != BaseModel.__doc__
        yield from _comment(key, about if own else None, lang)
        yield f"[{key}]"
        if section:
            yield from _section(section, key, maps, lang)
        elif key.startswith("columns."):
            yield from _columns(maps[key.removeprefix("columns.")], lang)
        else:
            yield from (f"# {_key(k)} = {_toml(v)}" for k, v in field.get_default().items())


def _setting(key: str, default: Any, lang: Lang) -> str:
    last = key.rpartition(".")[2]
    if default is None:
        return f"{last} = {_toml(_EXAMPLES[key])}  # {_NO_DEFAULT.to(lang)}"
    return f"{last} = {_toml(default)}"


def _columns(mapping: ColumnMapping | None, lang: Lang) -> Iterator[str]:
    if mapping is None:
        return
    questions = {question.header: question for question in mapping.questions}
    found = mapping.as_dict()
    if found:
        yield f"# {_FOUND.to(lang)}"
    for name, header in found.items():
        yield f"{name} = {_toml(header)}"
    for question in questions.values():
        yield from _question(question, lang)
    left = [c for c in mapping.columns if c.name is None and c.header not in questions]
    if left:
        yield f"# {_LEFT.to(lang)}"
    for column in left:
        yield f"#   {visible(_toml(column.header))}: {visible(column.why.to(lang))}"


def _question(question: Question, lang: Lang) -> Iterator[str]:
    yield f"# {_ASKED.to(lang)}"
    yield f"#   {visible(_toml(question.header))}: {visible(question.text.to(lang))}"
    yield from (f"# {name} = {_toml(question.header)}" for name in question.candidates)


def _comment(key: str, text: str | None, lang: Lang) -> Iterator[str]:
    """Yield what a setting does, in Chinese where there is a Chinese sentence."""
    text = CHINESE.get(key, text) if lang == "zh" else text
    if text:
        words = " ".join(text.replace("``", "`").split())
        yield from (f"# {line}" for line in wrap(words, _WIDTH))


def _toml(value: Any) -> str:
    """Return ``value`` as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):  # a basic string escapes as JSON does, and DEL too
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml(item) for item in value)}]"
    return str(value)


def _key(name: str) -> str:
    bare = all(char.isascii() and (char.isalnum() or char in "-_") for char in name)
    return name if name and bare else _toml(name)
