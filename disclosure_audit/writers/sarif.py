"""SARIF 2.1.0 (OASIS): what code hosts and editors show findings from, worst first and capped."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import polars as pl

from disclosure_audit.language import Text
from disclosure_audit.paper import Paper
from disclosure_audit.writers.counted import say_more, standing_first
from disclosure_audit.writers.json_text import dump
from disclosure_audit.writers.places import Places, path_of, uri_of
from disclosure_audit.writers.sarif_driver import MORE_RULE, driver, not_applicable
from disclosure_audit.writers.sarif_result import result_of
from disclosure_audit.writers.stream import Options, PaperFormat
from disclosure_audit.writers.verdict_facts import verdict_facts

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
MOST = 5_000
"""Most results in a file. Of 25,000 that GitHub takes in one run it stores 5,000 ("SARIF support for
code scanning", table of limits)."""
PACKED_BYTES = 9_000_000
"""Size, packed with gzip, at which no more results are added. GitHub takes 10 MB (same page)."""


def write(paper: Paper, file: BinaryIO, options: Options) -> None:
    """Write one run with one result per line, at most :data:`MOST` unless the options say otherwise.

    Results that stand come before those that reviewers settled; these have an accepted suppression.
    What had no room is counted in a last result. ``baselineState`` is there if a baseline held any
    of the findings. ``startLine`` is the line of the file, or the row of the sheet.
    """
    packer = _Packer(file)
    run = dump(_run(paper, options))
    packer.put(f'{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{run[:-1]},"results":[')
    for place, result in enumerate(_results(paper, options, packer)):
        packer.put((",\n" if place else "\n") + dump(result))
    packer.put("\n]}]}\n")


def _results(paper: Paper, options: Options, packer: _Packer) -> Iterator[dict[str, Any]]:
    found = standing_first(paper)
    most = MOST if options.limit is None else options.limit
    shown = found if found.height <= most else found.head(max(most - 1, 0))
    rules = {code: place for place, code in enumerate(paper.rules)}
    places = Places(paper.info["inputs"], paper.lines)
    has_baseline = bool(found["is_known"].any())
    told = 0
    for finding in _rows(shown):
        if packer.packed > PACKED_BYTES:
            break
        yield result_of(finding, places, rules, paper.lang, has_baseline=has_baseline)
        told += 1
    if told < found.height:
        yield _more(paper, found.height - told, has_baseline=has_baseline)


def _rows(findings: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the findings one by one; only a few at a time are taken out of the frame."""
    for part in findings.iter_slices(1_000):
        yield from part.iter_rows(named=True)


def _run(paper: Paper, options: Options) -> dict[str, Any]:
    info = paper.info
    return {
        "tool": {"driver": driver(paper)},
        "automationDetails": {"id": f"disclosure-audit/{paper.name}"},
        "columnKind": "unicodeCodePoints",
        "language": "zh-CN" if paper.lang == "zh" else "en",
        "artifacts": _artifacts(info["inputs"]),
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": not_applicable(paper)}
        ],
        "properties": {
            "asOf": info.get("as_of"),
            "settingsSha256": info.get("settings_sha256"),
            "key": info.get("key"),
            "findings": paper.findings.height,
            "controlTotals": paper.control_totals,
            "gate": verdict_facts(options.verdict, paper.lang),
        },
    }


def _artifacts(inputs: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the files of both lists, each once however many sheets of it were read."""
    files: dict[str, dict[str, Any]] = {}
    for side, sources in inputs.items():
        for source in sources:
            uri = uri_of(path_of(source))
            artifact = {
                "location": {"uri": uri},
                "length": source.get("size"),
                "encoding": source.get("encoding"),
                "hashes": {"sha-256": source["sha256"]} if source.get("sha256") else None,
                "roles": ["analysisTarget"],
                "properties": {"side": side},
            }
            files.setdefault(
                uri, {key: value for key, value in artifact.items() if value is not None}
            )
    return list(files.values())


def _more(paper: Paper, n: int, *, has_baseline: bool) -> dict[str, Any]:
    sources = [source for listed in paper.info["inputs"].values() for source in listed]
    place = uri_of(path_of(sources[0])) if sources else "register"
    text = Text("{more}: `disclosure-audit review`, or the formats JSON and CSV, have all of them",
                "{more}；完整清单请用 `disclosure-audit review`，或 JSON、CSV 格式")  # fmt: skip
    return {
        "ruleId": MORE_RULE,
        "ruleIndex": len(paper.rules),
        "level": "note",
        "message": {"text": text.to(paper.lang, more=say_more(n, paper.lang))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": place},
                    "region": {"startLine": 1},
                }
            }
        ],
        **({"baselineState": "unchanged"} if has_baseline else {}),
        "suppressions": [],
        "properties": {"findings": n},
    }


class _Packer:
    """Writes, and knows how large what was written is once it is packed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._gzip = zlib.compressobj()
        self.packed = 0

    def put(self, text: str) -> None:
        """Write ``text``."""
        data = text.encode()
        self._file.write(data)
        self.packed += len(self._gzip.compress(data))


FORMAT = PaperFormat("sarif", Text("SARIF 2.1.0", "SARIF 2.1.0"), ".sarif", write)
