"""Findings over runs: whether a catalog gets better from one audit to the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import polars as pl

from disclosure_audit import run
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import SEVERITIES, name
from disclosure_audit.notebook.charts import theme
from disclosure_audit.notebook.charts.theme import INKS, Mode, dress, make_data
from disclosure_audit.notebook.extra import need

if TYPE_CHECKING:
    from altair.typing import ChartType

MOST_RUNS = 36

_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "position": pl.UInt32,
    "run": pl.String,
    "as_of": pl.Date,
    "severity": pl.String,
    "findings": pl.UInt32,
    "new": pl.UInt32,
    "gone": pl.UInt32,
}
_SEVERITIES = pl.DataFrame({"severity": list(SEVERITIES)})

_TITLE = Text("Findings over {n} runs", "{n} 次运行的问题数")
_SUBTITLE = Text(
    "{first:,} findings as of {start}, {last:,} as of {end}. The worst severity stands at the foot.",
    "截至 {start} 有 {first:,} 个问题，截至 {end} 有 {last:,} 个。最严重的在最下。",
)
_NEW = Text(
    " In the last run {new:,} are new and {gone:,} of the run before are gone.",
    "最近一次新增 {new:,} 个，上一次的问题中有 {gone:,} 个已消除。",
)
_OTHER_KEY = Text(
    " Some runs were made with another key, so new findings cannot be told from known ones.",
    "部分运行使用了不同的密钥，无法区分新增与已知的问题。",
)
_CUT = Text(" Shown are the last {n}.", "图中为最近 {n} 次。")
_ONE_TITLE = Text("Findings of one run", "一次运行的问题数")
_ONE = Text(
    "{last:,} findings as of {end}. The worst severity stands at the foot.",
    "截至 {end} 有 {last:,} 个问题。最严重的在最下。",
)
_NONE = Text("No run was given.", "未给出任何运行结果。")
_RUN, _FINDINGS, _NEW_ONES, _SEVERITY = (
    Text("as of", "截至"),
    Text("findings", "问题数"),
    Text("of these new", "其中新增"),
    Text("severity", "严重程度"),
)


class AuditLike(Protocol):
    """What is asked of an audit."""

    @property
    def findings(self) -> pl.DataFrame:
        """Schema :data:`disclosure_audit.findings.FINDINGS`."""

    @property
    def as_of(self) -> dt.date:
        """The day on which the audit looks."""

    @property
    def key_name(self) -> str | None:
        """Names the key of the findings' ids."""


def findings_over_runs_data(runs: Iterable[AuditLike | run.Run | Path | str]) -> pl.DataFrame:
    """Return how many findings of each severity each run has, the oldest run first.

    ``runs`` are audits, or folders of runs. Columns: ``position`` (UInt32, from 0), ``run`` (String:
    the day of the audit, numbered where several have the same), ``as_of`` (Date), ``severity``
    (String, worst first; every one for every run), ``findings``, ``new`` and ``gone`` (UInt32:
    findings the run before did not have, and those it had; null for the first run and where the keys
    of the two differ). Raises ``InputError`` for a folder that holds no run.
    """
    found = sorted((_open(one) for one in runs), key=lambda one: one[0])
    taken: dict[str, int] = {}
    parts = [pl.DataFrame(schema=_SCHEMA)]
    for position, (as_of, key, findings) in enumerate(found):
        day = as_of.isoformat()
        taken[day] = taken.get(day, 0) + 1
        before = found[position - 1] if position else None
        known = before[2] if before and before[1] == key else None
        counted = _SEVERITIES.with_columns(
            pl.lit(position, dtype=pl.UInt32).alias("position"),
            pl.lit(day if taken[day] == 1 else f"{day} ({taken[day]})").alias("run"),
            pl.lit(as_of).alias("as_of"),
        )
        changes: dict[str, pl.DataFrame | None] = {"findings": findings, "new": None, "gone": None}
        if known is not None:
            changes["new"] = findings.join(known, on="finding_id", how="anti")
            changes["gone"] = known.join(findings, on="finding_id", how="anti")
        for column, frame in changes.items():
            if frame is None:
                counted = counted.with_columns(pl.lit(None, dtype=pl.UInt32).alias(column))
                continue
            counts = frame.group_by("severity").agg(pl.len().cast(pl.UInt32).alias(column))
            counted = counted.join(counts, on="severity", how="left", maintain_order="left")
            counted = counted.with_columns(pl.col(column).fill_null(0))
        parts.append(counted.select(_SCHEMA.keys()))
    return pl.concat(parts)


def make(
    runs: Iterable[AuditLike | run.Run | Path | str], *, lang: Lang, mode: Mode = "light"
) -> ChartType:
    """Return one bar for each run, stacked by severity."""
    data = findings_over_runs_data(runs)
    alt = need("altair")
    ink = INKS[mode]
    count = data["position"].n_unique()
    shown = data.filter(pl.col("position") >= max(0, count - MOST_RUNS)).with_columns(
        pl.col("severity").replace_strict(
            list(SEVERITIES), range(len(SEVERITIES)), return_dtype=pl.Int8
        ).alias("rank"),
        pl.col("severity").replace_strict(
            list(SEVERITIES), [name(SEVERITIES, code, lang) for code in SEVERITIES],
            return_dtype=pl.String,
        ),
    )  # fmt: skip
    names = [name(SEVERITIES, code, lang) for code in SEVERITIES]
    totals = shown.group_by("run", "position").agg(pl.col("findings").sum()).sort("position")
    x = alt.X("run:N", title=None, sort=totals["run"].to_list(),
              scale=alt.Scale(paddingInner=0.3, paddingOuter=0.3),
              axis=alt.Axis(labelAngle=0 if totals.height <= 8 else -50, ticks=False))  # fmt: skip
    bars = (
        alt.Chart(make_data(alt, shown.drop("as_of")))
        .mark_bar(stroke=ink.paper, strokeWidth=1)
        .encode(
            x=x,
            y=alt.Y("findings:Q", title=_FINDINGS.to(lang), stack="zero",
                    axis=alt.Axis(format=",d", tickMinStep=1, domain=False)),
            order=alt.Order("rank:Q"),
            color=alt.Color("severity:N", title=_SEVERITY.to(lang),
                            scale=alt.Scale(domain=names, range=list(theme.SEVERITIES[mode].values()))),
            tooltip=[alt.Tooltip("run:N", title=_RUN.to(lang)),
                     alt.Tooltip("severity:N", title=_SEVERITY.to(lang)),
                     alt.Tooltip("findings:Q", title=_FINDINGS.to(lang), format=",d"),
                     alt.Tooltip("new:Q", title=_NEW_ONES.to(lang), format=",d")],
        )
    )  # fmt: skip
    words = (
        alt.Chart(make_data(alt, totals))
        .mark_text(dy=-6, baseline="bottom", fontWeight=600, color=ink.text)
        .encode(x=x, y="findings:Q", text=alt.Text("findings:Q", format=",d"))
    )
    chart = alt.layer(bars, words).properties(
        width=min(720, max(260, 74 * totals.height)), height=280
    )
    title = (_ONE_TITLE if count == 1 else _TITLE).to(lang, n=count)
    return dress(chart, title, _subtitle(data, count, lang), mode, cells=86)


def _open(one: AuditLike | run.Run | Path | str) -> tuple[dt.date, str, pl.DataFrame]:
    """Return day, name of the key and findings."""
    if isinstance(one, str | Path):
        one = run.read(Path(one))
    if isinstance(one, run.Run):
        return dt.date.fromisoformat(one.info["as_of"]), str(one.info["key"]), one.findings
    return one.as_of, str(one.key_name), one.findings


def _subtitle(data: pl.DataFrame, count: int, lang: Lang) -> str:
    if not count:
        return _NONE.to(lang)
    sums = data.group_by("position", "as_of", maintain_order=True).agg(
        pl.col("findings").sum(), pl.col("new").sum(), pl.col("gone").sum(),
        pl.col("new").null_count().alias("unknown"),
    )  # fmt: skip
    first, last = sums.row(0, named=True), sums.row(-1, named=True)
    said = (_SUBTITLE if count > 1 else _ONE).to(
        lang,
        first=first["findings"],
        start=first["as_of"],
        last=last["findings"],
        end=last["as_of"],
    )
    if count > 1:
        is_known = not last["unknown"]
        said += (
            _NEW.to(lang, new=last["new"], gone=last["gone"]) if is_known else _OTHER_KEY.to(lang)
        )
    return said + (_CUT.to(lang, n=MOST_RUNS) if count > MOST_RUNS else "")
