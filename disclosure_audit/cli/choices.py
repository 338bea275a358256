"""Checks values typed on the command line; a wrong one is met with the nearest right one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from difflib import get_close_matches

from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text

_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "space": " "}


def one_of(option: str, value: str, choices: Iterable[str]) -> str:
    """Return ``value`` if it is one of ``choices``, whatever its case.

    Raises ``UsageError`` that names the choices and the nearest one.
    """
    known = list(choices)
    if value.lower() in known:
        return value.lower()
    near = get_close_matches(value.lower(), known, n=1, cutoff=0.5)
    raise UsageError(
        Text("{option} cannot be “{value}”", "{option} 不能取“{value}”").fill(option=option, value=value),
        Text((f"did you mean {near[0]}? " if near else "") + f"Choices: {', '.join(known)}",
             (f"是否指 {near[0]}？" if near else "") + f"可选：{'、'.join(known)}"),
    )  # fmt: skip


def day(option: str, value: str) -> dt.date:
    """Return the date that ``value`` stands for; raises ``UsageError``."""
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(
            Text("{option} cannot be “{value}”", "{option} 不能取“{value}”").fill(
                option=option, value=value
            ),
            Text("write a date as 2024-01-31", "日期写作 2024-01-31"),
        ) from error


def pair(option: str, value: str, example: str, *, empty: bool = False) -> tuple[str, str]:
    """Return the two sides of ``NAME=VALUE``; raises ``UsageError``.

    ``empty`` allows nothing after the equals sign.
    """
    name, sign, rest = value.partition("=")
    if not sign or not name.strip() or not (rest.strip() or empty):
        raise UsageError(
            Text("{option} needs NAME=VALUE, not “{value}”", "{option} 应写作 名称=取值，而非“{value}”").fill(
                option=option, value=value
            ),
            Text(f"for example {option} {example}", f"例如 {option} {example}"),
        )  # fmt: skip
    return name.strip(), rest.strip()


def parts(values: Iterable[str] | None) -> tuple[str, ...]:
    """Return the items of comma-separated lists, in order and once each."""
    items = (item.strip() for value in values or () for item in value.replace("，", ",").split(","))
    return tuple(dict.fromkeys(item for item in items if item))


def delimiter(value: str) -> str:
    """Return the delimiter that ``value`` stands for (``tab`` and ``\\t`` are a tab)."""
    found = _DELIMITERS.get(value.lower(), value)
    if len(found) != 1:
        raise UsageError(
            Text("--delimiter cannot be “{value}”", "--delimiter 不能取“{value}”").fill(
                value=value
            ),
            Text(
                "give one character, or tab, comma, semicolon, space",
                "给出一个字符，或 tab、comma、semicolon、space",
            ),
        )
    return found
