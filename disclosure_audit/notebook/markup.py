"""HTML for the output of a cell: no script, no address, styles that reach nothing else on the page."""

from __future__ import annotations

import functools
import html
from collections.abc import Iterable, Sequence
from importlib.resources import files

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import SEVERITIES, name

TINTS = {
    "published": "good", "linked": "good", "published_differs": "fair", "repeated": "fair",
    "needs_review": "open", "omitted": "bad", "unregistered": "bad", "withheld": "calm",
    "received": "calm2", "not_due": "calm3", "out_of_scope": "calm4", "unreadable": "void",
    "certain": "good", "probable": "fair", "review": "open",
}  # fmt: skip
"""Disposition or status of a link -> the class that colours it."""
LONGEST = 400
"""Characters of a text that a cell shows."""


def esc(text: object) -> str:
    """Return ``text`` as markup that says nothing but it, hidden characters spelt out."""
    return html.escape(visible(str(text)), quote=True)


def say(text: Text, lang: Lang, /, **values: object) -> str:
    """Return a sentence as markup; its values are escaped too."""
    return esc(text.to(lang, **values))


def cell(text: str) -> str:
    """Return a text of the lists as markup, of a very long one its beginning and ``…``."""
    return esc(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


@functools.cache
def _css() -> str:
    return files(__package__).joinpath("notebook.css").read_text("utf-8").replace("\r\n", "\n")


def framed(body: str, lang: Lang) -> str:
    """Return ``body``, which is markup, with the styles it needs."""
    language = "zh-CN" if lang == "zh" else "en"
    return (
        f'<div class="disclosure-audit" lang="{language}"><style>{_css()}</style>\n{body}</div>\n'
    )


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int] = (), last: str = ""
) -> str:
    """Return a table of cells that are markup already; the columns at ``numbers`` are flush right.

    ``last`` is the class of the last row.
    """
    right = frozenset(numbers)

    def cells(row: Sequence[str], tag: str) -> str:
        return "".join(
            f'<{tag} class="n">{content}</{tag}>' if place in right else f"<{tag}>{content}</{tag}>"
            for place, content in enumerate(row)
        )

    lines = [f"<tr>{cells(row, 'td')}</tr>" for row in rows]
    if last and lines:
        lines[-1] = lines[-1].replace("<tr>", f'<tr class="{last}">', 1)
    head = f"<thead><tr>{cells(heads, 'th')}</tr></thead>" if heads else ""
    return f'<div class="scroll"><table>{head}<tbody>{"".join(lines)}</tbody></table></div>'


def band(parts: Iterable[tuple[str, int, str]]) -> str:
    """Return one bar parted in proportion: words, count and class of each part."""
    parts = [part for part in parts if part[1]]
    whole = sum(count for _, count, _ in parts)
    shapes = "".join(
        f'<i class="{tint}" style="width:{100 * count / whole:.3f}%" title="{esc(words)}: {count:,}"></i>'
        for words, count, tint in parts
    )
    return f'<div class="band">{shapes}</div>'


def bar(parts: Iterable[tuple[int, str]], most: int) -> str:
    """Return a bar of parts (count and class), as long as their sum is among at most ``most``."""
    shapes = "".join(
        f'<i class="{tint}" style="width:{100 * count / most:.2f}%"></i>' for count, tint in parts
    )
    return f'<span class="bar">{shapes}</span>'


def swatch(tint: str) -> str:
    """Return a small field of a colour."""
    return f'<span class="swatch {tint}"></span>'


def badge(severity: str, lang: Lang) -> str:
    """Return a severity with its colour."""
    tint = severity if severity in SEVERITIES else "note"
    return (
        f'<span class="badge" style="--da-tint:var(--da-{tint})">'
        f"{esc(name(SEVERITIES, severity, lang))}</span>"
    )
