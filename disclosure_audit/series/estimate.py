"""How many documents neither list holds, by what each list holds of the other (capture-recapture)."""

from __future__ import annotations

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.series.presence import Numbered

ESTIMATE: dict[str, type[pl.DataType]] = {
    "year": pl.Int32,
    "in_register": pl.Int64,
    "in_catalog": pl.Int64,
    "in_both": pl.Int64,
    "documents": pl.Float64,
    "standard_error": pl.Float64,
    "unseen": pl.Float64,
    "unseen_low": pl.Float64,
    "unseen_high": pl.Float64,
}
"""Schema of :func:`estimate`."""

FEWEST_IN_BOTH = 7
"""Below it Chapman's estimator is biased downwards (Robson and Regier 1964)."""

ASSUMPTIONS: tuple[Text, ...] = (
    Text(
        "Counted are documents with a number in a series of the office that ought to be in both "
        "lists: registered, sent, neither withheld nor on request nor classified, in scope and due; "
        "published and not repeated. Records that wait for review are left out.",
        "计入的是文号属于本机关系列、理应两份清单都有的文件：已登记的发文，非不予公开、依申请公开或涉密，"
        "在审计范围内且已到期限；已公开且非重复。待人工核对的记录不计。",
    ),
    Text(
        "The estimate holds if the two lists came about independently of each other, every document "
        "had the same chance of entering a list, no document came or went in between, and the links "
        "are right.",
        "估计成立的前提：两份清单各自独立形成；每份文件进入某一清单的机会相同；其间文件总数不变；对应关系无误。",
    ),
    Text(
        "Do not use it as a count where the catalog is made from the register: what the register "
        "forgot the catalog forgets as well, so the lists agree too well and the true number is "
        "higher. Read it as a lower bound.",
        "公开目录如系依登记簿编制，则不得作为实数引用：登记簿漏记的，目录也会漏，两份清单过于一致，"
        "真实数量更高。只能视为下限。",
    ),
    Text(
        f"Nothing is estimated where fewer than {FEWEST_IN_BOTH} documents are in both lists, and no "
        "interval is given where one list holds all of the other. A gap in a series is the better "
        "evidence: it names the serial.",
        f"两份清单共有文件不足 {FEWEST_IN_BOTH} 件时不作估计；一份清单包含另一份的全部时不给区间。"
        "序号缺号是更好的线索：它指明了是哪一号。",
    ),
)
"""What must be said beside every estimate, in plain words."""

_Z = 1.959963984540054
_SHOULD_BE_PUBLIC = ("published", "published_differs", "omitted")


def estimate(
    register: pl.DataFrame,
    catalog: pl.DataFrame,
    found: Numbered,
    present: pl.DataFrame,
    repeats: pl.DataFrame,
    dispositions: pl.DataFrame,
) -> pl.DataFrame:
    """Return the estimate by year, and last for all years (``year`` null; schema ``ESTIMATE``).

    Args:
        register: normalised records; catalog: the same.
        found: the serials by record (:func:`disclosure_audit.series.presence.numbered`).
        present: each serial once (:func:`disclosure_audit.series.presence.presence`).
        repeats: records whose document an earlier one describes (``REPEATS`` of matching).
        dispositions: what became of each record.

    Only documents are counted that ought to be in both lists (:data:`ASSUMPTIONS`), by the year in
    their number, else that of their date. ``in_both`` are those that are linked.

    With ``n1`` in the register, ``n2`` in the catalog and ``m`` in both, the number of all documents
    is Chapman's ``(n1 + 1)(n2 + 1) / (m + 1) - 1`` with the variance
    ``(n1 + 1)(n2 + 1)(n1 - m)(n2 - m) / ((m + 1)^2 (m + 2))`` (Chapman 1951; Seber 1970).
    ``unseen`` are those in neither list; its interval at 95 % is log-normal,
    ``unseen / C`` to ``unseen * C`` with ``C = exp(1.96 sqrt(ln(1 + variance / unseen^2)))`` (Chao
    1987; compared with others by Sadinle 2009), and never reaches below what was seen. It is null
    where one list holds all of the other: no width can be told then. Where fewer than 7 documents
    are in both lists the columns from ``documents`` on are null.
    """
    sound = present.filter(~pl.col("is_implausible")).select("series_no", "serial")
    numbered = found.rows.join(
        sound, on=["series_no", "serial"], how="semi", maintain_order="left"
    ).unique(["side", "row"], keep="first", maintain_order=True)
    later = repeats.select("side", "row")
    judged = (
        numbered.join(found.names.select("series_no", "year"), on="series_no")
        .select("side", "row", "year")
        .join(dispositions.select("side", "row", "disposition"), on=["side", "row"])
        .join(later, on=["side", "row"], how="anti")
    )
    kept_back = pl.any_horizontal("is_withheld", "is_on_request", "is_classified")
    made = pl.coalesce("issued_on", "published_on").dt.year().cast(pl.Int32).alias("_made")
    fate = pl.col("disposition")
    registered = judged.filter(pl.col("side") == "register", fate.is_in(_SHOULD_BE_PUBLIC)).join(
        register.filter(~kept_back.fill_null(value=False)).select("row", made), on="row"
    )
    published = judged.filter(pl.col("side") == "catalog", fate == "unregistered").join(
        catalog.select("row", made), on="row"
    )
    counts = (
        pl.concat([registered, published])
        .with_columns(pl.coalesce("year", "_made").alias("year"))
        .group_by("year")
        .agg(
            (fate == "omitted").sum().cast(pl.Int64).alias("_register_only"),
            (fate == "unregistered").sum().cast(pl.Int64).alias("_catalog_only"),
            fate.is_in(_SHOULD_BE_PUBLIC[:2]).sum().cast(pl.Int64).alias("in_both"),
        )
    )
    whole = counts.select(pl.lit(None, pl.Int32).alias("year"), pl.exclude("year").sum())
    by_year = counts.filter(pl.col("year").is_not_null()).sort("year")
    both = pl.col("in_both")
    return capture_recapture(
        pl.concat([by_year, whole]).select(
            "year",
            (both + pl.col("_register_only")).alias("in_register"),
            (both + pl.col("_catalog_only")).alias("in_catalog"),
            "in_both",
        )
    )


def capture_recapture(counts: pl.DataFrame) -> pl.DataFrame:
    """Return ``counts`` (``in_register``, ``in_catalog``, ``in_both``) with the estimate (``ESTIMATE``)."""
    one, other, both = (
        pl.col(f"in_{name}").cast(pl.Float64) for name in ("register", "catalog", "both")
    )
    unseen = (one - both) * (other - both) / (both + 1)
    variance = (
        (one + 1) * (other + 1) * (one - both) * (other - both) / ((both + 1) ** 2 * (both + 2))
    )
    # where one list holds all of the other the variance is 0, which is no certainty
    width = pl.when(unseen > 0).then((_Z * (1 + variance / unseen**2).log().sqrt()).exp())
    columns = {
        "documents": one + other - both + unseen,
        "standard_error": variance.sqrt(),
        "unseen": unseen,
        "unseen_low": unseen / width,
        "unseen_high": unseen * width,
    }
    enough = pl.col("in_both") >= FEWEST_IN_BOTH
    return counts.with_columns(
        *(pl.when(enough).then(value).alias(name) for name, value in columns.items())
    ).select(pl.col(name).cast(dtype) for name, dtype in ESTIMATE.items())  # fmt: skip
