"""Asks for one address: HEAD, then GET where HEAD is not understood, redirects followed with care."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from disclosure_audit.addresses.guard import PrivateAddressError, Resolve
from disclosure_audit.addresses.schema import Outcome

_MOST_REDIRECTS = 5
_AGENT = "disclosure-audit (link check)"
_SAFE = "/%:@!$&'()*+,;=~?-._"
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking, and the status of HTTP if there was an answer."""

    outcome: Outcome
    status: int | None = None


class _Connection(http.client.HTTPConnection):
    """A connection to the one address that was looked at, whatever the name means a moment later."""

    def __init__(self, parts: SplitResult, address: str, seconds: float) -> None:
        self._is_safe = parts.scheme == "https"
        host = _ascii(parts.hostname or "")
        super().__init__(host, parts.port or (443 if self._is_safe else 80), timeout=seconds)
        self._address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._is_safe:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def ask(url: str, seconds: float, resolve: Resolve) -> Answer:
    """Return whether ``url`` answers; never raises. Each question takes ``seconds`` at most.

    A redirect is followed up to five times, to http and https only and never to a host inside.
    """
    try:
        return _follow(url, seconds, resolve)
    except PrivateAddressError:
        return Answer(Outcome.PRIVATE_ADDRESS)
    except socket.gaierror:
        return Answer(Outcome.NO_HOST)
    except TimeoutError:
        return Answer(Outcome.TIMEOUT)
    except ssl.SSLError:
        return Answer(Outcome.BAD_CERTIFICATE)
    except (OSError, http.client.HTTPException):
        return Answer(Outcome.NO_CONNECTION)
    except ValueError:  # a name that the name system cannot hold, a port out of range
        return Answer(Outcome.NO_HOST)


def _follow(url: str, seconds: float, resolve: Resolve) -> Answer:
    for _ in range(_MOST_REDIRECTS + 1):
        status, location = _question("HEAD", url, seconds, resolve)
        if status >= 400:  # many servers know no HEAD and say so in many ways
            status, location = _question("GET", url, seconds, resolve)
        if status not in _MOVED or location is None:
            return Answer(_meaning(status), status)
        url = urljoin(url, location)
        if urlsplit(url).scheme not in ("http", "https"):
            break
    return Answer(Outcome.REDIRECTS, status)


def _question(method: str, url: str, seconds: float, resolve: Resolve) -> tuple[int, str | None]:
    """Return the status and the ``Location`` of one answer; its body is not read."""
    parts = urlsplit(url)
    host = _ascii(parts.hostname or "")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = _Connection(parts, resolve(host, port), seconds)
    path = quote(parts.path or "/", safe=_SAFE) + (
        f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    )
    try:
        with _cut_off(connection, seconds):
            connection.request(
                method, path, headers={"User-Agent": _AGENT, "Accept": "*/*", "Connection": "close"}
            )
            response = connection.getresponse()
            return response.status, response.getheader("Location")
    finally:
        connection.close()


@contextlib.contextmanager
def _cut_off(connection: http.client.HTTPConnection, seconds: float) -> Iterator[None]:
    """Break the connection off after ``seconds``: one that sends a byte now and then never times out."""
    is_over = threading.Event()

    def cut() -> None:
        is_over.set()
        if (sock := connection.sock) is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        if is_over.is_set():
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()


def _ascii(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _meaning(status: int) -> Outcome:
    if status in (404, 410):
        return Outcome.GONE
    if status in (401, 403, 407, 429):
        return Outcome.REFUSED
    if status >= 500:
        return Outcome.SERVER_ERROR
    return Outcome.ANSWERS if status < 400 else Outcome.OTHER_ANSWER
