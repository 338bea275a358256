"""``disclosure-audit review``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disclosure_audit.cli import diagnostics, reviewing
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.help import option
from disclosure_audit.cli.newest_run import RUNS, newest_run
from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text

LISTS = ("findings", "links", "register", "catalog")
THEMES = ("dark", "light", "contrast")
"""Both as the application has them, which the help must not load; tests keep them equal."""

HELP = (
    """
Review what a scan found: look at each finding with both records side by side, decide with one
key, undo, filter, export.

RUN is the folder of a run; the newest below .disclosure-audit/runs if left out. Each decision is
written to the journal of the run before the next finding is shown. F1 explains the keys.

Examples:

  disclosure-audit review
  disclosure-audit review results --filter "severity>=high status:open"
  disclosure-audit review results --list links --user wang
  disclosure-audit review results --journal postgresql://me@db/audit
  disclosure-audit review results --carry-from results-2023
  disclosure-audit review results --read-only --web

--web serves the same application to a browser on this machine; the address that it prints can be
opened once. Ctrl-C ends it.
""",
    """
审阅扫描结果：逐个查看问题，两条记录并排对照，一键作出决定，可撤销、筛选、导出。

RUN 为结果文件夹，省略时取 .disclosure-audit/runs 下最新的一个。每个决定先写入该结果的日志，
再显示下一个问题。按 F1 查看按键说明。

示例：

  disclosure-audit review
  disclosure-audit review 结果 --filter "级别>=高 状态:待处理"
  disclosure-audit review 结果 --list links --user 王
  disclosure-audit review 结果 --journal postgresql://me@db/audit
  disclosure-audit review 结果 --carry-from 2023年结果
  disclosure-audit review 结果 --read-only --web

--web 在本机浏览器中打开同一界面；所显示的地址只能打开一次。按 Ctrl-C 结束。
""",
)
SHORT = ("Review what a scan found, and decide.", "审阅扫描结果并作出决定。")


def review(
    run: Annotated[Path | None, typer.Argument(metavar="RUN", help=option("Folder of a run.", "结果文件夹。"))] = None,
    list_: Annotated[
        str,
        typer.Option("--list", metavar="|".join(LISTS), help=option("The list to begin with.", "先打开哪个清单。")),
    ] = LISTS[0],
    filter_: Annotated[
        str, typer.Option("--filter", metavar="QUERY", help=option("Show only these rows of it.", "只显示其中符合条件的行。"))
    ] = "",
    user: Annotated[
        str | None,
        typer.Option(
            "--user", metavar="NAME",
            help=option("Who decides; default: DISCLOSURE_AUDIT_USER, else the login.",
                        "决定的署名；默认取 DISCLOSURE_AUDIT_USER，再取登录名。"),
        ),
    ] = None,
    journal: Annotated[
        str | None,
        typer.Option(
            "--journal", metavar="PATH|URL",
            help=option("Journal of the decisions; default: journal.sqlite of the run.",
                        "决定写入的日志；默认为结果文件夹中的 journal.sqlite。"),
        ),
    ] = None,
    carry_from: Annotated[
        Path | None,
        typer.Option(
            "--carry-from", metavar="RUN",
            help=option("Take over the decisions of that run.", "沿用另一次扫描中已作出的决定。"),
        ),
    ] = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help=option("Look, and change nothing.", "只看不改。"))
    ] = False,
    theme: Annotated[
        str | None, typer.Option("--theme", metavar="|".join(THEMES), help=option("Colours.", "配色。"))
    ] = None,
    ascii_: Annotated[
        bool,
        typer.Option("--ascii", help=option("Draw lines with ASCII characters.", "用 ASCII 字符画线。")),
    ] = False,
    web: Annotated[
        bool, typer.Option("--web", help=option("In a browser on this machine.", "在本机浏览器中审阅。"))
    ] = False,
    port: Annotated[
        int,
        typer.Option("--port", metavar="N", show_default=False, help=option("With --web: the port; a free one if left out.", "与 --web 连用：端口；默认自动选用。")),
    ] = 0,
    no_browser: Annotated[
        bool,
        typer.Option("--no-browser", help=option("With --web: only print the address.", "与 --web 连用：只显示地址，不打开浏览器。")),
    ] = False,
) -> None:  # fmt: skip
    """Review what a scan found, and decide."""
    kind = one_of("--list", list_, LISTS)
    chosen = one_of("--theme", theme, THEMES) if theme is not None else None
    if not web:
        reviewing.need_terminal()
    folder = run or newest_run()
    if folder is None:
        raise UsageError(
            Text(f"there is no run below {RUNS.as_posix()}", f"{RUNS.as_posix()} 下没有扫描结果"),
            Text("make one with `disclosure-audit scan REGISTER CATALOG`, or name its folder",
                 "请先用 `disclosure-audit scan 登记簿 目录` 生成，或给出结果文件夹"),
        )  # fmt: skip
    settings = reviewing.settings_of(user=user, journal=journal, theme=chosen, ascii_=ascii_)
    reviewing.check_filter(filter_, kind)
    reviewing.check_keys(settings.keys)
    if web:
        from disclosure_audit_tui.web import serve  # first of all: its extra may be missing
    desk = reviewing.desk_of(folder, settings, carry_from, read_only=read_only)
    try:
        if not web:
            raise typer.Exit(reviewing.show(desk, settings, kind, filter_))
        command = reviewing.command_of(desk, settings, kind, filter_)
    finally:
        desk.close()
    serve(
        command, lang=diagnostics.manner.lang, port=port, browse=not no_browser, tell=reviewing.tell
    )
