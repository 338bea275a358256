"""A child process, watched: how long it took, and how much memory it held at most.

Only the standard library, because the peers' environment runs it too.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The project's folder: children are started here, so that they can import ``benchmarks``."""
_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in the unit of ``ru_maxrss``."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended. ``seconds`` is its whole life, start of the interpreter included."""

    seconds: float
    code: int | None
    """Exit code; ``None`` if it was stopped because its time was up."""
    errors: str
    """What it wrote to stderr."""


def run_child(command: Sequence[str], timeout: float | None = None) -> Ended:
    """Run ``command`` to its end, or stop it and whatever it started after ``timeout`` seconds."""
    paths = (str(ROOT), os.environ.get("PYTHONPATH"))
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PYTHONWARNINGS": "ignore",
    }
    start = time.perf_counter()
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        _, errors = child.communicate(timeout=timeout)
    except BaseException as stopped:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        _, errors = child.communicate()
        if not isinstance(stopped, subprocess.TimeoutExpired):
            raise
        return Ended(time.perf_counter() - start, None, errors)
    return Ended(time.perf_counter() - start, child.returncode, errors)


def peak_memory() -> int:
    """Return the most memory that this process has held at once, in bytes (peak RSS).

    Children that have ended count by the largest of them.
    """
    return max(own_peak_memory(), children_peak_memory())


def own_peak_memory() -> int:
    """Return the peak RSS of this process without its children, in bytes.

    Linux's ``VmHWM`` is asked first: ``ru_maxrss`` of a fresh child may still hold what its parent
    had when it was started.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def children_peak_memory() -> int:
    """Return the peak RSS of the largest child that has ended, in bytes.

    It may be too high (see :func:`own_peak_memory`), never too low.
    """
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * _UNIT
