"""``disclosure-audit why``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disclosure_audit.cli import output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.diagnostics import manner
from disclosure_audit.cli.help import option
from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text

HELP = (
    """
Show why a record is linked with its partner, or with none: every weight of evidence, the rivals
and what refused them.

RUN is the folder of a run. Rows are counted from 0, as in its files. The texts of the records are
read again from the inputs, if these have not changed, and marks of secrecy are masked.

Examples:

  disclosure-audit why results --register-row 12
  disclosure-audit why results --catalog-row 40 --format json
""",
    """
说明一条记录为何与另一条对应，或为何没有对应：逐项列出证据权重、落选的候选及其原因。

RUN 为结果文件夹。行号从 0 起计，与其中文件一致。记录内容从原清单重新读取（清单未改动时），
密级标志默认遮盖。

示例：

  disclosure-audit why 结果 --register-row 12
  disclosure-audit why 结果 --catalog-row 40 --format json
""",
)
SHORT = ("Show why a record is linked, or not.", "说明一条记录为何对应或未对应。")


def why(
    run: Annotated[Path, typer.Argument(metavar="RUN", help=option("Folder of a run.", "结果文件夹。"))],
    register_row: Annotated[
        int | None,
        typer.Option("--register-row", metavar="N", min=0, help=option("Row of the register.", "登记簿的行号。")),
    ] = None,
    catalog_row: Annotated[
        int | None,
        typer.Option("--catalog-row", metavar="N", min=0, help=option("Row of the catalog.", "公开目录的行号。")),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="table|json", help=option("Output format.", "输出格式。"))
    ] = "table",
    reveal: Annotated[
        bool, typer.Option("--reveal", help=option("Show confidential text unmasked.", "不遮盖涉密文字和个人号码。"))
    ] = False,
) -> None:  # fmt: skip
    """Show why a record is linked, or not."""
    chosen = one_of("--format", format_, ("table", "json"))
    if (register_row is None) == (catalog_row is None):
        raise UsageError(
            Text("name one record", "请指定一条记录"),
            Text("give either --register-row N or --catalog-row N",
                 "请给出 --register-row N 或 --catalog-row N 之一"),
        )  # fmt: skip

    from disclosure_audit import run as runs
    from disclosure_audit.evaluation import why_json, why_table
    from disclosure_audit.evaluation.explanation import explain
    from disclosure_audit.recall import read_texts
    from disclosure_audit.writers.base import Page

    saved = runs.read(run)
    if register_row is not None:
        found = explain(saved, "register", register_row)
    else:
        found = explain(saved, "catalog", catalog_row or 0)
    texts = read_texts(saved, reveal=reveal)
    if chosen == "json":
        output.put(why_json.write(found, texts, manner.lang), machine=True)
    else:
        page = Page(width=output.width(), color=output.color())
        output.put(why_table.write(found, texts, page, manner.lang), machine=False)
