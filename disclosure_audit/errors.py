"""The errors a user can meet: one sentence, a hint that says what to do, and an exit code."""

from __future__ import annotations

from typing import ClassVar

from disclosure_audit.language import Lang, Text


class AuditError(Exception):
    """What went wrong, said to a person. Never carries text of a record that may be confidential."""

    exit_code: ClassVar[int] = 3

    def __init__(self, message: Text, hint: Text | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint

    def to(self, lang: Lang) -> tuple[str, str | None]:
        """Return message and hint in ``lang``."""
        return self.message.to(lang), self.hint.to(lang) if self.hint else None


class UsageError(AuditError):
    """A wrong argument or a wrong configuration."""

    exit_code = 2


class InputError(AuditError):
    """An input that cannot be read, or in which nothing can be scanned."""

    exit_code = 4
