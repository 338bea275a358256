"""What one finding says on one line, fit to be read by a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.writers import evidence
from disclosure_audit.writers.counted import cut
from disclosure_audit.writers.places import Place

_LONGEST_VALUE, _MOST_VALUES = 200, 20
_ROW = Text("{source} data row {n:,}", "{source} 数据第 {n:,} 行")


def evidence_line(finding: Mapping[str, Any], lang: Lang) -> str:
    """Return the evidence as ``name: value; name: value``; a long value ends with ``…``."""
    colon, join = Text(": ", "：").to(lang), Text("; ", "；").to(lang)
    told = [
        evidence.label(item["name"], lang)
        + colon
        + evidence.value(item["name"], cut(item["value"], _LONGEST_VALUE), lang)
        for item in (finding["evidence"] or ())
        if item["value"]
    ]
    rest = ["…"] if len(told) > _MOST_VALUES else []
    return join.join([*told[:_MOST_VALUES], *rest])


def places_line(places: Iterable[Place], lang: Lang) -> str:
    """Return where the records of a finding stand."""
    return Text(", ", "，").to(lang).join(place_line(place, lang) for place in places)


def place_line(place: Place, lang: Lang) -> str:
    """Return where a record stands: the file or sheet, and the data row counted from 1."""
    source = visible(place.source)
    return source if place.row is None else _ROW.to(lang, source=source, n=place.row)
