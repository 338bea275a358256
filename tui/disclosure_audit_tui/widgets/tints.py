"""Which codes are drawn in which colour; a colour is never the only sign of anything."""

from __future__ import annotations

_PREFIX = "frame-table--"
PARTS: set[str] = {
    _PREFIX + part
    for part in (
        "head", "head-here", "line", "marked", "cursor", "cell", "bad", "warn", "good", "calm",
    )
}  # fmt: skip
"""The component classes of the table."""

TINTS: dict[str, dict[str, str]] = {
    "severity": {"critical": "bad", "high": "bad", "medium": "warn", "low": "calm", "note": "calm"},
    "status": {"confirmed": "good", "dismissed": "calm", "waived": "calm", "review": "warn"},
    "confidence": {"low": "calm"},
    "disposition": {
        "omitted": "bad", "unregistered": "bad", "published_differs": "warn",
        "needs_review": "warn", "repeated": "warn",
    },
    "decided": {"same": "good", "differ": "calm"},
}  # fmt: skip
