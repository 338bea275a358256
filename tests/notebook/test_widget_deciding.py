"""A key on the page, an entry in the journal: signed, once, and as the terminal would write it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure_audit.language import Text
from disclosure_audit.notebook.widget import open_review, review_widget
from disclosure_audit.notebook.widget.review import ReviewWidget
from disclosure_audit.recall import read_texts
from disclosure_audit.review.desk import open_desk
from disclosure_audit.review.views import View, built_in_views, save_view, views_file
from tests.notebook.widget_runs import TODAY, USER, Page
from tests.notebook.widget_runs import page as page
from tests.notebook.widget_runs import run_folder as run_folder
from tests.notebook.widget_runs import small_run as small_run


def statuses(page: Page) -> list[str]:
    names = [column["name"] for column in page.widget.listing["columns"]]
    return [row["cells"][names.index("status")] for row in page.widget.listing["rows"]]


def test_confirming_is_signed_and_goes_on(page: Page) -> None:
    first = page.widget.pair["on"]
    assert page.press("confirm") == "confirmed 1 finding"
    assert page.journal == [(USER, "confirm", "finding")]
    assert page.widget.desk.decision("finding", first)["status"] == "confirmed"  # type: ignore[index]  # it is there
    assert page.widget.pair["on"] != first
    assert statuses(page)[0] == "confirmed"
    assert page.answers == [{"answered": "page-1"}]


def test_the_terminal_sees_it_at_once(page: Page, run_folder: Path) -> None:
    other = open_desk(run_folder, user="李")
    page.press("confirm")
    assert [(entry.user, entry.action) for entry in other.refresh() if entry.kind == "finding"] == [
        (USER, "confirm")
    ]
    other.close()


def test_a_dismissal_needs_its_words(page: Page) -> None:
    first = page.widget.pair["on"]
    assert "needs a note" in page.press("dismiss", reason="other", note=" ")
    assert "no reason for a dismissal" in page.press("dismiss", reason="boredom", note="x")
    assert page.journal == []
    page.press("dismiss", reason="other", note="见公报")
    assert page.widget.desk.decision("finding", first)["note"] == "见公报"  # type: ignore[index]  # it is there


@pytest.mark.parametrize(
    ("until", "day"), [("90", "2030-04-01"), ("2030年12月31日", "2030-12-31"), ("２０３１-１-１", "2031-01-01")]
)  # fmt: skip
def test_a_waiver_has_a_term(page: Page, until: str, day: str) -> None:
    first = page.widget.pair["on"]
    for wrong in ("", "2029-12-31", "soon"):
        page.press("waive", reason="a", approver="b", until=wrong)
        assert page.widget.state["notice"]["bad"]
    page.press("waive", reason="", approver="b", until=until)
    assert page.journal == []
    page.press("waive", reason="待上级批复", approver="局长", until=until)
    decision = page.widget.desk.decision("finding", first)
    assert decision is not None
    assert (str(decision["until"]), decision["approver"]) == (day, "局长")


def test_notes_flags_and_owners_stay_with_the_row(page: Page) -> None:
    first = page.widget.pair["on"]
    page.press("note", text="  查档案  ")
    page.press("flag")
    page.press("assign", owner="法规科")
    assert page.widget.pair["on"] == first
    decision = page.widget.desk.decision("finding", first)
    assert decision is not None
    assert (decision["note"], decision["owner"]) == ("查档案", "法规科")
    assert any("查档案" in text for line in page.widget.pair["decision"] for text, _ in line)
    assert "⚑" in page.widget.listing["rows"][0]["signs"]
    page.press("flag")  # all have it: it is taken away
    assert "⚑" not in page.widget.listing["rows"][0]["signs"]
    assert [action for _, action, _ in page.journal] == ["note", "flag", "assign", "unflag"]


def test_undo_redo_repeat_and_reopen(page: Page) -> None:
    first = page.widget.pair["on"]
    assert page.ask("undo") == "there is nothing to undo"
    assert page.press("repeat") == "nothing has been decided yet"
    page.press("confirm")
    assert page.ask("undo") == "undone: confirmed 1 finding"
    assert page.widget.pair["on"] == first
    assert page.ask("redo") == "brought back: confirmed 1 finding"
    page.ask("next")
    second = page.widget.pair["on"]
    page.press("repeat")
    assert page.widget.desk.decision("finding", second)["status"] == "confirmed"  # type: ignore[index]  # it is there
    page.ask("go", key=first)
    page.press("reopen")
    assert page.widget.desk.decision("finding", first)["status"] == "open"  # type: ignore[index]  # it is there


def test_links_are_made_and_parted(page: Page) -> None:
    page.ask("list", kind="links")
    assert "one record" not in page.press("differ")
    assert page.journal == [(USER, "differ", "pair")]
    desk = page.widget.desk
    assert not desk.needs_judging  # what follows has been judged
    assert desk.links.height == desk.run.links.height - 1
    page.ask("undo")
    assert desk.links.height == desk.run.links.height


def test_another_record_of_the_choices_can_be_linked(page: Page) -> None:
    page.ask("list", kind="catalog")
    for row in page.widget.listing["rows"]:
        page.ask("go", key=row["key"])
        if len(page.widget.pair["choices"]) > 1:
            break
    page.ask("choose", place=1)
    chosen = page.widget.pair["heads"]
    assert page.widget.pair["choice"] == 1
    page.press("same")
    assert page.journal == [(USER, "same", "pair")]
    row = page.widget.desk.decisions.row(0, named=True)
    assert chosen[0].endswith(f"row {row['left_row'] + 1}")
    assert chosen[1].endswith(f"row {row['right_row'] + 1}")


def test_what_cannot_be_said_of_a_record_is_told(page: Page) -> None:
    page.ask("list", kind="register")
    assert "this is no finding" in page.press("confirm")
    page.press("reopen")
    assert page.widget.state["notice"]["bad"]
    assert page.journal == []
    page.press("flag")
    assert page.journal == [(USER, "flag", "record")]


@pytest.mark.parametrize("has_looked", [False, True])
def test_who_was_slower_is_told_and_must_press_again(
    page: Page, run_folder: Path, has_looked: bool
) -> None:
    other = open_desk(run_folder, user="李")
    shown = page.shown
    there = Page(ReviewWidget(other, texts=read_texts(other.run), lang="en", today=TODAY))
    there.press("dismiss", reason="harmless_text", note="")
    if has_looked:  # the desk knows by now, the person pressed before the page could show it
        page.ask("look")
    told = page.ask("confirm", **shown)
    assert told.startswith("李 decided on this meanwhile")
    assert page.widget.state["notice"]["bad"]
    assert page.widget.pair["on"] == shown["on"]
    assert [user for user, *_ in page.journal] == ["李"]
    assert "李 dismissed 1 finding" in page.widget.state["news"]
    assert "dismissed" in statuses(page)
    page.press("confirm")
    assert page.journal == [("李", "dismiss", "finding"), (USER, "confirm", "finding")]
    other.close()


def test_a_decision_of_another_on_another_row_is_only_news(page: Page, run_folder: Path) -> None:
    other = open_desk(run_folder, user="李")
    there = Page(ReviewWidget(other, texts=read_texts(other.run), lang="en"))
    there.ask("next")
    there.press("confirm")
    assert page.press("confirm") == "confirmed 1 finding"
    other.close()


def test_marked_rows_are_one_batch(page: Page) -> None:
    keys = [row["key"] for row in page.widget.listing["rows"]]
    page.ask("mark", key=keys[0])
    page.ask("mark", key=keys[2])
    assert page.widget.listing["marked"] == 2
    assert page.ask("confirm", **{**page.shown, "marked": 0}).startswith("the list has moved")
    assert page.press("confirm") == "confirmed 2 findings"
    assert page.widget.listing["marked"] == 0
    assert page.widget.pair["on"] == keys[1]
    assert page.widget.desk.entries["batch"].n_unique() == 1
    page.ask("undo")
    assert set(statuses(page)) == {"open"}
    page.ask("mark_all")
    assert page.widget.listing["marked"] == len(keys)
    page.ask("clear")
    assert page.widget.listing["marked"] == 0


def test_views_and_filters_are_the_terminals(page: Page) -> None:
    desk = page.widget.desk
    save_view(
        views_file(desk.run.folder),
        View(Text("mine alone", "mine alone"), "links", "status:review"),
    )
    page.ask("hello")
    names = [view["name"] for view in page.widget.state["views"]]
    assert names == [*(view.name for view in built_in_views(USER)), "mine alone"]
    page.ask("view", name="omissions")
    rules = {row["cells"][1] for row in page.widget.listing["rows"]}
    assert rules == {"OM001"}
    assert page.widget.listing["view"] == "omissions"
    page.ask("view", name="mine alone")
    assert page.widget.listing["kind"] == "links"
    page.ask("list", kind="findings")
    page.ask("filter", text="规则:OM001 供排水")
    assert page.widget.listing["rows"] == []
    assert page.widget.listing["empty"]
    assert page.widget.pair == {}
    page.ask("filter", text="severity>=enormous")
    assert "no such value" in page.widget.state["wrong"]
    page.ask("filter", text="")
    assert page.widget.state["wrong"] == ""
    page.ask("sort", column="title")
    assert page.widget.listing["columns"][3]["sorted"] == "ascending"
    titles = [row["cells"][3] for row in page.widget.listing["rows"]]
    assert titles == sorted(titles)


def test_a_filter_that_is_decided_away_moves_on(page: Page) -> None:
    page.ask("filter", text="status:open")
    height = page.widget.listing["height"]
    for left in range(height, 0, -1):
        assert page.widget.listing["height"] == left
        page.press("confirm")
    assert page.widget.listing["rows"] == []
    assert len(page.journal) == height
    assert "nothing else is open here" in page.told


def test_who_only_reads_decides_nothing(run_folder: Path) -> None:
    desk = open_desk(run_folder, user=USER, read_only=True)
    page = Page(ReviewWidget(desk, texts=read_texts(desk.run), lang="en"))
    assert "for reading only" in page.press("confirm")
    assert "for reading only" in page.ask("undo")
    assert page.widget.state["read_only"] == "read-only"
    assert not (run_folder / "journal.sqlite").exists()


def test_the_doors(run_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "disclosure-audit.toml").write_text('[review]\nuser = "张"\nstay = true\n', "utf-8")
    widget = open_review(run_folder, lang="zh")
    assert widget.state["user"] == "张"
    page = Page(widget)
    first = widget.pair["on"]
    page.press("confirm")
    assert widget.pair["on"] == first, "review.stay"
    assert page.journal == [("张", "confirm", "finding")]
    widget.desk.close()
    named = open_review(run_folder, USER)
    assert named.state["user"] == USER
    assert review_widget(named.desk).words["lang"] == "en"  # as the run
    named.desk.close()


def test_texts_are_read_masked_when_a_page_says_hello(run_folder: Path) -> None:
    desk = open_desk(run_folder, user=USER)
    page = Page(review_widget(desk, lang="en"))
    assert page.widget.pair["fields"] == []
    page.ask("hello")
    assert page.widget.pair["fields"]
    assert page.widget.state["busy"] == ""
    desk.close()


async def test_the_notebook_goes_on_while_lists_are_read(run_folder: Path) -> None:
    async def until(is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not is_so():
                await asyncio.sleep(0.01)

    desk = open_desk(run_folder, user=USER)
    page = Page(review_widget(desk, lang="en"))
    page.ask("hello")
    assert page.widget.state["busy"] == "reading the lists…"
    page.press("confirm")
    assert page.journal == [(USER, "confirm", "finding")]
    await until(lambda: page.widget.state["busy"] == "")
    assert page.widget.pair["fields"]
    page.ask("list", kind="links")
    page.press("differ")  # the lists are read first, whole this time
    assert desk.material is None
    await until(lambda: len(page.journal) == 2 and page.widget.state["busy"] == "")
    assert page.journal[-1] == (USER, "differ", "pair")
    assert not desk.needs_judging
    desk.close()
