from __future__ import annotations

from pathlib import Path

import pytest

from disclosure_audit.config import Severity
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.lexicons import load_lexicons
from disclosure_audit.lexicons.check import REASONS
from disclosure_audit.lexicons.load import read_lexicon
from disclosure_audit.lexicons.model import BUNDLED_CATEGORIES, TermRow
from disclosure_audit.lexicons.problems import LexiconError
from tests.documented import ROOT, check_table, passage
from tests.lexicons.lexicon_cells import HEAD, written

TERM = '[[term]]\nterm = "青山计划"\ncategory = "project"\n'


def test_defaults_are_filled_in(tmp_path: Path) -> None:
    body = (
        '[defaults.project]\nseverity = "critical"\nshape = "line"\n'
        + TERM
        + '[[term]]\nterm = "白水计划"\ncategory = "project"\nseverity = "low"\nsecret = false\n'
    )
    lexicon = read_lexicon(written(tmp_path, body))
    first, second = lexicon.terms
    assert (first.severity, first.shape, first.secret) == (Severity.CRITICAL, "line", True)
    assert (second.severity, second.shape, second.secret) == (Severity.LOW, "line", False)
    assert (first.where, first.words, first.in_names) == ("any", True, False)
    assert (first.number, first.line, second.number, second.line) == (1, 6, 2, 9)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(HEAD + TERM, encoding="utf-8-sig")
    assert read_lexicon(path).terms[0].term == "青山计划"


@pytest.mark.parametrize(
    ("body", "said", "hint"),
    [
        (TERM + 'severty = "low"\n', "term 1 (line 6): severty is no key", "did you mean severity"),
        (TERM + 'severity = "hihg"\n', "severity cannot be “hihg”", "did you mean high"),
        (TERM + 'shape = "lines"\n', "shape cannot be “lines”", "did you mean line"),
        (TERM + "secret = 3\n", "term 1 (line 6): secret must be true or false", "docs"),
        (TERM + 'aliases = "x"\n', "aliases must be a list", "docs"),
        ('[[term]]\ncategory = "project"\n', "term 1 (line 3): term is missing", "docs"),
        ('[[term]]\nterm = ""\ncategory = "a"\n', "term must not be empty", "docs"),
        ('[[term]]\nterm = "甲乙"\ncategory = "涉密"\n', "category must be lower-case", "docs"),
        ('[[term]]\nterm = "甲"\ncategory = "a"\n', "is a single character", "longer"),
        ('[[term]]\nterm = "——"\ncategory = "a"\n', "has no letter", "words"),
        (TERM + TERM, "term 2 (line 6) is the same as term 1", "delete"),
        (TERM + '[[term]]\nterm = "青　山计划"\ncategory = "a"\n', "is the same as term 1", "delete"),
        (TERM + 'harmless = ["青山计划"]\n', "is its own harmless phrase", "longer"),
        ("[defaults.project]\nsevere = true\n" + TERM, "severe is no key", "Keys"),
        ("", "term is missing", "docs"),
        ("[[term]\n", "(line 3): this is not TOML", "quotation mark"),
        ("term = []\n", "term must not be empty", "docs"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, body: str, said: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_lexicon(written(tmp_path, body))
    message, advice = caught.value.to("en")
    assert message.startswith("ours.toml")
    assert said in message
    assert hint in str(advice)
    chinese, advice = caught.value.to("zh")
    assert chinese.startswith("ours.toml（" if "ours.toml (" in message else "ours.toml：")
    assert advice
    assert "青山" not in message + chinese


def test_all_problems_are_known(tmp_path: Path) -> None:
    body = TERM + "secret = 3\n" + TERM.replace("青", "白") + 'severity = "x"\n'
    with pytest.raises(LexiconError, match=r"and 1 more") as caught:
        read_lexicon(written(tmp_path, body))
    assert len(caught.value.problems) == 2


def test_terms_in_an_inline_list_have_no_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"ours.toml: term 1: secret must be") as caught:
        read_lexicon(
            written(tmp_path, 'term = [{term = "青山计划", category = "a", secret = 3}]\n')
        )
    assert "line" not in caught.value.to("en")[0]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        load_lexicons([tmp_path / "none.toml"], bundled=False)
    path = tmp_path / "gbk.toml"
    path.write_bytes((HEAD + TERM).encode("gb18030"))
    with pytest.raises(InputError, match="not UTF-8"):
        load_lexicons([path], bundled=False)


def test_the_bundled_lexicons_are_in_order() -> None:
    lexicons = load_lexicons((), bundled=True)
    entries = [entry for lexicon in lexicons for entry in lexicon.terms]
    assert {entry.category for entry in entries} == set(BUNDLED_CATEGORIES)
    assert [entry.term for entry in entries if not (entry.source or entry.note)] == []
    assert [entry.term for entry in entries if entry.secret] == []
    assert all(lexicon.is_bundled and lexicon.note for lexicon in lexicons)
    assert load_lexicons((), bundled=False) == ()


def test_ones_own_come_after_the_bundled(tmp_path: Path) -> None:
    loaded = load_lexicons([str(written(tmp_path, TERM))], bundled=True)
    assert [lexicon.is_bundled for lexicon in loaded] == [True] * (len(loaded) - 1) + [False]


def test_every_key_category_and_reason_is_documented() -> None:
    page = ROOT / "docs" / "lexicons.md"
    keys = set(TermRow.model_fields)
    assert {row[0] for row in table(page, "lexicon keys")} == {f"`{key}`" for key in keys}
    check_table(page, "lexicon categories", [(f"`{name}`",) for name in BUNDLED_CATEGORIES])
    reasons = {f"`{reason}`" for reason in REASONS}
    assert {row[0] for row in table(page, "lexicon reasons")} == reasons


def table(page: Path, name: str) -> list[list[str]]:
    """Return the cells of a table's body."""
    lines = passage(page, name).strip().splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
