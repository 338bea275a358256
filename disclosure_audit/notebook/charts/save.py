"""Saves a chart to a file that needs nothing else: PNG, SVG or a web page with all its scripts inside."""

from __future__ import annotations

import html
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from disclosure_audit.errors import UsageError, system_reason
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.notebook.charts.display import draw_svg
from disclosure_audit.notebook.extra import need

if TYPE_CHECKING:
    from altair.typing import ChartType

SUFFIXES = (".png", ".svg", ".html")

_BUNDLE = "window.vegaEmbed = vegaEmbed;"
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline';"
    " img-src data: blob:"
)
"""A browser fetches nothing for such a page. Vega compiles its expressions, hence ``unsafe-eval``."""
_PAGE = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body {{ margin: 1rem; background: {paper}; color: {text}; font-family: {font}; }}</style>
<script>{library}</script>
</head>
<body>
<div id="chart"></div>
<script>
vegaEmbed("#chart", {spec}, {{mode: "vega-lite", actions: {{export: true, source: false, compiled: false, editor: false}}}});
</script>
</body>
</html>
"""


def save(chart: ChartType, path: str | Path, *, scale: float = 2.0) -> Path:
    """Write ``chart`` to ``path``, a ``.png``, ``.svg`` or ``.html``, and return the path.

    ``scale`` is that of a PNG: pixels per point. A web page keeps tooltips and sliders and works
    without a network: its scripts are in it, and it forbids the browser to fetch anything. The same
    chart gives the same bytes on the same machine. Raises ``UsageError`` for another ending or if
    the file cannot be written.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            Text(f"a chart cannot be saved as “{visible(path.name)}”", f"图表无法保存为“{visible(path.name)}”"),
            Text(f"choose one of {', '.join(SUFFIXES)}", f"可用的扩展名：{'、'.join(SUFFIXES)}"),
        )  # fmt: skip
    spec = chart.to_dict()
    if suffix == ".png":
        content = need("vl_convert").vegalite_to_png(spec, scale=scale, allowed_base_urls=[])
    else:
        content = (draw_svg(spec) if suffix == ".svg" else _page(spec)).encode()
    try:
        path.write_bytes(content)
    except OSError as error:
        why = system_reason(error)
        raise UsageError(
            Text(f"the chart cannot be written to “{visible(str(path))}”: {why.en}",
                 f"图表无法写入“{visible(str(path))}”：{why.zh}"),
            Text("choose another file", "请另选文件"),
        ) from error  # fmt: skip
    return path


def _page(spec: dict[str, Any]) -> str:
    # Names of the lists stand in the data: none may end the script.
    data = json.dumps(spec, ensure_ascii=False, allow_nan=False).replace("<", "\\u003c")
    return _PAGE.format(
        policy=_POLICY,
        title=html.escape(_title(spec)),
        paper=spec.get("background", "#FFFFFF"),
        text=spec.get("config", {}).get("title", {}).get("color", "#000000"),
        font=spec.get("config", {}).get("font", "sans-serif"),
        library=_library(),
        spec=data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"),
    )


@cache
def _library() -> str:
    """Return Vega with all it needs as one script."""
    library: str = need("vl_convert").javascript_bundle(_BUNDLE)
    return library.replace("</script", "<\\/script")


def _title(spec: dict[str, Any]) -> str:
    title = spec.get("title", "")
    return str(title.get("text", "") if isinstance(title, dict) else title)
