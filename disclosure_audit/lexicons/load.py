"""Reads lexicons from their TOML files and fills in their defaults."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from disclosure_audit.config import Severity
from disclosure_audit.errors import InputError, system_reason
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.lexicons.lines import lines_of_terms
from disclosure_audit.lexicons.model import Entry, File, Habits, Lexicon, TermRow
from disclosure_audit.lexicons.plain import plain
from disclosure_audit.lexicons.problems import LexiconError, Problem, explain, file_error, no_toml

DATA = Path(__file__).resolve().parent / "data"
"""Folder of the bundled lexicons."""
LARGEST = 16 * 1024**2
"""Bytes of a lexicon's file beyond which it is refused."""


def load_lexicons(paths: Iterable[str | Path], bundled: bool) -> tuple[Lexicon, ...]:
    """Return the lexicons, the bundled ones first.

    Raises ``InputError`` for a file that cannot be read and ``UsageError`` for one that is wrong;
    it names the file, the term's number and line and what to do, never the term.
    """
    ours = sorted(DATA.glob("*.toml")) if bundled else []
    read = [read_lexicon(path, is_bundled=True) for path in ours]
    return (*read, *(read_lexicon(Path(path), is_bundled=False) for path in paths))


def read_lexicon(path: Path, *, is_bundled: bool = False) -> Lexicon:
    """Return the lexicon at ``path``; raises as :func:`load_lexicons` does."""
    text = _read(path)
    name = visible(path.name)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError([no_toml(name, text, error)]) from error
    rows = table.get("term")
    lines = lines_of_terms(text, len(rows) if isinstance(rows, list) else 0)
    try:
        file = File.model_validate(table)
    except ValidationError as error:
        raise LexiconError(explain(error, name, text, lines)) from error
    problems = [*_refused(file, name, lines)]
    if problems:
        raise LexiconError(problems)
    pairs = zip(file.term, lines, strict=True)
    return Lexicon(
        name=file.name,
        language=file.language,
        version=file.version,
        note=file.note,
        path=path,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        is_bundled=is_bundled,
        harmless=file.harmless,
        terms=tuple(
            _entry(number, line, row, file.defaults.get(row.category, Habits()), is_bundled)
            for number, (row, line) in enumerate(pairs, 1)
        ),
    )


def _read(path: Path) -> str:
    name = visible(str(path))
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(
                Text("the lexicon {name} is larger than {n} MB", "词表 {name} 超过 {n} MB").fill(
                    name=name, n=LARGEST // 1024**2
                ),
                Text("split it into several files", "请拆分为多个文件"),
            )
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            Text("the lexicon {name} is not UTF-8", "词表 {name} 不是 UTF-8 编码").fill(name=name),
            Text("save it as UTF-8", "请另存为 UTF-8 编码"),
        ) from error
    except OSError as error:
        why = system_reason(error)
        raise InputError(
            Text(f"the lexicon {name} cannot be read: {why.en}", f"无法读取词表 {name}：{why.zh}"),
            Text(
                "check the path (scanner.lexicons in the settings is relative to the working folder)",
                "请核对路径（配置中的 scanner.lexicons 相对于当前文件夹）",
            ),
        ) from error


def _entry(number: int, line: int | None, row: TermRow, habits: Habits, is_bundled: bool) -> Entry:
    def chosen(key: str, otherwise: Any) -> Any:
        values = (getattr(row, key), getattr(habits, key))
        return next((value for value in values if value is not None), otherwise)

    return Entry(
        number=number,
        line=line,
        term=row.term,
        category=row.category,
        severity=chosen("severity", Severity.MEDIUM),
        where=chosen("where", "any"),
        shape=chosen("shape", "anywhere"),
        secret=chosen("secret", not is_bundled),
        words=chosen("words", True),
        in_names=chosen("in_names", False),
        aliases=row.aliases,
        harmless=row.harmless,
        source=row.source,
        note=row.note,
    )


def _refused(file: File, name: str, lines: list[int | None]) -> Iterator[Problem]:
    """Yield what is well formed and yet cannot be meant."""
    seen: dict[str, int] = {}
    for number, row in enumerate(file.term, 1):
        line = lines[number - 1]
        patterns = {plain(spelling) for spelling in (row.term, *row.aliases)}
        if any(not any(char.isalnum() for char in pattern) for pattern in patterns):
            yield file_error(
                name, number, line,
                Text("has no letter, digit or character to search for", "没有可供查找的文字"),
                Text("write the term in words", "请写明词语"),
            )  # fmt: skip
            continue
        if any(len(pattern) == 1 for pattern in patterns):
            yield file_error(
                name, number, line,
                Text("is a single character and would fire everywhere", "只有一个字符，会处处误中"),
                Text("write a longer term", "请写更长的词语"),
            )  # fmt: skip
        if patterns & {plain(phrase) for phrase in (*row.harmless, *file.harmless)}:
            yield file_error(
                name, number, line,
                Text("is its own harmless phrase and can never fire", "与无害词语相同，永远不会命中"),
                Text("make the harmless phrase longer than the term", "无害词语应比词条更长"),
            )  # fmt: skip
        for pattern in sorted(patterns):
            first = seen.setdefault(pattern, number)
            if first != number:
                yield file_error(
                    name, number, line,
                    Text(f"is the same as term {first}", f"与第 {first} 条重复"),
                    Text("delete one of the two", "请删去其中一条"),
                )  # fmt: skip
                break
