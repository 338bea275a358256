"""The libraries of the extra ``notebook``, loaded when something first needs one."""

from __future__ import annotations

import importlib
from types import ModuleType

from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text

INSTALL = 'pip install "disclosure-audit[notebook]"'
"""What brings them all."""


def need(module: str) -> ModuleType:
    """Return ``module`` (``altair``, ``vl_convert``, ``anywidget`` …).

    Raises ``UsageError`` if it is not installed: one line that names the command to install it.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        missing = error.name or module
        if missing.partition(".")[0] == __name__.partition(".")[0]:
            raise  # a fault of ours, which no installation mends
        raise UsageError(
            Text(
                f"{missing.partition('.')[0]} is not installed: {INSTALL}",
                f"未安装 {missing.partition('.')[0]}：{INSTALL}",
            )
        ) from error
