"""What somebody else wrote into the bureau's pages: brands, search words, junk, foreign links."""

from __future__ import annotations

from collections.abc import Callable

from sample_data.case import Case, is_plain
from sample_data.made_up import BRANDS, FIRM, FOREIGN
from sample_data.names import BUREAU, PROVINCE_OFFICE
from sample_data.year import Document

_SLOT, _LIST, _LINK, _JUNK, _DEPARTS, _NOTES = (
    "tampered-name-slot", "keyword-list-title", "foreign-link", "junk-markup",
    "text-departs-from-register", "pinyin-notes",
)  # fmt: skip
_HEAD, _TAIL = BRANDS
SUMMARIES = (
    (f"在{PROVINCE_OFFICE}、{FIRM[:2]}娱乐,{FIRM}的领导下办理。", _SLOT),
    (f"{_TAIL}_{_HEAD}_信息公开。", _LIST),
    (f"详见https://{FOREIGN}/xxgk。", _LINK),
    ('<noframes id="qwrtz"><address id="qwrtz"></address></noframes>', _JUNK),
    (f"<script src='//{FOREIGN}/x.js'></script>", _JUNK),
    ("为加强(qiáng)管理(lǐ)，按程序(xù)办理。", _NOTES),
    ("依据霁自然资发〔202430 于2024926办理。", _NOTES),
)
HOSTS = (FOREIGN, "203.0.113.9", f"zrzyj.jichuan.example.{FOREIGN}")
"""A foreign host, a bare address of a block kept for examples (RFC 5737), a look-alike."""


def tamper(case: Case) -> None:
    """Seed tampered summaries, titles and addresses."""
    for text, rule in SUMMARIES:
        (document,) = case.take(1, is_plain)
        entry = case.entry(document)
        entry.summary = text + entry.summary
        case.find(rule, None, entry)
    for document, host in zip(case.take(len(HOSTS), is_plain), HOSTS, strict=True):
        entry = case.entry(document)
        entry.url = f"https://{host}/" + entry.url.rpartition("/")[2]
        case.find(_LINK, None, entry)
    _spoil_titles(case)


def _spoil_titles(case: Case) -> None:
    def named(document: Document) -> bool:
        return is_plain(document) and document.title.startswith(BUREAU + "关于")

    spoilt: tuple[tuple[Callable[[str], str], str], ...] = (
        (lambda title: f"{title}{_HEAD}", _SLOT),
        (lambda title: f"{title} 代开发票加微信qzwx_vip", _SLOT),
        (lambda title: title.replace(BUREAU, FIRM), _SLOT),
        (lambda title: f"{_TAIL}_{_HEAD}_{title}", _LIST),
    )
    for (spoil, rule), document in zip(spoilt, case.take(len(spoilt), named), strict=True):
        record, entry = case.row(document), case.entry(document)
        entry.title = spoil(document.title)
        case.find(rule, None, entry)
        case.find(_DEPARTS, record, entry)
        case.find("title-differs", record, entry)
