"""What the codes are called that the lists of the review hold, each table in its order."""

from __future__ import annotations

from disclosure_audit.dispositions import CATALOG, REGISTER
from disclosure_audit.language import Text
from disclosure_audit.names import (
    DISPOSITION_REASONS,
    DISPOSITIONS,
    LINKS,
    METHODS,
    SEVERITIES,
    SIDES,
)
from disclosure_audit.review.decisions import PAIR_STATUS, REASONS, STATUS
from disclosure_audit.schema.columns import Side

SEVERITY: dict[str, Text] = dict(reversed(SEVERITIES.items()))
"""The mildest first."""

CONFIDENCE: dict[str, Text] = {
    "low": Text("low", "低"),
    "medium": Text("medium", "中"),
    "high": Text("high", "高"),
}

SIDE: dict[str, Text] = dict(SIDES)

UNLINKED = "unlinked"
"""Status of a pair that a person has parted and that is no link any more."""

LINK_STATUS: dict[str, Text] = {
    UNLINKED: Text("unlinked", "已解除"),
    **dict(reversed(LINKS.items())),
}
"""The least sure first."""

DISPOSITION_OF: dict[Side, dict[str, Text]] = {
    "register": {str(code): DISPOSITIONS[code] for code in REGISTER},
    "catalog": {str(code): DISPOSITIONS[code] for code in CATALOG},
}

YES_NO: dict[str, Text] = {"yes": Text("yes", "是"), "no": Text("no", "否")}

__all__ = [
    "CONFIDENCE",
    "DISPOSITION_OF",
    "DISPOSITION_REASONS",
    "LINK_STATUS",
    "METHODS",
    "PAIR_STATUS",
    "REASONS",
    "SEVERITY",
    "SIDE",
    "STATUS",
    "UNLINKED",
    "YES_NO",
]
