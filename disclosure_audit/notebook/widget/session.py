"""What a person does in the widget, and what they see of it: no page, no kernel, only the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from disclosure_audit import recall
from disclosure_audit.errors import AuditError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import LANGS, Lang, Text
from disclosure_audit.notebook.widget import deciding
from disclosure_audit.notebook.widget.beside import Beside
from disclosure_audit.notebook.widget.look import MOST_MARKED, Aim, Look
from disclosure_audit.notebook.widget.messages import DECISIONS, Request
from disclosure_audit.notebook.widget.page import page_of
from disclosure_audit.notebook.widget.pair import describe, say_place
from disclosure_audit.presentation import words
from disclosure_audit.presentation.dossier import Dossier, gather
from disclosure_audit.presentation.drafts import known_owners, needs_material
from disclosure_audit.presentation.subject import Subject
from disclosure_audit.review.decisions import OUTCOMES
from disclosure_audit.review.journal import Conflict
from disclosure_audit.review.query import QueryError
from disclosure_audit.review.sheets import make_sheet
from disclosure_audit.review.views import View, built_in_views, load_views, views_file
from disclosure_audit.schema.columns import COLUMNS

if TYPE_CHECKING:
    from disclosure_audit.recall import Texts
    from disclosure_audit.review.desk import Desk
    from disclosure_audit.review.entry import Entry
    from disclosure_audit.review.sheets import Kind, Sheet

_COLUMNS = (*(column.name for column in COLUMNS), "source")
_MOST_VIEWS = 200
_MOVED = Text(
    "the list has moved meanwhile: look, then press the key again",
    "清单已有变动：请查看后再按一次",
)
_TOO_MANY = Text(
    "more than {n} rows cannot be marked here: narrow the filter",
    "此处最多选中 {n} 行：请缩小筛选范围",
)


class Session:
    """One review on ``desk``; ``tell`` is called when something came of itself.

    Args:
        desk: what is reviewed.
        texts: the records' texts, masked; read when the first page says hello if absent.
        lang: the language of all that is said.
        stay: whether the cursor stays after a decision instead of going on to the next open row.
        tell: called after every change that no request brought.
        today: the day that waivers are counted from; that of the clock when absent.
    """

    def __init__(
        self,
        desk: Desk,
        texts: Texts | None,
        lang: Lang,
        *,
        stay: bool = False,
        tell: Callable[[], None] = lambda: None,
        today: dt.date | None = None,
    ) -> None:
        self.desk, self.texts, self.lang, self.stay = desk, texts, lang, stay
        self._tell, self._today = tell, today
        self._beside = Beside()
        self._busy: dict[str, Text] = {}
        self._notice: tuple[Text, bool, int] = (Text("", ""), False, 0)
        self._news: Text | None = None
        self._refused: QueryError | None = None
        self._sheets: dict[str, tuple[tuple[object, ...], Sheet]] = {}
        self._reading, self._judged_in_vain = False, -1
        self._version = desk.version
        self.look = Look(self._sheet)
        self.chosen = 0
        """Which of the dossier's choices is shown."""
        self._dossier: Dossier | None = None
        self._views: tuple[View, ...] = ()
        self._read_views()
        self._open("findings", Aim())

    # What is seen

    def listing(self) -> dict[str, Any]:
        """Return the page of the list that the cursor is on."""
        return page_of(self.look, self.lang)

    def pair(self) -> dict[str, Any]:
        """Return the matter under the cursor; ``on``, ``choice`` and ``seen`` go back with a decision."""
        if self._dossier is None or self.look.row is None:
            return {}
        return {
            "on": self.look.key(self.look.row),
            "seen": deciding.last_seen(self.desk),
            "where": say_place(self.look.place, self.look.height, self.lang),
            **describe(self.desk, self._dossier, self.chosen, self.texts, self.lang),
        }

    def state(self) -> dict[str, Any]:
        """Return what is said around the list: who decides, views, what was heard, what is done."""
        lang = self.lang
        text, bad, number = self._notice
        wrong = self._refused.to(lang) if self._refused else ("", None)
        return {
            "user": visible(self.desk.user),
            "read_only": words.READ_ONLY.to(lang) if self.desk.read_only else "",
            "journal": visible(self.desk.journal_name),
            "views": [
                {"name": view.name, "title": visible(view.title.to(lang)), "kind": view.kind}
                for view in self._views
            ],
            "owners": [visible(name) for name in known_owners(self.desk)[:100]],
            "notice": {"text": text.to(lang), "bad": bad, "n": number},
            "news": self._news.to(lang) if self._news else "",
            "busy": " ".join(one.to(lang) for one in self._busy.values()),
            "wrong": " - ".join(part for part in wrong if part),
            "depth": list(self.desk.depth()),
        }

    def stamp(self) -> tuple[object, ...]:
        """Return what changes whenever something else is to be seen without a request for it."""
        return self.desk.version, self._notice[2], self._news, tuple(self._busy), id(self.texts)

    # What is done

    def take(self, request: Request) -> None:
        """Do what is asked for, and see what others did meanwhile."""
        if request.do in DECISIONS:
            self._decide(request)
        else:
            given = request.given.values()
            getattr(self, f"_do_{request.do}")(*given)
        self._catch_up()

    def say(self, text: Text, *, bad: bool = False) -> None:
        """Say a sentence."""
        self._notice = (text, bad, self._notice[2] + 1)

    def complain(self, error: AuditError) -> None:
        """Say what went wrong and what to do."""
        said = [error.to(lang) for lang in ("en", "zh")]
        self.say(Text(*(" - ".join(part for part in one if part) for one in said)), bad=True)

    def _do_hello(self) -> None:
        self._read_views()
        if self.texts is None and not self._reading:
            self._reading = True
            self._busy["texts"] = words.READING
            run = self.desk.run
            self._beside.run(
                lambda: recall.read_texts(run, reveal=False, columns=_COLUMNS), self._take_texts
            )
        self._do_look()

    def _take_texts(self, answer: Texts | AuditError) -> None:
        self._busy.pop("texts", None)
        if isinstance(answer, AuditError):
            self.complain(answer)
        else:
            self.texts = answer
            self.look.renew()
            self._gather(keep=True)
        self._tell()

    def _do_look(self) -> None:
        try:
            heard = self.desk.refresh()
        except AuditError as error:
            if "journal" not in self._busy:
                self.complain(error)
                self._busy["journal"] = words.NO_JOURNAL
            return
        self._busy.pop("journal", None)
        if heard:
            self._news = words.say_entries(heard)

    def _do_lang(self) -> None:
        self.lang = LANGS[(LANGS.index(self.lang) + 1) % len(LANGS)]
        self.look.renew()
        self._gather(keep=True)

    def _do_undo(self) -> None:
        self._turn(self.desk.undo, words.NO_UNDO, words.UNDONE)

    def _do_redo(self) -> None:
        self._turn(self.desk.redo, words.NO_REDO, words.REDONE)

    def _turn(self, turn: Callable[[], list[Entry]], nothing: Text, said: Text) -> None:
        try:
            entries = turn()
        except AuditError as error:
            self.complain(error)
            return
        if not entries:
            self.say(nothing)
            return
        what = words.say_done(entries)
        self.say(Text(said.to("en", what=what.en), said.to("zh", what=what.zh)))
        self.look.renew()
        for entry in entries:
            if entry.kind == "finding" and self.look.kind == "findings":
                self.look.go(entry.target)
                break
        self._gather()

    def _do_next(self) -> None:
        self._step(1)

    def _do_previous(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        if self.look.go_next(step):
            self._gather()
        else:
            self.say(words.NONE_OPEN)

    def _do_go(self, key: str) -> None:
        if self.look.go(key):
            self._gather()

    def _do_move(self, place: int) -> None:
        self.look.move(place)
        self._gather()

    def _do_choose(self, place: int) -> None:
        if self._dossier and place < len(self._dossier.choices):
            self.chosen = place

    def _do_mark(self, key: str) -> None:
        self.look.mark(key)

    def _do_mark_all(self) -> None:
        if not self.look.mark_all():
            self.say(_TOO_MANY.fill(n=f"{MOST_MARKED:,}"), bad=True)

    def _do_clear(self) -> None:
        if self.look.marks.any():
            self.look.marks[:] = False
        else:
            self._do_filter("")

    def _do_list(self, kind: Kind) -> None:
        self._open(kind, None)

    def _do_filter(self, text: str) -> None:
        self._open(self.look.kind, replace(self.look.aim, query=text, view=None))

    def _do_sort(self, column: str) -> None:
        self.look.sort(column, self.lang)

    def _do_view(self, name: str) -> None:
        view = next((one for one in self._views if one.name == name), None)
        if view is None:
            self._read_views()
            return
        keys = tuple((name.removeprefix("-"), name.startswith("-")) for name in view.sort)
        self._open(view.kind, Aim(view.query, keys, view.columns, view.name))

    def _open(self, kind: Kind, aim: Aim | None) -> None:
        try:
            self.look.open(kind, aim, self.lang)
        except QueryError as error:
            self._refused = error
            return
        self._refused = None
        self._gather()

    # Deciding

    def _decide(self, request: Request) -> None:
        look, given = self.look, request.given
        marked = int(look.marks.sum())
        here = None if look.row is None else look.key(look.row)
        if (given["on"], given["choice"], given["marked"]) != (here, self.chosen, marked):
            self.say(_MOVED, bad=True)
            return
        repeats = self.desk.repeats
        rows = look.subjects(repeats)
        shown = rows if marked else [_as_shown(one, self._dossier, self.chosen) for one in rows]
        today = self._today or dt.datetime.now().astimezone().date()
        try:
            jobs = deciding.jobs_of(self.desk, request.do, request.details, rows, shown, today)
        except AuditError as error:
            self.complain(error)
            return
        seen = int(given["seen"])
        if self.desk.material is None and any(
            needs_material(action, subjects) for action, _, subjects in jobs
        ):
            self._busy["recall"] = words.READING
            self._beside.run(self.desk.recall, lambda why: self._recalled(why, jobs, seen))
        else:
            self._write(jobs, seen)

    def _recalled(
        self, why: Text | AuditError | None, jobs: Sequence[deciding.Job], seen: int
    ) -> None:
        self._busy.pop("recall", None)
        if isinstance(why, AuditError):
            self.complain(why)
        elif why is not None:
            said = [visible(why.to(lang)) for lang in ("en", "zh")]
            self.say(
                Text(words.NO_TEXTS.to("en", why=said[0]), words.NO_TEXTS.to("zh", why=said[1])),
                bad=True,
            )
        else:
            self._write(jobs, seen)
        self._catch_up()
        self._tell()

    def _write(self, jobs: Sequence[deciding.Job], seen: int) -> None:
        self._do_look()  # so that what others did is weighed by what was seen here, not by the desk
        try:
            drafts = deciding.drafts_of(self.desk, jobs)
            first = deciding.written_since(self.desk, drafts, seen)
            if first:
                raise Conflict(first)
            entries = self.desk.decide(drafts)
        except Conflict as conflict:
            self._do_look()
            self.say(deciding.say_taken(conflict.entries), bad=True)
            return
        except AuditError as error:
            self.complain(error)
            return
        self.say(words.say_done(entries))
        subjects = list(dict.fromkeys(one for *_, some in jobs for one in some))
        self._go_on(subjects, {entry.action for entry in entries})

    def _go_on(self, subjects: list[Subject], actions: set[str]) -> None:
        """Go on to the next open row after what settles one."""
        look = self.look
        was_marked = bool(look.marks.any())
        look.marks[:] = False
        settled = actions & (OUTCOMES.keys() - {"reopen"})
        if not settled or self.stay:
            return
        decided = look.mask_of(subjects)
        if look.row is not None and not was_marked:
            decided[look.row] = True
        if look.go_next(1, without=decided):
            self._gather()
        else:
            self.say(Text(f"{self._notice[0].en}; {words.NONE_OPEN.en}",
                          f"{self._notice[0].zh}；{words.NONE_OPEN.zh}"))  # fmt: skip

    # What follows

    def _catch_up(self) -> None:
        """Show what the desk knows by now, and judge anew where links were changed."""
        if self._version != self.desk.version:
            self._version = self.desk.version
            self.look.renew()
            self._gather(keep=True)
        judges = "judge" in self._busy or self._judged_in_vain == self.desk.version
        if not judges and self.desk.needs_judging:
            self._busy["judge"] = words.JUDGING
            self._beside.run(self._judge, self._judged)

    def _judge(self) -> None:
        if self.desk.material is None:
            self.desk.recall()
        self.desk.judge()

    def _judged(self, answer: AuditError | None) -> None:
        self._busy.pop("judge", None)
        if answer is not None:
            self._judged_in_vain = self.desk.version
            self.complain(answer)
        self._catch_up()
        self._tell()

    def _gather(self, *, keep: bool = False) -> None:
        """Look at the row under the cursor closely; ``keep``: with the same pair side by side."""
        subjects = self.look.subject(self.desk.repeats)
        before = self._dossier
        self._dossier = gather(self.desk, subjects[0]) if subjects else None
        chosen, self.chosen = self.chosen, 0
        same = keep and before and self._dossier and before.subject == self._dossier.subject
        if same and before and self._dossier and chosen < len(before.choices):
            places = [choice.places for choice in self._dossier.choices]
            if before.choices[chosen].places in places:
                self.chosen = places.index(before.choices[chosen].places)

    def _read_views(self) -> None:
        kept, wrong = load_views(views_file(self.desk.run.folder))
        self._views = (*built_in_views(self.desk.user), *kept)[:_MOST_VIEWS]
        if wrong is not None:
            self.say(wrong, bad=True)

    def _sheet(self, kind: Kind) -> Sheet:
        """Return a list as it is today; made anew only when something in it has changed."""
        state = (self.desk.version, self.lang, id(self.texts))
        known = self._sheets.get(kind)
        if known is None or known[0] != state:
            before = known[1] if known else None
            made = make_sheet(kind, self.desk, self.texts, self.lang, before=before)
            self._sheets[kind] = (state, made)
            return made
        return known[1]


def _as_shown(subject: Subject, dossier: Dossier | None, chosen: int) -> Subject:
    """Return the subject with the pair that is side by side: that is what is linked or parted."""
    choices = dossier.choices if dossier else ()
    choice = choices[chosen] if chosen < len(choices) else None
    if choice is None or choice.right is None or subject.ends == choice.places:
        return subject
    rows = dict(choice.places)
    if len(rows) == 2:
        return Subject(subject.finding_id, rows["register"], rows["catalog"])
    mine, other = choice.left, choice.right
    if mine[0] == "register":
        return Subject(subject.finding_id, mine[1], None, other)
    return Subject(subject.finding_id, None, mine[1], other)
