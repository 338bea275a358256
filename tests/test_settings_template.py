"""The configuration file that ``init`` writes, in both languages."""

from __future__ import annotations

import re
import tomllib

import pytest

from disclosure_audit.config import Config
from disclosure_audit.language import LANGS, Lang
from disclosure_audit.settings import write_config
from disclosure_audit.settings.chinese import CHINESE
from disclosure_audit.settings.keys import fields


def _keys() -> set[str]:
    keys = {key for key, _ in fields()}
    return keys | {key[:at] for key in keys for at in range(len(key)) if key[at] == "."}


def test_every_setting_is_explained_in_chinese() -> None:
    assert set(CHINESE) == _keys()


@pytest.mark.parametrize("lang", LANGS)
def test_the_file_speaks_one_language(lang: Lang) -> None:
    lines = write_config(lang=lang).splitlines()
    comments = [line for line in lines if re.match(r"# (?![\w-]+ = )", line)]
    assert len(comments) > 40
    for line in comments:
        assert bool(re.search("[一-鿿]", line)) == (lang == "zh"), line


@pytest.mark.parametrize("lang", LANGS)
def test_without_its_marks_the_file_says_the_defaults(lang: Lang) -> None:
    text = re.sub(r"(?m)^# (?=[\w-]+ = )", "", write_config(lang=lang))
    set_to_examples = {line.partition(" = ")[0] for line in text.splitlines() if "  # " in line}
    loaded = Config.model_validate(tomllib.loads(text)).model_dump(mode="json", by_alias=True)
    default = Config().model_dump(mode="json", by_alias=True)
    for section, values in default.items():
        if isinstance(values, dict):
            for key, value in values.items():
                assert key in set_to_examples or loaded[section][key] == value
