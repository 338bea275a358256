"""A section as HTML: statements as a list of terms, tables that may be wider than the page."""

from __future__ import annotations

from disclosure_audit.language import Lang
from disclosure_audit.writers.html.markup import esc, shown, tag
from disclosure_audit.writers.section import Section


def section(part: Section, lang: Lang, level: int = 3) -> str:
    """Return the section with its heading; nothing if it says nothing."""
    if not part.rows and not part.table:
        return ""
    body = tag(f"h{level}", esc(part.title.to(lang)))
    if part.rows:
        body += tag(
            "dl",
            "".join(
                tag("div", tag("dt", esc(words.to(lang))) + tag("dd", shown(value, lang)))
                for words, value in part.rows
            ),
        )
    if part.table:
        body += tag("div", _table(part, lang), class_="scroll", tabindex=0, role="group",
                    aria_label=part.title.to(lang))  # fmt: skip
    return tag("section", body, class_=f"part {part.name}")


def _table(part: Section, lang: Lang) -> str:
    numbers = [
        any(isinstance(row[place], int | float) for row in part.table)
        for place in range(len(part.heads))
    ]
    heads = "".join(
        tag("th", esc(head.to(lang)), scope="col", class_="n" if is_number else None)
        for head, is_number in zip(part.heads, numbers, strict=True)
    )
    rows = "".join(
        tag("tr", "".join(
            tag("td", shown(value, lang), class_="n" if is_number else None)
            for value, is_number in zip(row, numbers, strict=True)
        ))
        for row in part.table
    )  # fmt: skip
    return tag("table", tag("thead", tag("tr", heads)) + tag("tbody", rows))
