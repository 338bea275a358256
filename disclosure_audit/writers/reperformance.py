"""What repeating a run showed, as lines for the eye and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from disclosure_audit.glyphs import cells, visible, wrap
from disclosure_audit.language import Lang, Text
from disclosure_audit.reperformance import FileResult, Reperformance
from disclosure_audit.writers.json_text import dump

STATES: dict[str, Text] = {
    "identical": Text("byte-identical", "逐字节相同"),
    "equal": Text("same content, other bytes", "内容相同，字节不同"),
    "keyed": Text("the same but for the ids", "除编号外相同"),
    "differs": Text("DIFFERS", "不同"),
    "absent": Text("not in the run: an older version made it", "旧版本结果中没有此文件"),
}
"""What is said of each file."""

_ASIDE = Text("byte-identical but for timings and versions", "除时间与版本外逐字节相同")
_ORDER = Text("the same rows in another order", "行相同，顺序不同")
_MOST = 6
"""Columns or entries that one line names."""
_HASH_SHOWN = 16


def write_lines(result: Reperformance, lang: Lang, width: int) -> str:
    """Return the verdict, one line per file, what differs below it, and the notes."""
    colon = "：" if lang == "zh" else ": "
    lines = [*wrap(f"{visible(result.name)}{colon}{verdict(result).to(lang)}", width), ""]
    longest = max(cells(one.name) for one in result.files)
    head = Text("file", "文件").to(lang)
    lines.append(f"{head}{' ' * (longest - cells(head))}  SHA-256")
    for one in result.files:
        mark = one.sha256_again[:_HASH_SHOWN]
        said = (_ASIDE if _is_info(one) and one.state == "identical" else STATES[one.state]).to(
            lang
        )
        lines.append(f"{one.name:<{longest}}  {mark}  {said}")
        lines += [f"  {line}" for what in _told(one) for line in wrap(what.to(lang), width - 2)]
    if result.notes:
        lines += ["", Text("Note", "说明").to(lang)]
        lines += [
            f"{'- ' if place == 0 else '  '}{line}"
            for what in result.notes
            for place, line in enumerate(wrap(what.to(lang), width - 2))
        ]
    return "\n".join(lines) + "\n"


def verdict(result: Reperformance) -> Text:
    """Return the verdict in one sentence."""
    if result.is_identical:
        return Text(
            "repeated; every file is byte-identical", "重做完毕；每个文件均逐字节相同"
        )  # fmt: skip
    if result.is_same:
        return Text(
            "repeated; all results are the same, though not every file has the same bytes",
            "重做完毕；各项结果相同，但并非每个文件的字节都相同",
        )
    if result.differs_in_ids_only:
        return Text(
            "repeated; all results are the same but for the ids, which need the key",
            "重做完毕；除编号外各项结果相同，编号须用原密钥比对",
        )
    if not result.settings_fit:
        return Text(
            "the run cannot be trusted: its settings were changed after the scan",
            "该结果不可信：其设置在扫描之后被改动",
        )
    files = ", ".join(one.name for one in result.files if one.state == "differs")
    return Text(f"repeated; the results DIFFER: {files}", f"重做完毕；结果不同：{files}")


def write_json(result: Reperformance, lang: Lang) -> str:
    """Return the result as one JSON object; ``state`` of a file is a key of :data:`STATES`."""
    return (
        dump(
            {
                "format_version": 1,
                "run": result.name,
                "is_identical": result.is_identical,
                "is_same": result.is_same,
                "has_key": result.has_key,
                "settings_fit": result.settings_fit,
                "verdict": verdict(result).to(lang),
                "notes": [text.to(lang) for text in result.notes],
                "files": [_plain(one) for one in result.files],
            },
            indent=1,
        )
        + "\n"
    )


def _plain(one: FileResult) -> dict[str, Any]:
    difference = one.difference
    return {
        "name": one.name,
        "state": one.state,
        "sha256": one.sha256,
        "sha256_again": one.sha256_again,
        "rows": one.rows,
        "rows_only_then": difference.only_then,
        "rows_only_now": difference.only_now,
        "rows_changed": difference.changed,
        "columns": dict(difference.columns),
        "entries": list(one.keys),
    }


def _told(one: FileResult) -> Iterator[Text]:
    """Yield what differs in one file."""
    difference = one.difference
    if one.keys:
        names = _few(one.keys)
        yield Text(f"entries: {names}", f"条目：{names}")
    if one.state == "differs" and not difference and not one.keys:
        yield _ORDER
    if difference.only_then:
        yield Text(f"rows that did not come again: {difference.only_then:,}",
                   f"未再出现的行：{difference.only_then:,}")  # fmt: skip
    if difference.only_now:
        yield Text(f"rows that are new: {difference.only_now:,}",
                   f"新出现的行：{difference.only_now:,}")  # fmt: skip
    if difference.changed:
        rows = f"{difference.changed:,}"
        columns = _few([f"{name} {count:,}" for name, count in difference.columns])
        yield Text(f"rows that changed: {rows} of {one.rows:,}; by column: {columns}",
                   f"有变化的行：{rows}（共 {one.rows:,} 行）；按列：{columns}")  # fmt: skip


def _few(names: tuple[str, ...] | list[str]) -> str:
    rest = len(names) - _MOST
    return visible(", ".join(names[:_MOST])) + (f", … (+{rest})" if rest > 0 else "")


def _is_info(one: FileResult) -> bool:
    return not one.name.endswith(".parquet")
