"""JSON: an array of objects, or one object per line (NDJSON)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import polars as pl

from disclosure_audit.errors import InputError
from disclosure_audit.language import Text
from disclosure_audit.readers.cell_text import cell_text
from disclosure_audit.readers.csv_file import empty_error
from disclosure_audit.readers.fingerprint import file_source
from disclosure_audit.readers.parts import LINE, REASON, Header, build_part
from disclosure_audit.readers.request import Parts, Request
from disclosure_audit.readers.text_encoding import Decoded, decode_file

ENVELOPES = ("data", "records", "rows", "items", "result")
"""Keys under which web services put the array."""

_Row = tuple[int, dict[str, Any] | None, str | None]
"""Line, object, reason why there is none."""


def read_json_file(request: Request) -> Parts:
    """Return an array of objects as a part; ``line`` of a reject is the element's position.

    Raises:
        InputError: not JSON, or no array of objects in it.
    """
    decoded = _decode(request)
    try:
        content = _loads(decoded.data)
    except (ValueError, RecursionError) as error:
        line = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(
            Text("{name} is not valid JSON{line}", "{name} 不是有效的 JSON{line}").fill(
                name=request.name, line=line
            ),
            Text(
                "for one object per line, name the file .ndjson",
                "若每行一个对象，请将文件命名为 .ndjson",
            ),
        ) from None  # the original error repeats text of the file
    return _build(_elements(content, request.name), request, "json", decoded)


def read_ndjson_file(request: Request) -> Parts:
    """Return one object per line as a part; a line that is no object is a reject."""
    decoded = _decode(request)
    return _build(_lines(decoded.data), request, "ndjson", decoded)


def _decode(request: Request) -> Decoded:
    decoded = decode_file(request.path, request.reading.encoding)
    if not decoded.data or decoded.data.isspace():
        raise empty_error(request.name)
    return decoded


def _loads(data: bytes) -> Any:
    return json.loads(
        data, parse_float=Decimal, parse_constant=lambda _: None, object_pairs_hook=_unique
    )


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Keep both values of a key that comes twice, instead of losing the first."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    found = {}
    for key, value in pairs:
        name, count = key, 2
        while name in found:
            name, count = f"{key}_{count}", count + 1
        found[name] = value
    return found


def _elements(content: Any, name: str) -> list[_Row]:
    if isinstance(content, dict):
        arrays = [content[key] for key in ENVELOPES if isinstance(content.get(key), list)]
        content = arrays[0] if arrays else None
    if not isinstance(content, list) or (content and not any(isinstance(e, dict) for e in content)):
        raise InputError(
            Text("{name} holds no array of objects", "{name} 中没有对象数组").fill(name=name),
            Text(
                "give an array of objects, bare or under one of: {keys}",
                "请提供对象数组，或将其置于以下键之一：{keys}",
            ).fill(keys=", ".join(ENVELOPES)),
        )
    return [
        (n, element, None) if isinstance(element, dict) else (n, None, "not_an_object")
        for n, element in enumerate(content, start=1)
    ]


def _lines(data: bytes) -> Iterator[_Row]:
    for number, line in enumerate(io.BytesIO(data), start=1):
        if not line.strip():
            yield number, {}, None
            continue
        try:
            value = _loads(line)
        except (ValueError, RecursionError):
            yield number, None, "broken_line"
            continue
        yield (number, value, None) if isinstance(value, dict) else (number, None, "not_an_object")


def _build(rows: Iterable[_Row], request: Request, kind: str, decoded: Decoded) -> Parts:
    columns: dict[str, list[str | None]] = {}
    lines: list[int] = []
    reasons: list[str | None] = []
    for count, (line, record, reason) in enumerate(rows):
        lines.append(line)
        reasons.append(reason)
        for key, value in (record or {}).items():
            column = columns.setdefault(key, [])
            column.extend([None] * (count - len(column)))
            column.append(cell_text(value))
    if not columns:
        raise InputError(
            Text("{name} holds no record", "{name} 中没有记录").fill(name=request.name),
            Text("give at least one object with fields", "请至少提供一个含字段的对象"),
        )
    for column in columns.values():
        column.extend([None] * (len(lines) - len(column)))
    cells = pl.DataFrame(
        {f"c{i}": column for i, column in enumerate(columns.values())}
        | {REASON: reasons, LINE: lines},
        schema={f"c{i}": pl.String for i in range(len(columns))}
        | {REASON: pl.String, LINE: pl.UInt32},
    )
    source = file_source(request, kind, decoded.encoding)
    return Parts([build_part(cells, Header(list(columns)), source, request.limits)])
