"""The special time limits in force: the office's own, then those that come with the tool."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from disclosure_audit.config import SpecialLimit, TimeLimit
from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text

_TABLE = "special.toml"


def specials(settings: TimeLimit) -> tuple[SpecialLimit, ...]:
    """Return the special limits, the first that fits a document counts.

    Raises ``UsageError`` for one that says nothing of what it holds for, or not one number of days.
    """
    for limit in settings.special:
        _check(limit)
    return (*settings.special, *(shipped() if settings.shipped else ()))


@cache
def shipped() -> tuple[SpecialLimit, ...]:
    """Return the limits that come with the tool."""
    table = tomllib.loads(files(__package__).joinpath(_TABLE).read_text("utf-8"))
    return tuple(SpecialLimit.model_validate(entry) for entry in table["special"])


def _check(limit: SpecialLimit) -> None:
    if not (limit.category or limit.kind or limit.title):
        raise _wrong(
            limit,
            Text("says of no document that it holds for it", "没有说明适用于哪些文件"),
            Text("give category, kind or title", "请给出 category、kind 或 title"),
        )
    if (limit.working_days is None) == (limit.calendar_days is None):
        raise _wrong(
            limit,
            Text("needs one number of days", "应当且只能有一个天数"),
            Text("give either working_days or calendar_days",
                 "请给出 working_days 或 calendar_days 之一"),
        )  # fmt: skip
    if limit.from_ and limit.to and limit.from_ > limit.to:
        raise _wrong(
            limit,
            Text("begins (from) after it ends (to)", "起始日（from）晚于截止日（to）"),
            Text("swap the two dates", "请对调两个日期"),
        )


def _wrong(limit: SpecialLimit, what: Text, hint: Text) -> UsageError:
    name = visible(limit.name)
    return UsageError(
        Text(f"time_limit.special “{name}” {what.en}", f"time_limit.special“{name}”{what.zh}"), hint
    )
