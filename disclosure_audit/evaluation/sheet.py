"""The sample as a sheet to label: both records side by side, and an empty column ``same``."""

from __future__ import annotations

import polars as pl

from disclosure_audit.errors import InputError
from disclosure_audit.evaluation.sheet_cells import write_cells
from disclosure_audit.evaluation.strata import ASKED_SIDE
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import SIDES as SIDE_NAMES
from disclosure_audit.recall import FACTS, Texts
from disclosure_audit.schema.columns import SIDES

QUESTIONS: dict[str, Text] = {
    "omitted": Text(
        "Is the registered document in the catalog after all (here or elsewhere)?",
        "登记的这份文件其实已在目录中公开吗（右侧所列或别处）？",
    ),
    "unregistered": Text(
        "Is the published document in the register after all (here or elsewhere)?",
        "公开的这份文件其实已在登记簿中吗（左侧所列或别处）？",
    ),
}
_PAIR_QUESTION = Text("Do both describe one document?", "两条记录是同一份文件吗？")
SHEET: tuple[str, ...] = (
    "same", "question",
    *(f"{side}_{fact}" for fact in FACTS for side in SIDES),
    "register_row", "catalog_row", "stratum", "stratum_size", "weight", "seed", "note",
)  # fmt: skip
"""Columns of the sheet. ``same`` and ``note`` are empty."""


def write_sheet(drawn: pl.DataFrame, texts: Texts, seed: int, lang: Lang) -> str:
    """Return the sheet for a drawn sample (:func:`lay_out_pairs`) as CSV.

    Safe to open in a spreadsheet (:mod:`disclosure_audit.evaluation.sheet_cells`).
    """
    return write_cells(lay_out_pairs(drawn, texts, seed, lang))


def lay_out_pairs(drawn: pl.DataFrame, texts: Texts, seed: int, lang: Lang) -> pl.DataFrame:
    """Return the sheet for a drawn sample (schema ``DRAWN``) with the columns ``SHEET``.

    Raises ``InputError`` if the texts could not be read: nobody can judge rows by number.
    """
    for side, why in texts.missing.items():
        name = SIDE_NAMES[side]
        raise InputError(
            Text(f"the texts of the {name.en} cannot be shown: {why.en}",
                 f"无法显示{name.zh}的内容：{why.zh}"),
            Text("put the file back as it was, or scan again and draw from the new run",
                 "请恢复原文件，或重新扫描后再抽样"),
        )  # fmt: skip
    for side in SIDES:
        facts = texts.records[side].select(
            pl.col("row").alias(f"{side}_row"),
            *(pl.col(fact).cast(pl.String).alias(f"{side}_{fact}") for fact in FACTS),
        )
        drawn = drawn.join(facts, on=f"{side}_row", how="left", maintain_order="left")
    question = pl.col("stratum").replace_strict(
        {name: QUESTIONS[name].to(lang) for name in ASKED_SIDE},
        default=_PAIR_QUESTION.to(lang),
        return_dtype=pl.String,
    )
    return drawn.with_columns(
        question.alias("question"),
        pl.lit(seed).alias("seed"),
        pl.col("weight").round(6),
        *(pl.lit(None, dtype=pl.String).alias(name) for name in ("same", "note")),
    ).select(SHEET)
