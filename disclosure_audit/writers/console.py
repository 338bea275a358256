"""The rich console on which what a person reads is laid out; text is never taken for markup."""

from __future__ import annotations

import io

from rich.console import Console

from disclosure_audit.writers.base import Page


def make_console(page: Page) -> Console:
    """Return a console that writes to memory, as wide and as colourful as ``page``."""
    return Console(
        file=io.StringIO(),
        width=page.width,
        force_terminal=page.color,
        force_jupyter=False,  # in a notebook it would show the text instead of writing it
        no_color=not page.color,
        color_system="standard" if page.color else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )


def written(console: Console) -> str:
    """Return all that was written on a console of :func:`make_console`, without trailing spaces."""
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()) + "\n"
