"""A trial opening of a workbook in a process of its own.

The workbook library allocates the rectangle that a sheet's cells span. In a damaged XLS, XLSB or
ODS that can be tens of gigabytes, and a failed allocation there ends the whole process. So those
kinds are opened once where nothing is lost. XLSX needs no trial: :mod:`.workbook_guard` sees it all.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

MEMORY = 8 * 1024**3
"""Address space of the trial, in bytes, where the system can limit it."""
SECONDS = 300

_TRIAL = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
except (ImportError, ValueError, OSError):
    pass
import python_calamine
try:
    with open(sys.argv[1], "rb") as file:
        book = python_calamine.load_workbook(file)
        for name in book.sheet_names:
            book.get_sheet_by_name(name)
except Exception:
    pass  # an orderly refusal, which the real opening will meet again
except BaseException:
    sys.exit(3)  # a panic of the library
"""


def survives_opening(path: Path) -> bool:
    """Say whether opening ``path`` leaves the process alive, within :data:`SECONDS`."""
    if not sys.executable or getattr(sys, "frozen", False):
        return True  # no interpreter to try it with
    command = [sys.executable, "-P", "-c", _TRIAL, str(path), str(MEMORY)]
    try:
        trial = subprocess.run(command, capture_output=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return False
    # 1 and 2 mean that the trial itself could not run, which says nothing of the file.
    return trial.returncode in (0, 1, 2)
