"""``disclosure-audit sample``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disclosure_audit.cli import diagnostics, output
from disclosure_audit.cli.choices import parts
from disclosure_audit.cli.help import option
from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text

HELP = (
    """
Draw a stratified sample of a run to judge by hand: links of each status, near misses, omitted and
unregistered records; or, with --findings, findings of each rule and confidence.

A sheet of links has both records side by side and an empty column same: write 1 for the same
document, 0 for another, nothing if not judged. A sheet of findings has an empty column right: 1 if
the finding is right, 0 if it is wrong; its texts are masked as the run holds them. Then run
evaluate. The same run, --n and --seed give the same sample. Existing files are left alone unless
--force is given; --out - writes to stdout.

Examples:

  disclosure-audit sample results --n 50 --seed 7
  disclosure-audit sample results --n 200 --out labels.csv --force
  disclosure-audit sample results --findings --n 100 --seed 7 --out right.csv
  disclosure-audit sample results --findings --rules CF,TP --out secret.csv
""",
    """
从一次运行结果中分层抽样，供人工判断：各档对应关系、近似而未采信的候选、未见公开与未登记的记录；
加 --findings 则按规则与可信度抽取问题。

对应关系表中两条记录左右并列，same 列留空：同一文件填 1，不同文件填 0，未判断则留空。问题表中留空的是
right 列：属实填 1，误报填 0；文字按运行结果所存遮盖。之后用 evaluate 评估。
同一结果、同一 --n 与 --seed 抽出同一样本。文件已存在时须加 --force；--out - 写到标准输出。

示例：

  disclosure-audit sample 结果 --n 50 --seed 7
  disclosure-audit sample 结果 --n 200 --out 标注.csv --force
  disclosure-audit sample 结果 --findings --n 100 --seed 7 --out 属实.csv
  disclosure-audit sample 结果 --findings --rules CF,TP --out 涉密.csv
""",
)
SHORT = ("Draw a sample of links or findings to judge by hand.", "抽取样本供人工判断。")


def sample(
    run: Annotated[Path, typer.Argument(metavar="RUN", help=option("Folder of a run.", "结果文件夹。"))],
    findings: Annotated[
        bool, typer.Option("--findings", help=option("Draw findings instead of links.", "抽取问题而非对应关系。"))
    ] = False,
    rules: Annotated[
        list[str] | None,
        typer.Option(
            "--rules", metavar="RULES",
            help=option("Only findings of these: codes, names or families (OM,CF).", "只抽这些规则的问题：编号、名称或类别（OM,CF）。"),
        ),
    ] = None,
    n: Annotated[
        int, typer.Option("--n", metavar="N", min=1, help=option("How many to draw.", "抽取条数。"))
    ] = 50,
    seed: Annotated[
        int, typer.Option("--seed", metavar="S", min=0, help=option("Seed of the draw.", "随机种子。"))
    ] = 0,
    out: Annotated[
        Path, typer.Option("--out", metavar="PATH", help=option("File to write.", "要写入的文件。"))
    ] = Path("labels.csv"),
    force: Annotated[bool, typer.Option("--force", help=option("Replace the file.", "替换已有文件。"))] = False,
    reveal: Annotated[
        bool, typer.Option("--reveal", help=option("Show confidential text unmasked.", "不遮盖涉密文字和个人号码。"))
    ] = False,
) -> None:  # fmt: skip
    """Draw a sample of links or findings to judge by hand."""
    if rules and not findings:
        raise UsageError(
            Text("--rules needs --findings", "--rules 须与 --findings 同用"),
            Text("links belong to no rule; add --findings to draw findings",
                 "对应关系不属于规则；如要抽取问题请加 --findings"),
        )  # fmt: skip
    if reveal and findings:
        raise UsageError(
            Text("--reveal does nothing for findings: a run keeps them masked", "--reveal 对问题无效：运行结果中只存遮盖后的文字"),
            Text("leave it out; `scan --reveal` makes a run with unmasked findings",
                 "请去掉该选项；`scan --reveal` 可生成不遮盖的运行结果"),
        )  # fmt: skip
    to_stdout = str(out) == "-"
    if not to_stdout and out.exists() and not (force and out.is_file()):
        raise UsageError(
            Text("“{path}” exists already", "“{path}”已存在").fill(path=out),
            Text("choose another name with --out, or replace it (and its labels) with --force",
                 "请用 --out 另取名字，或用 --force 替换（已有标注会丢失）")
            if out.is_file()
            else Text("give the name of a file", "请给出文件名"),
        )  # fmt: skip
    if findings:
        column = "right"
        sheet, counts = _findings(run, n, seed, rules)
    else:
        column = "same"
        sheet, counts = _links(run, n, seed, reveal=reveal)
    if to_stdout:
        output.put(sheet, machine=True)
    else:
        _save(sheet, out)
        diagnostics.say(Text("written: {path}", "已写入：{path}").fill(path=out))
    listed, total = (
        ", ".join(f"{name} {count}" for name, count in counts.items()),
        sum(counts.values()),
    )
    diagnostics.say(Text(f"drawn: {total} ({listed})", f"抽取 {total} 条（{listed}）"))
    if not to_stdout:
        diagnostics.say(
            Text("fill in column {column} (1 or 0), then: disclosure-audit evaluate {run} {path}",
                 "请填写 {column} 列（1 或 0），然后运行：disclosure-audit evaluate {run} {path}").fill(
                column=column, run=run, path=out)
        )  # fmt: skip


def _links(run: Path, n: int, seed: int, *, reveal: bool) -> tuple[str, dict[str, int]]:
    """Return the sheet of a sample of links, and how many of each stratum it holds."""
    from disclosure_audit import run as runs
    from disclosure_audit.evaluation.sampling import draw
    from disclosure_audit.evaluation.sheet import write_sheet
    from disclosure_audit.evaluation.strata import list_units
    from disclosure_audit.recall import read_texts

    saved = runs.read(run)
    drawn = draw(list_units(saved), n, seed)
    texts = read_texts(saved, reveal=reveal)
    sheet = write_sheet(drawn, texts, seed, diagnostics.manner.lang)
    return sheet, dict(drawn.group_by("stratum").len().sort("stratum").iter_rows())


def _findings(run: Path, n: int, seed: int, rules: list[str] | None) -> tuple[str, dict[str, int]]:
    """Return the sheet of a sample of findings, and how many of each rule it holds."""
    from disclosure_audit import run as runs
    from disclosure_audit.config import Config, Rules
    from disclosure_audit.evaluation.finding_sample import draw_findings
    from disclosure_audit.evaluation.finding_sheet import write_finding_sheet
    from disclosure_audit.rules.registry import selected

    wanted = parts(rules)
    codes = [rule.code for rule in selected(Config(rules=Rules(select=wanted)))] if wanted else None
    saved = runs.read(run)
    drawn = draw_findings(saved, n, seed, codes)
    sheet = write_finding_sheet(drawn, saved, seed, diagnostics.manner.lang)
    return sheet, dict(drawn.group_by("rule").len().sort("rule").iter_rows())


def _save(sheet: str, out: Path) -> None:
    try:
        out.write_text(sheet, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(
            Text("“{path}” cannot be written: {why}", "无法写入“{path}”：{why}").fill(
                path=out, why=error.strerror or "?"
            ),
            Text("choose another place with --out", "请用 --out 另选位置"),
        ) from error
