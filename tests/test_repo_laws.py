"""Laws of this repository that no linter knows. What is excepted is listed with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documented import ROOT

CODE = ("disclosure_audit", "tui", "benchmarks", "sample_data", "tests")
MADE = {"out", "__pycache__"}
"""Folders that hold results, not sources."""
LONGEST = 500
LONG: dict[str, str] = {}
"""Modules that may be longer, and why."""
MACHINE_PATHS: dict[str, str] = {
    "tests/test_repo_laws.py": "names them to forbid them",
}
"""Files that may name a path of some machine, and why."""
CATCH_ALLS = {"utils", "util", "helpers", "helper", "misc", "common_utils"}

_MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|root|Users|work|tmp|opt|mnt)/\w|[A-Z]:\\\\?Users")
_EXEMPTION = re.compile(r"#\s*(noqa|type:\s*ignore)\b(.*)")
_CODES = re.compile(r":?\s*\[?[A-Za-z]+[\w-]*(?:,\s*[A-Za-z]+[\w-]*)*\]?")
_ADDRESS = re.compile(r"(?:https?|git\+|file)://|@ ")


def sources(*endings: str) -> Iterator[Path]:
    """Yield the project's own files with these endings."""
    for folder in (*CODE, "docs", ".ci"):
        for path in sorted((ROOT / folder).rglob("*")):
            if not MADE & set(path.relative_to(ROOT).parts):
                yield from [path] if path.is_file() and path.suffix in endings else []
    yield from (
        path for path in sorted(ROOT.iterdir()) if path.is_file() and path.suffix in endings
    )


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def unexplained(line: str) -> bool:
    """Return whether a line asks for an exemption without its code and its reason.

    The reason follows: ``# noqa: ABC - why`` or ``# type: ignore[abc]  # why``.
    """
    found = _EXEMPTION.search(line)
    if found is None:
        return False
    rest = found[2]
    codes = _CODES.match(rest)
    reason = rest[codes.end() :] if codes else ""
    return not codes or not re.match(r"\s*[-#]\s*\w", reason)


def unreasoned_skip(line: str) -> bool:
    """Return whether a line skips a test and says nothing in quotation marks."""
    found = re.search(r"pytest\.(?:mark\.)?(skip|xfail)\b(.*)", line)
    return found is not None and not re.search(r"[\"'][^\"']{8,}[\"']", found[2])


@pytest.mark.parametrize("path", list(sources(".py")), ids=name)
def test_module(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= LONGEST or name(path) in LONG, "cut it: one module, one job"
    assert path.stem not in CATCH_ALLS, "name it after its job"
    if path.name != Path(__file__).name:
        assert [n for n, line in enumerate(lines, 1) if unexplained(line)] == [], "say why"
        assert [n for n, line in enumerate(lines, 1) if unreasoned_skip(line)] == [], "say why"


@pytest.mark.parametrize(
    "path", list(sources(".py", ".md", ".toml", ".txt", ".json", "")), ids=name
)
def test_no_path_of_a_machine(path: Path) -> None:
    if name(path) not in MACHINE_PATHS:
        assert _MACHINE_PATH.findall(path.read_text("utf-8")) == []


def test_no_lock_file_and_no_address_in_the_pins() -> None:
    locks = ("*.lock", "Pipfile*", "requirements*.txt", "pylock*.toml")
    assert [path.name for pattern in locks for path in ROOT.glob(pattern)] == []
    pins = [
        line
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if line[:1] != "#"
    ]
    assert pins
    for pin in pins:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+(?: ; .+)?", pin), pin
        assert not _ADDRESS.search(pin), pin
    names = [re.sub(r"[-_.]+", "-", pin.partition("==")[0]).lower() for pin in pins]
    assert len(names) == len(set(names))


def test_exceptions_are_still_needed() -> None:
    for listed in (*LONG, *MACHINE_PATHS):
        assert (ROOT / listed).is_file(), listed


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("x = 1  # noqa", True),
        ("x = 1  # noqa: E501", True),
        ("x = 1  # noqa: E501, PTH123", True),
        ("x = 1  # noqa: E501, PTH123 - the address cannot be cut", False),
        ("x = f()  # type: ignore", True),
        ("x = f()  # type: ignore[arg-type]", True),
        ("x = f()  # type: ignore[arg-type]  # a dict is invariant", False),
        ("x = f()  # an ordinary comment", False),
    ],
)
def test_an_unexplained_exemption_is_seen(line: str, bad: bool) -> None:
    assert unexplained(line) is bad


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("@pytest.mark.skip", True),
        ("pytest.skip()", True),
        ('pytest.skip("no such server here")', False),
        ("@pytest.mark.xfail(strict=True)", True),
    ],
)
def test_a_skip_without_a_reason_is_seen(line: str, bad: bool) -> None:
    assert unreasoned_skip(line) is bad


@pytest.mark.parametrize(
    "text", ["/home/me/x", "/".join(("see ", "root", "a")), "C:\\Users\\me", "/tmp/run"]
)
def test_a_path_of_a_machine_is_seen(text: str) -> None:
    assert _MACHINE_PATH.search(text)
    assert not _MACHINE_PATH.search("docs/home/x and https://example.invalid/home/x")
