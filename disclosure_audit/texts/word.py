"""Word documents (DOCX, ISO/IEC 29500): headers, body, notes, footers, text boxes, tables.

Kept apart in the appendix: hidden text, text deleted with changes tracked, comments, and the
targets of links. A document that goes out with these says more than its author meant to.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from disclosure_audit.texts.appendix import Kind, append
from disclosure_audit.texts.kinds import Document
from disclosure_audit.texts.layout import Layout
from disclosure_audit.texts.limits import TextLimits
from disclosure_audit.texts.package import Package, open_package
from disclosure_audit.texts.reasons import UnreadableError

_PARTS = (
    r"word/header\d*\.xml", r"word/document\d*\.xml", r"word/footnotes\.xml", r"word/endnotes\.xml",
    r"word/footer\d*\.xml",
)  # fmt: skip
"""Parts in the order of their text: a mark stands at the head, perhaps in the header."""
_COMMENTS = "word/comments.xml"
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def read_word(path: Path, limits: TextLimits) -> Document:
    """Return the text of a DOCX with its appendix."""
    layout = Layout(limits.chars)
    pieces: list[tuple[Kind, str]] = []
    with open_package(path, limits) as package:
        for pattern in _PARTS:
            for name in sorted(n for n in package.names if re.fullmatch(pattern, n)):
                package.parse(name, _Body(layout, pieces))
                layout.end_line()
        if _COMMENTS in package.names:
            comments = Layout(limits.chars)
            package.parse(_COMMENTS, _Body(comments, pieces))
            pieces += [("comment", line) for line in comments.text().split("\n")]
        pieces += _links(package)
        text = layout.text()
        if not text and package.has_pictures:
            raise UnreadableError("no_text_layer")
    return Document(append(text, pieces))


def _links(package: Package) -> list[tuple[Kind, str]]:
    found = _Relations()
    for name in sorted(package.names):
        if re.fullmatch(r"word/_rels/[^/]+\.rels", name):
            package.parse(name, found)
    return [("link", target) for target in found.outside]


class _Relations(ContentHandler):
    """Collects the targets that lie outside the package."""

    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        if name.endswith("Relationship") and attrs.get("TargetMode") == "External":
            self.outside.append(attrs.get("Target", ""))


class _Body(ContentHandler):
    """Writes what a part shows to ``layout`` and what it hides to ``pieces``."""

    def __init__(self, layout: Layout, pieces: list[tuple[Kind, str]]) -> None:
        super().__init__()
        self._layout = layout
        self._pieces = pieces
        self._text: Kind | Literal["shown"] | None = None
        self._runs: list[bool] = []
        self._aside: dict[Kind, list[str]] = {}
        self._fallback = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        tag = name.rpartition(":")[2]
        if tag == "Fallback":  # repeats what the alternative before it says
            self._fallback += 1
        if self._fallback:
            return
        match tag:
            case "t":
                self._text = "hidden" if self._runs and self._runs[-1] else "shown"
            case "delText":
                self._text = "deleted"
            case "r":
                self._runs.append(False)
            case "vanish" if self._runs and attrs.get("w:val", "1") not in ("0", "false", "off"):
                self._runs[-1] = True
            case "tr":
                self._layout.open_row()
            case "tc" | "txbxContent":
                # A text box stands within a paragraph, but is read by itself.
                self._layout.end_line() if tag == "txbxContent" else self._layout.open_cell()
            case _ if tag in _MARKS and self._runs:
                self._layout.write(_MARKS[tag])

    def endElement(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "Fallback":
            self._fallback -= 1
        elif not self._fallback:
            match tag:
                case "t" | "delText":
                    self._text = None
                case "r" if self._runs:
                    self._runs.pop()
                case "tr":
                    self._layout.close_row()
                case "tc":
                    self._layout.close_cell()
                case "p":
                    self._end_paragraph()

    def characters(self, content: str) -> None:
        if self._text == "shown":
            self._layout.write(content)
        elif self._text:
            self._aside.setdefault(self._text, []).append(content)

    def _end_paragraph(self) -> None:
        self._layout.end_line()
        self._pieces += [(kind, "".join(texts)) for kind, texts in self._aside.items()]
        self._aside.clear()
