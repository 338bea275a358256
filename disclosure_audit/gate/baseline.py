"""The baseline: the findings that are known already, in a file that version control can merge.

One line per finding: its rule and its fingerprint, which is a keyed hash (``findings.add_ids``), so
the file tells nothing to who lacks the key. No texts, no dates, sorted: two people who write the
same findings write the same bytes, and git merges what two branches changed in different lines.

A fingerprint counts already: a record entered three times word for word has three findings, whose
fingerprints hash the first, second and third of their like. A fourth copy is a new finding, and
where one goes, the last fingerprint goes. Only where one fingerprint occurs several times among the
findings themselves does the line end in ``xN``; what goes beyond N is new.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from disclosure_audit.errors import InputError, UsageError, system_reason
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text

FILE = "disclosure-audit-baseline.txt"
"""Its usual name, beside the configuration."""
FORMAT = 1
NO_KEY = "none"
"""Stands for the key of a run that had none."""

ENTRIES: dict[str, pl.DataType | type[pl.DataType]] = {
    "rule": pl.String,
    "finding_id": pl.String,
    "count": pl.UInt32,
}
"""What a baseline holds, sorted by rule and fingerprint; each pair once."""

_HEAD = """\
# Findings that are known: a gate with --new-only fails on others only.
# Written by `disclosure-audit baseline write`: rule and keyed hash, sorted; no texts, no dates.
"""
_LINE = r"^([A-Z]{1,8}[0-9]{1,6}) ([0-9a-f]{16})(?: x([1-9][0-9]{0,8}))?$"


@dataclass(frozen=True)
class Baseline:
    """The known findings, and the name of the key that their fingerprints were made with."""

    name: str
    """Of the file, to be shown."""
    key: str
    entries: pl.DataFrame = field(repr=False)
    """Schema :data:`ENTRIES`."""

    @property
    def ids(self) -> pl.Series:
        """The fingerprints (String)."""
        return self.entries["finding_id"]

    def fits(self, key: str | None) -> bool:
        """Return whether it was made with the key of that name."""
        return (key or NO_KEY) == self.key

    def check_key(self, key: str | None) -> None:
        """Raise ``UsageError`` unless the run was made with the baseline's key."""
        mine = key or NO_KEY
        if not self.fits(key):
            raise UsageError(
                Text("the baseline {name} was made with another key ({theirs}) than the run ({mine}),"
                     " so nothing in it can be compared",
                     "基线 {name} 所用的密钥（{theirs}）与本次运行的（{mine}）不同，无法比较").fill(
                    name=self.name, theirs=self.key, mine=mine),
                Text("scan with the same DISCLOSURE_AUDIT_KEY wherever the gate runs, or write the baseline anew",
                     "请在各处使用同一个 DISCLOSURE_AUDIT_KEY 扫描，或重新写出基线"),
            )  # fmt: skip


def entries_of(findings: pl.DataFrame) -> pl.DataFrame:
    """Return what a baseline of ``findings`` holds (:data:`ENTRIES`)."""
    return (
        findings.lazy()
        .group_by("rule", "finding_id")
        .agg(pl.len().cast(pl.UInt32).alias("count"))
        .sort("rule", "finding_id")
        .collect()
    )


def empty(name: str, key: str | None) -> Baseline:
    """Return a baseline that holds nothing, for runs with the key of that name."""
    return Baseline(visible(name), key or NO_KEY, pl.DataFrame(schema=ENTRIES))


def read(path: Path) -> Baseline:
    """Return the baseline in ``path``.

    Lines in another order, and one that stands there twice (of which the larger count holds), are
    taken as a merge left them. Raises ``UsageError`` if there is no such file, and ``InputError``
    that names the line for one that is no baseline or holds the marks of a conflict.
    """
    name = visible(path.name)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(
            Text("there is no baseline “{name}”", "没有基线“{name}”").fill(name=visible(str(path))),
            Text(
                "write one with `disclosure-audit baseline write RUN`",
                "请用 `disclosure-audit baseline write 结果` 写出",
            ),
        ) from error
    except OSError as error:
        why = system_reason(error)
        raise InputError(
            Text(f"{name} cannot be read: {why.en}", f"无法读取 {name}：{why.zh}"),
            Text("check the path and the rights", "请检查路径与权限"),
        ) from error
    except UnicodeDecodeError as error:
        raise _no_baseline(name, 1) from error
    lines = pl.DataFrame({"text": text.splitlines()}, schema={"text": pl.String})
    told = lines.with_row_index("line", offset=1).filter(
        pl.col("text").str.strip_chars() != "", ~pl.col("text").str.starts_with("#")
    )
    head, body = told.head(2), told.slice(2)
    is_format = head["text"].to_list()[:1] == [f"format {FORMAT}"]
    key = head["text"][1].removeprefix("key ") if head.height == 2 else ""
    if not is_format or not key or head["text"][1] == key:
        raise _no_baseline(name, int(head["line"][0]) if head.height else 1)
    parts = body.select(
        "line",
        pl.col("text").str.extract(_LINE, 1).alias("rule"),
        pl.col("text").str.extract(_LINE, 2).alias("finding_id"),
        pl.col("text").str.extract(_LINE, 3).fill_null("1").cast(pl.UInt32).alias("count"),
    )
    wrong = parts.filter(pl.col("rule").is_null())
    if wrong.height:
        raise _no_baseline(name, int(wrong["line"][0]))
    merged = parts.group_by("rule", "finding_id").agg(pl.col("count").max())
    return Baseline(name, key, merged.sort("rule", "finding_id"))


def write(path: Path, findings: pl.DataFrame, *, key: str | None) -> int:
    """Write the baseline of ``findings`` (``rule``, ``finding_id``) to ``path``, in one go.

    ``key`` is the name of the run's key. Returns how many fingerprints it holds. Raises
    ``UsageError`` if the file cannot be written.
    """
    entries = entries_of(findings)
    _save(path, entries, key or NO_KEY)
    return entries.height


def prune(path: Path, baseline: Baseline, gone: pl.DataFrame) -> int:
    """Write ``baseline`` to ``path`` without the entries ``gone``; return how many went.

    Nothing is ever added. ``gone`` has the columns of :data:`ENTRIES`; of a fingerprint with a count
    only so many go. Nothing is written where nothing goes. Raises as :func:`write` does.
    """
    left = (
        baseline.entries.join(gone, on=["rule", "finding_id"], how="left", suffix="_gone")
        .with_columns(
            count=(pl.col("count") - pl.col("count_gone").fill_null(0)).cast(pl.UInt32),
        )
        .drop("count_gone")
        .filter(pl.col("count") > 0)
    )
    went = int(baseline.entries["count"].sum()) - int(left["count"].sum())
    if went:
        _save(path, left, baseline.key)
    return went


def _save(path: Path, entries: pl.DataFrame, key: str) -> None:
    shown = pl.when(pl.col("count") > 1).then(pl.format(" x{}", "count")).otherwise(pl.lit(""))
    lines = entries.sort("rule", "finding_id").select(
        pl.concat_str("rule", pl.lit(" "), "finding_id", shown).alias("line")
    )
    try:
        target = path.expanduser().resolve()
        with tempfile.TemporaryDirectory(prefix=".baseline-", dir=target.parent) as folder:
            draft = Path(folder) / target.name
            with draft.open("wb") as file:
                file.write(f"{_HEAD}format {FORMAT}\nkey {key}\n".encode())
                lines.write_csv(file, include_header=False, quote_style="never")
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
    except OSError as error:
        why = system_reason(error)
        name = visible(str(path))
        raise UsageError(
            Text(f"“{name}” cannot be written: {why.en}", f"无法写入“{name}”：{why.zh}"),
            Text("choose another place with --baseline", "请用 --baseline 另选位置"),
        ) from error


def _no_baseline(name: str, line: int) -> InputError:
    return InputError(
        Text(
            f"{name}, line {line}: this is no baseline of this version",
            f"{name} 第 {line} 行：不是此版本可读的基线",
        ),
        Text("settle what a merge left there, or write it anew with `disclosure-audit baseline write RUN`",
             "请处理合并留下的冲突，或用 `disclosure-audit baseline write 结果` 重新写出"),
    )  # fmt: skip
