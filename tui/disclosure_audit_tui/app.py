"""The application: it holds the desk and the lists, and knows which screen comes when."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text as Line
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.filter import Monochrome, NoColor

from disclosure_audit import recall
from disclosure_audit.errors import AuditError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import LANGS, Lang, Text
from disclosure_audit.presentation import crash, words
from disclosure_audit.presentation.keymap import PAIR
from disclosure_audit.presentation.subject import Subject
from disclosure_audit.review.sheets import KINDS, make_sheet
from disclosure_audit.schema.columns import COLUMNS
from disclosure_audit_tui.messages import DeskChanged, LangChanged, TextsArrived
from disclosure_audit_tui.only_ascii import OnlyAscii
from disclosure_audit_tui.themes import DARK, THEMES, TITLES, NoColours, next_theme

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.screen import Screen

    from disclosure_audit.recall import Texts
    from disclosure_audit.review.desk import Desk
    from disclosure_audit.review.entry import Entry
    from disclosure_audit.review.sheets import Sheet

TEXT_COLUMNS: tuple[str, ...] = (*(column.name for column in COLUMNS), "source")
"""What is read of the records."""
EXIT_CODE = 3
"""After a crash."""
POLL = 1.0
"""Seconds between two looks at what others have written."""


class ReviewApp(App[int]):
    """Reviews what ``desk`` holds. ``keys`` are a user's own, by action."""

    TITLE = "disclosure-audit"
    ENABLE_COMMAND_PALETTE = False  # ours is made of our own actions
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "do_quit", show=False, priority=True),
        Binding("ctrl+c", "do_nothing", show=False, system=True),
    ]
    CSS = """
    * { scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1; }
    Toast { max-width: 60; }
    """

    def __init__(
        self,
        desk: Desk,
        *,
        lang: Lang,
        reveal: bool = False,
        ascii: bool = False,  # noqa: A002 - the name of the setting
        theme: str | None = None,
        keys: Mapping[str, str] | None = None,
        stay: bool = False,
        kind: str = "findings",
        query: str = "",
        read: bool = True,
    ) -> None:
        super().__init__()
        self.desk, self.lang, self.reveal, self.ascii = desk, lang, reveal, ascii
        self.keys = dict(keys or {})
        self.stay = stay
        """Whether the cursor stays after a decision instead of going on to the next open one."""
        self.texts: Texts | None = None
        self.busy: dict[str, Text] = {}
        """What is being worked at, by a name."""
        self.news: Text | None = None
        """What others did last."""
        self._first = (kind, query)
        self._read = read
        self._sheets: dict[str, tuple[tuple[object, ...], Sheet]] = {}
        self._judging = False
        self._judged_in_vain = -1
        self._polling = False
        for one in THEMES:
            self.register_theme(one)
        self.theme = theme if theme in TITLES else DARK
        if ascii:
            self._filters.append(OnlyAscii())
        if self.no_color:
            self._filters = [
                one for one in self._filters if not isinstance(one, Monochrome | NoColor)
            ]
            self._filters.append(NoColours())

    # Start and end

    def on_mount(self) -> None:
        """Open the list; the texts come after it is drawn."""
        self.open_list(*self._first)
        self.call_after_refresh(self._begin)
        self._listen()

    def _begin(self) -> None:
        if self._read:
            self.read_texts()
        self.judge()
        self.set_interval(POLL, self._poll)

    def _listen(self) -> None:
        """End quietly when the terminal is closed or the process is told to stop."""
        for name in ("SIGHUP", "SIGTERM"):
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    asyncio.get_running_loop().add_signal_handler(number, self.exit, 0)

    def action_do_quit(self) -> None:
        """Leave. Nothing is to be saved: every decision is on disk."""
        self.exit(0)

    def action_do_nothing(self) -> None:
        """Take a key from Textual, which would say something about quitting."""

    def _handle_exception(self, error: Exception) -> None:
        """Say where the application failed and nothing of the data it held."""
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if not self._exit_renderables:
            self._exit_renderables.append(Line(crash.describe(error, self.lang)))
        self._return_code = EXIT_CODE
        self._close_messages_no_wait()

    # Lists and texts

    def sheet(self, kind: str) -> Sheet:
        """Return a list as it is today; made anew only when something in it has changed."""
        state = (self.desk.version, self.lang, id(self.texts))
        if kind not in self._sheets or self._sheets[kind][0] != state:
            known = next(one for one in KINDS if one == kind)
            before = self._sheets[kind][1] if kind in self._sheets else None
            made = make_sheet(known, self.desk, self.texts, self.lang, before=before)
            self._sheets[kind] = (state, made)
        return self._sheets[kind][1]

    def length(self, kind: str) -> int:
        """Return about how many rows a list has, without making it."""
        if kind == "findings":
            return self.desk.findings.height
        return (self.desk.links if kind == "links" else self.desk.dispositions).height

    def read_texts(self) -> None:
        """Read the texts of both lists again, beside the application."""
        self.set_busy("texts", words.READING)
        self.run_worker(self._read_texts(), group="texts", exclusive=True)

    async def _read_texts(self) -> None:
        try:
            self.texts = await asyncio.to_thread(
                recall.read_texts, self.desk.run, reveal=self.reveal, columns=TEXT_COLUMNS
            )
        finally:
            self.set_busy("texts", None)
        for why in self.texts.missing.values():
            self.say(words.NO_TEXTS.fill(why=visible(why.to(self.lang))), bad=True)
        self.tell(TextsArrived)

    def take_desk(self, desk: Desk) -> None:
        """Go on with the desk of another run: its findings, its texts, its journal."""
        old, self.desk = self.desk, desk
        old.close()
        self._sheets.clear()
        self.texts, self.news = None, None
        self.open_list("findings")
        self.tell(DeskChanged)
        if self._read:
            self.read_texts()

    # What screens call

    def say(self, text: Text, *, bad: bool = False) -> None:
        """Say a sentence in a corner of the screen."""
        self.notify(
            text.to(self.lang),
            severity="warning" if bad else "information",
            timeout=8 if bad else 4,
            markup=False,
        )

    def complain(self, error: AuditError) -> None:
        """Say what went wrong and what to do."""
        said, hint = error.to(self.lang)
        line = f"{said} - {hint}" if hint else said
        self.say(Text(line, line), bad=True)

    def set_busy(self, name: str, text: Text | None) -> None:
        """Say in every footer what is being worked at; ``None``: done."""
        from disclosure_audit_tui.widgets.footer import ActionFooter

        self.busy.pop(name, None)
        if text is not None:
            self.busy[name] = text
        note = " ".join(one.to(self.lang) for one in self.busy.values())
        for screen in self.screen_stack:
            for footer in screen.query(ActionFooter):
                footer.note = note

    def tell(self, message: type[DeskChanged] | type[LangChanged] | type[TextsArrived]) -> None:
        """Tell every screen."""
        for screen in self.screen_stack:
            screen.post_message(message())

    def changed(self, entries: Sequence[Entry] = ()) -> None:  # noqa: ARG002 - for who listens
        """Tell every screen that decisions have changed, and judge anew where links did."""
        self.tell(DeskChanged)
        self.judge()

    def judge(self) -> None:
        """Judge anew beside the application if links have changed; once for several changes."""
        if self._judging or self._judged_in_vain == self.desk.version:
            return
        if self.desk.needs_judging:
            self._judging = True
            self.set_busy("judge", words.JUDGING)
            self.run_worker(self._judge(), group="judge")

    async def _judge(self) -> None:
        try:
            if self.desk.material is None:
                await asyncio.to_thread(self.desk.recall)
            while self.desk.needs_judging:
                await asyncio.to_thread(self.desk.judge)
                self.tell(DeskChanged)
        except AuditError as error:
            self._judged_in_vain = self.desk.version
            self.complain(error)
        finally:
            self._judging = False
            self.set_busy("judge", None)

    def _poll(self) -> None:
        if self._polling:
            return
        if "://" not in self.desk.journal_name:
            self._hear(self._ask_journal())
            return
        self._polling = True
        self.run_worker(self._poll_server(), group="poll")

    def _ask_journal(self) -> list[Entry] | AuditError:
        try:
            return self.desk.refresh()
        except AuditError as error:
            return error

    async def _poll_server(self) -> None:
        try:
            self._hear(await asyncio.to_thread(self._ask_journal))
        finally:
            self._polling = False

    def _hear(self, entries: Sequence[Entry] | AuditError) -> None:
        if isinstance(entries, AuditError):
            if "journal" not in self.busy:
                self.complain(entries)
                self.set_busy("journal", words.NO_JOURNAL)
            return
        if "journal" in self.busy:
            self.set_busy("journal", None)
        if entries:
            self.news = words.say_entries(entries)
            self.changed(entries)

    # Doors

    def open_list(self, kind: str, query: str | None = None) -> None:
        """Show a list: what ``query`` lets through, or without one as it was looked at last."""
        from disclosure_audit_tui.screens.listing import Listing

        found = next((one for one in self.screen_stack if isinstance(one, Listing)), None)
        if found is None:
            self.push_screen(Listing(kind, query or ""))
            return
        self.back_to(found)
        found.open(kind, query)

    def open_pair(self, subject: Subject, queue: Sequence[Subject]) -> None:
        """Show one thing closely; ``queue`` is what the keys for next and previous walk along."""
        from disclosure_audit_tui.screens.pair import PairScreen

        self.push_screen(PairScreen(subject, queue))

    def back(self) -> None:
        """Close the screen that is seen, unless it is the list below all others."""
        from disclosure_audit_tui.screens.listing import Listing

        if len(self.screen_stack) > 1 and not isinstance(self.screen, Listing):
            self.pop_screen()

    def pop_screen(self) -> AwaitComplete:
        """Close the screen that is seen; the list goes on where a close view was left."""
        from disclosure_audit_tui.screens.listing import Listing

        seen = getattr(self.screen, "subject", None)
        closed = super().pop_screen()
        if isinstance(seen, Subject) and isinstance(self.screen, Listing):
            self.screen.go_to(seen)
        return closed

    def back_to(self, screen: Screen[Any]) -> None:
        """Close what lies above ``screen``."""
        while self.screen is not screen:
            self.pop_screen()

    def action_do_findings(self) -> None:
        """Show the findings."""
        self.open_list("findings")

    def action_do_links(self) -> None:
        """Show the links."""
        self.open_list("links")

    def action_do_register(self) -> None:
        """Show the register."""
        self.open_list("register")

    def action_do_catalog(self) -> None:
        """Show the catalog."""
        self.open_list("catalog")

    def action_do_overview(self) -> None:
        """Show the counts."""
        from disclosure_audit_tui.screens.overview import OverviewScreen

        if not isinstance(self.screen, OverviewScreen):
            self.push_screen(OverviewScreen())

    def action_do_help(self) -> None:
        """Explain the keys of the screen."""
        from disclosure_audit_tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.kind_of_screen))

    def action_do_menu(self) -> None:
        """List all that can be done here."""
        from disclosure_audit_tui.screens.menu import MenuScreen

        self.push_screen(MenuScreen(self.kind_of_screen))

    def action_do_palette(self) -> None:
        """Find an action by its name."""
        from textual.command import CommandPalette

        self.push_screen(
            CommandPalette(providers=self._providers(), placeholder=words.SEARCH.to(self.lang))
        )

    def _providers(self) -> list[type[Provider]]:
        from disclosure_audit_tui.palette import ActionProvider

        return [ActionProvider]

    def action_do_scan(self) -> None:
        """Scan both lists again."""
        from disclosure_audit_tui.screens.scan import ScanScreen

        self.push_screen(ScanScreen())

    @property
    def kind_of_screen(self) -> str:
        """What the keymap calls the screen that is seen."""
        return str(getattr(self.screen, "KIND", PAIR))

    # Looks

    def action_do_theme(self) -> None:
        """Take the next theme."""
        self.theme = next_theme(self.theme)
        name = TITLES[self.theme]
        self.say(Text(words.THEME_IS.to("en", name=name.en), words.THEME_IS.to("zh", name=name.zh)))

    def action_do_lang(self) -> None:
        """Take the other language."""
        self.lang = LANGS[(LANGS.index(self.lang) + 1) % len(LANGS)]
        self.set_busy("", None)
        self.tell(LangChanged)
