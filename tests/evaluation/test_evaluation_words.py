"""Every code of the matching has a name in both languages."""

from __future__ import annotations

import re

import pytest

from disclosure_audit.evaluation.doubts import DOUBTS, find_doubts
from disclosure_audit.evaluation.scores_table import METHODS as INTERVALS
from disclosure_audit.evaluation.scores_table import STRATA as STRATUM_NAMES
from disclosure_audit.evaluation.strata import STRATA
from disclosure_audit.evaluation.vetoes import EXPLAINED, VETOES
from disclosure_audit.evaluation.words import DISPOSITION_REASONS, METHODS, name_weight
from disclosure_audit.language import LANGS
from disclosure_audit.matching.comparison import (
    DATE_LEVELS,
    KEY_LEVELS,
    NAME_LEVELS,
    TITLE_LEVELS,
)
from disclosure_audit.matching.schema import Veto
from disclosure_audit.run import Run

LEVELS = {
    "number": KEY_LEVELS, "index": KEY_LEVELS, "url": KEY_LEVELS, "title": TITLE_LEVELS,
    "date": DATE_LEVELS, "published": DATE_LEVELS, "issuer": NAME_LEVELS, "主题词": NAME_LEVELS,
}  # fmt: skip


@pytest.mark.parametrize("field", LEVELS)
def test_every_level_has_a_name(field: str) -> None:
    for lang in LANGS:
        names = [name_weight(f"{field} {level}", lang) for level in LEVELS[field]]
        assert len(set(names)) == len(names)
        for name, level in zip(names, LEVELS[field], strict=True):
            title, _, said = name.partition("：" if lang == "zh" else ": ")
            assert title
            assert said
            if lang == "zh":
                assert not re.search("[A-Za-z]", said), name
            elif level not in ("equal", "differs", "missing", "reworded", "different"):
                assert said != level, name


def test_the_prior_has_a_name() -> None:
    assert name_weight("prior", "en") != "prior" != name_weight("prior", "zh")


def test_a_header_with_a_space_is_a_field_of_its_own() -> None:
    assert name_weight("serial no equal", "en") == "serial no: equal"


def test_the_run_uses_no_other_code(sample_run: Run) -> None:
    for frame in (sample_run.links, sample_run.candidates):
        for code in frame.explode("evidence").unnest("evidence")["name"].unique():
            field, _, level = code.rpartition(" ")
            assert code == "prior" or level in LEVELS[field]
        assert set(frame["method"]) <= set(METHODS)
    assert set(sample_run.dispositions["reason"].drop_nulls()) <= set(DISPOSITION_REASONS)


def test_vetoes_and_strata_have_names() -> None:
    assert set(VETOES) == set(EXPLAINED) == {str(veto) for veto in Veto}
    assert tuple(STRATUM_NAMES) == STRATA
    assert {"wilson", "clopper-pearson", "stratified-mover", "complete", "none"} == set(INTERVALS)


def test_doubts_are_those_of_the_verdicts(sample_run: Run) -> None:
    """What makes a link doubtful is decided in the matching room; here it is only put in words."""
    for status, score, evidence in sample_run.links.select(
        "status", "score", "evidence"
    ).iter_rows():
        doubts = find_doubts([item["name"] for item in evidence], score)
        assert set(doubts) <= set(DOUBTS)
        if status != "review":
            assert doubts == ("tie",)  # none of the others; and a tie would have sent it to review
