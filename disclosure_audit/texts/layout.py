"""Builds a text line by line from what a document holds: paragraphs, and tables row by row.

Marks stand at the head of a document, in a line of their own, and a list of persons is a table: so
lines stay lines, the cells of a row stand in one line, parted by tabs. A cell of several short
paragraphs is one piece of that line. A long cell, or one with a table inside, is there for the
layout of a page, as old web pages have it: its lines stay lines.
"""

from __future__ import annotations

from disclosure_audit.texts.reasons import UnreadableError

MOST_CHARS = 20_000_000
"""Longest text, in characters. A longer one is refused as a whole, never cut."""
_LONG_CELL = 200


class Layout:
    """Collects the text of a document. Raises ``UnreadableError`` beyond ``most`` characters."""

    def __init__(self, most: int = MOST_CHARS) -> None:
        self._most = most
        self._chars = 0
        self._buffers: list[list[str]] = [[]]
        self._rows: list[list[str]] = []
        self._nested: list[bool] = []

    def write(self, text: str) -> None:
        """Add ``text`` to the line."""
        self._chars += len(text)
        if self._chars > self._most:
            raise UnreadableError("too_large")
        self._buffers[-1].append(text)

    def end_line(self) -> None:
        """End the line, unless it is empty."""
        buffer = self._buffers[-1]
        if buffer and not buffer[-1].endswith("\n"):
            self.write("\n")

    def open_row(self) -> None:
        """Begin a row of a table."""
        self.end_line()
        if self._nested:
            self._nested[-1] = True
        self._rows.append([])

    def close_row(self) -> None:
        """End the row: its cells become one line."""
        if self._rows:
            self.write("\t".join(self._rows.pop()))
            self.end_line()

    def open_cell(self) -> None:
        """Begin a cell of the row."""
        self._buffers.append([])
        self._nested.append(False)

    def close_cell(self) -> None:
        """End the cell."""
        if not self._nested:
            return
        text = "".join(self._buffers.pop()).strip("\n")
        # What is written once more as part of its row counts once.
        self._chars -= len(text)
        if not self._nested.pop() and len(text) <= _LONG_CELL:
            text = " ".join(line.strip() for line in text.split("\n") if line.strip())
        if self._rows:
            self._rows[-1].append(text)
        else:
            self.write(text + "\n")

    def text(self) -> str:
        """Return the text: lines stripped of blanks at their ends, no more than one empty line."""
        while self._nested:
            self.close_cell()
        while self._rows:
            self.close_row()
        lines = [line.strip(" \r").rstrip("\t ") for line in "".join(self._buffers[0]).split("\n")]
        kept = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
        return "\n".join(kept).strip("\n")
