"""Decisions, on whatever screen: asked for where they need words, written, then shown.

What is decided is on disk before the screen moves on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from disclosure_audit.errors import AuditError
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text
from disclosure_audit.presentation import words
from disclosure_audit.presentation.drafts import (
    ON_PAIRS,
    all_flagged,
    draft_of,
    fitting,
    known_owners,
    needs_material,
)
from disclosure_audit.presentation.forms import FORMS
from disclosure_audit.presentation.keymap import BY_ID
from disclosure_audit.presentation.subject import Subject
from disclosure_audit.review.entry import Draft
from disclosure_audit.review.journal import Conflict
from disclosure_audit_tui import prompts
from disclosure_audit_tui.screens.base import ReviewScreen

if TYPE_CHECKING:
    from disclosure_audit.review.entry import Entry

Job = tuple[str, Mapping[str, Any], list[Subject]]
"""An action, its details, and what it is done to."""


class Deciding(ReviewScreen):
    """A screen with something to decide on: it says what by ``targets``."""

    # What a screen says of itself

    def targets(self) -> list[Subject]:
        """Return what the next decision is for."""
        raise NotImplementedError

    def targets_of(self, action: str) -> list[Subject]:  # noqa: ARG002 - for who looks at a pair
        """Return what ``action`` would be for."""
        return self.targets()

    def after_decision(self, subjects: Sequence[Subject], entries: Sequence[Entry]) -> None:
        """Move on. Called when it is written, before the lists are read again."""

    def copied(self) -> tuple[str, int]:
        """Return what is copied, and how many rows that is."""
        return "", 0

    # The actions

    def action_do_confirm(self) -> None:
        """The finding is right."""
        self.decide("confirm")

    def action_do_reopen(self) -> None:
        """Take a decision back."""
        self.decide("reopen")

    def action_do_same(self) -> None:
        """Both records are one document."""
        self.decide("same")

    def action_do_differ(self) -> None:
        """They are two documents."""
        self.decide("differ")

    def action_do_dismiss(self) -> None:
        """The finding is no defect; ask why."""
        subjects = self._fit("dismiss")
        if subjects:

            def answered(given: tuple[str, str] | None) -> None:
                if given:
                    reason, note = given
                    details = {"reason": reason, **({"note": note} if note else {})}
                    self._write("dismiss", details, subjects)

            self.app.push_screen(prompts.ask_reason(self.review.lang, len(subjects)), answered)

    def action_do_waive(self) -> None:
        """The defect is accepted until a day; ask for the words."""
        subjects = self._fit("waive")
        if subjects:

            def answered(given: tuple[str, str, str] | None) -> None:
                if given:
                    details = dict(zip(("reason", "approver", "until"), given, strict=True))
                    self._write("waive", details, subjects)

            self.app.push_screen(prompts.ask_waiver(self.review.lang, len(subjects)), answered)

    def action_do_note(self) -> None:
        """Write a note."""
        self._ask("note", "text", ())

    def action_do_assign(self) -> None:
        """Say who is to see to it."""
        self._ask("assign", "owner", known_owners(self.review.desk))

    def action_do_flag(self) -> None:
        """Set a flag, or remove it where all have it."""
        is_set = all_flagged(self.review.desk, self.targets_of("flag"))
        self.decide("unflag" if is_set else "flag")

    def action_do_repeat(self) -> None:
        """Decide as the last time."""
        last = self.review.desk.repeat()
        if not last:
            self.review.say(words.NO_REPEAT)
            return
        done: list[tuple[str, Mapping[str, Any]]] = []
        for draft in last:
            plain = {k: v for k, v in draft.details.items() if k not in ("left", "right")}
            if (draft.action, plain) not in done:
                done.append((draft.action, plain))
        jobs = [(action, details, self._fit(action)) for action, details in done]
        if all(subjects for *_, subjects in jobs):
            action = done[0][0] if len(done) == 1 else "repeat"
            most = max((subjects for *_, subjects in jobs), key=len)
            self._sure(action, most, lambda: self._write_all(jobs))

    def action_do_reveal(self) -> None:
        """Show what is masked, in the close view of the record."""
        subjects = self.targets()[:1]
        if subjects:
            self.review.open_pair(subjects[0], subjects)
            self.app.call_later(self._reveal_there)

    async def _reveal_there(self) -> None:
        if self.app.screen is not self:
            await self.app.screen.run_action(BY_ID["reveal"].command)

    def action_do_copy(self) -> None:
        """Copy what is shown, masked as it is shown."""
        text, rows = self.copied()
        if rows:
            self.app.copy_to_clipboard(text)
            self.review.say(words.COPIED.fill(n=f"{rows:,}"))

    # How they are written

    def decide(
        self,
        action: str,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Write ``action`` for the targets; for more than one only after a yes."""
        fit = self._fit(action)
        if fit:
            self._sure(action, fit, lambda: self._write(action, details or {}, fit))

    def _sure(self, action: str, subjects: list[Subject], go: Callable[[], None]) -> None:
        if len(subjects) == 1:
            go()
            return
        what = BY_ID.get(action, BY_ID["flag"]).title
        question = Text(
            words.SURE.to("en", what=what.en, n=f"{len(subjects):,}"),
            words.SURE.to("zh", what=what.zh, n=f"{len(subjects):,}"),
        )
        self.app.push_screen(
            prompts.confirm(question, self.review.lang), lambda sure: go() if sure else None
        )

    def _fit(self, action: str) -> list[Subject]:
        """Return those of the targets that ``action`` can be said of; say so if there is none."""
        found = self.targets_of(action)
        if not found:
            self.review.say(words.NOTHING_HERE, bad=True)
            return []
        fit = fitting(action, found)
        if not fit:
            self.review.say(words.NO_PAIR if action in ON_PAIRS else words.NO_FINDING, bad=True)
        return fit

    def _ask(self, action: str, field: str, suggestions: Sequence[str]) -> None:
        subjects = self._fit(action)
        if not subjects:
            return
        title = FORMS[action].title(len(subjects))

        def answered(given: str | None) -> None:
            if given is not None:
                self._write(action, {field: given}, subjects)

        self.app.push_screen(
            prompts.ask_text(
                title, "", suggestions, self.review.lang, may_be_empty=action == "assign"
            ),
            answered,
        )

    def _write(self, action: str, details: Mapping[str, Any], subjects: list[Subject]) -> None:
        self._write_all([(action, details, subjects)])

    def _write_all(self, jobs: Sequence[Job]) -> None:
        """Write at once, or as soon as the lists have been read where that is needed first."""
        if self.review.desk.material is None and any(
            needs_material(action, subjects) for action, _, subjects in jobs
        ):
            self.review.run_worker(self._recall_and_write(jobs), group="recall")
        else:
            self._write_now(jobs)

    async def _recall_and_write(self, jobs: Sequence[Job]) -> None:
        app = self.review
        app.set_busy("recall", words.READING)
        try:
            why = await asyncio.to_thread(app.desk.recall)
        except AuditError as error:
            app.complain(error)
            return
        finally:
            app.set_busy("recall", None)
        if why is not None:
            app.say(words.NO_TEXTS.fill(why=visible(why.to(app.lang))), bad=True)
            return
        self._write_now(jobs)

    def _write_now(self, jobs: Sequence[Job]) -> None:
        app = self.review
        try:
            drafts: list[Draft] = [
                draft_of(app.desk, action, subject, details)
                for action, details, subjects in jobs
                for subject in subjects
            ]
            entries = app.desk.decide(drafts)
        except Conflict as conflict:
            self._yield_to(conflict)
            return
        except AuditError as error:
            app.complain(error)
            return
        if self.is_attached:
            told = dict.fromkeys(subject for *_, subjects in jobs for subject in subjects)
            self.after_decision(list(told), entries)
        app.changed(entries)

    def _yield_to(self, conflict: Conflict) -> None:
        """Say who was first and show it; the same key again decides otherwise."""
        app = self.review
        names = sorted({shorten(visible(entry.user), 20) for entry in conflict.entries})
        app.say(words.TAKEN.fill(who=", ".join(names)), bad=True)
        try:
            app.desk.refresh()
        except AuditError as error:
            app.complain(error)
        app.changed(conflict.entries)
