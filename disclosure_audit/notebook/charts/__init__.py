"""Charts of an audit: each from a small table that Polars makes, in the chosen language, offline.

``Charts(audit)`` (``audit.chart`` in a notebook) makes them, :func:`save` writes one to a file. Altair
and vl-convert are loaded when the first chart is made, not before.
"""

from __future__ import annotations

from disclosure_audit.notebook.charts.accessor import Charts
from disclosure_audit.notebook.charts.save import save

__all__ = ["Charts", "save"]
