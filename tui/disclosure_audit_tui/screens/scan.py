"""Scans both lists again without leaving the review, and opens the new run."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from disclosure_audit.errors import AuditError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.names import STAGES
from disclosure_audit.presentation.forms import CANCEL
from disclosure_audit.review.carry import say_carried
from disclosure_audit.review.desk import Desk, open_desk
from disclosure_audit_tui.prompts.base import Prompt, plain
from disclosure_audit_tui.scanning import (
    GivenUp,
    Progress,
    Wanted,
    config_of,
    prefilled,
    scan,
    sources_in,
)

if TYPE_CHECKING:
    from disclosure_audit_tui.app import ReviewApp

_TITLE = Text("New scan", "重新扫描")
_ABOUT = Text(
    "With the settings of this run. Several files are parted by “;”. Decisions are carried over.",
    "沿用本次运行的设置。多个文件以“；”分隔。已有处理结果将自动沿用。",
)
_LABELS = {
    "register": Text("Register", "登记簿"),
    "catalog": Text("Catalog", "公开目录"),
    "folder": Text("Folder of the new run", "新的结果文件夹"),
}
_START = Text("Scan", "扫描")
_NO_FOLDER = Text("give the folder of the new run", "请给出结果文件夹")
_GIVEN_UP = Text("the scan was given up; nothing was written", "已取消扫描，未写入任何内容")
_STOPPING = Text("giving up…", "正在取消…")
_DONE = Text("{n} findings in the new run", "新的运行结果共 {n} 个问题")
_RUNNING = Text("Esc: give the scan up", "Esc 取消扫描")
_TICK = 0.2
"""Seconds between two looks at how far it is."""


class ScanScreen(Prompt[None]):
    """A form, then bars; at the end the new run is open and its list is seen."""

    AUTO_FOCUS = "#register"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "nothing", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    ScanScreen > Vertical { width: 100; }
    ScanScreen #stages { height: auto; display: none; margin-top: 1; }
    ScanScreen.-running #stages { display: block; }
    ScanScreen.-running Input, ScanScreen.-running .label { display: none; }
    ScanScreen.-running #ok { display: none; }
    """

    def __init__(self) -> None:
        super().__init__(_TITLE, about=_ABOUT)
        self.progress: Progress | None = None
        """How far the scan is; ``None`` while none is under way."""

    @property
    def review(self) -> ReviewApp:
        """The application."""
        return cast("ReviewApp", self.app)

    def ask(self) -> Iterator[Widget]:
        """Yield the fields, filled in as the run was made."""
        given = prefilled(self.review.desk.run)
        for name, label in _LABELS.items():
            yield plain(self.say(label), "label")
            yield Input(visible(str(given[name])), id=name, compact=True)
        yield Static(id="stages", markup=False)

    def buttons(self) -> Iterator[Button]:
        """Yield what starts it and what leaves or gives it up."""
        yield Button(Content(self.say(_START)), id="ok", compact=True, variant="primary")
        yield Button(Content(self.say(CANCEL)), id="cancel", compact=True)

    def on_mount(self) -> None:
        """Look again and again how far it is."""
        self.set_interval(_TICK, self.draw)

    def on_unmount(self) -> None:
        """Do not leave a scan behind."""
        if self.progress is not None:
            self.progress.give_up()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next field, or start."""
        event.stop()
        names = list(_LABELS)
        place = names.index(event.input.id) if event.input.id in names else len(names) - 1
        if place + 1 < len(names):
            self.query_one(f"#{names[place + 1]}", Input).focus()
        else:
            self.answer()

    def action_nothing(self) -> None:
        """One scan at a time."""

    def action_cancel(self) -> None:
        """Leave the form, or give the scan up."""
        if self.progress is None:
            self.dismiss(None)
        else:
            self.progress.give_up()
            self.draw()

    def answer(self) -> None:
        """Start the scan, or say what is wrong with the form."""
        if self.progress is not None:
            return
        given = {name: self.query_one(f"#{name}", Input).value.strip() for name in _LABELS}
        if not given["folder"]:
            self.fault(_NO_FOLDER, self.query_one("#folder", Input))
            return
        try:
            wanted = Wanted(
                sources_in(given["register"], "register"),
                sources_in(given["catalog"], "catalog"),
                Path(given["folder"]).expanduser(),
                config_of(self.review.desk.run),
            )
        except AuditError as error:
            self._complain(error)
            return
        self.progress = Progress()
        self.add_class("-running")
        self.query_one(".fault", Static).remove_class("-said")
        self.query_one("#cancel", Button).focus()
        self.draw()
        self.run_worker(self._scan(wanted, self.progress), group="scan")

    async def _scan(self, wanted: Wanted, progress: Progress) -> None:
        try:
            folder = await asyncio.to_thread(scan, wanted, progress)
            desk = await asyncio.to_thread(_open, self.review.desk, folder)
        except GivenUp:
            self._back(_GIVEN_UP)
        except AuditError as error:
            self._back(None)
            self._complain(error)
        else:
            self.progress = None
            app = self.review
            self.dismiss(None)
            app.take_desk(desk)
            app.say(_DONE.fill(n=f"{desk.findings.height:,}"))
            if desk.carried is not None:
                app.say(say_carried(desk.carried), bad=desk.carried.refused is not None)

    def _back(self, said: Text | None) -> None:
        """Show the form again, as it was filled in."""
        self.progress = None
        if self.is_attached:
            self.remove_class("-running")
            self.query_one(".keys", Static).update(Content(self.say(self.KEYS)))
            self.query_one("#register", Input).focus()
            if said is not None:
                self.fault(said)

    def _complain(self, error: AuditError) -> None:
        message, hint = error.to(self.lang)
        if self.is_attached:
            self.fault(f"{message} - {hint}" if hint else message)

    # How far it is

    def draw(self) -> None:
        """Show how far each stage is."""
        if self.progress is None:
            return
        said = _STOPPING if self.progress.is_given_up else _RUNNING
        self.query_one(".keys", Static).update(Content(self.say(said)))
        self.query_one("#stages", Static).update(Content("\n").join(self._lines(self.progress)))

    def _lines(self, progress: Progress) -> Iterator[Content]:
        names = {stage: text.to(self.lang) for stage, text in STAGES.items()}
        room = max(cell_len(name) for name in names.values())
        width = max(10, min(40, self.size.width - room - 28))
        ascii_only = bool(getattr(self.app, "ascii", False))
        full, light = ("#", ".") if ascii_only else ("█", "░")
        for stage, name in names.items():
            lead = name + " " * (room - cell_len(name) + 2)
            told = progress.stages.get(stage)
            if told is None:
                yield Content.styled(lead + light * width, "$text-muted")
                continue
            done = int(told.share * width)
            yield Content.assemble(
                lead,
                (full * done, "$success" if told.ended is not None else "$primary"),
                (light * (width - done), "$secondary"),
                f"{told.share:>6.0%}{progress.seconds(told):>8.1f} s",
            )


def _open(desk: Desk, folder: Path) -> Any:
    """Return the desk of the new run, with the decisions of the one before."""
    server = desk.journal_name if "://" in desk.journal_name else None
    return open_desk(
        folder,
        journal=server,
        user=desk.user,
        read_only=desk.read_only,
        carry_from=None if desk.read_only else desk.run.folder,
    )
