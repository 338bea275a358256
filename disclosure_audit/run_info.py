"""What ``run.json`` says: all that an auditor needs to prove which scan this was."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import platform
import re
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from pydantic import BaseModel

import disclosure_audit
from disclosure_audit.scanner.masking import blot
from disclosure_audit.upgrades import FORMAT_VERSION

if TYPE_CHECKING:
    from disclosure_audit.audit import Audit


_TELLS_NOTHING = re.compile("[0-9a-f]{64}|[绝机秘]密")
"""A SHA-256, in which a number may look like anything; a grade alone, as the settings name it."""


def describe(audit: Audit, command: list[str]) -> dict[str, Any]:
    """Return the content of ``run.json``. Only ``timings`` differs between two equal scans.

    Where a list has no header its first record is taken for one, and the name of a file or an
    argument may be as telling: secrets are blotted out unless the settings reveal them.
    """
    shown = _same if audit.settings.reveal else _blotter(audit.secret_terms)
    settings = shown(plain(audit.settings))
    for later in ("gate", "review"):  # how a run is looked at says nothing of the scan
        del settings[later]
    return {
        "format_version": FORMAT_VERSION,
        "tool_version": disclosure_audit.__version__,
        "command": shown([_without_password(word) for word in command]),
        "as_of": plain(audit.as_of),
        "lang": audit.lang,
        "settings": settings,
        "settings_sha256": fingerprint(settings),
        "key": audit.key_name,
        "lexicons": [
            {
                "name": shown(lexicon.name),
                "version": lexicon.version,
                "path": None if lexicon.is_bundled else shown(str(lexicon.path)),
                "sha256": lexicon.sha256,
                "terms": len(lexicon.terms),
            }
            for lexicon in audit.lexicons
        ],
        "inputs": shown(plain(audit.inputs)),
        "skipped": shown(plain(audit.skipped)),
        "mapping": shown(plain(audit.mapping)),
        "control_totals": plain(audit.control_totals),
        "rules": [
            {
                "code": outcome.rule.code,
                "name": outcome.rule.name,
                "version": outcome.rule.version,
                "severity": str(outcome.rule.severity),
                "title": plain(outcome.rule.title),
                "findings": outcome.findings,
                "not_applicable": shown(plain(outcome.not_applicable)),
            }
            for outcome in audit.outcomes
        ],
        "versions": {"python": platform.python_version(), "polars": pl.__version__},
        "timings": {
            "written_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "seconds": {stage: round(took, 3) for stage, took in audit.timings.items()},
        },
    }


def _same(value: Any) -> Any:
    return value


def _blotter(terms: tuple[str, ...]) -> Callable[[Any], Any]:
    """Return what blots the secrets out in the texts of a value as JSON knows it, its keys included."""

    def blotted(value: Any) -> Any:
        if isinstance(value, str):
            return value if _TELLS_NOTHING.fullmatch(value) else blot(value, terms)
        if isinstance(value, dict):
            return {blot(key, terms): blotted(item) for key, item in value.items()}
        return [blotted(item) for item in value] if isinstance(value, list) else value

    return blotted


def _without_password(word: str) -> str:
    """Return an argument without the password that a database address may hold."""
    return re.sub(r"(\w+://[^:/@\s]*):[^@\s]*@", r"\1:***@", word)


def fingerprint(content: Any) -> str:
    """Return the SHA-256 of ``content`` as JSON with sorted keys, in hexadecimal."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def plain(value: Any) -> Any:
    """Return ``value`` as JSON knows it: models, dataclasses, dates, paths and sets included."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value
