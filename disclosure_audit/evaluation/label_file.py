"""A file of labels as it was read, and the refusals that labels of either kind share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import polars as pl

from disclosure_audit.config import Limits, Reading
from disclosure_audit.errors import InputError
from disclosure_audit.language import Text
from disclosure_audit.readers import ROW, read

YES = ("1", "1.0", "yes", "y", "true", "t", "是", "对")
NO = ("0", "0.0", "no", "n", "false", "f", "否", "错")


@dataclass(frozen=True, slots=True)
class LabelFile:
    """``frame`` holds the cells as text; ``names`` leads from a header in small letters to its
    column."""

    headers: Sequence[str]
    names: Mapping[str, str]
    frame: pl.DataFrame

    def take(self, columns: Sequence[str], hint: Text) -> pl.DataFrame:
        """Return ``columns`` by their names in small letters, and ``line`` (of the file, from 1).

        Raises ``InputError`` with ``hint`` if one is missing, or with the header that was meant.
        """
        missing = [name for name in columns if name not in self.names]
        if missing:
            raise self._lacking(missing, hint)
        return self.frame.select(
            (pl.col(ROW) + 2).alias("line"),
            *(pl.col(self.names[name]).alias(name) for name in columns),
        )

    def _lacking(self, missing: Sequence[str], hint: Text) -> InputError:
        near = [
            (name, self.names[found[0]])
            for name in missing
            if (found := get_close_matches(name, list(self.names), n=1, cutoff=0.5))
        ]
        if near:
            hint = Text(
                "did you mean " + ", ".join(f"“{there}” for {name}" for name, there in near) + "?",
                "是否指" + "、".join(f"“{there}”（{name}）" for name, there in near) + "？",
            )
        has = ", ".join(list(self.headers)[:8])
        return InputError(
            Text(f"the labels have no column {', '.join(missing)} (they have: {has})",
                 f"标注中缺少列：{'、'.join(missing)}（现有：{has}）"),
            hint,
        )  # fmt: skip


def read_label_file(source: Path | pl.DataFrame) -> LabelFile:
    """Return the labels in a file of any kind that lists come in, or in a frame.

    The header of a file is its first row. Raises ``InputError`` if the file or one of its lines
    cannot be read.
    """
    table = read(source, limits=Limits(), reading=Reading(header_row=1))
    if table.rejects.height:
        raise InputError(
            Text("{n} lines of the labels cannot be read", "标注文件有 {n} 行无法读取").fill(
                n=table.rejects.height
            ),
            Text("the first is line {line}", "首个问题在第 {line} 行").fill(line=table.rejects["line"][0]),
        )  # fmt: skip
    names = {name.strip().lower(): name for name in reversed(table.headers)}
    return LabelFile(table.headers, names, table.frame)


def understand(
    name: str, *, yes: Sequence[str] = YES, no: Sequence[str] = NO, called: str = "verdict"
) -> pl.Expr:
    """Return what a column of answers says (Boolean), null where it is empty or says neither."""
    said = pl.col(name).str.strip_chars().str.to_lowercase()
    return pl.when(said.is_in(yes)).then(True).when(said.is_in(no)).then(False).alias(called)


def refuse(bad: pl.DataFrame, message: Text, hint: Text) -> None:
    """Raise ``InputError`` that counts the rows of ``bad`` (``line``) and names the first, if any."""
    if bad.is_empty():
        return
    lines = bad["line"].sort()
    raise InputError(
        Text(f"{message.en} (lines: {bad.height}, the first is {lines[0]})",
             f"{message.zh}（共 {bad.height} 行，首个在第 {lines[0]} 行）"),
        hint,
    )  # fmt: skip
