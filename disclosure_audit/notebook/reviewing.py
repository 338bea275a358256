"""Opens the review widget on an audit, with its records where they are in memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from disclosure_audit import settings
from disclosure_audit.language import Lang
from disclosure_audit.notebook import widget
from disclosure_audit.notebook.extra import need
from disclosure_audit.notebook.lists import Lists
from disclosure_audit.notebook.widget.page_keys import check_keys
from disclosure_audit.review.desk import open_desk
from disclosure_audit.review.sheets import TEXT_COLUMNS

if TYPE_CHECKING:
    from disclosure_audit.notebook.widget.review import ReviewWidget


def open_review(
    folder: Path, lists: Lists, user: str | None, lang: Lang, *, is_saved: bool
) -> ReviewWidget:
    """Return the widget on the run in ``folder``.

    One that is not saved has its journal in that folder whatever the settings say: on a server it
    would have no name of its own. Keys and whether the cursor stays are the settings' all the same. Raises as :func:`disclosure_audit.notebook.widget.open_review`.
    """
    need("anywidget")  # before a list is looked at
    texts = lists.texts(TEXT_COLUMNS, masked=True) if lists.at_hand else None
    if is_saved:
        return widget.open_review(folder, user, lang, texts=texts)
    chosen = settings.load(None, Path.cwd(), {}).config.review
    check_keys(chosen.keys)  # before anything is opened
    desk = open_desk(folder, user=user)
    return widget.review_widget(desk, texts, lang, stay=chosen.stay, keys=chosen.keys)
