"""Takes journals out and brings them in: NDJSON that is exact, JSON for other programs."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import polars as pl

from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.review.chain import verify
from disclosure_audit.review.entry import ENTRIES, Row, canonical, frame_of, plain
from disclosure_audit.review.stored import StoredJournal

_STEERING = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Control and bidirectional characters that JSON would let through to a terminal."""
_KEYS = set(ENTRIES)


def write_ndjson(entries: pl.DataFrame) -> str:
    """Return one JSON object per line with the columns of ``ENTRIES``, in their order.

    Exact: :func:`read_ndjson` gives the same frame, so the chain can be verified and replayed.
    ``details`` is an object; where its text is not canonical (somebody has changed it), it is a
    string that holds the text as it is. Characters that could steer a terminal are escaped.
    """
    return "".join(_line(row) + "\n" for row in entries.select(ENTRIES.keys()).iter_rows())


def write_json(entries: pl.DataFrame) -> str:
    """Return ``{"format_version", "entries", "head"}`` as one JSON object."""
    rows = entries.select(ENTRIES.keys())
    head = json.dumps(verify(rows).head)
    listed = ",\n".join(_line(row) for row in rows.iter_rows())
    return f'{{"format_version": 1, "head": {head}, "entries": [\n{listed}\n]}}\n'


def read_ndjson(text: str, name: str) -> pl.DataFrame:
    """Return the entries of an export with the schema ``ENTRIES``; their chain is not verified.

    Raises ``InputError`` that names the line, if one is no entry. ``name`` is for the message.
    """
    rows = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if line.strip():
            row = _row(line)
            if row is None:
                raise InputError(
                    Text("line {line} of “{name}” is no entry of a journal", "“{name}”第 {line} 行不是日志条目").fill(
                        line=number, name=visible(name)
                    ),
                    Text("give a file written by `disclosure-audit journal export --format ndjson`",
                         "请给出由 `disclosure-audit journal export --format ndjson` 导出的文件"),
                )  # fmt: skip
            rows.append(row)
    return frame_of(rows)


def until(entries: pl.DataFrame, moment: str) -> pl.DataFrame:
    """Return the entries up to ``moment``: a ``seq``, or a time (ISO 8601; UTC unless it says so).

    A day without a time is taken whole. Raises ``UsageError`` if it is neither.
    """
    if moment.isascii() and moment.isdigit() and len(moment) < 8:
        return entries.filter(pl.col("seq") <= int(moment))
    try:
        last = _last_moment(moment)
    except (ValueError, OverflowError):
        raise UsageError(
            Text("“{given}” is no time and no number of an entry", "“{given}”既不是时间也不是条目序号").fill(
                given=visible(moment)
            ),
            Text("write 120, 2024-01-31 or 2024-01-31T16:00:00+08:00",
                 "可写作 120、2024-01-31 或 2024-01-31T16:00:00+08:00"),
        ) from None  # fmt: skip
    later = pl.col("at") > last
    return entries.filter(later.cum_sum() == 0)  # a beginning, even where a clock went back


def _last_moment(moment: str) -> str:
    time = dt.datetime.fromisoformat(moment)
    if time.tzinfo is None:
        time = time.replace(tzinfo=dt.UTC)
    if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", moment):
        time += dt.timedelta(days=1) - dt.timedelta(milliseconds=1)
    time = time.astimezone(dt.UTC).replace(tzinfo=None)
    return time.isoformat(timespec="milliseconds") + "Z"


def replay(entries: pl.DataFrame, journal: StoredJournal) -> int:
    """Bring exported ``entries`` into ``journal`` as they are and return how many were new.

    An empty journal takes all; one whose entries are the beginning of the export takes the rest;
    one that holds the export already takes none. Nothing is ever merged: raises ``InputError`` if
    the chain of the export is broken, or if the two part somewhere, and says where.
    """
    verdict = verify(entries)
    if verdict.fault is not None:
        fault = verdict.fault
        raise InputError(
            Text("the export is broken at entry {seq}", "导出文件在第 {seq} 条处不完整").fill(seq=fault.seq),
            Text(f"entry {fault.seq}: {fault.what.en}; nothing was written",
                 f"第 {fault.seq} 条：{fault.what.zh}；未写入任何内容"),
        )  # fmt: skip
    for row in entries.select("seq", "details").iter_rows():
        _refuse_bad_details(*row)
    there = journal.frame()
    parted = _parting(there, entries)
    if parted is not None:
        raise InputError(
            Text("the journal “{name}” and the export part at entry {seq}",
                 "审阅日志“{name}”与导出文件自第 {seq} 条起不同").fill(name=journal.name, seq=parted),
            Text("nothing was written: two journals are never merged; replay into another run",
                 "未写入任何内容：两份日志不会合并，请导入到另一结果文件夹"),
        )  # fmt: skip
    rest: list[Row] = entries.slice(there.height).rows()
    if rest and not journal.adopt(rest, after=(there.height, rest[0][8])):
        raise InputError(
            Text("somebody wrote to the journal “{name}” just now", "他人刚刚写入了审阅日志“{name}”").fill(
                name=journal.name
            ),
            Text("nothing was written; try again", "未写入任何内容，请重试"),
        )  # fmt: skip
    return len(rest)


def _parting(there: pl.DataFrame, entries: pl.DataFrame) -> int | None:
    """Return the first ``seq`` that both have and where they differ in anything, else ``None``."""
    both = min(there.height, entries.height)
    for mine, other in zip(
        there.head(both).iter_rows(), entries.head(both).iter_rows(), strict=True
    ):
        if mine != other:
            return int(other[0])
    return None


def _refuse_bad_details(seq: int, details: str) -> None:
    try:
        sound = canonical(json.loads(details)) == details and details.startswith("{")
    except ValueError:
        sound = False
    if not sound:
        raise InputError(
            Text("the details of entry {seq} are no canonical JSON object", "第 {seq} 条的详情不是规范的 JSON 对象").fill(
                seq=seq
            ),
            Text("this program did not write it; nothing was taken over",
                 "该条不是本程序写入的；未写入任何内容"),
        )  # fmt: skip


def _line(row: tuple[Any, ...]) -> str:
    cells = dict(zip(ENTRIES, row, strict=True))
    try:
        value = json.loads(row[7])
        if isinstance(value, dict) and canonical(value) == row[7]:
            cells["details"] = value
    except (ValueError, TypeError):
        pass  # it stays the text that it is
    text = json.dumps(cells, ensure_ascii=False)
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _row(line: str) -> Row | None:
    """Return the cells of one line, ``None`` if it is no entry."""
    try:
        cells = json.loads(line)
        if not isinstance(cells, dict) or set(cells) != _KEYS:
            return None
        if isinstance(cells["details"], dict):
            cells["details"] = canonical(cells["details"])
    except (ValueError, RecursionError):
        return None
    seq, *texts = (cells[name] for name in ENTRIES)
    whole = isinstance(seq, int) and not isinstance(seq, bool) and abs(seq) < 2**63
    if not whole or not all(isinstance(text, str) and plain(text) == text for text in texts):
        return None
    return (seq, *texts)
