"""What a page may ask for: everything else is nothing, and decides nothing."""

from __future__ import annotations

from typing import Any

import pytest

from disclosure_audit.notebook.widget.messages import DECISIONS, read
from tests.notebook.widget_runs import Page
from tests.notebook.widget_runs import page as page
from tests.notebook.widget_runs import run_folder as run_folder
from tests.notebook.widget_runs import small_run as small_run

SOUND: dict[str, Any] = {
    "id": "a-1", "do": "confirm", "on": "0123456789abcdef", "choice": 0, "marked": 0, "seen": 3,
}  # fmt: skip


def test_a_sound_message_is_a_request() -> None:
    request = read(SOUND)
    assert request is not None
    assert (request.do, request.details) == ("confirm", {})
    waive = read({**SOUND, "do": "waive", "reason": "a", "approver": "b", "until": "90"})
    assert waive is not None
    assert waive.details == {"reason": "a", "approver": "b", "until": "90"}


MALFORMED: list[object] = [
    None, 3, "confirm", [], ["confirm"], {}, {"do": "confirm"}, {"id": "a-1"},
    {**SOUND, "id": 1}, {**SOUND, "id": "A B"}, {**SOUND, "id": "x" * 99},
    {**SOUND, "do": "Confirm"}, {**SOUND, "do": ["confirm"]}, {**SOUND, "do": None},
    {**SOUND, "do": "reveal"}, {**SOUND, "do": "take"}, {**SOUND, "do": "__init__"},
    {**SOUND, "more": 1}, {**SOUND, "on": ""}, {**SOUND, "on": 5}, {**SOUND, "on": "a\n"},
    {**SOUND, "on": "x" * 101}, {**SOUND, "on": "二"}, {**SOUND, "choice": -1},
    {**SOUND, "choice": True}, {**SOUND, "choice": 0.0}, {**SOUND, "choice": "0"},
    {**SOUND, "marked": None}, {**SOUND, "seen": 2**60}, {**SOUND, "seen": float("nan")},
    {name: value for name, value in SOUND.items() if name != "seen"},
    {name: value for name, value in SOUND.items() if name != "on"},
    {**SOUND, "do": "dismiss"}, {**SOUND, "do": "dismiss", "reason": "other"},
    {**SOUND, "do": "dismiss", "reason": "other", "note": 3},
    {**SOUND, "do": "dismiss", "reason": "other", "note": "x" * 5000},
    {**SOUND, "do": "note", "text": {"en": "x"}}, {**SOUND, "do": "confirm", "reason": "other"},
    {"id": "a-1", "do": "list", "kind": "secrets"}, {"id": "a-1", "do": "list", "kind": ["links"]},
    {"id": "a-1", "do": "move", "to": -1}, {"id": "a-1", "do": "filter", "text": None},
    {"id": "a-1", "do": "filter", "text": "x" * 9000}, {"id": "a-1", "do": "undo", "n": 2},
]  # fmt: skip


@pytest.mark.parametrize("message", MALFORMED, ids=range(len(MALFORMED)))
def test_what_is_malformed_is_no_request(message: object) -> None:
    assert read(message) is None


def test_nothing_malformed_reaches_the_journal(page: Page) -> None:
    before = page.sent
    for message in MALFORMED:
        page.say(message)
        if isinstance(message, dict) and "on" in message and message["on"] == SOUND["on"]:
            page.say({**message, "on": page.widget.pair["on"]})  # the right row changes nothing
    assert page.answers == []
    assert page.sent == before
    assert page.journal == []


def test_what_a_page_writes_into_the_widget_decides_nothing(page: Page) -> None:
    widget = page.widget
    on, other = (row["key"] for row in widget.listing["rows"][:2])
    widget.set_state({"pair": {**widget.pair, "on": other}, "state": {"read_only": ""}})
    assert page.ask("confirm", on=other, choice=0, marked=0, seen=0).startswith(
        "the list has moved"
    )
    assert page.journal == []
    assert widget.pair["on"] == on  # and what it wrote is put right


@pytest.mark.parametrize("do", [*DECISIONS, "go", "mark", "move", "choose"])
def test_an_unknown_row_is_no_reason_to_fail(page: Page, do: str) -> None:
    about = {"on": "f" * 16, "choice": 40, "marked": 7, "seen": 0}
    details = {
        "dismiss": {"reason": "other", "note": "x"},
        "waive": {"reason": "a", "approver": "b", "until": "1"},
        "note": {"text": "x"}, "assign": {"owner": "x"},
    }  # fmt: skip
    given: dict[str, dict[str, Any]] = {
        "go": {"key": "f" * 16}, "mark": {"key": "1:2:3"}, "move": {"to": 10**9}, "choose": {"place": 99},
    }  # fmt: skip
    told = page.ask(do, **given.get(do, {**about, **details.get(do, {})}))
    assert "failed" not in told
    assert page.answers == [{"answered": "page-1"}]
    assert page.journal == []
