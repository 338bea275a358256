"""Nothing that an audit gives or shows holds a secret, unless the settings reveal it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from disclosure_audit.config import Config
from disclosure_audit.notebook import Audit, load, scan
from disclosure_audit.notebook.audit import _FRAMES
from tests.notebook.sample_audits import CATALOG, REGISTER, SAMPLE, fresh, secrets

SIGNS = re.compile(r"[\W_]+")


def texts_of(frame: pl.DataFrame) -> str:
    """Return all that a frame says."""
    return frame.write_ndjson()


def whole(**settings: Any) -> Audit:
    """Return an audit with full texts and the sample's lexicon."""
    given = {
        "lang": "zh",
        "scanner": {"texts": str(SAMPLE / "texts"), "lexicons": [str(SAMPLE / "lexicon.toml")]},
        "matching": {"compare": ["内容概述"]},
    }
    return scan(REGISTER, CATALOG, Config.model_validate(given | settings))


@pytest.fixture(scope="module")
def audit() -> Audit:
    return whole()


def test_no_frame_holds_a_secret(audit: Audit) -> None:
    found = secrets()
    folded = [text for secret in found if len(text := SIGNS.sub("", secret).lower()) >= 9]
    assert len(folded) > 10
    for name in _FRAMES:
        said = texts_of(getattr(audit, name))
        assert [secret for secret in found if secret in said] == [], name
        if name in ("register", "catalog", "omissions"):  # what is made from a title too
            bare = SIGNS.sub("", said).lower()
            assert [text for text in folded if text in bare] == [], name


def test_the_secrets_are_there_when_they_are_revealed() -> None:
    audit = whole(reveal=True)
    said = texts_of(audit.catalog)
    assert [secret for secret in secrets() if secret in said]
    assert audit.register["norm_title"].null_count() < 10


def test_what_is_made_from_a_masked_cell_is_empty(audit: Audit) -> None:
    assert audit.scanned is not None
    masked, plain = audit.catalog, audit.scanned.catalog
    touched = masked["title"].ne_missing(plain["title"])
    assert touched.any()
    assert masked.filter(touched)["norm_title"].null_count() == touched.sum()
    assert masked.filter(~touched)["norm_title"].equals(plain.filter(~touched)["norm_title"])
    assert masked.schema == plain.schema


def test_nothing_that_is_shown_holds_a_secret(audit: Audit, tmp_path: Path) -> None:
    found = secrets()
    rows = audit.findings.filter(pl.col("rule").str.starts_with("CF"))["catalog_row"].drop_nulls()
    shown: list[Any] = [audit, audit.show(n=500), audit.show("catalog", 500), audit.compare(audit)]
    shown += [audit.explain(catalog_row=row) for row in rows.unique().head(12)]
    for each in shown:
        for text in (each._repr_html_(), repr(each)):
            assert [secret for secret in found if secret in text] == []
    for of in ("links", "findings"):
        said = texts_of(audit.sample(150, of=of))
        assert [secret for secret in found if secret in said] == []
    page = audit.report(tmp_path / "a.html").read_text("utf-8")
    assert [secret for secret in found if secret in page] == []


def test_a_loaded_audit_masks_the_same(tmp_path: Path) -> None:
    audit = fresh()
    loaded = load(audit.save(tmp_path / "run"))
    for name in ("register", "catalog"):
        assert getattr(loaded, name).equals(getattr(audit, name))


def test_records_that_are_revealed_are_masked_for_reports_and_reviews() -> None:
    audit = whole(reveal=True)
    revealed = audit._lists.texts(("title", "summary"))
    masked = audit._lists.texts(("title", "summary"), masked=True)
    said, hidden = (texts_of(each.records["catalog"]) for each in (revealed, masked))
    assert [secret for secret in secrets() if secret in said]
    assert [secret for secret in secrets() if secret in hidden] == []
