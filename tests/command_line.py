"""Runs the command line in this process, as the installed program would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from disclosure_audit.cli import main


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Cli = Callable[..., Outcome]


@pytest.fixture
def cli(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Cli:
    """A function that runs ``disclosure-audit`` with some arguments in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCLOSURE_AUDIT_LANG", "en")

    def run(*arguments: str | Path | int) -> Outcome:
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        assert isinstance(stopped.value.code, int)
        return Outcome(stopped.value.code, out.decode(), err.decode())

    return run
