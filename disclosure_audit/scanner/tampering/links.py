"""Links in texts: each host they lead to. Whether it is allowed, the rule decides."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_audit.scanner.tampering.hosts import GOVERNMENT, HOST_IN_TEXT, is_under
from disclosure_audit.scanner.tampering.trace import Trace


def links_in(text: str, _field: str) -> Iterator[Trace]:
    """Yield the hosts of a text, the government's own as dropped; ``term`` is the host."""
    for match in HOST_IN_TEXT.finditer(text):
        host = match["host"].rstrip(".-")
        start, name = match.start("host"), host.lower()
        if "." in name:
            dropped = "allowed_host" if is_under(name, GOVERNMENT) else None
            yield Trace(start, start + len(host), "foreign_link", "low", ("shape",), dropped, name)
