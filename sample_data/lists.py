"""The two lists as they are kept: mutable records that defects are done to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from sample_data.draw import Draw
from sample_data.names import BUREAU, ORGANISATION, SITE, YEAR
from sample_data.year import Document, next_working_day

AS_OF = dt.date(2025, 1, 17)
"""Day of the last publication; the 20 working days of documents made from 2024-12-20 on are
not over then."""
NOT_DUE_FROM = dt.date(2024, 12, 23)
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(slots=True, eq=False)
class Registered:
    """One row of the sheet 发文. Dates are dates, or the text that stands in the cell."""

    document: Document
    made: dt.date | str
    number: str
    title: str
    issuer: str = BUREAU
    classification: str = ""
    openness: str = "主动公开"
    reason: str = ""


@dataclass(slots=True, eq=False)
class Published:
    """One row of the catalog."""

    document: Document
    index: str
    title: str
    summary: str
    made: str
    number: str
    issuer: str
    published: str
    url: str
    category: str = ""
    """What stands in place of the document's category."""
    text_path: str = ""
    """Path of the full text below the folder of texts."""
    extra: tuple[str, ...] = field(default=())
    """Cells beyond the last column, as a broken line has them."""

    def cells(self) -> list[str]:
        """Return the row as it stands in the file."""
        category = self.category or self.document.category
        return [
            self.index, self.title, self.summary, self.made, self.number, self.issuer,
            self.published, category, self.url, self.text_path, *self.extra,
        ]  # fmt: skip


def register(document: Document) -> Registered:
    """Return the register's row of a document."""
    return Registered(document, document.made, document.number, document.title)


def publish(document: Document, serial: int, draw: Draw) -> Published:
    """Return the catalog's row of a document published in good time."""
    day = next_working_day(document.made + dt.timedelta(days=draw.number(1, 12)))
    day = min(day, AS_OF)
    summary = document.summary
    return Published(
        document=document,
        index=index_number(serial),
        title=document.title,
        summary=summary,
        made=document.made.isoformat(),
        number=document.number,
        issuer=BUREAU,
        published=day.isoformat(),
        url=f"{SITE}/{YEAR}/{serial:05d}.html",
    )


def again(record: Published, serial: int, draw: Draw) -> Published:
    """Return a second publication of a record: later, under another index number."""
    day = dt.date.fromisoformat(record.published) + dt.timedelta(days=draw.number(3, 20))
    return replace(
        record,
        index=index_number(serial),
        published=min(day, AS_OF).isoformat(),
        url=f"{SITE}/{YEAR}/{serial:05d}.html",
    )


def index_number(serial: int) -> str:
    """Return an index number with the check character of GB 11714 in its organisation code."""
    return f"{ORGANISATION}{check_character(ORGANISATION)}/{YEAR}-{serial:05d}"


def check_character(code: str) -> str:
    """Return the ninth character of an organisation code (GB 11714-1997): weights, mod 11."""
    total = sum(weight * int(digit, 36) for weight, digit in zip(_WEIGHTS, code, strict=True))
    return "0123456789X0"[(11 - total % 11)]
