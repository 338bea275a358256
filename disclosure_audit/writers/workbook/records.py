"""Every record of a list with what became of it, and the links that a person must look at or made."""

from __future__ import annotations

import polars as pl

from disclosure_audit.language import Lang, Text
from disclosure_audit.names import SIDES
from disclosure_audit.paper import Paper
from disclosure_audit.review.sheets.sources import facts, percent
from disclosure_audit.schema.columns import Side
from disclosure_audit.writers.weights import name_weight
from disclosure_audit.writers.workbook import columns as c
from disclosure_audit.writers.workbook.lists import Listing

_FACTS = ("record_id", "doc_number", "title", "issuer", "issued_on", "published_on", "owner")
_REVIEWERS_OWN = "reviewer"


def records(paper: Paper, side: Side) -> Listing:
    """Return the records of one list by row, each with its disposition and its likeliest link.

    What the records say is null where the list could not be read again.
    """
    mine, other = f"{side}_row", "catalog_row" if side == "register" else "register_row"
    partners = (
        paper.links.sort("score", other, descending=[True, False])
        .unique(mine, keep="first", maintain_order=True)
        .select(mine, pl.col(other).alias("linked_row"), c.unsure(percent(pl.col("score"))))
    )  # fmt: skip
    known = facts(paper.texts, side, _FACTS).rename({f"{side}_{name}": name for name in _FACTS})
    frame = (
        paper.dispositions.filter(pl.col("side") == side)
        .select(pl.col("row").alias(mine), "disposition", "reason")
        .join(known, on=mine, how="left", maintain_order="left")
        .join(partners, on=mine, how="left", maintain_order="left")
    )
    columns = (
        c.row(mine, "row", "行"), c.DISPOSITION, c.DISPOSITION_REASON, c.RECORD, c.NUMBER, c.TITLE,
        c.ISSUER, c.ISSUED, c.day("published_on", "date published", "发布日期"), c.OWNER,
        c.row("linked_row", "its row there", "对应行"), c.LIKELIHOOD,
    )  # fmt: skip
    called = SIDES[side]
    about = Text(
        f"every record of the {called.en} and what became of it", f"{called.zh}全部记录及其去向"
    )
    title = Text(f"{called.en.capitalize()} records", f"{called.zh}记录")
    return Listing(title, about, columns, frame)


def links(paper: Paper) -> Listing:
    """Return the links that wait for a person and those that a person made, the surest first."""
    frame = paper.links.filter(
        (pl.col("status") == "review") | (pl.col("method") == _REVIEWERS_OWN)
    )
    for side in SIDES:
        key: Side = "register" if side == "register" else "catalog"
        known = facts(paper.texts, key, ("title", "doc_number"))
        frame = frame.join(known, on=f"{side}_row", how="left", maintain_order="left")
    frame = frame.sort("score", "register_row", "catalog_row", descending=[True, False, False])
    columns = (
        c.LINK, c.LIKELIHOOD, c.REGISTER_ROW, c.CATALOG_ROW,
        c.text("register_doc_number", "number in the register", "登记文号"),
        c.text("catalog_doc_number", "number in the catalog", "目录文号"),
        c.text("register_title", "title in the register", "登记标题"),
        c.text("catalog_title", "title in the catalog", "目录标题"), c.METHOD, c.EVIDENCE,
        c.text("reply", "one document? (yes, no)", "是否同一文件（是、否）"),
    )  # fmt: skip
    about = Text(
        "links that wait for a person, and those that reviewers made",
        "待人工核对的对应关系，以及审阅人建立的对应关系",
    )
    frame = frame.with_columns(
        c.unsure(percent(pl.col("score"))),
        pl.lit(None, dtype=pl.String).alias("reply"),
        _weighed(frame["evidence"], paper.lang),
    )
    return Listing(Text("Links to look at", "待核对应关系"), about, columns, frame)


def _weighed(evidence: pl.Series, lang: Lang) -> pl.Series:
    """Return ``evidence`` (String): each weight in words with its bits, in the order of the link."""
    pieces = (
        pl.DataFrame({"evidence": evidence})
        .with_row_index("link")
        .explode("evidence", empty_as_null=False, keep_nulls=False)
        .unnest("evidence")
    )
    words = {code: name_weight(code, lang) for code in pieces["name"].unique().to_list()}
    weighed = pl.format(
        "{} {}", pl.col("name").replace(words), pl.col("weight").round(1).cast(pl.String)
    )
    lines = pieces.group_by("link", maintain_order=True).agg(
        weighed.str.join("; ").alias("evidence")
    )
    return (
        pl.DataFrame({"link": pl.int_range(evidence.len(), dtype=pl.get_index_type(), eager=True)})
        .join(lines, on="link", how="left", maintain_order="left")
        .get_column("evidence")
    )
