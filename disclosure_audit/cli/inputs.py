"""The two lists as they are named on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from disclosure_audit.cli import choices
from disclosure_audit.cli.diagnostics import warn
from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text


def catalogs(given: Sequence[str] | None, named: Iterable[str] | None) -> str | dict[str, str]:
    """Return the catalog, or the catalogs by channel.

    A catalog given without a name is a channel called after its file, where there are several.
    Raises ``UsageError`` if there is none or two have one name.
    """
    pairs = [(Path(path).stem, path) for path in given or ()]
    pairs += [choices.pair("--catalog", item, "网站=catalog.csv") for item in named or ()]
    if len(pairs) == 1 and given:
        return pairs[0][1]
    channels: dict[str, str] = {}
    for name, path in pairs:
        if name in channels:
            raise UsageError(
                Text("two catalogs are called “{name}”", "有两个目录都叫“{name}”").fill(name=name),
                Text("name them with --catalog NAME=PATH", "请用 --catalog 名称=路径 分别命名"),
            )
        channels[name] = path
    if not channels:
        raise UsageError(
            Text("CATALOG is missing", "缺少公开目录 CATALOG"),
            Text(
                "give the published list after the register, or --catalog NAME=PATH",
                "请在登记簿之后给出公开目录，或用 --catalog 名称=路径",
            ),
        )
    return channels


def warn_if_same(register: str, catalog: str | dict[str, str]) -> None:
    """Warn if the register is its own catalog: allowed, and rarely meant."""
    paths = catalog.values() if isinstance(catalog, dict) else [catalog]
    if any(_are_same(path, register) for path in paths):
        warn(
            Text("register and catalog are the same file", "登记簿与公开目录是同一个文件"),
            Text("give the published list as CATALOG", "请把公开目录作为 CATALOG 给出"),
        )


def _are_same(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:  # not there, or not to be looked at: the readers will say so
        return False
