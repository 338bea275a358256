"""The questions: keys, mouse, what they refuse, and that nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from disclosure_audit_tui.prompts import ask_choice, ask_reason, ask_text, ask_waiver, confirm
from disclosure_audit_tui.prompts.base import Prompt
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from disclosure_audit.language import LANGS, Lang, Text
from disclosure_audit.presentation.days import read_day
from disclosure_audit.review.decisions import REASONS, check
from disclosure_audit.review.entry import Draft
from tests.tui.screen import screen_text

TODAY = dt.date(2026, 3, 4)
HOSTILE = "[密]甲案 [/] \x1b[31m\u202e\x00 é😀 [red]" + "长" * 300


class Asking(App[Any]):
    """Asks one question and keeps the answer."""

    def __init__(self, prompt: Prompt[Any]) -> None:
        super().__init__()
        self.prompt = prompt
        self.answers: list[Any] = []

    def on_mount(self) -> None:
        self.push_screen(self.prompt, self.answers.append)


async def answer(prompt: Prompt[Any], *keys: str) -> list[Any]:
    app = Asking(prompt)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        return app.answers


def typed(text: str) -> list[str]:
    return [{" ": "space", "-": "minus"}.get(char, char) for char in text]


def fault(pilot: Pilot[Any]) -> str:
    shown = pilot.app.screen.query_one(".fault", Static)
    return str(shown.content) if shown.display else ""


@pytest.mark.parametrize("number", range(1, len(REASONS)))
async def test_a_digit_is_a_reason(number: int) -> None:
    assert await answer(ask_reason("en"), str(number)) == [(list(REASONS)[number - 1], "")]


async def test_a_full_width_digit_is_a_reason_too() -> None:
    app = Asking(ask_reason("zh"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        pilot.app.screen.query_one(OptionList).focus()
        await pilot.press("３")
        await pilot.pause()
        assert app.answers == [("different_document", "")]


async def test_a_reason_by_arrows_and_a_note_by_tab() -> None:
    assert await answer(ask_reason("en"), "down", "down", "enter") == [("different_document", "")]
    keys = ["down", "tab", *typed("see no 7"), "enter"]
    assert await answer(ask_reason("en"), *keys) == [("same_document", "see no 7")]


async def test_other_asks_for_a_note_and_keeps_the_choice() -> None:
    app = Asking(ask_reason("en"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("9")
        await pilot.pause()
        assert app.answers == []
        assert "note" in fault(pilot)
        assert isinstance(app.focused, Input)
        await pilot.press(*typed("odd"), "enter")
        await pilot.pause()
    assert app.answers == [("other", "odd")]


async def test_a_reason_by_mouse() -> None:
    app = Asking(ask_reason("en"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.click(OptionList, offset=(4, 3))
        await pilot.pause()
    assert app.answers == [(list(REASONS)[3], "")]


@pytest.mark.parametrize(
    "make",
    [
        lambda: ask_reason("en"),
        lambda: ask_waiver("en"),
        lambda: ask_text("note", "kept"),
        lambda: ask_choice("which", {"a": "A"}),
    ],
)
async def test_escape_leaves_without_an_answer(make: Any) -> None:
    assert await answer(make(), "escape") == [None]


async def test_a_waiver_is_filled_in_with_enter_alone() -> None:
    keys = [*typed("minor"), "enter", *typed("Li"), "enter", *typed("2026-12-31"), "enter"]
    assert await answer(ask_waiver("en", today=TODAY), *keys) == [("minor", "Li", "2026-12-31")]


async def test_a_waiver_counts_days_and_passes_what_the_journal_checks() -> None:
    keys = [*typed("minor"), "tab", *typed("Li"), "tab", *typed("90"), "enter"]
    ((reason, approver, until),) = await answer(ask_waiver("en", today=TODAY), *keys)
    assert until == "2026-06-02"
    details = {"reason": reason, "approver": approver, "until": until}
    assert check(Draft("waive", "finding", "0" * 16, details), TODAY).details == details


@pytest.mark.parametrize(("days", "until"), [(30, "2026-04-03"), (365, "2027-03-04")])
async def test_a_waiver_by_mouse_has_the_usual_terms(days: int, until: str) -> None:
    app = Asking(ask_waiver("en", today=TODAY))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*typed("a"), "tab", *typed("b"))
        await pilot.click(f"#days-{days}")
        await pilot.pause()
        assert app.screen.query_one("#until", Input).value == until
        await pilot.click("#ok")
        await pilot.pause()
    assert app.answers == [("a", "b", until)]


@pytest.mark.parametrize(
    ("reason", "approver", "until", "field", "said"),
    [
        ("", "b", "90", "reason", "why"),
        ("a", "", "90", "approver", "who"),
        ("a", "b", "", "until", "day it ends"),
        ("a", "b", "2026-02-30", "until", "no such day"),
        ("a", "b", "2026-03-03", "until", "past"),
        ("a", "b", "soon", "until", "2030-12-31"),
    ],
)
async def test_a_waiver_says_what_is_missing_and_loses_nothing(
    reason: str, approver: str, until: str, field: str, said: str
) -> None:
    app = Asking(ask_waiver("en", today=TODAY))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        values = {"reason": reason, "approver": approver, "until": until}
        for name, value in values.items():
            app.screen.query_one(f"#{name}", Input).value = value
        await pilot.click("#ok")
        await pilot.pause()
        assert said in fault(pilot)
        assert app.focused is not None
        assert app.focused.id == field
        assert {f.id: f.value for f in app.screen.query(Input)} == values
    assert app.answers == []


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-31",
        "2026.12.31",
        " 2026/12/31 ",
        "2026年12月31日",
        "２０２６－１２－３１",
        "20261231",
    ],
)
def test_a_day_is_written_in_many_ways(text: str) -> None:
    assert read_day(text, TODAY) == dt.date(2026, 12, 31)


@pytest.mark.parametrize("text", ["30", "+30", "30d", "30 days", "30天", "３０"])
def test_days_are_counted_from_today(text: str) -> None:
    assert read_day(text, TODAY) == dt.date(2026, 4, 3)


@given(st.text(max_size=30))
def test_any_text_is_a_day_from_today_on_or_a_fault(text: str) -> None:
    read = read_day(text, TODAY)
    assert isinstance(read, Text) or read >= TODAY


async def test_a_line_of_text() -> None:
    assert await answer(ask_text("note"), *typed("a b"), "enter") == ["a b"]
    assert await answer(ask_text("note", "kept"), "end", *typed("!"), "enter") == ["kept!"]


async def test_an_empty_line_is_refused_unless_it_may_be() -> None:
    assert await answer(ask_text("note"), "enter") == []
    assert await answer(ask_text("owner", may_be_empty=True), "enter") == [""]


async def test_suggestions_narrow_and_are_taken_by_arrow_or_mouse() -> None:
    offices = ["Office", "Archive", "Law office"]
    assert await answer(ask_text("owner", "", offices), *typed("off"), "down", "down", "enter") == [
        "Law office"
    ]
    app = Asking(ask_text("owner", "", offices))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.click(OptionList, offset=(3, 1))
        await pilot.pause()
    assert app.answers == ["Archive"]


async def test_a_choice() -> None:
    options: dict[str, Text | str] = {"a": Text("A", "甲"), "b": "[b]B"}
    assert await answer(ask_choice("which", options), "2") == ["b"]
    assert await answer(ask_choice("which", options), "down", "enter") == ["b"]


@pytest.mark.parametrize(
    ("keys", "grave", "expected"),
    [
        (["y"], False, True),
        (["n"], False, False),
        (["escape"], False, False),
        (["enter"], False, True),
        (["right", "enter"], False, False),
        (["enter"], True, False),
        (["right", "enter"], True, True),
    ],
)
async def test_yes_or_no(keys: list[str], grave: bool, expected: bool) -> None:
    assert await answer(confirm("sure?", "en", grave=grave), *keys) == [expected]


@pytest.mark.parametrize("lang", LANGS)
async def test_a_bulk_question_says_for_how_many(lang: Lang) -> None:
    for prompt in (ask_reason(lang, 1234), ask_waiver(lang, 1234)):
        app = Asking(prompt)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "1,234" in screen_text(app)


@pytest.mark.parametrize("lang", LANGS)
async def test_everything_is_seen_at_80_by_24_in_both_languages(lang: Lang) -> None:
    app = Asking(ask_reason(lang))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = screen_text(app)
        assert all(words.to(lang) in text for words in REASONS.values())
        assert "Esc" in text
        assert all(button.region.height for button in app.screen.query("Button"))


@pytest.mark.parametrize(
    "prompt",
    [
        lambda: ask_text(HOSTILE, HOSTILE, [HOSTILE, "b"], about=HOSTILE, lang="zh"),
        lambda: ask_choice(HOSTILE, [("a", HOSTILE), ("b", "[/]")], "zh", about=HOSTILE),
        lambda: confirm(HOSTILE, "zh", about=HOSTILE),
        lambda: ask_waiver("zh", approvers=[HOSTILE]),
    ],
)
async def test_hostile_texts_are_drawn_as_they_are(prompt: Any) -> None:
    app = Asking(prompt())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("[")
        await pilot.pause()
        text = screen_text(app)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "\x00" not in text
        if not isinstance(app.screen, type(ask_waiver())):
            assert "[密]甲案 [/] ␛[31m<U+202E>␀" in text
        assert any(button.region.bottom <= 24 for button in app.screen.query("#ok"))
