"""All there is to say of one finding, before a page or a script lays it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import LINKS, METHODS, name
from disclosure_audit.paper import Paper
from disclosure_audit.review.decisions import REASONS, STATUS
from disclosure_audit.writers import evidence
from disclosure_audit.writers.doubts import DOUBTS, find_doubts
from disclosure_audit.writers.html.differences import Line, confront
from disclosure_audit.writers.html.opposites import Compared, Records
from disclosure_audit.writers.odds import say_score
from disclosure_audit.writers.places import Places
from disclosure_audit.writers.weights import name_weight

_PLACE = Text("{source}, data row {n:,}", "{source}，数据第 {n:,} 行")
_JOIN = Text("; ", "；")
_DECISION = {
    "status": Text("decision", "处理结果"),
    "reason": Text("reason", "理由"),
    "note": Text("note", "备注"),
    "until": Text("waived until", "豁免至"),
    "reviewer": Text("by", "审核人"),
    "decided_at": Text("on (UTC)", "时间（UTC）"),
}
_YES = Text("yes", "是")
_FLAGGED, _KNOWN = Text("flagged", "已标记"), Text("in the baseline", "已在基线中")
_DOUBT = Text("for review because {why}", "需人工核对：{why}")
_PAIR = ("registered", "published")


@dataclass(frozen=True, slots=True)
class Linked:
    """How sure the link between the two records is, and its weights in bits, in their order."""

    status: str
    method: str
    score: str
    doubts: tuple[str, ...]
    steps: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """One finding; all texts are fit to be shown."""

    place: str
    evidence: tuple[tuple[str, str], ...]
    compared: Compared | None
    linked: Linked | None
    decision: tuple[tuple[str, str], ...]


def detail(paper: Paper, findings: pl.DataFrame) -> Iterator[Detail]:
    """Yield the detail of each of ``findings`` (schema ``REPORTED``), in their order."""
    lang = paper.lang
    places = Places(paper.info["inputs"])
    records = Records(paper.texts, findings, lang)
    links = _links(paper, findings)
    for finding in findings.iter_rows(named=True):
        compared = records.of(finding)
        told = [(i["name"], i["value"]) for i in finding["evidence"] or () if i["value"]]
        if compared is None and {n for n, _ in told} >= set(_PAIR):
            compared, told = _told(told, lang)
        elif compared is not None:
            told = _unsaid(told, compared.lines)
        link = links.get((finding["register_row"], finding["catalog_row"]))
        if link:  # what it is like is said of the link itself
            told = [(n, v) for n, v in told if n != "link"]
        yield Detail(
            place=_JOIN.to(lang).join(_say(place, lang) for place in places.of(finding)),
            evidence=tuple((evidence.label(n, lang), evidence.value(n, v, lang)) for n, v in told),
            compared=compared,
            linked=_linked(link, lang) if link else None,
            decision=_decision(finding, lang),
        )


def _links(paper: Paper, findings: pl.DataFrame) -> dict[tuple[int, int], dict[str, Any]]:
    keys = ["register_row", "catalog_row"]
    pairs = findings.select(keys).drop_nulls().unique()
    rows = paper.links.join(pairs, on=keys, how="semi").to_dicts()
    return {(row["register_row"], row["catalog_row"]): row for row in rows}


def _linked(link: Mapping[str, Any], lang: Lang) -> Linked:
    weights = {item["name"]: item["weight"] for item in link["evidence"]}
    codes = find_doubts(weights, link["score"]) if link["status"] == "review" else ()
    return Linked(
        status=name(LINKS, link["status"], lang),
        method=name(METHODS, link["method"], lang),
        score=say_score(link["score"], lang),
        doubts=tuple(_DOUBT.to(lang, why=DOUBTS[code].to(lang)) for code in codes),
        steps=tuple((name_weight(n, lang), round(bits, 4)) for n, bits in weights.items()),
    )


def _told(told: list[tuple[str, str]], lang: Lang) -> tuple[Compared, list[tuple[str, str]]]:
    """Return what the evidence itself sets against each other, and the rest of it."""
    values = dict(told)
    heads = tuple(evidence.label(side, lang) for side in _PAIR)
    line = confront("", "", *(values[side] for side in _PAIR))
    return Compared(heads, heads, (line,)), [(n, v) for n, v in told if n not in _PAIR]


def _unsaid(told: list[tuple[str, str]], lines: tuple[Line, ...]) -> list[tuple[str, str]]:
    """Return the evidence without the pair that a line shows already."""
    values = dict(told)
    pair = tuple(visible(values.get(side, "")) for side in _PAIR)
    shown = {
        tuple("".join(text for text, _ in runs) for runs in (line.left, line.right or line.left))
        for line in lines
    }
    return [(n, v) for n, v in told if n not in _PAIR] if pair in shown else told


def _say(place: Any, lang: Lang) -> str:
    source = visible(place.source)
    return source if place.row is None else _PLACE.to(lang, source=source, n=place.row)


def _decision(finding: Mapping[str, Any], lang: Lang) -> tuple[tuple[str, str], ...]:
    """Return what was decided, nothing of a finding that nobody looked at."""
    said: list[tuple[str, str]] = []
    if finding["status"] != "open" or finding["note"] or finding["reviewer"]:
        coded = {"status": STATUS, "reason": REASONS}
        said = [
            (words.to(lang), visible(name(coded.get(key, {}), str(finding[key]), lang)))
            for key, words in _DECISION.items()
            if finding[key] is not None and finding[key] != ""
        ]
    if finding["flagged"]:
        said.append((_FLAGGED.to(lang), _YES.to(lang)))
    if finding["is_known"]:
        said.append((_KNOWN.to(lang), _YES.to(lang)))
    return tuple(said)
