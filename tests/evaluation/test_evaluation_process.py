"""Help in both languages, and nothing heavy loaded for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from disclosure_audit.glyphs import cells

COMMANDS = ("why", "sample", "evaluate")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_help(lang: str) -> None:
    code = f"""
import sys
from disclosure_audit.cli import main
for command in {COMMANDS!r}:
    print("%%", command)
    try:
        main([command, "--help"])
    except SystemExit as stopped:
        assert stopped.code == 0
print(*sorted({{name.partition(".")[0] for name in sys.modules}}), file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, encoding="utf-8", timeout=60, check=True,
        env={**os.environ, "DISCLOSURE_AUDIT_LANG": lang, "PYTHONUTF8": "1", "COLUMNS": "80"},
    )  # fmt: skip
    assert not {"polars", "numpy", "scipy", "rapidfuzz", "rich"} & set(done.stderr.split())
    pages = done.stdout.split("%% ")[1:]
    assert len(pages) == len(COMMANDS)
    for command, page in zip(COMMANDS, pages, strict=True):
        assert ("示例：" if lang == "zh" else "Examples:") in page
        assert f"  disclosure-audit {command} " in page
        assert bool(re.search(r"[一-鿿]", page)) == (lang == "zh")
        assert all(cells(line) <= 80 for line in page.splitlines())
