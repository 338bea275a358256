"""The commands, put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from disclosure_audit.cli import (
    baseline,
    columns,
    config,
    diff,
    evaluate,
    fix,
    gate,
    init,
    journal,
    lexicon,
    output,
    report,
    rerun,
    review,
    rules,
    sample,
    scan,
    schema,
    sealing,
    series,
    timeliness,
    waivers,
    why,
)
from disclosure_audit.cli.common import everywhere
from disclosure_audit.cli.help import Command, Group, option, page, short
from disclosure_audit.cli.newest_run import newest_run
from disclosure_audit.cli.reviewing import can_open

_HELP = (
    """
Compare a register of documents with the published catalog: nothing left out, nothing twice,
nothing public that should not be.

Examples:

  disclosure-audit scan register.xlsx catalog.csv
  disclosure-audit columns register.xlsx
  disclosure-audit init register.xlsx catalog.csv
  disclosure-audit explain OM001
  disclosure-audit review

Without a command it opens the newest run for review, if there is one. Settings come from
disclosure-audit.toml, or [tool.disclosure-audit] in pyproject.toml, in the working folder or
above it; options win over them. DISCLOSURE_AUDIT_LANG=zh or --lang zh switches to Chinese.
""",
    """
将公文登记簿与信息公开目录逐条比对：不漏公开、不重复公开、不公开不该公开的内容。

示例：

  disclosure-audit scan 登记簿.xlsx 目录.csv
  disclosure-audit columns 登记簿.xlsx
  disclosure-audit init 登记簿.xlsx 目录.csv
  disclosure-audit explain OM001
  disclosure-audit review

不带命令时打开最新一次扫描结果供审阅（如有）。
设置取自当前文件夹或其上级的 disclosure-audit.toml，或 pyproject.toml 的
[tool.disclosure-audit]；命令行选项优先。
用 DISCLOSURE_AUDIT_LANG=en 或 --lang en 切换为英文。
""",
)
_LEXICON = ("Check a lexicon, or list those in use.", "检查词表，或列出正在使用的词表。")
_JOURNAL = (
    "Verify, export or replay the journal of a review.",
    "核验、导出或导入审阅日志。",
)
_BASELINE = ("Write, show or prune the known findings.", "写出、显示或清理已知问题的基线。")
_CONFIG = ("Show or check the configuration.", "显示或检查配置。")

app = typer.Typer(
    name="disclosure-audit",
    cls=Group,
    help=page(*_HELP),
    rich_markup_mode=None,  # "rich" swallows [tool.disclosure-audit]
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    no_args_is_help=False,
)
_settings = typer.Typer(
    cls=Group,
    help=short(*_CONFIG),
    short_help=short(*_CONFIG),
    rich_markup_mode=None,
    invoke_without_command=True,
)
_lexicons = typer.Typer(
    cls=Group,
    help=short(*_LEXICON),
    short_help=short(*_LEXICON),
    rich_markup_mode=None,
    invoke_without_command=True,
)

_journals = typer.Typer(
    cls=Group,
    help=short(*_JOURNAL),
    short_help=short(*_JOURNAL),
    rich_markup_mode=None,
    invoke_without_command=True,
)
_baselines = typer.Typer(
    cls=Group,
    help=short(*_BASELINE),
    short_help=short(*_BASELINE),
    rich_markup_mode=None,
    invoke_without_command=True,
)


@app.callback()
@everywhere
def _root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help=option("Show the version.", "显示版本。"))
    ] = False,
) -> None:
    """Show the version or, for a bare command, the newest run; the help where there is none."""
    if version:
        import disclosure_audit

        output.put(f"disclosure-audit {disclosure_audit.__version__}\n", machine=False)
        raise typer.Exit
    if context.invoked_subcommand is None and can_open() and newest_run():
        review.review()
    _help_if_bare(context)


@_settings.callback()
@everywhere
def _config(context: typer.Context) -> None:
    """Show the help for a bare ``config``."""
    _help_if_bare(context)


@_lexicons.callback()
@everywhere
def _lexicon(context: typer.Context) -> None:
    """Show the help for a bare ``lexicon``."""
    _help_if_bare(context)


@_journals.callback()
@everywhere
def _journal(context: typer.Context) -> None:
    """Show the help for a bare ``journal``."""
    _help_if_bare(context)


@_baselines.callback()
@everywhere
def _baseline(context: typer.Context) -> None:
    """Show the help for a bare ``baseline``."""
    _help_if_bare(context)


def _help_if_bare(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        output.put(context.get_help() + "\n", machine=False)
        raise typer.Exit


def _add(
    to: typer.Typer,
    command: Callable[..., None],
    about: tuple[str, str],
    in_short: tuple[str, str],
) -> None:
    options: dict[str, Any] = {"help": page(*about), "short_help": short(*in_short)}
    to.command(command.__name__.rstrip("_"), cls=Command, **options)(everywhere(command))


_add(app, scan.scan, scan.HELP, scan.SHORT)
_add(app, review.review, review.HELP, review.SHORT)
_add(app, gate.gate, gate.HELP, gate.SHORT)
_add(_baselines, baseline.write, baseline.WRITE_HELP, baseline.WRITE_SHORT)
_add(_baselines, baseline.show, baseline.SHOW_HELP, baseline.SHOW_SHORT)
_add(_baselines, baseline.prune, baseline.PRUNE_HELP, baseline.PRUNE_SHORT)
app.add_typer(_baselines, name="baseline")
_add(app, waivers.waivers, waivers.HELP, waivers.SHORT)
_add(app, columns.columns, columns.HELP, columns.SHORT)
_add(app, init.init, init.HELP, init.SHORT)
_add(app, rules.rules, rules.RULES_HELP, rules.RULES_SHORT)
_add(app, rules.explain, rules.EXPLAIN_HELP, rules.EXPLAIN_SHORT)
_add(app, why.why, why.HELP, why.SHORT)
_add(app, series.series, series.HELP, series.SHORT)
_add(app, timeliness.timeliness, timeliness.HELP, timeliness.SHORT)
_add(app, diff.diff, diff.HELP, diff.SHORT)
_add(app, sealing.seal, sealing.SEAL_HELP, sealing.SEAL_SHORT)
_add(app, sealing.verify, sealing.VERIFY_HELP, sealing.VERIFY_SHORT)
_add(app, fix.fix, fix.HELP, fix.SHORT)
_add(app, report.report, report.HELP, report.SHORT)
_add(app, rerun.rerun, rerun.HELP, rerun.SHORT)
_add(app, schema.schema, schema.HELP, schema.SHORT)
_add(app, sample.sample, sample.HELP, sample.SHORT)
_add(app, evaluate.evaluate, evaluate.HELP, evaluate.SHORT)
_add(_settings, config.show, config.SHOW_HELP, config.SHOW_SHORT)
_add(_settings, config.validate, config.VALIDATE_HELP, config.VALIDATE_SHORT)
app.add_typer(_settings, name="config")
_add(_lexicons, lexicon.check, lexicon.CHECK_HELP, lexicon.CHECK_SHORT)
_add(_lexicons, lexicon.list_, lexicon.LIST_HELP, lexicon.LIST_SHORT)
app.add_typer(_lexicons, name="lexicon")
_add(_journals, journal.verify, journal.VERIFY_HELP, journal.VERIFY_SHORT)
_add(_journals, journal.export, journal.EXPORT_HELP, journal.EXPORT_SHORT)
_add(_journals, journal.replay, journal.REPLAY_HELP, journal.REPLAY_SHORT)
app.add_typer(_journals, name="journal")
