"""Shows charts where nothing may be fetched: in JupyterLab, in VS Code, and in exported notebooks.

Altair's own renderer loads Vega from a public server. Ours gives the front end two forms to choose
from: the specification as Vega-Lite 5, which JupyterLab and VS Code draw with the library they bring
(with tooltips and sliders), and an SVG, which everything else shows, ``nbconvert`` too. Neither
holds an address that is fetched.
"""

from __future__ import annotations

from typing import Any

from disclosure_audit.notebook.extra import need

NAME = "disclosure-audit"
MIME = "application/vnd.vegalite.v5+json"
"""What front ends know; that of version 6, which Altair writes, they do not all draw."""
_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


def go_offline() -> None:
    """Make the renderer of this module the session's, unless another than Altair's default was chosen."""
    alt = need("altair")
    if NAME not in alt.renderers.names():
        alt.renderers.register(NAME, render)
    if alt.renderers.active == "default":
        alt.renderers.enable(NAME)


def render(spec: dict[str, Any], **_options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the forms of a chart by media type, and how to embed them."""
    svg = draw_svg(spec)
    embed = {
        "embed_options": {
            "actions": {"export": True, "source": False, "compiled": False, "editor": False}
        }
    }
    return {MIME: {**spec, "$schema": _SCHEMA}, "image/svg+xml": svg}, {MIME: embed}


def draw_svg(spec: dict[str, Any]) -> str:
    """Return ``spec`` as SVG; nothing that it may name is fetched."""
    svg: str = need("vl_convert").vegalite_to_svg(spec, allowed_base_urls=[])
    return svg
