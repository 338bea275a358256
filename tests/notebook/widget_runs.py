"""A run of two short lists full of what could go wrong on a page, and a widget that faces it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from disclosure_audit import run as run_room
from disclosure_audit.audit import scan
from disclosure_audit.config import Config
from disclosure_audit.notebook.widget.review import ReviewWidget
from disclosure_audit.recall import read_texts
from disclosure_audit.review.desk import open_desk

USER = "王"
TODAY = dt.date(2030, 1, 1)
SECRET = "11010519491231002X"
"""The number of an identity card, as the standard prints it for an example."""
MARKUP = "<img src=x onerror=alert(1)></script>[bold]"
_HEAD = "序号,标题,发文字号,成文日期,公开属性,承办部门\n"
_REGISTER = (
    "1,关于印发供水管理办法的通知,甲府发〔2024〕1号,2024-01-02,主动公开,办公室\n"
    f"2,关于{MARKUP}的公告,甲府发〔2024〕2号,2024-01-03,主动公开,\u202e办公室\n"
    f"3,关于李四（身份证号码{SECRET}）的决定,甲府发〔2024〕3号,2024-01-04,主动公开,法规科\n"
    "4,关于修订排水管理办法的通知,甲府发〔2024〕4号,2024-01-05,主动公开,法规科\n"
    "5,关于召开年度工作会议的通知,甲府发〔2024〕5号,2024-01-08,主动公开,办公室\n"
)
_CATALOG = (
    "索引号,标题,发文字号,成文日期,发布日期\n"
    "A1,关于印发供水管理办法（试行）的通知,甲府发〔2024〕1号,2024-01-02,2024-01-09\n"
    f"A2,关于李四（身份证号码{SECRET}）的决定,甲府发〔2024〕3号,2024-01-04,2024-01-09\n"
    "A3,关于修订排水管理办法的通知,甲府发〔2024〕4号,2024-01-05,2024-01-09\n"
    "A4,关于修订排水管理办法的通知,甲府发〔2024〕4号,2024-01-05,2024-01-10\n"
    "A5,关于召开半年度工作会议的通知,甲府发〔2024〕50号,2024-07-08,2024-07-10\n"
    "A6,关于召开年度工作会议的通告,甲府发〔2024〕51号,2024-01-08,2024-01-10\n"
)


@pytest.fixture(scope="session")
def small_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run, made once."""
    home = tmp_path_factory.mktemp("lists")
    (home / "register.csv").write_text(_HEAD + _REGISTER, encoding="utf-8")
    (home / "catalog.csv").write_text(_CATALOG, encoding="utf-8")
    register, catalog = (str(home / name) for name in ("register.csv", "catalog.csv"))
    audit = scan(register, catalog, Config(lang="en"))
    return run_room.write(audit, home / "run", command=["scan"])


@pytest.fixture
def run_folder(small_run: Path, tmp_path: Path) -> Path:
    """A copy that a test may write a journal into."""
    return Path(shutil.copytree(small_run, tmp_path / "run"))


class Page:
    """What a page does: it sends messages and reads what it is shown, nothing else."""

    def __init__(self, widget: ReviewWidget) -> None:
        self.widget = widget
        self.answers: list[Any] = []
        widget.send = lambda content, buffers=None: self.answers.append(content)

    def say(self, message: object) -> None:
        """Send anything at all."""
        self.widget._hear(self.widget, message, [])

    def ask(self, do: str, **given: Any) -> str:
        """Send a request and return what the widget says of it."""
        self.say({"id": "page-1", "do": do, **given})
        return self.told

    def press(self, do: str, **details: Any) -> str:
        """Decide on what is shown."""
        return self.ask(do, **self.shown, **details)

    @property
    def shown(self) -> dict[str, Any]:
        """What goes back with a decision."""
        pair = self.widget.pair
        about = {name: pair[name] for name in ("on", "choice", "seen")}
        return {**about, "marked": self.widget.listing["marked"]}

    @property
    def told(self) -> str:
        """What was said last."""
        return str(self.widget.state["notice"]["text"])

    @property
    def sent(self) -> dict[str, str]:
        """What the page was sent, by trait, as JSON."""
        names = ("words", "listing", "pair", "state")
        return {name: json.dumps(getattr(self.widget, name), ensure_ascii=False) for name in names}

    @property
    def journal(self) -> list[tuple[str, str, str]]:
        """Who did what to which kind of thing, the opening of the journal aside."""
        entries = self.widget.desk.entries.select("user", "action", "kind").rows()
        return [entry for entry in entries if entry[2] != "journal"]


@pytest.fixture
def page(run_folder: Path) -> Iterator[Page]:
    """The page of 王, in English, its texts read."""
    desk = open_desk(run_folder, user=USER)
    yield Page(ReviewWidget(desk, texts=read_texts(desk.run), lang="en", today=TODAY))
    desk.close()
