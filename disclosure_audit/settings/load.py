"""Merges defaults, file, environment and command line, and remembers where each value is from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from disclosure_audit.config import Config
from disclosure_audit.glyphs import visible
from disclosure_audit.language import LANGS
from disclosure_audit.settings import check, files, profiles
from disclosure_audit.settings.keys import flatten, merge, nest

_LANG_VARIABLE = "DISCLOSURE_AUDIT_LANG"
_USER_VARIABLE = "DISCLOSURE_AUDIT_USER"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force, and where they come from."""

    config: Config
    origins: dict[str, str]
    """Dotted key -> ``default``, ``file NAME``, ``environment`` or ``command line``."""
    path: Path | None = None
    """The configuration file, if there is one."""

    def values(self) -> dict[str, Any]:
        """Return the value of every dotted key, as JSON knows it."""
        return flatten(self.config.model_dump(mode="json", by_alias=True))


def load(path: Path | None, start: Path, overrides: Mapping[str, Any]) -> Settings:
    """Return the settings in force.

    ``path`` is the configuration file; when ``None`` the nearest one at or above ``start`` is
    taken, if any. ``overrides`` are the values of the command line by dotted key
    (``{"gate.fail_on": "high"}``) and win over the file; tables are merged key by key.

    Raises ``UsageError`` that names the file and the dotted key for an unknown key (with the
    nearest one), a wrong value (with the allowed ones), and broken TOML (with the line).
    """
    found = (path, files.read(path)) if path else files.find(start)
    where, table = found if found else (None, {})
    name = f"file {visible(where.name)}" if where else ""
    layers = [(name, table), ("environment", _environment()), ("command line", nest(overrides))]

    data = Config().model_dump(by_alias=True)
    origins = dict.fromkeys(flatten(data), "default")
    for origin, layer in layers:
        check.keys(layer, origin)
        data = merge(data, layer)
        origins |= dict.fromkeys(flatten(layer), origin)
    home = where.parent if where and origins["rules.profile"] == name else start
    if isinstance(data["rules"], dict):
        given = check.origin_of("rules.profile", origins)
        data["rules"]["profile"] = profiles.resolve(data["rules"]["profile"], home, given)
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        raise check.explain(error, origins) from error
    check.meaning(config, origins)
    values = flatten(config.model_dump(mode="json", by_alias=True))
    return Settings(config, {key: _origin(key, origins) for key in values}, where)


def _environment() -> dict[str, Any]:
    asked = os.environ.get(_LANG_VARIABLE, "").lower()
    said: dict[str, Any] = next(({"lang": lang} for lang in LANGS if asked.startswith(lang)), {})
    if user := os.environ.get(_USER_VARIABLE):
        said["review"] = {"user": user}
    return said


def _origin(key: str, origins: Mapping[str, str]) -> str:
    """Return the origin of ``key`` or of the nearest table above it that was given whole."""
    while key not in origins and "." in key:
        key = key.rpartition(".")[0]
    return origins.get(key, "default")
