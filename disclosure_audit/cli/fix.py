"""``disclosure-audit fix``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_audit.cli import diagnostics, output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.diagnostics import manner
from disclosure_audit.cli.help import option
from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text

if TYPE_CHECKING:
    from disclosure_audit.fixes.plan import Plan
    from disclosure_audit.schema.columns import Side

HELP = (
    """
Write a corrected copy of a list, where the right value is certain: the form of a document number
(FD002), the writing of a date (FD013), hidden and full-width characters (FD014), the hyphen of an
index number (FD015). Never another number, day or wording.

RUN is the folder of a run. The list is read again and must not have changed since. The copy has all
of its rows and columns; only the corrected cells differ, and it is read back to prove that. It is the
list itself, unmasked: keep it as you keep the original. Findings that a reviewer dismissed or waived
are left alone. --changes lists every corrected cell with its finding, masked.

Examples:

  disclosure-audit fix results --dry-run
  disclosure-audit fix results --out corrected.csv --changes changes.csv
  disclosure-audit fix results --side register --out corrected.xlsx
""",
    """
写出清单的更正副本，只更正有确定值的形式问题：文号格式（FD002）、日期写法（FD013）、隐藏字符和
全角字符（FD014）、索引号的连字符（FD015）。绝不改动编号、日期和文字内容。

RUN 为结果文件夹。清单从原文件重新读取，须未改动。副本保留全部行和列，只有更正的单元格不同，写成
前先读回核对。副本即清单本身，未作遮盖，请按原件保管。审阅人驳回或豁免的问题不作更正。--changes
列出每个更正的单元格及其问题，涉密内容已遮盖。

示例：

  disclosure-audit fix 结果 --dry-run
  disclosure-audit fix 结果 --out 更正.csv --changes 改动.csv
  disclosure-audit fix 结果 --side register --out 更正.xlsx
""",
)
SHORT = ("Write a corrected copy of a list.", "写出清单的更正副本。")
_SIDES: tuple[Side, ...] = ("register", "catalog")
_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


def fix(
    run: Annotated[Path, typer.Argument(metavar="RUN", help=option("Folder of a run.", "结果文件夹。"))],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help=option("The copy; its ending says the format.", "更正副本，格式由扩展名决定。")),
    ] = None,
    changes: Annotated[
        Path | None,
        typer.Option("--changes", metavar="FILE", help=option("List the changes there (CSV).", "将改动清单写到该文件（CSV）。")),
    ] = None,
    side: Annotated[
        str, typer.Option("--side", metavar="|".join(_SIDES), help=option("Which list.", "哪份清单。"))
    ] = "catalog",
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", metavar="RULE", help=option("Only what this rule proposes. Repeatable.", "仅按该规则更正，可多次给出。")),
    ] = None,
    file: Annotated[
        str | None,
        typer.Option("--file", metavar="NAME", help=option("Which file, of a list that has several.", "清单有多个文件时指定其一。")),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="|".join(_ENCODINGS), help=option("Of a text file; default: that of the original.", "文本文件的编码，默认与原文件相同。")),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=option("Show what would change; write nothing.", "只显示将作的改动，不写文件。"))
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help=option("Replace files that are there.", "替换已有的文件。"))
    ] = False,
) -> None:  # fmt: skip
    """Write a corrected copy of a list."""
    which = next(name for name in _SIDES if name == one_of("--side", side, _SIDES))
    coding = one_of("--encoding", encoding, _ENCODINGS) if encoding is not None else None
    if (out is None) != dry_run or (dry_run and changes is not None):
        raise UsageError(
            Text("give either --out or --dry-run", "请给出 --out 或 --dry-run 之一"),
            Text("--out FILE writes the copy, --dry-run writes nothing",
                 "--out 文件 写出副本；--dry-run 不写任何文件"),
        )  # fmt: skip

    from disclosure_audit.cli import gating
    from disclosure_audit.findings import FINDINGS
    from disclosure_audit.fixes import summary
    from disclosure_audit.fixes.plan import plan
    from disclosure_audit.fixes.proposals import rules_of
    from disclosure_audit.paper import make_paper

    rules = rules_of(rule or ())
    with gating.opened(run, gating.settings_of(None, {})) as desk:
        standing = make_paper(desk).counted.select(list(FINDINGS))
        planned = plan(desk.run, which, standing, rules, file)
    if out is None:
        output.put(summary.preview(planned, manner.lang), machine=False)
        return
    _write(planned, out, changes, coding, replace=force)


def _write(
    planned: Plan, out: Path, changes: Path | None, encoding: str | None, *, replace: bool
) -> None:
    from disclosure_audit.fixes.change_list import write_changes
    from disclosure_audit.fixes.copying import check_changes, check_target, write_copy
    from disclosure_audit.fixes.summary import say_changes, say_left

    check_target(planned, out)
    if changes is not None:
        check_changes(planned, changes, out, replace=replace)
    written = write_copy(planned, out, encoding=encoding, replace=replace)
    if changes is not None:
        write_changes(changes, written.changes, replace=replace)
    done, path = say_changes(written.changes), visible(str(out))
    diagnostics.say(Text(f"{path} written: {done.en}", f"{path} 已写入：{done.zh}"))
    if left := say_left(planned.left):
        diagnostics.say(left)
    if changes is not None:
        listed = visible(str(changes))
        diagnostics.say(Text(f"changes listed in {listed}", f"改动清单已写入 {listed}"))
    diagnostics.say(
        Text("it is the list itself, unmasked: keep it as you keep the original",
             "副本即清单本身，未作遮盖，请按原件保管")
    )  # fmt: skip
    if written.left.height:
        diagnostics.warn(
            Text(
                f"cells left as they are, made by a formula or merged with others: {written.left.height:,}",
                f"有 {written.left.height:,} 个单元格未更正：由公式得出，或与其他单元格合并",
            ),
            Text("correct them by hand", "请手工更正"),
        )
    if planned.formulas and out.suffix.lower() != ".xlsx":
        diagnostics.warn(
            Text(
                f"records with a cell that a spreadsheet would compute, which stands in the copy as in the original: {planned.formulas:,}",
                f"有 {planned.formulas:,} 条记录的单元格会被电子表格当作公式；副本中与原文件一致",
            ),
            Text(
                "take --out FILE.xlsx, where text is text", "可用 --out 文件.xlsx，其中文本即文本"
            ),
        )
