"""``disclosure-audit evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_audit.cli import output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.diagnostics import manner, say
from disclosure_audit.cli.help import option
from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text

if TYPE_CHECKING:
    from disclosure_audit.evaluation.precision import FindingsEvaluation
    from disclosure_audit.evaluation.results import Evaluation
    from disclosure_audit.writers.base import Page

HELP = (
    """
Measure a run by labels. For its links: precision, recall and F1 with their 95 % intervals, whether
the scores keep their promise, and what the labels prove. For its findings: the precision of each
rule, family and confidence.

LABELS is a sheet of disclosure-audit sample with its column same (links) or right (findings) filled
in, or the whole truth of the links: a CSV or Parquet file with the columns register_row and
catalog_row that lists every true pair. Rows are counted from 0.

With --keep labels of findings are kept in .disclosure-audit/precision.json, without any text of the
lists; disclosure-audit rules --stats shows what all of them say of each rule.

Examples:

  disclosure-audit evaluate results labels.csv
  disclosure-audit evaluate results right.csv --keep
  disclosure-audit evaluate results truth.parquet --format json
""",
    """
用标注评估一次运行。对应关系：精确率、召回率、F1 及其 95% 区间，得分是否可信，以及标注能证明什么；
问题：各规则、各类别、各档可信度的精确率。

LABELS 为 disclosure-audit sample 抽出并填好 same 列（对应关系）或 right 列（问题）的表，或对应关系的
完整真值：含 register_row 与 catalog_row 两列、列出全部真实配对的 CSV 或 Parquet 文件。行号从 0 起计。

加 --keep 则把问题的标注存入 .disclosure-audit/precision.json（不含清单文字），
disclosure-audit rules --stats 据此列出各规则的精确率。

示例：

  disclosure-audit evaluate 结果 标注.csv
  disclosure-audit evaluate 结果 属实.csv --keep
  disclosure-audit evaluate 结果 真值.parquet --format json
""",
)
SHORT = ("Measure links or findings by labels.", "用标注评估对应关系或问题。")


def evaluate(
    run: Annotated[Path, typer.Argument(metavar="RUN", help=option("Folder of a run.", "结果文件夹。"))],
    labels: Annotated[
        Path,
        typer.Argument(metavar="LABELS", help=option("Labelled sample or true pairs.", "标注样本或真实配对。")),
    ],
    format_: Annotated[
        str, typer.Option("--format", metavar="table|json", help=option("Output format.", "输出格式。"))
    ] = "table",
    keep: Annotated[
        bool, typer.Option("--keep", help=option("Keep labels of findings for rules --stats.", "保存问题的标注，供 rules --stats 使用。"))
    ] = False,
) -> None:  # fmt: skip
    """Measure links or findings by labels."""
    chosen = one_of("--format", format_, ("table", "json"))

    from disclosure_audit import run as runs
    from disclosure_audit.evaluation.evaluate import evaluate as measure
    from disclosure_audit.evaluation.kept_precision import keep as keep_labels
    from disclosure_audit.evaluation.precision import FindingsEvaluation

    saved = runs.read(run)
    found = measure(saved, labels)
    if keep and not isinstance(found, FindingsEvaluation):
        raise UsageError(
            Text("--keep keeps labels of findings, and these are of links", "--keep 只保存问题的标注，而这是对应关系的标注"),
            Text("leave it out, or draw findings with `sample --findings`",
                 "请去掉该选项，或用 `sample --findings` 抽取问题"),
        )  # fmt: skip
    if isinstance(found, FindingsEvaluation):
        _put_findings(found, as_json=chosen == "json")
        if keep:
            path = keep_labels(saved, found)
            say(Text("kept: {path}", "已保存：{path}").fill(path=visible(str(path))))
    else:
        _put_links(found, as_json=chosen == "json")


def _put_links(found: Evaluation, *, as_json: bool) -> None:
    from disclosure_audit.evaluation import scores_json, scores_table

    if as_json:
        output.put(scores_json.write(found, manner.lang), machine=True)
    else:
        output.put(scores_table.write(found, _page(), manner.lang), machine=False)


def _put_findings(found: FindingsEvaluation, *, as_json: bool) -> None:
    from disclosure_audit.evaluation import precision_json, precision_table

    if as_json:
        output.put(precision_json.write(found, manner.lang), machine=True)
    else:
        output.put(precision_table.write(found, _page(), manner.lang), machine=False)


def _page() -> Page:
    from disclosure_audit.writers.base import Page

    return Page(width=output.width(), color=output.color())
