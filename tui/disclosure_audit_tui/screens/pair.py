"""The close view: two records side by side, what speaks for and against, and the decision."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from disclosure_audit.errors import AuditError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.review.decisions import OUTCOMES
from disclosure_audit.writers.evidence import label
from disclosure_audit_tui import prompts, words
from disclosure_audit_tui.deciding import Deciding
from disclosure_audit_tui.dossier import Choice, Dossier, Place, gather
from disclosure_audit_tui.drafts import draft_of, needs_material
from disclosure_audit_tui.keymap import PAIR
from disclosure_audit_tui.open_ones import next_open, place_in
from disclosure_audit_tui.revealing import read_unmasked
from disclosure_audit_tui.subject import Subject
from disclosure_audit_tui.widgets import account
from disclosure_audit_tui.widgets.fields import Fields, compare_records
from disclosure_audit_tui.widgets.footer import ActionFooter
from disclosure_audit_tui.widgets.passages import say_passages
from disclosure_audit_tui.widgets.rivals import Rivals, name_place
from disclosure_audit_tui.widgets.waterfall import Waterfall

if TYPE_CHECKING:
    from disclosure_audit.review.entry import Entry

_PLACE = Text("{n} of {all}", "第 {n} 条，共 {all} 条")
_LOOK = Text("Show what is masked in this record?", "显示此记录中被遮盖的内容？")
_LOOK_ABOUT = Text(
    "The journal notes that you looked. It is hidden again when you leave the record.",
    "日志将记录您查看过。离开此记录后重新遮盖。",
)
_READING = Text("the texts are being read…", "正在读取清单内容…")
_UNREAD = Text("{side}: the text is not shown, {why}", "{side}：未显示内容，{why}")
_NO_RECORD = Text("no record", "没有记录")
_REVEALED = Text("REVEALED", "已显示原文")
_WIDE = 110
"""Cells from which the evidence stands beside the records."""


class PairScreen(Deciding):
    """Shows ``subject``; ``queue`` is what the keys for next and previous walk along."""

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

    def compose(self) -> ComposeResult:
        """Lay out the parts."""
        yield Static(id="where", markup=False)
        yield account.Verdict(id="verdict")
        yield Rivals(id="rivals")
        with Container(id="panes"):
            with VerticalScroll(id="main"):
                yield Fields(id="fields")
                yield account.Story(id="passages")
                yield account.Story(id="story")
                yield Waterfall(id="bars-below")
                yield account.Story(id="trail")
            with VerticalScroll(id="bars"):
                yield Waterfall(id="bars-beside")
        yield ActionFooter(self.KIND)

    def on_mount(self) -> None:
        """Show the subject."""
        self.open(self.subject)

    def on_unmount(self) -> None:
        """Forget what was revealed."""
        self.revealed = {}

    def bind_keys(self) -> None:
        """Add the arrows that go from the records to the candidates and back."""
        super().bind_keys()
        for key, name in (("left", "records"), ("right", "candidates")):
            binding = Binding(key, f"go_{name}", show=False)
            self._bindings.key_to_bindings.setdefault(key, []).append(binding)
        self.refresh_bindings()

    # What is shown

    def open(self, subject: Subject) -> None:
        """Show ``subject``; what was revealed before is hidden."""
        self.subject, self.place, self.revealed = subject, 0, {}
        self.dossier = gather(self.review.desk, subject)
        self._draw()
        self.query_one("#main").scroll_home(animate=False)
        self.query_one("#bars").scroll_home(animate=False)
        unlinked = subject.ends is None and len(self.dossier.choices) > 1
        (self.query_one(Rivals) if unlinked else self.query_one("#main")).focus()

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

    def _again(self) -> None:
        """Read the desk again and show the same pair."""
        before = self.choice
        self.dossier = gather(self.review.desk, self.subject)
        places = [choice.places for choice in self.dossier.choices]
        self.place = places.index(before.places) if before and before.places in places else 0
        self._draw()

    def _draw(self) -> None:
        if self.dossier is None:
            return
        lang, desk, dossier = self.review.lang, self.review.desk, self.dossier
        self._draw_where()
        is_finding = self.subject.finding_id is not None
        kind, target = self._target()
        decision = desk.decision(kind, target) if target else None
        shown = self._records()
        self.query_one(account.Verdict).show([
            *account.say_verdict(
                dossier.finding, dossier.explanation, lang, is_finding=is_finding, named=not shown
            ),
            *([[(dossier.why_not.to(lang), "$warning")]] if dossier.why_not else []),
            *account.say_decision(decision, lang),
        ])  # fmt: skip
        self.query_one("#story", account.Story).show(
            [account.say_evidence(dossier.finding, lang), account.say_advice(dossier.finding, lang)]
        )
        trail = desk.trail(kind, target).to_dicts() if target else []
        for entry in trail:
            entry["details"] = json.loads(entry["details"])
        self.query_one("#trail", account.Story).show([account.say_history(trail, lang)])
        self.query_one(Rivals).show(
            dossier.choices, [self._title(one) for one in dossier.choices], self.place, lang
        )
        self._draw_choice()

    def _draw_where(self) -> None:
        lang = self.review.lang
        place = place_in(self.queue, self.subject)
        n = "-" if place is None else f"{place + 1:,}"
        said = _PLACE.to(lang, n=n, all=f"{len(self.queue):,}")
        warning = f"  {_REVEALED.to(lang)}" if self.revealed else ""
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
            name_place(left, lang) if left else _NO_RECORD.to(lang),
            name_place(right, lang) if right else None,
        )
        self.query_one(Fields).show(
            heads, compare_records(*records), self._notes(), lang, ascii=self.review.ascii
        )
        hits = self.dossier.hits if self.dossier else ()
        self.query_one("#passages", account.Story).show([say_passages(hits, self.revealed, lang)])
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
        if texts is None:
            if not self._records():
                yield _READING.to(lang)
            return
        for place in self.choice.places:
            if place[0] in texts.missing and place not in self.revealed:
                why = texts.missing[place[0]].to(lang)
                yield _UNREAD.to(lang, side=name_place(place, lang), why=why)

    def _title(self, choice: Choice) -> str:
        """Return the title of the record that a choice brings beside the subject's own."""
        mine = self.subject.record
        others = [place for place in choice.places if place != mine] or list(choice.places)
        facts = self.facts(others[-1])
        return str((facts or {}).get("title") or "")

    def _target(self) -> tuple[str, str | None]:
        """Return what the journal calls the subject; nothing until that can be known."""
        if self.subject.finding_id is not None:
            return "finding", self.subject.finding_id
        kind = "record" if self.subject.ends is None else "pair"
        desk = self.review.desk
        if desk.material is None or self.subject.record is None:
            return kind, None
        try:
            return kind, draft_of(desk, "flag", self.subject, {}).target
        except AuditError:
            return kind, None

    # What the desk and the texts say

    def on_desk_changed(self) -> None:
        """Show what was decided, or what followed from it."""
        self._again()

    def on_texts_arrived(self) -> None:
        """Show the texts."""
        self._again()

    def on_lang_changed(self) -> None:
        """Say everything in the other language."""
        self._draw()

    def on_rivals_chosen(self, event: Rivals.Chosen) -> None:
        """Set another pair side by side."""
        if event.place != self.place:
            self.place = event.place
            self._draw_choice()
            self.query_one("#main").scroll_home(animate=False)

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

    def decide(
        self, action: str, details: Any = None, subjects: list[Subject] | None = None
    ) -> None:
        """Write ``action``: on the shown pair if it is about a pair, else on the subject itself."""
        if subjects is None:
            subjects = self._meant(action)
        super().decide(action, details, subjects)

    def _fit(self, action: str, subjects: list[Subject] | None = None) -> list[Subject]:
        return super()._fit(action, self._meant(action) if subjects is None else subjects)

    def _meant(self, action: str) -> list[Subject]:
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

    def action_go_records(self) -> None:
        """Go to the records."""
        self.query_one("#main").focus()

    def action_go_candidates(self) -> None:
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

    # What is masked

    def action_do_reveal(self) -> None:
        """Ask, write that it was looked at, and only then show it; again: hide it."""
        if self.revealed:
            self.revealed = {}
            self._draw()
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
            self._draw()

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
