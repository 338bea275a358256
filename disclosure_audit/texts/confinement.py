"""Paths that a list gives are not to be trusted: none may lead out of the folder of texts."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PureWindowsPath


def confine(folder: Path, given: str) -> tuple[str, bytes, str | None]:
    """Return what ``given`` means in ``folder``: path below it, real path, problem.

    ``given`` may part its steps by ``/`` or ``\\``. The path below the folder has ``/``. The problem
    is null or ``outside_folder`` (an absolute path, a drive, a step up, a NUL, a link that leads
    out), ``missing``, ``not_a_file`` or ``no_permission``. Where there is a problem with the path
    itself, it is returned as it was given, and the real path is empty.
    """
    steps = PureWindowsPath(given)
    if "\0" in given or steps.drive or steps.root or ".." in steps.parts:
        return given, b"", "outside_folder"
    below = "/".join(steps.parts)
    if "\\" in given and os.sep == "/" and os.path.lexists(folder / given):
        below = given  # here a backslash may be part of a name
    path, problem = check(folder, below)
    return below, path, problem


def check(folder: Path, below: str) -> tuple[bytes, str | None]:
    """Return the real path of ``below``, which has no step up, and its problem (or null)."""
    try:
        root = os.path.realpath(folder)
        path = os.path.realpath(os.path.join(root, below))  # noqa: PTH118 - must not normalise twice
        if path != root and os.path.commonpath([root, path]) != root:
            return b"", "outside_folder"
        mode = os.stat(path).st_mode  # noqa: PTH116 - a million paths may come by
    except PermissionError:
        return b"", "no_permission"
    except (OSError, ValueError):
        return b"", "missing"
    return os.fsencode(path), None if stat.S_ISREG(mode) else "not_a_file"
