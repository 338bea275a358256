"""Keeps secrets out of the journal: people quote what they look at."""

from __future__ import annotations

import functools
from collections.abc import Callable

from pydantic import ValidationError

from disclosure_audit.config import Config
from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text
from disclosure_audit.run import Run
from disclosure_audit.scanner.masking import blot
from disclosure_audit.scanner.secret_terms import secret_terms


def hider(run: Run) -> Callable[[str], str]:
    """Return what blots secrets out of a text: marks, identifiers, terms of the run's lexicons.

    The lexicons are read when the first text comes. Where they cannot be, it raises ``InputError``
    or ``UsageError``: a text whose secrets nobody can tell is not written.
    """

    @functools.cache
    def terms() -> tuple[str, ...]:
        try:
            config = Config.model_validate(run.info["settings"])
        except ValidationError as error:
            raise UsageError(
                Text(
                    "the settings of the run are not understood by this version, so nothing that is"
                    " written could be masked",
                    "此版本无法识别该次运行的设置，因而无法遮盖所写文字中的涉密内容",
                ),
                Text("scan again, or decide without a text", "请重新扫描，或不写文字"),
            ) from error
        return secret_terms(config.scanner)

    return lambda text: blot(text, terms()) if text else text
