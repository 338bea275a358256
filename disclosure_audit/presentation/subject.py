"""What a reviewer looks at: a finding, a link, a record or a pair of records."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure_audit.schema.columns import Side


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to look at. Rows are 0-based positions in their list."""

    finding_id: str | None = None
    register_row: int | None = None
    catalog_row: int | None = None
    other: tuple[Side, int] | None = None
    """A second record of the same side: the one that is repeated."""

    @property
    def ends(self) -> tuple[tuple[Side, int], tuple[Side, int]] | None:
        """The two records that are compared, ``None`` where there is only one."""
        mine = self.record
        if self.register_row is not None and self.catalog_row is not None:
            return ("register", self.register_row), ("catalog", self.catalog_row)
        return (mine, self.other) if mine and self.other else None

    @property
    def record(self) -> tuple[Side, int] | None:
        """The record it is about first, the register's if it has one of each."""
        if self.register_row is not None:
            return "register", self.register_row
        return ("catalog", self.catalog_row) if self.catalog_row is not None else None
