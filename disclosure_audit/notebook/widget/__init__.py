"""The review inside a notebook: a widget on the same desk, journal and keys as the terminal's.

It needs the extra ``notebook``. Nothing of it is loaded before a widget is asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosure_audit.language import Lang
    from disclosure_audit.notebook.widget.review import ReviewWidget
    from disclosure_audit.recall import Texts
    from disclosure_audit.review.desk import Desk

__all__ = ["open_review", "review_widget"]


def review_widget(
    desk: Desk,
    texts: Texts | None = None,
    lang: Lang | None = None,
    *,
    stay: bool = False,
    keys: Mapping[str, str] | None = None,
) -> ReviewWidget:
    """Return a widget that reviews what ``desk`` holds; show it as the last line of a cell.

    Args:
        desk: a run, its journal and who decides. The widget never closes it.
        texts: the records' texts, masked; without them they are read, masked, once the widget is
            seen.
        lang: the language of the widget; the run's when absent.
        stay: whether the cursor stays after a decision instead of going on to the next open row.
        keys: other keys for actions, as ``review.keys`` in the settings.

    Raises ``UsageError`` where the extra ``notebook`` is not installed, and for keys that cannot be
    meant.
    """
    from disclosure_audit.notebook.extra import need

    need("anywidget")
    from disclosure_audit.notebook.widget.page_keys import check_keys
    from disclosure_audit.notebook.widget.review import ReviewWidget

    check_keys(keys or {})
    return ReviewWidget(desk, texts=texts, lang=lang, stay=stay, keys=keys)


def open_review(
    folder: Path,
    user: str | None = None,
    lang: Lang | None = None,
    *,
    texts: Texts | None = None,
) -> ReviewWidget:
    """Return a widget on the run in ``folder``, as ``disclosure-audit review`` would open it.

    Journal, name, keys and whether the cursor stays are the settings' (``review``); ``user`` goes
    before them. Decisions of the run before are carried over as the terminal does it. ``texts`` are as in
    :func:`review_widget`.

    Raises ``InputError`` if there is no such run or its journal cannot be opened, ``UsageError`` for
    a name or keys that do not do and where the extra ``notebook`` is not installed.
    """
    from disclosure_audit import settings
    from disclosure_audit.notebook.extra import need

    need("anywidget")  # before anything is opened
    from disclosure_audit.notebook.widget.page_keys import check_keys
    from disclosure_audit.review.desk import open_desk

    given = {} if user is None else {"review.user": user}
    config = settings.load(None, Path.cwd(), given).config
    check_keys(config.review.keys)
    desk = open_desk(Path(folder), journal=config.review.journal, user=config.review.user)
    return review_widget(
        desk, texts, lang or config.lang, stay=config.review.stay, keys=config.review.keys
    )
