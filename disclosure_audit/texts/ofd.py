"""OFD documents (GB/T 33190-2016): the text codes of the pages, in page order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from disclosure_audit.texts.appendix import append
from disclosure_audit.texts.kinds import Document
from disclosure_audit.texts.layout import Layout
from disclosure_audit.texts.limits import TextLimits
from disclosure_audit.texts.package import Package, open_package
from disclosure_audit.texts.reasons import UnreadableError

_ROOT = "OFD.xml"
_SAME_LINE = 0.5
"""Part of the type size by which two pieces of one line may differ in height."""
_GAP = 1.0
"""Part of the type size beyond which a gap between two pieces parts two cells."""


def read_ofd(path: Path, limits: TextLimits) -> Document:
    """Return the text of all documents in the package: pages in order, with their templates."""
    layout = Layout(limits.chars)
    with open_package(path, limits) as package:
        documents = _read(package, _ROOT).values_of("DocRoot")
        if not documents:
            raise UnreadableError("damaged")
        for document in documents:
            for page in _pages(package, document):
                package.parse(page, _Page(layout))
                layout.end_line()
        text = layout.text()
        if not text and package.has_pictures:
            raise UnreadableError("no_text_layer")
    return Document(append(text, []))


def _pages(package: Package, document: str) -> Iterator[str]:
    """Yield the content of each page after that of its template, which holds letterheads."""
    root = _inside(document, "")
    outline = _read(package, root)
    templates = {
        given.get("ID", ""): _inside(given["BaseLoc"], root)
        for given in outline.elements("TemplatePage")
        if "BaseLoc" in given
    }
    for given in outline.elements("Page"):
        page = _inside(given.get("BaseLoc", ""), root)
        for used in _read(package, page).elements("Template"):
            if used.get("TemplateID", "") in templates:
                yield templates[used.get("TemplateID", "")]
        yield page


def _inside(location: str, base: str) -> str:
    """Return the name of a part: absolute below the package, else relative to ``base``'s folder."""
    joined = posixpath.join("/", posixpath.dirname(base), location)
    return posixpath.normpath(joined).lstrip("/")


def _read(package: Package, name: str) -> _Outline:
    outline = _Outline()
    package.parse(name, outline)
    return outline


class _Outline(ContentHandler):
    """Collects the elements that name other parts."""

    _NAMES = frozenset({"TemplatePage", "Page", "Template"})

    def __init__(self) -> None:
        super().__init__()
        self._elements: list[tuple[str, dict[str, str]]] = []
        self._values: list[tuple[str, list[str]]] = []
        self._open = False

    def elements(self, name: str) -> list[dict[str, str]]:
        return [given for tag, given in self._elements if tag == name]

    def values_of(self, name: str) -> list[str]:
        return ["".join(texts).strip() for tag, texts in self._values if tag == name]

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        tag = name.rpartition(":")[2]
        if tag in self._NAMES:
            self._elements.append((tag, dict(attrs.items())))
        self._open = tag == "DocRoot"
        if self._open:
            self._values.append((tag, []))

    def endElement(self, name: str) -> None:  # noqa: ARG002 - SAX gives it
        self._open = False

    def characters(self, content: str) -> None:
        if self._open:
            self._values[-1][1].append(content)


class _Page(ContentHandler):
    """Writes the text of a page: a piece lower or higher than the last one begins a line."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self._layout = layout
        self._box = (0.0, 0.0, 0.0)
        self._size = 1.0
        self._last: tuple[float, float] | None = None
        """Height of the last piece, and where its box ends."""
        self._in_code = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        tag = name.rpartition(":")[2]
        if tag == "TextObject":
            box = [_number(part) for part in attrs.get("Boundary", "").split()] + [0.0] * 3
            self._box = (box[0], box[1], box[2])
            self._size = _number(attrs.get("Size", "")) or 1.0
        elif tag == "TextCode":
            self._in_code = True
            x = self._box[0] + _number(attrs.get("X", ""))
            self._begin(x, self._box[1] + _number(attrs.get("Y", "")))

    def endElement(self, name: str) -> None:
        if name.rpartition(":")[2] == "TextCode":
            self._in_code = False

    def characters(self, content: str) -> None:
        if self._in_code:
            self._layout.write(content.replace("\n", " "))

    def _begin(self, x: float, y: float) -> None:
        if self._last is not None:
            height, end = self._last
            if abs(y - height) > _SAME_LINE * self._size:
                self._layout.end_line()
            elif x - end > _GAP * self._size:
                self._layout.write("\t")
        self._last = (y, self._box[0] + self._box[2])


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
