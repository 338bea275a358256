"""A process that dies at any moment: what was acknowledged is there, and nothing half-written."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from disclosure_audit.review.chain import verify
from disclosure_audit.review.journal import open_journal

KILLS, LINES, BATCH = 100, 4, 3
_LONGEST = 0.08
"""Seconds that a writer lives at most, after its first decision."""

_NURSERY = """
import os, sys
from pathlib import Path
from disclosure_audit.review.entry import Draft
from disclosure_audit.review.journal import open_journal
for line in sys.stdin:
    writer = os.fork()  # the libraries are loaded once
    if writer == 0:
        print("pid", os.getpid(), flush=True)
        journal = open_journal(Path(sys.argv[1]))
        while True:
            entries = journal.append("王", [Draft("confirm", "finding", f"f{n}") for n in range(%d)])
            os.write(1, b"%%d %%s\\n" %% (entries[-1].seq, entries[-1].hash.encode()))
    os.waitpid(writer, 0)
    print("dead", flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on Windows")
@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, LINES))]
)
def test_nothing_acknowledged_is_lost(tmp_path: Path, seed: int) -> None:
    path, moments = tmp_path / "journal.sqlite", random.Random(seed)
    nursery = subprocess.Popen(
        [sys.executable, "-c", _NURSERY % BATCH, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    acknowledged: dict[int, str] = {}
    for _ in range(KILLS // LINES):
        nursery.stdin.write("go\n")
        nursery.stdin.flush()
        pid = int(nursery.stdout.readline().split()[1])
        time.sleep(moments.uniform(0, _LONGEST))
        os.kill(pid, signal.SIGKILL)
        while (line := nursery.stdout.readline()) != "dead\n":
            seq, hashed = line.split()
            acknowledged[int(seq)] = hashed
        journal = open_journal(path, read_only=bool(moments.getrandbits(1)))
        frame = journal.frame()
        journal.close()
        assert verify(frame).ok
        hashes = dict(frame.select("seq", "hash").iter_rows())
        assert {seq: hashes.get(seq) for seq in acknowledged} == acknowledged
        assert frame.group_by("batch").len()["len"].unique().to_list() in ([BATCH], [])
    nursery.stdin.close()
    assert nursery.wait(timeout=20) == 0
    assert len(acknowledged) > KILLS // LINES, "the writers were killed before they wrote"
