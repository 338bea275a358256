"""What every screen of the review has: its keys, undo, and the application it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import BindingsMap
from textual.screen import Screen

from disclosure_audit.errors import AuditError
from disclosure_audit.language import Text
from disclosure_audit.presentation import words
from disclosure_audit_tui.bindings import bindings

if TYPE_CHECKING:
    from disclosure_audit.review.entry import Entry
    from disclosure_audit_tui.app import ReviewApp


class ReviewScreen(Screen[None]):
    """A screen whose keys are those that :mod:`disclosure_audit.presentation.keymap` gives to ``KIND``."""

    KIND: ClassVar[str] = ""

    @property
    def review(self) -> ReviewApp:
        """The application."""
        return cast("ReviewApp", self.app)

    def on_mount(self) -> None:
        """Take the keys."""
        self.bind_keys()

    def on_lang_changed(self) -> None:
        """Name the keys in the new language."""
        self.bind_keys()
        self.refresh(recompose=False)

    def bind_keys(self) -> None:
        """Bind the keys of this screen, a user's own ones included."""
        made = bindings(self.KIND, self.review.lang, self.review.keys)
        self._bindings = BindingsMap(made)
        self.refresh_bindings()

    def after_undo(self, entries: Sequence[Entry]) -> None:
        """Go to what was undone or brought back, if it is here."""

    def action_do_undo(self) -> None:
        """Take the last decision back."""
        self._turn(self.review.desk.undo, words.NO_UNDO, words.UNDONE)

    def action_do_redo(self) -> None:
        """Bring back what was undone last."""
        self._turn(self.review.desk.redo, words.NO_REDO, words.REDONE)

    def action_do_back(self) -> None:
        """Go back to the screen below."""
        self.review.back()

    def _turn(self, turn: Callable[[], list[Entry]], nothing: Text, said: Text) -> None:
        app = self.review
        try:
            entries = turn()
        except AuditError as error:
            app.complain(error)
            return
        if not entries:
            app.say(nothing)
            return
        what = words.say_done(entries)
        app.say(Text(said.to("en", what=what.en), said.to("zh", what=what.zh)))
        self.after_undo(entries)
        app.changed(entries)
