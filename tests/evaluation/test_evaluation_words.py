"""Every code of the matching has a name in both languages."""

from __future__ import annotations

import re

import pytest

from disclosure_audit.evaluation.scores_table import METHODS as INTERVALS
from disclosure_audit.evaluation.scores_table import STRATA as STRATUM_NAMES
from disclosure_audit.evaluation.strata import STRATA
from disclosure_audit.evaluation.vetoes import EXPLAINED, VETOES
from disclosure_audit.language import LANGS
from disclosure_audit.matching.comparison import (
    DATE_LEVELS,
    KEY_LEVELS,
    NAME_LEVELS,
    TITLE_LEVELS,
)
from disclosure_audit.matching.schema import Veto
from disclosure_audit.matching.verdicts import KEY, PROBABLE, doubts
from disclosure_audit.names import DISPOSITION_REASONS, METHODS
from disclosure_audit.run import Run
from disclosure_audit.writers.doubts import DOUBTS, find_doubts
from disclosure_audit.writers.weights import name_weight

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
    assert set(doubts()) - {"contested"} | {"others"} == set(DOUBTS)
    for status, score, evidence in sample_run.links.select(
        "status", "score", "evidence"
    ).iter_rows():
        weights = {item["name"]: item["weight"] for item in evidence}
        found = set(find_doubts(weights, score))
        assert found <= set(DOUBTS)
        if status != "review" and not {"title same", "date equal"} <= set(weights):
            assert found == {"others"}  # which would have sent it to review
        elif status != "review":
            assert found <= {"others", "number_differs"}  # the number is only cited


def test_a_doubt_that_no_weight_speaks_of_is_said() -> None:
    """A level that makes a link doubtful is told whatever else speaks for the pair."""
    sure = {"prior": -5.0, "title same": 12.0, "date equal": 6.0}
    assert find_doubts(sure, 13.0) == ("others",)
    assert find_doubts(sure | {"number equal": 9.0}, 22.0) == ("others",)
    far = {"title same": 12.0, "date far": -3.0, "issuer differs": -2.0}
    assert find_doubts(far, 7.0) == ("other_day", "other_issuer")
    assert find_doubts(far | {"主题词 equal": KEY}, 17.0) == ("others",)
    reworded = {"number equal": 9.0, "title reworded": 4.0, "date far": -3.0}
    assert find_doubts(reworded, 10.0) == ("other_title",)
    assert find_doubts({"number equal": 9.0, "title same": 3.0}, PROBABLE - 1) == (
        "little_evidence",
    )
