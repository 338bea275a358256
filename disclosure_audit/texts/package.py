"""Zipped documents: looked over before anything is unpacked, their XML read piece by piece.

Only the parts that hold text are ever unpacked. A directory that lies about a size gains nothing:
``zipfile`` stops at the size it names and then finds the checksum wrong.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from disclosure_audit.texts.extra import load
from disclosure_audit.texts.limits import TextLimits
from disclosure_audit.texts.reasons import UnreadableError

BROKEN_ZIP = (
    zipfile.BadZipFile, OSError, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, IndexError
)  # fmt: skip
"""What the standard library raises for a damaged zip file."""
_RATIO = 200
"""Unpacked by packed size, beyond which a file that is too large is called a bomb. Text packs to
about a tenth, and Deflate at best to a thousandth."""
_MOST_ENTRIES = 100_000
_ENCRYPTED = 0x1
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".jb2", ".wmf", ".emf")


class Package:
    """An open package."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self.names = frozenset(file.namelist())
        self.has_pictures = any(name.lower().endswith(_PICTURES) for name in self.names)

    def parse(self, name: str, handler: ContentHandler) -> None:
        """Tell ``handler`` what the XML part ``name`` holds.

        Raises:
            UnreadableError: the part is missing or damaged, or declares entities.
        """
        if name not in self.names:
            raise UnreadableError("damaged")
        forbidden = load("defusedxml").DefusedXmlException
        try:
            with self._file.open(name) as stream:
                load("defusedxml.sax").parse(stream, handler, forbid_dtd=True)
        except forbidden as error:
            raise UnreadableError("entity_bomb") from error
        except SAXException as error:
            raise UnreadableError("damaged") from error


@contextmanager
def open_package(path: Path, limits: TextLimits) -> Iterator[Package]:
    """Open a package whose XML stays within ``limits.file_bytes`` when unpacked.

    Raises:
        UnreadableError: a bomb, too large, a password, or damaged (also while it is read).
    """
    try:
        with zipfile.ZipFile(path) as file:
            _check(file, path, limits)
            yield Package(file)
    except BROKEN_ZIP as error:
        raise UnreadableError("damaged") from error
    except RuntimeError as error:  # zipfile's word for an encrypted entry
        raise UnreadableError("encrypted") from error


def _check(file: zipfile.ZipFile, path: Path, limits: TextLimits) -> None:
    entries = file.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableError("encrypted")
    unpacked = sum(e.file_size for e in entries if not e.filename.lower().endswith(_PICTURES))
    if unpacked > limits.file_bytes or len(entries) > _MOST_ENTRIES:
        bomb = unpacked > _RATIO * max(path.stat().st_size, 1) or len(entries) > _MOST_ENTRIES
        raise UnreadableError("zip_bomb" if bomb else "too_large")
