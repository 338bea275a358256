"""Texts made up with the truth: every form of every kind, lists of persons, harmless numbers."""

from __future__ import annotations

import random

import polars as pl

from benchmarks.scanner.labelled import Labelled
from benchmarks.scanner.spans import KINDS, spans_of
from benchmarks.scanner_forms import (
    make_card,
    make_forms,
    make_harmless,
    make_id,
    make_mobile,
)

LEAKING = "leaking_mask"
_SEED = 4
_LINES = 40
_KIND_OF = {kind: kind for kind in KINDS} | {"resident_id_15": "resident_id"}
_BETWEEN = {
    "tabs": "\t",
    "one space": " ",
    "two spaces": "  ",
    "ideographic spaces": "\u3000",
    "commas": "，",
    "enumeration commas": "、",
    "bars": "|",
    "semicolons": "；",
    "lines": "\n",
}
_NAMES = ("李某甲", "王某乙", "张某", "赵某丙")


def form_matrix() -> Labelled:
    """Return one identifier per text, in each form in which it is written."""
    forms = make_forms().filter(pl.col("what").is_in(list(_KIND_OF)))
    rows = forms.select("start", "end", "what", "value").iter_rows()
    return Labelled(
        "form matrix",
        tuple(forms["text"]),
        spans_of(
            (row, start, end, _KIND_OF[what], value)
            for row, (start, end, what, value) in enumerate(rows)
        ),
        tuple(f"{what}, {form}" for what, form in forms.select("what", "form").iter_rows()),
    )


def person_lists() -> Labelled:
    """Return lines of lists: a name, a resident ID, a mobile number and a card side by side.

    What stands between them is what the text of a table has between its cells.
    """
    draw = random.Random(_SEED)
    texts: list[str] = []
    forms: list[str] = []
    found: list[tuple[int, int, int, str, str]] = []
    for form, between in _BETWEEN.items():
        for _ in range(_LINES):
            numbers = [
                ("resident_id", make_id(draw)),
                ("mobile", make_mobile(draw)),
                ("bank_card", make_card(draw)),
            ]
            draw.shuffle(numbers)
            text = draw.choice(_NAMES)
            for kind, value in numbers:
                text += between
                found.append((len(texts), len(text), len(text) + len(value), kind, value))
                text += value
            texts.append(text)
            forms.append(form)
    return Labelled("lists of persons", tuple(texts), spans_of(found), tuple(forms))


def harmless_numbers() -> Labelled:
    """Return texts with numbers that are nobody's, and right masks: nothing is to be found."""
    made = make_harmless()
    return Labelled("harmless numbers", tuple(made["text"]), spans_of(()), tuple(made["form"]))


def leaking_masks() -> tuple[str, ...]:
    """Return texts with an identifier whose mask leaves too much of it."""
    return tuple(make_forms().filter(pl.col("what") == LEAKING)["text"])
