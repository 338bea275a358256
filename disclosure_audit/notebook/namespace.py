"""``df.audit``: the parts of the tool for any Polars frame, outside a full scan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from disclosure_audit.config import Config
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.glyphs import visible
from disclosure_audit.intake import take_in
from disclosure_audit.language import Lang, Text, default_lang
from disclosure_audit.matching.link import Linkage, link
from disclosure_audit.matching.schema import LINKS, REPEATS
from disclosure_audit.normalise import dates, doc_number, index_number, text

if TYPE_CHECKING:
    from disclosure_audit.notebook.shown import Shown


@pl.api.register_dataframe_namespace("audit")
class AuditNamespace:
    """Reached as ``frame.audit``. Nothing here changes the frame or overwrites a column of it."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def parse_numbers(self, column: str, *, prefix: str = "") -> pl.DataFrame:
        """Return the frame with what a column of document numbers (发文字号) says.

        New columns: ``number_key`` String (the identity: equal for two spellings of one number),
        ``number_code`` String, ``number_year`` Int32, ``number_serial`` Int64, ``number_kind``
        String (``ordinary``, ``order``, ``announcement``, ``telegram``, ``other``), ``number_form``
        String (``canonical``, ``variant``, ``unparsable``; null where there is none),
        ``number_correction`` String (the spelling by GB/T 9704-2012), ``number_others``
        List(String). ``prefix`` stands before their names. Raises ``UsageError`` for a column that
        is not there, or one that would be overwritten.
        """
        return self._with(doc_number.parse_doc_numbers(self._text(column)), prefix)

    def parse_index_numbers(self, column: str, *, prefix: str = "") -> pl.DataFrame:
        """Return the frame with what a column of index numbers (索引号) says.

        New columns: ``index_key`` String, ``index_form`` String (``guideline``, ``credit_code``,
        ``local``, ``malformed``), ``index_org`` String, ``index_year`` Int32, ``index_serial``
        Int64, ``index_check`` Boolean (the check character is right; null without one). Raises as
        :meth:`parse_numbers`.
        """
        return self._with(index_number.parse_index_numbers(self._text(column)), prefix)

    def parse_dates(self, column: str, *, prefix: str = "") -> pl.DataFrame:
        """Return the frame with the dates that a column holds, in whatever way they are written.

        New columns: ``date`` Date; ``date_flag`` String, null or why the cell is not believed
        (``unparsable``, ``sentinel``, ``impossible``, ``two_digit_year``, ``incomplete``,
        ``out_of_range``). Raises as :meth:`parse_numbers`.
        """
        return self._with(dates.parse_dates(self._column(column)), prefix)

    def fold_titles(self, column: str, *, prefix: str = "") -> pl.DataFrame:
        """Return the frame with its titles folded, as they are compared.

        New columns, all String: ``norm_title`` (width, blanks, punctuation, tags, case),
        ``norm_title_head`` (the body that speaks; null where none does), ``norm_title_core``
        (without it, and without 的通知 at the end), ``title_numbers`` (joined by ``|``). Raises as
        :meth:`parse_numbers`.
        """
        folded = text.fold_titles(self._text(column))
        made = [folded, *text.split_titles(folded), text.title_numbers(folded)]
        return self._with(pl.DataFrame(made), prefix)

    def link(
        self,
        other: pl.DataFrame,
        config: Config | None = None,
        *,
        columns: Mapping[str, str] | None = None,
        other_columns: Mapping[str, str] | None = None,
        refused: bool = False,
    ) -> pl.DataFrame:
        """Return which rows of this frame and of ``other`` describe one document.

        Columns are found by their headers; ``columns`` and ``other_columns`` (canonical column ->
        header) say it where they are not, as in ``{"title": "名称"}``.

        Returns:
            ``register_row`` UInt32 (row of this frame, from 0), ``catalog_row`` UInt32 (row of
            ``other``), ``method`` String, ``score`` Float64 (bits: log2 of the odds), ``status``
            String (``certain``, ``probable``, ``review``), ``evidence`` List(Struct(name String,
            weight Float64)) that adds up to the score; by rows. With ``refused`` also the nearest
            pairs that are no links: their ``status`` is null and ``veto`` String says why.

        Raises:
            InputError: a frame has no column of titles or numbers, or no rows.
            UsageError: a header that is not there.
        """
        found = _link(self._frame, other, config or Config(), columns or {}, other_columns or {})
        order = ["register_row", "catalog_row"]
        if not refused:
            return found.links.select(LINKS.keys()).sort(order)
        both = pl.concat([found.links, found.candidates], how="diagonal")
        return both.select(*LINKS, "veto").sort([*order, "veto"])

    def repeats(
        self, config: Config | None = None, *, columns: Mapping[str, str] | None = None
    ) -> pl.DataFrame:
        """Return the rows that describe a document which another row describes already.

        Returns:
            ``row, of_row`` UInt32 (from 0; ``of_row`` is the one published or made first),
            ``kind`` String (``exact``: title, number and dates are equal; ``near``), ``score``
            Float64 (bits); by row.

        Raises as :meth:`link` does.
        """
        nothing = self._frame.clear()
        given = columns or {}
        found = _link(self._frame, nothing, config or Config(), given, given)
        mine = found.repeats.filter(pl.col("side") == "register")
        return mine.select(name for name in REPEATS if name != "side").sort("row")

    def show(self, n: int = 20, *, lang: Lang | None = None) -> Shown:
        """Return the first ``n`` rows (500 at most), shown with codes by their names."""
        from disclosure_audit.notebook.shown import Shown

        return Shown(self._frame, n, lang or default_lang())

    # -- within -----------------------------------------------------------------------------------

    def _column(self, name: str) -> pl.Series:
        if name not in self._frame.columns:
            there = ", ".join(visible(column) for column in self._frame.columns)
            raise UsageError(
                Text(f"there is no column “{visible(name)}”", f"没有“{visible(name)}”列"),
                Text(f"columns: {there}", f"现有列：{there}"),
            )
        return self._frame[name]

    def _text(self, name: str) -> pl.Series:
        return self._column(name).cast(pl.String)

    def _with(self, made: pl.DataFrame, prefix: str) -> pl.DataFrame:
        made = made.rename({name: prefix + name for name in made.columns})
        if taken := [visible(name) for name in made.columns if name in self._frame.columns]:
            names = ", ".join(taken)
            raise UsageError(
                Text(f"the frame has these columns already: {names}", f"已有这些列：{names}"),
                Text("give a prefix='…' to name the new ones", "请用 prefix='…' 另取名字"),
            )
        return self._frame.hstack(made)


def _link(
    one: pl.DataFrame,
    other: pl.DataFrame,
    config: Config,
    columns: Mapping[str, str],
    other_columns: Mapping[str, str],
) -> Linkage:
    """Return how two frames link, the first taken for the register."""
    if one.is_empty():
        raise InputError(
            Text("the frame has no rows", "没有数据行"),
            Text("check how it was made", "请检查数据来源"),
        )
    given = {
        "register": {**config.columns.register, **columns},
        "catalog": {**config.columns.catalog, **other_columns},
    }
    named = config.columns.model_copy(update=given)
    config = config.model_copy(update={"columns": named})
    register = take_in(one, "register", config).records
    catalog = take_in(other, "catalog", config).records
    return link(register, catalog, config.matching)
