"""The page in brief, laid out: for a terminal and for a ticket."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from disclosure_audit.glyphs import cells, shorten, wrap
from disclosure_audit.language import Lang
from disclosure_audit.writers.markdown import escape
from disclosure_audit.writers.section import Section, say

_NARROWEST = 8

Layout = Callable[[str, Sequence[Section], Lang, int], str]
"""Makes the page of its title, its sections, the language and the cells that a line has."""


def as_table(title: str, sections: Sequence[Section], lang: Lang, width: int) -> str:
    """Return the page as plain text, no line wider than ``width`` cells."""
    lines = [title]
    for section in sections:
        lines += ["", section.title.to(lang)]
        lines += _aligned(_rows(section, lang), width)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def as_markdown(title: str, sections: Sequence[Section], lang: Lang, width: int) -> str:  # noqa: ARG001 - Markdown has no width
    """Return the page as Markdown; text from the lists cannot become markup."""
    lines, colon = [f"# {escape(title)}"], "：" if lang == "zh" else ": "
    for section in sections:
        lines += ["", f"## {escape(section.title.to(lang))}", ""]
        lines += [
            f"- {escape(label.to(lang))} {escape(say(value, lang))}"
            if label.en[:1].isdigit()
            else f"- {escape(label.to(lang))}{colon}**{escape(say(value, lang))}**"
            for label, value in section.rows
        ]
        if section.heads:
            right = _numbers(section)
            lines.append("| " + " | ".join(escape(head.to(lang)) for head in section.heads) + " |")
            lines.append("|" + "|".join(" ---: " if n else " --- " for n in right) + "|")
            lines += [
                "| " + " | ".join(escape(say(value, lang)) for value in row) + " |"
                for row in section.table
            ]
    return "\n".join(lines) + "\n"


LAYOUTS: dict[str, Layout] = {"table": as_table, "markdown": as_markdown}
"""The layouts by name, the default first."""


def _numbers(section: Section) -> list[bool]:
    """Return for each column of the table whether it holds numbers."""
    return [
        any(isinstance(row[place], int | float) for row in section.table)
        for place in range(len(section.heads))
    ]


def _rows(section: Section, lang: Lang) -> list[tuple[list[str], list[bool]]]:
    """Return the lines of a section as texts, each with which of them stand on the right."""
    rows = [([label.to(lang), say(value, lang)], [False, False]) for label, value in section.rows]
    right = _numbers(section)
    if section.heads:
        rows.append(([head.to(lang) for head in section.heads], right))
    return rows + [([say(value, lang) for value in row], right) for row in section.table]


def _aligned(rows: Sequence[tuple[list[str], list[bool]]], width: int) -> Iterator[str]:
    """Yield the lines below each other, the widest column broken into lines where it must be."""
    if not rows:
        return
    wide = [
        max(cells(text) for text in column) for column in zip(*(r for r, _ in rows), strict=True)
    ]
    excess = sum(wide) + 2 * len(wide) - width
    if excess > 0:
        at = wide.index(max(wide))
        wide[at] = max(wide[at] - excess, _NARROWEST)
    for texts, right in rows:
        broken = [wrap(text, w) for text, w in zip(texts, wide, strict=True)]
        for number in range(max(len(part) for part in broken)):
            parts = [part[number] if number < len(part) else "" for part in broken]
            yield "  ".join(
                _pad(shorten(part, w), w, right=r)
                for part, w, r in zip(parts, wide, right, strict=True)
            )


def _pad(text: str, width: int, *, right: bool) -> str:
    blank = " " * (width - cells(text))
    return blank + text if right else text + blank
