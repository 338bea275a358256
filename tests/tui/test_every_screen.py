"""Every screen and question: how it looks, in ASCII alone, and with hostile data in all of it."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from disclosure_audit_tui.app import ReviewApp
from disclosure_audit_tui.only_ascii import to_ascii
from disclosure_audit_tui.screens.scan import ScanScreen
from disclosure_audit_tui.widgets.filter_bar import HINTS
from rich.cells import cell_len
from textual.widgets import Input

from disclosure_audit import run as run_room
from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.language import LANGS, Lang, Text
from disclosure_audit.review.desk import Desk, open_desk
from disclosure_audit.review.entry import Draft
from disclosure_audit.review.query import parse
from disclosure_audit.review.sheets import KINDS, Kind
from disclosure_audit.review.views import View, save_view, views_file
from tests.tui.conftest import Opened, settle
from tests.tui.scenes import SCENES, Scene, walk
from tests.tui.screen import compare, screen_text

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
HOSTILE = f"[密]甲案 [/] \x1b[31m\u202e\x00 e\u0301\u0302 {FAMILY}\t\n[red]" + "长" * 300
NAME = f"[密]甲 [/]\x1b[31m\u202e{FAMILY}e\u0301"
"""A name of a person, a file or a view, which cannot be as long."""
SIZES = pytest.mark.parametrize("size", [(80, 24), (140, 45)], ids=["80", "140"])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.mark.parametrize(
    ("size", "lang"),
    [
        pytest.param((80, 24), "en", id="80-en"),
        pytest.param((140, 45), "zh", id="140-zh", marks=pytest.mark.slow),
        pytest.param((140, 45), "en", id="140-en", marks=pytest.mark.slow),
        pytest.param((80, 24), "zh", id="80-zh", marks=pytest.mark.slow),
    ],
)
async def test_how_each_looks(
    size: tuple[int, int],
    lang: Lang,
    desk: Desk,
    desk_zh: Desk,
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("disclosure_audit_tui.widgets.filter_bar.DELAY", 3600)  # while it is typed
    used = desk if lang == "en" else desk_zh
    keep_view(used, "my view")
    wrong = []
    async with opened(used, size=size, lang=lang) as (app, pilot):
        async for scene in walk(app, pilot):
            assert faults(app, size) == [], scene.name
            for patience in range(20, -1, -1):  # a slow machine may still be drawing
                try:
                    compare(app, f"screen-{scene.name}-{size[0]}-{lang}")
                    break
                except AssertionError as error:
                    if not patience:
                        wrong.append(f"{scene.name}: {error}")
                await pilot.pause(0.1)
    assert wrong == []


def keep_view(desk: Desk, name: str) -> None:
    save_view(views_file(desk.run.folder), View(Text(name, name), "links", "score<90"))


def faults(app: ReviewApp, size: tuple[int, int]) -> list[str]:
    """Return the lines that no terminal would show as they are."""
    strips = app.screen._compositor.render_strips(app.screen.size)
    lines = [strip.text for strip in strips]
    return [
        line
        for line in lines
        if not line.replace("\u3000", " ").isprintable() or cell_len(line) != size[0]
    ]


# ASCII


def plain_lists(folder: Path) -> Desk:
    """A run of two lists without a letter beyond ASCII."""
    head = ["title", "document number", "date made", "responsible department"]
    register = [
        [f"Approval of plot {n}", f"JZF [2024] {n}", f"2024-01-{n:02}", "Land office"]
        for n in range(1, 21)
    ]
    register.append(["Report of the year", "JZF [2024] 99", "2024-12-02", "Office"])
    catalog = [list(row) for row in register[3:]]
    catalog[2][0] = "Approval of plot 66"
    catalog[4][0] += " of 11010519491231002X"
    catalog.append(list(register[7]))
    return lists(folder, head, register, catalog, "en", user="Li")


def lists(
    folder: Path, head: list[str], register: list[list[str]], catalog: list[list[str]],
    lang: Lang, user: str, names: tuple[str, str] = ("register.csv", "catalog.csv"),
) -> Desk:  # fmt: skip
    for name, rows in zip(names, (register, catalog), strict=True):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
    made = scan(str(folder / names[0]), str(folder / names[1]), Config(lang=lang))
    return open_desk(run_room.write(made, folder / "run", command=["scan"]), user=user)


@pytest.mark.slow
@SIZES
async def test_ascii_alone_is_drawn(size: tuple[int, int], folder: Path, opened: Opened) -> None:
    """With words and data of ASCII there is nothing else on any screen."""
    desk = plain_lists(folder)
    assert {"OM001", "DF001", "CF005"} <= set(desk.findings["rule"])
    keep_view(desk, "my view")
    async with opened(desk, size=size, ascii=True) as (app, pilot):
        await pilot.press("c", "f", "n", "x", "enter")
        await settle(app, pilot)
        seen = 0
        async for scene in walk(app, pilot, within(desk)):
            text = screen_text(app)
            # the one action that is called by its own name in either language
            beyond = set(text.replace("中文", "")) - {chr(n) for n in range(128)}
            assert not beyond, (scene.name, beyond, text)
            assert faults(app, size) == [], scene.name
            seen += 1
        assert seen > 25


@pytest.mark.slow
async def test_in_chinese_only_words_are_beyond_ascii(desk_zh: Desk, opened: Opened) -> None:
    keep_view(desk_zh, "my view")
    async with opened(desk_zh, lang="zh", ascii=True) as (app, pilot):
        async for scene in walk(app, pilot):
            odd = {
                char
                for char in screen_text(app)
                if not char.isascii() and unicodedata.category(char)[0] != "L"
                and unicodedata.east_asian_width(char) not in "WF"
            }  # fmt: skip
            assert not odd, (scene.name, odd)
            assert faults(app, (80, 24)) == [], scene.name


def within(desk: Desk) -> list[Scene]:
    """Return the scenes that a run has rows for."""
    rules = set(desk.findings["rule"])
    wanted = [scene for scene in SCENES if scene.query.removeprefix("rule:") in rules]
    links = set(desk.links["status"].to_list())
    return [
        scene
        for scene in SCENES
        if scene in wanted
        or not scene.query.startswith(("rule:", "status:"))
        or scene.query.removeprefix("status:") in links
    ]


@pytest.mark.parametrize("char", [chr(n) for n in range(0x2500, 0x2600)])
def test_each_sign_of_a_drawing_keeps_its_width(char: str) -> None:
    assert to_ascii(char).isascii()
    assert cell_len(to_ascii(char)) == cell_len(char)


def test_letters_stay() -> None:
    text = "关于（甲）《乙》的通知，é，〔2024〕1号"
    assert to_ascii(text) == text
    assert to_ascii("“a” … b—c ██ ★ ␛") == '"a" ~ b-c ## * ?'
    assert cell_len(to_ascii(f"{FAMILY[0]} 🔎")) == cell_len(f"{FAMILY[0]} 🔎")


# Hostile data


@pytest.fixture
def hostile(folder: Path) -> Iterator[Desk]:
    """A run whose every text, name, note and file name is hostile; of it all much is decided."""
    cells = HOSTILE.replace("\x00", "")  # no list can hold it
    head = ["标题", "发文字号", "成文日期", "公开属性", "承办部门", "发文机关", "内容概述", "分类"]
    register = [
        [f"{cells}第{n}号", f"甲政发〔2024〕{n}号", f"2024-01-{n:02}", "主动公开", f"{n}{cells}", cells,
         cells, cells]
        for n in range(1, 13)
    ]  # fmt: skip
    late = [f"年报{cells}", "甲政发〔2024〕99号", "2024-12-02", "主动公开", cells, cells, "", ""]
    register.append(late)  # what is older is due
    catalog = [[row[0], *row[1:3], "", "", cells, cells, cells] for row in register[3:]]
    catalog[0][0] = f"[/]{cells}"
    catalog[1][6] = f"身份证号码：11010519491231002X。{cells}"
    catalog.append(list(catalog[3]))
    catalog.append([f"丁[/]{cells}", *catalog[5][1:]])
    catalog[5][1] = ""
    names = (
        f"{NAME.replace('/', '')}.csv",
        f"{NAME.replace('/', '')}2.csv",
    )  # a slash parts folders
    desk = lists(folder, head, register, catalog, "zh", NAME, names)
    keep_view(desk, NAME)
    for finding in desk.findings["finding_id"]:
        desk.decide([
            Draft("note", "finding", finding, {"text": HOSTILE}),
            Draft("assign", "finding", finding, {"owner": HOSTILE}),
        ])  # fmt: skip
    yield desk
    desk.close()


@pytest.mark.slow
@pytest.mark.parametrize("plain", [False, True], ids=["usual", "ascii"])
@pytest.mark.parametrize("lang", LANGS)
async def test_hostile_data_on_every_screen(
    lang: Lang, plain: bool, hostile: Desk, opened: Opened
) -> None:
    first = hostile.findings["finding_id"][0]
    async with opened(hostile, lang=lang, ascii=plain) as (app, pilot):
        other = open_desk(hostile.run.folder, user=f"{NAME}李")
        other.decide([Draft("flag", "finding", first)])
        app._poll()
        await settle(app, pilot)
        assert "[密]甲 [/]" in screen_text(app).splitlines()[0]  # the news
        shown = set()
        async for scene in walk(app, pilot, within(hostile)):
            assert faults(app, (80, 24)) == [], scene.name
            if "[密]甲" in screen_text(app):
                shown.add(scene.name)
        other.close()
    assert shown >= {
        "findings", "register", "catalog", "overview", "pair-alone", "pair-record", "views",
        "view-rename", "view-delete", "save-view", "assign",
    }  # fmt: skip


async def test_a_form_that_is_filled_in_with_hostile_names(hostile: Desk, opened: Opened) -> None:
    async with opened(hostile) as (app, pilot):
        await pilot.press("ctrl+n")
        await settle(app, pilot)
        assert isinstance(app.screen, ScanScreen)
        assert "[密]甲 [" in app.screen.query_one("#register", Input).value
        assert faults(app, (80, 24)) == []
        for _ in range(3):
            await pilot.press("end", "enter")
            await pilot.pause()
        await settle(app, pilot)
        assert faults(app, (80, 24)) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGS)
def test_what_the_empty_filter_shows_can_be_typed(kind: Kind, lang: Lang) -> None:
    *terms, words = HINTS[kind].to(lang).replace("：", ": ", 1).split("  ")
    for term in (*terms[1:], terms[0].partition(": ")[2], words):
        parse(term, kind, lang)
