"""Who reviews."""

from __future__ import annotations

import getpass
import os

from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.review.entry import plain

USER_VARIABLE = "DISCLOSURE_AUDIT_USER"
LONGEST_NAME = 64
"""Characters."""


def user_name(given: str | None = None) -> str:
    """Return the name that decisions are signed with, at most 64 visible characters.

    It is ``given``, else that of ``DISCLOSURE_AUDIT_USER``, else the login name. Raises
    ``UsageError`` for a name that is too long, and where there is none.
    """
    asked = given if given is not None else os.environ.get(USER_VARIABLE) or _login()
    name = visible(plain(asked.strip()))
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(
            Text("a reviewer needs a name", "复核人必须有姓名")
            if not name
            else Text("the reviewer's name is too long", "复核人姓名过长"),
            Text(
                f"give one of at most {LONGEST_NAME} characters with --user or {USER_VARIABLE}",
                f"请用 --user 或 {USER_VARIABLE} 给出不超过 {LONGEST_NAME} 个字的姓名",
            ),
        )
    return name


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # which of them depends on system and version
        return ""
