"""Repeats a run and says whether the same came out."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from disclosure_audit import run
from disclosure_audit.audit import Progress
from disclosure_audit.language import Text
from disclosure_audit.reperformance.comparison import FileResult, compare_runs
from disclosure_audit.reperformance.inputs import find_inputs
from disclosure_audit.reperformance.notes import note, settings_fit
from disclosure_audit.reperformance.repeat import read_settings, repeat
from disclosure_audit.workspace import find_key, known_key, name_key


@dataclass(frozen=True, slots=True)
class Reperformance:
    """What repeating a run showed."""

    name: str
    """Of the run's folder."""
    files: tuple[FileResult, ...]
    """``run.json`` first, then the frames."""
    notes: tuple[Text, ...]
    has_key: bool
    """Whether the run's key was there; without it ids differ."""
    settings_fit: bool
    """Whether the settings in ``run.json`` are those that their hash was made of."""

    @property
    def is_same(self) -> bool:
        """Whether every result is the same, cell by cell and in the same order, ids included."""
        return self.settings_fit and all(
            one.state in ("identical", "equal", "absent") for one in self.files
        )

    @property
    def is_identical(self) -> bool:
        """Whether every file has the same bytes, timings and versions in ``run.json`` aside."""
        return self.settings_fit and all(one.state == "identical" for one in self.files)

    @property
    def differs_in_ids_only(self) -> bool:
        """Whether nothing differs but what is made with the key, which was not there."""
        return (
            not self.has_key
            and not self.is_same
            and self.settings_fit
            and not any(one.state == "differs" for one in self.files)
        )


def rerun(
    folder: Path, *, keep: Path | None = None, progress: Progress | None = None
) -> Reperformance:
    """Repeat the run in ``folder`` from its own record and compare both, file by file.

    Settings, day and language are those of ``run.json``; inputs and lexicons are found by path and
    SHA-256 (:mod:`.inputs`). What reviewers decided is no part of it. The repetition goes to a
    temporary folder, or to ``keep``.

    Raises ``InputError`` if the run is damaged or an input is gone or has changed, ``UsageError`` if
    ``keep`` is taken.
    """
    info = run.read(folder).info
    raw = json.loads((folder / run.INFO).read_bytes())
    config = read_settings(info)
    if keep is not None:
        run.check_target(keep)
    inputs = find_inputs(folder, info)
    key = known_key()
    has_key = key is not None and name_key(key) == info["key"]
    with tempfile.TemporaryDirectory(prefix="disclosure-audit-") as place:
        into = keep or Path(place) / "again"
        again = repeat(
            folder, info, inputs, into, key=key or find_key(keep=False), progress=progress
        )
        files = compare_runs(folder, again, has_key=has_key)
        new = json.loads((again / run.INFO).read_bytes())
    return Reperformance(
        name=folder.resolve().name,
        files=files,
        notes=tuple(note(info, new, inputs, config, has_key=has_key)),
        has_key=has_key,
        settings_fit=settings_fit(raw),
    )
