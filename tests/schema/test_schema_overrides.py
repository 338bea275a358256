from __future__ import annotations

import pytest

from disclosure_audit.errors import UsageError
from disclosure_audit.schema.mapping import map_headers


def test_an_override_wins_and_settles_questions() -> None:
    mapping = map_headers(
        ["标题", "题名", "日期"], overrides={"title": "题名", "published_on": "日期"}
    )
    assert mapping.as_dict() == {"title": "题名", "published_on": "日期"}
    assert mapping.columns[1].why.en == "set in the configuration"
    assert not mapping.questions


def test_an_override_reaches_an_unknown_header_without_regard_to_width() -> None:
    assert map_headers(["甲 乙"], overrides={"owner": "甲　乙"}).as_dict() == {"owner": "甲 乙"}


def test_an_empty_override_says_that_there_is_no_such_column() -> None:
    mapping = map_headers(["标题", "发布日期"], overrides={"published_on": ""})
    assert mapping.as_dict() == {"title": "标题"}
    assert "configuration" in mapping.columns[1].why.en


def test_a_missing_header_names_the_nearest() -> None:
    with pytest.raises(UsageError) as error:
        map_headers(["公文标题", "文号"], overrides={"title": "公文标題名"})
    assert error.value.hint is not None
    assert "公文标题" in error.value.hint.zh
    assert '"公文标题"' in error.value.hint.en


def test_an_unknown_column_names_the_nearest() -> None:
    with pytest.raises(UsageError) as error:
        map_headers(["标题"], overrides={"titel": "标题"})
    assert error.value.hint is not None
    assert "title" in error.value.hint.en


@pytest.mark.parametrize(
    ("headers", "overrides"),
    [
        (["日期"], {"issued_on": "日期", "published_on": "日期"}),
        (["日期", "日期"], {"issued_on": "日期"}),
    ],
)
def test_an_override_must_be_unambiguous(headers: list[str], overrides: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        map_headers(headers, overrides=overrides)
