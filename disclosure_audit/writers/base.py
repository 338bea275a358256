"""What a format is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from disclosure_audit.language import Text
from disclosure_audit.writers.report import Report


@dataclass(frozen=True, slots=True)
class Page:
    """What the text is written on. Only formats meant for the eye heed it."""

    width: int = 80
    """Terminal cells per line."""
    color: bool = False
    plain: bool = False
    """Whether rules are drawn in ASCII, for a terminal that has no others."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a report.

    ``write`` returns the whole text, ending with a line feed. ``machine`` tells that the bytes are
    a contract: UTF-8, whatever the terminal speaks.
    """

    name: str
    title: Text
    write: Callable[[Report, Page], str]
    machine: bool = True
    has_ids: bool = False
    """Whether it holds the ids of the findings."""
