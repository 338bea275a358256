from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from disclosure_audit import settings
from disclosure_audit.config import Config, FieldProfile, Severity
from disclosure_audit.errors import UsageError
from disclosure_audit.schema.mapping import map_headers
from disclosure_audit.settings.keys import fields, flatten, nest

NAME = "disclosure-audit.toml"


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISCLOSURE_AUDIT_LANG", raising=False)
    monkeypatch.delenv("DISCLOSURE_AUDIT_USER", raising=False)


def load(folder: Path, text: str, **overrides: Any) -> settings.Settings:
    (folder / NAME).write_text(text, encoding="utf-8")
    return settings.load(None, folder, overrides)


def test_defaults_without_a_file(tmp_path: Path) -> None:
    found = settings.load(None, tmp_path, {})
    assert found.config == Config()
    assert found.path is None
    assert set(found.origins.values()) == {"default"}
    assert set(found.values()) == set(found.origins)


def test_command_line_wins_over_environment_over_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCLOSURE_AUDIT_LANG", "zh_CN.UTF-8")
    text = 'lang = "en"\n[gate]\nfail_on = "low"\n[columns.register]\ntitle = "题名"\nissuer = "机关"\n'
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    overrides = {"gate.fail_on": "high", "columns.register.title": "标题"}
    found = settings.load(None, tmp_path, overrides)
    assert found.config.lang == "zh"
    assert found.config.gate.fail_on is Severity.HIGH
    assert found.config.columns.register == {"title": "标题", "issuer": "机关"}
    assert found.origins["lang"] == "environment"
    assert found.origins["gate.fail_on"] == "command line"
    assert found.origins["columns.register.title"] == "command line"
    assert found.origins["columns.register.issuer"] == f"file {NAME}"
    assert found.origins["columns.catalog"] == "default"
    assert settings.load(None, tmp_path, {"lang": "en"}).origins["lang"] == "command line"


def test_the_nearest_file_above_is_found(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    (tmp_path / NAME).write_text("reveal = true")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\nx = 1")
    assert settings.load(None, deep, {}).config.reveal
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.disclosure-audit.limits]\nrows = 7")
    found = settings.load(None, deep, {})
    assert (found.config.limits.rows, found.config.reveal) == (7, False)
    assert found.origins["limits.rows"] == "file pyproject.toml"
    (tmp_path / "a" / NAME).write_text("[limits]\nrows = 8")
    assert settings.load(None, deep, {}).config.limits.rows == 8


@pytest.mark.parametrize(
    "where", ["postgresql://me@db:5432/audit", "postgresql://db/x?sslmode=require", "C:/a@b.sqlite"]
)
def test_an_address_without_a_password_is_taken(tmp_path: Path, where: str) -> None:
    assert load(tmp_path, f"[review]\njournal = '{where}'").config.review.journal == where


def test_who_reviews_may_be_said_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load(tmp_path, "[review]\nuser = 'of the file'").config.review.user == "of the file"
    monkeypatch.setenv("DISCLOSURE_AUDIT_USER", "王")
    found = settings.load(None, tmp_path, {})
    assert (found.config.review.user, found.origins["review.user"]) == ("王", "environment")
    found = settings.load(None, tmp_path, {"review.user": "李"})
    assert (found.config.review.user, found.origins["review.user"]) == ("李", "command line")


def test_a_named_file_wins(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("reveal = true")
    (tmp_path / "other.toml").write_text("﻿[limits]\nrows = 9", encoding="utf-8")
    found = settings.load(tmp_path / "other.toml", tmp_path, {})
    assert (found.config.limits.rows, found.config.reveal) == (9, False)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[gat]\nfail_on = 'high'", "there is no setting “gat.fail_on”", "did you mean gate.fail_on?"),
        ("failon = 'high'", "no setting “failon”", "did you mean gate.fail_on?"),
        ("[limits]\nrow = 3", "no setting “limits.row”", "did you mean limits.rows?"),
        ("[zzz]\nqqq = 1", "no setting “zzz.qqq”", "sections: addresses"),
        ("[gate]\nfail_on = 'hgih'", "gate.fail_on cannot be “hgih”", "mean high? Choices: note, low"),
        ("lang = 'fr'", "lang cannot be “fr”", "Choices: zh, en"),
        ("[rules.severity]\nOM001 = 'hi'", "rules.severity.OM001 cannot be “hi”", "Choices: note"),
        ("[limits]\nrows = -1", "limits.rows must be greater than 0", "without it, 5000000 holds"),
        ("[limits]\nrows = 'x'", "limits.rows must be a whole number", "5000000"),
        ("[matching]\ncandidate_similarity = 2", "must be at most 1", "0.8"),
        ("[reading]\ndelimiter = ',,'", "delimiter must be a single character", "look at"),
        ("[rules]\nselect = 'OM'", "rules.select must be a list", "[]"),
        ("[scope]\nfrom = '2024-13-01'", "scope.from must be a date", "look at"),
        ("[scope]\nfrom = 2024-01-02\nto = 2023-01-01", "is after scope.to", "swap"),
        ("reveal = 'maybe'", "reveal must be true or false", "false"),
        ("gate = 3", "gate must be a table", "look at"),
        ("[gate.fail_on]\nx = 3", "gate.fail_on cannot be", "Choices"),
        ("[columns]\nregister = 3", "columns.register must be a table", "{}"),
        ("[columns.register]\ntitel = '标题'", "names “titel”, which is no column", "mean title?"),
        ("[rules.required]\nregister = ['title']", "rules.required has become rules.profile", "[rules.profile.register]"),
        ("[rules.profile.register]\ntitel = 'required'", "names “titel”", "did you mean title?"),
        ("[rules.profile.registr]\ntitle = 'required'", "cannot be “registr”", "did you mean register?"),
        ("[rules.profile.catalog]\ntitle = 'needed'", "rules.profile.catalog.title cannot be “needed”", "if_numbered"),
        ("[rules.profile]\ncatalog = ['title']", "rules.profile.catalog must be a table", "look at"),
        ("[rules]\nprofile = 'minimum'", "rules.profile cannot be “minimum”", "did you mean minimal?"),
        ("[review]\njournal = 'postgresql://me:pw@db/x'", "review.journal holds a password", "PGPASSWORD"),
        ("[review]\njournal = 'postgres://db/x?user=me&password=pw'", "holds a password", "PGPASSWORD"),
        ("[review.keys]\nconfirm = 3", "review.keys.confirm must be text", "look at"),
        ("[review]\nthem = 'x'", "no setting “review.them”", "did you mean review.theme?"),
        ("x =\n", "line 1, column 4: not valid TOML", "quotation marks"),
        ("[a\nb", "line 1", "quotation marks"),
        ("a = 1\na = 2", "line 2", "quotation marks"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, text: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as raised:
        load(tmp_path, text)
    said, help_ = raised.value.to("en")
    assert message in said
    assert hint in (help_ or "")
    assert NAME in said or "swap" in hint
    chinese = "".join(part or "" for part in raised.value.to("zh"))
    assert re.search("[一-鿿]", chinese)


def test_a_wrong_value_of_the_command_line_is_said_to_come_from_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"command line: columns\.register names “titel”"):
        settings.load(None, tmp_path, {"columns.register.titel": "x"})


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "机关 = 1".encode("gb18030")])
def test_a_file_that_is_no_utf8(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(UsageError, match="is not UTF-8"):
        settings.load(None, tmp_path, {})


def test_a_named_file_must_exist_and_hold_the_table(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no configuration file"):
        settings.load(tmp_path / "nothing.toml", tmp_path, {})
    (tmp_path / "pyproject.toml").write_text("[tool]\ndisclosure-audit = 3")
    with pytest.raises(UsageError, match=r"no table \[tool.disclosure-audit\]"):
        settings.load(tmp_path / "pyproject.toml", tmp_path, {})


def test_a_profile_of_one_s_own_is_kept_with_the_settings(tmp_path: Path) -> None:
    (tmp_path / "fields.toml").write_text("[catalog]\nsummary = 'required'\nurl = 'if_public'\n")
    found = load(tmp_path, "[rules]\nprofile = 'fields.toml'")
    assert found.config.rules.profile == FieldProfile(
        catalog={"summary": "required", "url": "if_public"}
    )
    assert found.origins["rules.profile.catalog.summary"].startswith("file ")
    (tmp_path / "fields.toml").write_text("[catalog]\nsumary = 'required'\n")
    with pytest.raises(UsageError, match=r"fields\.toml: rules\.profile\.catalog names “sumary”"):
        load(tmp_path, "[rules]\nprofile = 'fields.toml'")
    with pytest.raises(UsageError, match="no configuration file"):
        load(tmp_path, "[rules]\nprofile = 'none.toml'")


def test_flatten_and_nest_are_each_other_s_reverse() -> None:
    table = {"a": {"b": 1, "c": {}}, "d": [1, {"e": 2}]}
    assert nest(flatten(table)) == table


def test_the_written_file_loads_and_changes_nothing(tmp_path: Path) -> None:
    found = load(tmp_path, settings.write_config())
    assert found.config == Config()


def test_every_setting_stands_in_the_written_file_and_loads_when_commented_in(
    tmp_path: Path,
) -> None:
    text = settings.write_config()
    setting = re.compile(r"^# ([\w\"]+ = )", re.MULTILINE)
    found = load(tmp_path, setting.sub(r"\1", text))
    free = {"columns.register", "columns.catalog", "rules.severity", "review.keys"}
    free |= {"openness.grounds", "openness.proactive"}
    keys = {key for key, _ in fields()} - free
    given = {key for key, origin in found.origins.items() if origin != "default"}
    assert keys <= given
    assert found.config.rules == Config().rules
    assert found.config.limits == Config().limits
    assert found.config.scope.from_ == dt.date(2020, 1, 1)
    for _, field in fields():
        if field.description:
            assert " ".join(field.description.split())[:30].replace("``", "`") in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_columns_found_are_filled_in(tmp_path: Path, lang: Any) -> None:
    headers = ["序号", "标\u202e题\n", '发文"字号\\', "日期", "附件\x7f", ""]
    register = map_headers(headers, overrides={"title": headers[1], "doc_number": headers[2]})
    text = settings.write_config(register, map_headers(["标题", "发布日期"]), lang=lang)
    assert "\u202e" not in text.replace(headers[1].strip(), "")
    found = load(tmp_path, text)
    assert found.config.columns.register == register.as_dict()
    assert found.config.columns.catalog == {"title": "标题", "published_on": "发布日期"}
    assert '# issued_on = "日期"' in text
    assert '# published_on = "日期"' in text
    assert "附件" in text
