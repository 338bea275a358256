"""The series of a run: its lists are read again, because a run holds no numbers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import polars as pl

from disclosure_audit.config import Config
from disclosure_audit.errors import InputError
from disclosure_audit.language import Text
from disclosure_audit.names import SIDES as SIDE_NAMES
from disclosure_audit.recall.lists import hide_secrets, recall
from disclosure_audit.run import Run
from disclosure_audit.schema.columns import SIDES, Side
from disclosure_audit.series.account import Account, make_account


def account_of(run: Run, *, agencies: tuple[str, ...] = (), years: tuple[int, ...] = ()) -> Account:
    """Return the account of the series of ``run``.

    ``agencies`` and ``years`` narrow it (:func:`disclosure_audit.series.account.make_account`). Raises
    ``InputError`` if a list cannot be read again, ``UsageError`` for an unknown agency code.
    """
    with ThreadPoolExecutor(2) as readers:  # the two lists are read side by side
        records = dict(
            zip(SIDES, readers.map(lambda side: _records(run, side), SIDES), strict=True)
        )
    return make_account(
        records["register"],
        records["catalog"],
        run.repeats,
        run.dispositions,
        Config.model_validate(run.info["settings"]),
        agencies=agencies,
        years=years,
    )


def _records(run: Run, side: Side) -> pl.DataFrame:
    """Return the records of one list, with secrets blotted out as the rules saw them."""
    found = recall(run, side)
    if isinstance(found, Text):
        name = SIDE_NAMES[side]
        raise InputError(
            Text(f"the {name.en} cannot be read again: {found.en}",
                 f"无法重新读取{name.zh}：{found.zh}"),
            Text("put the file back where it lay, or scan the lists anew",
                 "请将文件放回原处，或重新扫描"),
        )  # fmt: skip
    if run.info["settings"]["reveal"]:
        return found.records
    return hide_secrets(run, side, found.records)
