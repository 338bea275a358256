"""The chart of what was found in the texts: it adds up, is bounded, offline and in its language."""

from __future__ import annotations

import json
import re

import polars as pl
import pytest

from disclosure_audit.language import LANGS, Lang
from disclosure_audit.notebook.charts import Charts, hits
from disclosure_audit.notebook.charts.display import MIME, render
from disclosure_audit.notebook.charts.hits import FATES, MOST_SORTS, hits_data
from disclosure_audit.spans import HITS
from tests.notebook.sample_audits import SAMPLE, fresh, sample, secrets

pytest.importorskip("altair", reason="the charts need the extra notebook")
vl_convert = pytest.importorskip("vl_convert", reason="the charts need the extra notebook")


def made_up(*rows: tuple[str, str, str, str | None]) -> pl.DataFrame:
    """Return hits of these kinds, sorts, confidences and reasons to drop them."""
    given = pl.DataFrame(rows, schema=["kind", "what", "confidence", "dropped"], orient="row")
    return given.select(
        given[name].cast(dtype) if name in given.columns else pl.lit(None, dtype).alias(name)
        for name, dtype in HITS.items()
    )


def spec_of(lang: Lang) -> str:
    return json.dumps(Charts(sample(lang)).hits().to_dict(), ensure_ascii=False)


def test_every_hit_is_counted_once() -> None:
    audit = fresh(
        scanner={"texts": str(SAMPLE / "texts"), "lexicons": [str(SAMPLE / "lexicon.toml")]}
    )
    data = hits_data(audit.hits)
    assert data["places"].sum() == audit.hits.height > 50
    dropped = data.filter(fate="dropped")
    assert dropped["places"].sum() == audit.hits["dropped"].count() > 5
    assert dropped["reason"].null_count() == 0
    assert data.filter(pl.col("fate") != "dropped")["reason"].count() == 0
    assert set(data["fate"]) <= set(FATES)
    told = json.dumps(Charts(audit).hits().to_dict(), ensure_ascii=False)
    assert [secret for secret in secrets() if secret in told] == []


def test_the_sorts_that_count_most_come_first() -> None:
    data = hits_data(made_up(
        ("term", "military", "low", "document_name"), ("term", "military", "low", "document_name"),
        ("term", "military", "low", "negated"), ("identifier", "mobile", "high", None),
        ("identifier", "mobile", "low", None), ("identifier", "mobile", "low", "correct_mask"),
    ))  # fmt: skip
    assert data.rows() == [
        ("identifier", "mobile", "high", None, 1),
        ("identifier", "mobile", "low", None, 1),
        ("identifier", "mobile", "dropped", "correct_mask", 1),
        ("term", "military", "dropped", "document_name", 2),
        ("term", "military", "dropped", "negated", 1),
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_it_is_in_its_language_and_the_same_twice(lang: Lang) -> None:
    told = spec_of(lang)
    assert told == spec_of(lang)
    assert ("居民身份证号" in told) is (lang == "zh")
    assert ("resident identity number" in told) is (lang == "en")


def test_a_sort_that_an_office_invented_is_masked_and_cut() -> None:
    invented = made_up(
        ("term", "李某 11010519491231002X", "high", None), ("term", "\x1b[31m" + "x" * 99, "high", None)
    )  # fmt: skip
    told = json.dumps(hits.make(invented, lang="zh").to_dict(), ensure_ascii=False)
    assert "11010519491231002" not in told
    assert "\\u001b" not in told
    assert "x" * 40 not in told


def test_many_sorts_are_bounded_and_none_is_a_chart_too() -> None:
    many = made_up(*(("term", f"sort {n:03}", "high", None) for n in range(MOST_SORTS + 7)))
    told = json.dumps(hits.make(many, lang="en").to_dict())
    assert len(set(re.findall(r"sort \d{3}", told))) == MOST_SORTS
    assert "Left out: 7 sorts" in told
    nothing = hits.make(made_up().clear(), lang="en").to_dict()
    assert "<svg" in vl_convert.vegalite_to_svg(nothing, allowed_base_urls=[])
    bundle, _ = render(hits.make(many, lang="en").to_dict())
    drawn = vl_convert.vegalite_to_svg(bundle[MIME], vl_version="5.8", allowed_base_urls=[])
    assert drawn.count("<path") == bundle["image/svg+xml"].count("<path")
