"""What identifies an input file: its SHA-256 and its size."""

from __future__ import annotations

import hashlib
from pathlib import Path

from disclosure_audit.readers.request import Request
from disclosure_audit.readers.table import Source


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal text; the file is streamed."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_source(request: Request, kind: str, encoding: str | None = None) -> Source:
    """Return the source for a whole file, not yet counted."""
    return Source(
        name=request.name,
        path=str(request.path),
        sha256=hash_file(request.path),
        size=request.path.stat().st_size,
        kind=kind,
        encoding=encoding,
        rows=0,
    )
