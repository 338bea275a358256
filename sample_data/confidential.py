"""What must not be published: handling marks, identifiers, hints, notes, terms of the office's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sample_data.case import Case, Needs, is_plain
from sample_data.made_up import NAMES, PASSPORT, bank_card, mobile, resident_id, widen
from sample_data.names import CITY, YEAR
from sample_data.year import Document

PROJECT, OPERATION = "雾凇七号工程", "砚池行动"
"""Terms of ``lexicon.toml``."""
_RULES = {
    "id": "personal-identifier", "mobile": "mobile-number", "mask": "leaking-mask",
    "list": "list-of-persons", "mark": "handling-mark", "refer": "referred-subject",
    "trade": "trade-secret-hint", "draft": "unpublished-decision-hint",
    "note": "openness-note-contradicts-catalog", "expired": "expired-classification-mark",
    "term": "lexicon-term",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Saying:
    """A text that stands in a summary or a title: what must be found in it, what is secret in it."""

    text: str
    finds: tuple[str, ...]
    """Keys of ``_RULES``."""
    secrets: tuple[str, ...] = ()
    needs: Needs = ""


def _sayings() -> list[Saying]:
    """Return what is put in front of summaries of the catalog."""
    ids = [resident_id(serial) for serial in range(1, 9)]
    spaced = f"{ids[3][:6]} {ids[3][6:14]} {ids[3][14:]}"
    card, grouped = bank_card("621700"), bank_card("622848")
    fours = " ".join(grouped[at : at + 4] for at in range(0, len(grouped), 4))
    dashed = f"{mobile(2)[:3]}-{mobile(2)[3:7]}-{mobile(2)[7:]}"
    born, short = f"{ids[4][:14]}****", f"{mobile(3)[:7]}**{mobile(3)[9:]}"
    masks = [f"{number[:14]}***{number[17:]}" for number in ids[5:8]]
    return [
        Saying("内部资料 注意保存。", ("mark",)),
        Saying("该方案仅供内部参考，不得外传。", ("mark",)),
        Saying(f"申请人{NAMES[0]}，身份证号码：{ids[0]}。", ("id",), (ids[0],)),
        Saying(f"权利人证件号码：{widen(ids[1])}。", ("id",), (ids[1], widen(ids[1]))),
        Saying(f"共有人{NAMES[2]}（身份证号{spaced}）。", ("id",), (ids[3], spaced)),
        Saying(f"保证金退还{NAMES[3]}，银行卡号：{card}。", ("id",), (card,)),
        Saying(f"收款账号：{fours}。", ("id",), (grouped, fours)),
        Saying(f"外籍股东护照号码：{PASSPORT}。", ("id",), (PASSPORT,)),
        Saying(f"被征地农户{NAMES[1]}，手机号码：{mobile(1)}。", ("mobile",), (mobile(1),)),
        Saying(f"咨询电话：{dashed}。", ("mobile",), (mobile(2), dashed)),
        Saying(f"异议人身份证号：{born}。", ("mask",), (born,)),
        Saying(f"举报人手机：{short}。", ("mask",), (short,)),
        Saying(
            "补偿对象：" + "；".join(f"{name} {number}" for name, number in zip(NAMES[:3], ids[:3], strict=True)) + "。",
            ("list", "id"), tuple(ids[:3]),
        ),
        Saying(
            "安置人员：" + "；".join(f"{name} {number}" for name, number in zip(NAMES[3:], masks, strict=True)) + "。",
            ("list", "mask"), tuple(masks),
        ),
        Saying("随文附国家控制点坐标成果表。", ("refer",)),
        Saying("附件含有企业商业秘密。", ("trade",)),
        Saying("附投标报价明细。", ("trade",)),
        Saying("（讨论稿）", ("draft",)),
        Saying("正式公布前不得公开。", ("draft",)),
        Saying("（此件不予公开）", ("note",)),
        Saying("（此件依申请公开）", ("note",)),
        Saying(f"为{PROJECT}提供用地保障。", ("term",), (PROJECT,), "lexicon"),
        Saying(f"配合{OPERATION}做好{PROJECT}选址。", ("term",), (PROJECT, OPERATION), "lexicon"),
    ]  # fmt: skip


def _titles() -> list[Saying]:
    """Return titles that both lists have."""
    person = resident_id(9)
    return [
        Saying(f"关于印发{CITY}地下管线普查工作手册（仅供内部使用）的通知", ("mark",)),
        Saying("关于云峦县军事设施用地范围调整的批复", ("refer",)),
        Saying("关于提供石汀县坐标转换参数的函", ("refer",)),
        Saying("关于青禾区城市更新实施方案（送审稿）的审查意见", ("draft",)),
        Saying(f"关于撤销{NAMES[1]}（身份证号码{person}）不动产登记的公告", ("id",), (person,)),
    ]


def confide(case: Case) -> None:
    """Seed confidential text in summaries and titles."""
    for saying, document in _given(case, _sayings()):
        entry = case.entry(document)
        entry.summary = saying.text + entry.summary
        for key in saying.finds:
            case.find(_RULES[key], None, entry, needs=saying.needs)
    for saying, document in _given(case, _titles()):
        record, entry = case.row(document), case.entry(document)
        record.title = entry.title = saying.text
        for key in saying.finds:
            # What the register says of a published document is reported, too, more mildly.
            case.find(_RULES[key], None, entry)
            case.find(_RULES[key], record, None)
    _outlive(case)
    _contradict(case)
    _name_applicant(case)


def _given(case: Case, sayings: list[Saying]) -> list[tuple[Saying, Document]]:
    """Return a document for each of the sayings, and note their secrets."""
    case.secrets += [secret for saying in sayings for secret in saying.secrets]
    return list(zip(sayings, case.take(len(sayings), is_plain), strict=True))


def _outlive(case: Case) -> None:
    """Leave marks whose term has run out."""

    def early(document: Document) -> bool:
        return is_plain(document) and document.made < dt.date(YEAR, 7, 1)

    for mark, document in zip(("秘密★3个月", "机密★90天"), case.take(2, early), strict=True):
        entry = case.entry(document)
        entry.summary = f"{mark} {entry.summary}"
        case.secrets.append(mark)
        case.find(_RULES["expired"], None, entry)


def _contradict(case: Case) -> None:
    """Let two texts that the register withholds say that they are public."""
    withheld = [s for s in case.findings if s.rule == "withheld-document-published"]
    for seed in withheld[:2]:
        if seed.record is None or seed.entry is None:
            raise ValueError("a withheld document that is published has two records")
        seed.entry.summary += "（此件公开发布）"
        case.find(_RULES["note"], seed.record, seed.entry)


def _name_applicant(case: Case) -> None:
    """Write an applicant's number into the register, which is the office's own."""
    records = [r for r in case.registered if r.document.kind == "on_request" and r.reason]
    person = resident_id(10)
    records[2].title = f"关于{NAMES[4]}（身份证号{person}）信访事项办理意见的复函"
    case.secrets.append(person)
    case.find(_RULES["id"], records[2], None)
