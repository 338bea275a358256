"""``disclosure-audit report``."""

from __future__ import annotations

import dataclasses
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_audit.cli import diagnostics, output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.help import option
from disclosure_audit.errors import AuditError, UsageError, system_reason
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from disclosure_audit.cli.outputs import Output
    from disclosure_audit.paper import Paper
    from disclosure_audit.recall import Texts
    from disclosure_audit.run import Run
    from disclosure_audit.writers.stream import Options

HELP = (
    """
Write the working papers of a run, as reviewed so far: an HTML report, a workbook, a summary.

RUN is the folder of a run. Without --output and --per-owner it prints the summary: one page for
who must act. Titles are read again from the inputs, if these have not changed; what is confidential
stays masked.

Examples:

  disclosure-audit report results
  disclosure-audit report results --output xlsx=audit.xlsx --output html=audit.html
  disclosure-audit report results --owner 办公室 --output xlsx=office.xlsx
  disclosure-audit report results --per-owner departments --output xlsx
  disclosure-audit report results --output html-summary=page.html
  disclosure-audit report results --summary --format markdown
""",
    """
输出一次扫描的工作底稿（含审阅结论）：HTML 报告、Excel 工作簿、摘要。

RUN 为结果文件夹。不给 --output 和 --per-owner 时显示一页摘要。标题从原清单重新读取（清单未
改动时），涉密内容一律遮盖。

示例：

  disclosure-audit report 结果
  disclosure-audit report 结果 --output xlsx=底稿.xlsx --output html=底稿.html
  disclosure-audit report 结果 --owner 办公室 --output xlsx=办公室.xlsx
  disclosure-audit report 结果 --per-owner 各部门 --output xlsx
  disclosure-audit report 结果 --output html-summary=摘要.html
  disclosure-audit report 结果 --summary --format markdown
""",
)
SHORT = ("Write the working papers of a run.", "输出工作底稿。")
LAYOUTS = ("table", "markdown")
"""As in :mod:`disclosure_audit.writers.brief_layouts`, which the help must not load."""
_USUAL = "xlsx"
_MOST_NAMED = 10


def report(
    run: Annotated[Path, typer.Argument(metavar="RUN", help=option("Folder of a run.", "结果文件夹。"))],
    outputs: Annotated[
        list[str] | None,
        typer.Option(
            "--output", metavar="FORMAT=PATH",
            help=option("Write this: html=a.html, xlsx=a.xlsx, ... Repeatable. With --per-owner the format alone.",
                        "写出，如 html=a.html、xlsx=a.xlsx，可多次给出；与 --per-owner 连用时只写格式。"),
        ),
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option("--owner", metavar="NAME",
                     help=option('Only this department; "" for what names none.', '仅限该部门；"" 表示未注明部门的。')),
    ] = None,
    per_owner: Annotated[
        Path | None,
        typer.Option("--per-owner", metavar="DIR",
                     help=option("One file per department in this folder.", "在该文件夹中为每个部门各写一份。")),
    ] = None,
    summary: Annotated[
        bool, typer.Option("--summary", help=option("Print one page for who must act.", "显示一页摘要。"))
    ] = False,
    format_: Annotated[
        str, typer.Option("--format", metavar="|".join(LAYOUTS), help=option("Layout of the summary.", "摘要的版式。"))
    ] = LAYOUTS[0],
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help=option("Configuration file.", "配置文件。"))
    ] = None,
) -> None:  # fmt: skip
    """Write the working papers of a run."""
    layout = one_of("--format", format_, LAYOUTS)
    if owner is not None and per_owner is not None:
        raise UsageError(
            Text("--owner and --per-owner cannot be used together", "--owner 与 --per-owner 不能同时使用"),
            Text("leave one of them out", "请去掉其中之一"),
        )  # fmt: skip

    from disclosure_audit.cli.outputs import takes_stdout, write_outputs
    from disclosure_audit.writers.stream import SHOW_RECORDS

    single, formats = _asked(outputs, per_owner)
    if takes_stdout(single) and summary:
        raise UsageError(
            Text("--summary goes to stdout, and so does an --output", "--summary 与 --output 都写到标准输出"),
            Text("give the --output a file", "请为 --output 给出文件名"),
        )  # fmt: skip
    asked = {*formats, *(one.format for one in single)}
    paper, options = _paper(run, config, shows_records=bool(SHOW_RECORDS & asked))
    if owner is not None:
        _check_owner(paper, owner)
    if single:
        write_outputs(paper, single, _of(options, owner))
    if per_owner is not None:
        _write_per_owner(paper, per_owner, formats, options)
    if summary or not (single or formats):
        _put_summary(paper, owner, layout)


def _asked(
    values: Sequence[str] | None, per_owner: Path | None
) -> tuple[tuple[Output, ...], tuple[str, ...]]:
    """Return the files that are asked for, or with ``--per-owner`` the formats."""
    from disclosure_audit.cli.outputs import outputs_of
    from disclosure_audit.writers.stream import PAPER_FORMATS

    if per_owner is None:
        return outputs_of(values), ()
    for value in values or ():
        if "=" in value:
            raise UsageError(
                Text("with --per-owner, --output takes a format and no path", "与 --per-owner 连用时，--output 只写格式，不写路径"),
                Text(f"for example --per-owner {per_owner} --output xlsx",
                     f"例如 --per-owner {per_owner} --output xlsx"),
            )  # fmt: skip
    named = [one_of("--output", value, PAPER_FORMATS) for value in values or (_USUAL,)]
    return (), tuple(dict.fromkeys(named))


def _paper(run: Path, config: Path | None, *, shows_records: bool) -> tuple[Paper, Options]:
    """Return the paper of the run and, where a gate is set up, what it says.

    A gate that cannot judge is warned of: the papers are wanted all the same.
    """
    from disclosure_audit.cli import gating
    from disclosure_audit.gate.verdict import judge
    from disclosure_audit.gate.waived import with_waivers
    from disclosure_audit.paper import make_paper
    from disclosure_audit.writers.stream import Options

    found = gating.settings_of(config, {})
    day = gating.today()
    with gating.opened(run, found) as desk:
        rules = gating.rules_of(desk)
        waivers = gating.read_waivers(found, rules)
        baseline = gating.baseline_or_warning(found, desk.run.info["key"])
        known = baseline.ids.to_list() if baseline is not None else ()
        texts = _read_texts(desk.run) if shows_records else None
        paper = make_paper(desk, lang=diagnostics.manner.lang, texts=texts, known=known)
    verdict = None
    if gating.is_on(found.config):
        gate = found.config.gate
        try:
            verdict = judge(
                paper, gating.conditions_of(found.config, rules), baseline=baseline, waivers=waivers,
                new_only=gate.new_only, shrink_only=gate.shrink_only, today=day, folder=run, named=run,
            )  # fmt: skip
        except AuditError as error:
            diagnostics.warn(error.message, error.hint)
    terms = gating.terms_of(found, waivers)
    return with_waivers(paper, waivers, day, terms), Options(verdict=verdict)


def _read_texts(run: Run) -> Texts:
    """Return the lists read again; what could not be read is said."""
    from disclosure_audit.names import SIDES
    from disclosure_audit.recall import read_texts
    from disclosure_audit.review.sheets import TEXT_COLUMNS

    texts = read_texts(run, columns=TEXT_COLUMNS)
    for side, why in texts.missing.items():
        called = SIDES[side]
        diagnostics.warn(
            Text(f"the {called.en} could not be read again: {why.en}",
                 f"未能重新读取{called.zh}：{why.zh}"),
            Text("titles and numbers are taken from the messages of the findings; the paper says so",
                 "标题与文号取自问题说明，底稿中已注明"),
        )  # fmt: skip
    return texts


def _check_owner(paper: Paper, owner: str) -> None:
    from disclosure_audit.writers import stats

    known = stats.owners(paper)
    if owner in known:
        return
    named = [visible(name) for name in known if name != stats.NO_OWNER]
    near = get_close_matches(visible(owner), named, n=1)
    guess = Text(f"did you mean {near[0]}? ", f"是否指“{near[0]}”？") if near else Text("", "")
    shown, more = named[:_MOST_NAMED], len(named) - _MOST_NAMED
    rest = Text(f" and {more:,} more", f" 等 {len(named):,} 个") if more > 0 else Text("", "")
    listed = Text(
        f"departments: {', '.join(shown)}{rest.en}", f"现有部门：{'、'.join(shown)}{rest.zh}"
    ) if named else Text("no finding names a department", "没有问题注明部门")  # fmt: skip
    raise UsageError(
        Text(f"no finding is of the department “{visible(owner)}”", f"没有部门“{visible(owner)}”的问题"),
        Text(guess.en + listed.en, guess.zh + listed.zh),
    )  # fmt: skip


def _write_per_owner(paper: Paper, folder: Path, formats: Sequence[str], options: Options) -> None:
    """Write each format for each department that findings name, and say how many."""
    from disclosure_audit.writers import stats
    from disclosure_audit.writers.owner_files import file_names
    from disclosure_audit.writers.stream import PAPER_FORMATS, write_paper

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why, name = system_reason(error), visible(str(folder))
        raise UsageError(
            Text(f"“{name}” cannot be made: {why.en}", f"无法建立“{name}”：{why.zh}"),
            Text("choose another folder", "请另选文件夹"),
        ) from error
    owners = stats.owners(paper)
    for name in formats:
        for owner, file in file_names(owners, PAPER_FORMATS[name].suffix, paper.lang).items():
            write_paper(stats.of_owner(paper, owner), name, folder / file, _of(options, owner))
    diagnostics.say(
        Text("{n:,} files for {owners:,} departments written to {folder}",
             "已为 {owners:,} 个部门写出 {n:,} 个文件，存放于 {folder}").fill(
            n=len(owners) * len(formats), owners=len(owners), folder=visible(str(folder))
        )
    )  # fmt: skip


def _of(options: Options, owner: str | None) -> Options:
    return dataclasses.replace(options, owner=owner)


def _put_summary(paper: Paper, owner: str | None, layout: str) -> None:
    from disclosure_audit.writers.brief import TITLE, brief
    from disclosure_audit.writers.brief_layouts import LAYOUTS as LAID_OUT

    sections = brief(paper, owner=owner)
    text = LAID_OUT[layout](TITLE.to(paper.lang), sections, paper.lang, output.width())
    output.put(text, machine=layout != "table")
