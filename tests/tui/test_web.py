"""The review in a browser: who is let in, what is sent, and that nothing outlives it."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import aiohttp
import pytest
from disclosure_audit_tui.web import session as sessions
from disclosure_audit_tui.web.serving import serve

from disclosure_audit.errors import UsageError
from disclosure_audit.review.journal import open_journal
from tests.tui.browser import CHROMIUM, browsing
from tests.tui.serving import serving, small_application

PATHS = (
    "/",
    "/ws",
    "/download/abc",
    "/static/js/textual.js",
    "/page/page.css",
    "/nothing",
    "/page",
)


async def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end, "it never came to be"
        await asyncio.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")  # one that has ended and that nobody has asked for is dead
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


async def read_until(page: aiohttp.ClientWebSocketResponse, wanted: str) -> str:
    """Return what the application drew up to ``wanted``."""
    drawn = ""
    async with asyncio.timeout(30):
        while wanted not in drawn:
            message = await page.receive()
            assert message.type is aiohttp.WSMsgType.BINARY, (message, drawn)
            drawn += message.data.decode("utf-8", "replace")
    return drawn


@pytest.mark.parametrize("path", PATHS)
async def test_without_the_token_nothing_is_given(path: str, tmp_path: Path) -> None:
    async with serving(small_application(tmp_path / "pid")) as served:
        for query in ("", "?token=", "?token=x", f"?token={'x' * 43}"):
            status, text, headers = await served.get(path + query)
            assert status == 403
            assert "Ctrl-C" in text
            assert "Set-Cookie" not in headers
        cookie = f"disclosure_audit_{served.origin.rpartition(':')[2]}=guess"
        assert (await served.get(path, Cookie=cookie))[0] == 403
        await served.enter()  # what was refused has not used the token up
        with pytest.raises(aiohttp.WSServerHandshakeError):
            async with aiohttp.ClientSession() as other:
                await other.ws_connect(served.origin + "/ws", headers={"Origin": served.origin})
        async with aiohttp.ClientSession() as other, other.get(served.origin + path) as answer:
            assert answer.status == 403
    assert not (tmp_path / "pid").exists()


async def test_the_token_works_once(tmp_path: Path) -> None:
    async with serving(small_application(tmp_path / "pid")) as served:
        address = served.gate.address.removeprefix(served.origin)
        status, _, headers = await served.get(address)
        assert (status, headers["Location"]) == (303, "/")
        assert "token" not in headers["Set-Cookie"]
        assert {part.strip() for part in headers["Set-Cookie"].split(";")[1:]} == {
            "HttpOnly", "Path=/", "SameSite=Strict",
        }  # fmt: skip
        status, page, headers = await served.get("/")
        assert status == 200
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert "token" not in page
        assert (await served.get("/page/page.css"))[0] == 200
        assert (await served.get(address))[0] == 303, "a page that is loaded again stays open"
        async with (
            aiohttp.ClientSession() as other,
            other.get(served.gate.address, allow_redirects=False) as answer,
        ):
            assert answer.status == 403
            assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "attacker.example"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://attacker.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
async def test_another_site_is_refused_even_with_the_cookie(
    headers: dict[str, str], tmp_path: Path
) -> None:
    async with serving(small_application(tmp_path / "pid")) as served:
        address = served.gate.address.removeprefix(served.origin)
        assert (await served.get(address, **headers))[0] == 403
        await served.enter()
        for path in PATHS:
            assert (await served.get(path, **headers))[0] == 403
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await served.connect(**headers)
        assert refused.value.status == 403
    assert not (tmp_path / "pid").exists()


async def test_only_reading_requests_and_named_origins(tmp_path: Path) -> None:
    async with serving(small_application(tmp_path / "pid")) as served:
        await served.enter()
        async with served.http.post(served.origin + "/") as answer:
            assert answer.status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await served.http.ws_connect(served.origin + "/ws")  # as no browser would
        assert (await served.get("/page/../serving.py"))[0] == 404
        assert (await served.get("/page/%2e%2e/serving.py"))[0] in (403, 404)
        assert (await served.get("/download/abc"))[0] == 404


async def test_keys_reach_the_application_and_nonsense_does_no_harm(tmp_path: Path) -> None:
    async with serving(small_application(tmp_path / "pid")) as served:
        await served.enter()
        async with served.connect() as page:
            await read_until(page, "it is drawn")
            for said in (
                "no JSON", "[", "3", "[]", "{}", '["stdin", 3]', '["stdin", "\\ud800"]',
                '["resize", {"width": "x", "height": 3}]', '["resize", {"width": -1, "height": 9999999}]',
                '["quit"]', '["blur"]', '["focus"]', '["resize", {"width": 100, "height": 30}]',
            ):  # fmt: skip
                await page.send_str(said)
            await page.send_bytes(b"\x00")
            await page.send_json(["stdin", "c"])
            await read_until(page, "pressed c")
            await page.send_json(["stdin", "q"])
            async with asyncio.timeout(30):
                async for message in page:
                    assert message.type is aiohttp.WSMsgType.BINARY
            assert page.closed


@pytest.mark.parametrize("ends", ["page", "server"])
async def test_the_application_ends_with_the_page_and_with_the_server(
    ends: str, tmp_path: Path
) -> None:
    pid_file = tmp_path / "pid"
    async with serving(small_application(pid_file)) as served:
        await served.enter()
        page = await served.connect()
        await read_until(page, "it is drawn")
        pid = int(pid_file.read_text())
        assert is_alive(pid)
        if ends == "page":
            await page.close()
            await until(lambda: not is_alive(pid))
    assert not is_alive(pid)


async def test_an_application_that_does_not_listen_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_PATIENCE", 0.2)
    code = (
        "import os, signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "open(sys.argv[1], 'w').write(str(os.getpid()))\n"
        "print('__GANGLION__', flush=True); sys.stdout.buffer.write(b'D\\0\\0\\0\\5drawn')\n"
        "sys.stdout.flush(); time.sleep(600)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "pid")]
    async with serving(command) as served:
        await served.enter()
        async with served.connect() as page:
            await read_until(page, "drawn")
        pid = int((tmp_path / "pid").read_text())
        await until(lambda: not is_alive(pid))


async def test_an_application_that_cannot_start_closes_the_page(tmp_path: Path) -> None:
    async with serving([sys.executable, "-c", "raise SystemExit(3)"]) as served:
        await served.enter()
        async with served.connect() as page, asyncio.timeout(30):
            message = await page.receive()
        assert message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)


def test_a_port_that_is_taken_or_none_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port} cannot be used") as refused:
            serve(["unused"], lang="en", port=port, browse=False, tell=lambda _: None)
        assert refused.value.hint
        assert "--port" in refused.value.hint.en
    with pytest.raises(UsageError, match="from 0 to 65535"):
        serve(["unused"], lang="en", port=70000, browse=False, tell=lambda _: None)


class Review:
    """``disclosure-audit review RUN --web`` in a process of its own."""

    def __init__(self, run: Path, home: Path, *options: str) -> None:
        program = [sys.executable, "-P", "-c", "from disclosure_audit.cli import main; main()"]
        self.process = subprocess.Popen(
            [*program, "review", str(run), "--web", "--no-browser", *options],
            cwd=home, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            encoding="utf-8", env=os.environ | {"DISCLOSURE_AUDIT_LANG": "en", "PYTHONUTF8": "1"},
        )  # fmt: skip
        assert self.process.stderr
        self.said = [self.process.stderr.readline() for _ in range(2)]
        self.address = self.said[-1].strip()
        self.origin = self.address.partition("/?")[0]

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err

    def children(self) -> list[int]:
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()]


@pytest.fixture
def review(sample_run: Path, tmp_path: Path) -> Iterator[Callable[..., Review]]:
    started: list[Review] = []

    def start(*options: str) -> Review:
        started.append(Review(sample_run, tmp_path, *options))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.communicate()


def test_the_server_says_where_and_ends_quietly(review: Callable[..., Review]) -> None:
    one = review()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{43}", one.address)
    assert "can be opened once" in one.said[0]
    assert one.end(signal.SIGINT) == (0, "", "")


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to see the children")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_no_review_outlives_its_server(
    review: Callable[..., Review], number: signal.Signals
) -> None:
    one = review()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        async with http.get(one.address) as answer:
            assert answer.status == 200
        page = await http.ws_connect(one.origin + "/ws", headers={"Origin": one.origin})
        await read_until(page, "CF001")
        (pid,) = one.children()
        await asyncio.to_thread(one.end, number)
        await until(lambda: not is_alive(pid))
        await page.close()


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: the page is not tried in a browser")
async def test_a_decision_in_a_real_browser(
    review: Callable[..., Review], sample_run: Path, tmp_path: Path
) -> None:
    one = review("--user", "王", "--list", "findings")
    async with browsing(tmp_path / "profile") as browser:
        await browser.open(one.origin + "/")
        await until(lambda: browser.statuses.get(one.origin + "/") == 403)
        await browser.open(one.address)
        await browser.wait(lambda text: "CF001" in text)
        await browser.press("c")
        await browser.wait(lambda text: "confirmed" in text.lower())
        assert await browser.evaluate("document.cookie") == "", "no script can read the cookie"
        assert await browser.evaluate("location.href") == one.origin + "/"
        await browser.open(one.address)  # its token is void, the browser's cookie is not
        await browser.wait(lambda text: "CF001" in text)
        where = {address.partition("//")[2].partition("/")[0] for address in browser.requests}
        assert where == {one.origin.partition("//")[2]}, "something was asked of another server"
        assert sum(address.startswith("ws://") for address in browser.requests) == 2
    journal = open_journal(sample_run / "journal.sqlite", read_only=True)
    made = [entry for entry in journal.since(0) if entry.action == "confirm"]
    assert [(entry.user, entry.kind) for entry in made] == [("王", "finding")]
    assert one.end() == (0, "", "")


def test_without_the_extra_it_says_what_to_install(sample_run: Path) -> None:
    code = (
        "import sys; sys.modules['textual_serve'] = None\n"
        "from disclosure_audit.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, "review", str(sample_run), "--web"],
        capture_output=True, encoding="utf-8", timeout=60, check=False,
        env=os.environ | {"DISCLOSURE_AUDIT_LANG": "en"},
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert lines == [
        "error: review --web needs the extra “web”",
        '  hint: pip install "disclosure-audit[web]"',
    ]
