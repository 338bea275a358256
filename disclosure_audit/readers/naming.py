"""Errors that say which input they are about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from disclosure_audit.errors import AuditError
from disclosure_audit.language import Text


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Put ``name`` before the message of an error raised within that does not hold it."""
    try:
        yield
    except AuditError as error:
        if name in error.message.en:
            raise
        message = Text(f"{name}: {error.message.en}", f"{name}：{error.message.zh}")
        raise type(error)(message, error.hint) from error
