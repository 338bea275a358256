"""A worker seen from its parent: started, asked, watched, replaced."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from disclosure_audit.errors import InputError
from disclosure_audit.language import Text
from disclosure_audit.texts.limits import TextLimits

FILES_PER_PROCESS = 200
"""Files after which a worker is replaced: what its libraries leak goes with it."""
_START_SECONDS = 120.0
_HOME = str(Path(__file__).resolve().parents[2])
_MODULE = "disclosure_audit.texts.worker"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a file. ``data`` is its text as UTF-8, null if there is none."""

    status: str
    reason: str | None
    chars: int
    data: bytes | None


class WorkerError(InputError):
    """No worker process can be started, or it has been stopped."""

    def __init__(self) -> None:
        super().__init__(
            Text("no worker process for full texts can be started", "无法启动读取全文的工作进程"),
            Text(
                "lower scanner.workers or raise scanner.memory_per_worker",
                "请减少 scanner.workers 或调高 scanner.memory_per_worker",
            ),
        )


class Worker:
    """One worker process after another; used by one thread, stopped by any."""

    def __init__(self, limits: TextLimits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._asked = 0
        self._stopped = False
        self._lock = threading.Lock()

    def read(self, path: bytes) -> Answer:
        """Return what became of the file ``path``; takes no longer than its time limit.

        A worker that breaks down may have been harmed by an earlier file, so the file is tried once
        more with a fresh one.

        Raises:
            WorkerError: no worker can be started, or this one has been stopped.
        """
        fresh = self._process is None
        answer = self._ask(path)
        if answer.reason == "crashed" and not fresh and not self._stopped:
            answer = self._ask(path)
        return answer

    def stop(self) -> None:
        """End the process at once, whatever it does. It cannot be asked again."""
        with self._lock:
            self._stopped = True
            process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process and wait until it is gone."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):  # what was not yet written is lost anyway
                        pipe.close()

    def _ask(self, path: bytes) -> Answer:
        process = self._running()
        late = threading.Event()
        clock = threading.Timer(self._limits.seconds, _end, (process, late))
        clock.daemon = True
        clock.start()
        try:
            answer = _exchange(process, path)
        finally:
            clock.cancel()
        self._asked += 1
        if answer is None:
            self.close()
            code = process.returncode
            # The system ends a process so that takes the last of its memory.
            starved = os.name == "posix" and code == -signal.SIGKILL
            reason = "too_slow" if late.is_set() else "out_of_memory" if starved else "crashed"
            return Answer("unreadable", reason, 0, None)
        if late.is_set() or self._asked >= FILES_PER_PROCESS or answer.reason == "out_of_memory":
            self.close()
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None:
            return self._process
        with self._lock:
            if self._stopped:
                raise WorkerError
            self._process = process = _start(self._limits)
            self._asked = 0
        late = threading.Event()
        clock = threading.Timer(_START_SECONDS, _end, (process, late))
        clock.daemon = True
        clock.start()
        try:
            if process.stdout is None or process.stdout.readline() != b"ready\n":
                self.close()
                raise WorkerError
        finally:
            clock.cancel()
        return process


def _start(limits: TextLimits) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(filter(None, (_HOME, os.environ.get("PYTHONPATH"))))
    try:
        return _open(paths, limits)
    except OSError as error:
        raise WorkerError from error


def _open(paths: str, limits: TextLimits) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        # -P: a module of the same name in the working folder is none of ours.
        [sys.executable, "-P", "-m", _MODULE, json.dumps(asdict(limits))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": paths, "POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1"},
    )


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _exchange(process: subprocess.Popen[bytes], path: bytes) -> Answer | None:
    """Return the worker's answer, ``None`` if it ended before it was complete."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        process.stdin.write(json.dumps(os.fsdecode(path)).encode() + b"\n")
        process.stdin.flush()
        head = process.stdout.readline()
        if not head.endswith(b"\n"):
            return None
        reply = json.loads(head)
        data = process.stdout.read(reply["size"])
    except (OSError, ValueError):
        return None
    if len(data) != reply["size"]:
        return None
    is_read = reply["status"] == "read"
    return Answer(reply["status"], reply["reason"], reply["chars"], data if is_read else None)
