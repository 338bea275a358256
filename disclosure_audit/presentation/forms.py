"""What is asked before a decision that needs words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from disclosure_audit.language import Text
from disclosure_audit.presentation import words

OK = Text("OK", "确定")
CANCEL = Text("Cancel", "取消")
DAYS = (30, 90, 365)
"""Days for which a waiver is usually given."""
IN_DAYS = Text("{n} days", "{n} 天")


@dataclass(frozen=True, slots=True)
class Form:
    """The question, asked of one thing or of ``{n}``, and the labels of its fields by their name."""

    one: Text
    many: Text
    labels: Mapping[str, Text] = field(default_factory=dict)

    def title(self, n: int) -> Text:
        """Return the question as it is asked of ``n`` things."""
        return self.one if n == 1 else self.many.fill(n=f"{n:,}")


FORMS: dict[str, Form] = {
    "dismiss": Form(
        Text("Why is this finding dismissed?", "为何排除此问题？"),
        Text("Why are these {n} findings dismissed?", "为何排除这 {n} 个问题？"),
        {"note": Text("Note (needed for “other”)", "备注（选“其他”时必填）")},
    ),
    "waive": Form(
        Text("Waive this finding", "豁免此问题"),
        Text("Waive these {n} findings", "豁免这 {n} 个问题"),
        {
            "reason": Text("Why it is accepted", "予以容许的理由"),
            "approver": Text("Approved by", "批准人"),
            "until": Text("Until (day, or number of days from today)", "截止日期（或自今日起的天数）"),
        },
    ),
    "note": Form(words.NOTE_ON, Text("Note on {n} rows", "{n} 行的备注")),
    "assign": Form(
        Text("Who is to see to it?", "由谁处理？"),
        Text("Who is to see to these {n} rows?", "这 {n} 行由谁处理？"),
    ),
}  # fmt: skip
"""By the action that asks; the labels stand in their order."""
