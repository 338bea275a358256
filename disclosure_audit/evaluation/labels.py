"""Reads what a person or a benchmark says about the pairs: a labelled sample, or the whole truth."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

import polars as pl

from disclosure_audit.evaluation.label_file import NO, YES, LabelFile, refuse, understand
from disclosure_audit.evaluation.strata import ASKED_SIDE, STRATA
from disclosure_audit.language import Text
from disclosure_audit.run import Run
from disclosure_audit.schema.columns import SIDES

PAIR = ("register_row", "catalog_row")
NEEDED = {"sample": ("same", "stratum", *PAIR), "truth": PAIR}
_NEEDED = Text(
    f"labels need {', '.join(PAIR)} for the true pairs, and same and stratum too for a sample",
    f"真实配对需有 {'、'.join(PAIR)} 两列；抽样标注还需 same 与 stratum 列",
)


@dataclass(frozen=True, slots=True)
class Labels:
    """What is said of the pairs.

    ``frame`` of a sample: ``stratum`` (String), ``register_row``, ``catalog_row`` (UInt32,
    nullable) and ``same`` (Boolean), judged units only; of a truth: the true pairs, once each.
    """

    kind: Literal["sample", "truth"]
    frame: pl.DataFrame
    unjudged: int = 0
    """Rows of a sample whose ``same`` is empty."""


def read_labels(file: LabelFile, run: Run) -> Labels:
    """Return what a file says of the pairs of ``run``.

    With a column ``same`` or ``stratum`` it is a sample, else the truth. Raises ``InputError`` if
    the file lacks a column, holds a value that is none, or speaks of rows that the run does not
    have.
    """
    kind: Literal["sample", "truth"] = (
        "sample" if file.names.keys() & {"same", "stratum"} else "truth"
    )
    frame = file.take(NEEDED[kind], _NEEDED)
    for name in PAIR:
        frame = _numbers(frame, name)
    return _sample(frame) if kind == "sample" else _truth(frame, run)


def _sample(frame: pl.DataFrame) -> Labels:
    frame = frame.with_columns(
        understand("same", yes=(*YES, "同"), no=(*NO, "异")),
        pl.col("stratum").str.strip_chars().str.to_lowercase(),
    )
    refuse(
        frame.filter(pl.col("same").is_not_null() & pl.col("verdict").is_null()),
        Text("column same holds something else than 1 or 0", "same 列中有 1、0 以外的值"),
        Text("write 1 for the same document, 0 for another, nothing if not judged",
             "同一文件填 1，不同文件填 0，未判断则留空"),
    )  # fmt: skip
    strange = frame.filter(~pl.col("stratum").is_in(STRATA) | pl.col("stratum").is_null())
    near = get_close_matches(str(strange["stratum"][0]), STRATA, n=1) if strange.height else []
    refuse(
        strange,
        Text("column stratum holds an unknown name", "stratum 列中有未知的层名"),
        Text((f"did you mean {near[0]}? " if near else "") + f"Choices: {', '.join(STRATA)}",
             (f"是否指 {near[0]}？" if near else "") + f"可选：{'、'.join(STRATA)}"),
    )  # fmt: skip
    judged = frame.filter(pl.col("verdict").is_not_null())
    # In a stratum of single records the other row may be what a person found instead.
    asked = pl.col("stratum").replace_strict(
        {stratum: f"{side}_row" for stratum, side in ASKED_SIDE.items()}, default="both"
    )
    unit = [
        pl.when(asked.is_in(["both", name])).then(pl.col(name)).alias(f"unit_{name}")
        for name in PAIR
    ]
    keys = ["stratum", *(f"unit_{name}" for name in PAIR)]
    judged = judged.with_columns(unit)
    torn = judged.filter(pl.col("verdict").n_unique().over(keys) > 1)
    refuse(
        torn,
        Text("a pair is labelled both 1 and 0", "同一对记录既标为 1 又标为 0"),
        Text("settle which it is", "请确定取其一"),
    )
    judged = judged.unique(keys, keep="first", maintain_order=True)
    return Labels(
        "sample",
        judged.select("line", "stratum", *PAIR, pl.col("verdict").alias("same")),
        frame.height - frame["verdict"].count(),
    )


def _truth(frame: pl.DataFrame, run: Run) -> Labels:
    for name, side in zip(PAIR, SIDES, strict=True):
        refuse(
            frame.filter(pl.col(name).is_null()),
            Text(f"column {name} has an empty cell", f"{name} 列中有空单元格"),
            Text("a true pair needs both rows; leave out records without a partner",
                 "每一真实配对须有两个行号；没有对应记录的行请勿列入"),
        )  # fmt: skip
        known = pl.concat(
            [
                rows.filter(pl.col("side") == side).select(pl.col("row").alias(name))
                for rows in (run.dispositions, run.rejects)
            ]
        )
        refuse(
            frame.join(known, on=name, how="anti"),
            Text(f"the labels name rows that the run's {side} does not have",
                 f"标注中有本次运行的{'登记簿' if side == 'register' else '公开目录'}里不存在的行号"),
            Text("rows are counted from 0, and the labels must be those of this run's lists",
                 "行号从 0 起计，标注须与本次运行所用清单一致"),
        )  # fmt: skip
    return Labels("truth", frame.select(PAIR).unique().sort(PAIR))


def refuse_strangers(strangers: pl.DataFrame) -> None:
    """Raise ``InputError`` if labelled units (``line``) are not in the run."""
    refuse(
        strangers,
        Text("the labels name pairs that are not in this run", "标注中有本次运行里不存在的配对"),
        Text("labels belong to the run that they were drawn from: give that one, or draw anew",
             "标注只适用于抽样时的那次运行：请指定该次运行，或重新抽样"),
    )  # fmt: skip


def _numbers(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return ``frame`` with a column of row numbers; a spreadsheet may have made ``3`` into ``3.0``."""
    number = pl.col(name).str.extract(r"^\s*([0-9]{1,9})(?:\.0*)?\s*$").cast(pl.UInt32)
    read_ = frame.with_columns(number.alias("number"))
    refuse(
        read_.filter(pl.col(name).is_not_null() & pl.col("number").is_null()),
        Text(f"column {name} holds something else than a row number", f"{name} 列中有非行号的内容"),
        Text("rows are counted from 0", "行号从 0 起计"),
    )
    return read_.with_columns(pl.col("number").alias(name)).drop("number")
