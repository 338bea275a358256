"""``disclosure-audit series``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disclosure_audit.cli import output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.diagnostics import manner
from disclosure_audit.cli.help import option

HELP = (
    """
Show the series of document numbers of a run: which serials are missing in the register, in the
catalog and in both, and an estimate of how many documents neither list holds.

A series is an agency code and a year; orders run on over the years. Voided numbers are named under
[series] in the configuration. A serial far beyond its series is shown apart and makes no gaps. Only
agency codes that the register sends under are looked at. The lists are read again from the inputs.

The estimate rests on assumptions that are printed with it; where a catalog is made from the register
it is a lower bound.

Examples:

  disclosure-audit series results
  disclosure-audit series results --year 2024 --format csv
""",
    """
列出一次运行的发文字号系列：登记簿、公开目录及两者各缺哪些序号，并估计两份清单均无的文件数。

一个系列即一个机关代字加一个年份；令的编号跨年连续。作废文号写在配置的 [series] 中。远超本系列的
序号单列，不算缺号。只看登记簿发文所用的机关代字。清单从原文件重新读取。

估计所依据的前提随结果列出；公开目录如系依登记簿编制，则只是下限。

示例：

  disclosure-audit series 结果
  disclosure-audit series 结果 --year 2024 --format csv
""",
)
SHORT = ("Show which serials are missing.", "列出缺少的发文序号。")


def series(
    run: Annotated[Path, typer.Argument(metavar="RUN", help=option("Folder of a run.", "结果文件夹。"))],
    agency: Annotated[
        list[str] | None,
        typer.Option("--agency", metavar="CODE", help=option("Only this agency code. Repeatable.", "仅限该机关代字，可多次给出。")),
    ] = None,
    year: Annotated[
        list[int] | None,
        typer.Option("--year", metavar="YEAR", help=option("Only this year. Repeatable.", "仅限该年，可多次给出。")),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="table|csv|json", help=option("Output format.", "输出格式。"))
    ] = "table",
) -> None:  # fmt: skip
    """Show which serials are missing."""
    chosen = one_of("--format", format_, ("table", "csv", "json"))

    from disclosure_audit import run as runs
    from disclosure_audit.recall.series import account_of
    from disclosure_audit.writers import series_csv, series_json, series_table
    from disclosure_audit.writers.base import Page

    found = account_of(runs.read(run), agencies=tuple(agency or ()), years=tuple(year or ()))
    if chosen == "csv":
        output.put(series_csv.write(found), machine=True)
    elif chosen == "json":
        output.put(series_json.write(found, manner.lang), machine=True)
    else:
        page = Page(width=output.width(), color=output.color(), plain=output.plain())
        output.put(series_table.write(found, page, manner.lang), machine=False)
