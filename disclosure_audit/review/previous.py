"""The run before: the one whose decisions a new run takes over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from disclosure_audit.errors import AuditError, InputError
from disclosure_audit.review.carry import Carried, Shown, carry, ids_of, info_of
from disclosure_audit.review.journal import FILE, open_run_journal
from disclosure_audit.review.opening import run_name
from disclosure_audit.review.state import counting
from disclosure_audit.run import Run, is_run


def carry_previous(
    run: Run | Path,
    *,
    user: str | None = None,
    journal: str | None = None,
    key: bytes | None = None,
    shown: Shown | None = None,
) -> Carried | None:
    """Carry the decisions of the run before ``run`` over, if there is one and no review has begun.

    Arguments as for :func:`disclosure_audit.review.carry.carry`. An earlier run that cannot be read
    stands in nobody's way: the reason is in ``refused``.
    """
    folder = run.folder if isinstance(run, Run) else run
    before = None
    try:
        mine = open_run_journal(folder, journal)
        try:
            if mine.last()[0]:
                return None
        finally:
            mine.close()
        before = find_previous(run, journal=journal)
        if before is None:
            return None
        return carry(before, run, user=user, journal=journal, key=key, shown=shown)
    except AuditError as error:
        return Carried(run_name(before or folder), refused=error.message, hint=error.hint)


def find_previous(run: Run | Path, *, journal: str | None = None) -> Path | None:
    """Return the folder of the run beside ``run`` from which its decisions are carried, if any.

    It is the newest of those that have a journal, were made no later, and are of lists of the same
    names; one of the same key if there is one. Where none has the same names, it is the newest of
    the same key in which something was decided that ``run`` has too.
    """
    folder = (run.folder if isinstance(run, Run) else run).resolve()
    mine = info_of(folder)
    others: list[tuple[str, Path, bool, bool]] = []
    for other in _beside(folder):
        if not _has_journal(other, journal):
            continue
        try:
            info = info_of(other)
            told = _written(info), other, _names(info) == _names(mine), info["key"] == mine["key"]
        except (InputError, KeyError, TypeError):  # of a newer version, or no run of ours
            continue
        if told[0] <= _written(mine):
            others.append(told)
    others.sort(reverse=True)
    alike = [(has_key, path) for _, path, is_alike, has_key in others if is_alike]
    if alike:
        return next((path for has_key, path in alike if has_key), alike[0][1])
    ids = ids_of(run)
    for _, path, _, has_key in others:
        if has_key and _decided_on(path, journal) & ids:
            return path
    return None


def _beside(folder: Path) -> list[Path]:
    """Return the other runs of the folder that holds ``folder``; none where nobody may look."""
    try:
        return [other for other in folder.parent.iterdir() if other != folder and is_run(other)]
    except OSError:
        return []


def _written(info: Mapping[str, Any]) -> str:
    return str(info["timings"].get("written_at", ""))


def _names(info: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the names of the files of both lists, whatever folder they lay in."""
    return {
        side: sorted(Path(str(source["path"] or source["name"])).name for source in sources)
        for side, sources in info["inputs"].items()
    }


def _has_journal(folder: Path, journal: str | None) -> bool:
    if journal is None:
        return (folder / FILE).is_file()
    store = open_run_journal(folder, journal, read_only=True)
    try:
        return bool(store.last()[0])
    finally:
        store.close()


def _decided_on(folder: Path, journal: str | None) -> set[str]:
    """Return the findings that were decided on in the run in ``folder``."""
    store = open_run_journal(folder, journal, read_only=True)
    try:
        decided = counting(store.frame())
    finally:
        store.close()
    return set(decided.filter(pl.col("kind") == "finding")["target"])
