"""``disclosure-audit waivers``."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_audit.cli import diagnostics, gating, output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.diagnostics import manner
from disclosure_audit.cli.help import option
from disclosure_audit.language import Text

if TYPE_CHECKING:
    from disclosure_audit.gate.waivers import Waiver, Waivers

HELP = (
    """
List the waivers in disclosure-audit-waivers.toml: what each accepts, why, until when, and by whom.

What has expired or is not in order comes first, with line and field. With --expiring-in only those
are listed that run out within so many days, beside these.

Examples:

  disclosure-audit waivers
  disclosure-audit waivers --expiring-in 30
  disclosure-audit waivers --format json

Exit codes: 0 all hold, 1 one has expired, is not in order, or runs out within --expiring-in.
""",
    """
列出 disclosure-audit-waivers.toml 中的豁免：豁免什么、为何、到何时、由谁批准。

已过期或不合要求的排在前面，并注明行号与字段。加 --expiring-in 时，此外只列在该天数内到期的。

示例：

  disclosure-audit waivers
  disclosure-audit waivers --expiring-in 30
  disclosure-audit waivers --format json

退出码：0 全部有效；1 有已过期、不合要求或将在 --expiring-in 天内到期的。
""",
)
SHORT = ("List the waivers and when they run out.", "列出豁免及其到期日。")
FORMATS = ("table", "json")
_STATES = {
    "invalid": Text("not in order", "不合要求"),
    "expired": Text("expired", "已过期"),
    "expiring": Text("runs out soon", "即将到期"),
    "valid": Text("holds", "有效"),
}


def waivers(
    path: Annotated[
        Path | None, typer.Argument(metavar="[PATH]", help=option("File of the waivers.", "豁免文件。"))
    ] = None,
    expiring_in: Annotated[
        int | None,
        typer.Option("--expiring-in", metavar="DAYS", min=0, help=option("Only those that run out within so many days.", "只列在该天数内到期的。")),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help=option("Output format.", "输出格式。"))
    ] = FORMATS[0],
    config: Annotated[
        Path | None, typer.Option("--config", metavar="PATH", help=option("Configuration file.", "配置文件。"))
    ] = None,
) -> None:  # fmt: skip
    """List the waivers and when they run out."""
    chosen = one_of("--format", format_, FORMATS)

    from disclosure_audit.gate import waiver_file
    from disclosure_audit.scanner.masking import blot
    from disclosure_audit.scanner.secret_terms import secret_terms

    found = gating.settings_of(config, {} if path is None else {"gate.waivers": str(path)})
    listed = waiver_file.read(gating.waivers_path(found))
    today = gating.today()
    rows = _rows(listed, today, expiring_in)
    text = _as_json(listed, rows) if chosen == "json" else _as_lines(rows)
    if not found.config.reveal:  # people quote what they look at
        text = blot(text, secret_terms(found.config.scanner))
    output.put(text, machine=chosen == "json")
    if any(state != "valid" for state, _, _ in rows):
        raise typer.Exit(diagnostics.GATE_FAILED)


_Row = tuple[str, Text, "Waiver | None"]


def _rows(listed: Waivers, today: dt.date, expiring_in: int | None) -> list[_Row]:
    """Return state, place and waiver of all that is listed, what needs somebody first."""
    soon = listed.expiring(today, expiring_in) if expiring_in is not None else ()
    rest = () if expiring_in is not None else listed.valid(today)
    rows: list[_Row] = [
        ("invalid", Text(f"{f.text.en} ({f.hint.en})", f"{f.text.zh}（{f.hint.zh}）"), None)
        for f in listed.faults
    ]
    for state, some in (("expired", listed.expired(today)), ("expiring", soon), ("valid", rest)):
        by_day = sorted(some, key=lambda one: (one.expires, one.number))
        rows += [(state, waiver.place, waiver) for waiver in by_day]
    return rows


def _as_json(listed: Waivers, rows: list[_Row]) -> str:
    content = {
        "format_version": 1,
        "file": listed.name,
        "waivers": [
            {
                "state": state,
                "line": waiver.line,
                "id": waiver.finding,
                "rule": waiver.rule,
                "record": waiver.record,
                "reason": waiver.reason,
                "owner": waiver.owner,
                "approver": waiver.approver,
                "expires": waiver.expires.isoformat(),
            }
            for state, _, waiver in rows
            if waiver is not None
        ],
        "faults": [place.to(manner.lang) for _, place, waiver in rows if waiver is None],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _as_lines(rows: list[_Row]) -> str:
    from disclosure_audit.glyphs import visible

    lang = manner.lang
    if not rows:
        return Text("no waiver to be listed", "没有要列出的豁免").to(lang) + "\n"
    lines = []
    for state, place, waiver in rows:
        head = f"{_STATES[state].to(lang)}{'：' if lang == 'zh' else ': '}{place.to(lang)}"
        if waiver is None:
            lines.append(head)
            continue
        until = Text("until {day}", "至 {day}").to(lang, day=waiver.expires)
        who = Text("owner {owner}, approved by {approver}", "责任人 {owner}，批准人 {approver}").to(
            lang, owner=waiver.owner, approver=waiver.approver
        )
        comma = "，" if lang == "zh" else ", "
        lines += [
            comma.join((head, waiver.target, until, who)),
            f"    {waiver.reason}",
        ]
    return "\n".join(map(visible, lines)) + "\n"
