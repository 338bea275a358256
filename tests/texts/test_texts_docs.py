"""The page on full texts says what the code does."""

from __future__ import annotations

from typing import get_args

from disclosure_audit.config import Scanner
from disclosure_audit.texts.appendix import KINDS, Kind
from disclosure_audit.texts.extract import BATCH_BYTES
from disclosure_audit.texts.layout import MOST_CHARS
from disclosure_audit.texts.process import FILES_PER_PROCESS
from disclosure_audit.texts.reasons import INCOMPLETE, REASONS
from tests.documented import ROOT, check_table

PAGE = ROOT / "docs" / "full-texts.md"


def test_every_reason_is_documented() -> None:
    check_table(PAGE, "reasons", [(f"`{code}`", text.en) for code, text in REASONS.items()])
    check_table(PAGE, "incomplete", [(f"`{code}`", text.en) for code, text in INCOMPLETE.items()])


def test_limits_and_appendix_are_documented() -> None:
    said = PAGE.read_text("utf-8")
    assert get_args(Kind) == KINDS
    assert [kind for kind in KINDS if f"| `{kind}:` |" not in said] == []
    assert f"{MOST_CHARS // 10**6} million characters" in said
    assert f"at most {BATCH_BYTES // 1024**2} MB" in said
    assert f"after {FILES_PER_PROCESS} files" in said
    for name in ("bytes_per_text", "seconds_per_text", "memory_per_worker", "workers", "texts"):
        assert name in Scanner.model_fields
        assert name in said
