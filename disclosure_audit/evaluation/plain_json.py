"""JSON that shows no control character to a terminal."""

from __future__ import annotations

import json
import re
from typing import Any

_STEERING = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def to_json(content: Any) -> str:
    """Return ``content`` as indented JSON in UTF-8; what is hidden or steers is escaped."""
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    text = _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return text.encode("utf-8", "backslashreplace").decode() + "\n"
