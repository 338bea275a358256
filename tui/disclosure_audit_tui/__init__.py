"""The terminal application: findings reviewed with one key each."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from disclosure_audit.language import Lang
    from disclosure_audit.review.desk import Desk


def run_review(
    desk: Desk,
    *,
    lang: Lang,
    reveal: bool = False,
    ascii: bool = False,  # noqa: A002 - the name of the setting
    theme: str | None = None,
    keys: Mapping[str, str] | None = None,
    stay: bool = False,
    kind: str = "findings",
    query: str = "",
) -> int:
    """Review on ``desk`` until the person leaves; return the exit code (3 after a crash).

    ``keys`` gives an action its keys, joined by commas. ``stay`` leaves the cursor where it is
    after a decision. ``kind`` and ``query`` name the list that is shown first and its filter.
    """
    from disclosure_audit.presentation import crash
    from disclosure_audit_tui.app import EXIT_CODE, ReviewApp

    try:
        app = ReviewApp(
            desk, lang=lang, reveal=reveal, ascii=ascii, theme=theme, keys=keys, stay=stay,
            kind=kind, query=query,
        )  # fmt: skip
        app.run()
    except Exception as error:  # the last resort: a traceback of Python's would show data
        sys.stderr.write(crash.describe(error, lang) + "\n")
        return EXIT_CODE
    return app.return_code or 0
