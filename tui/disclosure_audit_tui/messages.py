"""What the application tells its screens."""

from __future__ import annotations

from textual.message import Message


class DeskChanged(Message):
    """Decisions or what follows from them have changed: read the desk again."""


class TextsArrived(Message):
    """The texts of the lists have been read, or it is known why they cannot be."""


class LangChanged(Message):
    """Another language was chosen: label everything again."""
