"""One scan in a process of its own: two files in, a run folder out, the measurement as JSON.

``python -m benchmarks.speed.child REGISTER CATALOG RUN RESULT``
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.process import peak_memory
from disclosure_audit import run
from disclosure_audit.audit import scan
from disclosure_audit.config import Config


def main(register: Path, catalog: Path, folder: Path, result: Path) -> None:
    """Scan with all rules, write the run, and say how long each stage took."""
    audit = scan(register, catalog, Config(lang="en"))
    start = time.perf_counter()
    run.write(audit, folder, command=["benchmarks", "speed"], force=True)
    stages = audit.timings | {"write": time.perf_counter() - start}
    measured = {
        "register_rows": audit.register.height,
        "catalog_rows": audit.catalog.height,
        "links": audit.links.height,
        "findings": audit.findings.height,
        "possible_loss": int(audit.control_totals["possible_loss"]),
        "stages": stages,
        "work": sum(stages.values()),
        "peak_bytes": peak_memory(),
    }
    result.write_text(json.dumps(measured), encoding="utf-8")


if __name__ == "__main__":
    main(*(Path(word) for word in sys.argv[1:5]))
