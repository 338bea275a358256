"""The close view: two records side by side, what speaks for and against, and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from disclosure_audit.glyphs import visible
from disclosure_audit.presentation import words
from disclosure_audit.presentation.dossier import gather
from disclosure_audit.presentation.fields import compare_records
from disclosure_audit.presentation.subject import Subject
from disclosure_audit.review.decisions import OUTCOMES
from disclosure_audit.writers.evidence import label
from disclosure_audit_tui.open_ones import next_open, place_in
from disclosure_audit_tui.screens.unmasking import Unmasking
from disclosure_audit_tui.widgets.rivals import Rivals

if TYPE_CHECKING:
    from disclosure_audit.review.entry import Entry


class PairScreen(Unmasking):
    """Decides on ``subject``; ``queue`` is what the keys for next and previous walk along."""

    def on_mount(self) -> None:
        """Show the subject."""
        self.open(self.subject)

    def open(self, subject: Subject) -> None:
        """Show ``subject``; what was revealed before is hidden."""
        self.subject, self.place = subject, 0
        self.hide()
        self.dossier = gather(self.review.desk, subject)
        self.draw()
        self.query_one("#main").scroll_home(animate=False)
        self.query_one("#bars").scroll_home(animate=False)
        unlinked = subject.ends is None and len(self.dossier.choices) > 1
        (self.query_one(Rivals) if unlinked else self.query_one("#main")).focus()

    # Decisions

    def targets(self) -> list[Subject]:
        """Return the subject, with the pair that is shown: that is what is linked or unlinked."""
        if self.subject.record is None and self.subject.finding_id is None:
            return []
        choice = self.choice
        if choice is None or choice.right is None or self.subject.ends == choice.places:
            return [self.subject]
        rows = dict(choice.places)
        if len(rows) < 2:
            mine, other = choice.left, choice.right
            if mine[0] == "register":
                return [Subject(self.subject.finding_id, mine[1], None, other)]
            return [Subject(self.subject.finding_id, None, mine[1], other)]
        return [Subject(self.subject.finding_id, rows["register"], rows["catalog"])]

    def targets_of(self, action: str) -> list[Subject]:
        """Return the pair that is shown for what is about a pair, else the subject itself."""
        shown = self.targets()
        return shown if action in ("same", "differ") or not shown else [self.subject]

    def after_decision(self, subjects: Sequence[Subject], entries: Sequence[Entry]) -> None:
        """Go on to the next open one, after what settles a finding."""
        settled = {entry.action for entry in entries} & (OUTCOMES.keys() - {"reopen"})
        mine = self.subject.record == (subjects[0].record if subjects else None) or any(
            one.finding_id is not None and one.finding_id == self.subject.finding_id
            for one in subjects
        )
        if not settled or self.review.stay or not mine or self.app.screen is not self:
            return
        place = next_open(self.review.desk, self.queue, self.subject, 1)
        if place is None:
            self.review.say(words.NONE_OPEN)
        else:
            self.open(self.queue[place])

    def after_undo(self, entries: Sequence[Entry]) -> None:
        """Go back to what was undone or brought back."""
        ids = [entry.target for entry in entries if entry.kind == "finding"]
        if ids and self.subject.finding_id not in ids:
            place = place_in(self.queue, Subject(ids[0]))
            if place is not None:
                self.open(self.queue[place])

    # Moving

    def action_do_next(self) -> None:
        """Go to the next open one."""
        self._go(1)

    def action_do_previous(self) -> None:
        """Go to the previous open one."""
        self._go(-1)

    def _go(self, step: int) -> None:
        place = next_open(self.review.desk, self.queue, self.subject, step)
        if place is None:
            here = place_in(self.queue, self.subject)
            beside = None if here is None else here + step
            if beside is None or not 0 <= beside < len(self.queue):
                self.review.say(words.NONE_OPEN)
                return
            place = beside
        self.open(self.queue[place])

    def action_do_back(self) -> None:
        """Leave."""
        self.dismiss(None)

    def action_do_records(self) -> None:
        """Go to the records."""
        self.query_one("#main").focus()

    def action_do_candidates(self) -> None:
        """Go to the candidates, or to the evidence where there are none."""
        rivals, bars = self.query_one(Rivals), self.query_one("#bars")
        if rivals.display and self.focused is not rivals:
            rivals.focus()
        elif bars.display:
            bars.focus()

    def action_scroll_fields(self, pages: int) -> None:
        """Scroll the records while the cursor is among the candidates."""
        main = self.query_one("#main")
        main.scroll_relative(y=pages * max(1, main.size.height - 1), animate=False)

    def copied(self) -> tuple[str, int]:
        """Return the records as they are shown when nothing is revealed, a line per field."""
        texts, choice = self.review.texts, self.choice
        if texts is None or choice is None:
            return "", 0
        records = [texts.of(*place) for place in choice.places]
        lines = []
        for field in compare_records(records[0], records[1] if len(records) > 1 else None):
            cells = (label(field.name, self.review.lang), field.left, field.right)
            lines.append("\t".join(visible(cell) for cell in cells).rstrip("\t"))
        return "\n".join(lines), len(choice.places) if lines else 0
