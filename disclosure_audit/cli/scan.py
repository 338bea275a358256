"""``disclosure-audit scan``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_audit.cli import diagnostics, gating, output, progress
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.help import option
from disclosure_audit.cli.inputs import catalogs, warn_if_same
from disclosure_audit.cli.outputs import (
    OUTPUT_HELP,
    Output,
    outputs_of,
    takes_stdout,
)
from disclosure_audit.cli.overrides import from_options
from disclosure_audit.cli.questions import (
    ask,
    tell_of_empty_lists,
    tell_of_sheets,
    tell_of_twins,
)
from disclosure_audit.language import Text

if TYPE_CHECKING:
    from polars import DataFrame

    from disclosure_audit.audit import Audit
    from disclosure_audit.config import Config
    from disclosure_audit.gate.verdict import Verdict
    from disclosure_audit.settings import Settings

FORMATS = ("table", "json", "csv", "markdown")
"""As in the writers' registry, which the help must not load; a test keeps them equal."""

HELP = (
    """
Compare a register with what was published, and say what became of every record of both.

REGISTER and CATALOG are CSV, XLSX, XLS, ODS, Parquet, JSON or NDJSON files, folders of them, or
database addresses.
Columns are recognised by their headers in Chinese and English; what cannot be told is asked on
stderr. The summary goes to stdout, the run (links, dispositions, findings, hits) to a folder.

Examples:

  disclosure-audit scan register.xlsx catalog.csv
  disclosure-audit scan register.csv catalog.csv --from 2020-01-01
  disclosure-audit scan register.csv --catalog a=web.csv --catalog b=paper.csv
  disclosure-audit scan register.csv catalog.csv --map-register issued_on=日期
  disclosure-audit scan register.csv catalog.csv --select OM,CF --fail-on high
  disclosure-audit scan register.csv catalog.csv --texts documents
  disclosure-audit scan register.csv catalog.csv --format csv > findings.csv
  disclosure-audit scan register.csv catalog.csv --output sarif=a.sarif

Exit codes: 0 done, 1 the gate failed (--fail-on), 2 wrong usage or configuration, 3 internal
error, 4 an input cannot be read, 130 interrupted.
""",
    """
将登记簿与已公开目录逐条比对，说明两份清单中每条记录的去向。

REGISTER（登记簿）与 CATALOG（公开目录）可为 CSV、XLSX、XLS、ODS、Parquet、JSON、NDJSON 文件，
存放这些文件的文件夹，或数据库地址。按中英文表头识别各列；无法判断的列在标准错误中提示。
摘要写到标准输出，结果（对应关系、去向、问题）存入结果文件夹。

示例：

  disclosure-audit scan 登记簿.xlsx 目录.csv
  disclosure-audit scan 登记簿.csv 目录.csv --from 2020-01-01
  disclosure-audit scan 登记簿.csv --catalog 网站=web.csv --catalog 公报=b.csv
  disclosure-audit scan 登记簿.csv 目录.csv --map-register issued_on=日期
  disclosure-audit scan 登记簿.csv 目录.csv --select OM,CF --fail-on high
  disclosure-audit scan 登记簿.csv 目录.csv --texts 正文
  disclosure-audit scan 登记簿.csv 目录.csv --format csv > 问题.csv
  disclosure-audit scan 登记簿.csv 目录.csv --output sarif=a.sarif

退出码：0 完成；1 门槛未通过（--fail-on）；2 用法或配置有误；3 内部错误；4 输入无法读取；130 中断。
""",
)
SHORT = ("Compare a register with what was published.", "将登记簿与已公开目录逐条比对。")


def scan(
    register: Annotated[
        str, typer.Argument(metavar="REGISTER", help=option("List of documents made.", "登记簿。"))
    ],
    catalog: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CATALOG", help=option("List of what was published.", "公开目录。")
        ),
    ] = None,
    named: Annotated[
        list[str] | None,
        typer.Option(
            "--catalog",
            metavar="NAME=PATH",
            help=option("A catalog of one channel. Repeatable.", "某一渠道的目录，可多次给出。"),
        ),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="PATH",
            help=option(
                "Configuration file instead of the nearest disclosure-audit.toml"
                " or [tool.disclosure-audit] in pyproject.toml.",
                "配置文件；默认取最近的 disclosure-audit.toml，或 pyproject.toml 的 [tool.disclosure-audit]。",
            ),
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help=option(
                "Folder of the run; default .disclosure-audit/runs/<time>-<hash>.",
                "结果文件夹；默认 .disclosure-audit/runs/<时间>-<编号>。",
            ),
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=option("Replace the run in --out.", "替换 --out 中已有的结果。"))
    ] = False,
    no_run: Annotated[
        bool, typer.Option("--no-run", help=option("Write no run folder.", "不写结果文件夹。"))
    ] = False,
    format_: Annotated[
        str,
        typer.Option("--format", metavar="|".join(FORMATS), help=option("What goes to stdout.", "标准输出的格式。")),
    ] = FORMATS[0],
    outputs: Annotated[
        list[str] | None,
        typer.Option("--output", metavar="FORMAT=PATH", help=option(*OUTPUT_HELP)),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULES",
            help=option(
                "Only these rules: codes, names or families, by comma. Repeatable.",
                "只用这些规则：编号、名称或类别，逗号分隔，可多次给出。",
            ),
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="RULES", help=option("Not these rules.", "不用这些规则。")),
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar="SEVERITY|CONDITION",
            help=option(
                "Exit with 1 if a finding is that bad (note, low, medium, high,"
                ' critical), or if a condition such as "omitted > 0" holds. Repeatable.',
                "有问题达到该级别（note、low、medium、high、critical），或条件（如“未见公开 > 0”）成立时，以 1 退出。可多次给出。",
            ),
        ),
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help=option("First date made.", "起始成文日期。"))
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help=option("Last date made.", "截止成文日期。"))
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help=option("Day on which the audit looks.", "审计基准日。")
        ),
    ] = None,
    register_sheet: Annotated[
        list[str] | None,
        typer.Option("--register-sheet", metavar="NAME", help=option("Sheet of the register. Repeatable.", "登记簿的工作表，可多次给出。")),
    ] = None,
    catalog_sheet: Annotated[
        list[str] | None,
        typer.Option("--catalog-sheet", metavar="NAME", help=option("Sheet of the catalog. Repeatable.", "目录的工作表，可多次给出。")),
    ] = None,
    map_register: Annotated[
        list[str] | None,
        typer.Option(
            "--map-register",
            metavar="COLUMN=HEADER",
            help=option(
                "Which header of the register is that column; none if left empty. Repeatable.",
                "登记簿中哪个表头是该列；留空表示没有该列。可多次给出。",
            ),
        ),
    ] = None,
    map_catalog: Annotated[
        list[str] | None,
        typer.Option("--map-catalog", metavar="COLUMN=HEADER", help=option("The same for the catalog.", "同上，用于目录。")),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help=option("Encoding of text files, such as gb18030.", "文本文件的编码，如 gb18030。")),
    ] = None,
    delimiter: Annotated[
        str | None,
        typer.Option("--delimiter", metavar="CHAR", help=option("Delimiter of text files; tab for a tab.", "文本文件的分隔符；制表符写 tab。")),
    ] = None,
    texts: Annotated[
        Path | None,
        typer.Option(
            "--texts",
            metavar="DIR",
            help=option(
                "Folder of the full texts, which are searched too.",
                "正文文件夹，一并检索。",
            ),
        ),
    ] = None,
    lexicon: Annotated[
        list[str] | None,
        typer.Option("--lexicon", metavar="FILE", help=option("The office's own lexicon. Repeatable.", "本单位的词表，可多次给出。")),
    ] = None,
    check_links: Annotated[
        bool,
        typer.Option(
            "--check-links",
            help=option(
                "Ask over the net whether the catalog's addresses answer; nothing"
                " is asked otherwise.",
                "联网检查目录中的链接能否打开；不加则不联网。",
            ),
        ),
    ] = False,
    show_dropped: Annotated[
        bool,
        typer.Option(
            "--show-dropped",
            help=option(
                "List on stderr what was found but taken for harmless, and why.",
                "在标准错误中列出已发现但视为无害的内容及理由。",
            ),
        ),
    ] = False,
    reveal: Annotated[
        bool,
        typer.Option("--reveal", help=option("Show confidential text unmasked, also in the run.", "不遮盖涉密文字和个人号码（结果文件夹中也不遮盖）。")),
    ] = False,
) -> None:  # fmt: skip
    """Compare a register with what was published."""
    chosen = one_of("--format", format_, FORMATS)
    overrides = from_options(
        select=select, ignore=ignore, fail_on=fail_on, from_=from_, to=to, as_of=as_of,
        register_sheet=register_sheet, catalog_sheet=catalog_sheet, map_register=map_register,
        map_catalog=map_catalog, encoding=encoding, delimiter=delimiter, texts=texts, lexicon=lexicon, check_links=check_links,
        reveal=reveal,
    )  # fmt: skip
    lists = catalogs(catalog, named)
    given = [register, *([lists] if isinstance(lists, str) else lists.values())]
    files = outputs_of(outputs, given)

    from disclosure_audit import run, settings, workspace
    from disclosure_audit.rules.registry import selected
    from disclosure_audit.scanner.secret_terms import secret_terms

    found = settings.load(config, Path.cwd(), overrides)
    diagnostics.manner.lang = found.config.lang or diagnostics.manner.lang
    gating.check(found)
    selected(found.config)  # a rule that does not exist is said before an hour of work, not after
    if not found.config.reveal:
        diagnostics.manner.terms = secret_terms(found.config.scanner)
    warn_if_same(register, lists)
    folder = None if no_run else out or run.new_folder()
    if folder:
        run.check_target(folder, force=force)
    is_lasting = not no_run or workspace.known_key() is not None
    key = workspace.find_key(keep=not no_run)
    audit = _work(register, lists, found.config, folder, force=force, key=key)
    tell_of_empty_lists(audit)
    tell_of_sheets(audit)
    ask(audit)
    for side, mapping in audit.mapping.items():
        tell_of_twins(mapping, side, audit.originals[side])
    if show_dropped:
        from disclosure_audit.cli.dropped import tell_of_dropped

        tell_of_dropped(audit)
    if not takes_stdout(files):
        _put(audit, folder, chosen, is_lasting=is_lasting)
    if folder:
        _carry_on(audit, folder, key)
    if files or gating.is_on(found.config):
        verdict = _finish(audit, folder, found, files)
        if verdict is not None:
            gating.tell(verdict)
            if not verdict.passed:
                raise typer.Exit(diagnostics.GATE_FAILED)


def _work(
    register: str,
    catalog: str | dict[str, str],
    config: Config,
    folder: Path | None,
    *,
    force: bool,
    key: bytes,
) -> Audit:
    """Return the audit, saved to ``folder`` if there is one."""
    from disclosure_audit import run
    from disclosure_audit.audit import scan as audit_lists

    with progress.shown() as report:
        audit = audit_lists(register, catalog, config, progress=report, key=key)
        if folder:
            report("write", 0, 1)
            run.write(audit, folder, command=["disclosure-audit", *sys.argv[1:]], force=force)
            report("write", 1, 1)
    return audit


def _put(audit: Audit, folder: Path | None, chosen: str, *, is_lasting: bool) -> None:
    from disclosure_audit.writers.base import Page
    from disclosure_audit.writers.registry import FORMATS as WRITERS
    from disclosure_audit.writers.report import of_audit

    writer = WRITERS[chosen]
    page = Page(width=output.width(), color=output.color(), plain=output.plain())
    output.put(writer.write(of_audit(audit, folder), page), machine=writer.machine)
    if folder and writer.machine:
        diagnostics.say(Text("results: {folder}", "结果存放于：{folder}").fill(folder=folder))
    if writer.has_ids and not is_lasting:
        diagnostics.say(
            Text(
                "note: the ids of the findings hold for this output only; a scan that keeps its run"
                " makes a key for lasting ones",
                "提示：问题编号仅对本次输出有效；保存结果的扫描会生成密钥，此后编号固定不变",
            )
        )


def _carry_on(audit: Audit, folder: Path, key: bytes) -> None:
    """Take the decisions of the run before over, and say so if there were any."""
    from disclosure_audit.audit import masked
    from disclosure_audit.review.carry import say_carried
    from disclosure_audit.review.previous import carry_previous
    from disclosure_audit.schema.columns import Side

    def shown() -> dict[Side, DataFrame]:
        lists: dict[Side, DataFrame] = {"register": audit.register, "catalog": audit.catalog}
        return {
            side: masked(records, audit.hits, side, audit.settings, audit.secret_terms)
            for side, records in lists.items()
        }

    review = audit.settings.review
    carried = carry_previous(folder, user=review.user, journal=review.journal, key=key, shown=shown)
    if carried is None:
        return
    if carried.refused is not None:
        diagnostics.warn(carried.refused, carried.hint)
    elif carried.carried or carried.gone.height:
        diagnostics.say(say_carried(carried))


def _finish(
    audit: Audit, folder: Path | None, found: Settings, files: tuple[Output, ...]
) -> Verdict | None:
    """Ask the gate, write what ``--output`` asks for, and return what the gate says, if it was asked.

    Without a run of its own, both look at one that is gone at the end.
    """
    if folder is not None:
        return gating.ask(folder, found, files, may_lack=True)
    from disclosure_audit import run

    with tempfile.TemporaryDirectory(prefix="disclosure-audit-") as temporary:
        # papers name the run's folder: this one is called the same every time
        saved = run.write(
            audit, Path(temporary) / "run", command=["disclosure-audit", *sys.argv[1:]]
        )
        return gating.ask(saved, found, files, named=Path("RUN"), may_lack=True)
