"""Helpers for notebooks: an audit that shows itself, and ``df.audit`` for every Polars frame.

Nothing here needs more than the tool itself; charts and the review widget need the extra
``notebook`` and say so in one line where it is missing.
"""

from disclosure_audit.notebook import namespace as namespace  # registers df.audit
from disclosure_audit.notebook.audit import Audit, load, scan
from disclosure_audit.notebook.comparison import Comparison
from disclosure_audit.notebook.evaluated import Evaluated
from disclosure_audit.notebook.explained import Explained
from disclosure_audit.notebook.shown import Shown

__all__ = ["Audit", "Comparison", "Evaluated", "Explained", "Shown", "load", "scan"]
