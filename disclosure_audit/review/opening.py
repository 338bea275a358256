"""Which scan a journal is about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from disclosure_audit import __version__
from disclosure_audit.glyphs import visible
from disclosure_audit.review.entry import Draft, plain
from disclosure_audit.run_info import fingerprint
from disclosure_audit.scanner.masking import blot


def scan_digest(info: Mapping[str, Any]) -> str:
    """Return what tells by ``run.json`` whether the rows of two scans are the same ones.

    The same files, read by the same version with the same settings, have the same rows. What was
    read from elsewhere, from a database say, may have changed: it is told apart by its time.
    """
    inputs = {
        side: [(source["sha256"], source["rows"], source.get("channel")) for source in sources]
        for side, sources in info["inputs"].items()
    }
    is_proved = all(sha256 for sources in inputs.values() for sha256, _, _ in sources)
    written = None if is_proved else info["timings"].get("written_at")
    return fingerprint([info["tool_version"], info["settings_sha256"], inputs, written])


def run_name(folder: Path) -> str:
    """Return what the journal calls the run in ``folder``: the folder's own name, made fit to show."""
    return visible(blot(plain(folder.resolve().name)))


def opening_draft(folder: Path, info: Mapping[str, Any]) -> Draft:
    """Return the entry that says which run the following ones are about."""
    return Draft(
        "open",
        "journal",
        "",
        {
            "run": run_name(folder),
            "scan": scan_digest(info),
            "key": info["key"],
            "tool_version": __version__,
        },
    )
