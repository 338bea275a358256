"""The records of an audit as an analyst may see them: in memory, or read again when asked for."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import polars as pl

from disclosure_audit import audit as core
from disclosure_audit.errors import InputError
from disclosure_audit.language import Text
from disclosure_audit.names import SIDES as SIDE_NAMES
from disclosure_audit.normalise.doc_number import DOC_NUMBER_COLUMNS
from disclosure_audit.normalise.index_number import INDEX_NUMBER_COLUMNS
from disclosure_audit.recall import FACTS, Texts, hide_secrets, recall
from disclosure_audit.run import Run
from disclosure_audit.scanner.redaction import secrets_of
from disclosure_audit.schema.columns import SIDES, Side

_MADE_OF: Mapping[str, tuple[str, ...]] = {
    "title": ("norm_title", "norm_title_head", "norm_title_core", "title_numbers"),
    "doc_number": tuple(DOC_NUMBER_COLUMNS),
    "index_number": tuple(INDEX_NUMBER_COLUMNS),
    "issuer": ("norm_issuer",),
    "summary": ("norm_summary",),
}
"""Column -> those that are folded or parsed from it, and would tell what was masked in it."""


class Lists:
    """Both lists of an audit, each made when it is first asked for and then kept.

    Args:
        run: the audit as it is, or would be, saved.
        scanned: the scan that made it, if its records are still in memory.
        reveal: whether the settings say that nothing is masked.
    """

    def __init__(self, run: Run, scanned: core.Audit | None, *, reveal: bool) -> None:
        self._run, self._scanned, self._reveal = run, scanned, reveal
        self._kept: dict[tuple[Side, bool], pl.DataFrame | Text] = {}

    @property
    def at_hand(self) -> bool:
        """Whether both can be had without reading a file again."""
        return self._scanned is not None or all(
            isinstance(self._kept.get((side, True)), pl.DataFrame) for side in SIDES
        )

    @property
    def reveals(self) -> bool:
        """Whether the settings say that nothing is masked."""
        return self._reveal

    def records(self, side: Side) -> pl.DataFrame:
        """Return the records of one side, masked unless the settings reveal them.

        Raises ``InputError`` where they are neither in memory nor can be read again.
        """
        return self._have(side, reveal=self._reveal)

    def as_they_are(self, side: Side, *, masked: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the records of one side as they are, to compare, and as they may be shown.

        Raises as :meth:`records` does.
        """
        return self._have(side, reveal=True), self._have(side, reveal=not masked)

    def _have(self, side: Side, *, reveal: bool) -> pl.DataFrame:
        found = self._find(side, reveal=reveal)
        if isinstance(found, pl.DataFrame):
            return found
        name = SIDE_NAMES[side]
        raise InputError(
            Text(
                f"the records of the {name.en} cannot be shown: {found.en}",
                f"无法显示{name.zh}的记录：{found.zh}",
            ),
            Text(
                "put the file back as it was, or scan again; all that the run holds (links, findings,"
                " dispositions) is there without it",
                "请恢复原文件，或重新扫描；结果中的对应关系、问题与去向不受影响",
            ),
        )

    def texts(self, columns: Sequence[str] = FACTS, *, masked: bool = False) -> Texts:
        """Return ``row`` and ``columns`` of both lists, and why a list is missing.

        ``masked`` masks them whatever the settings say.
        """
        records: dict[Side, pl.DataFrame] = {}
        missing: dict[Side, Text] = {}
        for side in SIDES:
            found = self._find(side, reveal=self._reveal and not masked)
            if isinstance(found, pl.DataFrame):
                records[side] = found.select("row", *columns)
            else:
                missing[side] = found
        return Texts(records, missing)

    def _find(self, side: Side, *, reveal: bool) -> pl.DataFrame | Text:
        if (side, reveal) not in self._kept:
            self._kept[side, reveal] = self._make(side, reveal=reveal)
        return self._kept[side, reveal]

    def _make(self, side: Side, *, reveal: bool) -> pl.DataFrame | Text:
        if reveal:
            return self._take(side)
        plain = self._find(side, reveal=True)  # kept, for a list is read once
        if isinstance(plain, Text):
            return plain
        return _without_traces(plain, self._hide(side, plain), self._run, side)

    def _take(self, side: Side) -> pl.DataFrame | Text:
        if self._scanned is not None:
            plain: pl.DataFrame = getattr(self._scanned, side)
            return plain
        again = recall(self._run, side)
        return again if isinstance(again, Text) else again.records

    def _hide(self, side: Side, records: pl.DataFrame) -> pl.DataFrame:
        hits = _with_harmless_terms(self._run.hits)
        if self._scanned is None:
            return hide_secrets(dataclasses.replace(self._run, hits=hits), side, records)
        config = self._scanned.settings.model_copy(update={"reveal": False})
        return core.masked(records, hits, side, config, self._scanned.secret_terms)


def _with_harmless_terms(hits: pl.DataFrame) -> pl.DataFrame:
    """Return the hits with secret terms of lexicons counted that were taken for harmless.

    A notebook is shown to others, and a whole list in it: a term that is confidential is masked
    within a harmless name too.
    """
    is_term = (pl.col("kind") == "term") & pl.col("secret")
    return hits.with_columns(pl.when(~is_term).then("dropped").alias("dropped"))


def _without_traces(
    plain: pl.DataFrame, masked: pl.DataFrame, run: Run, side: Side
) -> pl.DataFrame:
    """Return ``masked`` without what was made from a cell in which something is masked."""
    further = [name for name in masked.columns if name.startswith("compare_")]
    if run.info["key"] is None:  # such a run kept no hits that would tell where to look
        masked, further = masked.drop(further), []
    for name, made in _MADE_OF.items():
        is_touched = masked[name].ne_missing(plain[name])
        if is_touched.any():
            masked = masked.with_columns(
                pl.when(~is_touched).then(pl.col(column)).alias(column) for column in made
            )
    rows = (
        secrets_of(_with_harmless_terms(run.hits))
        .filter(pl.col("side") == side)["row"]
        .drop_nulls()
        .unique()
    )
    if further and rows.len():
        is_clean = ~pl.col("row").is_in(rows.implode())
        masked = masked.with_columns(pl.when(is_clean).then(pl.col(c)).alias(c) for c in further)
    return masked
