"""``disclosure-audit rules`` and ``disclosure-audit explain``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from disclosure_audit.cli import output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.diagnostics import manner, say
from disclosure_audit.cli.help import option
from disclosure_audit.language import Lang, Text

if TYPE_CHECKING:
    from disclosure_audit.evaluation.rule_statistics import Statistic
    from disclosure_audit.rules.base import Rule

RULES_HELP = (
    """
List the rules: code, severity, name and what each reports.

With --stats: how many findings of each rule's present version were labelled and how many of them
were right, over all evaluations kept in this workspace (evaluate --keep).

Examples:

  disclosure-audit rules
  disclosure-audit rules --format json
  disclosure-audit rules --stats
""",
    """
列出全部规则：编号、级别、名称与内容。

加 --stats 则列出各规则现行版本已标注多少问题、其中多少属实，依据为本工作区保存的全部评估
（evaluate --keep）。

示例：

  disclosure-audit rules
  disclosure-audit rules --format json
  disclosure-audit rules --stats
""",
)
RULES_SHORT = ("List the rules.", "列出全部规则。")
EXPLAIN_HELP = (
    """
Print a rule's page: why it matters (with the legal basis), what it looks at, when it does not
fire, and what to do about a finding.

Examples:

  disclosure-audit explain OM001
  disclosure-audit explain omitted-document --lang zh
""",
    """
打印一条规则的说明：为何重要（含法律依据）、查看什么、何时不算问题、如何处理。

示例：

  disclosure-audit explain OM001
  disclosure-audit explain omitted-document --lang en
""",
)
EXPLAIN_SHORT = ("Print a rule's page.", "打印一条规则的说明。")


def rules(
    format_: Annotated[
        str,
        typer.Option("--format", metavar="table|json", help=option("Output format.", "输出格式。")),
    ] = "table",
    stats: Annotated[
        bool, typer.Option("--stats", help=option("Show each rule's measured precision.", "显示各规则实测的精确率。"))
    ] = False,
) -> None:  # fmt: skip
    """List the rules."""
    chosen = one_of("--format", format_, ("table", "json"))

    from disclosure_audit.rules.registry import all_rules

    known = all_rules()
    measured = _measure(known) if stats else None
    if chosen == "json":
        content = [_describe(rule) for rule in known.values()]
        if measured is not None:
            from disclosure_audit.evaluation.precision_json import describe

            content = [
                {**item, "precision": describe(statistic)}
                for item, statistic in zip(content, measured, strict=True)
            ]
        output.put(json.dumps(content, ensure_ascii=False, indent=1) + "\n", machine=True)
    elif measured is not None:
        from disclosure_audit.evaluation.precision_table import write_statistics
        from disclosure_audit.writers.base import Page

        paper = Page(width=output.width(), color=output.color())
        output.put(write_statistics(measured, paper, manner.lang), machine=False)
    else:
        lines = [
            f"{rule.code}  {rule.severity:<8}  {rule.name}\n       {rule.title.to(manner.lang)}"
            for rule in known.values()
        ]
        output.put("\n".join(lines) + "\n", machine=False)


def _describe(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "title": rule.title.to(manner.lang),
        "version": rule.version,
    }


def _measure(known: Mapping[str, Rule]) -> Sequence[Statistic]:
    """Return what the kept evaluations say of each rule; where there are none, say how to make one."""
    from disclosure_audit.evaluation.kept_precision import read_kept
    from disclosure_audit.evaluation.rule_statistics import measure_rules

    kept = read_kept()
    if not kept:
        say(
            Text("no evaluation is kept here yet: label a sheet of `disclosure-audit sample RUN"
                 " --findings`, then `disclosure-audit evaluate RUN LABELS --keep`",
                 "此处尚未保存评估：请标注 `disclosure-audit sample RUN --findings` 抽出的表，"
                 "再运行 `disclosure-audit evaluate RUN LABELS --keep`")
        )  # fmt: skip
    return measure_rules(kept, {code: rule.version for code, rule in known.items()})


def explain(
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE", help=option("Code or name of the rule.", "规则编号或名称。")
        ),
    ],
) -> None:
    """Print a rule's page."""
    from disclosure_audit.rules.registry import find_rule

    output.put(page(find_rule(rule), manner.lang), machine=False)


def page(rule: Rule, lang: Lang) -> str:
    """Return the page of ``rule`` in ``lang``, in English where it has no Chinese part."""
    from disclosure_audit.writers.rule_pages import page_in

    return f"# {rule.code} {rule.name} ({rule.severity})\n\n{page_in(rule.page, lang)}\n"
