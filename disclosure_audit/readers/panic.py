"""Panics of libraries written in Rust."""

from __future__ import annotations


def is_panic(error: BaseException) -> bool:
    """Say whether ``error`` is a panic: a ``BaseException`` of a class that cannot be imported."""
    return type(error).__name__ == "PanicException"
