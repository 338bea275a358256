"""Finds the run that is meant where none is named; light, for a bare command asks it too."""

from __future__ import annotations

from pathlib import Path

RUNS = Path(".disclosure-audit") / "runs"
"""As in :mod:`disclosure_audit.run`, which would load Polars; a test keeps them equal."""
_INFO = "run.json"


def newest_run(base: Path = RUNS) -> Path | None:
    """Return the folder of the run below ``base`` that was written last, ``None`` if there is none.

    A folder may bear any name, so the time is that of its ``run.json``, which a scan writes once.
    """
    written = {}
    try:
        for folder in base.iterdir():
            info = folder / _INFO
            if not folder.name.startswith(".") and info.is_file():
                written[folder] = info.stat().st_mtime_ns
    except OSError:  # no such folder, or one that nobody may enter
        return None
    return max(written, key=lambda folder: (written[folder], folder.name), default=None)
