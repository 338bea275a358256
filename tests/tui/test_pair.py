"""The close view: what it shows, what its keys write, what stays masked, and where it goes next."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from disclosure_audit_tui import revealing
from disclosure_audit_tui.open_ones import next_open
from disclosure_audit_tui.screens.pair import PairScreen
from disclosure_audit_tui.widgets.account import Story
from disclosure_audit_tui.widgets.rivals import Rivals
from textual.pilot import Pilot

from disclosure_audit import recall, run
from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.language import LANGS, Lang, Text
from disclosure_audit.presentation.subject import Subject
from disclosure_audit.recall import Texts
from disclosure_audit.review.desk import Desk, open_desk
from tests.tui.conftest import Opened, settle
from tests.tui.screen import LOOKS, Snapshot, screen_text

if TYPE_CHECKING:
    from disclosure_audit_tui.app import ReviewApp

HOSTILE = "[密]甲案[/] [red]\x1b[31m\u202e关于é😀的通知" + "长" * 300
SECRET = "11010519491231002X"
"""The identity number that everybody writes in examples."""
REGISTER = f"""标题,发文字号,成文日期,公开属性
"{HOSTILE}",临政发〔2019〕3号,2019-03-04,主动公开
临江市人民政府关于公布文物保护单位名单的通知,临政发〔2019〕4号,2019-03-11,主动公开
"""
CATALOG = f"""标题,发文字号,成文日期,发布日期,内容概述
"{HOSTILE}乙",临政发〔2019〕3号,2019-03-04,2019-03-08,"申请人张三，身份证号码：{SECRET}。[/b]"
"[/]{HOSTILE}",临政发〔2019〕9号,2019-05-04,2019-05-08,
"""


def subjects(desk: Desk, rule: str) -> list[Subject]:
    """Return the findings of a rule in their order."""
    rows = desk.findings.filter(pl.col("rule").str.starts_with(rule))
    return [
        Subject(*row)
        for row in rows.select("finding_id", "register_row", "catalog_row").iter_rows()
    ]


def status(desk: Desk, subject: Subject) -> str | None:
    decision = desk.decision("finding", str(subject.finding_id))
    return decision["status"] if decision else None


async def show(
    app: ReviewApp, pilot: Pilot[int], queue: Sequence[Subject], place: int = 0
) -> PairScreen:
    app.open_pair(queue[place], queue)
    await settle(app, pilot)
    screen = app.screen
    assert isinstance(screen, PairScreen)
    return screen


def hostile_run(folder: Path) -> Desk:
    for name, text in (("register.csv", REGISTER), ("catalog.csv", CATALOG)):
        (folder / name).write_text(text, encoding="utf-8")
    audit = scan(str(folder / "register.csv"), str(folder / "catalog.csv"), Config(lang="zh"))
    return open_desk(run.write(audit, folder / "run", command=["scan"]), user="李[/]")


@LOOKS
@pytest.mark.parametrize("rule", ["DF001", "OM001", "DU001", "CF005"])
async def test_snapshots(
    opened: Opened, desk: Desk, snapshot: Snapshot, lang: Lang, size: tuple[int, int], rule: str
) -> None:
    queue = subjects(desk, rule)
    async with opened(desk, size=size, lang=lang) as (app, pilot):
        await show(app, pilot, queue, len(queue) - 1)
        snapshot(app, f"pair-{rule.lower()}-{size[0]}-{lang}")


async def test_everything_is_reached_by_scrolling_at_80_by_24(opened: Opened, desk: Desk) -> None:
    async with opened(desk) as (app, pilot):
        screen = await show(app, pilot, subjects(desk, "DF001"))
        seen = screen_text(app)
        for _ in range(4):
            await pilot.press("pagedown")
            await pilot.pause()
            seen += screen_text(app)
        for part in ("What it rests on", "What to do", "Evidence in bits", "What was decided"):
            assert part in seen
        assert "score +" in seen
        assert screen.query_one("#main").scroll_offset.y > 0


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("c",), "confirmed"),
        (("f2",), "confirmed"),
        (("d", "2"), "dismissed"),
        (("f3", "down", "enter"), "dismissed"),
        (("w", "o", "k", "enter", "L", "i", "enter", "9", "0", "enter"), "waived"),
    ],
)
async def test_a_decision_is_written_and_the_next_one_opens(
    opened: Opened, desk: Desk, keys: tuple[str, ...], expected: str
) -> None:
    queue = subjects(desk, "DF")
    async with opened(desk) as (app, pilot):
        screen = await show(app, pilot, queue)
        assert f"1 of {len(queue)}" in screen_text(app)
        await pilot.press(*keys)
        await settle(app, pilot)
        assert status(desk, queue[0]) == expected
        assert screen.subject == queue[1]
        assert f"2 of {len(queue)}" in screen_text(app)


async def test_a_setting_stays_where_it_was_decided(opened: Opened, desk: Desk) -> None:
    queue = subjects(desk, "DF")
    async with opened(desk, stay=True) as (app, pilot):
        screen = await show(app, pilot, queue)
        await pilot.press("c")
        await settle(app, pilot)
        assert screen.subject == queue[0]
        assert "+ confirmed" in screen_text(app)


async def test_what_is_decided_is_passed_over_and_the_end_goes_round(
    opened: Opened, desk: Desk
) -> None:
    queue = subjects(desk, "DF")[:4]
    async with opened(desk) as (app, pilot):
        screen = await show(app, pilot, queue, 1)
        await pilot.press("c")
        await settle(app, pilot)
        assert screen.subject == queue[2]
        await pilot.press("shift+tab")
        assert screen.subject == queue[0]
        await pilot.press("tab", "tab")
        assert screen.subject == queue[3]
        await pilot.press("right_square_bracket")
        assert screen.subject == queue[0]


async def test_when_nothing_is_open_the_keys_walk_the_queue(opened: Opened, desk: Desk) -> None:
    queue = subjects(desk, "DF")[:2]
    async with opened(desk) as (app, pilot):
        screen = await show(app, pilot, queue)
        await pilot.press("c", "c")
        await settle(app, pilot)
        assert next_open(desk, queue, queue[0], 1) is None
        await pilot.press("shift+tab")
        assert screen.subject == queue[0]
        await pilot.press("tab")
        assert screen.subject == queue[1]


async def test_undo_goes_back_to_what_was_undone(opened: Opened, desk: Desk) -> None:
    queue = subjects(desk, "DF")
    async with opened(desk) as (app, pilot):
        screen = await show(app, pilot, queue)
        await pilot.press("c", "u")
        await settle(app, pilot)
        assert screen.subject == queue[0]
        assert status(desk, queue[0]) in (None, "open")
        told = screen.query_one("#trail", Story).draw(80)
        assert any("taken back" in str(line) for line in told)
        await pilot.press("r")
        await settle(app, pilot)
        assert status(desk, queue[0]) == "confirmed"


async def test_note_flag_and_owner_stay_here_and_are_told(opened: Opened, desk: Desk) -> None:
    queue = subjects(desk, "DF")
    async with opened(desk) as (app, pilot):
        screen = await show(app, pilot, queue)
        await pilot.press("n", *"odd", "enter")
        await pilot.press("f", "a", *"Li", "enter")
        await settle(app, pilot)
        assert screen.subject == queue[0]
        decision = desk.decision("finding", str(queue[0].finding_id))
        assert decision is not None
        assert (decision["note"], decision["flagged"], decision["owner"]) == ("odd", True, "Li")
        text = screen_text(app)
        assert "odd" in text
        assert "flagged" in text
        assert "owner: Li" in text


async def test_escape_leaves_and_forgets(opened: Opened, desk: Desk) -> None:
    async with opened(desk) as (app, pilot):
        screen = await show(app, pilot, subjects(desk, "DF"))
        await pilot.press("escape")
        await settle(app, pilot)
        assert not isinstance(app.screen, PairScreen)
        assert screen.revealed == {}


def unlinked(desk: Desk) -> list[Subject]:
    near = desk.candidates["register_row"].unique()
    return [one for one in subjects(desk, "OM001") if one.register_row in near]


async def test_candidates_of_an_unlinked_record_are_set_beside_it(
    opened: Opened, desk: Desk
) -> None:
    async with opened(desk) as (app, pilot):
        screen = await show(app, pilot, unlinked(desk))
        rivals = screen.query_one(Rivals)
        assert app.focused is rivals
        scores = [choice.pair.score for choice in rivals.choices if choice.pair]
        assert scores == sorted(scores, reverse=True)
        assert len(scores) > 1
        for place in (1, 2):
            await pilot.press("down")
            await pilot.pause()
            assert screen.choice == rivals.choices[place]
            assert screen.choice.right is not None
            assert f"catalog row {screen.choice.right[1] + 1:,}" in screen_text(app)
        await pilot.click(Rivals, offset=(3, 0))
        await pilot.pause()
        assert screen.choice == rivals.choices[0]


async def test_arrows_go_to_the_candidates_and_back(opened: Opened, desk: Desk) -> None:
    async with opened(desk, size=(140, 45)) as (app, pilot):
        screen = await show(app, pilot, unlinked(desk))
        await pilot.press("left")
        assert app.focused is screen.query_one("#main")
        await pilot.press("right")
        assert app.focused is screen.query_one(Rivals)


async def test_a_candidate_is_linked_and_what_follows_is_judged(opened: Opened, desk: Desk) -> None:
    queue = unlinked(desk)
    async with opened(desk) as (app, pilot):
        screen = await show(app, pilot, queue)
        await pilot.press("down")
        await pilot.pause()
        choice = screen.choice
        assert choice is not None
        assert choice.right is not None
        await pilot.press("l")
        await settle(app, pilot)
        await settle(app, pilot)
        made = desk.links.filter(
            pl.col("register_row") == choice.left[1], pl.col("catalog_row") == choice.right[1]
        )
        assert made["method"].to_list() == ["reviewer"]
        assert screen.subject != queue[0]
        screen.open(queue[0])
        await settle(app, pilot)
        assert "no longer there" in screen_text(app)


async def test_a_link_is_broken(opened: Opened, desk: Desk) -> None:
    queue = subjects(desk, "DF001")
    mine = (pl.col("register_row") == queue[0].register_row) & (
        pl.col("catalog_row") == queue[0].catalog_row
    )
    assert desk.links.filter(mine).height == 1
    async with opened(desk) as (app, pilot):
        await show(app, pilot, queue)
        await pilot.press("x")
        await settle(app, pilot)
        await settle(app, pilot)
    assert desk.links.filter(mine).is_empty()
    assert desk.candidates.filter(mine)["veto"].to_list() == ["reviewer"]


async def test_repeats_of_one_side_stand_side_by_side(opened: Opened, desk: Desk) -> None:
    queue = subjects(desk, "DU001")
    async with opened(desk) as (app, pilot):
        screen = await show(app, pilot, queue)
        assert screen.choice is not None
        assert [side for side, _ in screen.choice.places] == ["catalog", "catalog"]
        (target,) = screen.targets()
        assert target.ends == screen.choice.places
        await pilot.press("x")
        await settle(app, pilot)
        await settle(app, pilot)
    row = queue[0].catalog_row
    assert desk.repeats.filter(pl.col("side") == "catalog", pl.col("row") == row).is_empty()


def secret_of(desk: Desk, subject: Subject) -> tuple[str, tuple[Any, int]]:
    """Return the secret that a finding on an identity number is about, and its record."""
    hit = desk.run.hits.filter(
        pl.col("what") == "resident_id", pl.col("row") == subject.catalog_row,
        pl.col("side") == "catalog", pl.col("dropped").is_null(),
    ).row(0, named=True)  # fmt: skip
    found = recall.recall(desk.run, "catalog")
    assert not isinstance(found, Text)
    whole = found.records.filter(pl.col("row") == hit["row"])[hit["field"]][0]
    return whole[hit["start"] : hit["end"]], ("catalog", hit["row"])


async def test_what_is_masked_is_shown_after_a_yes_that_is_journalled_first(
    opened: Opened, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = subjects(desk, "CF005")
    secret, place = secret_of(desk, queue[0])
    written: list[bool] = []

    def read(asked: Desk, places: Any) -> Any:
        written.append("reveal" in asked.trail("finding", str(queue[0].finding_id))["action"])
        return revealing.read_unmasked(asked, places)

    monkeypatch.setattr("disclosure_audit_tui.screens.unmasking.read_unmasked", read)
    async with opened(desk, size=(140, 45)) as (app, pilot):
        screen = await show(app, pilot, queue)
        assert secret not in screen_text(app)
        await pilot.press("R", "n")
        await settle(app, pilot)
        assert secret not in screen_text(app)
        assert desk.trail("finding", str(queue[0].finding_id)).is_empty()
        await pilot.press("R", "y")
        await settle(app, pilot)
        assert written == [True]
        assert secret in screen_text(app)
        assert place in screen.revealed
        assert len(screen.revealed) <= 2
        assert secret not in screen.copied()[0]
        await pilot.press("tab")
        await settle(app, pilot)
        assert screen.revealed == {}
        await pilot.press("shift+tab")
        await settle(app, pilot)
        assert secret not in screen_text(app)


async def test_nothing_is_revealed_to_who_may_only_read(opened: Opened, sample_run: Path) -> None:
    desk = open_desk(sample_run, user="王", read_only=True)
    queue = subjects(desk, "CF005")
    secret, _ = secret_of(desk, queue[0])
    async with opened(desk, size=(140, 45)) as (app, pilot):
        screen = await show(app, pilot, queue)
        await pilot.press("R", "y")
        await settle(app, pilot)
        assert screen.revealed == {}
        assert secret not in screen_text(app)


async def test_revealing_again_hides(opened: Opened, desk: Desk) -> None:
    queue = subjects(desk, "CF005")
    async with opened(desk) as (app, pilot):
        screen = await show(app, pilot, queue)
        await pilot.press("R", "y")
        await settle(app, pilot)
        assert screen.revealed
        await pilot.press("R")
        await settle(app, pilot)
        assert not screen.revealed
        assert "REVEALED" not in screen_text(app)


@pytest.mark.parametrize("lang", LANGS)
async def test_before_the_texts_are_there_the_message_is(
    opened: Opened, desk: Desk, lang: Lang
) -> None:
    queue = subjects(desk, "DF001")
    async with opened(desk, texts=False, lang=lang) as (app, pilot):
        await show(app, pilot, queue)
        text = screen_text(app)
        assert ("being read" if lang == "en" else "正在读取") in text
        found = desk.findings.filter(pl.col("finding_id") == queue[0].finding_id)
        assert found["message"][0][-12:] in text.replace("\n", "").replace(" ", "")
        app.texts = recall.read_texts(desk.run)
        why = Text("the file has moved", "文件已移动")
        app.texts = Texts({"register": app.texts.records["register"]}, {"catalog": why})
        app.screen.post_message(_arrived())
        await settle(app, pilot)
        text = screen_text(app)
        assert why.to(lang) in text


def _arrived() -> Any:
    from disclosure_audit_tui.messages import TextsArrived

    return TextsArrived()


async def test_the_other_language_is_taken_at_once(opened: Opened, desk: Desk) -> None:
    async with opened(desk) as (app, pilot):
        await show(app, pilot, subjects(desk, "DF001"))
        await pilot.press("ctrl+l")
        await settle(app, pilot)
        text = screen_text(app)
        assert "公开的标题与登记的标题不一致" in text
        assert "登记簿第" in text
        assert "register row" not in text


async def test_a_link_or_a_record_without_finding_is_shown_and_decided(
    opened: Opened, desk: Desk
) -> None:
    row = desk.links.filter(pl.col("status") == "review").row(0, named=True)
    queue = [Subject(None, row["register_row"], row["catalog_row"]), Subject(None, 3, None)]
    async with opened(desk) as (app, pilot):
        screen = await show(app, pilot, queue)
        assert screen.choice is not None
        assert screen.choice.pair is not None
        await pilot.press("l")
        await settle(app, pilot)
        await settle(app, pilot)
        said = desk.decisions.filter(pl.col("kind") == "pair")
        assert said["status"].to_list() == ["same"]
        assert screen.subject == queue[1]
        await pilot.press("c")
        await settle(app, pilot)
        assert desk.decisions.filter(pl.col("kind") == "finding").is_empty()


@pytest.mark.parametrize(
    "size",
    [(80, 24), *(pytest.param(size, marks=pytest.mark.slow) for size in ((140, 45), (40, 12)))],
)
@pytest.mark.parametrize("ascii_only", [False, pytest.param(True, marks=pytest.mark.slow)])
async def test_hostile_titles_in_both_records(
    opened: Opened, tmp_path: Path, size: tuple[int, int], ascii_only: bool
) -> None:
    desk = hostile_run(tmp_path)
    queue = [
        *subjects(desk, ""),
        Subject(None, 0, 0), Subject(None, 0, 1), Subject(None, None, 1),
        Subject(None, None, 1, ("catalog", 0)),
    ]  # fmt: skip
    async with opened(desk, size=size, lang="zh", ascii=ascii_only) as (app, pilot):
        screen = await show(app, pilot, queue)
        for place, subject in enumerate(queue):
            screen.open(subject)
            await pilot.press("end")
            await pilot.pause()
            text = screen_text(app)
            assert not {"\x1b", "\u202e", "\x00"} & set(text), place
            assert SECRET not in text, place
        screen.open(queue[-4])
        screen.query_one("#main").scroll_home(animate=False)
        await settle(app, pilot)
        if size[0] >= 80:
            assert "[密]甲案[/]" in screen_text(app)


async def test_a_name_or_note_is_never_markup(opened: Opened, tmp_path: Path) -> None:
    desk = hostile_run(tmp_path)
    queue = [one for one in subjects(desk, "") if one.register_row is not None][:1]
    async with opened(desk, size=(140, 45), stay=True) as (app, pilot):
        await show(app, pilot, queue)
        await pilot.press("n", *["left_square_bracket", "slash", "right_square_bracket"], "enter")
        await settle(app, pilot)
        assert "[/]" in str(desk.decisions["note"][0])
        assert "李[/]" in screen_text(app)


def test_a_run_folder_is_left_as_it_was(sample_run: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(sample_run, tmp_path / "copy"))
    desk = open_desk(copy, user="王", read_only=True)
    before = sorted(path.name for path in copy.iterdir())
    from disclosure_audit.presentation.dossier import gather

    for subject in subjects(desk, "")[:20]:
        assert gather(desk, subject).choices or subject.record is None
    assert sorted(path.name for path in copy.iterdir()) == before


async def test_a_record_without_finding_is_revealed_by_its_own_name(
    opened: Opened, desk: Desk
) -> None:
    finding = next(one for one in subjects(desk, "CF005") if one.catalog_row is not None)
    secret, _ = secret_of(desk, finding)
    async with opened(desk, size=(140, 45)) as (app, pilot):
        screen = await show(app, pilot, [Subject(None, None, finding.catalog_row)])
        await pilot.press("R", "y")
        await settle(app, pilot)
        assert set(screen.revealed) == {("catalog", finding.catalog_row)}
        assert secret in screen_text(app)
        looked = desk.entries.filter(pl.col("action") == "reveal")
        assert looked["kind"].to_list() == ["record"]
        assert secret not in str(looked.rows())
