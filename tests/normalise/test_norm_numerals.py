from __future__ import annotations

import pytest

from disclosure_audit.normalise.numerals import read_numeral


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二〇一一", 2011), ("二○一一", 2011), ("二零一一", 2011), ("十", 10), ("十二", 12),
        ("二十", 20), ("三十一", 31), ("廿", 20), ("廿一", 21), ("卅", 30), ("一百", 100),
        ("一百零三", 103), ("一百一十", 110), ("八百四十一", 841), ("两千零五", 2005),
        ("壹佰贰拾叁", 123), ("七", 7),
    ],
)  # fmt: skip
def test_numerals_are_read(text: str, number: int) -> None:
    assert read_numeral(text) == number


@pytest.mark.parametrize("text", ["", "十百", "百", "一二十", "十十", "甲", "二十x"])
def test_what_is_no_numeral_gives_none(text: str) -> None:
    assert read_numeral(text) is None
