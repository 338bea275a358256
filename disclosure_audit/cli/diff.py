"""``disclosure-audit diff``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_audit.cli import diagnostics, output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.diagnostics import manner
from disclosure_audit.cli.help import option

if TYPE_CHECKING:
    from disclosure_audit.schema.columns import Side

HELP = (
    """
Show what changed from one run to a later one: records that are new, gone or altered, field by field;
what became of them; findings that are new, gone or say something else.

RUN_A is the earlier run, RUN_B the later one, both as scanned. A record is found again by what it
says, not by its row. Both lists are read again from the inputs that the runs name; where one has been
overwritten, its records are not compared, which is said, and the rest is. Ids of findings compare
only between runs of one key. Secrets are masked.

Examples:

  disclosure-audit diff results-may results-june
  disclosure-audit diff results-may results-june --side catalog --only records
  disclosure-audit diff results-may results-june --format ndjson --exit-code

Exit codes: 0 done, 1 with --exit-code if anything differs, 2 wrong usage, 3 internal error, 4 a run
cannot be read, 130 interrupted.
""",
    """
列出两次运行之间的变化：新增、消失或改动的记录（逐字段），各记录去向的变化，以及新增、消失或内容
有变的问题。

RUN_A 为较早的结果，RUN_B 为较晚的结果，均以扫描时为准。记录按内容而非行号认定。两份清单从结果所记
的原文件重新读取；原文件已被覆盖的，其记录不作比较并予说明，其余照常比较。只有密钥相同的两次运行，
问题编号才能比对。涉密内容一律遮盖。

示例：

  disclosure-audit diff 五月结果 六月结果
  disclosure-audit diff 五月结果 六月结果 --side catalog --only records
  disclosure-audit diff 五月结果 六月结果 --format ndjson --exit-code

退出码：0 完成；1 给出 --exit-code 且有差别；2 用法有误；3 内部错误；4 结果无法读取；130 中断。
""",
)
SHORT = ("Show what changed between two runs.", "列出两次运行之间的变化。")
FORMATS = ("table", "json", "ndjson", "csv")
SIDES = ("register", "catalog")
PARTS = ("records", "dispositions", "findings")
"""As in the core, which the help must not load; a test keeps them equal."""


def diff(
    run_a: Annotated[Path, typer.Argument(metavar="RUN_A", help=option("Folder of the earlier run.", "较早的结果文件夹。"))],
    run_b: Annotated[Path, typer.Argument(metavar="RUN_B", help=option("Folder of the later run.", "较晚的结果文件夹。"))],
    side: Annotated[
        str | None,
        typer.Option("--side", metavar="|".join(SIDES), help=option("Only this list, and findings told of it.", "只看该清单及其问题。")),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="PART", help=option("Only records, dispositions or findings. Repeatable.", "只看 records、dispositions 或 findings，可多次给出。")),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help=option("Output format.", "输出格式。"))
    ] = FORMATS[0],
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=option("Exit with 1 if anything differs.", "有差别时以 1 退出。"))
    ] = False,
    reveal: Annotated[
        bool, typer.Option("--reveal", help=option("Show confidential text unmasked.", "不遮盖涉密文字和个人号码。"))
    ] = False,
) -> None:  # fmt: skip
    """Show what changed between two runs."""
    chosen = one_of("--format", format_, FORMATS)
    named = None if side is None else one_of("--side", side, SIDES)
    wanted = {one_of("--only", part, PARTS) for part in only or PARTS}

    from disclosure_audit import change as changes
    from disclosure_audit.schema.columns import SIDES as ALL
    from disclosure_audit.writers import change_lines, change_table
    from disclosure_audit.writers.base import Page

    sides: tuple[Side, ...] = tuple(one for one in ALL if named in (None, one))
    parts = tuple(part for part in changes.PARTS if part in wanted)
    found = changes.compare_runs(
        changes.read_run(run_a),
        changes.read_run(run_b),
        sides=sides,
        records=wanted != {"findings"},
        reveal=reveal,
    )
    if chosen == "table":
        page = Page(width=output.width(), color=output.color(), plain=output.plain())
        output.put(change_table.write(found, parts, page, manner.lang), machine=False)
    else:
        pieces = {
            "csv": lambda: change_lines.write_csv(found, parts),
            "ndjson": lambda: change_lines.write_ndjson(found, parts),
            "json": lambda: change_lines.write_json(found, parts, manner.lang),
        }[chosen]()
        for piece in pieces:
            output.put(piece, machine=True)
        for note in found.notes:
            diagnostics.warn(note)
    if exit_code and changes.differs_in(found, parts):
        raise typer.Exit(diagnostics.GATE_FAILED)
