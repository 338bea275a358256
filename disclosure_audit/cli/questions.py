"""What a scan could not tell for itself, or left out, said on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure_audit.cli.diagnostics import warn
from disclosure_audit.language import Text

if TYPE_CHECKING:
    from disclosure_audit.audit import Audit

_WORTH_A_WARNING = ("hidden", "no_header", "other_shape")
"""Reasons for leaving out a sheet that may hold records; an empty sheet holds none."""


def ask(audit: Audit) -> None:
    """Put the questions about columns that the scan could not answer, and how to settle them."""
    from disclosure_audit.writers.names import SIDES

    for side, mapping in audit.mapping.items():
        for question in mapping.questions:
            name, header = question.candidates[0], question.header
            warn(
                Text("{en}, column “{header}”: {say_en}", "{zh}的“{header}”列：{say_zh}").fill(
                    en=SIDES[side].en, zh=SIDES[side].zh, header=header,
                    say_en=question.text.en, say_zh=question.text.zh,
                ),
                Text(
                    f"settle it with --map-{side} {name}={header}"
                    f" or under [columns.{side}] in disclosure-audit.toml",
                    f"用 --map-{side} {name}={header}"
                    f" 或在 disclosure-audit.toml 的 [columns.{side}] 中指定",
                ),
            )  # fmt: skip


def tell_of_sheets(audit: Audit) -> None:
    """Warn of sheets that were left out and may hold records."""
    from disclosure_audit.readers import SKIPPED

    for side, sheets in audit.skipped.items():
        for sheet in sheets:
            if sheet.reason in _WORTH_A_WARNING:
                why = SKIPPED[sheet.reason]
                warn(
                    Text("not read: {name} ({en})", "未读取：{name}（{zh}）").fill(
                        name=sheet.name, en=why.en, zh=why.zh
                    ),
                    Text(
                        f"if it holds records, name its sheets with --{side}-sheet",
                        f"如其中有记录，请用 --{side}-sheet 指定工作表",
                    ),
                )
