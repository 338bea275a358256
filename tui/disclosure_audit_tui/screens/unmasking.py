"""What is masked, shown for a while in the close view: asked for, journalled, then read.

What stands around a hit in a full text is read for every subject that is looked at, masked; only
what is asked for is read once more as it stands.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from disclosure_audit.errors import AuditError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.presentation import words
from disclosure_audit.presentation.dossier import Place
from disclosure_audit.presentation.drafts import draft_of, needs_material
from disclosure_audit.presentation.subject import Subject
from disclosure_audit.recall import Passages
from disclosure_audit_tui import prompts
from disclosure_audit_tui.revealing import read_full_texts, read_unmasked
from disclosure_audit_tui.screens.pair_view import PairView

_LOOK = Text("Show what is masked in this record?", "显示此记录中被遮盖的内容？")
_LOOK_FILE = Text("Show what is masked in this file?", "显示此文件中被遮盖的内容？")
_LOOK_ABOUT = Text(
    "The journal notes that you looked. It is hidden again when you leave the record.",
    "日志将记录您查看过。离开此记录后重新遮盖。",
)
_LOOK_ABOUT_FILE = Text(
    "The journal notes that you looked. It is hidden again when you leave the file.",
    "日志将记录您查看过。离开此文件后重新遮盖。",
)
_NOTHING_MASKED = Text("nothing is masked here", "此处没有被遮盖的内容")
_READING_FILE = Text("reading the file…", "正在读取文件…")
_PAUSE = 0.1
"""Seconds on a subject before its files are read: who walks on does not want them."""
_KEPT = 64
"""Masked passages of that many subjects are kept."""

_Spot = tuple[object, ...]


class Unmasking(PairView):
    """Shows the records of the subject as they stand, after a yes that the journal has."""

    def __init__(self, subject: Subject, queue: Sequence[Subject] = ()) -> None:
        super().__init__(subject, queue)
        self._spots: tuple[_Spot, ...] = ()
        """Where the hits stand around which passages are shown."""
        self._around: dict[tuple[_Spot, ...], Passages] = {}
        """What was read before, masked."""
        self._turn_to_read = asyncio.Lock()
        self._readings = 0
        """Counts what was asked for and what was hidden, so that nothing is shown once it was left."""

    def on_unmount(self) -> None:
        """Forget what was revealed."""
        self.hide()

    def hide(self) -> None:
        """Hide what was revealed; what is masked is shown in its place when it is drawn."""
        self._readings += 1  # what is still being read comes too late
        self.revealed, self.is_revealed = {}, False
        self.passages = self._around.get(self._spots)

    def draw(self) -> None:
        """Show the subject; what stands around its hits in full texts is read beside it."""
        hits = self.dossier.in_files if self.dossier else ()
        spots = tuple(
            tuple(hit[name] for name in ("side", "row", "file", "start", "end", "what"))
            for hit in hits
        )
        if spots != self._spots:
            self._spots = spots
            self.passages = self._around.get(spots)
            if spots and self.passages is None:
                self.review.run_worker(self._read_around(spots), group="around")
        super().draw()

    async def _read_around(self, spots: tuple[_Spot, ...]) -> None:
        await asyncio.sleep(_PAUSE)
        async with self._turn_to_read:
            hits = self.dossier.in_files if self.dossier else ()
            if self._spots != spots or spots in self._around or not self.is_attached:
                return
            app = self.review
            app.set_busy("around", _READING_FILE)
            try:
                found = await asyncio.to_thread(read_full_texts, app.desk, hits)
            finally:
                app.set_busy("around", None)
            while len(self._around) >= _KEPT:
                del self._around[next(iter(self._around))]
            self._around[spots] = found
            if self.is_attached and self._spots == spots and not self.is_revealed:
                self.passages = found
                self.draw()

    def action_do_reveal(self) -> None:
        """Ask, write that it was looked at, and only then show it; again: hide it."""
        if self.is_revealed:
            self.hide()
            self.draw()
            return
        subject, places = self.subject, self._places()
        if not places and not self._spots:
            about_file = self.dossier is not None and self.dossier.unread
            self.review.say(_NOTHING_MASKED if about_file else words.NOTHING_HERE, bad=True)
            return

        def answered(sure: bool | None) -> None:
            if sure and self.subject == subject:
                self.review.run_worker(self._reveal(subject, places), group="reveal")

        question = prompts.confirm(
            _LOOK if places else _LOOK_FILE,
            self.review.lang,
            about=_LOOK_ABOUT if places else _LOOK_ABOUT_FILE,
        )
        self.app.push_screen(question, answered)

    def _places(self) -> tuple[Place, ...]:
        """Return the records that the subject itself is about."""
        subject = self.subject
        return subject.ends or ((subject.record,) if subject.record else ())

    async def _reveal(self, subject: Subject, places: tuple[Place, ...]) -> None:
        app = self.review
        self._readings = reading = self._readings + 1
        hits = self.dossier.in_files if self.dossier else ()
        app.set_busy("reveal", words.READING if places else _READING_FILE)
        try:
            if app.desk.material is None and needs_material("reveal", [subject]):
                why = await asyncio.to_thread(app.desk.recall)
                if why is not None:
                    app.say(words.NO_TEXTS.fill(why=visible(why.to(app.lang))), bad=True)
                    return
            app.desk.decide([draft_of(app.desk, "reveal", subject, {})])
            found = await asyncio.to_thread(read_unmasked, app.desk, places)
            texts = await asyncio.to_thread(read_full_texts, app.desk, hits, reveal=True)
        except AuditError as error:
            app.complain(error)
            return
        finally:
            app.set_busy("reveal", None)
        app.changed()
        if isinstance(found, Text):
            app.say(words.NO_TEXTS.fill(why=visible(found.to(app.lang))), bad=True)
            found = {}
        if not found and not texts.found and not texts.missing:
            return
        if self.is_attached and self.subject == subject and self._readings == reading:
            self.revealed, self.passages = found, texts
            self.is_revealed = bool(found or texts.found)
            self.draw()
