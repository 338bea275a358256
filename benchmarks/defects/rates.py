"""How often each kind of defect is seeded."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares between 0 and 1.

    A share is of the records to which the defect *can* be done: a title without an issuer prefix
    cannot lose it, so fewer than ``prefix_dropped`` of all titles do.
    """

    omission: float = 0.07
    """In the register, not in the catalog."""
    orphan: float = 0.01
    """In the catalog, not in the register."""
    repeat: float = 0.02
    """Published twice: half of them exactly, half with a slightly altered title."""
    sibling: float = 0.015
    """A made-up near-identical document stands on one side where its sibling stands on the other
    or on both: the two must not be linked."""

    prefix_dropped: float = 0.06
    """国务院关于… becomes 关于…."""
    suffix_dropped: float = 0.03
    """The trailing 的通知 is gone."""
    punctuation: float = 0.03
    """《》 added or lost, brackets, commas and digits of another width."""
    markup: float = 0.02
    """``<em>``, ``[PDF]``, （附件）."""
    invisible: float = 0.02
    """Zero-width, no-break and ideographic spaces."""
    typo: float = 0.015
    """One character wrong, lost, doubled or swapped with its neighbour; never a number."""
    reworded: float = 0.01
    """One or two words changed or lost."""

    renumbered: float = 0.005
    """One digit of the serial changed."""
    number_variant: float = 0.06
    """Other brackets, a full-width digit, a leading zero, spaces, 第."""
    number_missing: float = 0.05
    """No document number on one of the sides."""
    number_cited: float = 0.003
    """The number of another document stands in for the own one."""

    date_wrong: float = 0.02
    """Off by one to three days, month and day swapped, or a year later."""
    date_missing: float = 0.01
    """No date made on one of the sides."""

    on_register: float = 0.25
    """Share of the changes made to the register's copy rather than the catalog's."""
    several: float = 0.3
    """Share of the records drawn for more than one change that really keep them all."""

    def __post_init__(self) -> None:
        """Refuse what is no share."""
        for field in fields(self):
            if not 0 <= getattr(self, field.name) <= 1:
                raise ValueError(f"rate {field.name} is not between 0 and 1")

    @classmethod
    def parse(cls, text: str) -> Rates:
        """Return the rates that ``omission=0.1,orphan=0`` asks for; defaults for the rest.

        Raises:
            ValueError: a name that is no rate (the names are listed), or a share out of range.
        """
        known = {field.name for field in fields(cls)}
        asked: dict[str, float] = {}
        for part in filter(None, (piece.strip() for piece in text.split(","))):
            name, _, value = part.partition("=")
            if name not in known:
                raise ValueError(f"no rate {name!r}; the rates are {', '.join(sorted(known))}")
            asked[name] = float(value)
        return cls(**asked)
