"""What the page is sent: masked, harmless, small, in both languages, in the terminal's words."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import polars as pl
import pytest
from disclosure_audit_tui.prompts import ask_reason, ask_waiver

from disclosure_audit.config import Config
from disclosure_audit.findings import FINDINGS
from disclosure_audit.language import Lang
from disclosure_audit.notebook.widget import review, wording
from disclosure_audit.notebook.widget.messages import DECISIONS
from disclosure_audit.notebook.widget.page import ROWS
from disclosure_audit.notebook.widget.review import ReviewWidget
from disclosure_audit.presentation.key_names import shown_key
from disclosure_audit.presentation.keymap import ACTIONS, BY_ID
from disclosure_audit.recall import Texts, read_texts
from disclosure_audit.review.desk import Desk, open_desk
from disclosure_audit.review.journal import open_run_journal
from disclosure_audit.run import read
from tests.notebook.widget_runs import MARKUP, SECRET, TODAY, USER, Page
from tests.notebook.widget_runs import page as page
from tests.notebook.widget_runs import run_folder as run_folder
from tests.notebook.widget_runs import small_run as small_run

ROOM = Path(review.__file__).parent
MILLION = 1_000_000


def walk(page: Page) -> list[dict[str, str]]:
    """Return what is sent while every row of every list is looked at."""
    seen = [page.sent]
    for kind in ("findings", "links", "register", "catalog"):
        page.ask("list", kind=kind)
        for row in page.widget.listing["rows"]:
            page.ask("go", key=row["key"])
            seen.append(page.sent)
            for place in range(len(page.widget.pair["choices"])):
                page.ask("choose", place=place)
                seen.append(page.sent)
    return seen


def test_no_secret_is_sent_and_nothing_hidden(page: Page) -> None:
    page.press("note", text=f"身份证 {SECRET}")
    sent = [text for one in walk(page) for text in one.values()]
    assert any("█" in text for text in sent), "the secret's record was never looked at"
    assert any("李四" in text for text in sent)
    assert not [text for text in sent if SECRET in text]
    assert any("<U+202E>" in text for text in sent)
    assert not [text for text in sent if "\u202e" in text]
    assert any(MARKUP in text for text in sent), "it is text, and shown as it is"


def test_a_run_that_reveals_shows_its_records_masked(run_folder: Path) -> None:
    desk = open_desk(run_folder, user=USER)
    desk.run.info["settings"]["reveal"] = True
    page = Page(ReviewWidget(desk, lang="en"))
    page.ask("hello")
    assert not [text for one in walk(page) for text in one.values() if SECRET in text]
    assert Config.model_validate(desk.run.info["settings"]).reveal
    desk.close()


def test_a_failure_says_where_and_nothing_of_the_data(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(page.widget.session.look, "move", fail)
    told = page.ask("move", to=1)
    assert "The application failed" in told
    assert SECRET not in told
    assert page.answers == [{"answered": "page-1"}]


def test_what_is_kept_in_a_saved_notebook_names_no_record(page: Page) -> None:
    count = page.widget.desk.findings.height
    assert repr(page.widget) == f"Review of {count} findings, decided by {USER}"
    shown = page.widget._repr_mimebundle_()
    assert shown is not None
    bundle = shown[0]
    assert bundle["text/plain"] == repr(page.widget)
    assert set(bundle) == {"text/plain", "application/vnd.jupyter.widget-view+json"}


def test_the_page_makes_no_markup_of_data_and_asks_nobody() -> None:
    script = str(ReviewWidget._esm)
    assert all(path.read_text("utf-8") in script for path in ROOM.glob("*.js"))
    style = (ROOM / "review.css").read_text("utf-8")
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser"
        r"|\beval\b|new Function|\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|\bimport\b|\bsrc\b|\bhref\b"
        r"|localStorage|https?:|console\."
    )
    assert re.findall(forbidden, script) == []
    assert re.findall(r"url\(|@import|https?:", style) == []
    assert all(
        part.startswith(".da-") for part in re.findall(r"(?m)^([.#\w][^{}@\n]*?)[ ,{]", style)
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_words_and_keys_are_the_terminals(lang: Lang) -> None:
    told = wording.all_words(lang)
    assert {*wording.OFFERED, *wording.BESIDES} <= BY_ID.keys()
    for name, action in told["actions"].items():
        known = BY_ID[name]
        assert action["title"] == known.title.to(lang)
        keys = {shown_key(key) for key in (*known.keys.split(","), known.f_key or "") if key}
        assert set(action["keys"]) <= keys
        assert action["keys"] or name in ("help", "lang")
    for form, ask in (("dismiss", ask_reason), ("waive", ask_waiver)):
        shown = told["forms"][form]
        for n, text in ((1, shown["one"]), (3, shown["many"].replace("{n}", "3"))):
            prompt = ask(lang, n)
            assert text == prompt.say(prompt._title)


def test_a_form_asks_for_what_a_decision_must_bring() -> None:
    forms = wording.all_words("en")["forms"]
    needed = {name: set(details) for name, details in DECISIONS.items() if details}
    assert needed.keys() == forms.keys()
    assert set(forms["waive"]) - {"one", "many"} == needed["waive"]
    assert set(forms["dismiss"]) - {"one", "many"} == needed["dismiss"] - {"reason"}


def test_what_the_terminal_decides_can_be_decided_here() -> None:
    deciding = {
        action.id for action in ACTIONS if action.group in ("decide", "annotate", "history")
    }
    assert deciding - set(wording.OFFERED) == {"reveal"}


def test_the_other_language(page: Page) -> None:
    english = page.sent
    page.ask("lang")
    assert page.widget.words["lang"] == "zh-CN"
    assert page.widget.listing["columns"][0]["title"] == "级别"
    assert page.press("confirm") == "确认 1 个问题"
    page.ask("undo")
    page.ask("lang")
    assert page.sent["words"] == english["words"]


def test_what_tells_two_records_apart_is_marked(page: Page) -> None:
    page.ask("filter", text="rule:DF001")
    field = next(one for one in page.widget.pair["fields"] if one["label"] == "title")
    left, right = field["sides"]
    assert (field["sign"], field["state"]) == ("!", "differs")
    assert "".join(text for text, _ in left) == "关于印发供水管理办法的通知"
    assert ["（试行）", "good under"] in right
    weights = page.widget.pair["weights"]
    assert weights["bars"][0]["label"] == "before any comparison"
    total = sum(float(bar["weight"]) for bar in weights["bars"])
    assert abs(total - float(weights["bars"][-1]["total"])) < 0.1 * len(weights["bars"])


def test_a_million_findings_send_a_page(run_folder: Path) -> None:
    run = read(run_folder)
    many = pl.select(pl.int_range(MILLION, dtype=pl.UInt32).alias("n")).select(
        finding_id=pl.format("{}", pl.col("n").cast(pl.String).str.zfill(16)),
        rule=pl.lit("OM001"), severity=pl.lit("high"), confidence=pl.lit("high"), side=pl.lit("register"),
        register_row=pl.col("n") % 5, catalog_row=pl.lit(None, pl.UInt32), record_id=pl.lit("1"),
        owner=pl.format("科室{}", pl.col("n") % 5000),
        message=pl.lit("A document that should be public is not in the catalog: “" + "长" * 3000 + "”"),
        evidence=pl.lit([], dtype=FINDINGS["evidence"]),
    ).select(pl.col(name).cast(dtype) for name, dtype in FINDINGS.items())  # fmt: skip
    big = dataclasses.replace(run, findings=many)
    desk = Desk(big, open_run_journal(run.folder), USER, today=TODAY)
    page = Page(ReviewWidget(desk, texts=Texts({}, {}), lang="en", today=TODAY))
    sizes = []
    for do, given in (
        ("look", {}), ("move", {"to": MILLION - 1}), ("filter", {"text": "status:open"}),
        ("next", {}), ("mark", {"key": f"{MILLION - 1:016}"}), ("clear", {}),
    ):  # fmt: skip
        page.ask(do, **given)
        sizes.append(sum(len(text.encode()) for text in page.sent.values()))
        assert 0 < len(page.widget.listing["rows"]) <= ROWS
    page.press("confirm")
    assert page.journal == [(USER, "confirm", "finding")]
    assert page.widget.listing["height"] == MILLION - 1
    assert "cannot be marked here" in page.ask("mark_all")
    assert max(sizes) < 150_000
    desk.close()


def test_a_text_of_any_length_is_cut(run_folder: Path) -> None:
    desk = open_desk(run_folder, user=USER)
    texts = read_texts(desk.run)
    long = {
        side: frame.with_columns(title=pl.col("title") + "长" * 500_000)
        for side, frame in texts.records.items()
    }
    page = Page(ReviewWidget(desk, texts=Texts(long, {}), lang="en"))
    page.ask("filter", text="rule:DF001")
    assert sum(len(text.encode()) for text in page.sent.values()) < 150_000
    assert "only the beginning of a long text is shown" in page.widget.pair["notes"]
    desk.close()
