"""The findings as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import polars as pl

from disclosure_audit.findings import FINDINGS
from disclosure_audit.language import Text
from disclosure_audit.writers.base import Format, Page
from disclosure_audit.writers.report import Report

_FORMULA = r"^([=+\-@\t\r＝＋－＠])"
"""What makes a spreadsheet compute a cell instead of showing it (OWASP, CSV Injection)."""

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]"
"""What could steer a terminal that the file is shown on, or turn text around. Tabs and line ends
stay."""


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
        .with_columns(
            pl.col(texts).str.replace_all(_CONTROL, "\ufffd").str.replace(_FORMULA, "'$1")
        )
        .select(FINDINGS.keys())
        .write_csv()
    )


FORMAT = Format("csv", Text("the findings as CSV", "问题清单 CSV"), write, has_ids=True)
