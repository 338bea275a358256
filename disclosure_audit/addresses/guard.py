"""Where an address leads on the net, and that it leads nowhere inside."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

Resolve = Callable[[str, int], str]
"""Returns the IP address of a host; raises ``OSError`` if it has none, ``PrivateAddressError`` if one of
them lies inside."""


class PrivateAddressError(Exception):
    """The host has an address that is not on the open net."""


def resolve_public(host: str, port: int) -> str:
    """Return an IP address of ``host`` on the open net.

    All of its addresses must be: a name that also leads to this machine or into the office's own
    network is refused, so that no list can make the audit knock there.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not all(ipaddress.ip_address(address.split("%")[0]).is_global for address in addresses):
        raise PrivateAddressError
    return addresses[0]
