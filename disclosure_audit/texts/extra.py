"""The libraries of the extra ``texts``, loaded when first needed."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

from disclosure_audit.errors import InputError
from disclosure_audit.language import Text

LIBRARIES = ("pypdfium2", "selectolax", "defusedxml")
"""What the extra brings."""


def load(module: str) -> Any:
    """Return a module of one of the libraries."""
    return importlib.import_module(module)


def require_extra() -> None:
    """Raise ``InputError`` unless all libraries of the extra are there. Loads none of them."""
    if missing := [name for name in LIBRARIES if importlib.util.find_spec(name) is None]:
        names = ", ".join(missing)
        raise InputError(
            Text(
                f"full texts cannot be read, for want of {names}",
                f"无法读取全文：未安装 {names}",
            ),
            Text(
                'pip install "disclosure-audit[texts]", or leave scanner.texts out',
                '请运行 pip install "disclosure-audit[texts]"，或不设置 scanner.texts',
            ),
        )
