"""Styled lines, laid out anew for every width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from disclosure_audit.glyphs import visible, wrap
from disclosure_audit.presentation.spans import Span

_CLOSING = "，。；：、！？）》”」』〕】"
_LEAST, _WIDE = 3, 2
"""Characters of a part that can spare one; cells of one that stands alone, as Chinese does."""


class Lines(Widget):
    """A widget that is as high as what :meth:`draw` returns for its width."""

    DEFAULT_CSS = """
    Lines { width: 1fr; height: auto; text-wrap: nowrap; text-overflow: clip; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as every widget has it
        super().__init__(id=id)
        self._drawn: tuple[int, list[Content]] | None = None

    def draw(self, width: int) -> list[Content]:
        """Return the lines, none wider than ``width`` cells."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw again: what is shown has changed."""
        self._drawn = None
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        """Return the lines for ``width``, drawn once."""
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, self.draw(width) if width > 0 else [])
        return self._drawn[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - the protocol's
        """Return how many lines there are."""
        return len(self.lines(width))

    def render(self) -> Content:
        """Return all lines."""
        return Content("\n").join(self.lines(self.content_size.width))


def wrap_spans(spans: Iterable[Span], width: int) -> list[list[Span]]:
    """Return the spans broken into lines of at most ``width`` cells; at least one line.

    Texts are made visible here. Lines break anywhere, as Chinese does, but at the last blank where
    that is not far.
    """
    lines: list[list[Span]] = [[]]
    used = 0
    for text, style in spans:
        for word in _words(visible(text)):
            taken = cell_len(word)
            if used and used + taken > width and taken <= width // 2:
                lines.append([])
                used = _hang(lines, word)
                word = word.lstrip(" ")  # a line does not begin with one
            for char in word:
                cells = cell_len(char)
                if used and used + cells > width:
                    lines.append([])
                    used = _hang(lines, char)
                _put(lines[-1], char, style)
                used += cells
    return lines


def _words(text: str) -> Iterator[str]:
    """Yield runs of narrow characters with the blanks before them, and wide characters one by one."""
    run = ""
    for char in text:
        if char == " " and run.strip():
            yield run
            run = ""
        if ord(char) < 0x2E80:  # below this nothing is written without blanks between words
            run += char
            continue
        if run:
            yield run
            run = ""
        yield char
    if run:
        yield run


def _hang(lines: list[list[Span]], char: str) -> int:
    """Begin the last line, which is empty, so that not ``char`` begins it if that closes something.

    The character before it goes down with it. Returns how many cells that takes.
    """
    before = lines[-2]
    if char not in _CLOSING or not before or len(before[-1][0]) < _LEAST:
        return 0
    text, style = before[-1]
    last = text[-1]
    if last in _CLOSING or cell_len(last) < _WIDE:
        return 0
    before[-1] = (text[:-1], style)
    lines[-1].append((last, style))
    return cell_len(last)


def _put(line: list[Span], char: str, style: str) -> None:
    if line and line[-1][1] == style:
        line[-1] = (line[-1][0] + char, style)
    else:
        line.append((char, style))


def width_of(line: Iterable[Span]) -> int:
    """Return how many cells a line takes."""
    return sum(cell_len(text) for text, _ in line)


def paint(line: Iterable[Span]) -> Content:
    """Return a line of spans as it is drawn; nothing in it is markup."""
    return Content("").join(
        Content.styled(text, style) if style else Content(text) for text, style in line
    )


def paragraph(spans: Iterable[Span], width: int, indent: int = 0) -> list[Content]:
    """Return the spans as lines, each ``indent`` cells in.

    A text of one style is broken as prose is: no line begins with closing punctuation.
    """
    margin: Span = (" " * indent, "")
    room, given = max(1, width - indent), list(spans)
    if len(given) == 1:
        text, style = given[0]
        lines = [
            folded
            for line in wrap(visible(text), room)
            for folded in wrap_spans([(line, style)], room)
        ]
    else:
        lines = wrap_spans(given, room)
    return [paint([margin, *line]) for line in lines]
