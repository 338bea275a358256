"""What is said of a finding and of the evidence for a pair."""

from __future__ import annotations

import json

import pytest
from disclosure_audit_tui.widgets.account import Story
from disclosure_audit_tui.widgets.lines import wrap_spans
from disclosure_audit_tui.widgets.waterfall import Waterfall

from disclosure_audit.evaluation.explanation import explain
from disclosure_audit.glyphs import cells
from disclosure_audit.language import LANGS, Lang
from disclosure_audit.presentation.account import advice, say_decision, say_history
from disclosure_audit.review.desk import Desk
from disclosure_audit.review.entry import Draft
from disclosure_audit.rules.registry import all_rules


@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_says_what_to_do(lang: Lang) -> None:
    for rule in all_rules().values():
        told = advice(rule.page, lang)
        assert told, rule.code
        assert all(len(text) > 8 and "##" not in text for text in told), rule.code


def test_a_section_without_content_has_no_heading() -> None:
    story = Story()
    story.sections = [("head", [])]
    story.redraw = lambda: None  # type: ignore[method-assign]  # there is no screen here
    story.show([("head", []), ("other", [[("text", "")]])])
    assert [str(line).rstrip() for line in story.draw(20)] == ["", "other", "  text"]


@pytest.mark.parametrize(
    ("lang", "reason", "until", "run_out", "back"),
    [
        ("en", "not due yet", "until 2030-01-31, approved by [/]", "has run out", "taken back"),
        ("zh", "未到期限", "至 2030-01-31，批准人 [/]", "豁免已到期", "已撤销"),
    ],
)
def test_reason_term_and_note_of_a_decision_are_told(
    desk: Desk, lang: Lang, reason: str, until: str, run_out: str, back: str
) -> None:
    one, other = desk.findings["finding_id"][:2]
    waiver = {"reason": "minor", "approver": "[/]", "until": "2030-01-31"}
    dismissal = {"reason": "not_due", "note": "see [b]"}
    desk.decide(
        [Draft("dismiss", "finding", one, dismissal), Draft("waive", "finding", other, waiver)]
    )

    def said(finding_id: str, **changed: object) -> str:
        decision = desk.decision("finding", finding_id)
        assert decision is not None
        return "\n".join(
            "".join(t for t, _ in line) for line in say_decision(decision | changed, lang)
        )

    assert reason in said(one)
    assert "see [b]" in said(one)
    assert until in said(other)
    assert run_out not in said(other)
    assert run_out in said(other, status="open", waiver_expired=True)

    desk.undo()
    trail = desk.trail("finding", one).to_dicts()
    history = say_history([t | {"details": json.loads(t["details"])} for t in trail], lang)[1]
    told = "".join(text for line in history for text, _ in line)
    assert reason in told
    assert "see [b]" in told
    assert back in told
    assert "王" in told


@pytest.mark.parametrize("width", [26, 38, 54, 120])
def test_no_line_of_the_evidence_is_too_wide(desk: Desk, width: int) -> None:
    bars = Waterfall()
    bars.redraw = lambda **_: None  # type: ignore[method-assign]  # there is no screen here
    for row in range(0, 1700, 170):
        found = explain(desk.run, "register", row)
        for pair in (*found.links, *found.rivals[:3]):
            for lang in LANGS:
                bars.show(pair, lang, needed=True)
                lines = bars.draw(width)
                assert max(line.cell_length for line in lines) <= width
                assert f"{pair.score:+.1f}" in "".join(str(line) for line in lines)


@pytest.mark.parametrize("width", range(6, 30))
def test_no_line_begins_with_closing_punctuation(width: int) -> None:
    text = "公示采矿权的范围、矿种、期限和异议受理方式。公布违法事实、处罚依据和处罚内容。"
    lines = ["".join(part for part, _ in line) for line in wrap_spans([(text, "")], width)]
    assert "".join(lines) == text
    assert max(map(cells, lines)) <= width
    assert [line for line in lines if line[0] in "、。"] == []
