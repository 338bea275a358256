"""Choices that come out the same on every machine and every version of Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """A seeded source of choices.

    It builds on ``Random.random()`` alone, the one method whose sequence Python promises to keep.
    """

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)

    def chance(self, share: float) -> bool:
        """Return true in ``share`` of the cases."""
        return self._random.random() < share

    def number(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of ``choices``."""
        return choices[self.number(0, len(choices) - 1)]

    def shuffled(self, things: Iterable[T]) -> list[T]:
        """Return the things in another order."""
        keyed = [(self._random.random(), at, thing) for at, thing in enumerate(things)]
        return [thing for *_, thing in sorted(keyed, key=lambda entry: entry[:2])]
