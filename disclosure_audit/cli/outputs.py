"""``--output FORMAT=PATH``: checked before the work, written after it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from disclosure_audit.cli import diagnostics
from disclosure_audit.cli.choices import one_of, pair
from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.writers.stream import PAPER_FORMATS, SHOW_RECORDS

if TYPE_CHECKING:
    from disclosure_audit.paper import Paper
    from disclosure_audit.recall import Texts
    from disclosure_audit.run import Run
    from disclosure_audit.writers.stream import Options

STDOUT = "-"
"""Stands for stdout in place of a path."""
OUTPUT_HELP = (
    f"Also write a file: {', '.join(PAPER_FORMATS)}. The path - is stdout. Repeatable.",
    f"另写文件：{'、'.join(PAPER_FORMATS)}。路径写 - 即标准输出。可多次给出。",
)
"""Help of the option, which several commands take."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file that was asked for. ``path`` is ``None`` for stdout."""

    format: str
    path: Path | None


def outputs_of(values: Iterable[str] | None, inputs: Iterable[str] = ()) -> tuple[Output, ...]:
    """Return the outputs that ``--output`` names, in their order.

    ``inputs`` are paths that none of them may replace. Nothing is written yet; raises
    ``UsageError`` for an unknown format, a folder that is not there, a file named twice, or an
    input.
    """
    found = tuple(_output(value) for value in values or ())
    taken = [Path(name).resolve() for name in inputs]
    for output in found:
        place = output.path.resolve() if output.path else None
        if place in taken:
            raise _refused(
                output,
                Text("is an input or named twice", "是输入文件或重复给出"),
            )
        if place is not None:
            if place.is_dir():
                raise _refused(output, Text("is a folder", "是文件夹"))
            if not place.parent.is_dir():
                raise _refused(
                    output, Text("lies in a folder that is not there", "所在文件夹不存在")
                )
            taken.append(place)
    if sum(output.path is None for output in found) > 1:
        raise UsageError(
            Text(
                "--output: only one format can go to stdout", "--output：只能有一种格式写到标准输出"
            ),
            Text("give the others a file", "其他格式请给出文件名"),
        )
    return found


def _output(value: str) -> Output:
    name, path = pair("--output", value, "sarif=findings.sarif")
    name = one_of("--output", name, PAPER_FORMATS)
    return Output(name, None if path == STDOUT else Path(path).expanduser())


def _refused(output: Output, why: Text) -> UsageError:
    path = visible(str(output.path))
    return UsageError(
        Text(
            f"--output {output.format}: “{path}” {why.en}",
            f"--output {output.format}：“{path}”{why.zh}",
        ),
        Text("give another path", "请另给路径"),
    )


def takes_stdout(outputs: Sequence[Output]) -> bool:
    """Return whether one of the outputs goes to stdout, which then holds nothing else."""
    return any(output.path is None for output in outputs)


def texts_for(run: Run, outputs: Sequence[Output], *, reveal: bool = False) -> Texts | None:
    """Return the records of ``run``, read again if one of the formats shows them."""
    if not SHOW_RECORDS & {output.format for output in outputs}:
        return None
    from disclosure_audit.recall import read_texts
    from disclosure_audit.review.sheets import TEXT_COLUMNS

    return read_texts(run, reveal=reveal, columns=TEXT_COLUMNS)


def write_outputs(paper: Paper, outputs: Sequence[Output], options: Options | None = None) -> None:
    """Write ``paper`` in each of the formats, and say where.

    Raises ``UsageError`` if a file cannot be written; those before it are there, whole.
    """
    from disclosure_audit.writers.stream import write_paper

    for output in outputs:
        if output.path is None:
            _to_stdout(paper, output.format, options)
            continue
        write_paper(paper, output.format, output.path, options)
        diagnostics.say(
            Text("{format} written to {path}", "{format} 已写入 {path}").fill(
                format=output.format, path=str(output.path)
            )
        )


def _to_stdout(paper: Paper, name: str, options: Options | None) -> None:
    from disclosure_audit.writers.stream import put_paper

    with tempfile.TemporaryFile() as whole:  # some formats go back in their file, and a pipe cannot
        put_paper(paper, name, whole, options)
        whole.seek(0)
        _pass_on(whole)


def _pass_on(file: BinaryIO) -> None:
    try:
        sys.stdout.flush()
        shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        diagnostics.forget_stdout()
