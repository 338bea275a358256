"""Brings the ``run.json`` of an older version to today's form, one step per format version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

FORMAT_VERSION = 3
"""Version of the run folder that this version of the tool writes."""

Step = Callable[[dict[str, Any]], dict[str, Any]]


def _before_the_scanner(info: dict[str, Any]) -> dict[str, Any]:
    """Ids of findings were plain hashes, those of no later run are like them; no lexicon was read."""
    return {**info, "key": None, "lexicons": []}


def _before_lines(info: dict[str, Any]) -> dict[str, Any]:
    """Nobody noted where in a file the data begin, nor how many rows of each were rejected."""
    return _with_sources(info, lambda source: {"first_line": None, "rejected": None} | source)


def _without_lines(info: dict[str, Any]) -> dict[str, Any]:
    """The way back from :func:`_before_lines`."""
    new = ("first_line", "rejected")
    return _with_sources(info, lambda one: {key: one[key] for key in one if key not in new})


def _with_sources(info: dict[str, Any], change: Step) -> dict[str, Any]:
    sides = info.get("inputs", {})
    return {**info, "inputs": {side: [change(one) for one in sides[side]] for side in sides}}


def _before_profiles(info: dict[str, Any]) -> dict[str, Any]:
    """Required fields were lists of names, one per side; a document number always had its condition."""
    settings = info.get("settings", {})
    rules = dict(settings.get("rules", {}))
    required = rules.pop("required", None)
    if required is None:
        return info
    rules["profile"] = {
        side: {name: "if_numbered" if name == "doc_number" else "required" for name in names}
        for side, names in required.items()
    }
    return {**info, "settings": {**settings, "rules": rules}}


STEPS: dict[int, Step] = {
    1: _before_the_scanner,
    2: lambda info: _before_profiles(_before_lines(info)),
}
"""``STEPS[n]`` turns version ``n`` into ``n + 1``. Each version ever released stays readable."""

BACK: dict[int, Step] = {2: _without_lines}
"""``BACK[n]`` takes out of version ``n + 1`` what ``n`` did not know, where a comparison needs that."""


def upgrade(info: dict[str, Any]) -> dict[str, Any]:
    """Return ``info`` in today's form; its ``format_version`` is at most today's."""
    while info["format_version"] < FORMAT_VERSION:
        version = info["format_version"]
        info = {**STEPS[version](info), "format_version": version + 1}
    return info


def as_of_format(info: dict[str, Any], version: int) -> dict[str, Any]:
    """Return today's ``info`` without what formats after ``version`` brought: to compare with it."""
    for step in range(FORMAT_VERSION - 1, version - 1, -1):
        info = BACK.get(step, _same)(info)
    return info


def _same(info: dict[str, Any]) -> dict[str, Any]:
    return info
