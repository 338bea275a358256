"""The peers' own virtual environment, made when it is first needed."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from benchmarks.process import run_child
from benchmarks.results import OUT

REQUIREMENTS = Path(__file__).parent / "requirements.txt"
FOLDER = OUT / "peers-venv"
_READY = FOLDER / "ready.json"
_TIMEOUT = 1200.0
_VERSIONS = (
    "import importlib.metadata as m, json, pathlib, sys; "
    "pathlib.Path(sys.argv[1]).write_text(json.dumps("
    "{d.metadata['Name'].lower().replace('_', '-'): d.version for d in m.distributions()}))"
)


def python() -> Path:
    """Return the environment's interpreter."""
    return FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def read_requirements() -> dict[str, str]:
    """Return package -> requirement, in the order of the file."""
    lines = (
        line.partition("#")[0].strip() for line in REQUIREMENTS.read_text("utf-8").splitlines()
    )
    return {re.split(r"[<>=!~\[ ]", line)[0].lower(): line for line in lines if line}


def prepare() -> dict[str, str | None]:
    """Make the environment and return each package's version, ``None`` if it is not installed.

    Nothing is done if it was made from the same requirements and lacked nothing. Packages are
    installed one by one from the configured index, so that one that fails keeps none of the others
    out.
    """
    wanted = read_requirements()
    if _READY.exists() and python().exists():
        known: dict[str, dict[str, str]] = json.loads(_READY.read_text(encoding="utf-8"))
        if known["wanted"] == wanted and all(name in known["found"] for name in wanted):
            return {name: known["found"][name] for name in wanted}
    if not python().exists():
        run_child([sys.executable, "-m", "venv", str(FOLDER)], _TIMEOUT)
    pip = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for requirement in wanted.values():
        run_child([*pip, requirement], _TIMEOUT)
    listed = FOLDER / "versions.json"
    listed.unlink(missing_ok=True)
    run_child([str(python()), "-c", _VERSIONS, str(listed)], _TIMEOUT)
    found = json.loads(listed.read_text(encoding="utf-8")) if listed.exists() else {}
    if found:
        _READY.write_text(json.dumps({"wanted": wanted, "found": found}), encoding="utf-8")
    return {name: found.get(name) for name in wanted}
