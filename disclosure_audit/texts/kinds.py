"""What a file really is: its first bytes decide, its ending only among kinds of plain text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from disclosure_audit.texts.limits import TextLimits
from disclosure_audit.texts.package import BROKEN_ZIP
from disclosure_audit.texts.reasons import UnreadableError

HEAD = 8192
"""Bytes at the head that are looked at."""

_IMAGES = (
    b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP  ",
    b"\x97JB2",
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(!doctype html|html|head|body|meta|title|table|style|script|div|p\b)",
    re.IGNORECASE | re.DOTALL,
)
_WORD_XML = (b"schemas.microsoft.com/office/word", b"schemas.microsoft.com/office/2006/xmlPackage")


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was read. ``reason`` is null, or a code of ``INCOMPLETE``."""

    text: str
    reason: str | None = None


Reader = Callable[[Path, TextLimits], Document]


def sniff_kind(path: Path) -> str:
    """Return ``text``, ``html``, ``pdf``, ``docx``, ``workbook`` or ``ofd``.

    Raises:
        UnreadableError: another kind, an image, a password, an empty or a broken file.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise UnreadableError("empty")
    # A PDF may have some bytes in front of its header (ISO 32000-1, implementation note 13).
    if head.startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and b"\0" in head):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_package(path)
    if head.startswith(_OLE):
        return _sniff_ole(path)
    if head.startswith(_IMAGES) and b"\0" in head:
        raise UnreadableError("no_text_layer")
    return _sniff_text(head, path)


def _sniff_package(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    except BROKEN_ZIP as error:
        raise UnreadableError("damaged") from error
    if "OFD.xml" in names:
        return "ofd"
    if "word/document.xml" in names or any(
        re.fullmatch(r"word/document\d*\.xml", n) for n in names
    ):
        return "docx"
    if any(name.startswith("xl/workbook.") for name in names):
        return "workbook"
    if "content.xml" in names and _is_ods(path):
        return "workbook"
    # What is left of a document when its main part is gone.
    if "[Content_Types].xml" in names and not any(name.startswith("ppt/") for name in names):
        raise UnreadableError("damaged")
    raise UnreadableError("unknown_kind")


def _is_ods(path: Path) -> bool:
    with zipfile.ZipFile(path) as package:
        if "mimetype" not in package.namelist():
            return False
        with package.open("mimetype") as file:
            return b"spreadsheet" in file.read(200)


def _sniff_ole(path: Path) -> str:
    """Tell Word from Excel by the names of the streams, which stand in the file as UTF-16."""
    data = path.read_bytes()

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise UnreadableError("encrypted")
    if holds("WordDocument") or holds("PowerPoint Document"):
        raise UnreadableError("old_format")
    if holds("Workbook") or holds("Book"):
        return "workbook"
    raise UnreadableError("old_format")


def _sniff_text(head: bytes, path: Path) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    if head.startswith(b"{\\rtf") or re.match(rb"mime-version:", head, re.IGNORECASE):
        raise UnreadableError("old_format")
    if head.lstrip().startswith(b"<?xml"):
        if any(name in head for name in _WORD_XML):
            raise UnreadableError("old_format")
        if re.search(rb"<html\b", head, re.IGNORECASE):
            return "html"
    if _HTML.match(head) or path.suffix.lower() in (".html", ".htm", ".xhtml", ".shtml"):
        return "html"
    return "text"
