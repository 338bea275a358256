"""What is masked, shown for a while in the close view: asked for, journalled, then read."""

from __future__ import annotations

import asyncio

from disclosure_audit.errors import AuditError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit_tui import prompts, words
from disclosure_audit_tui.dossier import Place
from disclosure_audit_tui.drafts import draft_of, needs_material
from disclosure_audit_tui.revealing import read_unmasked
from disclosure_audit_tui.screens.pair_view import PairView
from disclosure_audit_tui.subject import Subject

_LOOK = Text("Show what is masked in this record?", "显示此记录中被遮盖的内容？")
_LOOK_ABOUT = Text(
    "The journal notes that you looked. It is hidden again when you leave the record.",
    "日志将记录您查看过。离开此记录后重新遮盖。",
)


class Unmasking(PairView):
    """Shows the records of the subject as they stand, after a yes that the journal has."""

    def on_unmount(self) -> None:
        """Forget what was revealed."""
        self.revealed = {}

    def action_do_reveal(self) -> None:
        """Ask, write that it was looked at, and only then show it; again: hide it."""
        if self.revealed:
            self.revealed = {}
            self.draw()
            return
        subject = self.subject
        if not self._places():
            self.review.say(words.NOTHING_HERE, bad=True)
            return

        def answered(sure: bool | None) -> None:
            if sure and self.subject == subject:
                self.review.run_worker(self._reveal(subject, self._places()), group="reveal")

        question = prompts.confirm(_LOOK, self.review.lang, about=_LOOK_ABOUT)
        self.app.push_screen(question, answered)

    def _places(self) -> tuple[Place, ...]:
        """Return the records that the subject itself is about."""
        subject = self.subject
        return subject.ends or ((subject.record,) if subject.record else ())

    async def _reveal(self, subject: Subject, places: tuple[Place, ...]) -> None:
        app = self.review
        app.set_busy("reveal", words.READING)
        try:
            if app.desk.material is None and needs_material("reveal", [subject]):
                why = await asyncio.to_thread(app.desk.recall)
                if why is not None:
                    app.say(words.NO_TEXTS.fill(why=visible(why.to(app.lang))), bad=True)
                    return
            app.desk.decide([draft_of(app.desk, "reveal", subject, {})])
            found = await asyncio.to_thread(read_unmasked, app.desk, places)
        except AuditError as error:
            app.complain(error)
            return
        finally:
            app.set_busy("reveal", None)
        app.changed()
        if isinstance(found, Text):
            app.say(words.NO_TEXTS.fill(why=visible(found.to(app.lang))), bad=True)
        elif self.is_attached and self.subject == subject:
            self.revealed = found
            self.draw()
