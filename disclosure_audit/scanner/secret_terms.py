"""The terms that are masked wherever they are shown, in headers and file names too."""

from __future__ import annotations

from disclosure_audit.config import Scanner
from disclosure_audit.lexicons.load import load_lexicons


def secret_terms(settings: Scanner) -> tuple[str, ...]:
    """Return the secret terms of the lexicons, with their aliases, once each.

    Raises ``InputError`` or ``UsageError`` for a lexicon that cannot be read.
    """
    lexicons = load_lexicons(settings.lexicons, bundled=settings.bundled)
    entries = (entry for lexicon in lexicons for entry in lexicon.terms if entry.secret)
    return tuple(dict.fromkeys(text for entry in entries for text in entry.spellings))
