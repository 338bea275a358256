"""Keeps what was labelled right or wrong, so that each rule has a measured precision.

The file ``precision.json`` in the workspace holds one entry per evaluation that was kept: which run,
which day, and each label with its finding's fingerprint, rule and confidence. No text of a record.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from pathlib import Path

import polars as pl
from pydantic import BaseModel, ConfigDict, ValidationError

from disclosure_audit.errors import InputError, system_reason
from disclosure_audit.evaluation.finding_sample import count_strata
from disclosure_audit.evaluation.precision import FindingsEvaluation
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.run import Run
from disclosure_audit.run_info import fingerprint
from disclosure_audit.workspace import FOLDER, hide_from_git

FILE = "precision.json"
FORMAT_VERSION = 1
_RUN_LENGTH = 16
_OF_ONE_SCAN = ("timings", "command")
"""What of ``run.json`` differs between equal scans."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KeptRule(_Model):
    """What was said of the findings of one rule. ``findings`` counts those of the run by confidence;
    ``labels`` says by confidence and ``finding_id`` which are right."""

    version: int
    findings: dict[str, int]
    labelled: int
    right: int
    labels: dict[str, dict[str, bool]]


class KeptEvaluation(_Model):
    """One evaluation. Two runs of one name are equal scans of equal lists."""

    run: str
    date: dt.date
    rules: dict[str, KeptRule]


class _Head(BaseModel):
    format_version: int


class _Content(_Model):
    format_version: int
    evaluations: tuple[KeptEvaluation, ...] = ()


def keep(run: Run, found: FindingsEvaluation, day: dt.date | None = None) -> Path:
    """Add an evaluation of ``run`` to those that are kept, and return the file.

    It is the nearest ``.disclosure-audit/precision.json`` in the working folder or above it, else a
    new one in the working folder; it is replaced whole or not at all. Raises ``InputError`` if
    it cannot be read or written.
    """
    path = _find() or Path.cwd() / FOLDER / FILE
    kept = (*_read(path), _summarise(run, found, day or dt.datetime.now(dt.UTC).date()))
    text = _Content(format_version=FORMAT_VERSION, evaluations=kept).model_dump_json(indent=1)
    draft = path.with_name(f".{FILE}.{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        hide_from_git(path.parent)
        draft.write_text(text + "\n", encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as error:
        raise _unusable(path, system_reason(error)) from error
    finally:
        draft.unlink(missing_ok=True)
    return path


def read_kept() -> tuple[KeptEvaluation, ...]:
    """Return the kept evaluations of this workspace, the oldest first; none if there is no file.

    Raises ``InputError`` if the file cannot be read or a newer version of the tool wrote it.
    """
    path = _find()
    return _read(path) if path else ()


def _summarise(run: Run, found: FindingsEvaluation, day: dt.date) -> KeptEvaluation:
    sizes = count_strata(run.findings)
    rules = {}
    for rule in found.rules:
        if rule.labelled and rule.version is not None:
            labels: dict[str, dict[str, bool]] = {}
            said = found.labels.filter(pl.col("rule") == rule.name).sort("finding_id")
            for finding, confidence, right in said.select(
                "finding_id", "confidence", "right"
            ).iter_rows():
                labels.setdefault(confidence, {})[finding] = right
            rules[rule.name] = KeptRule(
                version=rule.version,
                findings=sizes[rule.name],
                labelled=rule.labelled,
                right=rule.right,
                labels=labels,
            )
    return KeptEvaluation(run=name_run(run), date=day, rules=rules)


def name_run(run: Run) -> str:
    """Return 16 hexadecimal digits that name a run by what it scanned, how, and what came out."""
    lasting = {key: value for key, value in run.info.items() if key not in _OF_ONE_SCAN}
    return fingerprint(lasting)[:_RUN_LENGTH]


def _find() -> Path | None:
    here = Path.cwd()
    paths = (folder / FOLDER / FILE for folder in (here, *here.parents))
    return next((path for path in paths if os.path.isfile(path)), None)  # noqa: PTH113 - pathlib's raises where the folder is closed


def _read(path: Path) -> tuple[KeptEvaluation, ...]:
    try:
        if not path.exists():
            return ()
        data = path.read_bytes()
    except OSError as error:
        raise _unusable(path, system_reason(error)) from error
    try:
        if _Head.model_validate_json(data).format_version > FORMAT_VERSION:
            raise _unusable(path, Text("a newer version wrote it", "由更新的版本写入"))
        return _Content.model_validate_json(data).evaluations
    except ValidationError as error:
        raise _unusable(path, Text("it is damaged", "内容已损坏")) from error


def _unusable(path: Path, why: Text) -> InputError:
    name = visible(str(path))
    return InputError(
        Text(f"the kept evaluations in “{name}” cannot be used: {why.en}",
             f"无法使用“{name}”中保存的评估：{why.zh}"),
        Text("make it accessible, or move it away and keep the evaluations of your sheets anew",
             "请检查权限，或移走该文件后用原标注表重新评估并保存"),
    )  # fmt: skip
