"""The widget in a headless Chromium, in the page of marimo: a key pressed there is in the journal.

marimo shows an anywidget natively, is one small server without a build, and ends with its process;
a Jupyter front end would bring a hundred packages to show the same module.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from disclosure_audit.review.journal import open_run_journal
from tests.notebook.widget_runs import MARKUP, SECRET, USER
from tests.notebook.widget_runs import run_folder as run_folder
from tests.notebook.widget_runs import small_run as small_run
from tests.tui.browser import CHROMIUM, Browser, browsing

PATIENCE = 60.0
_APP = """
import marimo

app = marimo.App()


@app.cell
def _():
    from pathlib import Path

    from disclosure_audit.notebook.widget import open_review

    open_review(Path({folder!r}), {user!r}, "en")
    return
"""
_FIND = """
(() => {
  const find = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.classList.contains("da-review")) return node;
      const inner = node.shadowRoot && find(node.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  return find(document);
})()
"""
"""marimo shows a widget in a shadow tree of its own."""


@pytest.fixture
def address(run_folder: Path, tmp_path: Path) -> Iterator[str]:
    """Where a marimo app with the widget is served."""
    pytest.importorskip("marimo", reason="marimo is not installed: there is no page to try")
    app = tmp_path / "app.py"
    app.write_text(_APP.format(folder=str(run_folder), user=USER), "utf-8")
    (tmp_path / "disclosure-audit.toml").write_text(
        '[review]\nkeys = {undo = "z", back = "b"}\n', "utf-8"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable, "-m", "marimo", "run", str(app), "--headless", "--no-token", "--host", "127.0.0.1", "--port", str(port),
        ],
        cwd=tmp_path, env=os.environ | {"HOME": str(tmp_path), "MARIMO_SKIP_UPDATE_CHECK": "1"},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        end = time.monotonic() + PATIENCE
        while True:
            assert process.poll() is None, "marimo ended at once"
            assert time.monotonic() < end, "marimo never listened"
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


async def see(browser: Browser, code: str) -> object:
    """Return what ``code`` says of the widget ``w`` as soon as that is something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = await browser.evaluate(f"((w) => w && ({code}))({_FIND})")
        if found:
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(f"never came to be: {code}")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: the page is not tried in a browser")
async def test_a_decision_in_a_real_page(address: str, run_folder: Path, tmp_path: Path) -> None:
    async with browsing(tmp_path / "profile") as browser:
        await browser.open(address)
        await see(browser, "!!w.querySelector('.da-records tbody tr')")
        text = str(await see(browser, "w.textContent"))
        assert SECRET not in text
        assert await see(browser, "w.querySelectorAll('.da-grid tbody tr').length") > 3  # type: ignore[operator]  # a number

        await browser.evaluate(f"{_FIND}.querySelector('.da-grid').focus()")
        await browser.press("c")
        await see(browser, "w.querySelector('.da-notice').textContent === 'confirmed 1 finding'")
        await browser.evaluate(f"{_FIND}.querySelector('.da-do-dismiss').click()")
        await see(browser, "!w.querySelector('.da-form').hidden")
        await browser.press("6")
        await see(browser, "w.querySelector('.da-notice').textContent === 'dismissed 1 finding'")
        await browser.press("u")  # another key was given to it
        await browser.press("z")
        await see(browser, "w.querySelector('.da-notice').textContent.startsWith('undone')")

        # a title that is markup is text on the page, and runs nothing
        await browser.evaluate(
            f"((w) => {{ const f = w.querySelector('.da-filter'); f.value = 'onerror';"
            f" f.dispatchEvent(new Event('input')); }})({_FIND})"
        )
        await see(browser, "w.querySelectorAll('.da-grid tbody tr').length === 1")
        titles = "w.querySelector('.da-grid tbody tr').textContent + w.querySelector('.da-pair').textContent"
        await see(browser, f"({titles}).split('onerror=alert(1)').length > 2")
        assert MARKUP in str(await see(browser, titles))
        assert not await browser.evaluate(f"{_FIND}.querySelectorAll('img, script').length")
        await browser.evaluate(f"{_FIND}.querySelector('.da-grid').focus()")
        await browser.press("b")
        await see(browser, "w.querySelectorAll('.da-grid tbody tr').length > 1")

        where = {
            one.partition("//")[2].partition("/")[0]
            for one in browser.requests
            if not one.startswith(("data:", "blob:", "about:"))
        }
        assert where == {address.partition("//")[2].rstrip("/")}, (
            "something was asked of another server"
        )
    journal = open_run_journal(run_folder, read_only=True)
    made = [(entry.user, entry.action, entry.kind) for entry in journal.since(0)]
    assert [entry for entry in made if entry[2] != "journal"] == [
        (USER, "confirm", "finding"), (USER, "dismiss", "finding"), (USER, "undo", "batch"),
    ]  # fmt: skip
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)
