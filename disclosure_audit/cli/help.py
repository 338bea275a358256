"""Help texts in the language of the process, wrapped so that Chinese fits its lines too."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

from disclosure_audit.cli.diagnostics import manner
from disclosure_audit.glyphs import wrap
from disclosure_audit.language import Text

_OPTION_WIDTH, _PAGE_WIDTH = 44, 76
_HEADINGS = {
    r"^Usage: ": "用法：",
    r"^Arguments:": "参数：",
    r"^Options:": "选项：",
    r"^Commands:": "命令：",
    r"\[OPTIONS\]": "[选项]",
    r"COMMAND \[ARGS\]\.\.\.": "命令 [参数]...",
    r"\[required\]": "[必填]",
    r"\[default: ": "[默认：",
    r"Show this message and exit\.": "显示本说明。",
    r"Install completion for the current shell\.": "为当前命令行安装自动补全。",
    r"Show completion for the current shell, to copy it or\s+customize the installation\.":
        "打印自动补全脚本。",
}  # fmt: skip
"""What the parser of arguments says by itself, as patterns."""


def option(en: str, zh: str) -> str:
    """Return the help of an option or argument."""
    text = Text(en, zh).to(manner.lang)
    return _as_it_stands(wrap(text, _OPTION_WIDTH)) if manner.lang == "zh" else text


def page(en: str, zh: str) -> str:
    """Return the help of a command: its blank-line separated paragraphs.

    A paragraph whose lines are indented (examples) keeps them.
    """
    chosen = Text(en, zh).to(manner.lang)
    return "\n\n".join(_paragraph(part) for part in chosen.strip("\n").split("\n\n"))


def short(en: str, zh: str) -> str:
    """Return the one line about a command in the list of commands."""
    return Text(en, zh).to(manner.lang)


def _paragraph(text: str) -> str:
    lines = text.splitlines()
    if any(line.startswith("  ") for line in lines):
        return _as_it_stands(lines)
    if manner.lang == "zh":
        return _as_it_stands(wrap("".join(lines), _PAGE_WIDTH))
    return text


def _as_it_stands(lines: list[str]) -> str:
    return "\b\n" + "\n".join(lines)  # the parser's sign for: do not wrap


class Command(TyperCommand):
    """A command whose help has its headings in the language of the process."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return _translate(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help has its headings in the language of the process."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return _translate(super().get_help(ctx))


def _translate(text: str) -> str:
    if manner.lang == "zh":
        for english, chinese in _HEADINGS.items():
            text = re.sub(english, chinese, text, flags=re.MULTILINE)
    return text
