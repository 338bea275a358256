"""The series and the estimate as JSON."""

from __future__ import annotations

from typing import Any

from disclosure_audit.language import Lang
from disclosure_audit.series.account import Account
from disclosure_audit.series.estimate import ASSUMPTIONS
from disclosure_audit.writers.json_text import dump
from disclosure_audit.writers.series_rows import MISSING, series_rows

FORMAT_VERSION = 1
_NAMES = (
    "series",
    "agency",
    "kind",
    "year",
    "first",
    "last",
    "in_register",
    "in_catalog",
    "in_both",
)
_DECIMALS = 4


def write(account: Account, lang: Lang) -> str:
    """Return ``{"format_version", "series", "estimate", "assumptions", "elsewhere"}``.

    A series has ``missing`` with ``register``, ``catalog`` and ``both``, each with ``count`` and
    ``ranges`` (pairs of first and last serial, whole), and the lists ``voided`` and
    ``implausible``. In the estimate ``year`` is null for all years together, and numbers that cannot
    be estimated are null. ``elsewhere`` counts the catalog's records of other agency codes.
    """
    return (
        dump(
            {
                "format_version": FORMAT_VERSION,
                "series": [_series(row) for row in series_rows(account).iter_rows(named=True)],
                "estimate": [
                    {name: _rounded(value) for name, value in row.items()}
                    for row in account.estimate.iter_rows(named=True)
                ],
                "assumptions": [text.to(lang) for text in ASSUMPTIONS],
                "elsewhere": account.elsewhere,
            },
            indent=1,
        )
        + "\n"
    )


def _series(row: dict[str, Any]) -> dict[str, Any]:
    missing = {
        where: {
            "count": row[f"missing_{where}"],
            "ranges": [[r["serial_from"], r["serial_to"]] for r in row[f"ranges_{where}"]],
        }
        for where in MISSING
    }
    return {
        **{name: row[name] for name in _NAMES},
        "missing": missing,
        "voided": row["voided"],
        "implausible": row["implausible"],
    }


def _rounded(value: Any) -> Any:
    return round(value, _DECIMALS) if isinstance(value, float) else value
