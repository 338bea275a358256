"""All that is told of the series of two lists, worked out once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl
from rapidfuzz import process

from disclosure_audit.config import Config
from disclosure_audit.errors import UsageError
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text
from disclosure_audit.normalise.characters import fold_text
from disclosure_audit.series.estimate import estimate
from disclosure_audit.series.gaps import extent_of, gaps_of
from disclosure_audit.series.presence import numbered, presence

_LONGEST_CODE = 60


@dataclass(frozen=True, slots=True)
class Account:
    """The series of a run."""

    extent: pl.DataFrame
    """One row per series (schema ``EXTENT``)."""
    gaps: pl.DataFrame
    """One row per range (schema ``GAPS``)."""
    apart: pl.DataFrame
    """``series``, ``serial`` and ``why`` (``voided`` or ``implausible``): serials that are no gaps."""
    estimate: pl.DataFrame
    """One row per year and one for all (schema ``ESTIMATE``)."""
    elsewhere: int
    """Numbered records of the catalog whose agency code the register does not send under; 0 where only
    some series are asked for."""


def make_account(
    register: pl.DataFrame,
    catalog: pl.DataFrame,
    repeats: pl.DataFrame,
    dispositions: pl.DataFrame,
    config: Config,
    *,
    agencies: tuple[str, ...] = (),
    years: tuple[int, ...] = (),
) -> Account:
    """Return the account of the series of ``agencies`` and ``years``; of all when empty.

    ``register`` and ``catalog`` are normalised records, ``repeats`` and ``dispositions`` what the
    audit made of them. Years are those of the series; the estimate counts
    the documents of these series.
    Raises ``UsageError`` for an agency code that has no series.
    """
    found = numbered(register, catalog, config)
    names = found.names
    if agencies:
        names = names.filter(pl.col("agency").is_in(_known(names, agencies)))
    if years:
        names = names.filter(pl.col("year").is_in(years))
    if agencies or years:
        rows = found.rows.join(names, on="series_no", how="semi", maintain_order="left")
        found = replace(found, rows=rows, names=names, elsewhere=0)
    present = presence(found, config)
    voided, implausible = pl.col("is_voided"), pl.col("is_implausible")
    why = pl.when(implausible).then(pl.lit("implausible")).otherwise(pl.lit("voided"))
    return Account(
        extent=extent_of(present, found),
        gaps=gaps_of(present, found, config),
        apart=present.filter(voided | implausible)
        .join(names, on="series_no", maintain_order="left")
        .select("series", "serial", why.alias("why")),
        estimate=estimate(register, catalog, found, present, repeats, dispositions),
        elsewhere=found.elsewhere,
    )


def _known(names: pl.DataFrame, agencies: tuple[str, ...]) -> list[str]:
    """Return the agency codes as the series have them."""
    known = names["agency"].unique().sort().to_list()
    asked = [fold_text(code).strip().upper() for code in agencies]
    for code, typed in zip(asked, agencies, strict=True):
        if code not in known:
            near = [match for match, *_ in process.extract(code, known, limit=3, score_cutoff=50)]
            raise UsageError(
                Text("no series has the agency code “{code}”", "没有机关代字为“{code}”的系列").fill(
                    code=visible(shorten(typed, _LONGEST_CODE))
                ),
                Text(f"did you mean {', '.join(near)}?", f"是否指：{'、'.join(near)}？")
                if near
                else Text("`series RUN` without --agency lists them all", "不加 --agency 的 `series RUN` 列出全部系列"),
            )  # fmt: skip
    return asked
