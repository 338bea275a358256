"""``disclosure-audit gate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disclosure_audit.cli import diagnostics, gating, output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.diagnostics import manner
from disclosure_audit.cli.help import option
from disclosure_audit.cli.outputs import OUTPUT_HELP, outputs_of, takes_stdout
from disclosure_audit.cli.overrides import gate_options

HELP = (
    """
Say whether a catalog may go out: exit with 1 if a condition fails.

RUN is the folder of a run; the newest below .disclosure-audit/runs if left out. Conditions are
those of [gate] in disclosure-audit.toml, or those given here instead. Each that fails says what
failed, the number, the first findings, and how to put it right. Findings that reviewers dismissed
or waived do not count, nor those in the waivers file; with --new-only nor those of the baseline.

Examples:

  disclosure-audit gate results --fail-on high
  disclosure-audit gate results --condition "omitted > 0"
  disclosure-audit gate results --condition "coverage < 99.5%"
  disclosure-audit gate results --condition "CF any" --new-only
  disclosure-audit gate results --fail-on high --output junit=gate.xml

Exit codes: 0 passed, 1 failed, 2 wrong usage or configuration, 3 internal error, 4 an input cannot
be read, 130 interrupted.
""",
    """
判断目录可否发布：有条件不符时以 1 退出。

RUN 为结果文件夹，省略时取 .disclosure-audit/runs 下最新的一个。条件取自 disclosure-audit.toml 的
[gate]，或改用此处给出的条件。每个不符的条件都说明原因、数值、前几个问题和处置办法。审阅人已排除或
豁免的、豁免文件中的问题不计；加 --new-only 时基线中的也不计。

示例：

  disclosure-audit gate 结果 --fail-on high
  disclosure-audit gate 结果 --condition "未见公开 > 0"
  disclosure-audit gate 结果 --condition "公开率 < 99.5%"
  disclosure-audit gate 结果 --condition "CF 任意" --new-only
  disclosure-audit gate 结果 --fail-on high --output junit=gate.xml

退出码：0 通过；1 未通过；2 用法或配置有误；3 内部错误；4 输入无法读取；130 中断。
""",
)
SHORT = ("Say whether a catalog may go out.", "判断目录可否发布。")
FORMATS = ("table", "json")


def gate(
    run: Annotated[Path | None, typer.Argument(metavar="RUN", help=option("Folder of a run.", "结果文件夹。"))] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on", metavar="SEVERITY|CONDITION",
            help=option("Fail if a finding is that bad, or if the condition holds. Repeatable.",
                        "有问题达到该级别，或条件成立时不通过。可多次给出。"),
        ),
    ] = None,
    condition: Annotated[
        list[str] | None,
        typer.Option(
            "--condition", metavar="CONDITION",
            help=option("Fail if this holds, such as \"omitted > 0\". Repeatable.",
                        "条件成立时不通过，如“未见公开 > 0”。可多次给出。"),
        ),
    ] = None,
    new_only: Annotated[
        bool, typer.Option("--new-only", help=option("Findings of the baseline do not count.", "基线中已有的问题不计。"))
    ] = False,
    shrink_only: Annotated[
        bool,
        typer.Option("--shrink-only", help=option("Fail on new findings and on stale entries of the baseline.", "有新增问题或基线中有过时条目时不通过。")),
    ] = False,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="PATH", help=option("File of the known findings.", "基线文件。"))
    ] = None,
    waivers: Annotated[
        Path | None, typer.Option("--waivers", metavar="PATH", help=option("File of the waivers.", "豁免文件。"))
    ] = None,
    outputs: Annotated[
        list[str] | None, typer.Option("--output", metavar="FORMAT=PATH", help=option(*OUTPUT_HELP))
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help=option("Format of the verdict.", "结论的格式。"))
    ] = FORMATS[0],
    config: Annotated[
        Path | None, typer.Option("--config", metavar="PATH", help=option("Configuration file.", "配置文件。"))
    ] = None,
) -> None:  # fmt: skip
    """Say whether a catalog may go out."""
    chosen = one_of("--format", format_, FORMATS)
    given = gate_options(fail_on, condition)
    for key, path in (("gate.baseline", baseline), ("gate.waivers", waivers)):
        if path is not None:
            given[key] = str(path)
    for key, is_set in (("gate.new_only", new_only), ("gate.shrink_only", shrink_only)):
        if is_set:
            given[key] = True
    files = outputs_of(outputs)
    folder = gating.run_or_newest(run)

    from disclosure_audit.scanner.masking import blot
    from disclosure_audit.writers import verdict_lines

    found = gating.settings_of(config, given)
    if not gating.is_on(found.config):
        raise gating.no_condition()
    verdict = gating.ask(folder, found, files)
    if verdict is None:
        raise gating.no_condition()
    if takes_stdout(files):
        gating.tell(verdict)
    else:
        if chosen == "json":
            text = verdict_lines.write_json(verdict, manner.lang)
        else:
            text = verdict_lines.write_lines(verdict, manner.lang, output.width())
        # what reviewers wrote into the waivers file was masked by nobody
        terms = diagnostics.manner.terms  # of the lexicons, where there is a waivers file
        shown = text if found.config.reveal else blot(text, terms)
        output.put(shown, machine=chosen == "json")
    if not verdict.passed:
        raise typer.Exit(diagnostics.GATE_FAILED)
