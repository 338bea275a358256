"""Keys have one set of names: what settings and the page say is what Textual binds."""

from __future__ import annotations

import string

import pytest
from textual.keys import _character_to_key

from disclosure_audit.presentation.key_names import FULL_WIDTH, full_name, name_key, shown_key

TYPED = [*string.printable[:95], *"。，？！、；：（）《》【】“”＝￥…—　中é"]


@pytest.mark.parametrize("char", TYPED)
def test_a_character_has_the_name_that_textual_gives_it(char: str) -> None:
    assert name_key(char) == _character_to_key(char)


@pytest.mark.parametrize("char", string.punctuation + string.digits + string.ascii_letters)
def test_a_key_is_printed_as_the_character_it_types(char: str) -> None:
    assert shown_key(full_name(char)) == char


def test_held_keys_are_named_too() -> None:
    assert full_name("ctrl+.") == "ctrl+full_stop"
    assert shown_key("ctrl+full_stop") == "Ctrl+."
    assert shown_key("shift+delete") == "Shift+delete"


def test_each_key_of_punctuation_has_its_full_width_twin() -> None:
    for key, wide in FULL_WIDTH.items():
        assert len(shown_key(key)) == 1
        assert full_name(wide) == _character_to_key(wide)
