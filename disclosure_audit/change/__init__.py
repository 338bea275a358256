"""What changed between two runs: records, what became of them, findings."""

from disclosure_audit.change.comparison import Change, compare_runs
from disclosure_audit.change.entries import PARTS, Part, differs_in, entries
from disclosure_audit.change.lists import Listed, ReadList, read_run

__all__ = [
    "PARTS",
    "Change",
    "Listed",
    "Part",
    "ReadList",
    "compare_runs",
    "differs_in",
    "entries",
    "read_run",
]
