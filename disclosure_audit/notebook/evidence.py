"""Evidence in words, with rows counted from 0 as in the frames: they can be asked for again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang
from disclosure_audit.writers.evidence import label, value


def say_evidence(items: Iterable[Mapping[str, Any]] | None, lang: Lang) -> list[tuple[str, str]]:
    """Return name and text of each piece of a finding's evidence that says something."""
    return [
        (label(item["name"], lang), _said(item["name"], item["value"], lang))
        for item in items or ()
        if item["value"]
    ]


def _said(name: str, text: str, lang: Lang) -> str:
    return visible(text) if name.endswith("_row") else value(name, text, lang)


def say_rows(finding: Mapping[str, Any]) -> str:
    """Return the rows of a finding as ``explain`` takes them: ``register_row=3, catalog_row=5``."""
    names = ("register_row", "catalog_row")
    return ", ".join(f"{name}={finding[name]}" for name in names if finding[name] is not None)
