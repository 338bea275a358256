"""Styled text as both faces take it."""

from __future__ import annotations

Span = tuple[str, str]
"""A text and its style, which may be empty: ``bold``, ``dim``, ``$error``, parted by blanks."""
