"""Plain text in whatever encoding it came."""

from __future__ import annotations

import re
from pathlib import Path

from disclosure_audit.errors import InputError
from disclosure_audit.readers.cell_text import UNDECODABLE
from disclosure_audit.readers.text_encoding import binary_error, decode_file
from disclosure_audit.texts.appendix import append
from disclosure_audit.texts.kinds import Document
from disclosure_audit.texts.layout import Layout
from disclosure_audit.texts.limits import TextLimits
from disclosure_audit.texts.reasons import UnreadableError

_ENCODINGS = ("utf-8", "gb18030")
_MOST_BAD = 0.05
"""Share of the characters beyond ASCII that may be undecodable in a text that is taken in."""


def read_plain_text(path: Path, limits: TextLimits) -> Document:
    """Return the text, its lines ending in ``\\n``."""
    layout = Layout(limits.chars)
    text = decode(path)
    layout.write(re.sub(r"\r\n?", "\n", text))
    return Document(append(layout.text(), []), losses(text))


def decode(path: Path, encoding: str | None = None) -> str:
    """Return the characters of a text file; bytes that cannot be decoded leave U+FDD0.

    Raises:
        UnreadableError: no text, or too much of it cannot be decoded.
    """
    try:
        return decode_file(path, encoding).data.decode("utf-8", "replace")
    except InputError as error:
        if error.message == binary_error(path.name).message:
            raise UnreadableError("unknown_kind") from error
        # That was judged by lines, as lists have them; a web page may be a single line.
        return _decode_leniently(path.read_bytes(), (encoding,) if encoding else _ENCODINGS)


def losses(text: str) -> str | None:
    """Return the code that says that bytes were lost, or null."""
    return "undecodable_bytes" if UNDECODABLE in text else None


def _decode_leniently(data: bytes, encodings: tuple[str, ...]) -> str:
    texts = [data.decode(name, "replace") for name in encodings]
    best = min(texts, key=lambda text: text.count("\ufffd"))
    foreign = len(best) - len(best.encode("ascii", "ignore"))
    if best.count("\ufffd") > max(foreign * _MOST_BAD, 1):
        raise UnreadableError("undecodable")
    return best.replace("\ufffd", UNDECODABLE).replace("\0", "")
