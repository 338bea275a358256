"""The full texts: what stands in them, and whose they are.

The catalog names its files (``正文文件``). Those of the register are called by the document number;
one belongs to no record.
"""

from __future__ import annotations

import datetime as dt

from sample_data.case import Case, is_plain
from sample_data.lists import Published
from sample_data.made_up import BRANDS, FIRM, FOREIGN, NAMES, bank_card, mobile, resident_id
from sample_data.names import BUREAU, PROVINCE_OFFICE, SITE, YEAR
from sample_data.packages import write_docx, write_ofd, write_scan
from sample_data.year import Document

MARK, OLD_MARK = "机密★15年", "秘密★60天"
GRADE = "机密★20年"
"""As the classification column of the register has it, and the head of such a text."""


def attach(case: Case) -> None:
    """Give some of the untouched documents a full text, readable or not."""
    for kind, write, rules in (
        ("txt", _marked, ("classification-mark",)),
        ("TXT", _listed, ("personal-identifier", "list-of-persons")),
        ("html", _cloned, ("tampered-name-slot", "foreign-link")),
        ("docx", _internal, ("handling-mark", "openness-note-contradicts-catalog")),
        ("ofd", _masked, ("leaking-mask", "mobile-number")),
        ("html", _drafted, ("unpublished-decision-hint", "trade-secret-hint", "referred-subject",
                            "pinyin-notes")),
        ("txt", _expired, ("expired-classification-mark",)),
        ("docx", _cut, ("unreadable-full-text",)),
        ("png", _scanned, ("unreadable-full-text",)),
    ):  # fmt: skip
        (document,) = case.take(1, _early)
        entry = _file(case, document, kind)
        case.texts[entry.text_path] = write(document, case.secrets)
        for rule in rules:
            case.find(rule, None, entry, needs="texts")
    for path in ("../register.xlsx", f"{YEAR}/00000.docx"):
        (document,) = case.take(1, _early)
        entry = case.entry(document)
        entry.text_path = path
        case.find("unreadable-full-text", None, entry, needs="texts")
    (document,) = case.take(1, _early)
    entry = _file(case, document, "html")
    case.texts[entry.text_path] = _harmless(document)
    case.harmless.append(("harmless_text", case.row(document), entry))
    _keep(case)
    name = "附件：监督员通讯录.txt"
    number = mobile(5)
    case.texts[name] = _letter("监督员通讯录", f"{NAMES[5]}，手机{number}").encode()
    case.secrets.append(number)
    case.find("mobile-number", None, None, needs="texts", file=name)


def _early(document: Document) -> bool:
    return is_plain(document) and document.made < dt.date(YEAR, 9, 1)


def _file(case: Case, document: Document, kind: str) -> Published:
    """Return the entry after its file was named as the portal does, by the serial."""
    entry = case.entry(document)
    entry.text_path = f"{YEAR}/{entry.url.rpartition('/')[2].removesuffix('html')}{kind}"
    return entry


def _letter(title: str, *paragraphs: str, head: str = "") -> str:
    """Return a text laid out as a document: head, title, paragraphs, signature."""
    return "\n".join((*((head,) if head else ()), title, "", *paragraphs, "", BUREAU, ""))


def _page(document: Document, *body: str) -> bytes:
    inside = "".join(f"<p>{line}</p>" for line in body)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{document.title}</title></head>'
        f'<body><a href="{SITE}/">首页</a><h1>{document.title}</h1>{inside}<p>{BUREAU}</p></body></html>\n'
    ).encode()


def _marked(document: Document, secrets: list[str]) -> bytes:
    secrets.append(MARK)
    return _letter(document.title, document.number, "各县（区）局：", document.summary, head=MARK).encode()  # fmt: skip


def _listed(document: Document, secrets: list[str]) -> bytes:
    ids = [resident_id(serial) for serial in range(21, 25)]
    cards = [bank_card(prefix) for prefix in ("621226", "622202", "623668", "621799")]
    secrets += [*ids, *cards]
    rows = [f"{name}\t{id_}\t{card}" for name, id_, card in zip(NAMES[:4], ids, cards, strict=True)]
    text = _letter(document.title, document.summary, "附：补偿款发放名单", "姓名\t身份证号\t银行卡号", *rows)  # fmt: skip
    return text.replace("\n", "\r\n").encode("gb18030")


def _cloned(document: Document, _: list[str]) -> bytes:
    return _page(
        document,
        f"在{PROVINCE_OFFICE}、{FIRM[:2]}娱乐,{FIRM}的领导下，{document.summary}",
        f'<span style="display:none"><a href="https://{FOREIGN}/">{BRANDS[0]}</a></span>',
    )


def _internal(document: Document, _: list[str]) -> bytes:
    lines = (document.title, document.number, document.summary, "（此件不予公开）", BUREAU)
    return write_docx(lines, header="内部资料 注意保存")


def _masked(document: Document, secrets: list[str]) -> bytes:
    mask, number = f"{resident_id(25)[:14]}****", mobile(6)
    secrets += [mask, number]
    return write_ofd((
        document.title, document.summary, f"权利人{NAMES[0]}，身份证号：{mask}", f"手机号码：{number}", BUREAU,
    ))  # fmt: skip


def _drafted(document: Document, _: list[str]) -> bytes:
    return _page(
        document, "（讨论稿）", "附件含有企业商业秘密。", "附三角点坐标成果。",
        "为规(guī)范(fàn)管理(lǐ)，制(zhì)定本意见。",
    )  # fmt: skip


def _expired(document: Document, secrets: list[str]) -> bytes:
    secrets.append(OLD_MARK)
    return _letter(document.title, document.number, document.summary, head=OLD_MARK).encode()


def _cut(document: Document, _: list[str]) -> bytes:
    whole = write_docx((document.title, document.summary), header=document.number)
    return whole[: len(whole) // 2]


def _scanned(_document: Document, _: list[str]) -> bytes:
    return write_scan()


def _harmless(document: Document) -> bytes:
    person, number = resident_id(26), mobile(7)
    return _page(
        document,
        "经保密审查，不涉密，可以公开。（此件公开发布）",
        f"申请人{NAMES[0]}，身份证号{person[:3]}***********{person[-4:]}，手机{number[:3]}****{number[-4:]}。",
        "依据《机关内部资料管理办法》，结合内部审计情况，落实商业秘密保护规定。",
        "联系电话：0799-1234567。打击网络赌博，规范彩票管理。",
    )


def _keep(case: Case) -> None:
    """Keep the text of a classified document, as the register says, and of an answer, in the folder."""
    classified = next(r for r in case.registered if r.classification == GRADE and r.number)
    case.texts[f"{classified.number}.txt"] = _letter(classified.title, head=GRADE).encode()
    answer = next(r for r in case.registered if r.document.kind == "on_request" and r.reason)
    person = resident_id(27)
    body = f"{NAMES[2]}（身份证号{person}）：你反映的事项收悉。"
    case.texts[f"{answer.number}.txt"] = _letter(answer.title, body).encode()
    case.secrets.append(person)
    case.find("personal-identifier", answer, None, needs="texts")
