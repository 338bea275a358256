"""The command line. Thin: everything it shows is computed by the rooms below."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> None:
    """Run ``disclosure-audit`` and exit with its code (see :mod:`disclosure_audit.cli.diagnostics`).

    The language of the help is settled before the commands are imported, so that
    ``--lang zh --help`` speaks Chinese.
    """
    from disclosure_audit.cli import diagnostics
    from disclosure_audit.cli.native_stderr import hushed

    given = sys.argv[1:] if arguments is None else arguments
    diagnostics.listen(given)
    with hushed():
        code = diagnostics.guard(lambda: _run(given))
    sys.exit(code)


def _run(given: list[str]) -> int | None:
    from disclosure_audit.cli.app import app

    code: int | None = app(args=given, prog_name="disclosure-audit", standalone_mode=False)
    return code
