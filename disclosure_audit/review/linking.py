"""Links that the decisions make and break: which, where they stand, and what follows."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from disclosure_audit.audit import Material, Progress
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.language import Text
from disclosure_audit.review.decisions import PAIR_STATUS
from disclosure_audit.review.judged import Judged, digest, identify, load, save
from disclosure_audit.review.overrides import Override
from disclosure_audit.review.targets import PLACES, Records
from disclosure_audit.run import Run
from disclosure_audit.workspace import KEY_VARIABLE, name_key

Said = tuple[tuple[str, str], ...]
"""Targets of pairs and what was said of them, the earliest first."""


@dataclass(frozen=True)
class Recalled:
    """The lists of a run, read again, and the way from their rows to names and back."""

    material: Material
    records: Records


def said_of_pairs(folded: pl.DataFrame) -> Said:
    """Return what holds of pairs by the fold of a journal (``FOLDED``)."""
    said = folded.filter(pl.col("kind") == "pair", pl.col("status").is_in(list(PAIR_STATUS)))
    return tuple(said.sort("status_seq").select("target", "status").iter_rows())


def overrides_of(said: Said, places: pl.DataFrame) -> tuple[list[Override], int]:
    """Return the overrides whose records are known by ``places``, and how many are not."""
    rows = {row["target"]: row for row in places.iter_rows(named=True)}
    found = [
        Override(
            rows[target]["left_side"],
            rows[target]["left_row"],
            rows[target]["right_side"],
            rows[target]["right_row"],
            status == "same",
        )
        for target, status in said
        if target in rows and rows[target]["right_row"] is not None
    ]
    return found, len(said) - len(found)


def noted_places(decisions: pl.DataFrame) -> pl.DataFrame:
    """Return where records and pairs stand as far as the journal says (``PLACES``)."""
    return decisions.filter(
        pl.col("kind").is_in(["record", "pair"]), pl.col("left_row").is_not_null()
    ).select(*PLACES)


def load_judged(run: Run, overrides: list[Override]) -> Judged | None:
    """Return what was judged before with these overrides, ``None`` if it is not at hand."""
    try:
        return load(run, digest(identify(run), overrides))
    except OSError:
        return None


def judge_anew(
    run: Run,
    recalled: Recalled,
    overrides: list[Override],
    key: bytes,
    *,
    keep: bool,
    progress: Progress | None,
) -> Judged:
    """Return what follows from ``overrides``; kept beside the run if ``keep`` is set."""
    from disclosure_audit.review.relink import rejudge  # the rules take long to load

    before = load_judged(run, overrides)
    if before is not None:
        return before
    judged = rejudge(run, recalled.material, overrides, key, progress)
    if keep:
        try:
            save(run, digest(identify(run), overrides), judged)
        except OSError:  # it is only a copy: the next opening judges anew
            return judged
    return judged


def recall_lists(run: Run, key: bytes, progress: Progress | None) -> Recalled | Text:
    """Return the lists of ``run``, or why they cannot be had."""
    from disclosure_audit.review.relink import recall_material

    material = recall_material(run, progress)
    if isinstance(material, Text):
        return material
    return Recalled(material, Records(material.shown, key))


def why_not_linkable(run: Run, key: bytes | None) -> UsageError | None:
    """Return why links of ``run`` cannot be changed with this key, ``None`` if they can."""
    made_with = run.info["key"]
    if made_with is None:
        return UsageError(
            Text("the run was made by an older version, so its links cannot be changed",
                 "该次运行结果由旧版本生成，不能调整对应关系"),
            Text("scan again", "请重新扫描"),
        )  # fmt: skip
    if key is not None and name_key(key) == made_with:
        return None
    return UsageError(
        Text("links cannot be changed without the key that the run was made with",
             "没有生成该次运行结果时的密钥，不能调整对应关系"),
        Text(
            f"open the run in the folder where it was made, or set {KEY_VARIABLE} to that key;"
            " findings can be decided without it",
            f"请在当时的工作文件夹中打开，或将 {KEY_VARIABLE} 设为当时的密钥；问题的处理不受影响",
        ),
    )  # fmt: skip


def unread_lists(why: Text | None) -> InputError:
    """Return the error for a link that is to be changed while the lists are not at hand."""
    if why is None:
        return InputError(
            Text("the lists have not been read yet", "尚未读入清单"),
            Text("wait until they are", "请稍候再试"),
        )
    return InputError(
        Text(f"the lists cannot be read again: {why.en}", f"无法重新读取清单：{why.zh}"),
        Text("put the files back where they were, or scan again", "请将文件放回原处，或重新扫描"),
    )
