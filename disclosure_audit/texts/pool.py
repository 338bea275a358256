"""Several workers at once: a thread per worker hands out paths and takes answers in."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator

from disclosure_audit.texts.limits import TextLimits
from disclosure_audit.texts.process import Answer, Worker

_WAIT = 0.5
"""Seconds between two looks whether the pool has been stopped."""


def read_all(
    paths: Iterable[bytes], limits: TextLimits, workers: int
) -> Iterator[tuple[bytes, Answer]]:
    """Yield each path with what became of it, as they come.

    At most one answer waits in line beside the one that each thread holds, so the texts in memory
    are few however slow the caller is. However the iteration ends (exhausted, closed, interrupted
    by Ctrl-C), all processes are gone when it has ended.

    Raises:
        WorkerError: a worker does not start.
    """
    pool = _Pool(paths, limits, workers)
    try:
        yield from pool.answers()
    finally:
        pool.stop()


class _Pool:
    def __init__(self, paths: Iterable[bytes], limits: TextLimits, workers: int) -> None:
        self._paths = iter(paths)
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._answers: queue.Queue[tuple[bytes, Answer] | Exception | None] = queue.Queue(maxsize=1)
        self._workers = [Worker(limits) for _ in range(workers)]
        self._threads = [
            threading.Thread(target=self._serve, args=(worker,), daemon=True)
            for worker in self._workers
        ]

    def answers(self) -> Iterator[tuple[bytes, Answer]]:
        for thread in self._threads:
            thread.start()
        left = len(self._threads)
        while left:
            try:
                # With a timeout, because Windows does not interrupt an endless wait.
                got = self._answers.get(timeout=_WAIT)
            except queue.Empty:
                continue
            if got is None:
                left -= 1
            elif isinstance(got, Exception):
                raise got
            else:
                yield got

    def stop(self) -> None:
        self._stopped.set()
        for worker in self._workers:
            worker.stop()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    def _serve(self, worker: Worker) -> None:
        try:
            while not self._stopped.is_set() and (path := self._next()) is not None:
                self._put((path, worker.read(path)))
            self._put(None)
        except Exception as error:  # raised again where the caller waits
            self._put(error)
        finally:
            worker.close()

    def _next(self) -> bytes | None:
        with self._lock:
            return next(self._paths, None)

    def _put(self, what: tuple[bytes, Answer] | Exception | None) -> None:
        while not self._stopped.is_set():
            try:
                return self._answers.put(what, timeout=_WAIT)
            except queue.Full:
                continue
        return None
