"""What the command line says, as dotted keys of the configuration."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from disclosure_audit.cli import choices
from disclosure_audit.cli.diagnostics import manner
from disclosure_audit.names import SEVERITIES as SEVERITY_NAMES

SEVERITIES = ("note", "low", "medium", "high", "critical")
"""As in the configuration model, which the help must not load; a test keeps them equal."""


def from_options(
    *,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
    fail_on: Iterable[str] | None = None,
    from_: str | None = None,
    to: str | None = None,
    as_of: str | None = None,
    register_sheet: Iterable[str] | None = None,
    catalog_sheet: Iterable[str] | None = None,
    map_register: Iterable[str] | None = None,
    map_catalog: Iterable[str] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    texts: Path | None = None,
    lexicon: Iterable[str] | None = None,
    check_links: bool = False,
    reveal: bool = False,
) -> dict[str, Any]:
    """Return dotted key -> value of the options that were given; raises ``UsageError``."""
    given: dict[str, Any] = {}
    if manner.lang_asked:
        given["lang"] = manner.lang
    for key, option, date in (
        ("scope.from", "--from", from_),
        ("scope.to", "--to", to),
        ("time_limit.as_of", "--as-of", as_of),
    ):
        if date is not None:
            given[key] = choices.day(option, date)
    given |= gate_options(fail_on)
    if encoding is not None:
        given["reading.encoding"] = encoding
    if delimiter is not None:
        given["reading.delimiter"] = choices.delimiter(delimiter)
    for key, values in (("rules.select", select), ("rules.ignore", ignore)):
        if items := choices.parts(values):
            given[key] = items
    for key, values in (
        ("reading.register_sheets", register_sheet),
        ("reading.catalog_sheets", catalog_sheet),
    ):
        if values:
            given[key] = tuple(values)
    for side, values in (("register", map_register), ("catalog", map_catalog)):
        for value in values or ():
            name, header = choices.pair(f"--map-{side}", value, "issued_on=成文日期", empty=True)
            given[f"columns.{side}.{name}"] = header
    if texts is not None:
        given["scanner.texts"] = str(texts)
    if lexicon:
        given["scanner.lexicons"] = tuple(lexicon)
    if check_links:
        given["addresses.check"] = True
    if reveal:
        given["reveal"] = True
    return given


def gate_options(
    fail_on: Iterable[str] | None = None, conditions: Iterable[str] | None = None
) -> dict[str, Any]:
    """Return dotted key -> value of what fails the gate; raises ``UsageError``.

    ``--fail-on`` takes severities, of which the least one holds, and conditions; a word that can be
    no condition must be a severity.
    """
    severities, written = [], list(conditions or ())
    for value in fail_on or ():
        word = value.strip()
        code = _CHINESE_SEVERITIES.get(word, word)
        if code == word and (len(word.split()) > 1 or not word.isascii() or set(word) & set("<>=")):
            written.append(word)
        else:
            severities.append(choices.one_of("--fail-on", code, SEVERITIES))
    given: dict[str, Any] = {}
    if severities:
        given["gate.fail_on"] = min(severities, key=SEVERITIES.index)
    if written:
        given["gate.conditions"] = tuple(written)
    return given


_CHINESE_SEVERITIES = {name.zh: code for code, name in SEVERITY_NAMES.items()}
