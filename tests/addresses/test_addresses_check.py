"""Asking for addresses, against servers on this machine: what is asked, how often, and what is not."""

from __future__ import annotations

import json
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from disclosure_audit import run
from disclosure_audit.addresses import check as room
from disclosure_audit.addresses.check import check_addresses
from disclosure_audit.addresses.guard import PrivateAddressError, resolve_public
from disclosure_audit.audit import Audit, scan
from disclosure_audit.config import Addresses, Config
from disclosure_audit.reperformance.rerun import rerun

if TYPE_CHECKING:
    from tests.command_line import Cli

QUICK = Addresses(check=True, seconds=20, seconds_per_address=2, pause=0)


class Site:
    """A server that answers by path and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.released = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                site.asked.append((self.command, self.path))
                name = self.path.strip("/").partition("/")[0]
                if name == "slow":
                    site.released.wait(10)
                status = {"gone": 404, "refused": 403, "broken": 500, "moved": 302, "round": 302, "inside": 302,
                          "file": 302}.get(name, 200)  # fmt: skip
                if name == "nohead" and self.command == "HEAD":
                    status = 405
                self.send_response(status)
                where = {
                    "moved": "/fine",
                    "round": "/round",
                    "inside": "http://inside.example/",
                    "file": "file:///etc",
                }
                if name in where:
                    self.send_header("Location", where[name])
                self.end_headers()

            do_HEAD = do_GET = answer  # noqa: N815 - the names that the server looks for

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path: str, host: str = "www.linjiang.example") -> str:
        return f"http://{host}:{self.port}/{path}"


@pytest.fixture
def site() -> Iterator[Site]:
    one = Site()
    yield one
    one.released.set()
    one.server.shutdown()
    one.server.server_close()


def to_this_machine(host: str, port: int) -> str:
    """Resolve all made-up names to this machine, save one that is said to lie inside."""
    if host == "inside.example":
        raise PrivateAddressError
    if host == "nowhere.example":
        raise socket.gaierror
    return "127.0.0.1"


def catalog(*urls: str | None) -> pl.DataFrame:
    return pl.DataFrame(
        {"row": range(len(urls)), "url": urls}, schema={"row": pl.UInt32, "url": pl.String}
    )


def outcomes(frame: pl.DataFrame) -> list[str]:
    return frame["outcome"].to_list()


def test_each_answer_has_its_outcome(site: Site) -> None:
    names = ["fine", "nohead", "gone", "refused", "broken", "moved", "round", "inside", "file"]
    found = check_addresses(catalog(*map(site.url, names)), QUICK, to_this_machine)
    assert outcomes(found) == [
        "answers", "answers", "gone", "refused", "server_error", "answers", "redirects",
        "private_address", "redirects",
    ]  # fmt: skip
    assert found["status"].to_list() == [200, 200, 404, 403, 500, 200, 302, None, 302]
    assert found["row"].to_list() == list(range(9))


def test_an_address_is_asked_for_once_and_head_comes_first(site: Site) -> None:
    urls = [site.url("fine"), site.url("fine"), site.url("gone")]
    assert outcomes(check_addresses(catalog(*urls), QUICK, to_this_machine)) == [
        "answers", "answers", "gone",
    ]  # fmt: skip
    assert site.asked == [("HEAD", "/fine"), ("HEAD", "/gone"), ("GET", "/gone")]


def test_what_is_no_whole_web_address_is_not_asked_for(site: Site) -> None:
    odd = [
        None,
        "/path",
        "见附件",
        "ftp://www.linjiang.example/a",
        f"http://me:word@127.0.0.1:{site.port}/a",
    ]
    assert check_addresses(catalog(*odd), QUICK, to_this_machine).is_empty()
    assert site.asked == []


def test_of_one_host_so_many_are_asked_for_spread_over_the_list(site: Site) -> None:
    urls = [site.url(f"page/{n}") for n in range(20)]
    found = check_addresses(
        catalog(*urls), QUICK.model_copy(update={"per_host": 4}), to_this_machine
    )
    assert Counter(outcomes(found)) == {"answers": 4, "not_asked": 16}
    assert found.filter(pl.col("outcome") == "answers")["row"].to_list() == [4, 9, 14, 19]


def test_a_silent_host_is_left_alone_after_three_questions(site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = free.getsockname()[1]
    urls = [f"http://shut.example:{closed}/{n}" for n in range(6)]
    found = check_addresses(
        catalog(*urls, "http://nowhere.example/1", site.url("fine")), QUICK, to_this_machine
    )
    assert outcomes(found) == [*["no_connection"] * 3, *["not_asked"] * 3, "no_host", "answers"]


def test_what_takes_too_long_is_cut_off_and_the_end_of_the_time_accuses_nobody(site: Site) -> None:
    short = QUICK.model_copy(update={"seconds_per_address": 0.3})
    assert outcomes(check_addresses(catalog(site.url("slow")), short, to_this_machine)) == [
        "timeout"
    ]
    ended = QUICK.model_copy(update={"seconds": 0.3})
    assert outcomes(check_addresses(catalog(site.url("slow")), ended, to_this_machine)) == [
        "not_asked"
    ]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.1.1", "::1", "100.64.0.1"]
)
def test_nothing_inside_is_ever_asked(host: str) -> None:
    with pytest.raises(PrivateAddressError):
        resolve_public(host, 80)


def scanned(monkeypatch: pytest.MonkeyPatch, *urls: str) -> Audit:
    monkeypatch.setattr(room, "resolve_public", to_this_machine)
    monkeypatch.setattr(check_addresses, "__defaults__", (to_this_machine,))
    rows = pl.DataFrame(
        {"标题": [f"临江市第{n}批公园名录" for n in range(len(urls))], "链接": urls}
    )
    config = Config.model_validate(
        {"lang": "en", "rules": {"select": ["FD012"]}, "addresses": QUICK.model_dump()}
    )
    return scan(rows, rows, config, key=b"the key of the tests")


def test_the_rule_tells_of_what_is_gone(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    audit = scanned(monkeypatch, site.url("fine"), site.url("gone"), site.url("refused"))
    (finding,) = audit.findings.to_dicts()
    assert (finding["catalog_row"], finding["severity"]) == (1, "medium")
    evidence = {one["name"]: one["value"] for one in finding["evidence"]}
    assert (evidence["fault"], evidence["http_status"]) == ("gone", "404")


def test_without_a_net_the_rule_is_not_applicable(monkeypatch: pytest.MonkeyPatch) -> None:
    audit = scanned(monkeypatch, "http://nowhere.example/1", "http://nowhere.example/2")
    assert audit.findings.is_empty()
    (outcome,) = audit.outcomes
    assert outcome.not_applicable is not None
    assert "not a single host answered" in outcome.not_applicable.en


def test_nobody_is_asked_unless_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> str:
        raise AssertionError("asked")

    monkeypatch.setattr(socket, "getaddrinfo", never)
    rows = pl.DataFrame(
        {"标题": ["临江市公园名录"], "链接": ["http://www.linjiang.example/1.html"]}
    )
    audit = scan(rows, rows, Config(lang="en"), key=b"the key of the tests")
    assert audit.addresses.is_empty()


def test_a_run_keeps_the_answers_and_its_repetition_asks_nobody(
    monkeypatch: pytest.MonkeyPatch, site: Site, tmp_path: Path
) -> None:
    monkeypatch.setattr(check_addresses, "__defaults__", (to_this_machine,))
    monkeypatch.setenv("DISCLOSURE_AUDIT_KEY", "test-key-of-sixteen-chars")

    lists = tmp_path / "list.csv"
    lists.write_text(
        f"标题,链接\n临江市公园名录,{site.url('gone')}\n临江市绿道规划,{site.url('fine')}\n"
    )
    config = Config.model_validate(
        {"lang": "en", "rules": {"select": ["FD012"]}, "addresses": QUICK.model_dump()}
    )
    audit = scan(str(lists), str(lists), config)
    saved = run.write(audit, tmp_path / "run", command=["scan"])
    assert run.read(saved).addresses.equals(audit.addresses)
    asked = len(site.asked)
    done = rerun(saved)
    assert done.is_identical
    assert len(site.asked) == asked > 0


def test_the_option_asks_for_the_check(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text("标题,链接\n临江市公园名录,http://127.0.0.1:9/1.html\n", "utf-8")
    told = ("scan", "list.csv", "list.csv", "--select", "FD012", "--no-run", "--format", "json")
    for options, expected in ((("--check-links",), ["FD012"]), ((), [])):
        done = cli(*told, *options)
        assert [one["rule"] for one in json.loads(done.out)["findings"]] == expected
