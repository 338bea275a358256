"""The evidence of many findings in words, one line each."""

from __future__ import annotations

import polars as pl

from disclosure_audit.language import Lang
from disclosure_audit.writers.evidence import label, value


def in_lines(evidence: pl.Series, lang: Lang) -> pl.Series:
    """Return ``name: value; name: value`` of each finding (String), null where it has none.

    ``evidence`` has the dtype ``EVIDENCE``. What is empty is left out. Each piece that occurs is put
    into words once.
    """
    pieces = (
        pl.DataFrame({"evidence": evidence})
        .with_row_index("finding")
        .explode("evidence", empty_as_null=False, keep_nulls=False)
        .unnest("evidence")
        .filter(pl.col("value").fill_null("") != "")
    )
    known = pieces.select("name", "value").unique()
    colon, semicolon = ("：", "；") if lang == "zh" else (": ", "; ")
    words = [
        f"{label(name, lang)}{colon}{value(name, text, lang)}" for name, text in known.iter_rows()
    ]
    lines = (
        pieces.join(known.with_columns(said=pl.Series(words, dtype=pl.String)),
                    on=["name", "value"], how="left", maintain_order="left")
        .group_by("finding", maintain_order=True)
        .agg(pl.col("said").str.join(semicolon))
    )  # fmt: skip
    return (
        pl.DataFrame({"evidence": evidence})
        .select(pl.int_range(pl.len(), dtype=pl.get_index_type()).alias("finding"))
        .join(lines, on="finding", how="left", maintain_order="left")
        .get_column("said")
    )


def piece(name: str) -> pl.Expr:
    """Return one named piece of ``evidence`` as it is stored (String), null where there is none."""
    pieces = pl.col("evidence").list.filter(pl.element().struct.field("name") == name)
    return pieces.list.get(0, null_on_oob=True).struct.field("value")
