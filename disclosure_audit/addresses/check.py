"""Asks for the addresses of a catalog, host by host: each once, few at a time, within a time."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Mapping

import polars as pl

from disclosure_audit.addresses.ask import Answer, ask
from disclosure_audit.addresses.guard import Resolve, resolve_public
from disclosure_audit.addresses.schema import ADDRESSES, SILENT, Outcome, nothing_asked
from disclosure_audit.config import Addresses
from disclosure_audit.normalise.address import address_fault

_SILENT_IN_A_ROW = 3
"""Questions without any answer after which a host is left alone."""
_HOST = r"(?i)^https?://([^/?#@\s]+)(?:[/?#]|$)"
"""Host and port. An address with a name and a password in it has none and is not asked for."""


def check_addresses(
    catalog: pl.DataFrame, settings: Addresses, resolve: Resolve = resolve_public
) -> pl.DataFrame:
    """Return what became of asking for the ``url`` of each record of ``catalog`` (``ADDRESSES``).

    Equal addresses are asked for once. Of one host at most ``settings.per_host`` are, spread evenly
    over the list, ``settings.pause`` seconds apart; all of it ends after ``settings.seconds``. Paths
    without a host and malformed addresses have no row. ``catalog`` needs ``row`` and ``url``.
    """
    named = (
        catalog.lazy()
        .select("row", pl.col("url").str.strip_chars())
        .filter(pl.col("url").is_not_null() & address_fault("url").is_null())
        .with_columns(pl.col("url").str.extract(_HOST).str.to_lowercase().alias("host"))
        .filter(pl.col("host").is_not_null())
        .sort("row")
        .collect()
    )
    if named.is_empty():
        return nothing_asked()
    answers = _ask_hosts(_chosen(named, settings.per_host), settings, resolve)
    known = pl.DataFrame(
        [(url, str(one.outcome), one.status) for url, one in sorted(answers.items())],
        schema={"url": pl.String, "outcome": pl.String, "status": pl.Int32},
        orient="row",
    )
    return (
        named.join(known, on="url", how="left", maintain_order="left")
        .with_columns(pl.col("outcome").fill_null(str(Outcome.NOT_ASKED)))
        .select(pl.col(name).cast(dtype) for name, dtype in ADDRESSES.items())
    )


def _chosen(named: pl.DataFrame, most: int) -> dict[str, list[str]]:
    """Return the addresses to ask for by host, evenly spread where there are more than ``most``."""
    position, count = pl.int_range(pl.len()).over("host"), pl.len().over("host")
    first = ((position + 1) * most) // count > (position * most) // count
    chosen = named.unique("url", keep="first", maintain_order=True).filter((count <= most) | first)
    groups = chosen.group_by("host", maintain_order=True).agg("url")
    return dict(groups.iter_rows())


def _ask_hosts(
    hosts: Mapping[str, list[str]], settings: Addresses, resolve: Resolve
) -> dict[str, Answer]:
    """Return the answers that came in time, by address."""
    waiting: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    for urls in hosts.values():
        waiting.put(urls)
    answers: dict[str, Answer] = {}
    end = time.monotonic() + settings.seconds

    def work() -> None:
        while time.monotonic() < end:
            try:
                urls = waiting.get_nowait()
            except queue.Empty:
                return
            _ask_host(urls, settings, resolve, end, answers)

    # Not a pool: its threads would hold the program up at its end, and a name may take its time.
    workers = [threading.Thread(target=work, daemon=True) for _ in range(settings.workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(max(0.0, end - time.monotonic()))
    return dict(answers)


def _ask_host(
    urls: list[str],
    settings: Addresses,
    resolve: Resolve,
    end: float,
    answers: dict[str, Answer],
) -> None:
    silent = 0
    for number, url in enumerate(urls):
        if number:
            time.sleep(max(0.0, min(settings.pause, end - time.monotonic())))
        left = end - time.monotonic()
        if left <= 0:
            return
        answer = ask(url, min(settings.seconds_per_address, left), resolve)
        if time.monotonic() > end:
            return  # cut short by the end of the time: that says nothing of the page
        answers[url] = answer
        silent = silent + 1 if answer.outcome in SILENT else 0
        if silent >= _SILENT_IN_A_ROW:
            return
