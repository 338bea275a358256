"""Owns stderr and the exit codes. stdout is data; what is said to a person about it goes here.

==== =====================================================
code meaning
==== =====================================================
0    done
1    the gate failed (``--fail-on``)
2    wrong usage or configuration
3    internal error
4    an input cannot be read, or there is nothing to scan
130  interrupted
==== =====================================================
"""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from disclosure_audit.errors import AuditError, system_reason
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import LANGS, Lang, Text, default_lang
from disclosure_audit.scanner.masking import blot

DONE, GATE_FAILED, USAGE, INTERNAL, INPUT, INTERRUPTED = 0, 1, 2, 3, 4, 130

_LONGEST_LINE = 500


@dataclass(slots=True)
class Manner:
    """How the program speaks in this process."""

    lang: Lang
    color: bool = True
    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    lang_asked: bool = False
    """Whether ``--lang`` was given; it wins over the configuration."""
    terms: Sequence[str] = ()
    """Terms of the lexicons that are secret; known once the settings are."""


manner = Manner(default_lang())


def listen(arguments: Sequence[str]) -> None:
    """Take from the raw ``arguments`` what must be known before they are parsed."""
    manner.lang = default_lang()
    manner.color = not os.environ.get("NO_COLOR") and "--no-color" not in arguments
    manner.debug = "--debug" in arguments
    manner.quiet = manner.verbose = manner.lang_asked = False
    manner.terms = ()
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            asked = value or "".join(arguments[place + 1 : place + 2])
            manner.lang = next((lang for lang in LANGS if lang == asked), manner.lang)
    warnings.simplefilter("ignore")  # a library's warning may quote a cell


def say(text: Text) -> None:
    """Tell the person something, unless told to be quiet."""
    if not manner.quiet:
        _print(visible(_blotted(text.to(manner.lang))))


def warn(text: Text, hint: Text | None = None) -> None:
    """Warn the person; said even when quiet, for a warning may change what the data means."""
    label = Text("warning", "警告").to(manner.lang)
    _complain(label, text.to(manner.lang), hint.to(manner.lang) if hint else None, "33")


def guard(work: Callable[[], int | None]) -> int:
    """Do ``work`` and return the exit code; whatever it raises becomes one line and a hint."""
    try:
        code = work() or DONE
    except AuditError as error:
        _fail(*error.to(manner.lang))
        code = error.exit_code
    except KeyboardInterrupt:
        code = INTERRUPTED
    except SystemExit as request:
        code = request.code if isinstance(request.code, int) else DONE
    except BaseException as error:  # a panic in Polars is no Exception
        code = _other(error)
    if code == INTERRUPTED:
        stopped = Text(
            "interrupted; nothing half-written is left", "已中断；没有留下写了一半的结果"
        )
        _print(stopped.to(manner.lang))
    _flush()
    return code


def _other(error: BaseException) -> int:
    if hasattr(error, "format_message") and hasattr(error, "exit_code"):
        from disclosure_audit.cli.parsing import explain  # what the parser of arguments refused

        _fail(*explain(error).to(manner.lang))
        return USAGE
    if isinstance(error, OSError):  # a full disk, a lost network drive: no fault of the program
        name = error.filename if isinstance(error.filename, str) else None
        why = system_reason(error).to(manner.lang)
        _fail(
            f"{name}: {why}" if name else why,
            Text("check the disk, the path and the rights", "请检查磁盘、路径与权限").to(
                manner.lang
            ),
        )
        return INPUT
    if isinstance(error, MemoryError):
        _fail(
            Text("not enough memory", "内存不足").to(manner.lang),
            Text("scan by year with --from and --to", "请用 --from 与 --to 按年扫描").to(
                manner.lang
            ),
        )
        return INTERNAL
    kind, place = type(error).__name__, _place(error)
    _fail(
        Text("internal error: {kind} at {place}", "内部错误：{kind}，位于 {place}").to(
            manner.lang, kind=kind, place=place
        ),
        Text(
            "this is a fault of the program; please report this line"
            " and what --debug prints (it holds no text of your lists)",
            "这是程序的缺陷；请报告这一行及加 --debug 后的输出（其中不含清单内容）",
        ).to(manner.lang),
    )
    if manner.debug:
        _trace(error)
    return INTERNAL


def _trace(error: BaseException) -> None:
    """Print where it happened, without local variables and without the error's own message.

    Messages of the libraries quote the value that they stumbled over, which may be confidential.
    """
    chain: list[BaseException] = [error]
    while cause := chain[-1].__cause__ or chain[-1].__context__:
        chain.append(cause)
    for one in reversed(chain):
        _print("".join(traceback.format_list(traceback.extract_tb(one.__traceback__))).rstrip())
        _print(f"{type(one).__module__}.{type(one).__name__}")


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "disclosure_audit" in frame.filename] or frames
    if not ours:
        return "?"
    path = ours[-1].filename.replace("\\", "/").split("/")
    return f"{'/'.join(path[-2:])}:{ours[-1].lineno}"


def _fail(message: str, hint: str | None) -> None:
    _complain(Text("error", "错误").to(manner.lang), message, hint, "31")


def _complain(label: str, message: str, hint: str | None, color: str) -> None:
    colon = "：" if manner.lang == "zh" else ": "
    _print(f"{_paint(label, color)}{colon}{_shown(message)}")
    if hint:
        word = Text("hint", "提示").to(manner.lang)
        _print(f"  {_paint(word, '36')}{colon}{_shown(hint)}")


def _shown(text: str) -> str:
    """Return ``text`` on one line, without what steers a terminal and without secrets.

    A message may name a header, and where a list has none its first record stands in that place.
    """
    return shorten(visible(_blotted(text)), _LONGEST_LINE)


def _blotted(text: str) -> str:
    return blot(text, manner.terms)


def _paint(text: str, color: str) -> str:
    return f"\033[{color}m{text}\033[0m" if manner.color and sys.stderr.isatty() else text


def _print(text: str) -> None:
    with contextlib.suppress(OSError, ValueError):  # nobody listens
        print(text, file=sys.stderr, flush=True)


def _flush() -> None:
    """Flush stdout; where its reader has gone, end without a complaint."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        forget_stdout()


def forget_stdout() -> None:
    """Send the rest of stdout nowhere: the reader of the pipe has seen enough."""
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - stays open to the end
    finally:
        os.close(null)
