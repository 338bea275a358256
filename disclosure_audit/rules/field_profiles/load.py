"""Reads the profiles that come with the tool."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from disclosure_audit.config import FieldProfile
from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text
from disclosure_audit.schema.columns import BY_NAME, SIDES

_HERE = Path(__file__).resolve().parent
_LONGEST_NAME = 60

PROFILES: tuple[str, ...] = ("minimal", "2007-guideline", "gov-portal")
"""The profiles that come with the tool, the default first."""


def load_profile(profile: str | FieldProfile) -> FieldProfile:
    """Return the profile of that name, or ``profile`` itself if it is one.

    Raises ``UsageError`` for a name that no profile has and for a field that does not exist.
    """
    chosen = _bundled(profile) if isinstance(profile, str) else profile
    for side in SIDES:
        for field in getattr(chosen, side):
            if field not in BY_NAME:
                raise UsageError(
                    Text("rules.profile.{side} names “{field}”, which is no column",
                         "rules.profile.{side} 中的“{field}”不是列名").fill(
                        side=side, field=visible(shorten(field, _LONGEST_NAME))
                    ),
                    Text(f"Columns: {', '.join(BY_NAME)}", f"可用的列：{'、'.join(BY_NAME)}"),
                )  # fmt: skip
    return chosen


@cache
def _bundled(name: str) -> FieldProfile:
    if name not in PROFILES:
        raise UsageError(
            Text("there is no profile “{name}”", "没有名为“{name}”的字段配置").fill(
                name=visible(shorten(name, _LONGEST_NAME))
            ),
            Text(f"Choices: {', '.join(PROFILES)}, or the path of a TOML file",
                 f"可选：{'、'.join(PROFILES)}，或 TOML 文件的路径"),
        )  # fmt: skip
    text = (_HERE / f"{name}.toml").read_text(encoding="utf-8")
    return FieldProfile.model_validate(tomllib.loads(text))
