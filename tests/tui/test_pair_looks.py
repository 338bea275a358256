"""How the close view looks: candidates to choose from, and a passage of a full text."""

from __future__ import annotations

from pathlib import Path

from disclosure_audit import run
from disclosure_audit.audit import scan
from disclosure_audit.config import Config, Scanner
from disclosure_audit.language import Lang
from disclosure_audit.review.desk import Desk, open_desk
from tests.tui.conftest import Opened
from tests.tui.screen import LOOKS, Snapshot, screen_text
from tests.tui.test_pair import SECRET, show, subjects, unlinked


@LOOKS
async def test_an_unlinked_record_with_its_candidates(
    opened: Opened, desk: Desk, snapshot: Snapshot, lang: Lang, size: tuple[int, int]
) -> None:
    async with opened(desk, size=size, lang=lang) as (app, pilot):
        await show(app, pilot, unlinked(desk))
        snapshot(app, f"pair-unlinked-{size[0]}-{lang}")


@LOOKS
async def test_a_hit_in_a_full_text(
    opened: Opened, tmp_path: Path, snapshot: Snapshot, lang: Lang, size: tuple[int, int]
) -> None:
    told = f"经审查，申请人张三（身份证号码：{SECRET}）符合条件，同意其申请。"
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(told, "utf-8")
    head, row = "标题,发文字号,成文日期", "关于同意申请的批复,临政发〔2019〕3号,2019-03-04"
    (tmp_path / "register.csv").write_text(f"{head}\n{row}\n", "utf-8")
    (tmp_path / "catalog.csv").write_text(f"{head},正文路径\n{row},a.txt\n", "utf-8")
    config = Config(lang=lang, scanner=Scanner(texts=str(tmp_path / "texts")))
    made = scan(str(tmp_path / "register.csv"), str(tmp_path / "catalog.csv"), config)
    folder = run.write(made, tmp_path / "run", command=["scan"])
    desk = open_desk(folder, user="王")
    async with opened(desk, size=size, lang=lang) as (app, pilot):
        await show(app, pilot, subjects(desk, "CF005"))
        text = screen_text(app)
        assert "a.txt" in text
        assert SECRET not in text
        snapshot(app, f"pair-fulltext-{size[0]}-{lang}")
    desk.close()
