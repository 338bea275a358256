"""The desk: the one object that a face holds while findings are decided."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from disclosure_audit.audit import Material, Progress
from disclosure_audit.errors import AuditError, UsageError
from disclosure_audit.language import Text
from disclosure_audit.review import linking
from disclosure_audit.review.carry import Carried, carry
from disclosure_audit.review.decisions import PAIR_STATUS, check
from disclosure_audit.review.entry import Draft, Entry
from disclosure_audit.review.gone import unapplied
from disclosure_audit.review.journal import Journal, open_run_journal
from disclosure_audit.review.judged import Judged
from disclosure_audit.review.ledger import Ledger
from disclosure_audit.review.opening import opening_draft, scan_digest
from disclosure_audit.review.overrides import Override
from disclosure_audit.review.previous import carry_previous
from disclosure_audit.review.reviewer import user_name
from disclosure_audit.review.secrecy import hider
from disclosure_audit.review.state import counting, decisions_on, joined_to
from disclosure_audit.review.targets import PLACES, Place
from disclosure_audit.run import Run, read
from disclosure_audit.workspace import known_key


class Desk:
    """A run, its journal and one reviewer.

    Findings, links and what else there is of a run are today's: as scanned, or as judged anew once
    people have made or broken links. Threads may share a desk.

    Args:
        run: the run as it was scanned.
        journal: where decisions are written.
        user: who decides.
        key: the workspace's key; links can be changed only with the one that the run was made with.
        today: the day by which waivers run out; that of the clock when absent.
    """

    def __init__(
        self,
        run: Run,
        journal: Journal,
        user: str,
        *,
        key: bytes | None = None,
        today: dt.date | None = None,
    ) -> None:
        self.run = run
        self.user = user_name(user)
        self.carried: Carried | None = None
        """What was taken over from an earlier run when the desk was opened."""
        self.known: pl.Series | None = None
        """Ids of the findings that the baseline holds, if somebody gave the desk one."""
        self._journal = journal
        self._ledger = Ledger(journal, self.user, opening_draft(run.folder, run.info))
        self._key = key
        self._today = today
        self._scan = scan_digest(run.info)
        self._hide: Callable[[str], str] = hider(run)
        self._lock = threading.RLock()
        self._judging = threading.Lock()
        self._changes = 0
        self._recalled: linking.Recalled | None = None
        self._why_not_recalled: Text | None = None
        self._judged: Judged | None = None
        self._judged_by: linking.Said = ()
        self._decisions: tuple[object, pl.DataFrame] = (None, pl.DataFrame())
        self._take_kept()

    # -- what there is ----------------------------------------------------------------------------

    @property
    def read_only(self) -> bool:
        """Whether nothing can be decided."""
        return self._journal.read_only

    @property
    def journal_name(self) -> str:
        """Where decisions are written, to be shown."""
        return self._journal.name

    @property
    def version(self) -> int:
        """A number that goes up with every change."""
        return self._ledger.version + self._changes

    @property
    def findings(self) -> pl.DataFrame:
        """Today's findings (``FINDINGS``), worst first."""
        return (self._judged or self.run).findings

    @property
    def links(self) -> pl.DataFrame:
        """Today's links (``LINKS``)."""
        return (self._judged or self.run).links

    @property
    def candidates(self) -> pl.DataFrame:
        """Today's pairs that are no links (``CANDIDATES``)."""
        return (self._judged or self.run).candidates

    @property
    def repeats(self) -> pl.DataFrame:
        """Today's repeats (``REPEATS``)."""
        return (self._judged or self.run).repeats

    @property
    def dispositions(self) -> pl.DataFrame:
        """What became of every record (``DISPOSITIONS``), today."""
        return (self._judged or self.run).dispositions

    @property
    def control_totals(self) -> dict[str, Any]:
        """Today's control totals, as in ``run.json``."""
        judged = self._judged
        totals = judged.control_totals if judged else self.run.info["control_totals"]
        return dict(totals)

    @property
    def material(self) -> Material | None:
        """What links are judged by; ``None`` until the lists were read again (:meth:`recall`)."""
        return self._recalled.material if self._recalled else None

    @property
    def entries(self) -> pl.DataFrame:
        """All entries of the journal (``ENTRIES``)."""
        return self._ledger.entries

    @property
    def decisions(self) -> pl.DataFrame:
        """What was decided, one row per thing (``DECISIONS``)."""
        with self._lock:
            day = self._day()
            state = (self._ledger.version, day, self._recalled is None)
            if self._decisions[0] != state:
                self._decisions = (state, self._with_places(self._ledger.folded, day))
            return self._decisions[1]

    def decision(self, kind: str, target: str) -> dict[str, Any] | None:
        """Return what was decided on one thing, as a row of :attr:`decisions`."""
        found = joined_to(self.decisions, [(kind, target)])
        return found.row(0, named=True) if found.height else None

    def trail(self, kind: str, target: str) -> pl.DataFrame:
        """Return the entries on one thing (``ENTRIES`` and ``undone`` Boolean), the oldest first."""
        entries = self._ledger.entries
        mine = joined_to(entries, [(kind, target)])
        batches = pl.Series(mine["batch"].unique())
        around = entries.filter(
            pl.col("batch").is_in(batches.implode())
            | (pl.col("kind").eq("batch") & pl.col("target").is_in(batches.implode()))
        )
        counts = counting(around)["seq"]
        is_kept = pl.col("seq").is_in(counts.implode()) | (pl.col("action") == "reveal")
        return mine.with_columns(undone=~is_kept)

    def unapplied(self) -> pl.DataFrame:
        """Return the decisions on what is no longer there (``gone.UNAPPLIED``)."""
        found = None
        if self._recalled:
            found = self.decisions.filter(pl.col("left_row").is_not_null())["target"]
        return unapplied(self._ledger.entries, self.decisions, self.findings, found)

    # -- deciding ---------------------------------------------------------------------------------

    def decide(self, drafts: Sequence[Draft]) -> list[Entry]:
        """Write decisions as one batch and return their entries; they are on disk by then.

        Raises ``Conflict`` if somebody else decided on one of the targets since :meth:`refresh`,
        ``UsageError`` for details that do not do or a journal that is read only; nothing is written
        then. Texts that a person wrote are written with their secrets blotted out.
        """
        if not drafts:
            return []
        self._refuse_if_read_only()
        day, hide = self._day(), functools.cache(self._hide)
        checked = [check(draft, day, hide) for draft in drafts]
        if any(draft.kind == "pair" and draft.action in PAIR_STATUS for draft in checked):
            self._refuse_if_not_linkable()
        return self._ledger.write(checked)

    def undo(self) -> list[Entry]:
        """Take back this user's last batch; return what was taken back, nothing if there is none."""
        self._refuse_if_read_only()
        return self._ledger.undo()

    def redo(self) -> list[Entry]:
        """Bring back this user's batch taken back last, unless something was decided since."""
        self._refuse_if_read_only()
        return self._ledger.redo()

    def depth(self) -> tuple[int, int]:
        """Return how many batches this user can undo and redo."""
        return self._ledger.depth()

    def repeat(self) -> tuple[Draft, ...]:
        """Return what this user decided last, once each and without targets.

        Taken back or not: who undoes a slip can give the same answer to the right one. A pair's
        draft has lost its records (:meth:`link_draft` gives it others).
        """
        drafts: list[Draft] = []
        for entry in self._ledger.last_decision():
            details = {k: v for k, v in entry.details.items() if k not in ("left", "right")}
            draft = Draft(entry.action, entry.kind, "", details)
            if draft not in drafts:
                drafts.append(draft)
        return tuple(drafts)

    def refresh(self) -> list[Entry]:
        """Return what others wrote since, taken in by now."""
        return self._ledger.refresh()

    # -- linking ----------------------------------------------------------------------------------

    @property
    def needs_judging(self) -> bool:
        """Whether people have made or broken links since it was last judged what follows."""
        return self._said() != self._judged_by

    def why_not_linkable(self) -> UsageError | None:
        """Return why links cannot be changed at all, ``None`` if they can once the lists are read."""
        return linking.why_not_linkable(self.run, self._key)

    def recall(self, progress: Progress | None = None) -> Text | None:
        """Read the lists again, which linking needs; return why that cannot be, ``None`` if it was."""
        refused = self.why_not_linkable()
        if refused is not None or self._key is None:
            return refused.message if refused else None
        if self._recalled is None:
            answer = linking.recall_lists(self.run, self._key, progress)
            with self._lock:
                if isinstance(answer, Text):
                    self._why_not_recalled = answer
                    return answer
                self._recalled = answer
                self._changes += 1
        return None

    def link_draft(self, left: Place, right: Place, *, same: bool) -> Draft:
        """Return the decision that two records are one document, or that they are not.

        They may be of one list. Raises ``UsageError`` or ``InputError`` where links cannot be
        changed, or not yet.
        """
        if left == right:
            raise UsageError(
                Text("a record cannot be linked to itself", "不能将一条记录与其自身关联"),
                Text("choose another record", "请选择另一条记录"),
            )
        target, first, second = self._recalled_lists().records.pair(left, right)
        places = {"left": _placed(first), "right": _placed(second)}
        return Draft("same" if same else "differ", "pair", target, places)

    def record_draft(self, action: str, place: Place, details: Mapping[str, Any]) -> Draft:
        """Return a decision on one record (``flag``, ``note``, …). Raises as :meth:`link_draft`."""
        target = self._recalled_lists().records.target(place)
        return Draft(action, "record", target, {**details, "left": _placed(place)})

    def judge(self, progress: Progress | None = None) -> None:
        """Judge anew what follows from the links that people made and broke.

        Takes its time: call it in a worker thread. Meanwhile everything can be read and decided; if
        links are changed meanwhile, the answer is not taken and :attr:`needs_judging` stays true.
        Raises as :meth:`link_draft` does.
        """
        with self._judging:
            said = self._said()
            if said == self._judged_by:
                return
            overrides = self._overrides(said)
            judged = None
            if overrides:
                recalled = self._recalled_lists()
                if self._key is None:  # _recalled_lists has raised then
                    return
                judged = linking.judge_anew(
                    self.run, recalled, overrides, self._key,
                    keep=not self.read_only, progress=progress,
                )  # fmt: skip
            self._take(said, judged)

    def close(self) -> None:
        """Let go of the journal."""
        self._journal.close()

    # -- within -----------------------------------------------------------------------------------

    def _day(self) -> dt.date:
        return self._today or dt.datetime.now().astimezone().date()

    def _said(self) -> linking.Said:
        return linking.said_of_pairs(self._ledger.folded)

    def _with_places(self, folded: pl.DataFrame, day: dt.date) -> pl.DataFrame:
        decisions = decisions_on(folded, day, self._scan)
        if not self._recalled:
            return decisions
        targets = decisions.filter(pl.col("kind").is_in(["record", "pair"]))["target"]
        if not targets.len():
            return decisions
        sides = [name for name in PLACES if name != "target"]
        found = self._recalled.records.places(targets).with_columns(
            kind=pl.when(pl.col("right_row").is_null())
            .then(pl.lit("record"))
            .otherwise(pl.lit("pair"))
        )
        return (
            decisions.drop(sides)
            .join(found, on=["kind", "target"], how="left", maintain_order="left")
            .select(decisions.columns)
        )

    def _overrides(self, said: linking.Said) -> list[Override]:
        """Return the overrides of ``said``; records that are no longer there are passed over."""
        if said and not self._recalled:
            places = linking.noted_places(self.decisions)
            overrides, missing = linking.overrides_of(said, places)
            if not missing:
                return overrides
            self._recalled_lists()  # raises: only the lists tell where they stand
        return linking.overrides_of(said, linking.noted_places(self.decisions))[0]

    def _take_kept(self) -> None:
        """Take what was judged before, if it fits what is said now."""
        said = self._said()
        if not said:
            return
        overrides, missing = linking.overrides_of(said, linking.noted_places(self.decisions))
        judged = None if missing else linking.load_judged(self.run, overrides)
        if judged is not None:
            self._take(said, judged)

    def _take(self, said: linking.Said, judged: Judged | None) -> None:
        with self._lock:
            if said == self._said():
                self._judged, self._judged_by = judged, said
                self._changes += 1

    def _recalled_lists(self) -> linking.Recalled:
        self._refuse_if_not_linkable()
        if self._recalled is None:
            raise linking.unread_lists(self._why_not_recalled)
        return self._recalled

    def _refuse_if_not_linkable(self) -> None:
        refused = self.why_not_linkable()
        if refused is not None:
            raise refused

    def _refuse_if_read_only(self) -> None:
        if self.read_only:
            raise UsageError(
                Text("the review is open for reading only", "复核以只读方式打开"),
                Text("open it without --read-only to decide", "如需处理，请不加 --read-only 打开"),
            )


def _placed(place: Place) -> dict[str, Any]:
    side, row = place
    return {"side": side, "row": row}


def open_desk(
    run_folder: Path,
    *,
    journal: str | None = None,
    user: str | None = None,
    read_only: bool = False,
    carry_from: Path | None = None,
) -> Desk:
    """Return the desk of the run in a folder.

    On the first opening of a run the decisions of the run before it are carried over
    (``Desk.carried`` tells which); ``carry_from`` names another run to carry them from, and may be
    asked for later too. Nothing is carried when ``read_only``.

    Args:
        run_folder: the run.
        journal: a file, or the address of a PostgreSQL server; ``journal.sqlite`` of the run when
            absent.
        user: who decides (:func:`disclosure_audit.review.reviewer.user_name`).
        read_only: whether only to look.
        carry_from: the folder of an earlier run.

    Raises ``InputError`` if there is no such run or the journal cannot be opened, ``UsageError`` for
    a name that does not do, or for ``carry_from`` a run whose fingerprints do not compare.
    """
    name = user_name(user)
    run = read(run_folder)
    key = None
    with contextlib.suppress(AuditError):  # findings can be decided without it
        key = known_key()
    store = open_run_journal(run.folder, journal, read_only=read_only)
    carried = None
    if not read_only:
        if carry_from is not None:
            carried = carry(carry_from, run, user=name, journal=journal)
            if carried.refused is not None:
                raise UsageError(carried.refused, carried.hint)
        elif not store.last()[0]:
            carried = carry_previous(run, user=name, journal=journal)
    desk = Desk(run, store, name, key=key)
    desk.carried = carried
    return desk
