"""Finds the run that is meant where none is named; light, for a bare command asks it too."""

from __future__ import annotations

from disclosure_audit.workspace import RUNS, newest_run

__all__ = ["RUNS", "newest_run"]
