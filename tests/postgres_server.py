"""A PostgreSQL server that the tests start on a socket of their own and stop again."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
SOCKET = ".s.PGSQL.5432"


def _as_server_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: run it as its own user, or as nobody."""
    if os.geteuid() != 0:
        return []
    runuser = shutil.which("runuser")
    if runuser is None:
        pytest.skip("running as root and there is no runuser")
    user = next(
        (name for name in ("postgres", "nobody")
         if subprocess.run(["id", name], capture_output=True, check=False).returncode == 0),
        None,
    )  # fmt: skip
    if user is None:
        pytest.skip("running as root and there is no other user to run the server as")
    shutil.chown(folder, user)
    return [runuser, "-u", user, "--"]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server, with a password that must not be seen anywhere."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    if not PROGRAMS:
        pytest.skip("no PostgreSQL server programs under /usr/lib/postgresql")
    programs = PROGRAMS[-1].parent
    # A socket's path must be short, so not below pytest's own folder.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        run = _as_server_user(folder)
        data = folder / "data"

        def call(program: str, *arguments: str) -> None:
            command = [*run, str(programs / program), *arguments]
            result = subprocess.run(
                command, capture_output=True, text=True, check=False, timeout=90, cwd=folder
            )
            assert result.returncode == 0, result.stderr

        call("initdb", "-D", str(data), "-U", "auditor", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        call("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://auditor:geheim@/postgres?host={quote(str(folder))}"
        finally:
            call("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Line:
    """A line to a server that can be cut; ``port`` is where it begins."""

    def __init__(self, upstream: Path) -> None:
        self._upstream = upstream
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self.cut_after: bytes | None = None
        """Once a message with these bytes has been answered, the answer is lost and the line dead."""
        self.cuts = 0
        self._losing: socket.socket | None = None
        self._open: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(self._upstream))
                self._open += [client, server]
                threading.Thread(target=self._there, args=(client, server), daemon=True).start()
                threading.Thread(target=self._back, args=(client, server), daemon=True).start()

    def _there(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(65536):
                if self.cut_after is not None and self.cut_after in data:
                    self.cut_after, self._losing = None, server
                server.sendall(data)

    def _back(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                if self._losing is server:
                    self.cuts += 1
                    break
                client.sendall(data)
        for end in (client, server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def refuse(self) -> None:
        """Take no new connections; those that are open stay."""
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def close(self) -> None:
        self.refuse()
        for end in self._open:
            end.close()


@contextmanager
def line_to(url: str) -> Iterator[tuple[Line, str]]:
    """Yield a line to the server at ``url``, and the address through it."""
    folder = parse_qs(urlsplit(url).query)["host"][0]
    line = Line(Path(folder) / SOCKET)
    try:
        yield line, f"postgresql://auditor:geheim@127.0.0.1:{line.port}/postgres"
    finally:
        line.close()
