"""Asks every family of traces, each of the cells only that could hold one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import polars as pl

from disclosure_audit.scanner.tampering import contacts, hosts, markup, numbers, pinyin
from disclosure_audit.scanner.tampering.brands import compile_brands
from disclosure_audit.scanner.tampering.links import links_in
from disclosure_audit.scanner.tampering.places import brands_in
from disclosure_audit.scanner.tampering.trace import STRENGTH, Trace
from disclosure_audit.scanner.tampering.wording import GATE, SIGN
from disclosure_audit.spans import SPANS, no_spans

ADDRESSES = ("url", "text_path")
"""Columns that hold addresses and paths: the links in them are the rule's business."""
LETTER = r"[A-Za-z<]|[〔\[【][12][0-9]{4}"
WORDS = [*GATE, "微信", "薇信", "威信", "扣扣", "电话", "手机", "联系方式", "热线"]

_Search = Callable[[str, str], Iterable[Trace]]


def find_tampering(cells: pl.DataFrame, brands: Sequence[str]) -> pl.DataFrame:
    """Return the traces of tampering in ``cells`` (schema ``CELLS``) as spans (schema ``SPANS``).

    ``brands`` are terms of betting and adult brands, folded; letter case does not count. ``kind``
    is ``tampering``; ``what`` is ``brand_in_name_slot``, ``keyword_list``, ``brand_tail`` (a brand
    at the head, at the tail or where else none belongs), ``contact_insert``, ``junk_markup``,
    ``pinyin_notes``, ``damaged_number`` or ``foreign_link`` (``term`` is its host). No span is
    secret; ``value`` is the span's text. A brand in a text that tells of the fight against betting
    is returned with ``dropped``, and so is a link to a host of the government.
    """
    text = pl.col("folded")
    listed = [brand for brand in brands if brand.strip()]
    gates = [text.str.contains(LETTER), text.str.contains_any(WORDS)]
    if listed:
        gates.append(text.str.contains_any(listed, ascii_case_insensitive=True))
    names = [f"gate_{number}" for number in range(len(gates))]
    passed = cells.select(gate.alias(name) for gate, name in zip(gates, names, strict=True))
    suspects = cells.filter(passed.select(pl.any_horizontal(names)).to_series())
    suspects = suspects.filter(~pl.col("field").is_in(ADDRESSES))
    if suspects.is_empty():
        return no_spans()
    rows: list[tuple[object, ...]] = []
    for sign, search in _families(listed):
        chosen = suspects.filter(sign).select("cell", "field", "folded")
        for cell, field, folded in chosen.iter_rows():
            rows += [_row(cell, folded, trace) for trace in search(folded, field)]
    return pl.DataFrame(rows, schema=SPANS, orient="row").sort("cell", "start", "end", "what")


def _families(brands: list[str]) -> list[tuple[pl.Expr, _Search]]:
    """Return each family's cheap sign and its search."""
    text = pl.col("folded")
    branded = text.str.contains(SIGN)
    if brands:
        branded |= text.str.contains_any(brands, ascii_case_insensitive=True)
    return [
        (branded, partial(brands_in, listed=compile_brands(brands))),
        (text.str.contains(markup.SIGN), markup.junk_in),
        (text.str.contains(pinyin.SIGN), pinyin.pinyin_in),
        (text.str.contains(numbers.SIGN), numbers.damaged_in),
        (text.str.contains(contacts.SIGN), contacts.contacts_in),
        (text.str.contains(hosts.SIGN_OF_HOST), links_in),
    ]


def _row(cell: int, folded: str, trace: Trace) -> tuple[object, ...]:
    """Return a trace as a row of ``SPANS``."""
    return (
        cell, trace.start, trace.end, "tampering", trace.what, trace.confidence,
        STRENGTH[trace.what], list(trace.because), trace.dropped, trace.term, None, False,
        folded[trace.start : trace.end].lower(),
    )  # fmt: skip
