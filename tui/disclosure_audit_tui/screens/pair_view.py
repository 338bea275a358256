"""The close view as it is seen: its parts, and what they show of the subject."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from disclosure_audit.language import Text
from disclosure_audit.presentation import account, words
from disclosure_audit.presentation.dossier import Choice, Dossier, Place, gather
from disclosure_audit.presentation.drafts import target_of
from disclosure_audit.presentation.fields import compare_records
from disclosure_audit.presentation.keymap import PAIR
from disclosure_audit.presentation.pairs import name_place, others_of
from disclosure_audit.presentation.passages import say_passages
from disclosure_audit.presentation.subject import Subject
from disclosure_audit.recall import Passages
from disclosure_audit_tui.deciding import Deciding
from disclosure_audit_tui.open_ones import place_in
from disclosure_audit_tui.widgets.account import Story, Verdict
from disclosure_audit_tui.widgets.fields import Fields
from disclosure_audit_tui.widgets.footer import ActionFooter
from disclosure_audit_tui.widgets.rivals import Rivals
from disclosure_audit_tui.widgets.waterfall import Waterfall

_READING = Text("the texts are being read…", "正在读取清单内容…")
_REVEALED = Text("REVEALED", "已显示原文")
_WIDE = 110
"""Cells from which the evidence stands beside the records."""


class PairView(Deciding):
    """Shows ``subject``, one of ``queue``; what is masked stays so unless it is in ``revealed``."""

    KIND = PAIR
    AUTO_FOCUS = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012 - as Screen has it
    CSS = """
    PairScreen #where { height: 1; width: 100%; background: $panel; }
    PairScreen Verdict { padding: 0 1; max-height: 5; }
    PairScreen #beside { height: auto; }
    PairScreen #panes { height: 1fr; }
    PairScreen #main { width: 3fr; padding: 0 1; }
    PairScreen #bars { width: 2fr; padding: 0 1; border-left: solid $panel; }
    PairScreen.-narrow #bars { display: none; }
    PairScreen.-wide #bars-below { display: none; }
    PairScreen #panes { layout: horizontal; }
    PairScreen Rivals { margin: 0 1; }
    PairScreen.-narrow Rivals { max-height: 4; }
    PairScreen.-wide Rivals { max-height: 6; }
    """

    def __init__(self, subject: Subject, queue: Sequence[Subject] = ()) -> None:
        super().__init__()
        self.queue: Sequence[Subject] = queue if len(queue) else (subject,)
        self.subject = subject
        self.dossier: Dossier | None = None
        self.place = 0
        """Which of the dossier's choices is shown."""
        self.revealed: dict[Place, dict[str, Any]] = {}
        self.is_revealed = False
        """Whether anything is shown as it stands, of a record or of a full text."""
        self.passages: Passages | None = None
        """What stands around the hits in full texts, once that has been read."""

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield Static(id="where", markup=False)
        yield Verdict(id="verdict")
        yield Rivals(id="rivals")
        with Container(id="panes"):
            with VerticalScroll(id="main"):
                yield Story(id="passages", leading=True)
                yield Fields(id="fields")
                yield Story(id="story")
                yield Waterfall(id="bars-below")
                yield Story(id="trail")
            with VerticalScroll(id="bars"):
                yield Waterfall(id="bars-beside")
        yield ActionFooter(self.KIND)

    @property
    def choice(self) -> Choice | None:
        """The records that are set side by side."""
        choices = self.dossier.choices if self.dossier else ()
        return choices[self.place] if self.place < len(choices) else None

    def facts(self, place: Place | None) -> dict[str, Any] | None:
        """Return what is shown of a record: unmasked only if it was revealed here."""
        if place is None:
            return None
        if place in self.revealed:
            return self.revealed[place]
        texts = self.review.texts
        return texts.of(*place) if texts else None

    def show_again(self) -> None:
        """Read the desk again and show the same pair."""
        before = self.choice
        self.dossier = gather(self.review.desk, self.subject)
        places = [choice.places for choice in self.dossier.choices]
        self.place = places.index(before.places) if before and before.places in places else 0
        self.draw()

    def draw(self) -> None:
        """Show what the dossier says, in the language of the application."""
        if self.dossier is None:
            return
        lang, desk, dossier = self.review.lang, self.review.desk, self.dossier
        self._draw_where()
        is_finding = self.subject.finding_id is not None
        kind, target = target_of(desk, self.subject)
        decision = desk.decision(kind, target) if target else None
        shown = self._records()
        self.query_one(Verdict).show([
            *account.say_verdict(
                dossier.finding, dossier.explanation, lang, is_finding=is_finding, named=not shown
            ),
            *([[(dossier.why_not.to(lang), "$warning")]] if dossier.why_not else []),
            *account.say_decision(decision, lang),
        ])  # fmt: skip
        self.query_one("#story", Story).show(
            [account.say_evidence(dossier.finding, lang), account.say_advice(dossier.finding, lang)]
        )
        trail = desk.trail(kind, target).to_dicts() if target else []
        for entry in trail:
            entry["details"] = json.loads(entry["details"])
        self.query_one("#trail", Story).show([account.say_history(trail, lang)])
        self.query_one(Rivals).show(
            dossier.choices,
            [self._title(one) for one in dossier.choices],
            self.subject.record,
            self.place,
            lang,
        )
        self._draw_choice()

    def _draw_where(self) -> None:
        lang = self.review.lang
        place = place_in(self.queue, self.subject)
        n = "-" if place is None else f"{place + 1:,}"
        said = words.PLACE.to(lang, n=n, all=f"{len(self.queue):,}")
        warning = f"  {_REVEALED.to(lang)}" if self.is_revealed else ""
        read_only = f"  {words.READ_ONLY.to(lang)}" if self.review.desk.read_only else ""
        self.query_one("#where", Static).update(
            Content.assemble((f" {said}", "bold"), (warning, "bold $error"), (read_only, "dim"))
        )

    def _draw_choice(self) -> None:
        lang, choice = self.review.lang, self.choice
        left = choice.left if choice else None
        right = choice.right if choice else None
        records = self.facts(left), self.facts(right)
        heads = (
            name_place(left, lang) if left else words.NO_RECORD.to(lang),
            name_place(right, lang) if right else None,
        )
        self.query_one(Fields).show(
            heads, compare_records(*records), self._notes(), lang, ascii=self.review.ascii
        )
        told = say_passages(
            self.dossier.hits if self.dossier else (),
            self.revealed,
            lang,
            texts=self.passages,
            unread=self.dossier.unread if self.dossier else (),
            is_revealed=self.is_revealed,
            ascii=self.review.ascii,
        )
        self.query_one("#passages", Story).show([told])
        pair = choice.pair if choice else None
        needed = choice is not None and choice.right is not None
        for bars in self.query(Waterfall):
            bars.show(pair, lang, needed=needed)

    def _records(self) -> bool:
        """Return whether the text of a record is on the screen."""
        return self.choice is not None and any(self.facts(one) for one in self.choice.places)

    def _notes(self) -> Iterator[str]:
        """Yield why a text is not shown."""
        lang, texts = self.review.lang, self.review.texts
        if self.choice is None:
            return
        if self.choice.right is None and self.dossier and self.dossier.explanation:
            yield words.ALONE.to(lang)
        if texts is None:
            if not self._records():
                yield _READING.to(lang)
            return
        for place in self.choice.places:
            if place[0] in texts.missing and place not in self.revealed:
                why = texts.missing[place[0]].to(lang)
                yield words.UNREAD.to(lang, side=name_place(place, lang), why=why)

    def _title(self, choice: Choice) -> str:
        """Return the title of the record that a choice brings beside the subject's own."""
        mine = self.subject.record
        facts = self.facts(others_of(choice, mine)[-1])
        return str((facts or {}).get("title") or "")

    def on_desk_changed(self) -> None:
        """Show what was decided, or what followed from it."""
        self.show_again()

    def on_texts_arrived(self) -> None:
        """Show the texts."""
        self.show_again()

    def on_lang_changed(self) -> None:
        """Say everything in the other language."""
        self.draw()

    def on_rivals_chosen(self, event: Rivals.Chosen) -> None:
        """Set another pair side by side."""
        if event.place != self.place:
            self.place = event.place
            self._draw_choice()
            self.query_one("#main").scroll_home(animate=False)
