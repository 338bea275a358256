"""What is said of a finding and of the evidence for a pair."""

from __future__ import annotations

import pytest
from disclosure_audit_tui.widgets.account import Story, advice
from disclosure_audit_tui.widgets.waterfall import Waterfall

from disclosure_audit.evaluation.explanation import explain
from disclosure_audit.language import LANGS, Lang
from disclosure_audit.review.desk import Desk
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
