"""The count of late publications by two calendars, and the page about time limits."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from disclosure_audit.config import Config
from disclosure_audit.time_limits.table import specials
from tests.documented import ROOT

CATALOG = """title,doc_number,issued,published,url
甲,一号,2021-03-01,2021-03-29,u
乙,二号,2021-03-01,2021-03-30,u
丙,三号,2009-09-27,2009-10-29,u
丁,四号,2008-04-30,2009-03-30,u
戊,五号,2021-03-01,2021-02-26,u
己,六号,2021-04-25,2021-05-25,u
庚,七号,,2021-05-25,u
"""


def test_two_calendars(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "catalog.csv"
    file.write_text(CATALOG, "utf-8")
    assert main(["timeliness", str(file), "--seed", "3"]) == 0
    found = json.loads(capsys.readouterr().out)
    # 丙: 19 working days (8 days off at National Day, a Saturday worked), 24 weekdays.
    # 己: 25 April, a Sunday, and 8 May are worked, 1 to 5 May are off: 20 working days, 22 weekdays.
    assert found["catalogs"] == {
        "catalog": {
            "judged": 4,
            "late": 1,
            "late_by_weekdays": 3,
            "accused_wrongly_by_weekdays": 2,
            "missed_by_weekdays": 0,
        }
    }
    assert [(one["title"], one["days"], one["weekdays"]) for one in found["drawn"]] == [
        ("丙", 19, 24),
        ("己", 20, 22),
    ]


def test_the_settings_on_the_page_are_valid() -> None:
    page = (ROOT / "docs" / "time-limits.md").read_text("utf-8")
    table = tomllib.loads(page.split("```toml\n")[1].split("```")[0])
    config = Config.model_validate(table)
    assert [limit.name for limit in specials(config.time_limit)][:2] == ["land supply", "orders"]
