"""Reads what a person says of findings: right, or wrong."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from disclosure_audit.errors import InputError
from disclosure_audit.evaluation.label_file import LabelFile, refuse, understand
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.run import Run

NEEDED = ("finding_id", "right")
_OTHER_RUN = Text(
    "labels belong to the run that they were drawn from, or to one of the same lists made with the"
    " same key: give that one, or draw anew",
    "标注只适用于抽样时的那次运行，或以同一密钥扫描同一清单的运行：请指定该次运行，或重新抽样",
)


@dataclass(frozen=True, slots=True)
class FindingLabels:
    """``frame`` holds ``finding_id``, ``rule``, ``confidence`` (String) and ``right`` (Boolean), once
    for each judged finding."""

    frame: pl.DataFrame
    unlabelled: int
    """Rows of the sheet whose ``right`` is empty."""


def are_of_findings(file: LabelFile) -> bool:
    """Return whether the columns are those of labels of findings."""
    return bool(file.names.keys() & set(NEEDED))


def read_finding_labels(file: LabelFile, run: Run) -> FindingLabels:
    """Return what a file says of the findings of ``run``.

    Raises ``InputError`` if a column is missing, a value is neither 1 nor 0, a finding is not in
    the run or is labelled both ways, or if nothing is labelled.
    """
    has_key = "key" in file.names
    frame = file.take(
        (*NEEDED, "key") if has_key else NEEDED,
        Text(
            "labels of findings need the columns finding_id and right (1 or 0)",
            "问题的标注需有 finding_id 与 right 两列（right 填 1 或 0）",
        ),
    ).with_columns(
        pl.col("finding_id").str.strip_chars().str.strip_prefix("'").str.to_lowercase(),
        understand("right"),
    )
    refuse(
        frame.filter(pl.col("right").str.strip_chars().ne("") & pl.col("verdict").is_null()),
        Text("column right holds something else than 1 or 0", "right 列中有 1、0 以外的值"),
        Text("write 1 if the finding is right, 0 if it is wrong, nothing if not judged",
             "问题属实填 1，误报填 0，未判断则留空"),
    )  # fmt: skip
    known = run.findings.select("finding_id", "rule", "confidence")
    strange = frame.join(known, on="finding_id", how="anti", nulls_equal=False)
    refuse(
        strange,
        Text("the labels name findings that are not in this run", "标注中有本次运行里不存在的问题"),
        _why_strange(strange, run) if has_key else _OTHER_RUN,
    )
    judged = frame.filter(pl.col("verdict").is_not_null())
    refuse(
        judged.filter(pl.col("verdict").n_unique().over("finding_id") > 1),
        Text("a finding is labelled both 1 and 0", "同一问题既标为 1 又标为 0"),
        Text("settle which it is", "请确定取其一"),
    )
    if judged.is_empty():
        raise InputError(
            Text("no finding is labelled yet", "尚无任何问题的标注"),
            Text("write 1 (the finding is right) or 0 (it is wrong) into column right",
                 "请在 right 列中填写 1（属实）或 0（误报）"),
        )  # fmt: skip
    once = judged.unique("finding_id", keep="first", maintain_order=True)
    return FindingLabels(
        once.join(known, on="finding_id", maintain_order="left").select(
            "finding_id", "rule", "confidence", pl.col("verdict").alias("right")
        ),
        frame.height - judged.height,
    )


def _why_strange(strange: pl.DataFrame, run: Run) -> Text:
    """Return the hint: another key gives other fingerprints to the same findings."""
    named = strange["key"].str.strip_chars().str.strip_prefix("'").drop_nulls().unique().sort()
    mine = run.info.get("key")
    if mine is None or named.is_empty() or mine in named.to_list():
        return _OTHER_RUN
    theirs = visible(str(named[0]))[:16]
    return Text(
        f"the sheet was drawn from a run made with key {theirs}, this run was made with key {mine}:"
        " scan with the key of that workspace (DISCLOSURE_AUDIT_KEY), or draw anew",
        f"抽样所用运行的密钥为 {theirs}，本次运行的密钥为 {mine}："
        "请用原工作区的密钥（DISCLOSURE_AUDIT_KEY）重新扫描，或重新抽样",
    )
