"""The rendered screen as plain text, and its comparison with a golden file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from tests.documented import ROOT

GOLDEN = ROOT / "tests" / "golden" / "tui"
Snapshot = Callable[[App[Any], str], None]
LOOKS = pytest.mark.parametrize(
    ("size", "lang"),
    [
        pytest.param((80, 24), "en", id="80-en"),
        pytest.param((140, 45), "zh", id="140-zh"),
        pytest.param((140, 45), "en", id="140-en", marks=pytest.mark.slow),
        pytest.param((80, 24), "zh", id="80-zh", marks=pytest.mark.slow),
    ],
)
"""Both sizes and both languages in a usual run, each of one with each of the other in a long one."""


def screen_text(app: App[Any]) -> str:
    """Return what is on the screen, line by line, without colours or blanks at the ends."""
    size = app.screen.size
    lines = [strip.text.rstrip() for strip in app.screen._compositor.render_strips(size)]
    return "\n".join(lines).rstrip() + "\n"


def compare(app: App[Any], name: str) -> None:
    """Compare the screen with ``tests/golden/tui/<name>.txt``.

    With ``UPDATE_GOLDEN=1`` the file is written anew, to be read in the diff before it is kept.
    """
    path, text = Path(GOLDEN, f"{name}.txt"), screen_text(app)
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), f"no golden file {path.name}: run once with UPDATE_GOLDEN=1"
    assert text == path.read_text("utf-8")
