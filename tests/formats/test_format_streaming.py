"""A million findings within 2 GB, measured in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documented import ROOT

COUNT = 1_000_000
LIMIT_KB = 2_000_000
CODE = """
import sys
from pathlib import Path
from disclosure_audit.writers.stream import write_paper
from tests.formats.format_papers import many

paper = many(int(sys.argv[1]))
for name in sys.argv[2:]:
    write_paper(paper, name, Path(name))
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""
"""Makes the paper too, so what is measured is the paper and what writing adds to it."""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of a process alone")
@pytest.mark.slow
def test_a_million_findings(tmp_path: Path) -> None:
    names = ["ndjson", "csv", "sarif"]
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(COUNT), *names],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": ""}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert int(done.stdout) < LIMIT_KB
    with (tmp_path / "ndjson").open("rb") as file:
        assert sum(1 for _ in file) == COUNT
    with (tmp_path / "csv").open("rb") as file:
        assert sum(1 for _ in file) == COUNT + 1
    results = json.loads((tmp_path / "sarif").read_bytes())["runs"][0]["results"]
    assert results[-1]["properties"]["findings"] == COUNT - (len(results) - 1)
