"""``disclosure-audit columns``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_audit.cli import diagnostics, output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.help import option
from disclosure_audit.cli.overrides import from_options
from disclosure_audit.language import Text

if TYPE_CHECKING:
    from disclosure_audit.intake import Shape

HELP = (
    """
Show what each column of a list is taken for, and why. Nothing is scanned or written.

A column that could be two things is left open and asked about; settle it with --map-register or
--map-catalog, or in the configuration.

Examples:

  disclosure-audit columns register.xlsx
  disclosure-audit columns catalog.csv --side catalog --format json
""",
    """
显示清单各列被识别为什么，以及依据。不扫描，也不写入任何文件。

含义不明的列会留空并提示；请用 --map-register、--map-catalog 或配置文件指定。

示例：

  disclosure-audit columns 登记簿.xlsx
  disclosure-audit columns 目录.csv --side catalog --format json
""",
)
_WIDEST_HEADER, _LONGEST_WHY = 30, 120
SHORT = ("Show what each column is taken for.", "显示各列被识别为什么。")


def columns(
    file: Annotated[str, typer.Argument(metavar="FILE", help=option("Register or catalog.", "登记簿或公开目录。"))],
    side: Annotated[
        str,
        typer.Option("--side", metavar="register|catalog", help=option("Which list it is.", "是哪一份清单。")),
    ] = "register",
    format_: Annotated[
        str, typer.Option("--format", metavar="table|json", help=option("Output format.", "输出格式。"))
    ] = "table",
    config: Annotated[
        Path | None, typer.Option("--config", metavar="PATH", help=option("Configuration file.", "配置文件。"))
    ] = None,
    sheet: Annotated[
        list[str] | None, typer.Option("--sheet", metavar="NAME", help=option("Sheet. Repeatable.", "工作表，可多次给出。"))
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=HEADER", help=option("Which header is that column. Repeatable.", "哪个表头是该列，可多次给出。")),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help=option("Encoding of a text file.", "文本文件的编码。"))
    ] = None,
    delimiter: Annotated[
        str | None, typer.Option("--delimiter", metavar="CHAR", help=option("Delimiter of a text file.", "文本文件的分隔符。"))
    ] = None,
) -> None:  # fmt: skip
    """Show what each column is taken for."""
    chosen = one_of("--format", format_, ("table", "json"))
    which = one_of("--side", side, ("register", "catalog"))
    overrides = from_options(
        encoding=encoding, delimiter=delimiter,
        register_sheet=sheet if which == "register" else None,
        catalog_sheet=sheet if which == "catalog" else None,
        map_register=map_ if which == "register" else None,
        map_catalog=map_ if which == "catalog" else None,
    )  # fmt: skip

    from disclosure_audit import settings
    from disclosure_audit.cli.lists import look_at

    found = settings.load(config, Path.cwd(), overrides)
    diagnostics.manner.lang = found.config.lang or diagnostics.manner.lang
    shapes = look_at(file, "register" if which == "register" else "catalog", found.config)
    if chosen == "json":
        output.put(_as_json(shapes), machine=True)
    else:
        output.put(_as_table(shapes), machine=False)
    questions = [question for shape in shapes for question in shape.mapping.questions]
    if questions:
        name = questions[0].candidates[0]
        diagnostics.warn(
            Text("columns that have to be settled: {n}", "需要确认的列：{n}").fill(
                n=len(questions)
            ),
            Text(
                f"scan with --map-{which} {name}=HEADER",
                f"扫描时加 --map-{which} {name}=表头",
            ),
        )


def _as_json(shapes: tuple[Shape, ...]) -> str:
    """Return a list with one object per column, in the file's order."""
    content = [
        {
            "header": column.header,
            "canonical": column.name,
            "why": column.why.to(diagnostics.manner.lang),
            "sources": list(shape.sources),
        }
        for shape in shapes
        for column in shape.mapping.columns
    ]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _as_table(shapes: tuple[Shape, ...]) -> str:
    """Return one line per column: header, canonical column, reason."""
    from disclosure_audit.glyphs import cells, shorten, visible

    lines = []
    for shape in shapes:
        if len(shapes) > 1:
            lines.append(visible(", ".join(shape.sources)))
        columns = [(shorten(visible(c.header), _WIDEST_HEADER), c) for c in shape.mapping.columns]
        first = max((cells(header) for header, _ in columns), default=0)
        for header, column in columns:
            why = shorten(visible(column.why.to(diagnostics.manner.lang)), _LONGEST_WHY)
            gap = " " * (first - cells(header))
            lines.append(f"{header}{gap}  {column.name or '-':<15}  {why}")
    return "\n".join(lines) + "\n"
