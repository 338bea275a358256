"""Worker processes: one bad file is one row, batches are small, nothing is left running."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from benchmarks import hostile_texts
from benchmarks import text_documents as make
from disclosure_audit.config import Scanner
from disclosure_audit.errors import InputError
from disclosure_audit.texts import process
from disclosure_audit.texts.extract import extract, extract_batches
from disclosure_audit.texts.files import find_files
from disclosure_audit.texts.limits import TextLimits
from disclosure_audit.texts.process import Worker, WorkerError
from disclosure_audit.texts.reasons import INCOMPLETE, REASONS
from disclosure_audit.texts.schema import FILES, TEXTS

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1024**2
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into the processes of Linux")


def settings(**given: Any) -> Scanner:
    return Scanner(**({"workers": 1, "memory_per_worker": 512 * MEGABYTE} | given))


def test_a_hostile_folder_loses_its_ten_and_no_more(tmp_path: Path) -> None:
    folder = hostile_texts.make_folder(
        tmp_path, documents=38, large_bytes=2 * MEGABYTE, bomb_bytes=4 * MEGABYTE
    )
    files = find_files(folder.records, folder.path)
    scanner = settings(workers=2, seconds_per_text=2, bytes_per_text=MEGABYTE)
    told: list[tuple[float, float]] = []
    texts = extract(files, scanner, lambda done, total: told.append((done, total)))
    assert texts.schema == pl.Schema(TEXTS)
    assert texts.select("side", "row", "file").equals(files.select("side", "row", "file"))
    lost = dict(texts.filter(pl.col("status") == "unreadable").select("file", "reason").rows())
    assert set(lost) == set(folder.hostile)
    assert {name for name, reason in lost.items() if reason not in folder.hostile[name]} == set()
    kept = dict(texts.filter(pl.col("status") == "read").select("file", "text").rows())
    assert len(kept) == 28
    assert folder.planted
    assert [one for one in folder.planted if one.value not in kept[one.file]] == []
    assert told == [(n, 36) for n in range(1, 37)]
    assert (texts["chars"] == texts["text"].str.len_chars().fill_null(0)).all()


def test_a_worker_that_hangs_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "1.pdf").write_bytes(make.write_endless_pdf())
    (tmp_path / "2.txt").write_text("乙", encoding="utf-8")
    start = time.perf_counter()
    texts = extract(find_files({}, tmp_path), settings(seconds_per_text=0.5))
    assert time.perf_counter() - start < 10
    assert texts.select("reason", "text").rows() == [("too_slow", None), (None, "乙")]


@LINUX
def test_a_worker_keeps_within_its_memory(tmp_path: Path) -> None:
    (tmp_path / "1.pdf").write_bytes(make.write_endless_pdf())
    (tmp_path / "2.html").write_text("<p>" * 3_000_000, encoding="utf-8")
    (tmp_path / "3.txt").write_text("丙", encoding="utf-8")
    texts = extract(
        find_files({}, tmp_path), settings(memory_per_worker=200 * MEGABYTE, seconds_per_text=20)
    )
    assert set(texts["reason"][:2]) <= {"out_of_memory", "crashed"}
    assert texts["text"][2] == "丙"


def test_a_worker_that_dies_is_tried_once_more(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("甲", encoding="utf-8")
    worker = Worker(TextLimits(MEGABYTE, 20, 512 * MEGABYTE))
    try:
        path = os.fsencode(tmp_path / "1.txt")
        assert worker.read(path).data == "甲".encode()
        assert worker._process is not None
        worker._process.send_signal(getattr(signal, "SIGABRT", signal.SIGTERM))
        worker._process.wait()
        assert worker.read(path).data == "甲".encode()
    finally:
        worker.close()


def test_workers_are_recycled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "FILES_PER_PROCESS", 1)
    (tmp_path / "1.txt").write_text("甲", encoding="utf-8")
    worker = Worker(TextLimits(MEGABYTE, 20, 512 * MEGABYTE))
    worker.read(os.fsencode(tmp_path / "1.txt"))
    assert worker._process is None
    worker.stop()
    with pytest.raises(WorkerError):
        worker.read(b"x")


def test_batches_are_small_and_complete(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text("字" * 1000, encoding="utf-8")
    (tmp_path / "long.txt").write_text("长" * 9000, encoding="utf-8")
    files = find_files({}, tmp_path)
    batches = list(extract_batches(files, settings(), batch_bytes=10_000))
    sizes = [batch["text"].str.len_bytes().sum() for batch in batches]
    assert [size for size in sizes if size > 10_000] == [27_000]
    assert len(batches) >= 5
    names = [name for batch in batches for name in batch["file"]]
    assert sorted(names) == files["file"].to_list()
    assert all(batch["file"].is_sorted() for batch in batches)


def test_a_file_of_several_records_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    path = os.fsencode(tmp_path / "a.txt")
    files = pl.DataFrame(
        [("catalog", row, "a.txt", path, None) for row in range(3)], schema=FILES, orient="row"
    )
    asked: Counter[bytes] = Counter()
    real = Worker.read
    monkeypatch.setattr(Worker, "read", lambda self, p: (asked.update([p]), real(self, p))[1])
    texts = extract(files, settings())
    assert texts["text"].to_list() == ["甲"] * 3
    assert asked == {path: 1}


def test_no_files_need_no_worker_and_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert extract(pl.DataFrame(schema=FILES), settings()).schema == pl.Schema(TEXTS)
    problem = pl.DataFrame([("register", 4, "../a", b"", "outside_folder")], FILES, orient="row")
    assert extract(problem, settings())["reason"].to_list() == ["outside_folder"]


def test_without_the_extra_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    files = find_files({}, tmp_path)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(InputError) as raised:
        extract(files, settings())
    message, hint = raised.value.to("zh")
    assert "pypdfium2" in message
    assert hint is not None
    assert 'pip install "disclosure-audit[texts]"' in hint


def test_the_room_imports_without_the_extra() -> None:
    code = (
        "import sys\n"
        "for name in ('pypdfium2', 'selectolax', 'defusedxml'): sys.modules[name] = None\n"
        "import disclosure_audit.texts.extract, disclosure_audit.texts.files\n"
        "import disclosure_audit.texts.worker"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_broken_worker_is_said_not_swallowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    monkeypatch.setattr(process, "_MODULE", "disclosure_audit.texts.none")
    with pytest.raises(WorkerError) as raised:
        extract(find_files({}, tmp_path), settings())
    assert "scanner.workers" in str(raised.value.hint)


@LINUX
def test_memory_too_small_for_anything(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(make.write_pdf(["甲"] * 100))
    texts = extract(find_files({}, tmp_path), settings(memory_per_worker=1, workers=1))
    assert texts["status"].to_list() == ["unreadable"]


def children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


def is_gone(pid: int) -> bool:
    try:
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return True


def wait_until(true: Any, seconds: float = 15) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


@LINUX
def test_closing_the_iterator_ends_the_workers(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "x.pdf").write_bytes(make.write_endless_pdf())
    batches = extract_batches(
        find_files({}, tmp_path), settings(workers=2, seconds_per_text=60), batch_bytes=1
    )
    next(batches)
    workers = children(os.getpid())
    assert workers
    batches.close()
    assert all(is_gone(pid) for pid in workers)


@LINUX
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_interrupting_ends_the_workers(tmp_path: Path, how: signal.Signals) -> None:
    (tmp_path / "x.pdf").write_bytes(make.write_endless_pdf(fan=3))
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    code = (
        "import sys; from pathlib import Path\n"
        "from disclosure_audit.config import Scanner\n"
        "from disclosure_audit.texts.extract import extract_batches\n"
        "from disclosure_audit.texts.files import find_files\n"
        "files = find_files({}, Path(sys.argv[1]))\n"
        "for batch in extract_batches(files, Scanner(workers=1), batch_bytes=1): pass\n"
        "import time; time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stderr=subprocess.PIPE
    )
    try:
        assert wait_until(lambda: bool(children(parent.pid)))
        workers = children(parent.pid)
        parent.send_signal(how)
        _, errors = parent.communicate(timeout=10)
        assert parent.returncode != 0
        if how == signal.SIGINT:
            assert b"KeyboardInterrupt" in errors
            assert all(is_gone(pid) for pid in workers)
        else:  # nobody is left to end them: they see that their input has ended
            assert wait_until(lambda: all(is_gone(pid) for pid in workers))
    finally:
        parent.kill()
        parent.wait()


def test_every_reason_is_said_in_both_languages() -> None:
    for text in (*REASONS.values(), *INCOMPLETE.values()):
        assert text.en
        assert any("\u4e00" <= char <= "\u9fff" for char in text.zh)
