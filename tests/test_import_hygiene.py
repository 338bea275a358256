"""What loads what: the help and the public door are light, the import law holds."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from pathlib import Path

from tests.documented import ROOT, rooms

CORE_FREE_OF = {"typer", "rich", "textual", "click"}
HEAVY = {
    "polars",
    "numpy",
    "scipy",
    "rapidfuzz",
    "python_calamine",
    "rich",
    "textual",
    "chinese_calendar",
}
CORE = rooms()[rooms().index("writers") + 1 :]
"""What lies below the writers; the one for the eye draws with rich."""
COMMANDS = ("", "scan", "review", "columns", "rules", "config")


def modules_after(code: str) -> set[str]:
    """Return the top-level modules that are loaded once ``code`` has run in a fresh process."""
    tail = "\nimport sys; print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code + tail], capture_output=True, encoding="utf-8", check=True, timeout=60
    )  # fmt: skip
    return set(done.stderr.split())


def imports(path: Path) -> set[str]:
    """Return the modules that a file names in its imports, those inside functions included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_help_is_light() -> None:
    """Asked of one process: what any of them loads is still loaded in the end."""
    loaded = modules_after(
        "from disclosure_audit.cli import main\n"
        f"for command in {COMMANDS!r}:\n"
        "    try: main([*command.split(), '--help'])\n"
        "    except SystemExit: pass"
    )
    assert "typer" in loaded
    assert not loaded & HEAVY


def test_the_public_door_is_light() -> None:
    loaded = modules_after("import disclosure_audit")
    assert "disclosure_audit" in loaded
    assert not loaded & (HEAVY | {"pydantic", "typer"})


def test_what_is_asked_for_is_loaded() -> None:
    assert "polars" in modules_after("import disclosure_audit; disclosure_audit.scan")


def test_the_core_loads_no_face() -> None:
    loaded = modules_after(
        "import disclosure_audit; disclosure_audit.scan, disclosure_audit.Config"
    )
    assert not loaded & CORE_FREE_OF


def test_the_core_names_no_face() -> None:
    home = ROOT / "disclosure_audit"
    for path in home.rglob("*.py"):
        if path.relative_to(home).parts[0].removesuffix(".py") not in CORE:
            continue
        named = imports(path)
        assert not {name.partition(".")[0] for name in named} & CORE_FREE_OF, path
        assert not {name for name in named if name.startswith("disclosure_audit.cli")}, path


def test_the_import_law_holds() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_help_comes_at_once() -> None:
    start = time.perf_counter()
    modules_after(
        "from disclosure_audit.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass"
    )
    assert time.perf_counter() - start < 5  # measured: about a third of a second
