"""The list: everything that was found, filtered, sorted, marked and decided on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import polars as pl
from textual.app import ComposeResult
from textual.widgets import Static

from disclosure_audit.glyphs import visible
from disclosure_audit.presentation import words
from disclosure_audit.presentation.cells import cell_value
from disclosure_audit.presentation.keymap import LIST
from disclosure_audit.presentation.marks import Mask, Order, find_marked, find_row, marked_keys
from disclosure_audit.presentation.ordering import (
    SMALL,
    SortKey,
    arrange,
    filter_rows,
    next_keys,
    sort_rows,
)
from disclosure_audit.presentation.queue import KEYS, RowQueue, key_of, rows_of, subjects_of
from disclosure_audit.presentation.signs import signs
from disclosure_audit.presentation.subject import Subject
from disclosure_audit.review import query
from disclosure_audit.review.sheets import DECIDED
from disclosure_audit_tui.exporting import Exporting
from disclosure_audit_tui.screens.columns import ColumnsPrompt
from disclosure_audit_tui.screens.viewing import Look, Viewing
from disclosure_audit_tui.widgets.filter_bar import FilterBar
from disclosure_audit_tui.widgets.footer import ActionFooter
from disclosure_audit_tui.widgets.frame_table import FrameTable
from disclosure_audit_tui.widgets.heading import row_in_full, title_line

if TYPE_CHECKING:
    from disclosure_audit.review.entry import Entry
    from disclosure_audit.review.sheets import Column, Sheet

_SIGNED = frozenset({"flagged"})
"""Columns that a sign before the row stands for unless they are chosen."""
_OFFERED = {
    "links": ("same", "differ", "note", "flag", "undo", "open", "filter", "menu", "help"),
    "register": ("note", "flag", "undo", "open", "filter", "menu", "help"),
    "catalog": ("note", "flag", "undo", "open", "filter", "menu", "help"),
}
"""What the footer offers where there is no finding to confirm."""
_DECIDING = frozenset({"confirm", "dismiss", "waive", "same", "differ"})


class Listing(Viewing, Exporting):
    """Shows one of the lists at a time and remembers how each was looked at."""

    KIND: ClassVar[str] = LIST
    AUTO_FOCUS = "FrameTable"
    CSS = """
    Listing #title { height: 1; background: $panel; color: $foreground; }
    Listing #peek { height: 2; background: $surface; color: $foreground; padding: 0 1; }
    """

    def __init__(self, kind: str = "findings", text: str = "") -> None:
        super().__init__()
        self.kind = kind
        """What is drawn."""
        self.wanted = kind
        """What is drawn next: a long list takes a moment, in which the old one still stands."""
        self.looks: dict[str, Look] = {name: Look() for name in KEYS}
        self.looks[kind].query = text
        self._sorted: tuple[pl.DataFrame | None, tuple[SortKey, ...], Order | None] = (
            None,
            (),
            None,
        )
        self._drawn: Sheet | None = None
        self._open: tuple[pl.DataFrame | None, Mask] = (None, np.zeros(0, dtype=np.bool_))

    def compose(self) -> ComposeResult:
        """Yield title, filter, table, the row in full, and the footer."""
        yield Static(id="title", markup=False)
        yield FilterBar(self._complete, self.review.lang)
        yield FrameTable(lang=self.review.lang, ascii=self.review.ascii)
        yield Static(id="peek", markup=False)
        yield ActionFooter(LIST)

    # What is shown

    @property
    def look(self) -> Look:
        """How the present list is looked at."""
        return self.looks[self.kind]

    @property
    def table(self) -> FrameTable:
        """The table."""
        return self.query_one(FrameTable)

    @property
    def bar(self) -> FilterBar:
        """The filter."""
        return self.query_one(FilterBar)

    @property
    def sheet(self) -> Sheet:
        """The present list as it was drawn last."""
        return self._drawn or self.review.sheet(self.kind)

    def on_mount(self) -> None:
        """Draw the list."""
        self.open(self.kind, self.look.query)
        self.table.focus()

    def open(self, kind: str, text: str | None = None) -> None:
        """Show another list; with ``text`` filtered by it, else as it was looked at last.

        An empty text is a filter that lets all through.
        """
        self._remember()
        self.wanted = kind
        look = self.looks[kind]
        if text is not None:
            look.query, look.marks = text, None
        self.bar.put(look.query)
        self.bar.relabel(self.review.lang, kind)
        self.bar.complain(None)
        self.show(keep=False)

    def show(self, *, keep: bool = True) -> None:
        """Filter and sort the list and draw it; a long one beside the application."""
        kind, look = self.wanted, self.looks[self.wanted]
        try:
            expr = None
            if look.query.strip():
                expr = query.parse(look.query, kind, self.review.lang).expr
        except query.QueryError as error:
            self.bar.complain(*error.to(self.review.lang))
            if self._drawn is not None and keep:
                return
        else:
            self.bar.complain(None)
        if self.review.length(kind) <= SMALL:
            self._draw(*self._arranged(kind, look.keys, expr), keep=keep)
            return
        work = self._show_later(kind, look.keys, expr, keep=keep)
        self.run_worker(work, group="show", exclusive=True)

    async def _show_later(
        self, kind: str, keys: tuple[SortKey, ...], expr: pl.Expr | None, *, keep: bool
    ) -> None:
        self.review.set_busy("show", words.FILTERING if expr is not None else words.SORTING)
        try:
            arranged = await asyncio.to_thread(self._arranged, kind, keys, expr)
        finally:
            self.review.set_busy("show", None)
        self._draw(*arranged, keep=keep)

    def _arranged(
        self, kind: str, keys: tuple[SortKey, ...], expr: pl.Expr | None
    ) -> tuple[Sheet, Order | None]:
        sheet = self.review.sheet(kind)
        return sheet, arrange(self._order_of(sheet, keys), filter_rows(sheet.frame, expr))

    def _order_of(self, sheet: Sheet, keys: tuple[SortKey, ...]) -> Order | None:
        known, sorted_by, order = self._sorted
        # A decision moves no row of a list that is sorted by something else.
        lasting = sheet.plain is not None and not {name for name, _ in keys} & DECIDED
        frame = sheet.plain if lasting else sheet.frame
        if known is not frame or keys != sorted_by:
            order = sort_rows(sheet.frame, sheet.columns, keys)
            self._sorted = (frame, keys, order)
        return order

    def _draw(self, sheet: Sheet, order: Order | None, *, keep: bool) -> None:
        if sheet.kind != self.wanted:
            return  # another list was opened meanwhile
        self._drawn, self.kind = sheet, sheet.kind
        self.query_one(ActionFooter).only = _OFFERED.get(self.kind, ())
        table = self.table
        table.lang = self.review.lang
        filtered = bool(self.look.query.strip())
        table.empty = (words.NO_ROWS if filtered else words.EMPTY).to(self.review.lang)
        table.arrows = self._arrows()
        table.set(
            sheet.frame,
            self.columns,
            order,
            keep,
            key=KEYS[self.kind],
            signs=signs(sheet.frame, ascii=self.review.ascii),
        )
        if not keep:
            self._recall()
        self.label()

    def _arrows(self) -> dict[str, str]:
        signs = "^v" if self.review.ascii else "▲▼"
        several = len(self.look.keys) > 1
        return {
            name: signs[reverse] + (str(n) if several else "")
            for n, (name, reverse) in enumerate(self.look.keys, 1)
        }

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that are shown, in their order."""
        known = {column.name: column for column in self.sheet.columns}
        asked = [known[name] for name in self.look.columns if name in known]
        return tuple(asked) or tuple(
            column
            for column in self.sheet.columns
            if not column.hidden and column.name not in _SIGNED
        )

    def label(self) -> None:
        """Say what is shown, and the row under the cursor in full."""
        app, table, lang = self.review, self.table, self.review.lang
        shown, every = table.height_of_rows, self.sheet.frame.height
        parts = [words.SHOWN.to(lang, shown=f"{shown:,}", all=f"{every:,}")]
        if self.kind == "findings":
            left = int(self._open_mask()[slice(None) if table.order is None else table.order].sum())
            parts.append(words.OPEN.to(lang, n=f"{left:,}"))
        if marked := len(table.marked_rows):
            parts.append(words.MARKED.to(lang, n=f"{marked:,}"))
        news = app.news.to(lang) if app.news else app.desk.user
        right = words.READ_ONLY.to(lang) if app.desk.read_only else news
        self.query_one("#title", Static).update(
            title_line(words.LISTS[self.kind].to(lang), parts, right, self.size.width)
        )
        self._peek()

    def _peek(self) -> None:
        table = self.table
        values = {} if table.row is None else table.frame.row(table.row, named=True)
        self.query_one("#peek", Static).update(
            row_in_full(values, self.review.lang, self.size.width)
        )

    def shown(self) -> tuple[pl.DataFrame, Order | None, Sequence[Column]]:
        """Return what is shown, to be written to a file as it is."""
        return self.table.frame, self.table.order, self.columns

    # What happens

    def on_frame_table_moved(self) -> None:
        """Show the row in full."""
        self._peek()

    def on_frame_table_marks_changed(self) -> None:
        """Count the marks."""
        self.label()

    def on_frame_table_opened(self) -> None:
        """Open what was double-clicked."""
        self.action_do_open()

    def on_frame_table_header_clicked(self, event: FrameTable.HeaderClicked) -> None:
        """Sort by the column."""
        self._sort(event.name, more=event.more)

    def on_filter_bar_changed(self, event: FilterBar.Changed) -> None:
        """Filter as it is typed."""
        self.looks[self.wanted].query = event.text
        self.show()
        if event.done:
            self.table.focus()

    def on_filter_bar_left(self) -> None:
        """Give the keyboard to the table."""
        self.table.focus()

    def on_desk_changed(self) -> None:
        """Read the list again."""
        self.show()

    def on_texts_arrived(self) -> None:
        """Read the list again, with its texts."""
        self.show()

    def on_lang_changed(self) -> None:
        """Label everything again."""
        self.bar.relabel(self.review.lang)
        self.query_one(ActionFooter).refresh()
        self.show()

    def on_resize(self) -> None:
        """Fit the title."""
        if self.table.columns:
            self.label()

    # Actions

    def action_do_open(self) -> None:
        """Look at the row closely."""
        if self.table.row is not None:
            queue = RowQueue(
                self.kind, self.table.frame, self.table.order, self.review.desk.repeats
            )
            self.review.open_pair(queue[self.table.cursor], queue)

    def action_do_mark(self) -> None:
        """Mark the row and go on."""
        self.table.mark()
        self.table.action_move(1)

    def action_do_range(self) -> None:
        """Mark from the last marked row to here."""
        self.table.mark_range()

    def action_do_mark_all(self) -> None:
        """Mark all rows of the filter."""
        self.table.mark_all()

    def action_do_back(self) -> None:
        """Clear the marks, then the filter."""
        if self.table.marked.any():
            self.table.clear_marks()
        elif self.look.query:
            self._filter("")

    def action_do_filter(self) -> None:
        """Type a filter."""
        self.bar.focus_input()

    def action_do_like(self) -> None:
        """Keep the rows with the value under the cursor."""
        here = self.table.here()
        if here is not None:
            column, value = here
            try:
                term = query.like_cell(self.kind, column.name, value, self.review.lang)
            except KeyError:  # no field of the filter looks at this column
                return
            old = self.look.query.strip()
            if term and term not in old:
                self._filter(f"{old} {term}".strip())

    def action_do_sort(self) -> None:
        """Sort by the column under the cursor."""
        here = self.table.columns
        if here:
            self._sort(here[self.table.column].name, more=False)

    def action_do_sort_more(self) -> None:
        """Sort by it within the present sorting."""
        here = self.table.columns
        if here:
            self._sort(here[self.table.column].name, more=True)

    def action_do_narrower(self) -> None:
        """Make the column narrower."""
        self.table.resize(-2)

    def action_do_wider(self) -> None:
        """Make the column wider."""
        self.table.resize(2)

    def action_do_columns(self) -> None:
        """Choose the columns."""

        def chosen(names: tuple[str, ...] | None) -> None:
            if names:
                self.look.columns = names
                self.show()

        shown = [column.name for column in self.columns]
        self.app.push_screen(ColumnsPrompt(self.sheet.columns, shown, self.review.lang), chosen)

    def action_do_next(self) -> None:
        """Go to the next open row."""
        self._go(1)

    def action_do_previous(self) -> None:
        """Go to the previous open row."""
        self._go(-1)

    def _filter(self, text: str) -> None:
        self.looks[self.wanted].query = text
        self.bar.put(text)
        self.show()

    def _sort(self, name: str, *, more: bool) -> None:
        falls = any(column.falls for column in self.columns if column.name == name)
        self.look.keys = next_keys(self.look.keys, name, more=more, falls=falls)
        self.show()

    def _remember(self) -> None:
        """Keep cursor and marks for when the list is opened again."""
        table, names = self.table, KEYS[self.kind]
        if all(name in table.frame.columns for name in names):
            if table.row is not None:
                self.look.row = table.frame.select(names).row(table.row)
            self.look.marks = marked_keys(table.frame, table.marked, names)

    def _recall(self) -> None:
        """Put cursor and marks where they were."""
        table, look = self.table, self.look
        table.clear_marks(None if look.marks is None else find_marked(table.frame, look.marks))
        if look.row is not None:
            row = find_row(table.frame, KEYS[self.kind], look.row)
            if row is not None:
                table.go_to_row(row)
        else:
            self._go_to_first_open()

    def _complete(self, text: str, cursor: int) -> tuple[tuple[int, int], list[str]]:
        offers = query.complete(text, cursor, self.kind, self.sheet, self.review.lang)
        return query.word_at(text, cursor), offers

    # Decisions

    def targets(self) -> list[Subject]:
        """Return the marked rows, else the one under the cursor."""
        rows = self.table.ordered(self.table.chosen)
        return subjects_of(self.kind, rows, self.review.desk.repeats) if rows.height else []

    def after_decision(self, subjects: Sequence[Subject], entries: Sequence[Entry]) -> None:
        """Take the marks and go on to the next that is open."""
        if not any(entry.action in _DECIDING for entry in entries):
            return
        decided = rows_of(self.kind, self.table.frame, subjects)
        self.table.clear_marks()
        if not self.review.stay:
            self._go(1, without=decided)

    def go_to(self, subject: Subject) -> None:
        """Put the cursor on ``subject`` if it is in the list: where the close view was left."""
        table, names = self.table, KEYS[self.kind]
        if all(name in table.frame.columns for name in names):
            row = find_row(table.frame, names, key_of(self.kind, subject))
            if row is not None:
                table.go_to_row(row)

    def after_undo(self, entries: Sequence[Entry]) -> None:
        """Go back to what was taken back."""
        if self.kind == "findings":
            for entry in entries:
                row = find_row(self.table.frame, KEYS["findings"], (entry.target,))
                if entry.kind == "finding" and row is not None:
                    self.table.go_to_row(row)
                    return

    def copied(self) -> tuple[str, int]:
        """Return the chosen rows as they are shown, cells parted by tabs."""
        rows = self.table.ordered(self.table.chosen)
        names = [column.name for column in self.columns]
        lines = [
            "\t".join(
                visible(cell_value(column, value, self.review.lang))
                for column, value in zip(self.columns, values, strict=True)
            )
            for values in rows.select(names).iter_rows()
        ]
        return "\n".join(lines), len(lines)

    def _open_mask(self) -> Mask:
        """Return which rows of the frame are still to be decided on."""
        frame = self.sheet.frame
        if self._open[0] is not frame:
            if self.kind == "findings":
                mask = (frame["status"] == "open").to_numpy()
            elif self.kind == "links":
                mask = frame["decided"].is_null().to_numpy()
            else:
                mask = np.ones(frame.height, dtype=np.bool_)
            self._open = (frame, mask.astype(np.bool_))
        return self._open[1]

    def _go_to_first_open(self) -> None:
        """Begin where the work is left: what was decided before is not decided twice by a slip."""
        table, mask = self.table, self._open_mask()
        places = np.flatnonzero(mask if table.order is None else mask[table.order])
        if places.size:
            table.cursor = int(places[0])

    def _go(self, step: int, without: Mask | None = None) -> None:
        """Put the cursor on the next row that is open, from the end on from the other end."""
        table, mask = self.table, self._open_mask()
        if mask.size != table.frame.height:
            return
        if without is not None:
            mask = mask & ~without
        places = np.flatnonzero(mask if table.order is None else mask[table.order])
        places = places[places != table.cursor]
        if not places.size:
            self.review.say(words.NONE_OPEN)
            return
        beyond = places[places > table.cursor] if step > 0 else places[places < table.cursor]
        table.cursor = int((beyond if beyond.size else places)[0 if step > 0 else -1])
