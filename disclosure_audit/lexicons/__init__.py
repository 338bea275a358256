"""Term lists as data files: read, checked, compiled, and their terms found in texts.

>>> from disclosure_audit.lexicons import compile_terms, load_lexicons
>>> brands = compile_terms(load_lexicons((), bundled=True)).only("brand")  # doctest: +SKIP

The format of a list is described in ``docs/lexicons.md``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from disclosure_audit.lexicons.compile import Compiled, compile_terms
    from disclosure_audit.lexicons.load import load_lexicons
    from disclosure_audit.lexicons.model import Entry, Lexicon
    from disclosure_audit.lexicons.terms import find_terms

__all__ = ["Compiled", "Entry", "Lexicon", "compile_terms", "find_terms", "load_lexicons"]

_ROOMS = {
    "Compiled": "compile",
    "compile_terms": "compile",
    "load_lexicons": "load",
    "Entry": "model",
    "Lexicon": "model",
    "find_terms": "terms",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used: the help must not load Polars."""
    if name in _ROOMS:
        return getattr(importlib.import_module(f"{__name__}.{_ROOMS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
