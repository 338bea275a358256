"""The scanner's benchmark: its arithmetic, its material, and the command from end to end."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from benchmarks.__main__ import main
from benchmarks.page.scanner import write_scanner
from benchmarks.peers.environment import read_requirements
from benchmarks.process import ROOT
from benchmarks.scanner.expressions import find_by_expression, time_polars, time_re
from benchmarks.scanner.false_findings import measure_tampered, measure_titles
from benchmarks.scanner.forms import form_matrix, harmless_numbers, person_lists
from benchmarks.scanner.labelled import read_labelled
from benchmarks.scanner.ours import bundled_detectors
from benchmarks.scanner.presidio import PACKAGE, Answers
from benchmarks.scanner.run import _presidio_speed
from benchmarks.scanner.spans import digits_of, score_spans, spans_of
from benchmarks.scanner.titles import make_terms, read_titles, repeat_titles, write_lexicon
from disclosure_audit.lexicons import load_lexicons

MOBILE = "13800138000"
TAMPERED = "关(guan)于(yu)加(jia)强(qiang)公(gong)园(yuan)管理的通知"


@pytest.fixture(scope="module")
def titles() -> pl.Series:
    return read_titles([])


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    path = tmp_path / "town.csv"
    rows = ["关于白鹭县公园管理办法的通知", "机密★20年关于白鹭县防汛预案的通知", "商业秘密保护条例"]
    pl.DataFrame({"title": [*rows, rows[0], None]}).write_csv(path)
    return path


def test_a_span_is_right_if_kind_digits_and_place_agree() -> None:
    labels = spans_of(
        [(0, 2, 13, "mobile", MOBILE), (1, 0, 11, "mobile", MOBILE), (2, 0, 18, "resident_id", "9" * 18)]
    )  # fmt: skip
    spans = spans_of(
        [
            (0, 0, 13, "mobile", f"86{MOBILE}"),
            (1, 11, 22, "mobile", MOBILE),
            (2, 0, 18, "bank_card", "9" * 18),
            (1, 0, 11, "mobile", "13900139000"),
        ]
    )
    mobile, resident = score_spans(spans, labels)
    assert (mobile["labels"], mobile["found"], mobile["reported"], mobile["right"]) == (2, 1, 3, 1)
    assert mobile["precision"] == pytest.approx(1 / 3)
    assert (resident["recall"], resident["precision"]) == (0, None)


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("+86 138-0013-8000", MOBILE),
        ("００８６１３８００１３８０００", MOBILE),
        ("11010519491231002x", "11010519491231002X"),
        ("8613800138000123", "8613800138000123"),
    ],
)
def test_digits_are_the_same_however_written(written: str, digits: str) -> None:
    assert digits_of(written) == digits


def test_labelled_sentences_are_read_by_their_offsets(tmp_path: Path) -> None:
    path = tmp_path / "sentences.jsonl"
    entities = [
        {"type": "person", "start": 0, "end": 2},
        {"type": "phone", "start": 4, "end": 15},
    ]
    path.write_text(json.dumps({"text": f"甲乙电话{MOBILE}", "entities": entities}) + "\n\n")
    read = read_labelled(path)
    assert read.name == "sentences"
    assert read.labels.rows() == [(0, 4, 15, "mobile", MOBILE)]


def test_made_up_labels_lie_where_the_digits_are() -> None:
    lists, forms = person_lists(), form_matrix()
    assert len(set(lists.forms)) > 5
    for row, start, end, _, digits in lists.labels.iter_rows():
        assert digits_of(lists.texts[row][start:end]) == digits
    plain = [row for row, form in enumerate(forms.forms) if form == "mobile, plain"]
    chosen = forms.labels.filter(pl.col("row").is_in(plain))
    assert chosen.height == len(plain) > 0
    for row, start, end, _, digits in chosen.iter_rows():
        assert forms.texts[row][start:end] == digits
    assert harmless_numbers().labels.is_empty()


def test_terms_are_repeatable_and_mostly_occur_nowhere(titles: pl.Series) -> None:
    terms = make_terms(titles, 500)
    assert terms == make_terms(titles, 500)
    assert len(set(terms)) == 500
    occur = [int(titles.str.contains(term, literal=True).sum()) for term in terms]
    assert [n > 0 for n in occur] == [True] * 5 + [False] * 495
    assert max(occur) <= 3
    with pytest.raises(ValueError, match="too few"):
        make_terms(pl.Series(["甲" * 20]), 10)


def test_repeated_titles_are_distinct(titles: pl.Series) -> None:
    repeated = repeat_titles(titles, 2 * titles.len() + 1)
    assert repeated.len() == repeated.n_unique() == 2 * titles.len() + 1
    assert repeated[0] != repeated[titles.len()]
    assert repeated[-1].startswith(titles[0])


def test_terms_make_a_lexicon_that_can_be_loaded(titles: pl.Series, tmp_path: Path) -> None:
    terms = make_terms(titles, 50)
    (lexicon,) = load_lexicons((write_lexicon(terms, tmp_path / "terms.toml"),), bundled=False)
    assert [entry.term for entry in lexicon.terms] == list(terms)


def test_plain_expressions_find_digits_only() -> None:
    texts = [f"电话{MOBILE}", "电话138-0013-8000", f"编号1{MOBILE}2", "110105194912310021"]
    found = find_by_expression(texts)
    assert found.select("row", "kind").rows() == [(0, "mobile"), (3, "resident_id")]


def test_rivals_find_the_same_titles_and_stop_in_time() -> None:
    titles = pl.Series(
        [f"第{n}号通知" for n in range(3000)] + ["关于甲乙丙丁的函", f"电话{MOBILE}"]
    )
    for search in (time_re, time_polars):
        measured = search(titles, ["甲乙丙丁", "戊己庚辛"], 60)
        assert (measured["titles"], measured["hits"]) == (titles.len(), 2)
    assert time_re(titles, ["甲乙丙丁"], 0)["titles"] < titles.len()


def test_a_hit_in_a_published_title_is_listed(catalog: Path, tmp_path: Path) -> None:
    detectors = bundled_detectors()
    measured = measure_titles(catalog, detectors)
    assert (measured["titles"], measured["flagged"]) == (3, 1)
    assert [hit["kind"] for hit in measured["kept"]] == ["classification_mark"]
    assert "机密" not in measured["kept"][0]["excerpt"]
    assert measured["tampered"] == 0
    texts = tmp_path / "tampered.jsonl"
    lines = [{"text": TAMPERED, "mechanism": "notes"}, {"text": "关于公园的通知"}]
    texts.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    spoilt, clean = measure_tampered(texts, detectors)
    assert spoilt["mechanism"] == "notes"
    assert spoilt["title"]
    assert spoilt["full_text"]
    assert clean == {"mechanism": "text 2", "title": [], "full_text": []}


def test_presidio_is_required_and_says_why_it_cannot_run() -> None:
    assert PACKAGE in read_requirements()
    absent = Answers("could not be installed", None)
    assert _presidio_speed(None, 0) == []
    assert _presidio_speed(absent, 0)[0]["outcome"] == "could not be installed"


@pytest.mark.slow
def test_command_writes_results_and_page(
    catalog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, docs = tmp_path / "out", tmp_path / "docs"
    catalog.write_text(
        "\n".join(["title", *read_titles([]).head(300).to_list(), "机密★20年|预案*", ""]), "utf-8"
    )
    sizes = ["--titles", "600", "--terms", "50,60", "--documents", "14"]
    places = ["--out", str(out), "--write-docs", "--docs", str(docs)]
    assert main(["scanner", str(catalog), *sizes, *places]) == 0
    page = (docs / "benchmarks.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out.endswith(page)
    assert str(tmp_path) not in page
    assert str(ROOT) not in page
    assert "python -m benchmarks scanner town.csv" in page
    for heading in ("Scanner", "Personal identifiers", "Index numbers", "Hits in published",
                    "Throughput", "Full texts"):  # fmt: skip
        assert re.search(rf"^##+ {heading}", page, re.MULTILINE), heading
    assert r"\|预案\*" in page
    for block in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(widths) == 1, block
    _check_result(json.loads((out / "scanner.json").read_text(encoding="utf-8")))


def _check_result(result: dict[str, Any]) -> None:
    throughput = result["throughput"]
    assert (throughput["titles"], throughput["base"]) == (600, 301)
    assert [row["terms"] for row in throughput["by_terms"]] == [50, 60]
    for row in throughput["by_terms"]:
        assert row["hits"] > 0
        assert [rival["name"] for rival in row["rivals"]] == ["plain re", "Polars str.contains"]
        assert all(rival["titles"] == 600 for rival in row["rivals"])
    column, nothing, plain = result["index_numbers"]
    assert column["reported"] <= nothing["reported"] < plain["reported"] == 100_000
    forms = next(one for one in result["labelled"] if one["name"] == "form matrix")
    ours, naive = ([kind["found"] for kind in tool["kinds"]] for tool in forms["tools"])
    assert all(mine > theirs for mine, theirs in zip(ours, naive, strict=True))
    assert 0 < result["leaks"]["found"] <= result["leaks"]["texts"]
    texts = result["full_texts"]
    assert (texts["outcome"], texts["unreadable"], texts["hostile"]) == ("done", 10, 10)
    assert texts["parent_bytes"] > texts["start_bytes"] > 20e6
    assert result["presidio"] is None


def test_page_says_what_gave_no_answer() -> None:
    stage = {"stage": "compared", "seconds": 1.0, "titles_per_second": 10.0}
    rival = {"name": "Presidio", "outcome": "could not be installed", "titles": 0}
    row = {"terms": 1, "hits": 0, "compile_seconds": 1.0, "stages": [stage], "rivals": [rival]}
    tool = {"tool": "Presidio", "outcome": "could not be installed"}
    result = {
        "labelled": [{"name": "a", "texts": 1, "tools": [tool], "forms": []}],
        "presidio": {"version": None, "setting": "plain", "outcome": "could not be installed"},
        "leaks": {"texts": 2, "found": 1},
        "index_numbers": [],
        "catalogs": [],
        "tampered": None,
        "throughput": {"titles": 10, "base": 1, "real": False, "stages": [], "by_terms": [row]},
        "full_texts": {"outcome": "stopped after 1 s", "documents": 5},
    }
    page = "\n".join(write_scanner(result, Path()))
    assert "It gave no answer: could not be installed." in page
    assert "| Presidio | 1 | could not be installed | – |" in page
    assert "It did not come to an end: stopped after 1 s." in page
