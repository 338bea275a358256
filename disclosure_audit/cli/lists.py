"""One list as the commands that only look at columns see it."""

from __future__ import annotations

from collections.abc import Mapping

from disclosure_audit.config import Config
from disclosure_audit.intake import Shape, map_table, read_list
from disclosure_audit.schema.columns import Side


def look_at(
    path: str,
    side: Side | None,
    config: Config,
    *,
    sheets: tuple[str, ...] = (),
    overrides: Mapping[str, str] | None = None,
) -> tuple[Shape, ...]:
    """Return what the columns of each shape of a list are taken for.

    Without ``side`` the headers alone decide. Raises ``InputError`` or ``UsageError`` for a list
    that cannot be read.
    """
    table = read_list(path, side, config, sheets=sheets)
    return map_table(table, config, side, overrides=overrides)
