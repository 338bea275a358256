"""The overview: what there is and how far the review is; every number opens its rows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from disclosure_audit.glyphs import shorten
from disclosure_audit.language import Text
from disclosure_audit.names import SIDES
from disclosure_audit.presentation import words
from disclosure_audit.presentation.keymap import OVERVIEW
from disclosure_audit.presentation.ordering import SMALL
from disclosure_audit.review import overview
from disclosure_audit.review.sheets import KINDS, Sheet
from disclosure_audit.writers.report import of_run
from disclosure_audit.writers.summary import title
from disclosure_audit_tui.screens.base import ReviewScreen
from disclosure_audit_tui.widgets.bars import Bar, Bars
from disclosure_audit_tui.widgets.footer import ActionFooter

_WIDE = 120
"""Cells from which on there are two columns."""
_LEFT = ("findings-severity", "findings-status", "findings-rule")
_RIGHT = (
    "register-disposition",
    "catalog-disposition",
    "links-status",
    "findings-owner",
    "findings-month",
)
_SHARES = {"register-disposition", "catalog-disposition", "links-status", "findings-status"}
"""Sections whose bars are shares of the whole."""

_PROGRESS = Text("Progress", "审核进度")
_DECIDED = Text("decided, of {all} findings", "已处理（审计发现共 {all} 个）")
_BY = Text("decided today (UTC) by {name}", "今日（UTC）由 {name} 处理")
_TOTALS = Text("Control totals", "控制总数")
_TOTAL = Text(
    "{side}: {read} read = {judged} + {rejected} rejected; adds up",
    "{side}：读入 {read} 行 = 记录 {judged} + 拒读 {rejected}；相符",
)
_WRONG = Text(
    "{side}: {read} read, {judged} + {rejected} rejected: DOES NOT ADD UP",
    "{side}：读入 {read} 行，记录 {judged} + 拒读 {rejected}：合计不符",
)
_MORE = Text("and {n} more, with {rows} findings", "另有 {n} 项，共 {rows} 个问题")
_OPEN, _ALL = Text("open", "待处理"), Text("all", "全部")


class OverviewScreen(ReviewScreen):
    """Counts in sections; arrows and Enter, or the mouse, open what is counted."""

    KIND = OVERVIEW
    AUTO_FOCUS = "#progress"
    DEFAULT_CSS = """
    OverviewScreen #about { height: 1; background: $panel; color: $foreground; padding: 0 1;
        text-style: bold; }
    OverviewScreen #page { height: 1fr; padding: 1 1 0 1; background: $background; }
    OverviewScreen #page:focus { background-tint: $background 0%; }
    OverviewScreen #columns { height: auto; }
    OverviewScreen #columns > Vertical { height: auto; width: 100%; }
    OverviewScreen.-wide #columns { layout: horizontal; }
    OverviewScreen.-wide #columns > Vertical { width: 1fr; }
    OverviewScreen.-wide #left { margin-right: 3; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._counted: dict[str, Sheet] = {}

    def compose(self) -> ComposeResult:
        """Draw the sections."""
        yield Static(id="about", markup=False)
        with VerticalScroll(id="page", can_focus=False):
            yield self._bars("progress")
            yield self._bars("totals")
            with Vertical(id="columns"):
                for side, names in (("left", _LEFT), ("right", _RIGHT)):
                    with Vertical(id=side):
                        for name in names:
                            yield self._bars(name)
        yield ActionFooter(self.KIND)

    def _bars(self, name: str) -> Bars:
        return Bars(name, ascii=self.review.ascii)

    def on_mount(self) -> None:
        """Count."""
        self.count()

    def on_resize(self, event: events.Resize) -> None:
        """Use a wide screen for two columns."""
        self.set_class(event.size.width >= _WIDE, "-wide")
        self._say_what()

    def on_desk_changed(self) -> None:
        """Count again; below another screen not before it is seen again."""
        if self.is_current:
            self.count()

    def on_texts_arrived(self) -> None:
        """Count again: the months are known now."""
        self.on_desk_changed()

    def on_lang_changed(self) -> None:
        """Say it in the other language."""
        self.count()

    def on_screen_resume(self) -> None:
        """Count again what was decided elsewhere."""
        if self.is_mounted:
            self.count()

    # What is shown

    def _say_what(self) -> None:
        app = self.review
        line = title(replace(of_run(app.desk.run), lang=app.lang))
        self.query_one("#about", Static).update(Content(shorten(line, self.size.width - 2)))

    def count(self) -> None:
        """Show the counts as they are now; long lists are counted beside the application."""
        if max(self.review.length(kind) for kind in KINDS) <= SMALL:
            self._show(self._survey())
        else:
            self.run_worker(self._count_later(), group="count", exclusive=True)

    async def _count_later(self) -> None:
        self.review.set_busy("count", words.COUNTING)
        try:
            seen = await asyncio.to_thread(self._survey)
        finally:
            self.review.set_busy("count", None)
        if self.is_attached:
            self._show(seen)

    def _survey(self) -> overview.Overview | None:
        """Return the counts; ``None`` if nothing has changed since the last ones."""
        app = self.review
        sheets: dict[str, Sheet] = {kind: app.sheet(kind) for kind in KINDS}
        if all(self._counted.get(kind) is sheet for kind, sheet in sheets.items()):
            return None
        seen = overview.survey(app.desk, sheets, app.lang)
        self._counted = sheets
        return seen

    def _show(self, seen: overview.Overview | None) -> None:
        if seen is None:
            return
        lang = self.review.lang
        self._say_what()
        said = _DECIDED.to(lang, all=f"{seen.findings.count:,}")
        progress = [
            Bar(said, seen.decided, is_track=True),
            *(
                Bar(_BY.to(lang, name=line.title.to(lang)), line.all, is_plain=True)
                for line in seen.today
            ),
        ]
        self.query_one("#progress", Bars).show(
            _PROGRESS.to(lang), progress, share_of=max(1, seen.findings.count)
        )
        self.query_one("#totals", Bars).show(_TOTALS.to(lang), list(self._totals(seen)))
        for section in seen.sections:
            found = self.query(f"#{section.name}").results(Bars)
            for bars in found:
                self._fill(bars, section)

    def _totals(self, seen: overview.Overview) -> Iterator[Bar]:
        lang = self.review.lang
        for total in seen.totals:
            said = _TOTAL if total.adds_up else _WRONG
            line = said.to(
                lang,
                side=SIDES[total.side].to(lang),
                read=f"{total.read:,}",
                judged=f"{total.judged:,}",
                rejected=f"{total.rejected:,}",
            )
            door = overview.Door(total.counted, total.side, "")
            tint = "" if total.adds_up else "severity.critical"
            yield Bar(line, door, tint=tint, is_plain=True)

    def _fill(self, bars: Bars, section: overview.Section) -> None:
        lang = self.review.lang
        kind = section.name.rpartition("-")[2]
        table = "severity" if kind == "rule" else kind
        lines = [
            Bar(line.title.to(lang), line.all, line.open, line.mark, f"{table}.{line.code}")
            for line in section.lines
        ]
        if section.more:
            said = _MORE.to(lang, n=f"{section.more:,}", rows=f"{section.more_count:,}")
            lines.append(Bar(said, is_plain=True))
        has_open = any(line.open for line in section.lines)
        legend = (_OPEN.to(lang), _ALL.to(lang)) if has_open else ("", "")
        share = section.total if section.name in _SHARES else None
        bars.show(section.title.to(lang), lines, legend=legend, share_of=share)

    # Moving and opening

    def on_bars_left(self, event: Bars.Left) -> None:
        """Go to the section before or after, around at neither end."""
        event.stop()
        shown = [bars for bars in self.query(Bars) if bars.display]
        place = shown.index(event.bars) + event.step
        if 0 <= place < len(shown):
            shown[place].line = 0 if event.step > 0 else len(shown[place].bars) - 1
            shown[place].number = event.bars.number
            shown[place].focus()

    def on_bars_opened(self, event: Bars.Opened) -> None:
        """Show the rows that were counted."""
        event.stop()
        self.review.open_list(event.door.kind, event.door.query)
