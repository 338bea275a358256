"""Passages of full texts in the close view: masked, revealed after the journal has it, forgotten."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from disclosure_audit_tui import revealing
from disclosure_audit_tui.app import ReviewApp
from disclosure_audit_tui.screens.pair import PairScreen
from textual.pilot import Pilot

from disclosure_audit import run as run_room
from disclosure_audit.audit import scan
from disclosure_audit.config import Config, Scanner
from disclosure_audit.language import LANGS, Lang
from disclosure_audit.presentation.dossier import gather
from disclosure_audit.presentation.passages import say_passages
from disclosure_audit.presentation.subject import Subject
from disclosure_audit.recall import Passage, Passages, read_passages
from disclosure_audit.review.desk import Desk, open_desk
from tests.documented import ROOT
from tests.tui.conftest import Opened, settle
from tests.tui.screen import screen_text

IDENTITY = "11010519491231002X"
HOSTILE = f"[/][密]甲案[red]\x1b[31m\u202e关于\x00é😀\n身份证号{IDENTITY}[/b][/]\n{'长' * 300}"


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with its full texts, one more of them hostile, and the run of its scan."""
    home = tmp_path_factory.mktemp("texts")
    for name in ("register.xlsx", "catalog.csv"):
        shutil.copy(ROOT / "sample_data" / name, home)
    shutil.copytree(ROOT / "sample_data" / "texts", home / "texts")
    (home / "texts" / "[red]\u202e[密].txt").write_text(HOSTILE, "utf-8", newline="")
    (home / "texts" / "空.txt").write_bytes(b"")
    config = Config(lang="en", scanner=Scanner(texts=str(home / "texts")))
    audit = scan(str(home / "register.xlsx"), str(home / "catalog.csv"), config)
    return run_room.write(audit, home / "run", command=["scan"])


@pytest.fixture
def texts_desk(scanned: Path, tmp_path: Path) -> Iterator[Desk]:
    """The desk of 王 before a copy of that run."""
    opened = open_desk(Path(shutil.copytree(scanned, tmp_path / "run")), user="王")
    yield opened
    opened.close()


def finding(desk: Desk, rule: str, file: str) -> Subject:
    """Return the finding of ``rule`` about ``file``, of a record or of none."""
    told = pl.col("evidence").list.eval(
        (pl.element().struct.field("name") == "file") & (pl.element().struct.field("value") == file)
    )
    rows = desk.findings.filter(
        pl.col("rule") == rule, told.list.any() | pl.col("message").str.ends_with(f"“{file}”")
    )
    assert rows.height
    return Subject(*rows.select("finding_id", "register_row", "catalog_row").row(0))


def secrets(desk: Desk) -> list[str]:
    """Return all that is secret in the full texts."""
    hits = desk.run.hits.filter(pl.col("file").is_not_null(), pl.col("secret"))
    found = read_passages(desk.run, hits, reveal=True)
    assert found.missing == {}
    return [passage.text[a:b] for passage in found.found for a, b in passage.marks]


async def show(
    app: ReviewApp, pilot: Pilot[int], queue: list[Subject], place: int = 0
) -> PairScreen:
    app.open_pair(queue[place], queue)
    await settle(app, pilot)
    assert isinstance(app.screen, PairScreen)
    return app.screen


def shown(screen: PairScreen) -> str:
    """Return all that the screen holds, scrolled out of sight or not."""
    from disclosure_audit_tui.widgets.lines import Lines

    return "\n".join(line.plain for widget in screen.query(Lines) for line in widget.lines(100))


@pytest.mark.parametrize("size", [(80, 24), pytest.param((140, 45), marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    ("rule", "file", "secret"),
    [
        pytest.param("CF005", "2024/00561.TXT", "360999194910010218", marks=pytest.mark.slow),
        ("CF001", "2024/00833.txt", "机密★15年"),
        ("CF006", "2024/00618.ofd", "13800000006"),
        pytest.param(
            "CF005", "霁自然资函〔2024〕5号.txt", "360999194910010277", marks=pytest.mark.slow
        ),
        ("CF006", "附件：监督员通讯录.txt", "13800000005"),
    ],
)
async def test_shown_after_a_yes_that_is_journalled_first(
    opened: Opened,
    texts_desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    rule: str,
    file: str,
    secret: str,
) -> None:
    queue = [finding(texts_desk, rule, file), finding(texts_desk, "CF004", "2024/00075.docx")]
    written: list[bool] = []

    def read(desk: Desk, hits: Any, *, reveal: bool = False) -> Passages:
        if reveal:
            trail = desk.trail("finding", str(queue[0].finding_id))
            written.append("reveal" in trail["action"])
        return revealing.read_full_texts(desk, hits, reveal=reveal)

    monkeypatch.setattr("disclosure_audit_tui.screens.unmasking.read_full_texts", read)
    async with opened(texts_desk, size=size) as (app, pilot):
        screen = await show(app, pilot, queue)
        assert screen.passages is not None
        assert screen.passages.missing == {}
        assert "line" in shown(screen)
        assert file in shown(screen)
        everything = secrets(texts_desk)
        assert secret in everything
        assert not [one for one in everything if one in shown(screen) + screen_text(app)]
        await pilot.press("R", "n")
        await settle(app, pilot)
        assert secret not in shown(screen)
        assert texts_desk.trail("finding", str(queue[0].finding_id)).is_empty()
        await pilot.press("R", "y")
        await settle(app, pilot)
        assert written == [True]
        assert secret in screen_text(app)
        assert "REVEALED" in screen_text(app)
        assert secret not in screen.copied()[0]
        assert "reading the file" not in screen_text(app)
        screen.open(queue[1])
        await settle(app, pilot)
        assert not screen.is_revealed
        screen.open(queue[0])
        await settle(app, pilot)
        assert secret not in shown(screen) + screen_text(app)
        assert "█" in shown(screen)
        journal = str(texts_desk.entries.rows())
        assert not [one for one in everything if one in journal]
        await pilot.press("R", "y")
        await settle(app, pilot)
        await pilot.press("R")
        await settle(app, pilot)
        assert secret not in shown(screen) + screen_text(app)
        assert "REVEALED" not in screen_text(app)
        await pilot.press("R", "y")
        await settle(app, pilot)
        assert secret in shown(screen)
        await pilot.press("escape")
        await settle(app, pilot)
        assert secret not in screen_text(app)
        assert not screen.is_revealed
        assert secret not in repr(screen.passages)


async def test_the_key_for_the_next_one_hides(opened: Opened, texts_desk: Desk) -> None:
    queue = [
        finding(texts_desk, "CF006", "附件：监督员通讯录.txt"),
        finding(texts_desk, "CF006", "2024/00618.ofd"),
    ]
    async with opened(texts_desk) as (app, pilot):
        screen = await show(app, pilot, queue)
        await pilot.press("R", "y")
        await settle(app, pilot)
        assert screen.is_revealed
        await pilot.press("tab")
        await settle(app, pilot)
        assert screen.subject == queue[1]
        assert not [one for one in secrets(texts_desk) if one in shown(screen)]


async def test_who_left_while_it_was_read_sees_nothing(
    opened: Opened, texts_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = [
        finding(texts_desk, "CF006", "附件：监督员通讯录.txt"),
        finding(texts_desk, "CF006", "2024/00618.ofd"),
    ]
    async with opened(texts_desk) as (app, pilot):
        screen = await show(app, pilot, queue)

        def read(desk: Desk, hits: Any, *, reveal: bool = False) -> Passages:
            found = revealing.read_full_texts(desk, hits, reveal=reveal)
            if reveal:  # gone and back again before the answer is there
                app.call_from_thread(screen.open, queue[1])
                app.call_from_thread(screen.open, queue[0])
            return found

        monkeypatch.setattr("disclosure_audit_tui.screens.unmasking.read_full_texts", read)
        await pilot.press("R", "y")
        await settle(app, pilot)
        assert screen.subject == queue[0]
        assert not screen.is_revealed
        assert "13800000005" not in shown(screen)


async def test_nothing_is_revealed_to_who_may_only_read(opened: Opened, scanned: Path) -> None:
    desk = open_desk(scanned, user="王", read_only=True)
    async with opened(desk) as (app, pilot):
        screen = await show(app, pilot, [finding(desk, "CF006", "附件：监督员通讯录.txt")])
        await pilot.press("R", "y")
        await settle(app, pilot)
        assert not screen.is_revealed
        assert "13800000005" not in shown(screen)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("gone", [True, False])
async def test_a_file_that_is_gone_or_changed_says_so(
    opened: Opened, texts_desk: Desk, tmp_path: Path, lang: Lang, gone: bool
) -> None:
    folder = Path(texts_desk.run.info["settings"]["scanner"]["texts"])
    shutil.copytree(folder, tmp_path / "texts")
    texts_desk.run.info["settings"]["scanner"]["texts"] = str(tmp_path / "texts")
    path = tmp_path / "texts" / "2024" / "00833.txt"
    if gone:
        path.unlink()
    else:
        path.write_text("另一份文件，机密★15年", "utf-8")
    said = {
        (True, "en"): "no longer there", (True, "zh"): "已不在原处",
        (False, "en"): "has changed since", (False, "zh"): "扫描之后已改动",
    }[gone, lang]  # fmt: skip
    async with opened(texts_desk, lang=lang, size=(140, 45)) as (app, pilot):
        screen = await show(app, pilot, [finding(texts_desk, "CF001", "2024/00833.txt")])
        assert said in screen_text(app)
        assert "██████" in shown(screen)  # the excerpt that the run has
        await pilot.press("R", "y")
        await settle(app, pilot)
        assert said in screen_text(app)
        assert "机密★15年" not in shown(screen)


@pytest.mark.parametrize(
    "size", [(80, 24), pytest.param((140, 45), marks=pytest.mark.slow), (40, 12)]
)
@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.slow)])
async def test_a_hostile_file(
    opened: Opened, texts_desk: Desk, size: tuple[int, int], lang: Lang
) -> None:
    subject = finding(texts_desk, "CF005", "[red]\u202e[密].txt")
    assert subject.record is None
    async with opened(texts_desk, size=size, lang=lang) as (app, pilot):
        screen = await show(app, pilot, [subject])
        for keys, is_open in (((), False), (("R", "y"), True)):
            await pilot.press(*keys)
            await settle(app, pilot)
            text = shown(screen)
            assert not {"\x1b", "\u202e", "\x00"} & set(text + screen_text(app))
            assert "[/][密]甲案[red]␛[31m<U+202E>" in text.replace("\n", "").replace(" ", "")
            assert (IDENTITY in text) is is_open
            assert screen.is_revealed is is_open


async def test_a_text_that_was_not_read_names_the_file(opened: Opened, texts_desk: Desk) -> None:
    alone = finding(texts_desk, "IN002", "空.txt")
    assert alone.record is None
    owned = finding(texts_desk, "IN002", "2024/00140.docx")
    async with opened(texts_desk) as (app, pilot):
        screen = await show(app, pilot, [alone, owned])
        assert "空.txt: not searched, the file is empty" in shown(screen)
        assert "belongs to no record" in shown(screen)
        await pilot.press("R")
        await settle(app, pilot)
        assert app.screen is screen  # there is nothing to ask for
        screen.open(owned)
        await settle(app, pilot)
        assert "2024/00140.docx: not searched, it is damaged or cut off" in shown(screen)


def test_each_finding_about_a_file_has_its_passages(texts_desk: Desk) -> None:
    rows = texts_desk.findings.filter(pl.col("rule").str.contains("^(CF|TP)"))
    about = [
        Subject(one["finding_id"], one["register_row"], one["catalog_row"])
        for one in rows.iter_rows(named=True)
        if "file" in {item["name"] for item in one["evidence"]}
        or (one["register_row"], one["catalog_row"]) == (None, None)
    ]
    assert len(about) > 10
    for subject in about:
        assert gather(texts_desk, subject).in_files


def test_a_finding_about_several_values_marks_them_all(texts_desk: Desk) -> None:
    found = gather(texts_desk, finding(texts_desk, "CF005", "2024/00561.TXT"))
    assert found.finding is not None
    told = {item["name"]: item["value"] for item in found.finding["evidence"]}
    assert told["count"] == str(len(found.in_files)) == "4"
    assert {hit["what"] for hit in found.in_files} == {told["what"]}


PASSAGE = Passage(
    hits=({"side": "catalog", "row": None, "file": "a.txt", "field": "full_text", "start": 3,
           "end": 5, "what": "mobile", "excerpt": "", "term": None},),
    file="a.txt", line=9, lines=1200, piece=None, text="\n甲\t██\n乙\n", marks=((3, 5),),
    is_cut_before=True, is_cut_after=True,
)  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_said_of_a_passage(lang: Lang) -> None:
    _, told = say_passages(PASSAGE.hits, {}, lang, texts=Passages((PASSAGE,)))
    lines = ["".join(text for text, _ in line) for line in told]
    assert lines == {
        "en": ["catalog, a file that belongs to no record, a.txt, lines 10 to 11 of 1,200: mobile number",
               "10  甲  ██", "11  乙"],
        "zh": ["公开目录，不属于任何记录的文件，a.txt，第 10 至 11 行，共 1,200 行：手机号码",
               "10  甲  ██", "11  乙"],
    }[lang]  # fmt: skip
    assert ("██", "reverse bold") in told[1]


def test_only_ascii_is_drawn_where_that_is_asked_for() -> None:
    _, told = say_passages(PASSAGE.hits, {}, "en", texts=Passages((PASSAGE,)), ascii=True)
    text = "".join(text for line in told for text, _ in line)
    assert "##" in text
    assert not {"█", "…"} & set(text)
