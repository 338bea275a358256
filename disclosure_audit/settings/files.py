"""Finds the configuration file and reads its table."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from disclosure_audit.errors import UsageError, system_reason
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text

NAME = "disclosure-audit.toml"
_PYPROJECT = "pyproject.toml"
_TABLE = "disclosure-audit"


def find(start: Path) -> tuple[Path, dict[str, Any]] | None:
    """Return the nearest configuration file at or above ``start``, and what it says.

    That is a ``disclosure-audit.toml``, or a ``pyproject.toml`` that has the table
    ``[tool.disclosure-audit]``. Raises ``UsageError`` if it cannot be read.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        own, shared = folder / NAME, folder / _PYPROJECT
        if _is_file(own):
            return own, _read_toml(own)
        if _is_file(shared):
            tools = _read_toml(shared).get("tool")
            if isinstance(tools, dict) and isinstance(table := tools.get(_TABLE), dict):
                return shared, table
    return None


def read(path: Path) -> dict[str, Any]:
    """Return what the configuration file at ``path`` says.

    Raises ``UsageError`` if there is none, it is no TOML, or it lacks the table.
    """
    if not _is_file(path):
        raise UsageError(
            Text("there is no configuration file “{path}”", "没有配置文件“{path}”").fill(
                path=visible(str(path))
            ),
            Text(
                "check the path, or write one with `disclosure-audit init REGISTER CATALOG`",
                "请核对路径，或用 `disclosure-audit init 登记簿 目录` 生成",
            ),
        )
    content = _read_toml(path)
    if path.name != _PYPROJECT:
        return content
    tools = content.get("tool")
    table = tools.get(_TABLE) if isinstance(tools, dict) else None
    if not isinstance(table, dict):
        raise UsageError(
            Text("{path} has no table [tool.{table}]", "{path} 中没有 [tool.{table}]").fill(
                path=visible(str(path)), table=_TABLE
            ),
            Text(f"add the table, or use a {NAME}", f"请补上该表，或改用 {NAME}"),
        )
    return table


def _is_file(path: Path) -> bool:
    """Return whether there is a file; what lies in a folder that nobody may enter is none."""
    return os.path.isfile(path)  # noqa: PTH113 - pathlib's raises where the folder is closed


def _read_toml(path: Path) -> dict[str, Any]:
    name = visible(path.name)
    text = ""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise UsageError(
            Text("{name} is not UTF-8 text", "{name} 不是 UTF-8 文本").fill(name=name),
            Text("save it as UTF-8", "请另存为 UTF-8 编码"),
        ) from error
    except tomllib.TOMLDecodeError as error:
        what, line, column = _place(str(error), text)
        raise UsageError(
            Text(
                "{name}, line {line}, column {column}: not valid TOML: {what}",
                "{name} 第 {line} 行第 {column} 列：不是合法的 TOML：{what}",
            ).fill(name=name, line=line, column=column, what=visible(what)),
            Text(
                "text stands in quotation marks, lists in square brackets: select = [\"OM\"]",
                "文字加引号，列表加方括号：select = [\"OM\"]",
            ),
        ) from error  # fmt: skip
    except OSError as error:
        why = system_reason(error)
        raise UsageError(
            Text(f"{name} cannot be read: {why.en}", f"无法读取 {name}：{why.zh}"),
            Text("check the file's permissions", "请检查文件权限"),
        ) from error


def _place(message: str, text: str) -> tuple[str, str, str]:
    """Return what, line and column of a message like ``Invalid value (at line 3, column 5)``."""
    if match := re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", message, re.DOTALL):
        return match[1], match[2], match[3]
    lines = text.split("\n")
    return message.removesuffix(" (at end of document)"), str(len(lines)), str(len(lines[-1]) + 1)
