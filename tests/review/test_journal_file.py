"""The journal as a file: what can be wrong with files, disks and neighbours."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl
import pytest

from disclosure_audit.errors import InputError
from disclosure_audit.review import network_disk, sqlite_errors, sqlite_journal
from disclosure_audit.review.chain import verify
from disclosure_audit.review.entry import Draft
from disclosure_audit.review.journal import open_journal
from disclosure_audit.review.network_disk import kind_of_disk

DRAFTS = [Draft("note", "finding", "a", {"text": "机密甲案"})]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal of three entries that nobody has open."""
    path = tmp_path / "journal.sqlite"
    journal = open_journal(path)
    for _ in range(3):
        journal.append("王", DRAFTS)
    journal.close()
    return path


def refusal(path: Path, *, read_only: bool = True) -> InputError:
    with pytest.raises(InputError) as caught:
        open_journal(path, read_only=read_only)
    error = caught.value
    assert error.hint is not None
    said = " ".join((*error.to("en"), *error.to("zh")))  # type: ignore[arg-type]  # there is a hint
    assert "机密" not in said
    assert path.name in said
    return error


def change(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_the_file_is_safe_against_power_cuts_and_tells_what_it_is(path: Path) -> None:
    assert path.read_bytes()[68:72] == b"DAJ1"
    assert sorted(each.name for each in path.parent.iterdir()) == ["journal.sqlite"]
    journal = sqlite_journal.SqliteJournal(path)
    journal.append("王", DRAFTS)
    assert journal._connection is not None
    asked = {
        name: journal._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "fullfsync", "user_version")
    }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "fullfsync": 1, "user_version": 1}
    journal.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET user = '李' WHERE seq = 2",
        "DELETE FROM entries WHERE seq = 3",
        "REPLACE INTO entries SELECT 2, at, '李', batch, action, kind, target, details, 'x', 'y'"
        " FROM entries WHERE seq = 2",
        "INSERT INTO entries SELECT 9, at, user, batch, action, kind, target, details, 'x', 'y'"
        " FROM entries WHERE seq = 2",
    ],
)
def test_the_file_itself_refuses_changes(path: Path, statement: str) -> None:
    before = open_journal(path, read_only=True).frame()
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="only appended to"):
        connection.execute(statement)
    connection.close()
    assert open_journal(path, read_only=True).frame().equals(before)


def test_reading_leaves_no_trace(path: Path) -> None:
    before = path.read_bytes()
    journal = open_journal(path, read_only=True)
    assert journal.last()[0] == 3
    assert [each.name for each in path.parent.iterdir()] == ["journal.sqlite"]
    journal.close()
    assert path.read_bytes() == before


def test_a_reader_sees_what_is_only_in_the_log(path: Path) -> None:
    writer = open_journal(path)
    writer.append("王", DRAFTS)
    assert path.with_name("journal.sqlite-wal").stat().st_size
    reader = open_journal(path, read_only=True)
    assert reader.last()[0] == 4
    writer.append("王", DRAFTS)
    assert reader.last()[0] == 5
    writer.close()
    assert reader.last()[0] == 5


def test_an_empty_file_is_an_empty_journal(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    path.touch()
    for read_only in (True, False):
        journal = open_journal(path, read_only=read_only)
        assert journal.last()[0] == 0
        assert path.stat().st_size == 0
    assert journal.append("王", DRAFTS)[0].seq == 1
    journal.close()


def test_a_held_file_is_waited_for_and_then_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_journal, "_PATIENCE", 0.2)
    journal = open_journal(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(InputError, match="in use by someone else"):
        journal.append("王", DRAFTS)
    assert journal.last()[0] == 3  # who only reads does not wait
    other.execute("ROLLBACK")
    other.close()
    assert journal.append("王", DRAFTS)[0].seq == 4
    journal.close()


def test_a_full_disk_loses_nothing(path: Path) -> None:
    journal = sqlite_journal.SqliteJournal(path)
    journal.last()
    assert journal._connection is not None
    (pages,) = journal._connection.execute("PRAGMA page_count").fetchone()
    journal._connection.execute(f"PRAGMA max_page_count = {pages}")  # gives the same error
    big = [Draft("note", "finding", "a", {"text": "甲" * 20_000}), *DRAFTS]
    with pytest.raises(InputError, match="disk is full"):
        journal.append("王", big)
    assert journal.last()[0] == 3
    assert [entry.seq for entry in journal.append("王", big)] == [4, 5]
    assert verify(journal.frame()).ok
    journal.close()


@pytest.mark.parametrize("place", [0, 100, 4096])
def test_a_damaged_file(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place : place + 2048] = b"\xa5" * 2048
    path.write_bytes(content)
    if place == 4096:  # the pages of the entries: it opens, but cannot be read
        with pytest.raises(InputError, match="damaged"):
            open_journal(path, read_only=True).frame()
    else:
        assert "damaged" in str(refusal(path))
        assert "damaged" in str(refusal(path, read_only=False))


def test_a_file_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_text("register,1\n" * 300)
    assert "damaged" in str(refusal(path))
    path.unlink()
    change(path, "CREATE TABLE entries (a)")
    assert "no review journal" in str(refusal(path))
    assert "no review journal" in str(refusal(path, read_only=False))


def test_a_newer_format(path: Path) -> None:
    change(path, "PRAGMA user_version = 2")
    assert "newer version" in str(refusal(path))
    assert "newer version" in str(refusal(path, read_only=False))


def test_places_where_no_journal_can_be(tmp_path: Path) -> None:
    (tmp_path / "folder.sqlite").mkdir()
    assert "no place" in str(refusal(tmp_path / "folder.sqlite"))
    assert "no place" in str(refusal(tmp_path / "nowhere" / "journal.sqlite"))


def test_a_file_that_was_taken_away(path: Path) -> None:
    journal = open_journal(path)
    journal.append("王", DRAFTS)
    kept = path.with_name("kept.sqlite")
    shutil.copy(path, kept)
    path.unlink()
    with pytest.raises(InputError, match="removed or replaced"):
        journal.append("王", DRAFTS)
    kept.rename(path)
    with pytest.raises(InputError, match="removed or replaced"):
        journal.append("王", DRAFTS)


def test_cells_that_somebody_put_in_by_hand(path: Path) -> None:
    change(
        path, "DROP TRIGGER entries_are_not_changed",
        "UPDATE entries SET details = x'ff00', user = 7 WHERE seq = 2",
    )  # fmt: skip
    journal = open_journal(path)
    assert journal.frame()["user"].to_list() == ["王", "7", "王"]
    fault = verify(journal.frame()).fault
    assert fault is not None
    assert fault.seq == 2
    with pytest.raises(InputError, match="entry 2 of the journal is damaged"):
        journal.since(0)
    assert [entry.seq for entry in journal.since(2)] == [3]
    journal.close()


def test_a_network_disk_gets_no_log(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_journal, "is_shared", lambda _: True)
    for target in (path, path.with_name("new.sqlite")):  # one copied there, and one made there
        journal = open_journal(target)
        journal.append("王", DRAFTS)
        assert not target.with_name(target.name + "-wal").exists()
        other = open_journal(target)
        other.append("李", DRAFTS)
        journal.append("王", DRAFTS)
        frame = open_journal(target, read_only=True).frame()
        assert verify(frame).ok
        assert frame["user"].tail(3).to_list() == ["王", "李", "王"]
        assert target.read_bytes()[18:20] == b"\x01\x01"
        other.close()
        journal.close()


_MOUNTS = """\
21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
22 21 0:5 / /proc rw - proc proc rw
40 21 0:40 / /srv/office rw,relatime - nfs4 files:/office rw
41 40 0:41 / /srv/office/near\\040by rw - xfs /dev/vdb rw
42 21 0:42 / /media/share rw shared:7 master:1 - cifs //server/share rw
short line
"""


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        ("/srv/office/run/journal.sqlite", "nfs4"),
        ("/srv/office/near by/run", "xfs"),
        ("/srv/officer/run", "ext4"),
        ("/media/share", "cifs"),
    ],
)
def test_the_kind_of_a_disk(where: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kind_of_disk(Path(where), _MOUNTS) == kind
    assert kind_of_disk(Path(where), "") is None
    assert (kind in network_disk._NETWORK) == (kind in ("nfs4", "cifs"))


def test_this_disk_is_looked_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"21 1 254:0 / {os.path.realpath(tmp_path)} rw - nfs files:/ rw\n")
    monkeypatch.setattr(network_disk, "_MOUNTS", mounts)
    assert network_disk.is_shared(tmp_path / "run" / "journal.sqlite")
    monkeypatch.setattr(network_disk, "_MOUNTS", tmp_path / "nothing")
    assert not network_disk.is_shared(tmp_path)


_POWERLESS = """
import os, sys
from pathlib import Path
from disclosure_audit.errors import InputError
from disclosure_audit.review.entry import Draft
from disclosure_audit.review.journal import open_journal
import disclosure_audit.review.sqlite_journal  # while it may still be read
folder, user = sys.argv[1:]
if os.geteuid() == 0:
    os.setuid(int(user))
for name in ("journal.sqlite", "none.sqlite"):
    try:
        open_journal(Path(folder) / name)
        print("opened")
    except InputError as error:
        print(error)
print(open_journal(Path(folder) / "journal.sqlite", read_only=True).last()[0])
os.chdir("/")
"""


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="Windows gives rights in another way")
def test_a_folder_that_may_only_be_read(path: Path) -> None:
    folder = Path(tempfile.mkdtemp())  # who has no rights could not reach into pytest's own
    try:
        shutil.copy(path, folder)
        (folder / path.name).chmod(0o444)
        folder.chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", _POWERLESS, str(folder), "65534"],
            capture_output=True, encoding="utf-8", check=False, timeout=60,
        )  # fmt: skip
        assert done.stderr == ""
        first, second, read = done.stdout.splitlines()
        assert "no permission" in first
        assert "no permission" in second
        assert read == "3"
        assert [each.name for each in folder.iterdir()] == [path.name]
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_BUSY, "in use"),
        (sqlite3.SQLITE_READONLY, "no permission"),
        (sqlite3.SQLITE_FULL, "disk is full"),
        (sqlite3.SQLITE_IOERR, "does not answer"),
        (sqlite3.SQLITE_CORRUPT, "damaged"),
        (sqlite3.SQLITE_ERROR, "damaged"),
    ],
)
def test_what_sqlite_says_is_told(code: int, said: str) -> None:
    error = sqlite3.OperationalError("机密甲案")
    error.sqlite_errorcode = code | 0x300  # the high bytes say more precisely where
    told = sqlite_errors.told("run/journal.sqlite", error)
    assert said in str(told)
    assert told.hint is not None
    assert "机密" not in told.message.zh + told.hint.zh


def test_the_frame_is_in_order(path: Path) -> None:
    assert open_journal(path, read_only=True).frame()["seq"].to_list() == [1, 2, 3]
    assert open_journal(path, read_only=True).frame().schema["seq"] == pl.Int64
