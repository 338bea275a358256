"""The limits of a worker process, and setting them where the system can."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from disclosure_audit.texts.layout import MOST_CHARS

_CPU_GRACE = 30.0
_LATER = 64 * 1024**2
"""Parts of the libraries that come into memory only when they are first used, in bytes."""


@dataclass(frozen=True, slots=True)
class TextLimits:
    """How much one text may take: of the file, of time (seconds), of memory (bytes)."""

    file_bytes: int
    seconds: float
    memory: int
    chars: int = MOST_CHARS


def limit_process(limits: TextLimits) -> None:
    """Set the limits of this process that hold for all its files.

    The address space may grow until what is in memory could be ``limits.memory``; a core dump would
    spill texts onto the disk, and nothing needs to write a file. Without the module ``resource``
    (Windows) nothing is limited here; macOS takes the limits but does not hold to all of them.
    """
    try:
        import resource
    except ImportError:
        return
    wanted = [
        (resource.RLIMIT_AS, _address_space(limits.memory)),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ]
    for kind, value in wanted:
        with contextlib.suppress(ValueError, OSError):
            hard = resource.getrlimit(kind)[1]
            most = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (most, most))


def limit_processor_time(seconds: float) -> None:
    """Let the system end this process if the coming file takes ``seconds`` and none ends it.

    The parent watches the clock; this is for a worker whose parent has been killed.
    """
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds + _CPU_GRACE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _address_space(memory: int) -> int:
    """Return the address space at which ``memory`` bytes could be resident.

    Libraries reserve far more addresses than they use: those of the start are not counted.
    """
    if sys.platform != "linux":
        return memory
    pages = Path("/proc/self/statm").read_text("ascii").split()
    size, resident = (int(number) * os.sysconf("SC_PAGE_SIZE") for number in pages[:2])
    return size + max(memory - resident - _LATER, 0)
