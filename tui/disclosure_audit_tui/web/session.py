"""One review in one browser tab: a process of the application and its websocket."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import threading
import time
from asyncio.subprocess import Process
from collections.abc import Mapping, Sequence
from typing import IO

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

_PATIENCE = 5.0
"""Seconds that the application has to end by itself."""
_LOOK = 1.0
"""Seconds between two looks whether the server is still there."""
_SIZES = range(10, 1001)
"""Cells that a screen may be wide or high."""
_USUAL = (80, 24)


class Session(AppService):
    """The library's service, which starts its process without a shell and sees that it ends."""

    def __init__(
        self, command: Sequence[str], socket: web.WebSocketResponse, downloads: DownloadManager
    ) -> None:
        super().__init__(
            "",
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=socket.close,  # type: ignore[arg-type]  # what it returns is not looked at
            download_manager=downloads,
        )
        self._arguments = tuple(command)

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = process = await asyncio.create_subprocess_exec(
            *self._arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=_own_stderr(),
            env=self._build_environment(width, height),
        )
        self._stdin = process.stdin
        # The library would print the process's stderr to stdout; it goes to our own instead.
        process.stderr = asyncio.StreamReader()
        process.stderr.feed_eof()
        return process

    async def run(self) -> None:
        """Pass on what the application draws; a page whose application has ended is told so."""
        try:
            await super().run()
        finally:
            with contextlib.suppress(ConnectionError, RuntimeError):
                await self.remote_close()

    async def end(self) -> None:
        """Ask the application to end, and end it if it does not."""
        process = self._process
        if process is None:
            return
        ending = asyncio.create_task(self._stop_and_wait(process))
        # Not asyncio.timeout: the library's reader takes a cancellation for the end and goes on.
        await asyncio.wait({ending}, timeout=_PATIENCE)
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        await ending

    async def _stop_and_wait(self, process: Process) -> None:
        with contextlib.suppress(ConnectionError):
            await self.stop()
        await process.wait()


async def hold(socket: web.WebSocketResponse, session: Session, asked: Mapping[str, str]) -> None:
    """Run the application for as long as the page is open; ``asked`` is the page's size."""
    try:
        await session.start(
            *(_size(asked.get(name), usual) for name, usual in zip(("width", "height"), _USUAL, strict=True))
        )  # fmt: skip
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await _heed(message.data, socket, session)
    finally:
        await session.end()


async def _heed(data: str, socket: web.WebSocketResponse, session: Session) -> None:
    """Do what the page says; what is not understood is passed over."""
    try:
        said = json.loads(data)
    except ValueError:
        return
    match said:
        case ["stdin", str(keys)]:
            await session.send_bytes(keys.encode("utf-8", "replace"))
        case ["resize", {"width": int(width), "height": int(height)}]:
            if width in _SIZES and height in _SIZES:
                await session.set_terminal_size(width, height)
        case ["ping", stamp]:
            await socket.send_json(["pong", stamp])
        case ["blur"]:
            await session.blur()
        case ["focus"]:
            await session.focus()


def _size(text: str | None, usual: int) -> int:
    return int(text) if text and text.isdecimal() and int(text) in _SIZES else usual


def _own_stderr() -> IO[str] | int:
    """Return what the process may complain to: our own stderr, if it is a file."""
    try:
        sys.stderr.fileno()
    except (AttributeError, OSError, ValueError):
        return asyncio.subprocess.DEVNULL
    return sys.stderr


def end_with_parent() -> None:
    """End this process, in good order, soon after the server that started it is gone."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()
