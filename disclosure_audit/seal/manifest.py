"""The file of a seal: one line of JSON, a table of tokens, and a line that vouches for both."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import polars as pl

from disclosure_audit.errors import InputError, UsageError, system_reason
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.workspace import KEY_VARIABLE, name_key

FORMAT = "disclosure-audit seal"
FORMAT_VERSION = 1
FIRST: tuple[str, ...] = ("row", "id", "record")
"""The columns before those of the fields."""
_MAC = b"mac\t"
_ROWS_AT_ONCE = 100_000
_MAC_LINE = len(_MAC) + 64 + 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a seal says. No text of the list is in it."""

    head: Mapping[str, Any]
    """``format``, ``format_version``, ``tool_version``, ``key`` (its name), ``date``, ``files``,
    ``records``, ``rejected``, ``columns`` (``name`` and hashes of its ``headers``), ``content`` and
    ``order`` (digests)."""
    tokens: pl.DataFrame
    """``row`` (UInt32), ``id``, ``record`` and one column per label (UInt64), by ``row``."""

    @property
    def labels(self) -> list[str]:
        """The sealed columns."""
        return [name for name in self.tokens.columns if name not in FIRST]

    @property
    def known_headers(self) -> dict[str, str]:
        """Hash of a header -> the label of its column."""
        return {
            token: column["name"] for column in self.head["columns"] for token in column["headers"]
        }


def write_manifest(manifest: Manifest, file: BinaryIO, key: bytes) -> None:
    """Write the seal; the same catalog, key and date give the same bytes."""
    mac = hmac.new(key, b"seal file", hashlib.sha256)

    def put(data: bytes) -> None:
        mac.update(data)
        file.write(data)

    head = json.dumps(manifest.head, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    put(head.encode("utf-8", "replace") + b"\n")
    put("\t".join(manifest.tokens.columns).encode() + b"\n")
    for part in manifest.tokens.iter_slices(_ROWS_AT_ONCE):
        texts = [part["row"].cast(pl.String), *(_hex(part[name]) for name in part.columns[1:])]
        put(pl.DataFrame(texts).write_csv(include_header=False, separator="\t").encode())
    file.write(_MAC + mac.hexdigest().encode() + b"\n")


def read_manifest(path: Path, key: bytes | None) -> Manifest:
    """Return the seal in ``path``.

    Raises ``InputError`` for what is no seal, of a newer version, or was changed or cut short since
    it was written, and ``UsageError`` if it was made with another key than ``key``.
    """
    name = visible(str(path))
    try:
        content = path.read_bytes()
    except OSError as error:
        why = system_reason(error)
        raise InputError(
            Text(f"“{name}” cannot be opened: {why.en}", f"无法打开“{name}”：{why.zh}"),
            Text("name the file that `seal` wrote", "请给出 seal 写出的文件"),
        ) from error
    head = _head(content, name)
    _check_key(head, key)
    assert key is not None
    body, line = content[:-_MAC_LINE], content[-_MAC_LINE:]
    mac = hmac.new(key, b"seal file" + body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(line, _MAC + mac.encode() + b"\n"):
        raise InputError(
            Text(f"the seal “{name}” was changed or cut short since it was written",
                 f"封存文件“{name}”在写出之后被改动或截断"),
            Text("take the copy that was filed; this one proves nothing",
                 "请使用备案时提交的副本；此文件不能作为依据"),
        )  # fmt: skip
    return Manifest(head, _table(body[body.index(b"\n") + 1 :]))


def _head(content: bytes, name: str) -> dict[str, Any]:
    try:
        head = json.loads(content[: max(content.find(b"\n"), 0)])
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise InputError(
            Text(f"“{name}” is no seal", f"“{name}”不是封存文件"),
            Text("name the file that `seal` wrote", "请给出 seal 写出的文件"),
        )
    version = head.get("format_version")
    if not isinstance(version, int) or version > FORMAT_VERSION:
        raise InputError(
            Text(
                f"the seal “{name}” was made by a newer version",
                f"封存文件“{name}”由更新的版本生成",
            ),
            Text("update disclosure-audit", "请升级 disclosure-audit"),
        )
    return head


def _check_key(head: Mapping[str, Any], key: bytes | None) -> None:
    theirs = visible(str(head.get("key")))
    if key is not None and name_key(key) == head.get("key"):
        return
    mine = Text("there is none here", "此处没有密钥")
    if key is not None:
        mine = Text(f"the one here is {name_key(key)}", f"此处的密钥为 {name_key(key)}")
    raise UsageError(
        Text(f"the seal was made with the key {theirs}; {mine.en}",
             f"封存时所用密钥为 {theirs}；{mine.zh}"),
        Text(f"work in the folder where it was made, or set {KEY_VARIABLE} to that key",
             f"请在封存时的工作文件夹中操作，或将 {KEY_VARIABLE} 设为该密钥"),
    )  # fmt: skip


def _table(body: bytes) -> pl.DataFrame:
    frame = pl.read_csv(io.BytesIO(body), separator="\t", infer_schema=False, quote_char=None)
    return frame.select(
        pl.col("row").cast(pl.UInt32),
        pl.exclude("row").str.to_integer(base=16, dtype=pl.UInt64),
    )


def _hex(tokens: pl.Series) -> pl.Series:
    """Return tokens as 16 hexadecimal digits, null where they are."""
    if tokens.is_empty():
        return tokens.cast(pl.String)
    digits = tokens.fill_null(0).to_numpy().astype(">u8").tobytes().hex()
    texts = pl.Series(tokens.name, np.frombuffer(digits.encode(), dtype="S16").astype("U16"))
    return texts.set(tokens.is_null(), None)


def head_of(values: Mapping[str, Any], columns: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the head of a seal with its format before what it says."""
    return {"format": FORMAT, "format_version": FORMAT_VERSION, **values, "columns": list(columns)}
