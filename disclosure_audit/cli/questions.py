"""What a scan could not tell for itself, or left out, said on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure_audit.cli.diagnostics import warn
from disclosure_audit.language import Text

if TYPE_CHECKING:
    import polars as pl

    from disclosure_audit.audit import Audit
    from disclosure_audit.schema.columns import Side
    from disclosure_audit.schema.mapping import Mapping

_WORTH_A_WARNING = ("hidden", "no_header", "other_shape")
"""Reasons for leaving out a sheet that may hold records; an empty sheet holds none."""


def ask(audit: Audit) -> None:
    """Put the questions about columns that the scan could not answer, and how to settle them."""
    from disclosure_audit.names import SIDES

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


def tell_of_twins(mapping: Mapping, side: Side | None, cells: pl.DataFrame | None = None) -> None:
    """Warn where two columns have one header and only one of them is used.

    Nothing is said if ``cells``, the list as it stood, shows that the other holds nothing else.
    """
    from disclosure_audit.intake import twins
    from disclosure_audit.names import SIDES

    for used, other, name in twins(mapping):
        if cells is not None and _says_nothing_else(cells, used, other):
            continue
        option = f"--map-{side or 'register'} {name}={other}"
        place = Text("the list", "清单") if side is None else SIDES[side]
        warn(
            Text(
                "{en}: several columns are headed “{header}”; “{used}” is taken for {name}, “{other}” is not read",
                "{zh}中有多列表头均为“{header}”：“{used}”作为 {name}，“{other}”未采用",
            ).fill(en=place.en, zh=place.zh, header=min(used, other, key=len), used=used,
                   other=other, name=name),
            Text(f"if it is the other one: {option}", f"如应采用另一列，请加 {option}"),
        )  # fmt: skip


def _says_nothing_else(cells: pl.DataFrame, used: str, other: str) -> bool:
    import polars as pl

    if not {used, other} <= set(cells.columns):
        return False
    differs = pl.col(other).is_not_null() & pl.col(other).ne_missing(pl.col(used))
    return cells.filter(differs).is_empty()


def tell_of_empty_lists(audit: Audit) -> None:
    """Warn of a list in which no record stands: the other one is judged against nothing."""
    from disclosure_audit.writers.summary import EMPTY

    for side, sources in audit.inputs.items():
        if not sum(audit.control_totals[side]["dispositions"].values()):
            names = ", ".join(source.name for source in sources)
            warn(
                EMPTY[side],
                Text("check that {names} is the right file", "请检查 {names} 是否给对").fill(
                    names=names
                ),
            )
