"""Text files as UTF-8 bytes, whatever encoding they came in."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.language import Text
from disclosure_audit.readers.cell_text import UNDECODABLE

CHUNK = 4 * 1024**2
SAMPLE = 64 * 1024
_MARK = UNDECODABLE.encode()
_SUPERSETS = {"gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "ascii": "utf-8"}
"""GB18030 reads everything that GBK and GB 2312 can write."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\0\t\n\v\f\r\x1a\x1b"))
_WRITTEN = re.compile(
    "[\t\r\n -~\u00a0-\u024f\u2000-\u206f\u2100-\u27bf\u3000-\u33ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
)
"""What Chinese and English lists are written in. Bytes of another encoding, taken two by two, make
characters beyond it: those of GB18030 nothing else, those of UTF-8 mostly."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """``data`` is UTF-8 without BOM and without NUL, lines end in ``\\n`` or ``\\r\\n``.

    What could not be decoded stands in it as :data:`UNDECODABLE`; ``tried`` names the encodings.
    """

    data: bytes
    encoding: str
    tried: tuple[str, ...]


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return UNDECODABLE, error.end


codecs.register_error("disclosure_audit.mark", _mark)


def decode_file(path: Path, encoding: str | None = None) -> Decoded:
    """Return the text of ``path``.

    NUL bytes are dropped: they are padding of fixed-width exports and say nothing. A lone ``\\r``
    ends lines only in a file without ``\\n``.

    Raises:
        InputError: the file is binary, or most of its lines cannot be decoded.
        UsageError: ``encoding`` is not the name of a text encoding.
    """
    known = _known(encoding) if encoding is not None else _guessed(path) or "utf-8"
    tried: tuple[str, ...] = (known,)
    data = _read_utf8(path) if tried == ("utf-8",) else None
    if data is None and tried == ("utf-8",) and encoding is None and not _mostly_utf8(path):
        tried = ("utf-8", "gb18030")
    if data is None:
        data = _transcode(path, tried[-1])
    data = data.removeprefix(codecs.BOM_UTF8).rstrip(b"\x1a\0")
    if b"\0" in data:
        data = data.replace(b"\0", b"")
    if b"\n" not in data and b"\r" in data:
        data = data.replace(b"\r", b"\n")
    _refuse_if_hopeless(data, path.name, tried)
    return Decoded(data, tried[-1], tried)


def undecodable_error(name: str, tried: tuple[str, ...], lines: list[int]) -> InputError:
    """Return the error for a file in which too many rows cannot be decoded."""
    where = ", ".join(str(line) for line in lines[:5])
    return InputError(
        Text(
            "{name} cannot be decoded as {tried} (for example line {where})",
            "{name} 无法按 {tried} 解码（例如第 {where} 行）",
        ).fill(name=name, tried=" / ".join(tried), where=where),
        Text(
            "set reading.encoding to the file's encoding, or save it as UTF-8",
            "请设置 reading.encoding 为文件的编码，或另存为 UTF-8",
        ),
    )


def binary_error(name: str) -> InputError:
    """Return the error for a file that is no text at all."""
    return InputError(
        Text("{name} is not a text table", "{name} 不是文本表格").fill(name=name),
        Text("export the list as XLSX or CSV", "请将清单导出为 XLSX 或 CSV"),
    )


def _known(encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        if isinstance(b" ".decode(name, "replace"), str):
            codecs.getincrementaldecoder(name)
            return _SUPERSETS.get(name, "utf-8" if name == "utf-8-sig" else name)
    except LookupError:
        pass
    raise UsageError(
        Text("unknown encoding {name}", "未知编码 {name}").fill(name=encoding),
        Text(
            "set reading.encoding to utf-8, gb18030, utf-16 or big5, or leave it out",
            "请将 reading.encoding 设为 utf-8、gb18030、utf-16 或 big5，或不设置",
        ),
    )


def _guessed(path: Path) -> str | None:
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    for bom, name in _BOMS:
        if sample.startswith(bom):
            return name
    name_16 = _utf16_without_bom(sample)
    if name_16 is None and _is_binary(sample):
        raise binary_error(path.name)
    return name_16


def _utf16_without_bom(sample: bytes) -> str | None:
    """Say which UTF-16 ``sample`` is: the ASCII in it puts NULs at even or odd places only.

    A few stray NULs in a short file of another encoding do so too. They make no text of it, and
    what is UTF-8 as it stands must have a NUL in most pairs, as pure ASCII in UTF-16 has.
    """
    sample = sample[: len(sample) & ~1]
    pairs = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    least = pairs / 2 if _is_utf8(sample) else pairs / 200
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if high == 0 or high < least or low * 20 > high:
            continue
        text = sample.decode(name, errors="replace")
        if len(_WRITTEN.findall(text)) * 10 >= len(text) * 9 and text.count("\ufffd") <= 1:
            return name
    return None


def _is_utf8(sample: bytes) -> bool:
    """Say whether ``sample`` is UTF-8, perhaps cut off within its last character."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _is_binary(sample: bytes) -> bool:
    """Say whether control characters (or NULs in numbers) tell that this is no text."""
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls * 50 > len(sample) or sample.count(0) * 4 > len(sample)


def _read_utf8(path: Path) -> bytes | None:
    data = path.read_bytes()
    view, decoder = memoryview(data), codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), CHUNK):
            decoder.decode(view[start : start + CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return data


def _mostly_utf8(path: Path) -> bool:
    """Say whether a file that is not clean UTF-8 is UTF-8 with a few broken bytes.

    GB18030 text read as UTF-8 gives far more errors than characters; broken UTF-8 the reverse.
    """
    good = bad = 0
    for text in _decoded_chunks(path, "utf-8", SAMPLE):
        bad += text.count(UNDECODABLE)
        good += len(text) - len(text.encode("ascii", "ignore"))
        if bad > 1000:
            break
    return good - bad >= 4 * bad


def _transcode(path: Path, encoding: str) -> bytes:
    out = io.BytesIO()
    for text in _decoded_chunks(path, encoding):
        try:
            out.write(text.encode())
        except UnicodeEncodeError:  # lone surrogates
            out.write(text.encode("utf-8", "replace"))
    return out.getvalue()


def _decoded_chunks(path: Path, encoding: str, size: int = CHUNK) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="disclosure_audit.mark")
    with path.open("rb") as file:
        while chunk := file.read(size):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _refuse_if_hopeless(data: bytes, name: str, tried: tuple[str, ...]) -> None:
    if _MARK not in data:
        return
    lines = [n for n, line in enumerate(io.BytesIO(data), start=1) if _MARK in line]
    if len(lines) * 2 > data.count(b"\n") + 1:
        raise undecodable_error(name, tried, lines)
