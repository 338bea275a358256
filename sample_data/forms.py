"""Fields that are missing, malformed or impossible, rows that cannot be read, secrecy marks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sample_data.case import Case, is_plain
from sample_data.lists import Registered, again
from sample_data.year import Document

NUMBER_FORMS = (
    ("字〔2024〕", "字(2024)", "号", ""), ("字〔2024〕", "字[2024]", "", ""),
    ("字〔2024〕", "字【2024】", "", ""), ("字〔2024〕", "字〔2024]", "", ""),
    ("〔2024〕", "〔2024〕第", "", ""), ("〔2024〕", "〔2024〕0", "", ""),
    ("〔2024〕", " 〔2024〕 ", "", ""), ("〔2024〕", "（2024）", "", ""),
    ("〔2024〕", "〔2024〕第0", "", ""),
)  # fmt: skip
"""What is replaced by what, twice."""
MARKS = ("秘密★10年", "机密★20年", "秘密★5年", "机密☆长期")


def spoil(case: Case) -> None:
    """Seed the defects of single records."""
    _lose_fields(case)
    _malform_numbers(case)
    _malform_index_numbers(case)
    _falsify_dates(case)
    _leave_marks(case)
    _break_rows(case)


def _lose_fields(case: Case) -> None:
    for name, count in (("made", 2), ("number", 3), ("published", 2), ("title", 1)):
        for document in case.take(count, is_plain):
            entry = case.entry(document)
            setattr(entry, name, "")
            case.find("missing-required-field", None, entry)
    for name, count in (("made", 2), ("number", 2)):
        for document in case.take(count, is_plain):
            record = case.row(document)
            setattr(record, name, "")
            case.find("missing-required-field", record, None)


def _malform_numbers(case: Case) -> None:
    def of_series(document: Document) -> bool:
        return is_plain(document) and "字〔" in document.number

    for at, document in enumerate(case.take(len(NUMBER_FORMS) + 1, of_series)):
        old, new, old_end, new_end = NUMBER_FORMS[at % len(NUMBER_FORMS)]
        written = document.number.replace(old, new)
        if old_end:
            written = written.replace(old_end, new_end)
        if at < 7 or at == 9:
            case.entry(document).number = written
            case.find("malformed-document-number", None, case.entry(document))
        if at >= 7:
            case.row(document).number = written
            case.find("malformed-document-number", case.row(document), None)


def _malform_index_numbers(case: Case) -> None:
    for at, document in enumerate(case.take(6, is_plain)):
        entry = case.entry(document)
        code, _, rest = entry.index.partition("/")
        wrong = str((int(code[-1]) + 1 + at) % 10) if code[-1] != "X" else "5"
        # Four with a wrong check character, two with the serial lost (…/2024- and …/2024).
        entry.index = f"{code[:-1]}{wrong}/{rest}" if at < 4 else entry.index[: -at - 1]
        case.find("malformed-index-number", None, entry)


def _falsify_dates(case: Case) -> None:
    for text, document in zip(
        ("2024-02-30", "2024-13-05", "1901-01-02", "2024-06-31"),
        case.take(4, is_plain),
        strict=True,
    ):
        entry = case.entry(document)
        entry.made = text
        case.find("impossible-date", None, entry)
    for text, document in zip(("2024-11-31", "2024-04-00"), case.take(2, is_plain), strict=True):
        record = case.row(document)
        record.made = text
        case.find("impossible-date", record, None)
    for days, document in zip((1, 2, 7, 40), case.take(4, is_plain), strict=True):
        entry = case.entry(document)
        entry.published = (document.made - dt.timedelta(days=days)).isoformat()
        case.find("contradictory-date", None, entry)


def _leave_marks(case: Case) -> None:
    # The others stand in the register's classification column too, which may be shown.
    case.secrets += [MARKS[2], MARKS[3], "机密★10年"]
    for mark, document in zip(MARKS, case.take(4, is_plain), strict=True):
        entry = case.entry(document)
        entry.summary = f"{mark} {entry.summary}"
        case.find("classification-mark", None, entry)
    (document,) = case.take(1, is_plain)
    entry = case.entry(document)
    entry.title = f"机密★10年 {entry.title}"
    case.find("classification-mark", None, entry)
    case.find("title-differs", case.row(document), entry)
    # The mark brings another number into the title: whether it is the same document, a person says.
    for record in (case.row(document), entry):
        case.dispositions[id(record)] = "needs_review"


def _break_rows(case: Case) -> None:
    # The export wrote one line a second time with its commas unquoted.
    (document,) = case.take(1, is_plain)
    torn = again(case.entry(document), case.serial(), case.draw)
    torn.extra = ("附件1", "附件2")
    (nameless,) = case.take(1, is_plain)
    blank = again(case.entry(nameless), case.serial(), case.draw)
    blank.title = blank.number = blank.summary = ""
    for entry, fate in ((torn, "rejected"), (blank, "unreadable")):
        case.published.append(entry)
        case.dispositions[id(entry)] = fate
        case.find("unreadable-row", None, entry)
    (other,) = case.take(1, is_plain)
    record: Registered = replace(case.row(other), title="", number="")
    case.registered.insert(case.registered.index(case.row(other)) + 1, record)
    case.dispositions[id(record)] = "unreadable"
    case.find("unreadable-row", record, None)
