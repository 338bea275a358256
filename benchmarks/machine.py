"""Where and with what a benchmark ran. Nothing that names a person, a host or a folder."""

from __future__ import annotations

import datetime as dt
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = ("disclosure-audit", "polars", "numpy", "scipy", "rapidfuzz")


def describe_machine() -> dict[str, Any]:
    """Return the CPU's name, cores, memory in bytes, system, versions and today's date."""
    return {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "cpu": _cpu(),
        "cores": _cores(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": f"{platform.system()} {platform.machine()}",
        "versions": {"python": platform.python_version()} | {p: _version(p) for p in PACKAGES},
    }


def plain_command(words: list[str]) -> str:
    """Return the command as typed, with every path shortened to its last part."""
    short = [Path(word).name if "/" in word or "\\" in word else word for word in words]
    return " ".join(["python -m benchmarks", *short])


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
