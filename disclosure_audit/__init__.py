"""Compare a document register with the published catalog: nothing left out, nothing twice.

>>> import disclosure_audit
>>> audit = disclosure_audit.scan("register.csv", "catalog.csv")  # doctest: +SKIP
>>> audit.findings  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from disclosure_audit.audit import Audit, scan
    from disclosure_audit.config import Config

    __version__: str

__all__ = ["Audit", "Config", "__version__", "scan"]

_ROOMS = {"scan": "audit", "Audit": "audit", "Config": "config"}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that ``import disclosure_audit`` costs nothing."""
    if name == "__version__":
        from importlib.metadata import version

        return version("disclosure-audit")
    if name in _ROOMS:
        return getattr(importlib.import_module(f"{__name__}.{_ROOMS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
