"""Turns the setting ``rules.profile`` into what a run keeps: a name, or the fields themselves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from disclosure_audit.config import Need
from disclosure_audit.rules.field_profiles.load import PROFILES
from disclosure_audit.schema.columns import BY_NAME, SIDES
from disclosure_audit.settings import check, files

_KEY = "rules.profile"
_NEEDS = list(get_args(Need))


def resolve(profile: Any, folder: Path, origin: str) -> Any:
    """Return the name of a bundled profile, or the table that stands in the file of that path.

    So a run holds what its records were judged by, wherever the file is later. ``folder`` is what a
    path is relative to, ``origin`` where the setting was given.

    Raises ``UsageError`` for a name that no profile has, a file that cannot be read, and a side, a
    field or a need that does not exist.
    """
    if isinstance(profile, str):
        if not profile.endswith(".toml"):
            if profile not in PROFILES:
                raise check.no_choice(profile, [*PROFILES, "PATH.toml"], _KEY, origin)
            return profile
        path = folder / profile
        profile, origin = files.read(path), f"file {path.name}"
    if isinstance(profile, Mapping):
        _check(profile, origin)
    return profile  # anything else: the model says what is wrong


def _check(profile: Mapping[str, Any], origin: str) -> None:
    for side, fields in profile.items():
        if side not in SIDES:
            raise check.no_choice(side, list(SIDES), _KEY, origin)
        if not isinstance(fields, Mapping):
            raise check.no_table(f"{_KEY}.{side}", origin)
        for field, need in fields.items():
            if field not in BY_NAME:
                raise check.no_column(field, f"{_KEY}.{side}", origin)
            if need not in _NEEDS:
                raise check.no_choice(str(need), _NEEDS, f"{_KEY}.{side}.{field}", origin)
