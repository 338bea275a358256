"""From the options of ``review`` to the desk and the application on it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from disclosure_audit.cli import diagnostics
from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text

if TYPE_CHECKING:
    from polars import Series

    from disclosure_audit.config import Review
    from disclosure_audit.review.desk import Desk

_WEB_DRIVER = "web_driver"
"""In ``TEXTUAL_DRIVER`` where ``--web`` runs the application for a browser."""


def can_open() -> bool:
    """Return whether there is a terminal that the application can be drawn on."""
    return all(
        stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)
    )


def _served() -> bool:
    return _WEB_DRIVER in os.environ.get("TEXTUAL_DRIVER", "")


def need_terminal() -> None:
    """Raise ``UsageError`` where the application could not be seen: it would wait for ever."""
    if not (can_open() or _served()):
        raise UsageError(
            Text("review needs a terminal", "review 需要在终端中运行"),
            Text("run it without pipes and redirections, or in a browser with --web",
                 "请勿使用管道或重定向，或加 --web 在浏览器中打开"),
        )  # fmt: skip


def settings_of(
    *, user: str | None, journal: str | None, theme: str | None, ascii_: bool
) -> Review:
    """Return the settings of the review; the language they hold is spoken from now on."""
    from disclosure_audit import settings

    given = {"user": user, "theme": theme, "ascii": ascii_ or None}
    overrides = {f"review.{name}": value for name, value in given.items() if value is not None}
    if diagnostics.manner.lang_asked:
        overrides["lang"] = diagnostics.manner.lang
    config = settings.load(None, Path.cwd(), overrides).config
    diagnostics.manner.lang = config.lang or diagnostics.manner.lang
    if journal is None:
        return config.review
    # not by way of the settings, which refuse a password: here it is the person's own business
    return config.review.model_copy(update={"journal": journal})


def check_filter(text: str, kind: str) -> None:
    """Raise ``UsageError`` for a filter that the application would not understand."""
    if text:
        from disclosure_audit.review.query import QueryError, parse

        try:
            parse(text, kind, diagnostics.manner.lang)
        except QueryError as error:
            what = error.message
            raise UsageError(
                Text(f"--filter: {what.en}", f"--filter：{what.zh}"), error.hint
            ) from error


def check_keys(keys: Mapping[str, str]) -> None:
    """Raise ``UsageError`` if ``review.keys`` names no action, or a key that is taken."""
    from disclosure_audit_tui.widgets.frame_table import FrameTable

    from disclosure_audit.presentation import own_keys

    moving = {key for one in FrameTable.BINDINGS for key in getattr(one, "key", "").split(",")}
    own_keys.check_keys(keys, moving)


def desk_of(folder: Path, settings: Review, carry_from: Path | None, *, read_only: bool) -> Desk:
    """Return the desk of the run; what was carried over from an earlier one is said."""
    from disclosure_audit.review.carry import say_carried
    from disclosure_audit.review.desk import open_desk

    desk = open_desk(
        folder,
        journal=settings.journal,
        user=settings.user,
        read_only=read_only,
        carry_from=carry_from,
    )
    if desk.carried is not None and not _served():
        diagnostics.say(say_carried(desk.carried))
    desk.known = _known(desk)
    return desk


def _known(desk: Desk) -> Series | None:
    """Return the ids that the baseline holds, the one that the gate would use; ``None`` without."""
    from disclosure_audit import settings
    from disclosure_audit.cli.gating import baseline_or_warning

    found = settings.load(None, Path.cwd(), {})
    baseline = baseline_or_warning(found, desk.run.info["key"], may_lack=True)
    return None if baseline is None else baseline.ids


def show(desk: Desk, settings: Review, kind: str, query: str) -> int:
    """Show the application and return its exit code."""
    from disclosure_audit_tui import run_review

    if not diagnostics.manner.color:
        os.environ["NO_COLOR"] = "1"  # what --no-color means to the application
    if _served():
        from disclosure_audit_tui.web.session import end_with_parent

        end_with_parent()
    return run_review(
        desk,
        lang=diagnostics.manner.lang,
        ascii=settings.ascii,
        theme=settings.theme,
        keys=settings.keys,
        stay=settings.stay,
        kind=kind,
        query=query,
    )


def command_of(desk: Desk, settings: Review, kind: str, query: str) -> list[str]:
    """Return the command that reviews the same run in the same manner once more."""
    options = {
        "--lang": diagnostics.manner.lang, "--list": kind, "--filter": query, "--user": desk.user,
        "--journal": settings.journal, "--theme": settings.theme,
    }  # fmt: skip
    flags = {"--read-only": desk.read_only, "--ascii": settings.ascii,
        "--no-color": not diagnostics.manner.color,
    }  # fmt: skip
    return [
        # -P: a file of the working folder must not stand in for a module of ours
        sys.executable, "-P", "-c", "from disclosure_audit.cli import main; main()", "review",
        *(f"{name}={value}" for name, value in options.items() if value),
        *(name for name, given in flags.items() if given),
        "--", str(desk.run.folder.resolve()),
    ]  # fmt: skip


def tell(address: str) -> None:
    """Say where the review is to be found."""
    diagnostics.say(
        Text(
            "open this address in a browser on this machine; it can be opened once; Ctrl-C ends",
            "请在本机浏览器中打开以下地址（只能打开一次）；按 Ctrl-C 结束",
        )
    )
    print(address, file=sys.stderr, flush=True)  # also when told to be quiet: it is the way in
