"""``disclosure-audit journal verify``, ``export`` and ``replay``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_audit.cli import diagnostics, output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.help import option
from disclosure_audit.errors import InputError, UsageError, system_reason
from disclosure_audit.glyphs import cells, visible
from disclosure_audit.language import Text

if TYPE_CHECKING:
    import polars as pl

    from disclosure_audit.review.chain import Verdict
    from disclosure_audit.review.stored import StoredJournal

VERIFY_HELP = (
    """
Check that a journal is as it was written: no entry changed, removed, inserted or moved.

SOURCE is the folder of a run, a journal.sqlite, an export (NDJSON) or the address of a server. Note
the hash it prints as head, in a working paper say: with --head it also shows whether entries were
cut off since, or all was written anew.

Examples:

  disclosure-audit journal verify results
  disclosure-audit journal verify results --head 3f09c1d2a7b4
  disclosure-audit journal verify "postgresql://host/audit?journal=results"

Exit codes: 0 sound, 1 broken, 4 the journal cannot be read.
""",
    """
核验审阅日志是否与写入时一致：有无条目被改动、删除、插入或移位。

SOURCE 为结果文件夹、journal.sqlite、导出文件（NDJSON）或服务器地址。请将其显示的末条哈希记入
工作底稿：日后用 --head 可查明末尾是否被删，或日志是否被整体重写。

示例：

  disclosure-audit journal verify 结果
  disclosure-audit journal verify 结果 --head 3f09c1d2a7b4
  disclosure-audit journal verify "postgresql://host/audit?journal=结果"

退出码：0 完好，1 不完好，4 无法读取。
""",
)
VERIFY_SHORT = ("Check that a journal is as it was written.", "核验审阅日志是否完好。")
EXPORT_HELP = (
    """
Write a journal to stdout.

ndjson is exact: it can be verified and replayed. csv is safe to open in a spreadsheet, json is one
object. --to shows an earlier state: the entries up to a number, a day or a time (UTC unless it says
otherwise). Notes are masked already when they are written.

Examples:

  disclosure-audit journal export results > decisions.ndjson
  disclosure-audit journal export results --format csv > decisions.csv
  disclosure-audit journal export results --to 2024-01-31
""",
    """
将审阅日志写到标准输出。

ndjson 与日志完全一致，可核验、可导入；csv 可放心用电子表格打开；json 为一个对象。--to 查看较早的
状态：截至某条序号、某日或某时刻（未注明时区则为 UTC）。备注在写入时已遮盖。

示例：

  disclosure-audit journal export 结果 > 决定.ndjson
  disclosure-audit journal export 结果 --format csv > 决定.csv
  disclosure-audit journal export 结果 --to 2024-01-31
""",
)
EXPORT_SHORT = ("Write a journal to stdout.", "导出审阅日志。")
REPLAY_HELP = (
    """
Bring exported entries into the journal of a run, as they were written.

The chain of the export is verified first. A run without decisions takes all of it; a journal that
is the beginning of the export takes the rest. Where the two part, nothing is written: journals are
never merged.

Examples:

  disclosure-audit journal replay decisions.ndjson results
""",
    """
将导出的条目原样导入某次结果的审阅日志。

先核验导出文件。尚无决定的结果全部导入；日志恰为导出文件开头部分的，补入其余。两者有分歧时不写入任何
内容：日志从不合并。

示例：

  disclosure-audit journal replay 决定.ndjson 结果
""",
)
REPLAY_SHORT = ("Bring exported entries into a run.", "导入审阅日志。")
FORMATS = ("ndjson", "csv", "json")
_SQLITE = b"SQLite format 3\x00"

_Source = Annotated[
    str, typer.Argument(metavar="SOURCE", help=option("Folder of a run, file or address.", "结果文件夹、文件或地址。"))
]  # fmt: skip


def verify(
    source: _Source,
    head: Annotated[
        str | None,
        typer.Option("--head", metavar="HASH", help=option("Hash noted earlier; it must occur.", "此前记下的哈希值，须在其中。")),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="table|json", help=option("Output format.", "输出格式。"))
    ] = "table",
) -> None:  # fmt: skip
    """Check that a journal is as it was written."""
    chosen = one_of("--format", format_, ("table", "json"))
    noted = None if head is None else _hash(head)

    from disclosure_audit.review import chain

    name, entries = _read(source)
    verdict = chain.verify(entries, head=noted)
    if chosen == "json":
        output.put(_as_json(name, entries, verdict), machine=True)
    else:
        output.put(_as_table(name, entries, verdict), machine=False)
    if not verdict.ok:
        raise typer.Exit(diagnostics.GATE_FAILED)


def export(
    source: _Source,
    format_: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help=option("Output format.", "输出格式。"))
    ] = "ndjson",
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="TIME|SEQ", help=option("Last time or number to write.", "截至的时刻或条目序号。")),
    ] = None,
) -> None:  # fmt: skip
    """Write a journal to stdout."""
    chosen = one_of("--format", format_, FORMATS)

    from disclosure_audit.review import chain, transfer
    from disclosure_audit.writers import journal_csv

    _, entries = _read(source)
    fault = chain.verify(entries).fault
    if fault is not None:
        diagnostics.warn(
            Text("the journal is broken at entry {seq}; it is written as it is",
                 "审阅日志在第 {seq} 条处不完好，现按原样导出").fill(seq=fault.seq),
            Text("see `disclosure-audit journal verify`", "详见 `disclosure-audit journal verify`"),
        )  # fmt: skip
    if to is not None:
        entries = transfer.until(entries, to)
    write = {
        "ndjson": transfer.write_ndjson,
        "csv": journal_csv.write,
        "json": transfer.write_json,
    }[chosen]
    output.put(write(entries), machine=True)


def replay(
    export: Annotated[
        Path, typer.Argument(metavar="EXPORT", help=option("Exported journal (NDJSON).", "导出的日志（NDJSON）。"))
    ],
    run: Annotated[
        str, typer.Argument(metavar="RUN", help=option("Folder of a run, file or address.", "结果文件夹、文件或地址。"))
    ],
) -> None:  # fmt: skip
    """Bring exported entries into the journal of a run."""
    from disclosure_audit.review import transfer

    entries = _read_export(export)
    journal = _open(run, read_only=False)
    try:
        new = transfer.replay(entries, journal)
        name, (seq, head) = journal.name, journal.last()
    finally:
        journal.close()
    diagnostics.say(
        Text("brought in: {new} of {all} entries; “{name}” has {seq}, head {head}",
             "导入 {new} 条（导出文件共 {all} 条）；“{name}”现有 {seq} 条，末条哈希 {head}").fill(
            new=new, all=entries.height, name=name, seq=seq, head=head)
    )  # fmt: skip


def _hash(text: str) -> str:
    """Return a hash as it was typed, if it can be one; raises ``UsageError``."""
    from disclosure_audit.review.chain import LEAST_DIGITS

    digits = text.strip().lower()
    if LEAST_DIGITS <= len(digits) <= 64 and not set(digits) - set("0123456789abcdef"):
        return digits
    raise UsageError(
        Text("--head cannot be “{given}”", "--head 不能取“{given}”").fill(given=text),
        Text(f"give the 64 hexadecimal digits of the hash, or the first {LEAST_DIGITS} at least",
             f"请给出哈希值的 64 位十六进制数字，或至少前 {LEAST_DIGITS} 位"),
    )  # fmt: skip


def _read(source: str) -> tuple[str, pl.DataFrame]:
    """Return the name and the entries of what ``source`` means: a journal or an export."""
    path = Path(source)
    if _is_export(path):
        return visible(path.name), _read_export(path)
    journal = _open(source, read_only=True)
    try:
        return journal.name, journal.frame()
    finally:
        journal.close()


def _is_export(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            start = file.read(len(_SQLITE))
    except OSError as error:
        raise _closed(path, error) from error
    return start not in (b"", _SQLITE) and path.suffix != ".sqlite"


def _read_export(path: Path) -> pl.DataFrame:
    from disclosure_audit.review import transfer

    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise _closed(path, error) from error
    except UnicodeDecodeError:
        raise InputError(
            Text("“{name}” is no text in UTF-8", "“{name}”不是 UTF-8 文本").fill(name=visible(str(path))),
            Text("give a file written by `disclosure-audit journal export --format ndjson`",
                 "请给出由 `disclosure-audit journal export --format ndjson` 导出的文件"),
        ) from None  # fmt: skip
    return transfer.read_ndjson(text, path.name)


def _open(source: str, *, read_only: bool) -> StoredJournal:
    """Return the journal that ``source`` means: of a run, a file, or a server."""
    from disclosure_audit import run as runs
    from disclosure_audit import settings
    from disclosure_audit.readers.database_url import is_address
    from disclosure_audit.review.journal import open_journal, open_run_journal

    path = Path(source)
    if is_address(source):
        return open_journal(source, read_only=read_only)
    if runs.is_run(path):
        where = settings.load(None, Path.cwd(), {}).config.review.journal
        return open_run_journal(path, where, read_only=read_only)
    if path.is_file():
        return open_journal(path, read_only=read_only)
    raise InputError(
        Text("“{name}” holds no run and is no journal", "“{name}”中没有运行结果，也不是审阅日志").fill(name=visible(source)),
        Text("give the folder of a run, a journal.sqlite or an address that begins with postgresql://",
             "请给出结果文件夹、journal.sqlite，或以 postgresql:// 开头的地址"),
    )  # fmt: skip


def _closed(path: Path, error: OSError) -> InputError:
    why = system_reason(error)
    name = visible(str(path))
    return InputError(
        Text(f"“{name}” cannot be read: {why.en}", f"无法读取“{name}”：{why.zh}"),
        Text("check the path and the rights", "请检查路径与权限"),
    )


def _users(entries: pl.DataFrame) -> dict[str, int]:
    """Return how many entries each user wrote, the busiest first."""
    counts = (
        entries["user"]
        .fill_null("")
        .value_counts()
        .sort(["count", "user"], descending=[True, False])
    )
    return dict(counts.iter_rows())


def _as_json(name: str, entries: pl.DataFrame, verdict: Verdict) -> str:
    fault = verdict.fault
    content = {
        "format_version": 1,
        "journal": name,
        "ok": verdict.ok,
        "entries": verdict.entries,
        "users": {visible(user): count for user, count in _users(entries).items()},
        "first": entries["at"].first(),
        "last": entries["at"].last(),
        "head": verdict.head,
        "fault": fault and {"seq": fault.seq, "what": fault.what.to(diagnostics.manner.lang)},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _as_table(name: str, entries: pl.DataFrame, verdict: Verdict) -> str:
    lang = diagnostics.manner.lang
    users = ", ".join(f"{user} {count}" for user, count in _users(entries).items())
    none = "-"
    lines = [
        (Text("journal", "日志"), name),
        (Text("entries", "条目"), str(verdict.entries)),
        (Text("users", "用户"), users or none),
        (Text("first", "首条时间"), entries["at"].first() or none),
        (Text("last", "末条时间"), entries["at"].last() or none),
        (Text("head", "末条哈希"), verdict.head if verdict.entries else none),
    ]
    if verdict.fault is None:
        said = Text("sound", "完好")
    else:
        seq, what = verdict.fault.seq, verdict.fault.what
        said = Text(f"broken at entry {seq}: {what.en}", f"第 {seq} 条有问题：{what.zh}")
    lines.append((Text("verdict", "结论"), said.to(lang)))
    labels = [label.to(lang) for label, _ in lines]
    width = max(map(cells, labels)) + 2
    return "".join(
        f"{label}{' ' * (width - cells(label))}{visible(str(value))}\n"
        for label, (_, value) in zip(labels, lines, strict=True)
    )
