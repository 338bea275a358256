"""Killed at any moment, a review loses nothing that it has acknowledged."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from disclosure_audit.review.chain import verify
from disclosure_audit.review.journal import open_journal
from tests.examples import THOROUGH
from tests.terminal import Terminal

DESK_KILLS, SCREEN_KILLS = (90, 10) if THOROUGH else (30, 3)
_LEFT = r"of \d+\s+(\d+) open"
_SOURCE = """
import os, sys
from pathlib import Path
from disclosure_audit.review.desk import open_desk
from disclosure_audit.review.entry import Draft

def review(folder, number):
    desk = open_desk(folder, user=f"reviewer {number % 3}")
    ids = desk.findings["finding_id"].head(60).to_list()
    step = number
    while True:
        three = [ids[(3 * step + i) % len(ids)] for i in range(3)]
        if step % 5 == 4:
            entries = desk.undo()  # what it gives back is what was undone: no news of the journal
        else:
            action = ("confirm", "flag", "reopen", "unflag")[step % 4]
            entries = desk.decide([Draft(action, "finding", one) for one in three])
            os.write(1, "".join(f"{e.seq} {e.hash}\\n" for e in entries).encode())
        step += 1

# Each review is a fork of this process: what takes a second to load is loaded once. Nothing of
# Polars has run here, so no thread of its pool is lost in the fork.
for line in sys.stdin:
    number, folder = line.split(maxsplit=1)
    child = os.fork()
    if not child:
        review(Path(folder.strip()), int(number))
    os.write(1, f"pid {child}\\n".encode())
    os.waitpid(child, 0)
    os.write(1, b"gone\\n")
"""


@pytest.fixture
def source() -> Iterator[subprocess.Popen[str]]:
    """A process that starts a review for each line ``number folder`` and tells when it is gone."""
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _SOURCE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", bufsize=1,
        start_new_session=True,
    ) as process:  # fmt: skip
        yield process
        os.killpg(process.pid, signal.SIGKILL)


def open_run_journal(run: Path) -> pl.DataFrame:
    return open_journal(run / "journal.sqlite", read_only=True).frame()


def check_all_there(run: Path, acknowledged: dict[int, str]) -> pl.DataFrame:
    """Fail unless the chain holds, every acknowledged entry stands in it, and no batch is cut."""
    kept = open_run_journal(run)
    found = verify(kept)
    assert found.ok, found.fault
    hashes = dict(kept.select("seq", "hash").rows())
    assert acknowledged.items() <= hashes.items()
    decided = kept.filter(kind="finding").group_by("batch").len()
    assert set(decided["len"]) <= {3}
    return kept


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to start many reviews quickly")
def test_no_acknowledged_decision_is_lost(source: subprocess.Popen[str], sample_run: Path) -> None:
    assert source.stdin
    assert source.stdout
    moments, acknowledged, cut_early = random.Random(20240501), dict[int, str](), 0
    for number in range(DESK_KILLS):
        source.stdin.write(f"{number} {sample_run}\n")
        child = int(source.stdout.readline().split()[1])
        time.sleep(moments.uniform(0.0, 0.3))
        os.kill(child, signal.SIGKILL)
        told = 0
        while (line := source.stdout.readline()) != "gone\n":
            seq, digest = line.split()
            acknowledged[int(seq)] = digest
            told += 1
        cut_early += not told
        if number % 10 == 9:
            check_all_there(sample_run, acknowledged)
    kept = check_all_there(sample_run, acknowledged)
    assert len(acknowledged) > DESK_KILLS, "they were killed while they wrote"
    assert 0 < cut_early < DESK_KILLS, "some before they wrote"
    assert kept.height > len(acknowledged)
    assert {"undo", "open"} <= set(kept["action"])


def test_nor_in_the_application_itself(sample_run: Path, tmp_path: Path) -> None:
    """What the screen counts as decided is in the journal, and each key press decided one thing."""
    moments, decided, confirmed = random.Random(7), 0, 0
    findings = pl.read_parquet(sample_run / "findings.parquet").height
    for number in range(SCREEN_KILLS):
        shown = Terminal(["review", sample_run], tmp_path)
        try:
            first = shown.wait_for(_LEFT)
            assert int(first[1]) == findings - confirmed
            shown.wait_for(" open ")  # the list is drawn: keys do something now
            end = time.monotonic() + moments.uniform(0.0, 0.6)
            while time.monotonic() < end:
                shown.type("c")
                time.sleep(0.01)
            shown.kill()
            decided = max(decided, findings - min(map(int, re.findall(_LEFT, shown.text))))
        finally:
            shown.close()
        kept = open_run_journal(sample_run)
        found = verify(kept)
        assert found.ok, (number, found.fault)
        confirmed = kept.filter(action="confirm")["target"].n_unique()
        assert confirmed >= decided, "the screen had said more"
    assert decided, "they were killed before they decided"
