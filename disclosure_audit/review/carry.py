"""Decisions carried over to a new run of the same lists."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from disclosure_audit.errors import InputError
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text
from disclosure_audit.review.decisions import OUTCOMES
from disclosure_audit.review.entry import Draft, Entry, entry_of
from disclosure_audit.review.gone import UNAPPLIED
from disclosure_audit.review.journal import open_run_journal
from disclosure_audit.review.opening import opening_draft, run_name, scan_digest
from disclosure_audit.review.reviewer import user_name
from disclosure_audit.review.state import counting, fold, scan_name
from disclosure_audit.review.targets import Records
from disclosure_audit.run import INFO, Run, is_run
from disclosure_audit.schema.columns import Side
from disclosure_audit.upgrades import FORMAT_VERSION, upgrade
from disclosure_audit.workspace import KEY_VARIABLE

_LONGEST_NAME = 60
_FINDINGS = "findings.parquet"

Shown = Callable[[], Mapping[Side, pl.DataFrame]]
"""Gives the records of the new run as they may be shown, if they are asked for."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the decisions of an earlier run. Targets are counted, not entries."""

    from_run: str
    """Name of its folder."""
    carried: int = 0
    gone: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=UNAPPLIED))
    """Decisions on what is not there any more (``UNAPPLIED``)."""
    refused: Text | None = None
    """Why nothing could be carried."""
    hint: Text | None = None


def carry(
    old_run: Path,
    new_run: Path | Run,
    *,
    user: str | None = None,
    journal: str | None = None,
    key: bytes | None = None,
    shown: Shown | None = None,
) -> Carried:
    """Write the decisions of an earlier run into the journal of a new one and return how many.

    Carried is what holds in the end: nothing that was taken back, and nothing on what the new
    journal has a decision on already. Who decided, and when, is kept. One entry ``carry`` stands
    before them; it also keeps the decisions whose finding is no longer there. Nothing is written
    when there is nothing to tell, or when it was told before.

    Decisions on records and pairs need the lists. With ``key`` and ``shown`` those that are gone are
    told apart at once; otherwise all are carried, and whoever reads the lists next will tell.

    Args:
        old_run: folder of the earlier run; its journal is only read.
        new_run: the new run, or its folder.
        user: who carries; as :func:`disclosure_audit.review.reviewer.user_name`.
        journal: address of the server that has both journals; those of the folders when absent.
        key: the workspace's key.
        shown: gives the new run's records.

    Raises ``InputError`` if a run or a journal cannot be read, ``UsageError`` if the new journal can
    only be read.
    """
    folder = new_run.folder if isinstance(new_run, Run) else new_run
    name = run_name(old_run)
    before, after = info_of(old_run), info_of(folder)
    if before["key"] != after["key"]:
        return Carried(name, refused=_ANOTHER_KEY.fill(name=_short(name)), hint=_SET_THE_KEY)
    if old_run.resolve() == folder.resolve():
        return Carried(name)
    source = open_run_journal(old_run, journal, read_only=True)
    try:
        entries, head = source.frame(), source.last()[1]
    finally:
        source.close()
    target = open_run_journal(folder, journal)
    try:
        there = target.frame()
        if _was_told(there, head):
            return Carried(name)
        decided = _merged(entries, set(fold(there).select("kind", "target").iter_rows()))
        records = Records(shown(), key) if key is not None and shown else None
        kept, gone = _sorted_out(decided, old_run, ids_of(new_run), records)
        missing = _described(entries, gone, old_run, name, is_revealed=_reveals(before, after))
        if kept or gone:
            drafts = [_told(name, head, kept, missing), *_drafts(decided, kept)]
            if scan_name(there) != scan_digest(after):
                drafts.insert(0, opening_draft(folder, after))
            target.append(user_name(user), drafts)
    finally:
        target.close()
    return Carried(name, len(kept), missing)


def say_carried(result: Carried) -> Text:
    """Return what a person is told of it in one line."""
    name = _short(result.from_run)
    if result.refused is not None:
        return result.refused
    told = Text(
        f"decisions carried over from {name}: {result.carried:,}",
        f"沿用 {name} 的处理结果 {result.carried:,} 项",
    )
    if not result.gone.height:
        return told
    count = f"{result.gone.height:,}"
    return Text(
        f"{told.en}; no longer applicable, as the finding is gone: {count}",
        f"{told.zh}；另有 {count} 项所涉问题已不存在，不再适用",
    )


_ANOTHER_KEY = Text(
    "the decisions of {name} are not carried over: it was made with another key, so fingerprints do"
    " not compare",
    "未沿用 {name} 的处理结果：生成时所用密钥不同，编号无法对应",
)
_SET_THE_KEY = Text(
    f"scan again with {KEY_VARIABLE} set to the key of that run",
    f"请将 {KEY_VARIABLE} 设为该次运行的密钥后重新扫描",
)


def _short(name: str) -> str:
    return shorten(name, _LONGEST_NAME)


def info_of(folder: Path) -> dict[str, Any]:
    """Return what ``run.json`` says, in today's form. Raises ``InputError`` where that cannot be."""
    info = json.loads((folder / INFO).read_bytes()) if is_run(folder) else None
    if info is None or info["format_version"] > FORMAT_VERSION:
        raise InputError(
            Text("“{name}” holds no run that this version can read",
                 "“{name}”中没有此版本可读取的运行结果").fill(name=visible(_short(str(folder)))),
            Text("give the folder of an earlier scan", "请给出以前某次扫描的结果文件夹"),
        )  # fmt: skip
    return upgrade(info)


def _reveals(*infos: Mapping[str, Any]) -> bool:
    return any(info["settings"].get("reveal") for info in infos)


def ids_of(run: Run | Path) -> set[str]:
    """Return the ids of the findings of a run. Raises ``InputError`` if they cannot be read."""
    if isinstance(run, Run):
        return set(run.findings["finding_id"])
    try:
        return set(pl.read_parquet(run / _FINDINGS, columns=["finding_id"])["finding_id"])
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(
            Text("{name} is missing or damaged", "{name} 缺失或损坏").fill(name=_FINDINGS),
            Text("scan again", "请重新扫描"),
        ) from error


def _was_told(there: pl.DataFrame, head: str) -> bool:
    carries = there.filter(pl.col("kind") == "journal", pl.col("action") == "carry")
    return any(json.loads(text).get("from_head") == head for text in carries["details"])


Target = tuple[str, str]


def _merged(entries: pl.DataFrame, taken: set[Target]) -> dict[Target, list[Entry]]:
    """Return the entries that hold in the end by kind and target, without the targets ``taken``."""
    found: dict[Target, list[Entry]] = {}
    for row in counting(entries).select(entries.columns).iter_rows():
        if (row[5], row[6]) not in taken:
            found.setdefault((row[5], row[6]), []).append(entry_of(row))
    held = {target: list(_holding(those)) for target, those in found.items()}
    return {target: those for target, those in held.items() if those}


def _holding(entries: list[Entry]) -> Iterator[Entry]:
    """Yield of the entries on one target those that still say something."""
    last: dict[str, Entry] = {}
    for entry in entries:
        last[_attribute(entry.action)] = entry
    for entry in entries:
        if entry.action == "note":
            yield entry
        elif last[_attribute(entry.action)] is not entry:
            if entry.action == "dismiss" and entry.details.get("note") is not None:
                # what was said stays said, though it is not dismissed any more
                said = {k: v for k, v in entry.details.items() if k not in ("note", "reason")}
                yield replace(entry, action="note", details={**said, "text": entry.details["note"]})
        elif entry.action not in ("reopen", "unflag") and entry.details.get("owner", "-"):
            yield entry


def _attribute(action: str) -> str:
    if action in OUTCOMES:
        return "status"
    return "flag" if action in ("flag", "unflag") else action


def _sorted_out(
    decided: Mapping[Target, list[Entry]], old: Path, ids: set[str], records: Records | None
) -> tuple[dict[Target, dict[str, Any]], list[Target]]:
    """Return the targets that are there, with where they stand if that is known, and the others."""
    changes_links = any(kind == "pair" for kind, _ in decided)
    known_then = ids_of(old) if changes_links else set()
    kept: dict[Target, dict[str, Any]] = {}
    gone: list[Target] = []
    for kind, target in decided:
        if kind == "finding":
            # What the old scan did not find either follows from a changed link, and so it will here.
            follows = changes_links and target not in known_then
            if target in ids or follows:
                kept[kind, target] = {}
            else:
                gone.append((kind, target))
        elif records is None:
            kept[kind, target] = {}
        else:
            places = [records.find(record) for record in target.split("|")]
            if None in places:
                gone.append((kind, target))
            else:
                kept[kind, target] = {
                    end: {"side": place[0], "row": place[1]}
                    for end, place in zip(("left", "right"), places, strict=False)
                    if place
                }
    return kept, gone


def _drafts(
    decided: Mapping[Target, list[Entry]], kept: Mapping[Target, dict[str, Any]]
) -> list[Draft]:
    """Return the entries that hold as drafts, in the order in which they were decided."""
    found = []
    for target, places in kept.items():
        for entry in decided[target]:
            details = {k: v for k, v in entry.details.items() if k not in ("left", "right")}
            signed = {"by": entry.user, "at": entry.at, **details, "carried": True}
            draft = Draft(entry.action, entry.kind, entry.target, {**signed, **places})
            found.append((entry.seq, draft))
    return [draft for _, draft in sorted(found, key=lambda one: one[0])]


def _described(
    entries: pl.DataFrame, gone: list[Target], old: Path, name: str, *, is_revealed: bool
) -> pl.DataFrame:
    """Return what is gone as ``UNAPPLIED``.

    The findings' messages come along only where they were masked.
    """
    if not gone:
        return pl.DataFrame(schema=UNAPPLIED)
    about = pl.DataFrame(gone, {"kind": pl.String, "target": pl.String}, orient="row")
    found = about.join(fold(entries), on=["kind", "target"], how="left", maintain_order="left")
    past = (
        pl.scan_parquet(old / _FINDINGS)
        .select(pl.col("finding_id").alias("target"), "rule", "message")
        .filter(pl.col("target").is_in(about["target"].implode()))
        .unique("target")
        .collect()
    )
    if is_revealed:
        past = past.with_columns(message=pl.lit(None, pl.String))
    return found.join(past, on="target", how="left", maintain_order="left").select(
        pl.lit(name).alias(column) if column == "from_run" else pl.col(column)
        for column in UNAPPLIED
    )


def _told(
    name: str, head: str, kept: Mapping[Target, dict[str, Any]], missing: pl.DataFrame
) -> Draft:
    details = {
        "from_run": name,
        "from_head": head,
        "carried": len(kept),
        "gone": missing.height,
        "left": missing.drop("from_run").to_dicts(),
    }
    return Draft("carry", "journal", "", details)
