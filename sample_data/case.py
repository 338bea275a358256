"""The two lists while they are being made, and the book of what was done to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from sample_data.draw import Draw
from sample_data.lists import NOT_DUE_FROM, Published, Registered, publish, register
from sample_data.year import Document

Needs = Literal["", "texts", "lexicon", "settings", "links"]


class Seeded(NamedTuple):
    """A defect: the rule, and the record or the pair that it must report."""

    rule: str
    record: Registered | None
    entry: Published | None
    needs: Needs = ""
    """What beside the two lists must be given to find it."""
    file: str = ""
    """The full text, where it belongs to no record."""


@dataclass(slots=True)
class Case:
    """Every document registered and published at first; defects are then done to the lists."""

    draw: Draw
    registered: list[Registered]
    published: list[Published]
    free: list[Document]
    """Documents to which nothing has been done yet, in a random order."""
    findings: list[Seeded] = field(default_factory=list)
    pairs: list[tuple[Registered, Published]] = field(default_factory=list)
    """Further true pairs; the first publication of a registered document goes without saying."""
    harmless: list[tuple[str, Registered, Published | None]] = field(default_factory=list)
    registered_twice: list[tuple[Registered, Registered]] = field(default_factory=list)
    dispositions: dict[int, str] = field(default_factory=dict)
    """By ``id`` of a record, where it is not the usual one."""
    next_serial: int = 0
    secrets: list[str] = field(default_factory=list)
    """Confidential strings as they stand in the lists and texts: none may be seen in an output."""
    texts: dict[str, bytes] = field(default_factory=dict)
    """Path below the folder of full texts -> content."""
    secret_sources: list[str] = field(default_factory=list)
    """Titles of letters that were received under a grade of secrecy."""
    answers: list[tuple[Published, str, int]] = field(default_factory=list)
    """Entries whose page the site does not give, and what it answers instead."""

    def take(
        self, count: int, where: Callable[[Document], bool], *, leave: int = 0
    ) -> list[Document]:
        """Return ``count`` untouched documents and touch them.

        Raises:
            ValueError: there are not as many.
        """
        found = [document for document in self.free if where(document)][leave : leave + count]
        if len(found) < count:
            raise ValueError(f"{len(found)} documents where {count} are needed")
        self.touch(*found)
        return found

    def touch(self, *documents: Document) -> None:
        """Keep the documents from further defects."""
        keys = {document.key for document in documents}
        self.free = [document for document in self.free if document.key not in keys]

    def row(self, document: Document) -> Registered:
        """Return the register's first row of a document."""
        return next(r for r in self.registered if r.document is document)

    def entry(self, document: Document) -> Published:
        """Return the catalog's first row of a document."""
        return next(p for p in self.published if p.document is document)

    def find(
        self,
        rule: str,
        on: Registered | None,
        at: Published | None,
        *,
        needs: Needs = "",
        file: str = "",
    ) -> None:
        """Note that ``rule`` must report these records, or a file that belongs to none."""
        self.findings.append(Seeded(rule, on, at, needs, file))

    def serial(self) -> int:
        """Return the next free serial of the index numbers."""
        self.next_serial += 1
        return self.next_serial

    def drop(self, record: Any) -> None:
        """Take a record out of its list."""
        side: list[Any] = self.registered if isinstance(record, Registered) else self.published
        side[:] = [other for other in side if other is not record]


def open_case(documents: list[Document], draw: Draw) -> Case:
    """Return the case in which every document is registered and every public one published."""
    public = [document for document in documents if document.category]
    published = [publish(document, n, draw) for n, document in enumerate(public, start=1)]
    return Case(
        draw=draw,
        registered=[register(document) for document in documents],
        published=published,
        free=draw.shuffled(public),
        next_serial=len(published),
    )


def is_plain(document: Document) -> bool:
    """Return whether nothing but a defect that is seeded can be said of a business document."""
    return (
        document.category == "业务管理"
        and document.kind not in ("monthly", "batch", "minutes")
        and document.made < NOT_DUE_FROM
    )
