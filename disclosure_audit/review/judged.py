"""What follows from the links that people made and broke, and where it is kept.

It lies in ``reviewed/`` of the run folder so that who opens a run again need not wait for it. It is
only ever a copy: whatever does not fit exactly is judged anew.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

import disclosure_audit
from disclosure_audit.dispositions import DISPOSITIONS
from disclosure_audit.findings import FINDINGS
from disclosure_audit.matching.schema import CANDIDATES, LINKS, REPEATS
from disclosure_audit.readers.fingerprint import hash_file
from disclosure_audit.review.overrides import Override, settle
from disclosure_audit.run import REVIEWED, Run
from disclosure_audit.run_info import fingerprint, plain

_INFO = "reviewed.json"
_SCHEMAS: dict[str, dict[str, Any]] = {
    "links": dict(LINKS),
    "candidates": dict(CANDIDATES),
    "repeats": dict(REPEATS),
    "dispositions": dict(DISPOSITIONS),
    "findings": dict(FINDINGS),
}


@dataclass(frozen=True)
class Judged:
    """The run as it is with the links that people made and broke.

    The frames have the schemas and the order of those in the run folder.
    """

    links: pl.DataFrame = field(repr=False)
    candidates: pl.DataFrame = field(repr=False)
    repeats: pl.DataFrame = field(repr=False)
    dispositions: pl.DataFrame = field(repr=False)
    findings: pl.DataFrame = field(repr=False)
    control_totals: dict[str, Any]


def identify(run: Run) -> str:
    """Return what tells this scan from every other one (SHA-256, hexadecimal).

    It is made of ``run.json`` without its timings and of the bytes of all frames, which two equal
    scans share. Raises ``OSError`` if they are gone.
    """
    scanned = {key: value for key, value in run.info.items() if key != "timings"}
    frames = {path.name: hash_file(path) for path in sorted(run.folder.glob("*.parquet"))}
    return fingerprint([scanned, frames])


def digest(scan: str, overrides: Iterable[Override]) -> str:
    """Return what tells a judgement from every other one (SHA-256, hexadecimal).

    ``scan`` is what :func:`identify` said; of the overrides counts what holds of them in the end.
    """
    return fingerprint([disclosure_audit.__version__, scan, plain(settle(overrides))])


def load(run: Run, digest: str) -> Judged | None:
    """Return what was saved under ``digest``, ``None`` if nothing was or if it is damaged."""
    folder = run.folder / REVIEWED
    try:
        info = json.loads((folder / _INFO).read_bytes())
        if info["digest"] != digest or set(info["files"]) != set(_SCHEMAS):
            return None
        totals = info["control_totals"]
        if info["totals_sha256"] != fingerprint(totals):
            return None
        frames = {}
        for name, schema in _SCHEMAS.items():
            path = folder / f"{name}.parquet"
            if hash_file(path) != info["files"][name]:
                return None
            frames[name] = pl.read_parquet(path).select(
                pl.col(column).cast(dtype) for column, dtype in schema.items()
            )
    except (OSError, ValueError, TypeError, KeyError, pl.exceptions.PolarsError):
        return None
    return Judged(**frames, control_totals=totals)


def save(run: Run, digest: str, judged: Judged) -> bool:
    """Keep ``judged`` under ``digest`` in place of what was kept; return whether that was possible.

    What is there is whole at any moment, or not there. A folder that cannot be written only means
    that the next opening judges anew.
    """
    folder = run.folder / REVIEWED
    draft = run.folder / f".{REVIEWED}.{secrets.token_hex(4)}.tmp"
    old = draft.with_suffix(".old")
    try:
        draft.mkdir()
        _write(draft, digest, judged)
        with contextlib.suppress(FileNotFoundError):
            folder.rename(old)
        draft.rename(folder)
    except OSError:
        return False
    finally:
        for rest in (draft, old):
            shutil.rmtree(rest, ignore_errors=True)
    return True


def _write(folder: Path, digest: str, judged: Judged) -> None:
    files = {}
    for name in _SCHEMAS:
        path = folder / f"{name}.parquet"
        getattr(judged, name).write_parquet(path)
        files[name] = hash_file(path)
    totals = plain(judged.control_totals)
    info = {
        "digest": digest,
        "files": files,
        "control_totals": totals,
        "totals_sha256": fingerprint(totals),
    }
    text = json.dumps(info, ensure_ascii=False, indent=1)
    (folder / _INFO).write_text(text + "\n", encoding="utf-8", newline="\n")
