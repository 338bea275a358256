"""Fixtures for the readers' tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from disclosure_audit.config import Limits, Reading
from disclosure_audit.readers import ROW, SOURCE, Table, read

Load = Callable[..., Table]


@pytest.fixture
def load() -> Load:
    """``read`` with default settings; ``limits`` and ``reading`` take keyword dictionaries."""

    def call(
        source: object,
        *,
        limits: dict[str, Any] | None = None,
        reading: dict[str, Any] | None = None,
        **others: Any,
    ) -> Table:
        return read(
            source, limits=Limits(**(limits or {})), reading=Reading(**(reading or {})), **others
        )

    return call


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write text or bytes under a name and return the path."""

    def call(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
        return path

    return call


@pytest.fixture
def cells() -> Callable[[Table], list[tuple[Any, ...]]]:
    """The file's own cells, row by row."""
    return lambda table: table.frame.drop(ROW, SOURCE).rows()


@pytest.fixture
def rejected() -> Callable[[Table], list[tuple[int, int, str]]]:
    """(row, line, reason) of each reject."""
    return lambda table: table.rejects.select("row", "line", "reason").rows()
