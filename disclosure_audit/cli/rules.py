"""``disclosure-audit rules`` and ``disclosure-audit explain``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_audit.cli import output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.diagnostics import manner
from disclosure_audit.cli.help import option
from disclosure_audit.language import Lang

if TYPE_CHECKING:
    from disclosure_audit.rules.base import Rule

RULES_HELP = (
    """
List the rules: code, severity, name and what each reports.

Examples:

  disclosure-audit rules
  disclosure-audit rules --format json
""",
    """
列出全部规则：编号、级别、名称与内容。

示例：

  disclosure-audit rules
  disclosure-audit rules --format json
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

_CHINESE = "## 中文"
"""Heading that parts a page's English from its Chinese."""


def rules(
    format_: Annotated[
        str,
        typer.Option("--format", metavar="table|json", help=option("Output format.", "输出格式。")),
    ] = "table",
) -> None:
    """List the rules."""
    chosen = one_of("--format", format_, ("table", "json"))

    from disclosure_audit.rules.registry import all_rules

    known = list(all_rules().values())
    if chosen == "json":
        content = [
            {
                "code": rule.code,
                "name": rule.name,
                "severity": str(rule.severity),
                "title": rule.title.to(manner.lang),
                "version": rule.version,
            }
            for rule in known
        ]
        output.put(json.dumps(content, ensure_ascii=False, indent=1) + "\n", machine=True)
        return
    lines = [
        f"{rule.code}  {rule.severity:<8}  {rule.name}\n       {rule.title.to(manner.lang)}"
        for rule in known
    ]
    output.put("\n".join(lines) + "\n", machine=False)


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
    english, _, chinese = rule.page.partition(f"\n{_CHINESE}\n")
    body = chinese if lang == "zh" and chinese else english
    return f"# {rule.code} {rule.name} ({rule.severity})\n\n{body.strip()}\n"
