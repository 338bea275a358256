"""The options that every command takes."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any, get_type_hints

import typer

from disclosure_audit.cli import diagnostics
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.help import option
from disclosure_audit.language import LANGS

_OPTIONS: dict[str, Any] = {
    "lang": (
        Annotated[
            str | None,
            typer.Option(
                "--lang",
                metavar="zh|en",
                help=option("Language of messages.", "消息语言。"),
            ),
        ],
        None,
    ),
    "no_color": (
        Annotated[
            bool,
            typer.Option("--no-color", help=option("No colours (also NO_COLOR).", "不用颜色（亦可设 NO_COLOR）。")),
        ],
        False,
    ),
    "quiet": (
        Annotated[
            bool,
            typer.Option("--quiet", "-q", help=option("Say nothing but warnings and errors.", "只报告警告与错误。")),
        ],
        False,
    ),
    "verbose": (
        Annotated[
            bool, typer.Option("--verbose", "-v", help=option("Name each stage.", "逐阶段报告。"))
        ],
        False,
    ),
    "debug": (
        Annotated[
            bool,
            typer.Option(
                "--debug",
                help=option(
                    "Show where an internal error happened (never text of the lists).",
                    "显示内部错误的位置（不含清单内容）。",
                ),
            ),
        ],
        False,
    ),
}  # fmt: skip


def everywhere(command: Callable[..., None]) -> Callable[..., None]:
    """Return ``command`` with the options that every command takes; it need not know of them."""
    hints = get_type_hints(command, include_extras=True)
    own = [
        parameter.replace(annotation=hints[parameter.name])
        for parameter in inspect.signature(command).parameters.values()
    ]
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, (kind, default) in _OPTIONS.items()
    ]

    @functools.wraps(command)
    def run(**values: Any) -> None:
        _heed(**{name: values.pop(name) for name in _OPTIONS})
        command(**values)

    # the parser would look at the wrapped signature instead of the one below
    del run.__wrapped__
    run.__signature__ = inspect.Signature([*own, *added])  # type: ignore[attr-defined]  # Typer reads it
    run.__annotations__ = {p.name: p.annotation for p in [*own, *added]}
    return run


def _heed(*, lang: str | None, no_color: bool, quiet: bool, verbose: bool, debug: bool) -> None:
    manner = diagnostics.manner
    if lang is not None:
        chosen = one_of("--lang", lang, LANGS)
        manner.lang = "zh" if chosen == "zh" else "en"
        manner.lang_asked = True
    manner.color = manner.color and not no_color
    manner.quiet, manner.verbose = manner.quiet or quiet, manner.verbose or verbose
    manner.debug = manner.debug or debug
