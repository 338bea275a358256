"""docs/tui.md shows the application as it is: its screens and its keys."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from disclosure_audit.language import Lang
from disclosure_audit.presentation.key_names import shown_key
from disclosure_audit.presentation.keymap import ACTIONS, GROUPS, LIST, OVERVIEW, PAIR, keys_of
from tests.documented import ROOT, check_passage, passage
from tests.tui.captures import CAPTURES, SIZE, Capture, take

PAGE = ROOT / "docs" / "tui.md"
_WHERE = {LIST: "list", PAIR: "pair", OVERVIEW: "overview"}


@pytest.mark.parametrize(
    ("capture", "lang"),
    [(one, lang) for one in CAPTURES for lang in one.langs],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
async def test_a_screen_is_as_the_page_shows_it(
    capture: Capture, lang: Lang, sample_run: Path, sample_run_zh: Path
) -> None:
    name = f"{capture.name} {lang}"
    wanted = None
    if not os.environ.get("UPDATE_GOLDEN"):
        wanted = passage(PAGE, name).removeprefix("```text\n").removesuffix("```\n")
    screen = await take(capture, sample_run if lang == "en" else sample_run_zh, lang, wanted)
    assert len(screen.splitlines()) <= SIZE[1]
    check_passage(PAGE, name, f"```text\n{screen}```\n")


def test_the_table_of_keys() -> None:
    rows = ["| keys | | | where |", "| --- | --- | --- | --- |"]
    for group, title in GROUPS.items():
        rows.append(f"| **{title.en} {title.zh}** | | | |")
        for action in (one for one in ACTIONS if one.group == group):
            keys = " ".join(f"`{shown_key(key)}`" for key in keys_of(action))
            where = ", ".join(_WHERE[screen] for screen in action.screens)
            name = f"{action.title.en} {action.title.zh}"
            rows.append(f"| {keys} | {name} | {action.about.en} {action.about.zh} | {where} |")
    check_passage(PAGE, "keys", "\n".join(rows) + "\n")


def test_every_screen_is_shown() -> None:
    shown = re.findall(r"<!-- (\w+) (en|zh) -->", PAGE.read_text("utf-8"))
    assert sorted(shown) == sorted((one.name, lang) for one in CAPTURES for lang in one.langs)
