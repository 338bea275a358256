"""The language of the conditions: what it means, in both languages, and what it refuses."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_audit.config import Severity
from disclosure_audit.dispositions import Disposition
from disclosure_audit.errors import UsageError
from disclosure_audit.gate.conditions import of_severity, parse, shown_number
from disclosure_audit.gate.measures import BY_WORDS, MEASURES, SEVERITY_BY_WORDS, fold

RULES = {"OM001": "omitted-document", "OM003": "unregistered-publication", "CF001": "mark"}


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("omitted > 0", "omitted > 0", "未见公开 > 0"),
        ("未见公开>0", "omitted > 0", "未见公开 > 0"),
        ("漏公开 任意", "omitted > 0", "未见公开 > 0"),
        ("coverage < 99.5%", "coverage < 99.5%", "公开率 < 99.5%"),
        ("公开率＜９９．５％", "coverage < 99.5%", "公开率 < 99.5%"),
        ("CF any", "CF any", "CF 任意"),
        ("cf001 , OM any", "CF001,OM any", "CF001、OM 任意"),
        ("om、cf ≥ 2", "OM,CF >= 2", "OM、CF >= 2"),
        ("omitted-document != 1,000", "OM001 != 1,000", "OM001 != 1,000"),
        ("HIGH any", "high any", "高 任意"),
        ("严重 > 2", "critical > 2", "严重 > 2"),
        ("needs review > 0", "needs_review > 0", "待人工核对 > 0"),
        ("Needs_Review ≤ 5%", "needs_review <= 5%", "待人工核对 <= 5%"),
        ("review open > 0", "review open > 0", "未处理的问题 > 0"),
        ("待处理 > 0", "review open > 0", "未处理的问题 > 0"),
        ("waiver expired", "waiver expired", "过期的豁免"),
        ("豁免过期", "waiver expired", "过期的豁免"),
        ("waiver expired > 2", "waiver expired > 2", "过期的豁免 > 2"),
        ("new any", "new > 0", "新增问题 > 0"),
        ("changed inputs", "changed inputs", "扫描后改动的输入"),
        ("输入变更", "changed inputs", "扫描后改动的输入"),
        ("findings == 0", "findings = 0", "问题 = 0"),
    ],
)
def test_what_it_means_in_both_languages(text: str, english: str, chinese: str) -> None:
    condition = parse(text, RULES)
    assert (condition.text.en, condition.text.zh) == (english, chinese)
    assert parse(english, RULES) == parse(chinese, RULES) == condition


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ("omited > 0", "nothing is called “omited”", "did you mean omitted?"),
        ("OM,CX any", "nothing is called “CX”", "for example"),
        ("OM001,high any", "nothing is called “high”", "did you mean high?"),
        ("zzzzzz any", "nothing is called “zzzzzz”", "for example: omitted > 0"),
        ("omitted", "compares with nothing", "write omitted > 0"),
        ("", "it is empty", "for example"),
        (" > 0", "nothing is called", "for example"),
        (", any", "nothing is called", "for example"),
        ("omitted > many", "no number", "99.5%"),
        ("omitted > -1", "no number", "99.5%"),
        ("omitted > 1e3", "no number", "99.5%"),
        ("omitted > 1 > 2", "no number", "99.5%"),
        ("coverage < 99", "is a share", "coverage < 99.5%"),
        ("coverage any", "is a share", "coverage < 99.5%"),
        ("waiver expired > 5%", "percentage of", "without %"),
        ("omitted >= 0", "always or never", "omitted > 0"),
        ("omitted < 0", "always or never", "omitted > 0"),
        ("omitted > 100%", "always or never", "omitted > 0"),
        ("omitted < 130%", "always or never", "omitted > 0"),
        ("coverage <= 100%", "always or never", "omitted > 0"),
        ("coverage < 0%", "always or never", "omitted > 0"),
    ],
)
def test_what_it_refuses(text: str, what: str, hint: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse(text, RULES)
    assert what in raised.value.message.en
    assert raised.value.hint is not None
    assert hint in raised.value.hint.en
    assert raised.value.message.zh != raised.value.message.en


def test_a_mistyped_condition_steers_no_terminal() -> None:
    with pytest.raises(UsageError) as raised:
        parse("omit\x1b[31m\u202e > 0", RULES)
    assert "\x1b" not in raised.value.message.en
    assert "\u202e" not in raised.value.message.zh


@given(st.text(max_size=40))
def test_any_text_is_a_condition_or_a_usage_error(text: str) -> None:
    try:
        condition = parse(text, RULES)
    except UsageError:
        return
    assert parse(condition.text.en, RULES) == condition


@settings(deadline=None)  # how busy the machine is says nothing of the operator
@given(
    st.sampled_from(["omitted", "findings", "CF", "high", "review open"]),
    st.sampled_from([">", ">=", "<", "<=", "=", "!="]),
    st.integers(0, 10**7), st.integers(0, 10**7),
)  # fmt: skip
def test_it_holds_as_the_operator_says(name: str, op: str, limit: int, value: int) -> None:
    try:
        condition = parse(f"{name} {op} {limit}", RULES)
    except UsageError:
        assert (op, limit) in [(">=", 0), ("<", 0)]
        return
    python = {"=": "=="}.get(op, op)
    assert condition.holds(Fraction(value)) is eval(f"{value} {python} {limit}")


def test_every_measure_can_be_written_in_both_languages() -> None:
    assert {str(each) for each in Disposition} <= set(MEASURES)
    for key, measure in MEASURES.items():
        assert BY_WORDS[fold(key)] == BY_WORDS[fold(measure.title.zh)] == key
        assert measure.how.zh != measure.how.en
    spellings = [fold(w) for m in MEASURES.values() for w in {m.key, *m.aliases, m.title.zh}]
    assert len(spellings) == len(set(spellings)), "one word means two measures"
    assert not set(spellings) & set(SEVERITY_BY_WORDS)
    assert {str(each) for each in Severity} <= set(SEVERITY_BY_WORDS)


def test_without_rules_those_of_this_version_are_known() -> None:
    assert parse("OM001,CF any").names == ("OM001", "CF")
    assert of_severity("low") == parse("low any")


@pytest.mark.parametrize(
    ("value", "unlike", "shown"),
    [
        (Fraction(995, 1000), None, "99.5%"),
        (Fraction(99499, 100000), Fraction(995, 1000), "99.499%"),
        (Fraction(9949999, 10**7), Fraction(995, 1000), "99.49999%"),
        (Fraction(1), Fraction(995, 1000), "100%"),
        (Fraction(1, 3), None, "33.33%"),
        (Fraction(0), None, "0%"),
    ],
)
def test_a_share_is_never_rounded_to_its_limit(
    value: Fraction, unlike: Fraction | None, shown: str
) -> None:
    assert shown_number(value, is_share=True, unlike=unlike) == shown
