"""A headless Chromium, driven over the DevTools protocol: just what the tests of the web need."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)  # fmt: skip
PATIENCE = 60.0
"""Seconds after which something that should appear is taken for missing."""

_CATCH_TERMINAL = """
Object.defineProperty(Object.prototype, "terminal", {
  configurable: true,
  set(value) {
    window.caught = value;
    Object.defineProperty(this, "terminal", {value, writable: true, configurable: true});
  },
});
"""
"""The page keeps its terminal to itself; this is how a test comes to read the screen."""
_SCREEN = """
(() => {
  if (!window.caught) return "";
  const buffer = window.caught.buffer.active, lines = [];
  for (let i = 0; i < window.caught.rows; i++)
    lines.push(buffer.getLine(i)?.translateToString(true) ?? "");
  return lines.join("\\n");
})()
"""


class Browser:
    """One tab. What it asks the network for is kept in ``requests``."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.requests: list[str] = []
        self.statuses: dict[str, int] = {}
        self._reader = asyncio.create_task(self._read())

    async def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result."""
        number = next(self._numbers)
        answered = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        answer = await asyncio.wait_for(answered, PATIENCE)
        assert "error" not in answer, answer["error"]
        return dict(answer["result"])

    async def open(self, address: str) -> None:
        await self.do("Page.navigate", url=address)

    async def evaluate(self, code: str) -> Any:
        """Return the value of an expression in the page, whose promise is awaited."""
        answer = await self.do(
            "Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True
        )
        return answer["result"].get("value")

    async def screen(self) -> str:
        """Return what the terminal in the page shows."""
        return str(await self.evaluate(_SCREEN))

    async def wait(self, wanted: Callable[[str], bool]) -> str:
        """Return the screen as soon as it is as ``wanted``; fail after a minute."""
        end, text = time.monotonic() + PATIENCE, ""
        while time.monotonic() < end:
            text = await self.screen()
            if wanted(text):
                return text
            await asyncio.sleep(0.1)
        raise AssertionError(f"never came to be on the screen; it shows:\n{text}")

    async def press(self, key: str) -> None:
        """Press and release the key of a character."""
        for kind in ("keyDown", "keyUp"):
            text = {"text": key} if kind == "keyDown" else {}
            await self.do(
                "Input.dispatchKeyEvent", type=kind, key=key, code=f"Key{key.upper()}",
                windowsVirtualKeyCode=ord(key.upper()), **text,
            )  # fmt: skip

    async def close(self) -> None:
        self._reader.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reader

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                continue
            said = message.json()
            if waiting := self._waiting.pop(said.get("id", 0), None):
                waiting.set_result(said)
            about = said.get("params", {})
            match said.get("method"):
                case "Network.requestWillBeSent":
                    self.requests.append(about["request"]["url"])
                case "Network.webSocketCreated":
                    self.requests.append(about["url"])
                case "Network.responseReceived":
                    self.statuses[about["response"]["url"]] = about["response"]["status"]


@asynccontextmanager
async def browsing(profile: Path) -> AsyncIterator[Browser]:
    """Run Chromium with a profile of its own and yield its one tab."""
    assert CHROMIUM is not None
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    process = subprocess.Popen(
        [
            CHROMIUM, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-gpu", "--disable-dev-shm-usage", "--disable-sync", "--mute-audio",
            "--window-size=1200,800", *as_root, "about:blank",
        ],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        port = await _port(profile / "DevToolsActivePort", process)
        async with ClientSession() as http:
            async with http.get(f"http://127.0.0.1:{port}/json/list") as answer:
                tabs = await answer.json()
            address = next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page")
            async with http.ws_connect(address, max_msg_size=0) as socket:
                browser = Browser(socket)
                for domain in ("Page", "Network", "Runtime"):
                    await browser.do(f"{domain}.enable")
                await browser.do("Page.addScriptToEvaluateOnNewDocument", source=_CATCH_TERMINAL)
                yield browser
                await browser.close()
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


async def _port(path: Path, process: subprocess.Popen[bytes]) -> int:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, "Chromium ended at once"
        with contextlib.suppress(OSError, ValueError, IndexError):
            return int(path.read_text().splitlines()[0])
        await asyncio.sleep(0.05)
    raise AssertionError("Chromium opened no port for its DevTools")
