"""A small application behind the real gate, in this process, for the tests of the gate."""

from __future__ import annotations

import socket
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, CookieJar, web
from disclosure_audit_tui.web.gate import HOST, Gate
from disclosure_audit_tui.web.serving import make_app

_APPLICATION = """
import os, sys
from pathlib import Path
from textual.app import App
from textual.widgets import Static

class Small(App):
    def compose(self):
        yield Static("it is drawn", markup=False)
    def on_mount(self):
        Path(sys.argv[1]).write_text(str(os.getpid()))
    def on_key(self, event):
        self.exit() if event.key == "q" else self.query_one(Static).update("pressed " + event.key)

Small().run()
"""


def small_application(pid_file: Path) -> list[str]:
    """Return the command of an application that shows what is pressed and ends with ``q``."""
    return [sys.executable, "-P", "-c", _APPLICATION, str(pid_file)]


@dataclass(frozen=True)
class Served:
    """A server that listens, and a client that keeps cookies as a browser does."""

    http: ClientSession
    gate: Gate
    origin: str

    async def get(self, path: str, **headers: str) -> tuple[int, str, Any]:
        """Return status, text and headers of an answer; redirections are not followed."""
        async with self.http.get(
            self.origin + path, headers=headers, allow_redirects=False
        ) as answer:
            return answer.status, await answer.text(), answer.headers

    async def enter(self) -> None:
        """Open the printed address."""
        status, _, _ = await self.get(self.gate.address.removeprefix(self.origin))
        assert status == 303

    def connect(self, **headers: str) -> Any:
        """Open the websocket as a page of this server would."""
        return self.http.ws_connect(
            f"{self.origin}/ws?width=80&height=24", headers={"Origin": self.origin} | headers
        )


@asynccontextmanager
async def serving(command: Sequence[str]) -> AsyncIterator[Served]:
    """Serve ``command`` on a free port."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port = listener.getsockname()[1]
        gate = Gate(port, "en")
        runner = web.AppRunner(make_app(command, gate, "en"), access_log=None, shutdown_timeout=10)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        try:
            async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as http:
                yield Served(http, gate, f"http://{HOST}:{port}")
        finally:
            await runner.cleanup()
