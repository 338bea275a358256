"""Readers: a file, a folder, a database or a frame becomes one list of text cells."""

from __future__ import annotations

import os
from collections.abc import Callable

from disclosure_audit.config import Limits, Reading
from disclosure_audit.errors import InputError, system_reason
from disclosure_audit.language import Text
from disclosure_audit.readers.database import read_address, read_database
from disclosure_audit.readers.database_url import Address, is_address
from disclosure_audit.readers.frames import read_frame
from disclosure_audit.readers.kinds import READERS, sniff_kind
from disclosure_audit.readers.locate import label_files, locate_files
from disclosure_audit.readers.naming import naming
from disclosure_audit.readers.parts import join_parts
from disclosure_audit.readers.reasons import REASONS, SKIPPED
from disclosure_audit.readers.request import FindHeader, Parts, Request
from disclosure_audit.readers.table import LINES, REJECTS, ROW, SOURCE, Skipped, Source, Table

__all__ = [
    "LINES",
    "REASONS",
    "REJECTS",
    "ROW",
    "SKIPPED",
    "SOURCE",
    "Skipped",
    "Source",
    "Table",
    "read",
]

Progress = Callable[[int, int], None]


def read(
    source: object,
    *,
    limits: Limits,
    reading: Reading,
    sheets: tuple[str, ...] = (),
    find_header: FindHeader | None = None,
    progress: Progress | None = None,
) -> Table:
    """Return ``source`` as one list, every cell text, every bad row set apart with its number.

    Args:
        source: a path, a glob, a folder, a database address, or a Polars, pandas or Arrow frame.
            All files of a glob or folder make one list, by name, columns united by header.
        limits: how much is taken in.
        reading: encoding, delimiter and header row, where they are not to be found out.
        sheets: sheets of a workbook; found by their shape when empty.
        find_header: given the first rows, says which is the header; else its shape tells.
        progress: called after each file with the bytes done and the bytes in all.

    Returns:
        A table; ``frame`` holds the file's columns (String), ``__row__`` (UInt32) and
        ``__source__`` (String). A list with a header only has no rows.

    Raises:
        InputError: what cannot be read, and what to do about it.
        UsageError: ``source`` is nothing readable, or ``reading.encoding`` is unknown.
    """
    if isinstance(source, str) and is_address(source):
        return join_parts(read_database(source, limits), limits)
    if not isinstance(source, (str, os.PathLike)):
        return join_parts(read_frame(source, limits), limits)
    files = locate_files(source)
    total, done = sum(file.stat().st_size for file in files), 0
    found = Parts([])
    for file, name in zip(files, label_files(files), strict=True):
        with naming(name):
            one = _read_file(Request(file, name, limits, reading, sheets, find_header))
        found.parts.extend(one.parts)
        found.skipped.extend(one.skipped)
        done += file.stat().st_size
        if progress:
            progress(done, total)
    with naming(os.path.basename(source) or str(source)):  # noqa: PTH119 - may be a glob
        return join_parts(found, limits)


def _read_file(request: Request) -> Parts:
    try:
        size = request.path.stat().st_size
        if size > request.limits.file_bytes:
            raise InputError(
                Text("{name} has {n} bytes", "{name} 有 {n} 字节").fill(name=request.name, n=size),
                Text(
                    "raise limits.file_bytes (now {n}) if that is right",
                    "如确属正常，请调高 limits.file_bytes（现为 {n}）",
                ).fill(n=request.limits.file_bytes),
            )
        kind = sniff_kind(request.path)
        if kind in READERS:
            return READERS[kind](request)
        path = request.path
        return read_address(Address(kind, str(path), path.name), request.limits)
    except OSError as error:
        why = system_reason(error)
        raise InputError(
            Text(
                f"{request.name} cannot be opened: {why.en}", f"无法打开 {request.name}：{why.zh}"
            ),
            Text("check that the file may be read", "请检查文件的读取权限"),
        ) from error
