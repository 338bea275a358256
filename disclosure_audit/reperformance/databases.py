"""Databases that a run was made from. A run keeps their addresses in its command line only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from disclosure_audit.errors import AuditError, InputError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.readers.database_url import Address, is_address, parse_address
from disclosure_audit.recall.places import find_file

_WORD = re.compile(r"(?:--[a-z-]+=)?(?:(?P<channel>[^=:/\\]+)=)?(?P<address>.+)", re.DOTALL)
_NO_PASSWORD = re.compile(r"(\w+://[^:/@\s]*):\*\*\*@")


@dataclass(frozen=True, slots=True)
class Database:
    """Where a list is read from again."""

    source: str
    """Address or path."""
    is_server: bool
    """Whether nothing proves that its content is that of then."""


def find_database(
    folder: Path, source: Mapping[str, Any], command: Sequence[str], taken: set[int]
) -> Database:
    """Return the database that ``source`` of the run in ``folder`` came from.

    The word of ``command`` that names it is added to ``taken``: register and catalog may be two
    queries of one database. Raises ``InputError`` if no word names it, or its file is not that of
    then.
    """
    for place, channel, word in _words(command):
        if place in taken or (channel and channel != source.get("channel")):
            continue
        if not is_address(word):
            if source["sha256"] and Path(word).name == source["name"].partition("[")[0]:
                taken.add(place)
                return Database(str(find_file(folder, word, source["sha256"])), is_server=False)
            continue
        address = _parsed(word)
        if address is None or not _is_of(address, source["name"]):
            continue
        taken.add(place)
        if address.driver == "postgresql":
            return Database(_NO_PASSWORD.sub(r"\1@", word), is_server=True)
        path = find_file(folder, address.target, source["sha256"])
        _, mark, options = word.partition("?")
        again = f"{address.driver}:///{quote(str(path.resolve()))}{mark}{options}"
        return Database(again, is_server=False)
    raise InputError(
        Text("{name}: the run does not say where it was read from", "{name}：运行结果中没有记录其来源").fill(
            name=visible(source["name"])
        ),
        Text("a run made by the command line does", "由命令行生成的结果会记录"),
    )  # fmt: skip


def _words(command: Sequence[str]) -> Iterator[tuple[int, str | None, str]]:
    """Yield every word that may name an input, with its place and the channel before it."""
    for place, word in enumerate(command):
        if is_address(word):
            yield place, None, word
        elif found := _WORD.fullmatch(word):
            yield place, found["channel"], found["address"]


def _parsed(word: str) -> Address | None:
    try:
        return parse_address(word)
    except AuditError:
        return None


def _is_of(address: Address, name: str) -> bool:
    if address.table:
        return name == f"{address.name}[{address.table}]"
    if address.query:
        return name == address.name
    return name.partition("[")[0] == address.name  # its only table was found
