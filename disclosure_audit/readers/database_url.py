"""Addresses of databases, split so that no password travels further than it must."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.language import Text

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_DRIVERS = {
    "sqlite": "sqlite",
    "duckdb": "duckdb",
    "postgresql": "postgresql",
    "postgres": "postgresql",
}


@dataclass(frozen=True, slots=True)
class Address:
    """``target`` is the file, or the connection string with the password in it."""

    driver: str
    target: str = field(repr=False)
    name: str
    """What may be shown: no user, no password, no options."""
    table: str | None = None
    query: str | None = None


def is_address(source: str) -> bool:
    """Say whether ``source`` is an address (``scheme://``) and not a path."""
    return _ADDRESS.match(source) is not None


def parse_address(url: str) -> Address:
    """Split ``driver:///file?table=t`` or ``postgresql://host/db?query=SELECT ...``.

    Three slashes lead to a relative path, four to an absolute one.

    Raises:
        InputError: another scheme. UsageError: both ``table`` and ``query``.
    """
    scheme, _, rest = url.partition("://")
    driver = _DRIVERS.get(scheme.lower().partition("+")[0])
    if driver is None:
        raise InputError(
            Text("cannot read from {scheme}://", "无法从 {scheme}:// 读取").fill(scheme=scheme),
            Text(
                "give a path, or an address that begins with sqlite:///, duckdb:/// or postgresql://",
                "请提供路径，或以 sqlite:///、duckdb:///、postgresql:// 开头的地址",
            ),
        )
    if driver == "postgresql":
        return _server(rest)
    path, _, options = rest.partition("?")
    table, query, _ = _split_options(options)
    path = unquote(path.removeprefix("/"))
    return Address(driver, path, re.split(r"[/\\]", path)[-1], table, query)


def _server(rest: str) -> Address:
    try:
        parts = urlsplit(f"postgresql://{rest}")
        host = parts.hostname or "localhost"
    except ValueError:
        raise InputError(
            Text("the database address cannot be read", "无法解析数据库地址"),
            Text(
                "write it as postgresql://user@host/database?table=name and escape special characters",
                "请写作 postgresql://user@host/database?table=name，并转义特殊字符",
            ),
        ) from None
    table, query, others = _split_options(parts.query)
    target = urlunsplit(parts._replace(query=urlencode(others), fragment=""))
    return Address("postgresql", target, f"{host}{parts.path}", table, query)


def _split_options(text: str) -> tuple[str | None, str | None, list[tuple[str, str]]]:
    options = parse_qsl(text, keep_blank_values=True)
    table = next((value for key, value in options if key == "table"), None)
    query = next((value for key, value in options if key == "query"), None)
    if table and query:
        raise UsageError(
            Text("the address names both a table and a query", "地址中同时给出了 table 和 query"),
            Text("keep one of them", "请只保留其一"),
        )
    return table, query, [(key, value) for key, value in options if key not in ("table", "query")]
