"""The key of a workspace: where it comes from, who may read it, and what is made with it."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from disclosure_audit import workspace
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.workspace import (
    FOLDER,
    KEY_FILE,
    KEY_VARIABLE,
    find_key,
    keyed,
    known_key,
    name_key,
)

KEY = b"0123456789abcdef"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without a key."""
    monkeypatch.delenv(KEY_VARIABLE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_key(folder: Path, text: str) -> Path:
    path = folder / FOLDER / KEY_FILE
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_the_first_scan_makes_a_key_and_the_next_one_takes_it(home: Path) -> None:
    assert known_key() is None
    key = find_key()
    assert len(key) == 64
    assert find_key() == known_key() == key
    assert (home / FOLDER / KEY_FILE).read_bytes() == key + b"\n"
    assert (home / FOLDER / ".gitignore").read_text() == "*\n"


@pytest.mark.skipif(sys.platform == "win32", reason="rights are not modes there")
def test_only_its_owner_reads_the_key(home: Path) -> None:
    find_key()
    assert stat.S_IMODE((home / FOLDER / KEY_FILE).stat().st_mode) == 0o600


def test_a_gitignore_of_the_users_own_stays(home: Path) -> None:
    (home / FOLDER).mkdir()
    (home / FOLDER / ".gitignore").write_text("runs/\nkey\n")
    find_key()
    assert (home / FOLDER / ".gitignore").read_text() == "runs/\nkey\n"


def test_unless_it_is_kept_a_new_key_holds_once(home: Path) -> None:
    assert find_key(keep=False) != find_key(keep=False)
    assert list(home.iterdir()) == []


def test_the_nearest_key_above_is_taken(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_key(home, "the key of the office\n")
    (home / "2024" / "may").mkdir(parents=True)
    monkeypatch.chdir(home / "2024" / "may")
    assert find_key() == b"the key of the office"
    write_key(home / "2024", " the key of the year ")
    assert find_key() == b"the key of the year"
    assert not (home / "2024" / "may" / FOLDER).exists()


def test_the_environment_comes_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_key(home, "the key of the office")
    monkeypatch.setenv(KEY_VARIABLE, "两台机器共用的一把密钥不得外传！！")
    assert find_key() == "两台机器共用的一把密钥不得外传！！".encode()
    monkeypatch.setenv(KEY_VARIABLE, "")
    assert find_key() == b"the key of the office"


@pytest.mark.parametrize("text", ["xyzzy", " " * 40])
def test_a_key_that_can_be_guessed_is_refused_and_not_shown(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, text)
    with pytest.raises(UsageError, match="too short") as refused:
        find_key()
    assert KEY_VARIABLE in refused.value.message.zh
    assert text not in str(refused.value)


def test_a_key_that_stays_empty_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "_PATIENCE", 0.05)
    write_key(home, "")
    with pytest.raises(UsageError, match="too short"):
        find_key()


def test_what_is_no_text_or_no_file_is_said(home: Path) -> None:
    path = write_key(home, "")
    path.write_bytes(b"\xff\xfe" * 20)
    with pytest.raises(InputError, match="cannot be used: no text"):
        find_key()
    path.unlink()
    path.mkdir()
    with pytest.raises(InputError, match="it is a folder"):
        find_key()


def test_where_no_key_can_be_written_it_is_said(home: Path) -> None:
    (home / FOLDER).write_text("a file of this name")
    with pytest.raises(InputError, match="cannot be used") as failed:
        find_key()
    assert failed.value.hint is not None
    assert KEY_VARIABLE in failed.value.hint.en


def test_a_key_above_that_may_not_be_read_is_anothers(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rights alone would not show it: who runs the tests may be allowed everything."""
    foreign = write_key(home, "the key of somebody else")
    (home / "mine").mkdir()
    read = Path.read_text

    def refuse(self: Path, encoding: str | None = None) -> str:
        if self == foreign:
            raise PermissionError(13, "", str(self))
        return read(self, encoding=encoding)

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(InputError, match="no permission"):
        find_key()
    monkeypatch.chdir(home / "mine")
    assert known_key() is None
    assert find_key() == known_key()


def test_a_write_that_fails_leaves_no_empty_key(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fdopen", full)
        with pytest.raises(InputError, match="the disk is full"):
            find_key()
    assert not (home / FOLDER / KEY_FILE).exists()
    assert find_key()


def test_scans_that_start_at_once_have_one_key(home: Path) -> None:
    code = """
import sys, time
from disclosure_audit.workspace import find_key
sys.stdin.read(1)
print(find_key().decode())
"""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code], cwd=home, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for _ in range(6)
    ]  # fmt: skip
    for process in started:  # all wait for this
        assert process.stdin is not None
        process.stdin.write(b"x")
        process.stdin.flush()
    said = [process.communicate(timeout=60) for process in started]
    assert {err for _, err in said} == {b""}
    assert {out.strip() for out, _ in said} == {(home / FOLDER / KEY_FILE).read_bytes().strip()}


def test_the_quicker_scans_key_is_waited_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between making the file and filling it there is a moment in which it is empty."""
    path = write_key(home, "")
    pauses = 0

    def sleep(_: float) -> None:
        nonlocal pauses
        pauses += 1
        if pauses == 3:
            path.write_text("the key of the quicker one\n")

    monkeypatch.setattr(time, "sleep", sleep)
    monkeypatch.setattr(workspace, "known_key", lambda: None)  # it looked a moment too early
    assert find_key() == b"the key of the quicker one"
    assert pauses == 3


def test_a_fingerprint_is_keyed_blake2b() -> None:
    for key in (KEY, b"k" * 64):
        expected = hashlib.blake2b("甲1".encode(), key=key, digest_size=8).hexdigest()
        assert keyed(key)("甲1") == expected
    assert len(keyed(KEY)("")) == 16


def test_a_fingerprint_depends_on_every_byte_of_the_key() -> None:
    long = b"k" * 200
    keys = [KEY, KEY[:-1] + b"x", long, long[:-1] + b"x", long[:64]]
    assert len({keyed(key)("139 1234 5678") for key in keys}) == len(keys)
    assert len({name_key(key) for key in keys}) == len(keys)


def test_fingerprints_of_a_key_are_independent_of_each_other() -> None:
    fingerprint = keyed(KEY)
    first = fingerprint("甲")
    assert fingerprint("乙") != first
    assert fingerprint("甲") == first
    assert fingerprint("\ud800") != fingerprint("?")  # a lone surrogate, as damaged files have


def test_the_name_of_a_key_is_short_and_not_the_key() -> None:
    assert len(name_key(KEY)) == 8
    assert name_key(KEY) not in KEY.decode()
