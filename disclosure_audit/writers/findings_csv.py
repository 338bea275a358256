"""The findings as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import polars as pl

from disclosure_audit.findings import FINDINGS
from disclosure_audit.language import Text
from disclosure_audit.writers.base import Format, Page
from disclosure_audit.writers.inert import inert
from disclosure_audit.writers.report import Report


def write(report: Report, page: Page) -> str:  # noqa: ARG001 - machines do not look at a page
    """Return one line per finding with the columns of ``FINDINGS``.

    ``evidence`` is ``name=value`` joined by ``; ``. A text cell that a spreadsheet would compute
    gets a leading ``'``, and a control character becomes U+FFFD. Lines end with a line feed; UTF-8 without byte order mark.
    """
    item = pl.element().struct
    evidence = pl.col("evidence").list.eval(
        pl.concat_str(item.field("name"), item.field("value").fill_null(""), separator="=")
    )
    texts = [name for name, dtype in FINDINGS.items() if dtype == pl.String] + ["evidence"]
    return (
        report.findings.with_columns(evidence.list.join("; ").alias("evidence"))
        .with_columns(inert(texts))
        .select(FINDINGS.keys())
        .write_csv()
    )


FORMAT = Format("csv", Text("the findings as CSV", "问题清单 CSV"), write, has_ids=True)
