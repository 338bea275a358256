"""Plans the corrections of one list of a run; nothing is written yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from disclosure_audit.config import Config
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.fixes.new_copy import COMPUTED
from disclosure_audit.fixes.proposals import propose
from disclosure_audit.glyphs import visible
from disclosure_audit.intake import Intake
from disclosure_audit.language import Text
from disclosure_audit.names import SIDES as SIDE_NAMES
from disclosure_audit.readers import ROW
from disclosure_audit.recall.lists import hide_secrets, recall
from disclosure_audit.recall.places import find_file, places_of
from disclosure_audit.run import Run
from disclosure_audit.scanner.masking import blot
from disclosure_audit.scanner.secret_terms import secret_terms
from disclosure_audit.schema.columns import Side

_LISTED = 8
"""How many files an error names."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The corrections of one file of a run, before anything is written."""

    side: Side
    path: Path
    sha256: str
    changes: pl.DataFrame = field(repr=False)
    """Schema :data:`disclosure_audit.fixes.proposals.CHANGES`; ``row`` as the run counts."""
    left: Mapping[str, int]
    """Findings of the same rules for which no value is certain, by code."""
    rows: int
    """Rows of the file: records, unreadable and blank ones."""
    formulas: int
    """Records with a cell that a spreadsheet would compute."""
    inputs: tuple[Path, ...] = field(repr=False)
    config: Config = field(repr=False)
    intake: Intake = field(repr=False)
    """The list as it was read, without its records."""
    sources: range = field(repr=False)
    """Places of the file's sheets among the sources of the list."""


def plan(
    run: Run,
    side: Side,
    findings: pl.DataFrame,
    rules: Collection[str],
    file: str | None = None,
) -> Plan:
    """Return what is to be corrected in one list of ``run``.

    ``findings`` are those of the run that still stand; ``rules`` the codes that may propose; ``file``
    names one file of a list that has several.

    Raises ``InputError`` if the list cannot be read again or has changed, ``UsageError`` if it has
    several files and none is named, or no such.
    """
    intake = recall(run, side)
    if isinstance(intake, Text):
        raise _lost(side, intake)
    named = run.info["inputs"][side]
    name, sources = _choose(named, file)
    source = named[sources.start]
    inputs = tuple(
        place
        for one in (*run.info["inputs"]["register"], *run.info["inputs"]["catalog"])
        if one["path"]
        for place in places_of(run.folder, one["path"])
    )
    config = Config.model_validate(run.info["settings"])
    masked = hide_secrets(run, side, intake.records)
    terms = secret_terms(config.scanner)
    told = propose(intake, masked, side, findings, rules, hide=lambda text: blot(text, terms))
    chosen = intake.sources[sources.start : sources.stop]
    headers = [header for header in intake.originals.columns if header != ROW]
    formulas = intake.originals.filter(pl.any_horizontal(pl.col(headers).str.contains(COMPUTED)))
    return Plan(
        side=side,
        path=find_file(run.folder, name, source["sha256"]),
        sha256=source["sha256"],
        changes=told.changes.filter(pl.col("source").is_in([one.name for one in chosen])),
        left=told.left,
        rows=sum(one.rows + one.blank_rows for one in chosen),
        formulas=formulas.height,
        inputs=inputs,
        config=config,
        intake=replace(intake, records=intake.records.clear()),
        sources=sources,
    )


def _choose(named: list[dict[str, Any]], file: str | None) -> tuple[str, range]:
    """Return the path of the file that is meant and the places of its sources."""
    paths = list(dict.fromkeys(one["path"] for one in named))
    if file is None and len(paths) > 1:
        listed = ", ".join(visible(Path(path).name) for path in paths[:_LISTED])
        raise UsageError(
            Text(f"the list has {len(paths)} files", f"该清单有 {len(paths)} 个文件"),
            Text(f"name one with --file: {listed}", f"请用 --file 指定其一：{listed}"),
        )
    fitting = [path for path in paths if file is None or file in (path, Path(path).name)]
    if len(fitting) != 1:
        listed = ", ".join(visible(Path(path).name) for path in paths[:_LISTED])
        raise UsageError(
            Text(f"the list has no one file called “{visible(file or '')}”",
                 f"该清单中没有唯一名为“{visible(file or '')}”的文件"),
            Text(f"there are: {listed}", f"现有：{listed}"),
        )  # fmt: skip
    mine = [place for place, one in enumerate(named) if one["path"] == fitting[0]]
    return fitting[0], range(mine[0], mine[-1] + 1)


def _lost(side: Side, why: Text) -> InputError:
    name = SIDE_NAMES[side]
    return InputError(
        Text(f"the {name.en} cannot be read again: {why.en}", f"无法重新读取{name.zh}：{why.zh}"),
        Text("put the file back where it lay, or scan the lists anew",
             "请将文件放回原处，或重新扫描"),
    )  # fmt: skip
