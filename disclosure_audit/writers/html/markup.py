"""HTML that says nothing but what it is given: text is escaped, data never ends its block."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from importlib.resources import files
from typing import Any

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang
from disclosure_audit.writers.json_text import dump
from disclosure_audit.writers.section import Value, say

_MARKUP = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
_HASH = re.compile(r"[0-9a-f]{40,}")


def esc(text: str) -> str:
    """Return ``text`` for an element or an attribute, with hidden characters spelt out."""
    return html.escape(visible(text), quote=True)


def tag(name: str, content: str, **attributes: str | int | float | None) -> str:
    """Return an element around ``content``, which is markup already; ``None`` attributes go.

    ``_`` at the end of an attribute's name is dropped and one within stands for ``-``.
    """
    return f"<{name}{_attributes(attributes)}>{content}</{name}>"


def void(name: str, **attributes: str | int | float | None) -> str:
    """Return an element without content, as SVG has them."""
    return f"<{name}{_attributes(attributes)}/>"


def shown(value: Value, lang: Lang) -> str:
    """Return a value of a section as markup; long hashes may break anywhere."""
    text = esc(say(value, lang))
    return tag("code", text) if _HASH.fullmatch(text) else text


def data(value: Any) -> str:
    """Return ``value`` as JSON for a script element: no markup begins or ends in it."""
    text = dump(value)
    for sign, escape in _MARKUP.items():
        text = text.replace(sign, escape)
    return text


def asset(name: str) -> str:
    """Return the text of a file of this room."""
    return files(__package__).joinpath(name).read_text("utf-8").replace("\r\n", "\n").strip() + "\n"


def sha256(script: str) -> str:
    """Return the source expression that allows exactly this script (CSP level 2)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _attributes(given: dict[str, str | int | float | None]) -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{html.escape(_number(value), quote=True)}"'
        for name, value in given.items()
        if value is not None
    )


def _number(value: str | int | float | None) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
