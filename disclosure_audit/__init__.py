"""Compare a document register with the published catalog: nothing left out, nothing twice.

>>> import disclosure_audit as da
>>> audit = da.scan("register.csv", "catalog.csv")  # doctest: +SKIP
>>> audit  # shows itself, in a notebook and in a terminal  # doctest: +SKIP
>>> audit.findings  # a Polars frame  # doctest: +SKIP
>>> audit.save("results")  # and da.load("results") another day  # doctest: +SKIP

``scan``, ``load`` and ``Audit`` are those of :mod:`disclosure_audit.notebook`, which mask what is
confidential; :mod:`disclosure_audit.audit` holds the bare ones that they are made of.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from disclosure_audit.config import Config
    from disclosure_audit.notebook import Audit, load, scan

    __version__: str

__all__ = ["Audit", "Config", "__version__", "load", "scan"]

_ROOMS = {"scan": "notebook", "load": "notebook", "Audit": "notebook", "Config": "config"}


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
