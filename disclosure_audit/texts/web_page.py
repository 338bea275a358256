"""Web pages: what a visitor sees, and beside it links, titles and what is hidden from sight.

Pages are parsed as browsers do it (the HTML standard's algorithm), without running scripts.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from disclosure_audit.texts.appendix import Kind, append
from disclosure_audit.texts.extra import load
from disclosure_audit.texts.kinds import HEAD, Document
from disclosure_audit.texts.layout import Layout
from disclosure_audit.texts.limits import TextLimits
from disclosure_audit.texts.plain_text import decode, losses
from disclosure_audit.texts.reasons import UnreadableError

_SILENT = frozenset({"script", "style", "template", "iframe", "object", "head", "datalist"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "legend", "li", "main", "marquee", "nav", "ol", "optgroup", "option",
    "p", "pre", "section", "select", "summary", "table", "tbody", "textarea", "tfoot", "thead", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_TARGETS = ("href", "src", "action", "data", "background")
_HAS_HOST = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}[^/\\\s]", re.IGNORECASE)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?(?![.\d])"
    r"|font-size\s*:\s*0(?:\.0+)?(?![.\d])|(?:text-indent|left|top|margin-left)\s*:\s*-\d{3,}"
    r"|(?:max-)?(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
"""Inline styles that take an element out of sight."""
_TINY = re.compile(r"\s*[0-5](?:px)?\s*")
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_BIG5 = re.compile(rb"charset\s*=\s*[\"']?\s*big5", re.IGNORECASE)
_NAMED = frozenset({"keywords", "description"})


def read_web_page(path: Path, limits: TextLimits) -> Document:
    """Return the visible text with its appendix (:mod:`disclosure_audit.texts.appendix`)."""
    with path.open("rb") as file:
        # Other declarations are often wrong; what the bytes are is seen better from the bytes.
        declared = "big5hkscs" if _BIG5.search(file.read(HEAD)) else None
    page = _Page(limits.chars)
    source = decode(path, declared)
    page.take(source)
    return Document(append(page.layout.text(), page.pieces), losses(source))


class _Page:
    def __init__(self, most: int) -> None:
        self.layout = Layout(most)
        self.pieces: list[tuple[Kind, str]] = []
        self._most = most

    def take(self, source: str) -> None:
        """Walk the tree of ``source``, without recursion: a page may nest as deep as it likes."""
        node = _parse(source).root
        trail: list[Any] = []
        while node is not None or trail:
            if node is None:
                left = trail.pop()
                self._leave(left.tag)
                node = left.next
            elif self._enter(node):
                trail.append(node)
                node = node.child
            else:
                node = node.next

    def _enter(self, node: Any) -> bool:
        """Take in what the node itself says; return whether its children are walked too."""
        tag: str = node.tag or "-"
        if tag == "-text":
            self.layout.write(_BLANKS.sub(" ", node.text_content or ""))
            return False
        if tag.startswith(("-", "!")):
            return tag == "-document"
        given = node.attributes
        self._note_links(tag, given)
        if tag == "head":
            self._note_head(node)
        if tag in ("noframes", "noscript") or _is_unseen(tag, given):
            self._note_hidden(node, tag)
            return False
        if tag in _SILENT:
            return False
        if tag in _CELLS:
            self.layout.open_cell()
        elif tag == "tr":
            self.layout.open_row()
        elif tag in _BLOCKS:
            self.layout.end_line()
        return True

    def _leave(self, tag: str) -> None:
        if tag in _CELLS:
            self.layout.close_cell()
        elif tag == "tr":
            self.layout.close_row()
        elif tag in _BLOCKS:
            self.layout.end_line()

    def _note_links(self, tag: str, given: dict[str, str | None]) -> None:
        for name in _TARGETS:
            target = given.get(name)
            if target and _HAS_HOST.match(target):
                self.pieces.append(("link", target))
        if tag == "meta" and (found := _REFRESH.search(given.get("content") or "")):
            self.pieces.append(("link", found[1]))

    def _note_head(self, head: Any) -> None:
        for node in head.css("title, meta, link, script, base"):
            given = node.attributes
            self._note_links(node.tag, given)
            if node.tag == "title":
                self.pieces.append(("title", node.text()))
            elif node.tag == "meta" and (given.get("name") or "").lower() in _NAMED:
                self.pieces.append(("meta", given.get("content") or ""))

    def _note_hidden(self, node: Any, tag: str) -> None:
        """Keep the text and the links of what is out of sight."""
        inner = _parse(
            # The content of this element is text to a parser.
            node.text() if tag == "noframes" else node.inner_html or ""
        )
        for found in inner.css("[href], [src], [action], [data]"):
            self._note_links(found.tag, found.attributes)
        for found in inner.css("script, style, template"):
            found.decompose()
        text = inner.text(separator=" ") if inner.root is not None else ""
        self.pieces.append(("hidden", text[: self._most]))


def _parse(source: str) -> Any:
    """Return the tree of a page. There is no wrong HTML: what can fail is an allocation."""
    try:
        return load("selectolax.lexbor").LexborHTMLParser(source)
    except Exception as error:
        raise UnreadableError("out_of_memory") from error


def _is_unseen(tag: str, given: dict[str, str | None]) -> bool:
    if "hidden" in given or _UNSEEN.search(given.get("style") or ""):
        return True
    sizes = [given.get("width"), given.get("height")]
    return tag in ("marquee", "div", "table") and any(
        size and _TINY.fullmatch(size) for size in sizes
    )
