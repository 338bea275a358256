"""The sample is what its script makes, has the counts it claims, and its answers add up."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import tomllib
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sample_data.confidential import OPERATION, PROJECT
from sample_data.lists import check_character
from sample_data.made_up import COUNTY
from sample_data.make import make

HERE = Path(__file__).parent.parent / "sample_data"
RULES = {
    "omitted-document", "withheld-without-reason", "unregistered-publication",
    "withheld-document-published", "classified-document-published", "repeated-publication",
    "number-used-twice", "index-number-used-twice", "document-registered-twice", "title-differs",
    "number-differs", "date-differs", "issuer-differs", "missing-required-field",
    "malformed-document-number", "malformed-index-number", "impossible-date",
    "contradictory-date", "unreadable-row", "unreadable-full-text", "classification-mark",
    "expired-classification-mark", "handling-mark", "personal-identifier", "mobile-number",
    "leaking-mask", "list-of-persons", "referred-subject", "trade-secret-hint",
    "unpublished-decision-hint", "openness-note-contradicts-catalog", "lexicon-term",
    "tampered-name-slot", "keyword-list-title", "foreign-link", "junk-markup",
    "text-departs-from-register", "pinyin-notes", "late-publication", "due-soon", "series-gap",
    "implausible-serial", "openness-missing-or-unknown", "withheld-without-legal-ground",
    "proactive-category-withheld", "forwarded-document-departs", "index-number-out-of-order",
    "summary-repeats-title", "summary-length", "issuer-written-several-ways",
    "category-not-listed", "malformed-address", "unreachable-address", "date-written-otherwise",
    "improper-characters", "hyphen-in-index-number",
}  # fmt: skip


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def catalog() -> list[list[str]]:
    text = (HERE / "catalog.csv").read_bytes().decode("gb18030")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


@pytest.fixture(scope="module")
def register() -> list[list[Any]]:
    book = openpyxl.load_workbook(HERE / "register.xlsx")
    return [
        list(row) for name in ("发文", "收文") for row in book[name].iter_rows(3, values_only=True)
    ]


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _texts(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_script_makes_the_committed_files_again(tmp_path: Path) -> None:
    make(tmp_path / "a")
    make(tmp_path / "b")
    for name in ("register.xlsx", "catalog.csv", "expected.json"):
        made = (tmp_path / "a" / name).read_bytes()
        assert made == (tmp_path / "b" / name).read_bytes(), name
        if name != "register.xlsx":
            assert made == (HERE / name).read_bytes(), name
    texts = _texts(tmp_path / "a" / "texts")
    assert texts == _texts(tmp_path / "b" / "texts") == _texts(HERE / "texts")
    # Packed bytes depend on the zlib at hand; what is packed does not.
    assert _parts(tmp_path / "a" / "register.xlsx") == _parts(HERE / "register.xlsx")


def test_catalog_has_the_records_it_claims(catalog: list[list[str]]) -> None:
    assert len(catalog) == 1930
    assert Counter(row[7] for row in catalog) == {
        "政务动态": 686, "业务管理": 1144, "政策法规": 98, "业务管里": 1, "其他": 1,
    }  # fmt: skip


def test_title_row_stands_above_each_header() -> None:
    book = openpyxl.load_workbook(HERE / "register.xlsx")
    assert book.sheetnames == ["发文", "收文"]
    assert book["发文"]["A1"].value == "霁川市自然资源局2024年度发文登记簿"
    assert [cell.value for cell in book["收文"][2]][:3] == ["收文号", "收文日期", "来文机关"]
    assert book["发文"].merged_cells.ranges


def test_rows_are_those_of_the_files(
    expected: dict[str, Any], register: list[list[Any]], catalog: list[list[str]]
) -> None:
    assert expected["register"]["rows"] == len(register)
    assert expected["catalog"]["rows"] == len(catalog)
    for side in ("register", "catalog"):
        assert sum(expected["dispositions"][side].values()) == expected[side]["rows"]


def test_every_kind_of_defect_is_seeded_several_times(expected: dict[str, Any]) -> None:
    counts = Counter(finding["rule"] for finding in expected["findings"])
    assert set(counts) == RULES
    assert min(counts.values()) >= 2
    assert counts["omitted-document"] == 23


def test_pairs_agree_with_findings_and_dispositions(
    expected: dict[str, Any], register: list[list[Any]]
) -> None:
    def rows(rule: str, side: str) -> set[int]:
        found = (f[f"{side}_row"] for f in expected["findings"] if f["rule"] == rule)
        return {row for row in found if row is not None}

    paired = {pair[0] for pair in expected["pairs"]}
    entries = [pair[1] for pair in expected["pairs"]]
    became = expected["dispositions"]
    assert (
        len(entries)
        == len(set(entries))
        == sum(became["catalog"][what] for what in ("linked", "repeated", "needs_review"))
    )
    assert len(paired) + len(expected["registered_twice"]) == (
        became["register"]["published"]
        + became["register"]["published_differs"]
        + became["register"]["needs_review"]
    )
    assert not paired & rows("omitted-document", "register")
    assert not set(entries) & rows("unregistered-publication", "catalog")
    assert not set(entries) & rows("unreadable-row", "catalog")
    assert rows("repeated-publication", "catalog") <= set(entries)
    for rule in ("title-differs", "number-differs", "withheld-document-published"):
        assert rows(rule, "register") <= paired
        for finding in expected["findings"]:
            if finding["rule"] == rule:
                assert [finding["register_row"], finding["catalog_row"]] in expected["pairs"]
    received = became["register"]["received"]
    assert max(paired) < len(register) - received


def test_omitted_documents_are_long_overdue(
    expected: dict[str, Any], register: list[list[Any]], catalog: list[list[str]]
) -> None:
    assert expected["as_of"] == max(row[6] for row in catalog if row[6].startswith("20"))
    published = {row[4] for row in catalog}
    for finding in expected["findings"]:
        if finding["rule"] == "omitted-document":
            row = register[finding["register_row"]]
            assert row[1] <= dt.datetime(2024, 11, 29)
            assert row[2] not in published
            assert row[7] == "主动公开"


def test_titles_of_untouched_pairs_are_equal(
    expected: dict[str, Any], register: list[list[Any]], catalog: list[list[str]]
) -> None:
    touched = {item["catalog_row"] for item in (*expected["harmless"], *expected["findings"])}
    clean = [(r, c) for r, c in expected["pairs"] if c not in touched]
    assert len(clean) > 1500
    for register_row, catalog_row in clean:
        assert register[register_row][3] == catalog[catalog_row][1]


def test_index_numbers_carry_the_right_check_character(
    expected: dict[str, Any], catalog: list[list[str]]
) -> None:
    assert check_character("00001434") == "9"
    assert check_character("D2143569") == "X"
    malformed = {
        f["catalog_row"] for f in expected["findings"] if f["rule"] == "malformed-index-number"
    }
    for at, row in enumerate(catalog):
        # The hyphen and the width of its digits do not touch the code.
        index = unicodedata.normalize("NFKC", re.sub("^(.{8})-", r"\1", row[0]))
        right = index[8] == check_character(index[:8]) and len(index) == 20
        assert right == (at not in malformed)


def test_catalog_names_its_texts(catalog: list[list[str]]) -> None:
    named = {row[9] for row in catalog} - {""}
    files = set(_texts(HERE / "texts"))
    assert named - files == {"../register.xlsx", "2024/00000.docx"}
    assert len(named & files) == 10
    # Two are called by a number of the register, one belongs to no record.
    assert len(files - named) == 3


def test_every_secret_stands_somewhere(
    expected: dict[str, Any], register: list[list[Any]], catalog: list[list[str]]
) -> None:
    texts = _texts(HERE / "texts").values()
    inputs = [str(register), str(catalog), *(text.decode("utf-8", "replace") for text in texts)]
    inputs += [text.decode("gb18030", "replace") for text in texts]
    secrets = expected["secrets"]
    assert len(secrets) == len(set(secrets)) >= 40
    written = [secret for secret in secrets if any(secret in text for text in inputs)]
    # What is written full-width, spaced or dashed is listed as bare digits, too.
    bare = [secret for secret in secrets if secret not in written]
    assert len(bare) == 3
    assert all(re.fullmatch("[0-9]{11,19}X?", secret) for secret in bare)


def test_numbers_of_persons_can_be_nobodys(expected: dict[str, Any]) -> None:
    digits = [re.sub(r"[^0-9X*]", "", secret) for secret in expected["secrets"]]
    assert {number[:6] for number in digits if len(number) == 18 and number[:2] != "62"} == {COUNTY}
    assert all("0000" in number for number in digits if number.startswith(("138", "62")))


def test_the_settings_list_the_categories(catalog: list[list[str]]) -> None:
    settings = tomllib.loads((HERE / "settings.toml").read_text(encoding="utf-8"))
    listed = settings["fields"]["categories"]
    assert {row[7] for row in catalog} - set(listed) == {"业务管里", "其他"}


def test_the_lexicon_holds_the_terms() -> None:
    lexicon = tomllib.loads((HERE / "lexicon.toml").read_text(encoding="utf-8"))
    assert [row["term"] for row in lexicon["term"]] == [PROJECT, OPERATION]
