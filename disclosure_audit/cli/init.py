"""``disclosure-audit init``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disclosure_audit.cli import diagnostics
from disclosure_audit.cli.help import option
from disclosure_audit.errors import UsageError, system_reason
from disclosure_audit.language import Text

HELP = (
    """
Write a commented configuration file: every setting with what it does, and the columns found in
both lists filled in. What could not be told stands there as a question.

Examples:

  disclosure-audit init register.xlsx catalog.csv
  disclosure-audit init register.xlsx catalog.csv --out audit-2020.toml
""",
    """
生成带注释的配置文件：列出每个设置项及其作用，并填好两份清单中识别出的各列；
无法判断的列以问题形式写入。

示例：

  disclosure-audit init 登记簿.xlsx 目录.csv
  disclosure-audit init 登记簿.xlsx 目录.csv --out audit-2020.toml
""",
)
SHORT = ("Write a configuration file for two lists.", "为两份清单生成配置文件。")


def init(
    register: Annotated[str, typer.Argument(metavar="REGISTER", help=option("List of documents made.", "登记簿。"))],
    catalog: Annotated[str, typer.Argument(metavar="CATALOG", help=option("List of what was published.", "公开目录。"))],
    out: Annotated[
        Path, typer.Option("--out", metavar="PATH", help=option("File to write.", "要写入的文件。"))
    ] = Path("disclosure-audit.toml"),
    force: Annotated[bool, typer.Option("--force", help=option("Replace the file.", "替换已有文件。"))] = False,
) -> None:  # fmt: skip
    """Write a configuration file for two lists."""
    if out.exists() and not (force and out.is_file()):
        raise UsageError(
            Text("“{path}” exists already", "“{path}”已存在").fill(path=out),
            Text("choose another name with --out, or replace it with --force", "请用 --out 另取名字，或用 --force 替换")
            if out.is_file()
            else Text("give the name of a file", "请给出文件名"),
        )  # fmt: skip

    from disclosure_audit import settings
    from disclosure_audit.cli.lists import look_at
    from disclosure_audit.config import Config
    from disclosure_audit.intake import merge_shapes
    from disclosure_audit.scanner.masking import blot

    lang = diagnostics.manner.lang
    of_register = merge_shapes(look_at(register, "register", Config()))
    of_catalog = merge_shapes(look_at(catalog, "catalog", Config()))
    # A list without headers shows its first record in their place: no secret of it is written.
    text = blot(settings.write_config(of_register, of_catalog, lang=lang))
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        why = system_reason(error)
        raise UsageError(
            Text(f"“{out}” cannot be written: {why.en}", f"无法写入“{out}”：{why.zh}"),
            Text("choose another place with --out", "请用 --out 另选位置"),
        ) from error
    open_questions = len(of_register.questions) + len(of_catalog.questions)
    diagnostics.say(Text("written: {path}", "已写入：{path}").fill(path=out))
    if open_questions:
        diagnostics.warn(
            Text(
                "columns that have to be settled in {path}: {n}", "{path} 中需要确认的列：{n}"
            ).fill(path=out, n=open_questions),
            Text("look for QUESTION in the file", "请在文件中查找“待确认”"),
        )
