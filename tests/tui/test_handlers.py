"""Textual calls the handler of every class of a line of inheritance by itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.documented import ROOT

FILES = sorted((ROOT / "tui" / "disclosure_audit_tui").rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_handler_calls_that_of_its_parent(path: Path) -> None:
    """``super().on_mount()`` would mount twice what the parent mounts."""
    twice = [
        f"{path.name}:{node.lineno} super().{node.func.attr}()"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr.startswith(("on_", "_on_"))
        and isinstance(node.func.value, ast.Call)
        and isinstance(node.func.value.func, ast.Name)
        and node.func.value.func.id == "super"
    ]
    assert twice == []
