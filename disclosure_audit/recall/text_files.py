"""Which files of a folder of full texts may be the one that a run names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from disclosure_audit.scanner.mark_shapes import MASK
from disclosure_audit.scanner.masking import blot
from disclosure_audit.texts.confinement import confine
from disclosure_audit.texts.files import find_files

Candidate = tuple[str, bytes, str | None]
"""Path below the folder, real path, and the problem with it (or null), as in ``FILES``."""


def candidates(name: str, folders: Sequence[Path], terms: Sequence[str]) -> list[Candidate]:
    """Return the files that the run calls ``name``, one problem if there are none.

    A run has what looks like a secret in names of files blotted out, ``terms`` too: then every file
    may be meant whose name looks like that when it is masked. None lies outside the ``folders``.
    """
    named = [confine(folder, name) for folder in folders]
    there = [one for one in named if one[2] is None]
    if not there and (MASK in name or not name.isascii()):
        there = [one for folder in folders for one in _listed(name, folder, terms)]
    # What a path's own problem is tells more than that nothing is there.
    return there or sorted(named, key=lambda one: one[2] == "missing")[:1]


def _listed(name: str, folder: Path, terms: Sequence[str]) -> Iterator[Candidate]:
    """Yield the files in ``folder`` that look like ``name``: masked, or in another encoding."""
    for file, path, problem in find_files({}, folder).select("file", "path", "problem").iter_rows():
        if problem is None and (
            file == name or (MASK in name and len(file) == len(name) and blot(file, terms) == name)
        ):
            yield file, path, problem
