"""A table over a frame: it draws the lines that are seen and touches no others.

A million rows open at once, because no object is made per row: the order of the rows is one array
of numbers, the marks another, and the cells of the screen are fetched when they are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import polars as pl
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from disclosure_audit.glyphs import cells
from disclosure_audit.language import Lang
from disclosure_audit.presentation.cells import cell_value
from disclosure_audit.presentation.marks import Mask, Order, carry_marks, find_row, place_of
from disclosure_audit_tui.widgets.cells import fit
from disclosure_audit_tui.widgets.grid import NARROWEST, WIDEST, Grid
from disclosure_audit_tui.widgets.tints import PARTS, TINTS

if TYPE_CHECKING:
    from disclosure_audit.review.sheets import Column

_MARK = "+"


class FrameTable(ScrollView, can_focus=True):
    """Shows the rows of a frame in an order, with a cursor on a row and a column, and marks.

    ``cursor`` counts in the order that is shown, ``row`` in the frame.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home,ctrl+home", "edge(-1)", show=False),
        Binding("end,ctrl+end", "edge(1)", show=False),
        Binding("left", "column(-1)", show=False),
        Binding("right", "column(1)", show=False),
        Binding("shift+up", "stretch(-1)", show=False),
        Binding("shift+down", "stretch(1)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = PARTS
    DEFAULT_CSS = """
    FrameTable { height: 1fr; overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
        background: $background; color: $foreground; }
    FrameTable > .frame-table--head { text-style: bold; color: $secondary; background: $panel; }
    FrameTable > .frame-table--head-here { text-style: bold underline; color: $primary;
        background: $panel; }
    FrameTable > .frame-table--line { color: $foreground; }
    FrameTable > .frame-table--marked { color: $accent; text-style: bold; }
    FrameTable > .frame-table--cursor { background: $primary 25%; text-style: bold; }
    FrameTable > .frame-table--cell { background: $primary 45%; text-style: bold underline; }
    FrameTable > .frame-table--bad { color: $error; }
    FrameTable > .frame-table--warn { color: $warning; }
    FrameTable > .frame-table--good { color: $success; }
    FrameTable > .frame-table--calm { color: $secondary; }
    FrameTable:nocolor > .frame-table--cursor { text-style: reverse; }
    FrameTable:nocolor > .frame-table--cell { text-style: reverse bold underline; }
    """

    class Opened(Message):
        """A row was double-clicked."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    class Moved(Message):
        """The cursor stands on another row (``None``: there is none)."""

        def __init__(self, row: int | None) -> None:
            super().__init__()
            self.row = row

    class HeaderClicked(Message):
        """A heading was clicked; ``more``: with Shift, to sort within."""

        def __init__(self, name: str, *, more: bool) -> None:
            super().__init__()
            self.name, self.more = name, more

    class MarksChanged(Message):
        """Other rows are marked."""

    cursor: reactive[int] = reactive(0, init=False)
    column: reactive[int] = reactive(0, init=False)

    def __init__(
        self,
        *,
        lang: Lang = "en",
        ascii: bool = False,  # noqa: A002 - the name of the setting
        frozen: int = 1,
        id: str | None = None,  # noqa: A002 - Textual's own names
    ) -> None:
        super().__init__(id=id)
        self.lang, self.ascii, self.frozen = lang, ascii, frozen
        self.frame = pl.DataFrame()
        self.columns: tuple[Column, ...] = ()
        self.order: Order | None = None
        self.marked: Mask = np.zeros(0, dtype=np.bool_)
        self.empty = ""
        """What is said where there are no rows."""
        self.arrows: dict[str, str] = {}
        """What stands behind the title of a column that the rows are sorted by."""
        self._widths: dict[str, int] = {}
        self._key: tuple[str, ...] = ()
        self._signs: pl.Expr | None = None
        self._sign_width = 0
        self._shift = 0
        self._anchor: int | None = None
        self._window: dict[int, tuple[str, tuple[Any, ...]]] = {}
        self._dragged: tuple[str, int, int] | None = None

    # What is shown

    def set(
        self,
        frame: pl.DataFrame,
        columns: Sequence[Column],
        order: pl.Series | Order | None = None,
        keep_cursor: bool = True,
        *,
        key: Sequence[str] = (),
        signs: tuple[pl.Expr, int] | None = None,
    ) -> None:
        """Show ``columns`` of ``frame``; ``order`` holds the rows to show (``None``: all).

        The cursor stays on its row and marks on theirs: by ``key`` if the frame is another one.
        ``signs`` gives one string of so many cells per row that is drawn before the columns.
        """
        old, row = self.frame, self.row
        if frame is not old:
            if keep_cursor and row is not None and key:
                names = [name for name in key if name in old.columns]
                row = find_row(frame, names, old.select(names).row(row)) if names else None
            self.marked = (
                carry_marks(old, self.marked, frame, key)
                if keep_cursor and old.height
                else np.zeros(frame.height, dtype=np.bool_)
            )
            self._anchor = None
        self.frame, self.columns, self._key = frame, tuple(columns), tuple(key)
        self.order = order.to_numpy().astype(np.uint32) if isinstance(order, pl.Series) else order
        self._signs, self._sign_width = signs or (None, 0)
        self._window.clear()
        self.virtual_size = Size(0, self.height_of_rows + 1)
        self.column = min(self.column, max(0, len(self.columns) - 1))
        place = place_of(self.order, row, frame.height) if keep_cursor and row is not None else None
        if place is None:
            place = min(self.cursor, self.height_of_rows - 1) if keep_cursor else 0
        moved = self.cursor != max(0, place)
        self.set_reactive(FrameTable.cursor, max(0, place))
        self._show_cursor()
        self.refresh()
        if moved or frame is not old or self.row != row:
            self.post_message(self.Moved(self.row))

    @property
    def height_of_rows(self) -> int:
        """How many rows are shown (on the screen or beyond it)."""
        return self.frame.height if self.order is None else len(self.order)

    @property
    def row(self) -> int | None:
        """The row of the frame under the cursor."""
        return self.row_at(self.cursor)

    def row_at(self, place: int) -> int | None:
        """Return the row of the frame at ``place`` of the order."""
        if not 0 <= place < self.height_of_rows:
            return None
        return place if self.order is None else int(self.order[place])

    @property
    def marked_rows(self) -> Order:
        """The marked rows of the frame, in the order that is shown, hidden ones left out."""
        if self.order is None:
            return np.flatnonzero(self.marked).astype(np.uint32)
        return self.order[self.marked[self.order]]

    @property
    def chosen(self) -> Order:
        """The marked rows that are shown, else the one under the cursor."""
        rows = self.marked_rows
        if rows.size or self.row is None:
            return rows
        return np.array([self.row], dtype=np.uint32)

    def ordered(self, rows: Order | None = None) -> pl.DataFrame:
        """Return the rows that are shown (or ``rows``), in their order, with every column."""
        order = self.order if rows is None else rows
        return self.frame if order is None else self.frame[order]

    def here(self) -> tuple[Column, Any] | None:
        """Return the column and the value under the cursor."""
        if self.row is None or not self.columns:
            return None
        column = self.columns[self.column]
        return column, self.frame[column.name][self.row]

    # Cursor and marks

    def validate_cursor(self, place: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(int(place), self.height_of_rows - 1))

    def validate_column(self, number: int) -> int:
        """Keep the cursor on a column."""
        return max(0, min(number, len(self.columns) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw both lines anew and tell."""
        self._show_cursor()
        self._refresh_rows(old, new)
        self.post_message(self.Moved(self.row))

    def watch_column(self) -> None:
        """Bring the column into view."""
        room = self.size.width
        if room:
            self._shift = max(0, self.grid.scroll_to_show(self.column, self._shift, room))
        self.refresh()

    def go_to_row(self, row: int) -> bool:
        """Put the cursor on ``row`` of the frame; ``False`` if it is not shown."""
        place = place_of(self.order, row, self.frame.height)
        if place is not None:
            self.cursor = place
        return place is not None

    def action_move(self, step: int) -> None:
        """Move by rows."""
        self.cursor += step

    def action_page(self, step: int) -> None:
        """Move by screens."""
        self.cursor += step * max(1, self.size.height - 2)

    def action_edge(self, end: int) -> None:
        """Move to the first or the last row."""
        self.cursor = self.height_of_rows - 1 if end > 0 else 0

    def action_column(self, step: int) -> None:
        """Move by columns."""
        self.column += step

    def action_stretch(self, step: int) -> None:
        """Mark this row and the next."""
        self._mark([self.cursor])
        self.cursor += step
        self._mark([self.cursor])

    def mark(self, place: int | None = None) -> None:
        """Mark a row, or take its mark."""
        place = self.cursor if place is None else place
        row = self.row_at(place)
        if row is not None:
            self.marked[row] = not self.marked[row]
            self._anchor = place
            self._refresh_rows(place)
            self.post_message(self.MarksChanged())

    def mark_range(self, place: int | None = None) -> None:
        """Mark all rows from the last marked one to ``place`` (the cursor)."""
        place = self.cursor if place is None else place
        start = place if self._anchor is None else self._anchor
        self._mark(range(min(start, place), max(start, place) + 1))
        self._anchor = place

    def mark_all(self) -> None:
        """Mark all rows that are shown; none if all are."""
        shown = slice(None) if self.order is None else self.order
        self.marked[shown] = not (self.marked[shown].all() and self.height_of_rows)
        self.refresh()
        self.post_message(self.MarksChanged())

    def clear_marks(self, but: Mask | None = None) -> None:
        """Take all marks; those of ``but``, one value per row of the frame, are set."""
        self.marked = np.zeros(self.frame.height, dtype=np.bool_) if but is None else but
        self._anchor = None
        self.refresh()
        self.post_message(self.MarksChanged())

    def _mark(self, places: Sequence[int]) -> None:
        if not self.height_of_rows:
            return
        first, last = max(0, places[0]), min(places[-1], self.height_of_rows - 1)
        rows = slice(first, last + 1) if self.order is None else self.order[first : last + 1]
        self.marked[rows] = True
        if self._anchor is None:
            self._anchor = first
        self.refresh()
        self.post_message(self.MarksChanged())

    # Columns

    @property
    def grid(self) -> Grid:
        """Where the columns lie."""
        return Grid(
            lead=1 + (self._sign_width + 1 if self._sign_width else 0),
            widths=tuple(self.width_of(column) for column in self.columns),
            frozen=min(self.frozen, len(self.columns)),
        )

    def width_of(self, column: Column) -> int:
        """Return how wide ``column`` is drawn: of codes no wider than their words."""
        chosen = self._widths.get(column.name)
        if chosen is not None:
            return chosen
        if not column.coded:
            return column.width
        said = [text.to(self.lang) for text in (column.title, *column.coded.values())]
        return max(NARROWEST, min(column.width, max(cells(text) for text in said) + 1))

    def set_width(self, name: str, width: int) -> None:
        """Make a column so many cells wide."""
        self._widths[name] = max(NARROWEST, min(width, WIDEST))
        self.refresh()

    def resize(self, step: int) -> None:
        """Make the column under the cursor wider or narrower."""
        if self.columns:
            column = self.columns[self.column]
            self.set_width(column.name, self.width_of(column) + step)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        width = self.size.width
        if y == 0:
            return self._head(width)
        place = self.scroll_offset.y + y - 1
        if not self.height_of_rows:
            return self._blank(width, f" {self.empty}" if y == 2 else "")
        row = self.row_at(place)
        return self._blank(width) if row is None else self._line(place, row, width)

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"frame-table--{part}")

    def _blank(self, width: int, text: str = "") -> Strip:
        return Strip([Segment(fit(text, max(1, width)), self.rich_style)], max(1, width))

    def _head(self, width: int) -> Strip:
        grid, head, here = self.grid, self._style("head"), self._style("head-here")
        line = "|" if self.ascii else "│"
        parts = [Segment(" " * grid.lead, head)]
        for number, (column, width_of) in enumerate(zip(self.columns, grid.widths, strict=True)):
            arrow = self.arrows.get(column.name, "")
            title = fit(column.title.to(self.lang), max(0, width_of - cells(arrow)), column.align)
            parts.append(Segment(title + arrow, here if number == self.column else head))
            parts.append(Segment(line, head))
        return self._cut(parts, grid, width, head)

    def _line(self, place: int, row: int, width: int) -> Strip:
        signs, values = self._fetch(place)
        grid = self.grid
        base = self.rich_style + self._style("line")
        if self.marked[row]:
            base += self._style("marked")
        here = place == self.cursor
        if here:
            base += self._style("cursor")
        parts = [Segment(_MARK if self.marked[row] else " ", base)]
        if self._sign_width:
            parts.append(Segment(fit(signs, self._sign_width) + " ", base))
        cut = "~" if self.ascii else "…"
        for number, (column, value, room) in enumerate(
            zip(self.columns, values, grid.widths, strict=True)
        ):
            tint = TINTS.get(column.name, {}).get(value) if isinstance(value, str) else None
            style = base + self._style(tint) if tint else base
            if here and number == self.column and self.has_focus:
                style += self._style("cell")
            text = fit(cell_value(column, value, self.lang), room, column.align, cut)
            parts += [Segment(text, style), Segment(" ", base)]
        return self._cut(parts, grid, width, base)

    def _cut(self, parts: list[Segment], grid: Grid, width: int, rest: Style) -> Strip:
        strip = Strip(parts, grid.total)
        if self._shift:
            strip = Strip.join(
                [strip.crop(0, grid.fixed), strip.crop(grid.fixed + self._shift, grid.total)]
            )
        return strip.adjust_cell_length(width, rest)

    def _fetch(self, place: int) -> tuple[str, tuple[Any, ...]]:
        """Return signs and values of one row; a screenful is fetched at once."""
        if place not in self._window:
            top = min(place, self.scroll_offset.y)
            places = range(top, min(top + max(self.size.height, 1), self.height_of_rows))
            if place not in places:
                places = range(place, place + 1)
            part = self.frame[places.start : places.stop] if self.order is None else (
                self.frame[self.order[places.start : places.stop]]
            )  # fmt: skip
            signs = part.select(self._signs.alias("s"))["s"] if self._signs is not None else None
            rows = part.select(column.name for column in self.columns).rows()
            self._window = {
                at: ("" if signs is None else signs[n], rows[n]) for n, at in enumerate(places)
            }
        return self._window[place]

    def _show_cursor(self) -> None:
        room = max(1, self.size.height - 1)
        top = self.scroll_offset.y
        if self.size.height and not top <= self.cursor < top + room:
            y = self.cursor if self.cursor < top else self.cursor - room + 1
            self.scroll_to(y=y, animate=False, force=True)

    def _refresh_rows(self, *places: int) -> None:
        for place in places:
            self.refresh_line(place + 1)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._window.clear()
        self._show_cursor()

    def on_focus(self) -> None:
        """Draw the cell under the cursor."""
        self._refresh_rows(self.cursor)

    def on_blur(self) -> None:
        """Draw the cursor without its cell."""
        self._refresh_rows(self.cursor)

    # Mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the edge of a column."""
        self._dragged = None
        found = self.grid.at(event.x, self._shift)
        if event.y == 0 and found and found[1]:
            column = self.columns[found[0]]
            self._dragged = (column.name, event.screen_x, self.width_of(column))
            self.capture_mouse()
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the edge."""
        if self._dragged and self.app.mouse_captured is self:
            name, start, width = self._dragged
            self.set_width(name, width + event.screen_x - start)

    def on_mouse_up(self) -> None:
        """Let go of it."""
        if self._dragged:
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Sort by a heading; go to, mark or open a row."""
        if self._dragged:  # the click that ends the dragging
            self._dragged = None
            return
        found = self.grid.at(event.x, self._shift)
        if event.y == 0:
            if found and not found[1]:
                self.column = found[0]
                self.post_message(self.HeaderClicked(self.columns[found[0]].name, more=event.shift))
            return
        place = self.scroll_offset.y + event.y - 1
        if self.row_at(place) is None:
            return
        if event.shift:
            self._anchor = self.cursor if self._anchor is None else self._anchor
            self.mark_range(place)
        elif event.ctrl or event.x < self.grid.lead:
            self.mark(place)
        self.cursor = place
        if found:
            self.column = found[0]
        if event.chain == 2 and not event.shift and not event.ctrl:
            self.post_message(self.Opened(self.row_at(place) or 0))
