"""The two lists as every peer gets them: the files' text, lightly cleaned as any user would."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import polars as pl

_NAMES = {
    "标题": "title", "名称": "title", "发文字号": "doc_number", "文号": "doc_number",
    "成文日期": "issued_on", "发文机关": "issuer", "发布机构": "issuer",
}  # fmt: skip
FIELDS = ("title", "doc_number", "issued_on", "issuer")


def read_lists(case: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return register and catalog: ``row`` (UInt32), title, doc_number, issued_on, issuer as text.

    Compatibility forms are folded (NFKC), letters are small, and blanks and invisible characters
    are gone; empty cells are null. ``issuer`` is there only if the file has it.
    """
    return _read(case / "register.csv"), _read(case / "catalog.csv")


def whole_text(records: pl.DataFrame) -> pl.Series:
    """Return title, number and date of each record as one string."""
    fields = [pl.col(name) for name in FIELDS[:3]]
    return records.select(pl.concat_str(fields, separator=" ", ignore_nulls=True)).to_series()


def _read(path: Path) -> pl.DataFrame:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    frame = pl.read_csv(text.encode(), infer_schema=False)
    frame = frame.rename({old: new for old, new in _NAMES.items() if old in frame.columns})
    present = [name for name in FIELDS if name in frame.columns]
    return frame.select(
        pl.Series(name, [_clean(cell) for cell in frame[name]], dtype=pl.String) for name in present
    ).with_row_index("row")


def _clean(cell: str | None) -> str | None:
    folded = unicodedata.normalize("NFKC", cell or "").lower()
    kept = (c for c in folded if not c.isspace() and unicodedata.category(c) != "Cf")
    return "".join(kept) or None
