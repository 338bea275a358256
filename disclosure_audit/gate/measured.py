"""What the measures of a gate come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import polars as pl

from disclosure_audit.config import Severity
from disclosure_audit.dispositions import OF_SIDE
from disclosure_audit.gate.conditions import Condition
from disclosure_audit.gate.inputs import changed_inputs
from disclosure_audit.gate.standing import Standing
from disclosure_audit.language import Text
from disclosure_audit.schema.columns import SIDES

_PUBLIC = ("published", "published_differs")
_DUE = (*_PUBLIC, "omitted", "needs_review")


@dataclass(frozen=True)
class Measured:
    """A number, what it is a share of, and what it is made of."""

    count: int
    base: int | None = None
    """What a percentage is of; ``None`` where the number has none."""
    findings: pl.DataFrame | None = field(default=None, repr=False)
    """The findings that were counted (columns of ``Standing.counted``)."""
    records: pl.DataFrame | None = field(default=None, repr=False)
    """The records that were counted (``side``, ``row``)."""
    others: tuple[Text, ...] = ()
    """What was counted, where it is neither: waivers, inputs."""
    share: Fraction | None = None
    """The share, where it is not simply the number by its base."""

    def value(self, *, is_share: bool) -> Fraction | None:
        """Return the number or the share; ``None`` where there is nothing to be a share of."""
        if not is_share:
            return Fraction(self.count)
        if self.share is not None:
            return self.share
        return Fraction(self.count, self.base) if self.base else None


def measure(condition: Condition, standing: Standing, folder: Path | None = None) -> Measured:
    """Return what the measure of ``condition`` comes to; ``folder`` is that of the run."""
    key = condition.key
    if key in _BY_KEY:
        return _BY_KEY[key](standing)
    if key == "changed inputs":
        changed = tuple(changed_inputs(standing.paper, folder))
        return Measured(len(changed), others=changed)
    if key == "rules":
        family = pl.col("rule").str.replace(r"[0-9]+$", "")
        wanted = list(condition.names)
        return _of_findings(
            standing,
            standing.counted.filter(pl.col("rule").is_in(wanted) | family.is_in(wanted)),
        )
    if key == "severity":
        worse = [str(s) for s in Severity if s.rank >= Severity(condition.names[0]).rank]
        return _of_findings(standing, standing.counted.filter(pl.col("severity").is_in(worse)))
    return _disposition(standing, key)


def _of_findings(standing: Standing, found: pl.DataFrame) -> Measured:
    """Return how many they are, and the larger of their shares of the records of a list."""
    shares = [Fraction(0)] if standing.paper.control_totals else []
    for side in SIDES:
        told, records = int((found["side"] == side).sum()), _records(standing, side)
        if records:
            shares.append(Fraction(told, records))
    return Measured(found.height, None, found, share=max(shares, default=None))


def _records(standing: Standing, side: str) -> int:
    return sum(standing.paper.control_totals[side]["dispositions"].values())


def _disposition(standing: Standing, code: str) -> Measured:
    totals = standing.paper.control_totals
    sides = [side for side in SIDES if code in OF_SIDE[side]]
    rows = standing.paper.dispositions.filter(pl.col("disposition") == code)
    return Measured(
        sum(totals[side]["dispositions"].get(code, 0) for side in sides),
        sum(_records(standing, side) for side in sides),
        records=rows.select("side", "row"),
    )


def _coverage(standing: Standing) -> Measured:
    fates = standing.paper.control_totals["register"]["dispositions"]
    missing = pl.col("disposition").is_in(["omitted", "needs_review"])
    rows = standing.paper.dispositions.filter(missing, pl.col("side") == "register")
    return Measured(
        sum(fates.get(code, 0) for code in _PUBLIC),
        sum(fates.get(code, 0) for code in _DUE),
        records=rows.sort(pl.col("disposition") != "omitted", "row").select("side", "row"),
    )


def _rejected(standing: Standing) -> Measured:
    totals = standing.paper.control_totals
    return Measured(
        sum(totals[side]["rejected"] for side in SIDES), sum(totals[side]["read"] for side in SIDES)
    )


def _possible_loss(standing: Standing) -> Measured:
    return Measured(int(standing.paper.control_totals["possible_loss"]))


def _review(standing: Standing, status: str) -> Measured:
    found = standing.counted.filter(pl.col("status") == status)
    return Measured(found.height, standing.counted.height + standing.decided, found)


def _file_waivers_expired(standing: Standing) -> Measured:
    expired = standing.waivers.expired(standing.today) if standing.waivers else ()
    said = tuple(
        Text(
            f"{waiver.place.en}: {waiver.target}, ran out after {waiver.expires}",
            f"{waiver.place.zh}：{waiver.target}，{waiver.expires} 到期",
        )
        for waiver in expired
    )
    return Measured(len(expired), others=said)


def _waivers_expired(standing: Standing) -> Measured:
    of_file = _file_waivers_expired(standing)
    return Measured(
        of_file.count + standing.run_out.height, findings=standing.run_out, others=of_file.others
    )


def _waivers_invalid(standing: Standing) -> Measured:
    faults = standing.waivers.faults if standing.waivers else ()
    said = tuple(
        Text(f"{fault.text.en} ({fault.hint.en})", f"{fault.text.zh}（{fault.hint.zh}）")
        for fault in faults
    )
    return Measured(len(faults), others=said)


def _baseline_stale(standing: Standing) -> Measured:
    if standing.comparison is None:
        return Measured(0)
    gone = standing.comparison.gone
    said = tuple(
        Text(*[f"{rule} {one}"] * 2)
        for rule, one in gone.head(5).select("rule", "finding_id").iter_rows()
    )
    return Measured(int(gone["count"].sum()), others=said)  # fmt: skip


_BY_KEY: dict[str, Callable[[Standing], Measured]] = {
    "coverage": _coverage,
    "rejected": _rejected,
    "possible_loss": _possible_loss,
    "findings": lambda standing: _of_findings(standing, standing.counted),
    "new": lambda standing: _of_findings(standing, standing.new),
    "review open": lambda standing: _review(standing, "open"),
    "review confirmed": lambda standing: _review(standing, "confirmed"),
    "waiver expired": _waivers_expired,
    "file waiver expired": _file_waivers_expired,
    "waiver invalid": _waivers_invalid,
    "baseline stale": _baseline_stale,
}
