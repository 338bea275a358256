"""Compares two run folders, file by file: to the byte, and where bytes differ, to the cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import polars as pl

from disclosure_audit.errors import InputError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.readers.fingerprint import hash_file
from disclosure_audit.reperformance.frames import IDENTITY, NONE, Difference, compare_frames
from disclosure_audit.run import INFO
from disclosure_audit.run_info import fingerprint
from disclosure_audit.upgrades import as_of_format

State = Literal["identical", "equal", "keyed", "differs", "absent"]
"""``equal``: other bytes, the same content. ``keyed``: nothing but ids differs. ``absent``: an older
version made the run and wrote no such file."""

_ASIDE = ("timings", "versions", "tool_version", "format_version", "settings", "settings_sha256")
"""What of ``run.json`` is no result: the clock, and what is compared by itself (:mod:`.notes`)."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What the comparison of one file came to."""

    name: str
    state: State
    sha256: str | None = None
    """Of the run's file; of ``run.json`` without what is no result."""
    sha256_again: str = ""
    rows: int | None = None
    """Where bytes differ: how many rows the run's frame has."""
    difference: Difference = NONE
    keys: tuple[str, ...] = ()
    """Of ``run.json``: which entries differ. Never their values."""


def compare_runs(then: Path, now: Path, *, has_key: bool) -> tuple[FileResult, ...]:
    """Return one result per file of the run ``now``, the repetition of ``then``.

    ``has_key`` says whether both were made with one key. Raises ``InputError`` for a frame of
    ``then`` that cannot be read.
    """
    results = [_compare_info(then / INFO, now / INFO, has_key=has_key)]
    results += [
        _compare_frame(name, then / f"{name}.parquet", now / f"{name}.parquet", has_key=has_key)
        for name in IDENTITY
    ]
    return tuple(results)


def _compare_frame(name: str, then: Path, now: Path, *, has_key: bool) -> FileResult:
    again = hash_file(now)
    if not then.exists():
        return FileResult(now.name, "absent", None, again)
    sha256 = hash_file(then)
    if sha256 == again:
        return FileResult(now.name, "identical", sha256, again)
    new = pl.read_parquet(now)
    try:
        old = pl.read_parquet(then).select(pl.col(k).cast(v) for k, v in new.schema.items())
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(
            Text("{name} of the run is damaged", "运行结果中的 {name} 已损坏").fill(
                name=visible(then.name)
            ),
            Text("scan again", "请重新扫描"),
        ) from error
    difference = compare_frames(name, old, new)
    state: State = "equal"
    if not old.equals(new):
        # rows about the same things in another order are a difference too: order is a promise
        state = "keyed" if difference.is_keyed and not has_key else "differs"
    return FileResult(now.name, state, sha256, again, old.height, difference)


def _compare_info(then: Path, now: Path, *, has_key: bool) -> FileResult:
    aside = _ASIDE if has_key else (*_ASIDE, "key")
    before, after = json.loads(then.read_bytes()), json.loads(now.read_bytes())
    if before["format_version"] < after["format_version"]:
        after = as_of_format(after, before["format_version"])
    old, new = (
        {name: value for name, value in info.items() if name not in aside}
        for info in (before, after)
    )
    keys = tuple(_differing(old, new))
    one, other = fingerprint(old), fingerprint(new)
    return FileResult(INFO, "differs" if keys else "identical", one, other, keys=keys)


def _differing(then: Any, now: Any, path: str = "") -> Iterator[str]:
    """Yield the dotted path of every entry in which two values differ."""
    if isinstance(then, dict) and isinstance(now, dict):
        for name in dict.fromkeys((*then, *now)):
            below = f"{path}.{name}".lstrip(".")
            if name in then and name in now:
                yield from _differing(then[name], now[name], below)
            else:
                yield below
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for place, (one, other) in enumerate(zip(then, now, strict=True)):
            yield from _differing(one, other, f"{path}.{place}")
    elif then != now:
        yield path
