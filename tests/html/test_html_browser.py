"""The page in a browser: it opens, sorts, searches and shows a finding, and no request leaves."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.html.papers import HOSTILE_TITLE, finding, make_paper, written
from tests.tui.browser import CHROMIUM, PATIENCE, Browser, browsing

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed here")

MANY = 20_000
Opened = Callable[[str], Awaitable[Browser]]
TITLES = "[...document.querySelectorAll('.row .doc b')].map((one) => one.textContent)"
IDS = "[...document.querySelectorAll('.row')].sort((a, b) => a.offsetTop - b.offsetTop)" \
      ".map((one) => one.querySelector('.doc b').textContent)"  # fmt: skip


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Opened]:
    """Opens a page given as text from a file, in a browser that keeps count of its requests."""
    async with browsing(tmp_path / "profile") as browser:

        async def start(text: str) -> Browser:
            path = tmp_path / "report.html"
            path.write_text(text, "utf-8")
            await browser.do("Log.enable")
            await browser.open(path.as_uri())
            await until(browser, "document.readyState === 'complete'")
            return browser

        yield start


async def until(browser: Browser, code: str) -> Any:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if value := await browser.evaluate(code):
            return value
        await asyncio.sleep(0.05)
    raise AssertionError(f"never came to be: {code}")


def many(n: int = MANY) -> list[dict[str, Any]]:
    return [
        finding(number, title=f"第{number}号文件", rule="OM001" if number % 2 else "DF001",
                owner=f"科{number % 7}", severity=("high", "low")[number % 2], month=f"2024-{number % 12 + 1:02}")
        for number in range(n)
    ]  # fmt: skip


async def test_many_findings_are_sorted_searched_and_shown(opened: Opened) -> None:
    browser = await opened(written(make_paper("zh", many())))
    assert await browser.evaluate(
        "document.querySelector('.grid').getAttribute('aria-rowcount')"
    ) == str(MANY)
    shown = await browser.evaluate("document.querySelectorAll('.row').length")
    assert 5 < shown < 60  # only what is in sight is drawn
    assert (await browser.evaluate(IDS))[0] == "第0号文件"

    sort = "document.querySelector('[data-key=document] button').click()"
    await browser.evaluate(sort)
    await browser.evaluate(sort)
    assert (await browser.evaluate(IDS))[:2] == [f"第{MANY - 1}号文件", f"第{MANY - 2}号文件"]
    assert (
        await browser.evaluate("document.querySelector('[data-key=document]').ariaSort")
        == "descending"
    )

    await browser.evaluate(
        "(() => { const box = document.querySelector('#find');"
        " box.value = '１２３４５ 科4'; box.dispatchEvent(new Event('input')); })()"
    )
    await until(browser, "document.querySelectorAll('.row').length === 1")
    assert await browser.evaluate(TITLES) == ["第12345号文件"]  # full-width digits are found too
    assert (
        await browser.evaluate("document.querySelector('.count').textContent")
        == "20,000 个问题中的 1 个"
    )

    await browser.evaluate("document.querySelector('.row').click()")
    detail = await browser.evaluate("document.querySelector('.detail').textContent")
    for wanted in ("第12345号文件", "甲发〔2024〕2号", "最接近", f"{12345:016x}"):
        assert wanted in detail
    assert await browser.evaluate("location.hash") == f"#finding-{12345:016x}"

    await browser.evaluate("document.querySelector('.bar button').click()")
    await browser.evaluate("document.querySelector('.view').scrollTop = 1e9")
    await until(browser, f"{IDS}.includes('第0号文件')")
    assert [one for one in browser.requests if not one.startswith("file:")] == []
    assert len([one for one in browser.requests if one.startswith("file:")]) == 1


async def test_filters_and_keys_lead_through_the_list(opened: Opened) -> None:
    browser = await opened(written(make_paper("en", many(40))))
    await browser.evaluate(
        "(() => { const box = document.querySelector('#only-owner'); box.selectedIndex = 3; box.onchange(); })()"
    )
    first = (await browser.evaluate(IDS))[:3]
    assert first == ["第2号文件", "第9号文件", "第16号文件"]
    await browser.evaluate("document.querySelector('.view').focus()")
    for wanted in first[:2]:
        await browser.evaluate(
            "document.querySelector('.view').dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown'}))"
        )
        assert (
            await browser.evaluate("document.querySelector('.row.on .doc b').textContent") == wanted
        )
    await browser.evaluate(
        "document.querySelector('.view').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}))"
    )
    assert await browser.evaluate("document.querySelector('.detail h4').textContent") == first[1]
    await browser.evaluate("dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))")
    assert await browser.evaluate("document.querySelector('.detail').hidden")


async def test_what_is_hostile_stays_text_in_the_browser(opened: Opened) -> None:
    bad = [
        finding(
            1,
            title=HOSTILE_TITLE,
            owner=HOSTILE_TITLE,
            evidence=[{"name": "excerpt", "value": HOSTILE_TITLE}],
        )
    ]
    browser = await opened(written(make_paper("en", bad)))
    await browser.evaluate("document.querySelector('.row').click()")
    assert (
        await browser.evaluate("document.querySelector('.detail h4').textContent") == HOSTILE_TITLE
    )
    assert await browser.evaluate("document.querySelectorAll('img, iframe').length") == 0
    assert await browser.evaluate("window.owned === undefined")
    # even what got in as markup could not run: the policy knows the scripts by their hash
    await browser.evaluate(
        "(() => { const one = document.createElement('script'); one.textContent = 'window.owned = 1';"
        " document.body.append(one); document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.owned=2\">'); })()"
    )
    await asyncio.sleep(0.3)
    assert await browser.evaluate("window.owned === undefined")
    assert [one for one in browser.requests if not one.startswith("file:")] == []


async def test_the_theme_follows_the_system_until_it_is_chosen(opened: Opened) -> None:
    browser = await opened(written(make_paper()))
    color = "getComputedStyle(document.body).backgroundColor"
    seen = {}
    for scheme in ("light", "dark"):
        await browser.do(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )
        seen[scheme] = await browser.evaluate(color)
    assert seen["light"] != seen["dark"]
    await browser.evaluate("document.querySelector('#do-theme').click()")
    assert await browser.evaluate(color) == seen["light"]
    await browser.do("Emulation.setEmulatedMedia", media="print", features=[])
    assert await browser.evaluate(color) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("width", [390, 1280])
async def test_nothing_is_wider_than_the_screen(opened: Opened, width: int) -> None:
    long = [
        finding(
            1,
            title="长" * 40_000,
            owner="W" * 300,
            evidence=[{"name": "excerpt", "value": "x" * 9000}],
        )
    ]
    browser = await opened(written(make_paper("en", long)))
    await browser.do(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=800,
        deviceScaleFactor=1,
        mobile=False,
    )
    for step in ("0", "document.querySelector('.row').click()"):
        await browser.evaluate(step)
        assert await browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await browser.evaluate(
            "(() => { const one = document.querySelector('.detail');"
            " return one.hidden || one.scrollWidth <= one.clientWidth; })()"
        )


async def test_without_a_script_and_on_paper_the_table_is_there(opened: Opened) -> None:
    browser = await opened(written(make_paper()))
    table = "getComputedStyle(document.querySelector('table.static')).display"
    assert await browser.evaluate(table) == "none"
    await browser.do("Emulation.setEmulatedMedia", media="print", features=[])
    assert await browser.evaluate(table) == "table"
    assert (
        await browser.evaluate("getComputedStyle(document.querySelector('#app')).display") == "none"
    )
    printed = await browser.do("Page.printToPDF", preferCSSPageSize=True)
    assert len(printed["data"]) > 10_000
    await browser.do("Emulation.setEmulatedMedia", media="", features=[])
    await browser.do("Emulation.setScriptExecutionDisabled", value=True)
    await browser.do("Page.reload")
    await asyncio.sleep(0.5)
    await browser.do("DOM.enable")
    root = (await browser.do("DOM.getDocument"))["root"]["nodeId"]
    found = await browser.do(
        "DOM.querySelectorAll", nodeId=root, selector="html.js, #app:not([hidden])"
    )
    assert found["nodeIds"] == []
