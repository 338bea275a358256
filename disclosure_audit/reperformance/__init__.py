"""Re-performance: a run is made again from its own record, and both are compared to the byte."""

from disclosure_audit.reperformance.comparison import FileResult
from disclosure_audit.reperformance.rerun import Reperformance, rerun

__all__ = ["FileResult", "Reperformance", "rerun"]
