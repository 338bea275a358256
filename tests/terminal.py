"""A terminal for the tests: the real command on a pseudo-terminal, typed at and read."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

PATIENCE = 60.0
"""Seconds after which something that should appear is taken for missing."""
PROGRAM = (sys.executable, "-P", "-c", "from disclosure_audit.cli import main; main()")
_STEERING = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[@-Z\\-_])"
)


class Terminal:
    """``disclosure-audit`` with some arguments on a terminal of ``size`` columns and lines."""

    def __init__(
        self,
        arguments: Sequence[str | Path],
        home: Path,
        *,
        size: tuple[int, int] = (80, 24),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        own = {"DISCLOSURE_AUDIT_LANG": "en", "PYTHONUTF8": "1", "TERM": "xterm-256color"}
        inherited = {
            k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")
        }
        self.process = subprocess.Popen(
            [*PROGRAM, *map(str, arguments)],
            stdin=theirs, stdout=theirs, stderr=theirs, cwd=home, close_fds=True,
            env=inherited | own | dict(environment or {}), start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self._bytes = b""

    @property
    def raw(self) -> str:
        """All that was written to the terminal so far."""
        while select.select([self._ours], [], [], 0)[0]:
            if not self._read():
                break
        return self._bytes.decode("utf-8", "replace")

    @property
    def text(self) -> str:
        """The same without what moves the cursor and chooses colours."""
        return _STEERING.sub("", self.raw)

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def wait_for(self, pattern: str, *, after: int = 0) -> re.Match[str]:
        """Return the first match of ``pattern`` in :attr:`text` from ``after`` on."""
        end = time.monotonic() + PATIENCE
        while not (found := re.compile(pattern).search(self.text, after)):
            assert time.monotonic() < end, f"no {pattern!r} in {self.text[-2000:]!r}"
            if not select.select([self._ours], [], [], 0.05)[0] and self.process.poll() is not None:
                found = re.compile(pattern).search(self.text, after)
                assert found, f"ended without {pattern!r}: {self.text[-2000:]!r}"
                return found
        return found

    def wait(self) -> int:
        """Return the exit code, once the command has ended."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, f"it does not end: {self.text[-2000:]!r}"
            _ = self.raw  # a terminal that nobody reads would hold it up
            time.sleep(0.02)
        _ = self.raw
        return self.process.returncode

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        """Close the terminal, and end what still runs on it."""
        if self.process.poll() is None:
            self.kill()
        os.close(self._ours)

    def _read(self) -> bool:
        try:
            more = os.read(self._ours, 65536)
        except OSError:  # the other end is closed
            return False
        self._bytes += more
        return bool(more)
