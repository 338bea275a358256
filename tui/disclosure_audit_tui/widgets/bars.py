"""Counts with bars, one per line; each number is a door that opens the rows it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from disclosure_audit.glyphs import cells, visible
from disclosure_audit.review.overview import Door
from disclosure_audit_tui.widgets.cells import fit
from disclosure_audit_tui.widgets.tints import TINTS

_COLOURS = {"bad": "$error", "warn": "$warning", "good": "$success", "calm": "$secondary"}
_WIDEST_BAR, _NARROWEST_BAR, _WIDEST_MARK = 24, 6, 6
_FULL, _LEFT = "█", "░"
_FULL_ASCII, _LEFT_ASCII = "#", "."


@dataclass(frozen=True, slots=True)
class Bar:
    """One line. ``title`` may be text of the lists; it is made visible when it is drawn."""

    title: str
    all: Door | None = None
    open: Door | None = None
    mark: str = ""
    tint: str = ""
    """What tints the line: ``severity.high``, ``disposition.omitted``."""
    is_plain: bool = False
    """Whether it has neither bar nor share."""
    is_track: bool = False
    """Whether what is missing to the whole is drawn too."""

    @property
    def doors(self) -> tuple[Door, ...]:
        """The numbers of the line, from left to right."""
        return tuple(door for door in (self.open, self.all) if door is not None)


class Bars(Widget, can_focus=True):
    """A heading and its lines. Arrows go from number to number, Enter or a click opens one.

    ``ascii`` draws the bars with ASCII. A full part of a bar is decided, a light one open.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("left,right", "other", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("pageup,shift+tab", "leave(-1)", show=False),
        Binding("pagedown,tab", "leave(1)", show=False),
        Binding("enter", "open", show=False),
    ]
    DEFAULT_CSS = """
    Bars { height: auto; width: 100%; margin-bottom: 1; }
    """

    class Opened(Message):
        """A number was chosen."""

        def __init__(self, door: Door) -> None:
            super().__init__()
            self.door = door

    class Left(Message):
        """The cursor goes on to the section before (-1) or after (1) this one."""

        def __init__(self, bars: Bars, step: int) -> None:
            super().__init__()
            self.bars, self.step = bars, step

    def __init__(self, id: str, *, ascii: bool = False) -> None:  # noqa: A002 - Textual's and ours
        super().__init__(id=id)
        self.ascii = ascii
        self.heading = ""
        self.legend: tuple[str, str] = ("", "")
        self.bars: tuple[Bar, ...] = ()
        self.line = 0
        self.number = 0
        """Which number of the line the cursor stands on, counted from the right."""
        self._share_of: int | None = None
        self._ends: list[tuple[int, int]] = []

    def show(
        self,
        heading: str,
        bars: Sequence[Bar],
        *,
        legend: tuple[str, str] = ("", ""),
        share_of: int | None = None,
    ) -> None:
        """Show these lines; the cursor stays where it was as far as it can.

        ``legend`` names the open and the other number; ``share_of`` is what a whole bar stands for
        and adds the share in percent; without it the longest bar is the largest number.
        """
        self.heading, self.bars, self.legend = heading, tuple(bars), legend
        self._share_of = share_of
        self.line = max(0, min(self.line, len(self.bars) - 1))
        self.display = bool(self.bars)
        self.refresh(layout=True)

    # Drawing

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002 - Textual's
        """Return the heading and one line each."""
        return 1 + len(self.bars)

    def render(self) -> Content:
        """Return the lines; remembers where the numbers stand."""
        width = self.size.width
        alls = max((len(self._say(bar.all)) for bar in self.bars), default=0)
        opens = max((len(self._say(bar.open)) for bar in self.bars), default=0)
        alls = max(alls, cells(self.legend[1]))
        opens = max(opens, cells(self.legend[0])) if opens else 0
        marks = max((len(bar.mark) for bar in self.bars), default=0)
        marks = min(marks, _WIDEST_MARK) + 1 if marks else 0
        share = 6 if self._share_of else 0
        numbers = (opens + 2 if opens else 0) + alls
        room = width - 2 - marks - numbers - share - 2
        drawn = not all(bar.is_plain for bar in self.bars)
        bar_width = max(_NARROWEST_BAR, min(_WIDEST_BAR, room // 4)) if drawn else 0
        titles = max(4, room - bar_width - (1 if bar_width else 0))
        end = 2 + marks + titles + 1 + (bar_width + 1 if bar_width else 0) + numbers
        self._ends = [(end - numbers, end - alls - 1), (end - alls - 1, end)]
        lead = end - numbers
        head = fit(self.heading, max(1, lead - 1)) + " "
        if opens:
            head += fit(self.legend[0], opens, "right") + "  "
        lines = [
            Content.assemble((head, "bold"), (fit(self.legend[1], alls, "right"), "$text-muted"))
        ]
        most = max((bar.all.count for bar in self.bars if bar.all), default=0)
        for place, bar in enumerate(self.bars):
            here = self.has_focus and place == self.line
            parts: list[Content | tuple[str, str]] = [("> " if here else "  ", "bold $primary")]
            if marks:
                parts.append((fit(bar.mark, marks), "bold"))
            parts.append((fit(visible(bar.title), titles) + " ", _colour(bar.tint)))
            if bar_width:
                parts += [*self._draw(bar, most, bar_width), (" ", "")]
            if opens:
                parts += [self._number(bar, 1, opens, here=here), ("  ", "")]
            parts.append(self._number(bar, 0, alls, here=here))
            if share and bar.all and self._share_of:
                parts.append((f"{_share(bar.all.count, self._share_of):>6}", "$text-muted"))
            line = Content.assemble(*parts)
            lines.append(line.stylize_before("on $primary 20%") if here else line)
        return Content("\n").join(lines)

    def _say(self, door: Door | None) -> str:
        return "" if door is None else f"{door.count:,}"

    def _number(self, bar: Bar, number: int, width: int, *, here: bool) -> tuple[str, str]:
        door = bar.open if number else bar.all
        chosen = here and door is not None and self._chosen(bar) is door
        style = "reverse bold" if chosen else "bold" if not number else ""
        return f"{self._say(door):>{width}}", style

    def _draw(self, bar: Bar, most: int, width: int) -> list[tuple[str, str]]:
        if bar.all is None or bar.is_plain:
            return [(" " * width, "")]
        whole = self._share_of or most
        length = round(bar.all.count / whole * width) if whole else 0
        length = min(width, max(length, 1 if bar.all.count else 0))
        left = 0
        if bar.open is not None and bar.all.count:
            left = round(length * bar.open.count / bar.all.count)
            if bar.open.count:  # neither part is hidden by rounding
                left = max(left, 1)
            if bar.open.count < bar.all.count and length > 1:
                left = min(left, length - 1)
        full, light = (_FULL_ASCII, _LEFT_ASCII) if self.ascii else (_FULL, _LEFT)
        return [
            (full * (length - left), "$primary"),
            (light * left + (light if bar.is_track else " ") * (width - length), "$secondary"),
        ]

    # Moving and opening

    def _chosen(self, bar: Bar) -> Door | None:
        doors = bar.doors
        return doors[max(0, len(doors) - 1 - self.number)] if doors else None

    def go(self, line: int) -> None:
        """Put the cursor on ``line`` (negative: from the end) and bring it into view."""
        count = len(self.bars)
        self.line = max(0, min(line if line >= 0 else count + line, count - 1))
        self.refresh()
        self._show_line()

    def _show_line(self) -> None:
        page = next((one for one in self.ancestors if isinstance(one, VerticalScroll)), None)
        if page is None:
            return
        top = self.region.y - page.region.y + round(page.scroll_y)
        first = top if self.line == 0 else top + 1 + self.line
        height = 2 if self.line == 0 else 1  # the heading comes into view with the first line
        page.scroll_to_region(Region(0, first, 1, height), animate=False, force=True)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.go(self.line)

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def action_move(self, step: int) -> None:
        """Go a line up or down, on into the next section at the end."""
        if 0 <= self.line + step < len(self.bars):
            self.go(self.line + step)
        else:
            self.post_message(self.Left(self, step))

    def action_edge(self, step: int) -> None:
        """Go to the first or last line."""
        self.go(0 if step < 0 else -1)

    def action_leave(self, step: int) -> None:
        """Go to the section before or after."""
        self.line = 0
        self.post_message(self.Left(self, step))

    def action_other(self) -> None:
        """Go to the other number of the line."""
        self.number = 1 - self.number
        self.refresh()

    def action_open(self) -> None:
        """Open the number under the cursor."""
        if self.bars and (door := self._chosen(self.bars[self.line])) is not None:
            self.post_message(self.Opened(door))

    def on_click(self, event: events.Click) -> None:
        """Open the line that was clicked, or the number of it."""
        place = event.y - 1
        if not 0 <= place < len(self.bars):
            return
        self.focus()
        self.number = 1 if self._ends[0][0] <= event.x < self._ends[0][1] else 0
        self.go(place)
        self.action_open()


def _share(count: int, whole: int) -> str:
    """Return a percentage that hides no row: neither 0% nor 100% but where it is so."""
    share = count / whole if whole else 0.0
    if 0 < share < 0.01:
        return "<1%"
    return ">99%" if 0.99 < share < 1 else f"{share:.0%}"


def _colour(tint: str) -> str:
    table, _, code = tint.partition(".")
    return _COLOURS.get(TINTS.get(table, {}).get(code, ""), "")
