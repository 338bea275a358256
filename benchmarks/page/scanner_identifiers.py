"""The page's part on personal identifiers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.page.table import count, percent, plain, table

Result = dict[str, Any]


def write_identifiers(result: Result) -> Iterator[str]:
    """Yield recall and precision on each set of texts, and the numbers that only look alike."""
    yield "### Personal identifiers"
    yield (
        "A label counts as found if a reported span of its kind overlaps it and has the same digits; "
        "each such span is right. Every text is a title of its own, and the whole scanner runs with "
        "default settings: what another detector outweighs is not found. *Plain re* is four regular "
        "expressions that look at nothing but the number of digits and their neighbours."
    )
    if result["presidio"]:
        yield _presidio(result["presidio"])
    for one in result["labelled"]:
        yield f"**{one['name']}**: {count(one['texts'])} texts{_about(one)}"
        if any(tool.get("kinds") for tool in one["tools"]):
            yield table(
                ("tool", "kind", "labels", "found", "recall", "reported", "right", "precision"),
                [row for tool in one["tools"] for row in _kinds(tool)],
            )
        else:
            yield table(
                ("tool", "texts with a reported identifier", "share"),
                [_flagged(tool, one["texts"]) for tool in one["tools"]],
            )
        yield from _forms(one["forms"])
    leaks = result["leaks"]
    yield (
        f"Of {count(leaks['texts'])} texts with a mask that leaves too much of the number, "
        f"{count(leaks['found'])} are reported as such."
    )
    yield from _index_numbers(result["index_numbers"])


def _about(one: Result) -> str:
    """Say what the set is; the labelled sentences speak for themselves."""
    return {
        "form matrix": ", one identifier in each, made up in every form in which it is written.",
        "lists of persons": ", each a line of a made-up list: name, resident ID, mobile number, card.",
        "harmless numbers": " with numbers that are nobody's, and identifiers masked as they should be.",
    }.get(one["name"], ".")


def _flagged(tool: Result, texts: int) -> tuple[str, ...]:
    if "outcome" in tool:
        return (tool["tool"], tool["outcome"], "–")
    return (tool["tool"], count(tool["flagged"]), percent(tool["flagged"] / texts))


def _forms(forms: list[Result]) -> Iterator[str]:
    """Yield the forms in which our scanner misses something or reports what is harmless."""
    wrong = [row for row in forms if row["found"] < row["labels"] or (row["flagged"] and not row["labels"])]  # fmt: skip
    if not forms:
        return
    if not wrong:
        yield f"disclosure-audit is right in each of the {count(len(forms))} forms."
        return
    yield f"Of the {count(len(forms))} forms those in which disclosure-audit is not always right:"
    yield table(
        ("form", "texts", "labels", "found", "texts with a reported identifier"),
        [
            (plain(row["form"]), *(count(row[name]) for name in ("texts", "labels", "found", "flagged")))
            for row in wrong
        ],
    )  # fmt: skip


def _presidio(presidio: Result) -> str:
    version = f" {presidio['version']}" if presidio["version"] else ""
    ran = "" if presidio["outcome"] == "done" else f" It gave no answer: {presidio['outcome']}."
    return f"**Presidio**{version} (presidio-analyzer): {presidio['setting']}.{ran}"


def _kinds(tool: Result) -> Iterator[tuple[str, ...]]:
    if "outcome" in tool:
        yield (tool["tool"], tool["outcome"], *["–"] * 6)
        return
    for row in tool["kinds"]:
        yield (
            tool["tool"], row["kind"], count(row["labels"]), count(row["found"]),
            percent(row["recall"]), count(row["reported"]), count(row["right"]),
            percent(row["precision"]),
        )  # fmt: skip


def _index_numbers(rows: list[Result]) -> Iterator[str]:
    yield "### Index numbers that look like resident IDs"
    yield (
        "Made-up index numbers of region, date and serial, 18 digits, in a cell of their own: none "
        "is a resident ID, though by chance some pass every check."
    )
    yield table(
        ("tool", "column", "numbers", "reported", "share", "by confidence"),
        [
            (row["tool"], row["column"] or "any", count(row["numbers"]), count(row["reported"]),
             percent(row["share"]),
             ", ".join(f"{name} {count(n)}" for name, n in row["confidence"].items()) or "–")
            for row in rows
        ],
    )  # fmt: skip
