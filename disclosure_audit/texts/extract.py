"""From files to their texts: batch by batch, each small enough to be scanned and forgotten."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator

import polars as pl

from disclosure_audit.config import Scanner
from disclosure_audit.texts.extra import require_extra
from disclosure_audit.texts.limits import TextLimits
from disclosure_audit.texts.pool import read_all
from disclosure_audit.texts.process import Answer
from disclosure_audit.texts.schema import FILES, TEXTS

BATCH_BYTES = 64 * 1024**2
"""Size of the texts of one batch, in bytes of UTF-8. A longer text makes a batch of its own."""
_BATCH_ROWS = 10_000

Progress = Callable[[float, float], None]
_Owner = tuple[str | None, int | None]


def extract_batches(
    files: pl.DataFrame,
    scanner: Scanner,
    progress: Progress | None = None,
    *,
    batch_bytes: int = BATCH_BYTES,
) -> Generator[pl.DataFrame, None, None]:
    """Yield the texts of ``files`` (schema ``FILES``) in frames of schema ``TEXTS``.

    Every row of ``files`` is one row of one frame, whatever becomes of its file. A file that several
    records name is read once. Within a frame rows are in the order of ``files``; the frames come
    as the files are done. While the caller works on a frame the workers read on, by one text each. Whoever
    leaves before the end closes the iterator, which ends the workers.

    Args:
        files: what :func:`disclosure_audit.texts.files.find_files` returned.
        scanner: the settings: limits and number of workers.
        progress: called with the files done and the files in all.
        batch_bytes: the most bytes of text in a frame, unless one text alone is longer.

    Raises:
        InputError: the libraries of the extra ``texts`` are not installed.
        WorkerError: no worker process can be started.
    """
    owners: dict[bytes, list[int]] = {}
    rows = files.select(*FILES).rows()
    refused = []
    for place, (_, _, _, path, problem) in enumerate(rows):
        if problem is None:
            owners.setdefault(path, []).append(place)
        else:
            refused.append((place, Answer("unreadable", problem, 0, None)))
    batch = _Batch(rows, batch_bytes)
    for place, answer in refused:
        yield from batch.add(place, answer)
    if owners:
        require_extra()
        for done, (path, answer) in enumerate(
            read_all(list(owners), limits_of(scanner), _workers(scanner, len(owners))), start=1
        ):
            for place in owners[path]:
                yield from batch.add(place, answer)
            if progress:
                progress(done, len(owners))
    yield from batch.rest()


def extract(
    files: pl.DataFrame, scanner: Scanner, progress: Progress | None = None
) -> pl.DataFrame:
    """Return all texts at once (schema ``TEXTS``), in the order of ``files``: for small folders.

    Raises as :func:`extract_batches` does.
    """
    frames = list(extract_batches(files, scanner, progress))
    if not frames:
        return pl.DataFrame(schema=TEXTS)
    keys = ["side", "row", "file"]
    order = files.select(keys).with_row_index("place").unique(keys, keep="first")
    return (
        pl.concat(frames)
        .join(order, on=keys, how="left", nulls_equal=True)
        .sort("place")
        .select(*TEXTS)
    )


def limits_of(scanner: Scanner) -> TextLimits:
    """Return the limits of one text that the settings name."""
    return TextLimits(scanner.bytes_per_text, scanner.seconds_per_text, scanner.memory_per_worker)


def _workers(scanner: Scanner, files: int) -> int:
    return max(1, min(scanner.workers or os.cpu_count() or 1, files))


class _Batch:
    """Gathers answers until they make a frame."""

    def __init__(self, rows: list[tuple[object, ...]], most: int) -> None:
        self._rows = rows
        self._most = most
        self._answers: list[tuple[int, Answer]] = []
        self._bytes = 0

    def add(self, place: int, answer: Answer) -> Iterator[pl.DataFrame]:
        """Take an answer in; yield what was gathered before if both are too much together."""
        size = len(answer.data or b"")
        if self._bytes + size > self._most or len(self._answers) >= _BATCH_ROWS:
            yield from self.rest()
        self._answers.append((place, answer))
        self._bytes += size

    def rest(self) -> Iterator[pl.DataFrame]:
        """Yield what has been gathered, if anything."""
        if self._answers:
            frame = self._frame()
            self._answers, self._bytes = [], 0
            yield frame

    def _frame(self) -> pl.DataFrame:
        answers = sorted(self._answers, key=lambda entry: entry[0])
        owned = pl.DataFrame(
            [self._rows[place][:3] for place, _ in answers],
            schema={name: TEXTS[name] for name in ("side", "row", "file")},
            orient="row",
        )
        return owned.with_columns(
            pl.Series("status", [a.status for _, a in answers], pl.String),
            pl.Series("reason", [a.reason for _, a in answers], pl.String),
            pl.Series("chars", [a.chars for _, a in answers], pl.UInt32),
            # From bytes, for Python's own text would be held beside the frame's.
            pl.Series("text", [a.data for _, a in answers], pl.Binary).cast(pl.String),
        )
