"""``disclosure-audit seal`` and ``disclosure-audit verify``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_audit.cli import choices, diagnostics, output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.diagnostics import manner
from disclosure_audit.cli.help import option
from disclosure_audit.cli.overrides import from_options
from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text

if TYPE_CHECKING:
    from disclosure_audit.config import Config

SEAL_HELP = (
    """
Seal a catalog as it was filed: write keyed hashes of every field of every record, by which verify
can later name each record that was added, removed or altered.

CATALOG is a file, a folder, a database address, or the folder of a run, whose catalog is meant. No
text of the list is in the seal, and without the key of the workspace nobody can guess any from it.
Keep the key: DISCLOSURE_AUDIT_KEY, or .disclosure-audit/key. The same catalog and key give the same
bytes.

Examples:

  disclosure-audit seal catalog.csv
  disclosure-audit seal catalog.csv --out filed-2024.seal --date 2024-06-30
""",
    """
将备案时的公开目录封存：写出每条记录每个字段的带密钥散列值，日后可用 verify 指明新增、删除或改动的
每一条记录。

CATALOG 为文件、文件夹、数据库地址，或某次运行的结果文件夹（指其公开目录）。封存文件不含清单文字，
没有工作区密钥也无从猜出。请保管好密钥：DISCLOSURE_AUDIT_KEY 或 .disclosure-audit/key。
同一目录与同一密钥得出相同的字节。

示例：

  disclosure-audit seal 目录.csv
  disclosure-audit seal 目录.csv --out 2024年备案.seal --date 2024-06-30
""",
)
SEAL_SHORT = ("Seal a catalog as it was filed.", "封存备案时的公开目录。")
VERIFY_HELP = (
    """
Compare a catalog with its seal and name every record that was added, removed or altered since, and
the altered fields.

Records that only stand in another place are told apart and are no alteration. The same content in
another file format or encoding is unchanged; a full-width digit for a half-width one is an
alteration. The key must be the one that the catalog was sealed with.

Examples:

  disclosure-audit verify catalog.csv --seal catalog.seal
  disclosure-audit verify catalog.xlsx --seal catalog.seal --format json

Exit codes: 0 unchanged, 1 changed, 2 wrong usage or another key, 3 internal error, 4 an input cannot
be read, or the seal was changed or cut short, 130 interrupted.
""",
    """
将公开目录与封存文件比对，指明此后新增、删除或改动的每一条记录及改动的字段。

仅次序有变的记录单独列出，不属改动。同样内容换一种文件格式或编码，视为未改动；半角数字改为全角，
则属改动。所用密钥须与封存时相同。

示例：

  disclosure-audit verify 目录.csv --seal 目录.seal
  disclosure-audit verify 目录.xlsx --seal 目录.seal --format json

退出码：0 未改动；1 已改动；2 用法有误或密钥不同；3 内部错误；4 输入无法读取，或封存文件被改动或截断；
130 中断。
""",
)
VERIFY_SHORT = ("Compare a catalog with its seal.", "将公开目录与封存文件比对。")
FORMATS = ("table", "json", "csv")

Catalog = Annotated[
    str,
    typer.Argument(
        metavar="CATALOG", help=option("The catalog, or a run.", "公开目录，或结果文件夹。")
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="PATH", help=option("Configuration file.", "配置文件。")),
]
Sheets = Annotated[
    list[str] | None,
    typer.Option(
        "--sheet", metavar="NAME", help=option("Sheet. Repeatable.", "工作表，可多次给出。")
    ),
]
Mapped = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=HEADER",
        help=option("Which header is that column. Repeatable.", "哪个表头是该列，可多次给出。"),
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding", metavar="NAME", help=option("Encoding of a text file.", "文本文件的编码。")
    ),
]
Delimiter = Annotated[
    str | None, typer.Option("--delimiter", metavar="CHAR", help=option("Delimiter of a text file.", "文本文件的分隔符。"))
]  # fmt: skip


def seal(
    catalog: Catalog,
    out: Annotated[
        Path, typer.Option("--out", metavar="PATH", help=option("File to write.", "要写入的文件。"))
    ] = Path("catalog.seal"),
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help=option("Day to write into it; none by default.", "写入其中的日期；默认不写。"))
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=option("Replace the file.", "替换已有文件。"))] = False,
    config: ConfigFile = None,
    sheet: Sheets = None,
    map_: Mapped = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
) -> None:  # fmt: skip
    """Seal a catalog as it was filed."""
    day = choices.day("--date", date) if date is not None else None
    if out.exists() and not force:
        name = visible(str(out))
        raise UsageError(
            Text(f"“{name}” is already there", f"“{name}”已存在"),
            Text("choose another file with --out, or replace it with --force",
                 "请用 --out 另选文件，或用 --force 替换"),
        )  # fmt: skip
    settings = _settings(config, sheet, map_, encoding, delimiter)

    from disclosure_audit import seal as sealing
    from disclosure_audit.workspace import find_key
    from disclosure_audit.writers.whole_file import whole_file

    key = find_key()
    manifest = sealing.seal(
        sealing.load_sheet(catalog, settings, key), key, date=day, terms=tuple(manner.terms)
    )
    with whole_file(out, replace=force) as draft, draft.open("xb") as file:
        sealing.write_manifest(manifest, file, key)
    head = manifest.head
    if head["rejected"]:
        diagnostics.warn(
            Text("{n} rows could not be read and are not sealed", "{n} 行无法读取，未予封存").fill(
                n=head["rejected"]
            )
        )
    diagnostics.say(
        Text("{n:,} records sealed with the key {key}: {path}", "已用密钥 {key} 封存 {n:,} 条记录：{path}").fill(
            n=head["records"], key=head["key"], path=str(out)
        )
    )  # fmt: skip
    output.put(f"{head['content']}\n", machine=True)


def verify(
    catalog: Catalog,
    seal_: Annotated[
        Path, typer.Option("--seal", metavar="PATH", help=option("The seal.", "封存文件。"))
    ] = Path("catalog.seal"),
    format_: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help=option("Output format.", "输出格式。"))
    ] = FORMATS[0],
    config: ConfigFile = None,
    sheet: Sheets = None,
    map_: Mapped = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
) -> None:  # fmt: skip
    """Compare a catalog with its seal."""
    chosen = one_of("--format", format_, FORMATS)
    settings = _settings(config, sheet, map_, encoding, delimiter)

    from disclosure_audit import seal as sealing
    from disclosure_audit.workspace import known_key
    from disclosure_audit.writers import seal_told
    from disclosure_audit.writers.base import Page

    key = known_key()
    manifest = sealing.read_manifest(seal_, key)
    assert key is not None  # else reading the seal would have been refused
    known = manifest.known_headers
    found = sealing.verify(manifest, sealing.load_sheet(catalog, settings, key, known), key)
    terms = tuple(manner.terms)
    if chosen == "table":
        page = Page(width=output.width(), color=output.color(), plain=output.plain())
        output.put(seal_told.write(found, settings, page, manner.lang, terms), machine=False)
    else:
        write = seal_told.write_json if chosen == "json" else seal_told.write_csv
        for piece in write(found, settings, manner.lang, terms):
            output.put(piece, machine=True)
    if not found.is_unchanged:
        raise typer.Exit(diagnostics.GATE_FAILED)


def _settings(
    path: Path | None,
    sheets: list[str] | None,
    mapped: list[str] | None,
    encoding: str | None,
    delimiter: str | None,
) -> Config:
    """Return the settings, with what the options say of the catalog."""
    for item in mapped or ():
        choices.pair("--map", item, "issued_on=成文日期", empty=True)
    overrides = from_options(
        catalog_sheet=sheets, map_catalog=mapped, encoding=encoding, delimiter=delimiter
    )

    from disclosure_audit import settings
    from disclosure_audit.scanner.secret_terms import secret_terms

    found = settings.load(path, Path.cwd(), overrides).config
    manner.lang = found.lang or manner.lang
    manner.terms = secret_terms(found.scanner)
    return found
