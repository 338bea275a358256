from __future__ import annotations

from pathlib import Path

import pytest

from disclosure_audit.texts.kinds import Document
from disclosure_audit.texts.limits import TextLimits
from disclosure_audit.texts.reasons import UnreadableError
from disclosure_audit.texts.worker import read_text

LIMITS = TextLimits(file_bytes=10 * 1024**2, seconds=20, memory=1024**3)


class Texts:
    """Reads bytes as if they were a file's, in this process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, data: bytes, name: str = "a.bin", limits: TextLimits = LIMITS) -> Document:
        path = self._folder / name
        path.write_bytes(data)
        return read_text(path, limits)

    def text(self, data: bytes, name: str = "a.bin") -> str:
        return self.read(data, name).text

    def reason(self, data: bytes, name: str = "a.bin", limits: TextLimits = LIMITS) -> str:
        with pytest.raises(UnreadableError) as raised:
            self.read(data, name, limits)
        return raised.value.reason


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    return Texts(tmp_path)
