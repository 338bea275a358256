"""The inputs of a run, found again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from disclosure_audit.errors import InputError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.recall.places import find_file
from disclosure_audit.reperformance.databases import find_database
from disclosure_audit.reperformance.files import find_listing


@dataclass(frozen=True, slots=True)
class Inputs:
    """What :func:`disclosure_audit.audit.scan` takes, as the run took it."""

    register: str
    catalog: str | dict[str, str]
    servers: tuple[str, ...]
    """Names of the databases whose content no hash proves."""


def find_inputs(folder: Path, info: Mapping[str, Any]) -> Inputs:
    """Return the inputs that ``info`` (``run.json`` of the run in ``folder``) names.

    Raises ``InputError`` for one that is gone, is not what it was, or was a table in memory.
    """
    taken: set[int] = set()
    servers: list[str] = []

    def found(sources: Sequence[Mapping[str, Any]]) -> str:
        files = {one["path"]: one["sha256"] for one in sources if one["path"]}
        if len(files) == 1:
            ((name, sha256),) = files.items()
            return str(find_file(folder, name, sha256))
        if files:
            return find_listing(folder, list(files.items()), info["command"])
        first = sources[0]
        if first["kind"] != "database":
            raise InputError(
                Text("{name} was a table in memory and cannot be read again",
                     "{name} 是内存中的表，无法重新读取").fill(name=visible(first["name"])),
                Text("scan from files", "请从文件扫描"),
            )  # fmt: skip
        database = find_database(folder, first, info["command"], taken)
        if database.is_server:
            servers.append(first["name"])
        return database.source

    register = found(_named(info, "register"))
    channels = {
        channel: found(list(sources))
        for channel, sources in groupby(_named(info, "catalog"), lambda one: one.get("channel"))
    }
    named = {channel: one for channel, one in channels.items() if channel is not None}
    catalog = named or channels[None]
    return Inputs(register, catalog, tuple(servers))


def _named(info: Mapping[str, Any], side: str) -> list[Mapping[str, Any]]:
    sources: list[Mapping[str, Any]] = info["inputs"][side]
    if not sources:
        raise InputError(
            Text("the run names no input", "运行结果中没有记录输入文件"),
            Text("scan anew", "请重新扫描"),
        )
    return sources
