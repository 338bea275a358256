"""``disclosure-audit evaluate``."""

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
Measure the links of a run by labels: precision, recall and F1 with their 95 % intervals, whether
the scores keep their promise, and what the labels prove.

LABELS is a sheet of disclosure-audit sample with its column same filled in, or the whole truth: a
CSV or Parquet file with the columns register_row and catalog_row that lists every true pair. Rows
are counted from 0.

Examples:

  disclosure-audit evaluate results labels.csv
  disclosure-audit evaluate results truth.parquet --format json
""",
    """
用标注评估一次运行的对应关系：精确率、召回率、F1 及其 95% 区间，得分是否可信，以及标注能证明什么。

LABELS 为 disclosure-audit sample 抽出并填好 same 列的表，或完整真值：含 register_row 与
catalog_row 两列、列出全部真实配对的 CSV 或 Parquet 文件。行号从 0 起计。

示例：

  disclosure-audit evaluate 结果 标注.csv
  disclosure-audit evaluate 结果 真值.parquet --format json
""",
)
SHORT = ("Measure the matching by labels.", "用标注评估对应质量。")


def evaluate(
    run: Annotated[Path, typer.Argument(metavar="RUN", help=option("Folder of a run.", "结果文件夹。"))],
    labels: Annotated[
        Path,
        typer.Argument(metavar="LABELS", help=option("Labelled sample or true pairs.", "标注样本或真实配对。")),
    ],
    format_: Annotated[
        str, typer.Option("--format", metavar="table|json", help=option("Output format.", "输出格式。"))
    ] = "table",
) -> None:  # fmt: skip
    """Measure the matching by labels."""
    chosen = one_of("--format", format_, ("table", "json"))

    from disclosure_audit import run as runs
    from disclosure_audit.evaluation import scores_json, scores_table
    from disclosure_audit.evaluation.evaluate import evaluate as measure
    from disclosure_audit.writers.base import Page

    found = measure(runs.read(run), labels)
    if chosen == "json":
        output.put(scores_json.write(found, manner.lang), machine=True)
    else:
        page = Page(width=output.width(), color=output.color())
        output.put(scores_table.write(found, page, manner.lang), machine=False)
