from __future__ import annotations

import json
from pathlib import Path

import pytest

from disclosure_audit.lexicons.check import MEASURED, REASONS, measure, remarks
from disclosure_audit.lexicons.load import load_lexicons, read_lexicon
from tests.command_line import Cli
from tests.lexicons.lexicon_cells import cells, written

BODY = """
[defaults.project]
severity = "high"

[[term]]
term = "雪松行动"
category = "project"
harmless = ["雪松小学", "雪松行动纪念馆"]

[[term]]
term = "雪松"
category = "project"

[[term]]
term = "x1"
category = "project"
secret = false

[[term]]
term = "不得翻印"
category = "house_rule"

[[term]]
term = "雪松行动组"
category = "house_rule"
severity = "low"

[[term]]
term = "保密局"
category = "house_rule"
"""
LIST = """标题,发文字号
关于雪松行动的通知,甲〔2020〕1号
关于雪松行动纪念馆开放的通知,甲〔2020〕2号
关于供水的通知,甲〔2020〕3号
关于x1号线的通知,甲〔2020〕4号
"""


def test_what_is_doubtful_is_said(tmp_path: Path) -> None:
    lexicon = read_lexicon(written(tmp_path, BODY))
    said = [(r.number, r.text.en) for r in remarks(lexicon, load_lexicons((), bundled=True))]
    starts = [(number, text.split(":")[0].split(";")[0].split(",")[0]) for number, text in said]
    assert starts == [
        (1, "harmless phrases that never apply"),
        (1, "holds a shorter term (2)"),
        (3, "too short"),
        (4, "a bundled lexicon has this term"),
        (5, "holds a graver term (1"),
        (6, "a spelling is a harmless phrase that holds for every term"),
    ]
    assert all("雪松" not in r.text.en + r.text.zh for r in remarks(lexicon))


def test_how_often_terms_fire(tmp_path: Path) -> None:
    lexicon = read_lexicon(written(tmp_path, BODY))
    texts = [line.partition(",")[0] for line in LIST.splitlines()[1:]]
    found = measure(lexicon, cells(*texts))
    assert found.columns == list(MEASURED)
    first, second, third = found.head(3).to_dicts()
    assert (first["kept"], first["harmless_phrase"], first["per_10000"]) == (1, 1, 2500.0)
    assert (second["kept"], second["overlapped"]) == (1, 1)
    assert third["kept"] == 1
    assert found.tail(3)["kept"].to_list() == [0, 0, 0]
    assert measure(lexicon, cells())["per_10000"].sum() == 0


def test_the_command_measures(cli: Cli, tmp_path: Path) -> None:
    written(tmp_path, BODY)
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    done = cli("lexicon", "check", "ours.toml", "--corpus", "list.csv", "--format", "json")
    assert done.code == 0, done.err
    content = json.loads(done.out)
    assert content["texts"] == 4
    first, _, third = content["terms"][:3]
    assert (first["term"], first["line"], first["kept"]) == (None, 7, 1)
    assert first["dropped"] == {**dict.fromkeys(REASONS, 0), "harmless_phrase": 1}
    assert third["term"] == "x1"
    table = cli("lexicon", "check", "ours.toml", "--corpus", "list.csv")
    assert "雪松" not in table.out
    assert "harmless_phrase 1" in table.out
    assert (
        "雪松行动" in cli("lexicon", "check", "ours.toml", "--corpus", "list.csv", "--reveal").out
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_wrong_lexicon_ends_with_2(cli: Cli, tmp_path: Path, lang: str) -> None:
    written(tmp_path, BODY + "secret = 3\nwhre = 1\n")
    done = cli("lexicon", "check", "ours.toml", "--lang", lang)
    assert done.code == 2
    assert done.out == ""
    assert "whre" in done.err
    assert "secret" in done.err
    assert ("did you mean where" if lang == "en" else "是否指 where") in done.err


def test_a_missing_lexicon_ends_with_4(cli: Cli) -> None:
    assert cli("lexicon", "check", "none.toml").code == 4


def test_the_lexicons_in_use(cli: Cli, tmp_path: Path) -> None:
    written(tmp_path, BODY)
    (tmp_path / "disclosure-audit.toml").write_text(
        '[scanner]\nlexicons = ["ours.toml"]\n', encoding="utf-8"
    )
    listed = json.loads(cli("lexicon", "list", "--format", "json").out)
    assert listed[-1]["name"] == "ours"
    assert listed[-1]["bundled"] is False
    assert listed[-1]["categories"] == {"project": 3, "house_rule": 3}
    assert {each["name"] for each in listed} >= {"handling-marks", "tampering-brands"}
    assert "ours" in cli("lexicon", "list").out
    (tmp_path / "disclosure-audit.toml").write_text(
        "[scanner]\nbundled = false\n", encoding="utf-8"
    )
    assert "no lexicon is in use" in cli("lexicon", "list").out


def test_a_bundled_lexicon_has_no_idle_phrases() -> None:
    for lexicon in load_lexicons((), bundled=True):
        said = [r.text.en for r in remarks(lexicon)]
        assert [text for text in said if not text.startswith("holds a")] == [], lexicon.name
