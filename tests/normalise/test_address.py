"""What is wrong with an address by its letters."""

from __future__ import annotations

import polars as pl
import pytest

from disclosure_audit.normalise.address import FAULTS, address_fault, is_plain_address

FAULTY = {
    "wide_signs": ["http：//www.linjiang.gov.cn/1", "http:\\\\www.linjiang.gov.cn\\1", "www．linjiang.gov.cn"],
    "spaces": ["http://www.linjiang.gov.cn/a b", "http://www.linjiang.gov.cn/\u3000a"],
    "two_addresses": ["http://http://www.linjiang.gov.cn", "https://a.gov.cn/1.htmlhttps://a.gov.cn/2.html"],
    "broken_scheme": ["http:/www.linjiang.gov.cn", "htp://www.linjiang.gov.cn", "http//www.linjiang.gov.cn", "http:www.linjiang.gov.cn/1", "http:///www.linjiang.gov.cn"],
    "no_host": ["http://"],
    "broken_host": ["http://www..gov.cn/1", "http://server/1", "http://www.linjiang.gov.cn:80a/1", "https://-a.gov.cn/"],
    "no_web_address": ["见附件", "C:/zwgk/1.html", "mailto:a@linjiang.gov.cn", "javascript:void(0)", "file:///etc"],
    "no_scheme": ["www.linjiang.gov.cn", "linjiang.gov.cn/1.html", "www.linjiang.gov.cn:8080/a"],
}  # fmt: skip
SOUND = [
    "http://www.gd.gov.cn/zwgk/wjk/qbwj/yf/content/post_4258480.html", "https://www.gov.cn", "HTTP://WWW.GOV.CN/A",
    "http://临江市.政务/公园", "http://10.2.3.4:8080/a", "http://[2001:db8::1]/a", "http://www.gov.cn/go?u=http://b.cn/1",
    "http://web.example.org/2020/http://www.gov.cn/", "ftp://files.gov.cn/1.pdf", "/zwgk/1.html", "../1.htm", "//a.gov.cn/1",
    "content/post_7.html", "a_b/t20210304_1.shtml?x=1", "?id=3", "http://www.gov.cn/公告.html", " http://www.gov.cn/1 ",
    "http://www_2.gov.cn/1",
]  # fmt: skip


def faults(*cells: str | None) -> list[str | None]:
    frame = pl.DataFrame({"url": cells}, schema={"url": pl.String})
    found: list[str | None] = frame.select(address_fault("url").alias("fault"))["fault"].to_list()
    return found


def test_every_fault_has_its_cases() -> None:
    assert set(FAULTY) == set(FAULTS)


@pytest.mark.parametrize(
    ("fault", "cell"), [(f, cell) for f, cells in FAULTY.items() for cell in cells]
)
def test_a_faulty_address(fault: str, cell: str) -> None:
    assert faults(cell) == [fault]


@pytest.mark.parametrize("cell", [*SOUND, "", None])
def test_a_sound_one(cell: str | None) -> None:
    assert faults(cell) == [None]


def test_the_usual_form_has_no_fault() -> None:
    """Else the short cut would let faults through."""
    cells = [cell for cells in FAULTY.values() for cell in cells] + SOUND
    frame = pl.DataFrame({"url": cells})
    plain = frame.filter(is_plain_address("url"))
    assert plain.height >= 3
    assert plain.filter(address_fault("url").is_not_null()).is_empty()
