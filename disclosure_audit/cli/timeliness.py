"""``disclosure-audit timeliness``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_audit.cli import output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.diagnostics import manner
from disclosure_audit.cli.help import option
from disclosure_audit.errors import InputError
from disclosure_audit.language import Text

if TYPE_CHECKING:
    from disclosure_audit.review.desk import Desk
    from disclosure_audit.time_limits.summary import By
    from disclosure_audit.writers.timeliness import Timeliness

HELP = (
    """
Show how timely documents were published, by department, month or category: how many late, the
median, 90 %, 95 % and the longest time in working days, what is overdue and what is due soon.

RUN is the folder of a run. The dates are read again from the inputs, which must not have changed.
Limits are those of the run's settings; links that reviewers changed count. --due-soon lists the
documents that are not public yet and have few days left, with their departments.

Examples:

  disclosure-audit timeliness results
  disclosure-audit timeliness results --by month --format csv
  disclosure-audit timeliness results --due-soon
""",
    """
按承办部门、成文月份或类别统计公开时效：逾期件数与比例，成文至公开工作日数的中位数、九成分位、
九五分位和最长值，以及逾期未公开和即将到期的件数。

RUN 为结果文件夹。日期从原清单重新读取，清单须未改动。期限按该次运行的设置，审阅人改动的对应关系
计算在内。--due-soon 列出尚未公开、期限将满的文件及其承办部门。

示例：

  disclosure-audit timeliness 结果
  disclosure-audit timeliness 结果 --by month --format csv
  disclosure-audit timeliness 结果 --due-soon
""",
)
SHORT = ("Show how timely documents were published.", "统计公开时效。")
GROUPS: tuple[By, ...] = ("owner", "month", "category")
FORMATS = ("table", "csv", "json")


def timeliness(
    run: Annotated[Path, typer.Argument(metavar="RUN", help=option("Folder of a run.", "结果文件夹。"))],
    by: Annotated[
        str, typer.Option("--by", metavar="|".join(GROUPS), help=option("What to group by.", "分组方式。"))
    ] = GROUPS[0],
    due_soon: Annotated[
        bool, typer.Option("--due-soon", help=option("List what is due soon instead.", "改为列出即将到期的文件。"))
    ] = False,
    format_: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help=option("Output format.", "输出格式。"))
    ] = FORMATS[0],
) -> None:  # fmt: skip
    """Show how timely documents were published."""
    chosen = one_of("--format", format_, FORMATS)
    group = next(name for name in GROUPS if name == one_of("--by", by, GROUPS))

    from disclosure_audit.cli import gating
    from disclosure_audit.writers import timeliness_csv, timeliness_json, timeliness_table
    from disclosure_audit.writers.base import Page

    with gating.opened(run, gating.settings_of(None, {})) as desk:
        found = _timeliness(desk, group)
    if chosen == "table":
        page = Page(width=output.width(), color=output.color(), plain=output.plain())
        draw = timeliness_table.write_due_soon if due_soon else timeliness_table.write
        output.put(draw(found, page, manner.lang), machine=False)
        return
    writer = timeliness_csv if chosen == "csv" else timeliness_json
    write = writer.write_due_soon if due_soon else writer.write
    output.put(write(found), machine=True)


def _timeliness(desk: Desk, by: By) -> Timeliness:
    """Return the timeliness of the run on ``desk``; raises ``InputError`` without its lists."""
    import datetime as dt

    import polars as pl

    from disclosure_audit.config import Config
    from disclosure_audit.names import SIDES as SIDE_NAMES
    from disclosure_audit.recall import read_texts
    from disclosure_audit.time_limits.publications import NEEDED_OF_PUBLISHED, publications
    from disclosure_audit.time_limits.summary import summarise, total
    from disclosure_audit.time_limits.unpublished import unpublished
    from disclosure_audit.writers.timeliness import DUE_SOON, Timeliness

    config = Config.model_validate(desk.run.info["settings"])
    as_of = dt.date.fromisoformat(desk.run.info["as_of"])
    columns = [name for name in NEEDED_OF_PUBLISHED if name != "row"]
    texts = read_texts(desk.run, columns=[*columns, "record_id", "doc_number"])
    for side, why in texts.missing.items():
        name = SIDE_NAMES[side]
        raise InputError(
            Text(f"the {name.en} cannot be read again: {why.en}", f"无法重新读取{name.zh}：{why.zh}"),
            Text("put the lists where the run found them, or scan again",
                 "请将清单放回原处，或重新扫描"),
        )  # fmt: skip
    left_out = desk.dispositions.filter(pl.col("disposition") == "out_of_scope")
    register, catalog = (
        texts.records[side].join(left_out.filter(pl.col("side") == side), on="row", how="anti")
        for side in ("register", "catalog")
    )
    links = desk.links.join(register, left_on="register_row", right_on="row", how="semi")
    published = publications(register, catalog, links, desk.repeats, config)
    open_ones = unpublished(register, desk.dispositions, config, as_of)
    due_soon = (
        open_ones.filter("is_due_soon")
        .join(register.select("row", "record_id", "doc_number", "title"), on="row")
        .rename({"row": "register_row"})
        .select(list(DUE_SOON))
        .sort("due_on", "owner", "register_row", nulls_last=True)
    )
    return Timeliness(
        by, as_of, summarise(published, open_ones, by), total(published, open_ones), due_soon
    )
