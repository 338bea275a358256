"""Brings the ``run.json`` of an older version to today's form, one step per format version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

FORMAT_VERSION = 2
"""Version of the run folder that this version of the tool writes."""

Step = Callable[[dict[str, Any]], dict[str, Any]]


def _before_the_scanner(info: dict[str, Any]) -> dict[str, Any]:
    """Ids of findings were plain hashes, those of no later run are like them; no lexicon was read."""
    return {**info, "key": None, "lexicons": []}


STEPS: dict[int, Step] = {1: _before_the_scanner}
"""``STEPS[n]`` turns version ``n`` into ``n + 1``. Each version ever released stays readable."""


def upgrade(info: dict[str, Any]) -> dict[str, Any]:
    """Return ``info`` in today's form; its ``format_version`` is at most today's."""
    while info["format_version"] < FORMAT_VERSION:
        version = info["format_version"]
        info = {**STEPS[version](info), "format_version": version + 1}
    return info
