"""``disclosure-audit sample``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from disclosure_audit.cli import diagnostics, output
from disclosure_audit.cli.help import option
from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text

HELP = (
    """
Draw a stratified sample of a run to judge by hand: links of each status, near misses, omitted and
unregistered records.

The sheet has both records side by side and an empty column same: write 1 for the same document, 0
for another, nothing if not judged. Then run evaluate. The same run, --n and --seed give the same
sample. Existing files are left alone unless --force is given; --out - writes to stdout.

Examples:

  disclosure-audit sample results --n 50 --seed 7
  disclosure-audit sample results --n 200 --out labels.csv --force
""",
    """
从一次运行结果中分层抽样，供人工判断：各档对应关系、近似而未采信的候选、未见公开与未登记的记录。

表中两条记录左右并列，same 列留空：同一文件填 1，不同文件填 0，未判断则留空；之后用 evaluate 评估。
同一结果、同一 --n 与 --seed 抽出同一样本。文件已存在时须加 --force；--out - 写到标准输出。

示例：

  disclosure-audit sample 结果 --n 50 --seed 7
  disclosure-audit sample 结果 --n 200 --out 标注.csv --force
""",
)
SHORT = ("Draw a sample of the matching to judge by hand.", "抽取样本供人工判断。")


def sample(
    run: Annotated[Path, typer.Argument(metavar="RUN", help=option("Folder of a run.", "结果文件夹。"))],
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
        bool, typer.Option("--reveal", help=option("Show marks of secrecy unmasked.", "不遮盖密级标志。"))
    ] = False,
) -> None:  # fmt: skip
    """Draw a sample of the matching to judge by hand."""
    to_stdout = str(out) == "-"
    if not to_stdout and out.exists() and not (force and out.is_file()):
        raise UsageError(
            Text("“{path}” exists already", "“{path}”已存在").fill(path=out),
            Text("choose another name with --out, or replace it (and its labels) with --force",
                 "请用 --out 另取名字，或用 --force 替换（已有标注会丢失）")
            if out.is_file()
            else Text("give the name of a file", "请给出文件名"),
        )  # fmt: skip

    from disclosure_audit import run as runs
    from disclosure_audit.evaluation.sampling import draw
    from disclosure_audit.evaluation.sheet import write_sheet
    from disclosure_audit.evaluation.strata import list_units
    from disclosure_audit.evaluation.texts import read_texts

    saved = runs.read(run)
    drawn = draw(list_units(saved), n, seed)
    texts = read_texts(saved, reveal=reveal)
    sheet = write_sheet(drawn, texts, seed, diagnostics.manner.lang)
    counts = dict(drawn.group_by("stratum", maintain_order=True).len().sort("stratum").iter_rows())
    if to_stdout:
        output.put(sheet, machine=True)
    else:
        _save(sheet, out)
        diagnostics.say(Text("written: {path}", "已写入：{path}").fill(path=out))
    listed = ", ".join(f"{name} {count}" for name, count in counts.items())
    diagnostics.say(
        Text(f"drawn: {drawn.height} ({listed})", f"抽取 {drawn.height} 条（{listed}）")
    )
    if not to_stdout:
        diagnostics.say(
            Text("fill in column same (1 or 0), then: disclosure-audit evaluate {run} {path}",
                 "请填写 same 列（1 或 0），然后运行：disclosure-audit evaluate {run} {path}").fill(
                run=run, path=out)
        )  # fmt: skip


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
