"""The serials of document numbers: which a series should have, and which neither list holds."""

from disclosure_audit.series.gaps import EXTENT, GAPS, extent, gaps
from disclosure_audit.series.serials import SERIALS, serials

__all__ = ["EXTENT", "GAPS", "SERIALS", "extent", "gaps", "serials"]
