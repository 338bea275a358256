"""A page as a parser sees it: elements, their attributes, the text of each, what blocks of data hold."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_VOID = {"meta", "input", "br", "link", "img", "hr", "line", "rect"}


@dataclass
class Element:
    """One element, with the text below it."""

    name: str
    attributes: dict[str, str | None]
    parents: tuple[str, ...]
    text: str = ""


@dataclass
class Page:
    """What a parser makes of a page."""

    elements: list[Element] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)

    def all(self, name: str, **attributes: str) -> list[Element]:
        return [
            one for one in self.elements
            if one.name == name and attributes.items() <= one.attributes.items()
        ]  # fmt: skip

    def data(self, key: str) -> Any:
        (block,) = self.all("script", id=key)
        assert block.attributes["type"] == "application/json"
        return json.loads(block.text)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), tuple(one.name for one in self._open))
        self.page.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, dict(attrs), tuple(one.name for one in self._open)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self._open or self._open[-1].name != tag:
            self.page.unbalanced.append(tag)
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for one in self._open:
            one.text += data


def read_page(text: str) -> Page:
    """Return the page; what is not closed in its order is noted in ``unbalanced``."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.page.unbalanced += [one.name for one in reader._open]
    return reader.page
