"""``disclosure-audit columns``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_audit.cli import diagnostics, output
from disclosure_audit.cli.choices import one_of, pair
from disclosure_audit.cli.help import option
from disclosure_audit.cli.overrides import from_options
from disclosure_audit.language import Text

if TYPE_CHECKING:
    from disclosure_audit.intake import Shape
    from disclosure_audit.schema.columns import Side

HELP = (
    """
Show what each column of a list is taken for, and why. Nothing is scanned or written.

Without --side the headers alone decide; with it the list is read as scan would read it: with the
settings for that side. A column that could be two things is left open and asked about; settle it
with --map-register or --map-catalog in a scan, or in the configuration.

Examples:

  disclosure-audit columns register.xlsx
  disclosure-audit columns catalog.csv --side catalog --format json
""",
    """
显示清单各列被识别为什么，以及依据。不扫描，也不写入任何文件。

不给 --side 时只看表头；给出时按扫描该清单的方式读取，并采用配置中该清单的设置。
含义不明的列会留空并提示；请用 --map-register、--map-catalog 或配置文件指定。

示例：

  disclosure-audit columns 登记簿.xlsx
  disclosure-audit columns 目录.csv --side catalog --format json
""",
)
_WIDEST_HEADER, _LONGEST_WHY = 30, 120
SIDES = ("register", "catalog")
"""As in the schema, which the help must not load; a test keeps them equal."""
SHORT = ("Show what each column is taken for.", "显示各列被识别为什么。")


def columns(
    file: Annotated[str, typer.Argument(metavar="FILE", help=option("Register or catalog.", "登记簿或公开目录。"))],
    side: Annotated[
        str | None,
        typer.Option(
            "--side",
            metavar="register|catalog",
            help=option("Which list it is; the headers alone decide if not given.", "是哪一份清单；不给时只看表头。"),
        ),
    ] = None,
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
    which = _side(side)
    given = [pair("--map", item, "issued_on=成文日期", empty=True) for item in map_ or ()]
    overrides = from_options(encoding=encoding, delimiter=delimiter)

    from disclosure_audit import settings
    from disclosure_audit.cli.lists import look_at
    from disclosure_audit.cli.questions import tell_of_twins
    from disclosure_audit.scanner.secret_terms import secret_terms

    found = settings.load(config, Path.cwd(), overrides).config
    diagnostics.manner.lang = found.lang or diagnostics.manner.lang
    diagnostics.manner.terms = secret_terms(found.scanner)
    mapped = dict(getattr(found.columns, which)) if which else {}
    shapes = look_at(file, which, found, sheets=tuple(sheet or ()), overrides=mapped | dict(given))
    if chosen == "json":
        output.put(_as_json(shapes), machine=True)
    else:
        output.put(_as_table(shapes), machine=False)
    _tell(shapes, which)
    for shape in shapes:
        tell_of_twins(shape.mapping, which)


def _side(given: str | None) -> Side | None:
    if given is None:
        return None
    return "catalog" if one_of("--side", given, SIDES) == "catalog" else "register"


def _tell(shapes: tuple[Shape, ...], side: Side | None) -> None:
    """Say how many columns are open and how to settle them."""
    questions = [question for shape in shapes for question in shape.mapping.questions]
    if questions:
        example = f"{questions[0].candidates[0]}={questions[0].header}"
        options = [f"--map-{one} {example}" for one in ((side,) if side else SIDES)]
        diagnostics.warn(
            Text("columns that have to be settled: {n}", "需要确认的列：{n}").fill(
                n=len(questions)
            ),
            Text(
                f"scan with, for example, {' or '.join(options)}",
                f"扫描时加，例如 {' 或 '.join(options)}",
            ),
        )


def _as_json(shapes: tuple[Shape, ...]) -> str:
    """Return a list with one object per column, in the file's order.

    A list without headers shows its first record in their place, so secrets are blotted out.
    """
    from disclosure_audit.scanner.masking import blot

    def shown(text: str) -> str:
        return blot(text, diagnostics.manner.terms)

    content = [
        {
            "header": shown(column.header),
            "canonical": column.name,
            "why": shown(column.why.to(diagnostics.manner.lang)),
            "sources": [shown(source) for source in shape.sources],
        }
        for shape in shapes
        for column in shape.mapping.columns
    ]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _as_table(shapes: tuple[Shape, ...]) -> str:
    """Return one line per column: header, canonical column, reason; by sheet if they differ."""
    from disclosure_audit.glyphs import cells, shorten, visible
    from disclosure_audit.scanner.masking import blot

    def shown(text: str, limit: int) -> str:
        return shorten(
            visible(blot(text, diagnostics.manner.terms)), limit
        )  # a list without headers shows its first record

    lines = []
    for shape in shapes:
        columns = [(shown(c.header, _WIDEST_HEADER), c) for c in shape.mapping.columns]
        first = max((cells(header) for header, _ in columns), default=0)
        if len(shapes) > 1:
            lines += ["", shown(", ".join(shape.sources), _LONGEST_WHY)]
        for header, column in columns:
            why = shown(column.why.to(diagnostics.manner.lang), _LONGEST_WHY)
            gap = " " * (first - cells(header))
            lines.append(f"{header}{gap}  {column.name or '-':<15}  {why}")
    return "\n".join(lines).lstrip("\n") + "\n"
