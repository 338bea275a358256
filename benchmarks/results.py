"""What the benchmark commands leave behind for the page: one JSON file each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from benchmarks.process import ROOT

OUT = ROOT / "benchmarks" / "out"
"""Where cases, runs and results go when no folder is asked for. Git ignores it."""
Name = Literal["quality", "speed", "scanner", "review"]


def write_result(out: Path, name: Name, content: dict[str, Any]) -> Path:
    """Write ``content`` as ``<name>.json`` and return where."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{name}.json"
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def read_result(out: Path, name: Name) -> dict[str, Any] | None:
    """Return what the command ``name`` last wrote there, ``None`` if it has not run."""
    path = out / f"{name}.json"
    if not path.exists():
        return None
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
