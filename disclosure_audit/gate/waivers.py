"""Waivers in a TOML file: findings accepted with a reason, by name, until a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text

FILE = "disclosure-audit-waivers.toml"
"""Its usual name, beside the configuration."""
_LONGEST_RECORD = 40


@dataclass(frozen=True, slots=True)
class Waiver:
    """One acceptance: of one finding, or of a rule's findings, all or those of one record."""

    number: int
    """Its place in the file, from 1."""
    line: int | None
    """Line of its ``[[waiver]]``; ``None`` where that cannot be told."""
    finding: str | None
    rule: str | None
    """Code of the rule."""
    record: str | None
    reason: str
    owner: str
    approver: str
    expires: dt.date
    """The last day on which it holds."""

    def is_expired(self, today: dt.date) -> bool:
        """Return whether its last day has passed."""
        return self.expires < today

    @property
    def place(self) -> Text:
        """Where it stands."""
        if self.line is None:
            return Text(f"waiver {self.number}", f"第 {self.number} 项豁免")
        return Text(f"line {self.line}", f"第 {self.line} 行")

    @property
    def target(self) -> str:
        """What it accepts, in one word or two."""
        if self.finding is not None:
            return self.finding
        record = visible(shorten(self.record, _LONGEST_RECORD)) if self.record is not None else ""
        return f"{self.rule} {record}".strip()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an entry, or the whole file, is no waiver. Holds no text that a person wrote."""

    line: int | None
    number: int | None
    """Place of the entry in the file, from 1; ``None`` where it is about the file."""
    field: str | None
    what: Text
    hint: Text

    @property
    def text(self) -> Text:
        """Where and what, in one line."""
        if self.number is None:
            return self.what
        en = f"line {self.line}" if self.line is not None else f"waiver {self.number}"
        zh = f"第 {self.line} 行" if self.line is not None else f"第 {self.number} 项豁免"
        name = f"{visible(self.field)} " if self.field is not None else ""
        return Text(f"{en}: {name}{self.what.en}", f"{zh}：{name}{self.what.zh}")


@dataclass(frozen=True, slots=True)
class Waivers:
    """What a waivers file holds."""

    name: str
    """Of the file, to be shown."""
    waivers: tuple[Waiver, ...] = ()
    """Those that are in order, expired ones included, as they stand in the file."""
    faults: tuple[Fault, ...] = ()

    def valid(self, today: dt.date) -> tuple[Waiver, ...]:
        """Return those that hold on ``today``."""
        return tuple(waiver for waiver in self.waivers if not waiver.is_expired(today))

    def expired(self, today: dt.date) -> tuple[Waiver, ...]:
        """Return those that have run out."""
        return tuple(waiver for waiver in self.waivers if waiver.is_expired(today))

    def expiring(self, today: dt.date, in_days: int) -> tuple[Waiver, ...]:
        """Return those that hold on ``today`` and run out within ``in_days``, the first one first."""
        last = today + dt.timedelta(days=min(in_days, (dt.date.max - today).days))
        found = (waiver for waiver in self.valid(today) if waiver.expires < last)
        return tuple(sorted(found, key=lambda waiver: (waiver.expires, waiver.number)))
