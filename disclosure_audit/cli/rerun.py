"""``disclosure-audit rerun``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disclosure_audit.cli import diagnostics, output, progress
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.diagnostics import manner
from disclosure_audit.cli.help import option

HELP = (
    """
Repeat a run from its own record and say whether the same came out, byte for byte.

RUN is the folder of a run. Settings, language and day of the audit are those in its run.json.
Inputs, lexicons and full texts are looked for at the paths it names, from the working folder and
from the folders around the run; the SHA-256 of inputs and lexicons must be that of then. The ids of
findings come out the same only with the key that the run was made with. Decisions of reviewers are
no part of a scan: see journal verify.

Examples:

  disclosure-audit rerun results
  disclosure-audit rerun results --out results-again
  disclosure-audit rerun results --format json

Exit codes: 0 the results are the same, 1 they differ, 2 wrong usage, 3 internal error, 4 an input
is gone or has changed, or the run is damaged, 130 interrupted.
""",
    """
按运行结果自身的记录重做一次扫描，并说明结果是否逐字节相同。

RUN 为结果文件夹。设置、语言和审计基准日取自其 run.json。输入清单、词表和正文按其中记录的路径，
从当前文件夹和结果文件夹的上级查找；清单与词表的 SHA-256 须与当时一致。只有使用当时的密钥，
问题编号才会相同。审阅者的决定不属于扫描，请用 journal verify 核验。

示例：

  disclosure-audit rerun 结果
  disclosure-audit rerun 结果 --out 重做结果
  disclosure-audit rerun 结果 --format json

退出码：0 结果相同；1 结果不同；2 用法有误；3 内部错误；4 输入已不在或已改动，或结果已损坏；
130 中断。
""",
)
SHORT = ("Repeat a run and compare it byte for byte.", "重做一次扫描并逐字节比对。")


def rerun(
    run: Annotated[Path, typer.Argument(metavar="RUN", help=option("Folder of a run.", "结果文件夹。"))],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help=option("Keep the repetition there.", "将重做的结果保存到该文件夹。")),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="table|json", help=option("Output format.", "输出格式。"))
    ] = "table",
) -> None:  # fmt: skip
    """Repeat a run and compare it byte for byte."""
    chosen = one_of("--format", format_, ("table", "json"))

    from disclosure_audit import reperformance
    from disclosure_audit.writers import reperformance as writer

    with progress.shown() as report:
        result = reperformance.rerun(run, keep=out, progress=report)
    if chosen == "json":
        output.put(writer.write_json(result, manner.lang), machine=True)
    else:
        output.put(writer.write_lines(result, manner.lang, output.width()), machine=False)
    if not result.is_same:
        raise typer.Exit(diagnostics.GATE_FAILED)
