"""Hosts of links: which an address leads to, and what is odd about one.

Sites of the government stand under ``.gov.cn`` or ``.政务`` (政府网站发展指引, 国办发〔2017〕47号, on
domain names).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection

import polars as pl
from rapidfuzz.distance import DamerauLevenshtein

GOVERNMENT = ("gov.cn", "政务", "xn--zfr164b")
"""Domains that only offices have; the last is 政务 as the name system writes it (RFC 3492)."""
_TLD = (
    r"(?:com|cn|net|org|info|cc|top|xyz|vip|club|site|online|live|tv|me|co|io|app|bet|casino|win|fun|shop"
    r"|wang|pro|biz|ru|hk|tw|jp|us)"
)
_HOST_IN_URL = (
    r"(?i)^\s*(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}(?:[^/?#@\s\\]*@)?(\[[0-9a-f:.]+\]|[^/:?#\s\\]+)"
)
_BARE_HOST = rf"(?i)^\s*((?:[a-z0-9-]+\.)+{_TLD})(?:[/:?#\\]|\s*$)"
HOST_IN_TEXT = re.compile(
    rf"(?:https?://(?:[^/?#@\s]{{0,80}}@)?|(?<![@a-z0-9.-])(?=www\.)|(?<![@a-z0-9./-])(?=[a-z0-9-]+\.))"
    rf"(?P<host>(?<=[/@])(?:[a-z0-9-]{{1,63}}\.){{1,6}}[a-z0-9-]{{1,63}}"
    rf"|(?<=//)(?:[a-z0-9\u3400-\u9fff-]{{1,63}}\.){{1,6}}(?:政务|公益|中国|公司|网络|{_TLD})(?![a-z0-9-])|(?:[a-z0-9-]{{1,63}}\.){{1,6}}{_TLD}(?![a-z0-9-]))",
    re.IGNORECASE,
)
SIGN_OF_HOST = rf"(?i)https?://|[a-z0-9-]\.{_TLD}\b"
_EXAMPLES = tuple(
    ipaddress.ip_network(block)
    for block in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
)
"""Blocks for examples in documents (RFC 5737, RFC 3849)."""
_SWAPPED = str.maketrans("01345", "oleas")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def host_of(url: str) -> pl.Expr:
    """Return the host of the addresses in column ``url`` in lower case; null for a relative one."""
    column = pl.col(url)
    found = pl.coalesce(column.str.extract(_HOST_IN_URL), column.str.extract(_BARE_HOST))
    return found.str.to_lowercase().str.strip_chars_end(".")


def is_under(host: str, domains: Collection[str]) -> bool:
    """Return whether ``host`` is one of ``domains`` or lies under it."""
    return any(host == domain or host.endswith("." + domain) for domain in domains)


def oddity(host: str, allowed: Collection[str]) -> str | None:
    """Return what is odd about a host that is not allowed; ``None`` if it is merely foreign.

    ``private_address``, ``ip_address``, ``punycode``, ``other_script`` or ``look_alike`` (of a
    host or domain in ``allowed``).
    """
    bare = host.strip("[]")
    try:
        address = ipaddress.ip_address(int(bare) if bare.isdecimal() else bare)
    except ValueError:
        pass
    else:
        # Python calls these blocks private too, but no network of an office has them.
        inside = address.is_private and not any(address in block for block in _EXAMPLES)
        return "private_address" if inside else "ip_address"
    if "xn--" in host:
        return "punycode"
    if re.search(r"[^\x00-\x7f\u3400-\u9fff]", host):
        return "other_script"
    return "look_alike" if any(_resembles(host, domain) for domain in allowed) else None


def _resembles(host: str, domain: str) -> bool:
    """Return whether ``host`` poses as ``domain``: carries it inside, spells it almost alike."""
    if re.search(rf"(?:^|[.-]){re.escape(domain)}[.-]", host):
        return True
    if re.search(rf"(?:^|[.-]){re.escape(domain.replace('.', '-'))}(?:[.-]|$)", host):
        return True
    if domain == "gov.cn" and re.search(r"[^.]gov\.cn$", host):
        return True
    labels = domain.count(".") + 1
    tail = ".".join(host.split(".")[-labels:])
    if tail == domain or "." not in domain:
        return False
    if _skeleton(tail) == _skeleton(domain):
        return True
    name, _, ending = tail.partition(".")
    known, _, known_ending = domain.partition(".")
    near = DamerauLevenshtein.distance(name, known) == 1 and ending == known_ending
    # A short name has too many neighbours, save the one that every office has.
    return near and (len(known) >= 6 or domain == "gov.cn")


def _skeleton(host: str) -> str:
    """Return ``host`` with letters and digits that look alike made one (as Unicode TR 39 does)."""
    plain = host.translate(_SWAPPED).replace("-", "")
    for pair, letter in _PAIRS:
        plain = plain.replace(pair, letter)
    return plain.replace("i", "l")
