"""Reads the YAML files of the project, and plays as much of a runner as their steps need."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.documented import ROOT

BIN = Path(sys.executable).parent
_PLACE = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")
KEY = "a-key-that-only-tests-have"

_PYTHON = f"""#!/bin/bash
# Stands for the Python of a runner: makes an "environment" out of the one that the tests run in, and
# notes down what pip is asked for instead of fetching it.
if [ "$1" = -m ] && [ "$2" = venv ]; then
  mkdir -p "$3/bin"
  ln -sf '{BIN}/disclosure-audit' "$3/bin/disclosure-audit"
  cp "$0" "$3/bin/python"
elif [ "$1" = -m ] && [ "$2" = pip ]; then
  printf '%s\\n' "$@" > "$PIP_LOG"
else
  exec '{sys.executable}' "$@"
fi
"""


def load(name: str) -> Any:
    """Return what the YAML file of the project says; ``on`` and ``yes`` are true as in YAML 1.1."""
    return loads((ROOT / name).read_text("utf-8"))


def loads(text: str) -> Any:
    """Return what a YAML text says. The library has no types of its own to check against."""
    return importlib.import_module("yaml").safe_load(text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with its ``${{ places }}`` filled; an unknown one is a mistake."""
    return _PLACE.sub(lambda found: values[found[1]], text)


def make_runner(folder: Path) -> dict[str, str]:
    """Return the environment of a job in ``folder``: a Python that fetches nothing comes first."""
    programs = folder / "programs"
    programs.mkdir()
    python = programs / "python3"
    python.write_text(_PYTHON, "utf-8")
    python.chmod(0o755)
    kept = {name: os.environ[name] for name in ("LANG", "TMPDIR") if name in os.environ}
    return {
        **kept,
        "PATH": os.pathsep.join((str(programs), "/usr/bin", "/bin")),
        "HOME": str(folder),
        "PIP_LOG": str(folder / "pip.log"),
        "DISCLOSURE_AUDIT_LANG": "en",
        "COLUMNS": "100",
    }


def run_script(
    script: str, folder: Path, environment: Mapping[str, str], shell: list[str]
) -> subprocess.CompletedProcess[str]:
    """Run ``script`` from a file, as runners do."""
    path = Path(environment["HOME"]) / "script.sh"
    path.write_text(script, "utf-8")
    return subprocess.run(
        [*shell, str(path)],
        cwd=folder,
        env=dict(environment),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
