"""The server: one page, its files, and a websocket behind the gate."""

from __future__ import annotations

import asyncio
import contextlib
import html
import logging
import os
import signal
import socket
import string
import sys
import threading
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

from disclosure_audit.errors import UsageError, system_reason
from disclosure_audit.language import Lang, Text

try:
    import textual_serve
    from aiohttp import WSCloseCode, web
    from textual_serve.download_manager import DownloadManager
except ModuleNotFoundError as missing:
    raise UsageError(
        Text("review --web needs the extra “web”", "review --web 需要附加组件 web"),
        Text('pip install "disclosure-audit[web]"', '请运行 pip install "disclosure-audit[web]"'),
    ) from missing

from disclosure_audit_tui.web.gate import HOST, Gate
from disclosure_audit_tui.web.session import Session, hold

_PAGE = Path(__file__).parent / "page"
_LIBRARY = Path(textual_serve.__file__).parent / "static"
_SHUTDOWN = 10.0
"""Seconds that open pages have to end when the server does."""
_WORDS = {
    "starting": Text("starting…", "正在启动……"),
    "ended": Text("The review has ended. Every decision is kept.", "审阅已结束，所有决定均已保存。"),
    "again": Text("Open again", "重新打开"),
    "title": Text("Review", "审阅"),
}  # fmt: skip
_LOGGERS = ("textual-serve", "aiohttp", "asyncio")


def serve(
    command: Sequence[str],
    *,
    lang: Lang,
    port: int = 0,
    browse: bool = True,
    tell: Callable[[str], None],
) -> None:
    """Serve the application that ``command`` starts, once per open page, until it is interrupted.

    It listens on this machine's loopback address only; ``port`` 0 takes a free one. The address to
    open, with its one-time token, is given to ``tell``, and to the browser if ``browse`` is set and
    there is a desktop. Ctrl-C, SIGTERM and a closed terminal end it, and every application with it.

    Raises ``UsageError`` if the port is taken or the extra ``web`` is missing.
    """
    for name in _LOGGERS:  # they would print what a request or a traceback holds
        logging.getLogger(name).handlers[:] = [logging.NullHandler()]
        logging.getLogger(name).propagate = False
    with _listener(port) as listener:
        asyncio.run(_serve(command, listener, lang, browse=browse, tell=tell))


def _listener(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let another program take the port over
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
    except (OSError, OverflowError) as error:
        listener.close()
        why = (
            system_reason(error)
            if isinstance(error, OSError)
            else Text("ports go from 0 to 65535", "端口应在 0 至 65535 之间")
        )
        raise UsageError(
            Text(f"port {port} cannot be used: {why.en}", f"无法使用端口 {port}：{why.zh}"),
            Text("choose another one, or leave --port out for a free one",
                 "请换一个端口，或不加 --port 以自动选用空闲端口"),
        ) from error  # fmt: skip
    return listener


async def _serve(
    command: Sequence[str],
    listener: socket.socket,
    lang: Lang,
    *,
    browse: bool,
    tell: Callable[[str], None],
) -> None:
    gate = Gate(listener.getsockname()[1], lang)
    ending = asyncio.Event()
    _end_on_signals(ending)
    runner = web.AppRunner(
        make_app(command, gate, lang), access_log=None, shutdown_timeout=_SHUTDOWN
    )
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        tell(gate.address)
        if browse:
            _open_browser(gate.address)
        await ending.wait()
    finally:
        await runner.cleanup()


def make_app(command: Sequence[str], gate: Gate, lang: Lang) -> web.Application:
    """Return the web application; every request passes ``gate`` first."""
    downloads = DownloadManager()
    open_pages: set[web.WebSocketResponse] = set()

    async def index(request: web.Request) -> web.Response:
        words = {name: html.escape(text.to(lang)) for name, text in _WORDS.items()}
        page = string.Template((_PAGE / "index.html").read_text("utf-8"))
        text = page.substitute(words, host=html.escape(request.host), lang=lang)
        return web.Response(text=text, content_type="text/html", charset="utf-8")

    async def talk(request: web.Request) -> web.WebSocketResponse:
        page = web.WebSocketResponse(heartbeat=15)
        await page.prepare(request)
        open_pages.add(page)
        try:
            await hold(page, Session(command, page, downloads), request.query)
        finally:
            open_pages.discard(page)
        return page

    async def download(request: web.Request) -> web.StreamResponse:
        key = request.match_info["key"]
        try:
            about = await downloads.get_download_metadata(key)
        except KeyError:
            raise web.HTTPNotFound from None
        name = "".join(
            c if (c.isascii() and c.isalnum()) or c in "._-" else "_" for c in about.file_name
        )
        response = web.StreamResponse(
            headers={
                "Content-Type": "application/octet-stream",
                "Content-Disposition": f'attachment; filename="{name}"',
            }
        )
        await response.prepare(request)
        async for chunk in downloads.download(key):
            await response.write(chunk)
        await response.write_eof()
        return response

    async def close_pages(_: web.Application) -> None:
        for page in tuple(open_pages):
            with contextlib.suppress(ConnectionError, RuntimeError):
                await page.close(code=WSCloseCode.GOING_AWAY)

    app = web.Application(middlewares=[gate.check])
    app.router.add_get("/", index)
    app.router.add_get("/ws", talk, allow_head=False)
    app.router.add_get("/download/{key}", download, allow_head=False)
    app.router.add_static("/page", _PAGE)
    app.router.add_static("/static", _LIBRARY)
    app.on_shutdown.append(close_pages)
    return app


def _end_on_signals(ending: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, ending.set)


def _open_browser(address: str) -> None:
    """Open the address where there is a desktop; a browser in the terminal would take it over."""
    has_desktop = sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if has_desktop:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
