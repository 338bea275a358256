"""Who may look: the one browser that opened the printed address, and no page of another site.

A server on this machine can be reached by every program and every user on it, and by every web
page that the browser shows: directly (cross-site requests and websockets need no leave), or after a
name of its own was pointed at this machine (DNS rebinding). Hence three checks of each request:

- its ``Host`` is this server, so no other name leads here;
- its ``Origin``, and what the browser says of the page that asks, is this server or nobody;
- it carries the session's cookie, which only the first request with the printed token is given.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web

from disclosure_audit.language import Lang, Text

HOST = "127.0.0.1"
_SAFE_METHODS = ("GET", "HEAD")
_OWN_PAGES = ("same-origin", "none")  # "none": typed, or opened from a terminal
_REFUSED = Text(
    "This address is not for you, or it was used already. It works once: end the program with"
    " Ctrl-C and start it again for a new one.",
    "此地址无效或已使用过。地址只能使用一次：请用 Ctrl-C 结束程序后重新启动，以取得新地址。",
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Gate:
    """Knows the token and, once that was used, the session; asked before every request."""

    def __init__(self, port: int, lang: Lang) -> None:
        self._own_hosts = (f"{HOST}:{port}", f"localhost:{port}")
        self._cookie = f"disclosure_audit_{port}"  # cookies do not tell ports apart
        self._lang = lang
        self._token: str | None = secrets.token_urlsafe(32)
        self._session = secrets.token_urlsafe(32)
        self.address = f"http://{HOST}:{port}/?token={self._token}"
        """What to open. It can be opened once."""

    @web.middleware
    async def check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Return the answer of ``handler`` where the request is allowed; else 403."""
        if not self._comes_from_here(request):
            response: web.StreamResponse = self._refusal()
        elif request.path == "/" and "token" in request.query:
            response = self._let_in(request)
        elif not self._knows(request):
            response = self._refusal()
        else:
            response = await handler(request)
        if not response.prepared:
            response.headers.update(_HEADERS)
            response.headers["Content-Security-Policy"] = self._policy(request)
        return response

    def _comes_from_here(self, request: web.Request) -> bool:
        if request.method not in _SAFE_METHODS or request.host not in self._own_hosts:
            return False
        origin = request.headers.get("Origin")
        if origin is None and "Upgrade" in request.headers:
            return False  # a browser always names the page that opens a websocket
        if origin is not None and origin != f"http://{request.host}":
            return False
        return request.headers.get("Sec-Fetch-Site", "none") in _OWN_PAGES

    def _let_in(self, request: web.Request) -> web.StreamResponse:
        """Return the way to the page, with the cookie for who shows the token for the first time."""
        given = request.query["token"].encode("utf-8", "replace")
        fresh = self._token is not None and hmac.compare_digest(given, self._token.encode())
        if not fresh and not self._knows(request):
            return self._refusal()
        response = web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": "/"})
        if fresh:
            self._token = None
            response.set_cookie(
                self._cookie, self._session, httponly=True, samesite="Strict", path="/"
            )
        return response

    def _knows(self, request: web.Request) -> bool:
        given = request.cookies.get(self._cookie, "").encode("utf-8", "replace")
        return self._token is None and hmac.compare_digest(given, self._session.encode())

    def _refusal(self) -> web.Response:
        text = _REFUSED.to(self._lang) + "\n"
        return web.Response(status=HTTPStatus.FORBIDDEN, text=text)

    def _policy(self, request: web.Request) -> str:
        """Return what the page may load: its own files and its own websocket."""
        host = request.host if request.host in self._own_hosts else self._own_hosts[0]
        return (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            f" img-src 'self' data:; font-src 'self'; connect-src 'self' ws://{host};"
            " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
