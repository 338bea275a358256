"""The questions that the application asks. Each function returns a screen to push; the screen is
dismissed with the answer, with ``None`` if the person left it.

``answer = await app.push_screen_wait(ask_reason("zh", 3))`` in a worker, or a callback:
``app.push_screen(ask_reason("zh", 3), self.dismissed)``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from disclosure_audit.language import Lang
from disclosure_audit_tui.prompts.base import Prompt, Said
from disclosure_audit_tui.prompts.choice import ChoicePrompt, Confirmation, Options
from disclosure_audit_tui.prompts.line import LinePrompt
from disclosure_audit_tui.prompts.reason import ReasonPrompt
from disclosure_audit_tui.prompts.waiver import WaiverPrompt


def ask_reason(lang: Lang | None = None, n: int = 1) -> Prompt[tuple[str, str]]:
    """Ask why ``n`` findings are dismissed: code of a reason, and a note that may be empty."""
    return ReasonPrompt(lang, n)


def ask_waiver(
    lang: Lang | None = None,
    n: int = 1,
    *,
    today: dt.date | None = None,
    approvers: Sequence[str] = (),
) -> Prompt[tuple[str, str, str]]:
    """Ask for reason, approver and last day (``YYYY-MM-DD``, ``today`` or later) of a waiver."""
    return WaiverPrompt(lang, n, today=today, approvers=approvers)


def ask_text(
    title: Said,
    value: str = "",
    suggestions: Sequence[str] = (),
    lang: Lang | None = None,
    *,
    about: Said = "",
    may_be_empty: bool = False,
) -> Prompt[str]:
    """Ask for a line of text, with ``value`` in it already."""
    return LinePrompt(title, value, suggestions, lang, about=about, may_be_empty=may_be_empty)


def ask_choice(
    title: Said, options: Options, lang: Lang | None = None, *, about: Said = ""
) -> Prompt[str]:
    """Ask for one of ``options`` (id and words) and answer with its id."""
    return ChoicePrompt(title, options, lang, about=about)


def confirm(
    title: Said, lang: Lang | None = None, *, about: Said = "", grave: bool = False
) -> Prompt[bool]:
    """Ask yes or no; leaving is no, and of a ``grave`` question Enter alone is no."""
    return Confirmation(title, lang, about=about, grave=grave)
