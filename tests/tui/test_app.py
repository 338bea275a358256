"""The application: languages, colours, keys of one's own, failures and the end."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from disclosure_audit_tui import run_review
from disclosure_audit_tui.app import EXIT_CODE, ReviewApp
from disclosure_audit_tui.bindings import bindings
from disclosure_audit_tui.screens.listing import Listing
from disclosure_audit_tui.themes import THEMES, TITLES
from disclosure_audit_tui.widgets.frame_table import FrameTable
from textual.worker import WorkerFailed

from disclosure_audit.errors import InputError
from disclosure_audit.language import Text
from disclosure_audit.presentation import crash, words
from disclosure_audit.presentation.key_names import shown_key
from disclosure_audit.presentation.keymap import (
    ACTIONS,
    BY_ID,
    EVERYWHERE,
    GROUPS,
    LIST,
    actions_of,
    clashes,
    keys_of,
)
from disclosure_audit.review.desk import Desk, open_desk
from disclosure_audit.review.entry import Draft, Entry
from tests.tui.conftest import Opened, settle
from tests.tui.screen import screen_text

SECRET = "某人身份证110101199003070000"


# The keymap


def test_no_key_does_two_things_on_one_screen() -> None:
    for screen in EVERYWHERE:
        keys = [binding.key for binding in bindings(screen, "en")]
        assert len(keys) == len(set(keys))


def test_every_action_has_words_a_group_and_a_way_without_letters() -> None:
    assert len(BY_ID) == len(ACTIONS)
    assert keys_of(BY_ID["menu"]) == ("f12",)  # which lists all of them
    for action in ACTIONS:
        assert action.group in GROUPS
        assert action.title.en
        assert action.title.zh
        assert action.about.en.endswith(".")
        assert action.about.zh.endswith("。")
        assert set(action.screens) <= set(EVERYWHERE)


def test_every_action_of_the_list_is_there() -> None:
    for action in actions_of(LIST):
        owner = ReviewApp if action.of_app else Listing
        assert hasattr(owner, f"action_do_{action.id}"), action.id


def test_a_user_s_own_keys_replace_the_usual_ones() -> None:
    remap = {"confirm": "j, .", "flag": "ctrl+k"}
    bound = {binding.key: binding.action for binding in bindings(LIST, "zh", remap)}
    assert bound["j"] == bound["full_stop"] == bound["f2"] == "do_confirm"
    assert bound["ideographic_full_stop"] == "do_confirm"  # the same key with an input method on
    assert "c" not in bound
    assert "do_repeat" not in bound.values()  # its only key was given away
    assert bound["ctrl+k"] == "do_flag"
    assert clashes({"confirm": "j", "dismiss": "k, j", "unheard-of": "j"}) == [
        ("j", "confirm", "dismiss")
    ]


def test_keys_are_printed_as_they_are_on_the_keyboard() -> None:
    shown = {key: shown_key(key) for key in ("slash", "f2", "ctrl+z", "shift+tab", "R", "c")}
    assert list(shown.values()) == ["/", "F2", "Ctrl+Z", "Shift+Tab", "R", "c"]


async def test_own_keys_work(desk: Desk, opened: Opened) -> None:
    async with opened(desk, keys={"confirm": "z"}) as (app, pilot):
        await pilot.press("c")
        assert desk.depth()[0] == 0
        await pilot.press("z")
        assert desk.depth()[0] == 1
        assert "z Confirm" in screen_text(app)


# Words


def entry(user: str, action: str, kind: str) -> Entry:
    return Entry(
        seq=1, at="", user=user, batch="", action=action, kind=kind, target="x", details={},
        prev="", hash="",
    )  # fmt: skip


def test_what_was_done_is_said_in_one_sentence() -> None:
    three = [entry("王", "confirm", "finding")] * 3
    assert words.say_entries(three) == Text("王 confirmed 3 findings", "王确认 3 个问题")
    assert words.say_done(three) == Text("confirmed 3 findings", "确认 3 个问题")
    one = [entry("王", "open", "journal"), entry("王", "undo", "batch")]
    assert words.say_entries(one).en == "王 undone a decision"
    assert "\x1b" not in words.say_entries([entry("\x1b[2J", "flag", "record")]).en


# Languages and colours


async def test_another_language_labels_everything(desk: Desk, opened: Opened) -> None:
    async with opened(desk) as (app, pilot):
        assert "Findings" in screen_text(app)
        await pilot.press("ctrl+l")
        await settle(app, pilot)
        text = screen_text(app)
        assert "审计发现" in text
        assert "严重" in text
        assert "确认" in text
        for english in ("Findings", "critical", "Confirm", "filter:", "status"):
            assert english not in text
        assert {b.description for _, b in app.screen._bindings} >= {"确认", "排除"}
        await pilot.press("ctrl+l")
        await settle(app, pilot)
        assert "critical" in screen_text(app)


async def test_the_themes_follow_each_other(desk: Desk, opened: Opened) -> None:
    assert {theme.name for theme in THEMES} == set(TITLES)
    async with opened(desk, theme="light") as (app, pilot):
        seen = []
        for _ in TITLES:
            seen.append(app.theme)
            await pilot.press("t")
        assert sorted(seen) == sorted(TITLES)
        assert app.theme == "light"
    assert ReviewApp(desk, lang="en", theme="unheard-of").theme in TITLES


async def test_without_colours_there_are_none(
    desk: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(desk) as (app, _):
        table = app.screen.query_one(FrameTable)
        strip = table.render_line(1)
        styles = [segment.style for segment in strip if segment.style]
        for one in app._filters:
            filtered = one.apply(list(strip), table.background_colors[0])
            styles = [segment.style for segment in filtered if segment.style]
        assert styles
        assert all(style.color is None and style.bgcolor is None for style in styles)
        assert any(style.reverse for style in styles)  # the cursor is still seen


async def test_ascii_draws_no_sign_beyond_ascii(desk: Desk, opened: Opened) -> None:
    async with opened(desk, ascii=True) as (app, pilot):
        await pilot.press("c", "f", "n", "x", "enter", "s")
        await settle(app, pilot)
        text = screen_text(app)
        assert not set("✓✗⚑✎│▲▼") & set(text)
        assert " C  " in text
        assert " !n " in text


# The texts of the lists


async def test_a_list_that_cannot_be_read_is_said(opened: Opened, sample_run: Path) -> None:
    info = sample_run / "run.json"
    info.write_text(info.read_text("utf-8").replace("catalog.csv", "gone.csv"), "utf-8")
    async with opened(open_desk(sample_run, user="王")) as (app, _):
        assert app.texts is not None
        assert set(app.texts.missing) == {"catalog"}
        assert [n for n in app._notifications if "gone.csv" in n.message]
        assert not app.busy


async def test_a_journal_that_does_not_answer_is_said_once(
    desk: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(desk) as (app, pilot):

        def fail() -> list[Entry]:
            raise InputError(Text("the server is gone", "服务器已断开"))

        monkeypatch.setattr(desk, "refresh", fail)
        app._poll()
        app._poll()
        await pilot.pause()
        assert len([n for n in app._notifications if "server is gone" in n.message]) == 1
        assert "does not answer" in screen_text(app)
        monkeypatch.undo()
        app._poll()
        await pilot.pause()
        assert "does not answer" not in screen_text(app)


async def test_a_journal_on_a_server_is_asked_beside_the_application(
    desk: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(desk), "journal_name", "postgresql://db/office")
    async with opened(desk) as (app, pilot):
        finding = desk.findings["finding_id"][0]
        open_desk(desk.run.folder, user="李").decide([Draft("confirm", "finding", finding)])
        app._poll()
        await settle(app, pilot)
        assert "李 confirmed 1 finding" in screen_text(app)


# Failures and the end


def test_a_crash_says_where_and_nothing_else() -> None:
    def fail(title: str) -> None:
        raise KeyError(title)

    try:
        fail(SECRET)
    except KeyError as error:
        said = crash.describe(WorkerFailed(error), "en")
    assert "KeyError" in said
    assert "test_app.py" in said
    assert " fail" in said
    assert SECRET not in said
    assert str(Path(__file__).parents[3]) not in said


def test_an_error_of_ours_is_said() -> None:
    error = InputError(Text("the list is gone", "清单已不在"), Text("put it back", "请放回"))
    said = crash.describe(error, "zh")
    assert "清单已不在" in said
    assert "请放回" in said


@pytest.mark.parametrize("where", ["handler", "worker", "drawing"])
async def test_a_crash_ends_with_its_own_code(
    where: str,
    desk: Desk,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = ReviewApp(desk, lang="en", read=False)

    def fail(*_: object) -> Any:
        secret = SECRET  # a local variable that must not be printed
        raise ValueError(secret)

    async def fail_later() -> None:
        fail()

    async def review() -> None:
        async with app.run_test() as pilot:
            if where == "handler":
                app.call_later(fail)
            elif where == "worker":
                app.run_worker(fail_later())
            else:
                monkeypatch.setattr(FrameTable, "render_line", fail)
                app.screen.query_one(FrameTable).refresh()
            await pilot.pause()
            await pilot.pause()

    with pytest.raises((ValueError, WorkerFailed)):
        await review()
    assert app.return_code == EXIT_CODE
    app._print_error_renderables()
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert SECRET not in said


_PROGRAM = """
import sys
from pathlib import Path
from disclosure_audit.review.desk import open_desk
from disclosure_audit_tui import run_review
import disclosure_audit_tui.app as app
if sys.argv[2] == "crash":
    def fail(self):
        title = "某人身份证110101199003070000"
        raise ValueError(title)
    app.ReviewApp.action_do_theme = fail
sys.exit(run_review(open_desk(Path(sys.argv[1]), user="王"), lang="en"))
"""


class Terminal:
    """The application in a terminal of its own, 80x24."""

    def __init__(self, run: Path, how: str) -> None:
        self.master, slave = pty.openpty()
        environ = os.environ | {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(run), how],
            stdin=slave, stdout=slave, stderr=slave, env=environ, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.output = b""

    def wait_for(self, text: bytes, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while text not in self.output:
            assert time.monotonic() < end, self.output[-2000:]
            self.read()

    def read(self) -> bool:
        ready, _, _ = select.select([self.master], [], [], 0.2)
        if not ready:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.output += data
        return bool(data)

    def press(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def end(self, seconds: float = 20) -> int:
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            if time.monotonic() > end:
                self.process.kill()
                pytest.fail("the application did not end")
            if not self.read():
                time.sleep(0.05)
        while self.read() and select.select([self.master], [], [], 0.1)[0]:
            pass
        return self.process.returncode


@pytest.fixture
def terminal(sample_run: Path) -> Any:
    made: list[Terminal] = []

    def start(how: str = "run") -> Terminal:
        made.append(Terminal(sample_run, how))
        made[-1].wait_for(b"Confirm")
        return made[-1]

    yield start
    for one in made:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait()


def test_in_a_terminal_q_leaves_and_restores_it(terminal: Any, sample_run: Path) -> None:
    screen = terminal()
    screen.press(b"c")
    screen.wait_for(b"confirmed")
    screen.press(b"q")
    assert screen.end() == 0
    assert b"\x1b[?1049l" in screen.output  # back from the alternate screen
    assert open_desk(sample_run, user="王").depth() == (1, 0)


def test_in_a_terminal_a_crash_exits_with_3_and_prints_no_data(terminal: Any) -> None:
    screen = terminal("crash")
    screen.press(b"t")
    assert screen.end() == EXIT_CODE
    after = screen.output.rpartition(b"\x1b[?1049l")[2].decode()
    assert "ValueError" in after
    assert "某人" not in screen.output.decode(errors="replace")
    assert "1101011990" not in screen.output.decode(errors="replace")


@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
def test_a_closed_terminal_ends_it_quietly(terminal: Any, name: str) -> None:
    screen = terminal()
    screen.process.send_signal(getattr(signal, name))
    assert screen.end() == 0
    assert b"Traceback" not in screen.output
    assert b"failed" not in screen.output


def test_a_terminal_that_is_gone_ends_it(terminal: Any) -> None:
    screen = terminal()
    os.close(screen.master)
    screen.process.send_signal(signal.SIGHUP)  # what the system sends with it
    assert screen.process.wait(20) is not None


def test_a_failure_before_the_first_screen_is_described(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(self: ReviewApp, **_: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(ReviewApp, "run", fail)
    assert run_review(desk, lang="zh") == EXIT_CODE
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert SECRET not in said
