"""``python -m benchmarks quality``, ``speed``, ``scanner`` and ``review``; ``all`` does the four.

``timeliness`` counts late publications of real catalogs by two calendars; it has no page.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.machine import plain_command
from benchmarks.page.write import write_page
from benchmarks.process import ROOT
from benchmarks.quality.run import Plan, measure_quality
from benchmarks.results import OUT, write_result
from benchmarks.review.run import PRESSES, measure_review
from benchmarks.scanner.run import Plan as ScannerPlan
from benchmarks.scanner.run import measure_scanner
from benchmarks.speed.run import measure_speed
from benchmarks.timeliness import measure_timeliness

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
TERMS = (100, 1_000, 10_000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, write the results below ``--out`` and, where asked, the page; print what was found."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    asked = _parser().parse_args(words)
    if asked.command == "timeliness":
        found = measure_timeliness(asked.catalogs, asked.seed)
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        return 0
    if asked.command in ("quality", "all"):
        plan = Plan(
            catalogs=tuple(asked.catalogs),
            seeds=asked.seeds,
            synthetic=asked.synthetic,
            out=asked.out,
            dblp_acm=asked.dblp_acm,
            peers=asked.peers,
            peer_timeout=asked.peer_timeout,
        )
        result = measure_quality(plan, _say)
        write_result(asked.out, "quality", {"command": plain_command(words)} | result)
    if asked.command in ("speed", "all"):
        result = measure_speed(asked.sizes, asked.out, _say, asked.timeout)
        write_result(asked.out, "speed", {"command": plain_command(words)} | result)
    if asked.command in ("scanner", "all"):
        result = measure_scanner(_scanner_plan(asked), _say)
        write_result(asked.out, "scanner", {"command": plain_command(words)} | result)
    if asked.command in ("review", "all"):
        result = measure_review(asked.review_records, asked.out, _say, asked.presses)
        write_result(asked.out, "review", {"command": plain_command(words)} | result)
    docs: Path = asked.docs if asked.write_docs else asked.out
    sys.stdout.write(write_page(asked.out, docs).read_text(encoding="utf-8"))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    helps = {
        "quality": "seeded defects, calibration, look-alikes, DBLP-ACM, other tools",
        "speed": "seconds and peak memory by size",
        "scanner": "identifiers, false findings, throughput, full texts, other tools",
        "review": "seconds to open, sort, filter and decide in the terminal application",
        "all": "the four of them",
    }
    for name, explained in helps.items():
        command = commands.add_parser(name, help=explained)
        command.add_argument("--out", type=Path, default=OUT, help="folder of cases and results")
        command.add_argument("--write-docs", action="store_true", help="write docs/benchmarks.md")
        command.add_argument("--docs", type=Path, default=ROOT / "docs", help=argparse.SUPPRESS)
        if name not in ("speed", "review"):
            _add_shared(command)
        if name in ("quality", "all"):
            _add_quality(command)
        if name in ("speed", "all"):
            _add_speed(command)
        if name in ("scanner", "all"):
            _add_scanner(command)
        if name in ("review", "all"):
            _add_review(command)
    late = commands.add_parser("timeliness", help="late publications by two calendars")
    _add_catalogs(late, "+")
    late.add_argument("--seed", type=int, default=20, help="of the verdicts drawn; default: 20")
    return parser


def _scanner_plan(asked: argparse.Namespace) -> ScannerPlan:
    return ScannerPlan(
        catalogs=tuple(asked.catalogs),
        out=asked.out,
        identifiers=asked.identifiers,
        tampered=asked.tampered,
        titles=asked.titles,
        terms=asked.terms,
        documents=asked.documents,
        peers=asked.peers,
    )


def _add_catalogs(command: argparse.ArgumentParser, many: str) -> None:
    command.add_argument("catalogs", nargs=many, type=Path, metavar="CATALOG.csv",
                         help="real catalogs: title,doc_number,issued,published,url")  # fmt: skip


def _add_shared(command: argparse.ArgumentParser) -> None:
    _add_catalogs(command, "*")
    command.add_argument("--peers", action="store_true",
                         help="compare other tools; installs them into benchmarks/out/peers-venv")  # fmt: skip


def _add_quality(command: argparse.ArgumentParser) -> None:
    command.add_argument("--seeds", type=_numbers, default=(1, 2, 3), help="default: 1,2,3")
    command.add_argument("--synthetic", type=int, default=20_000, metavar="N",
                         help="made-up documents; 0 for none; default: 20000")  # fmt: skip
    command.add_argument("--dblp-acm", type=Path, metavar="DIR",
                         help="folder with dblp.csv, acm.csv and gt.csv")  # fmt: skip
    command.add_argument("--peer-timeout", type=float, default=900.0, metavar="SECONDS",
                         help="for each tool and case; default: 900")  # fmt: skip


def _add_speed(command: argparse.ArgumentParser) -> None:
    command.add_argument("--sizes", type=_numbers, default=SIZES,
                         help=f"default: {','.join(map(str, SIZES))}")  # fmt: skip
    command.add_argument(
        "--timeout", type=float, metavar="SECONDS", help="for each size; default: none"
    )


def _add_scanner(command: argparse.ArgumentParser) -> None:
    command.add_argument("--identifiers", type=Path, metavar="FILE.jsonl",
                         help="labelled sentences: text, entities (type, start, end)")  # fmt: skip
    command.add_argument("--tampered", type=Path, metavar="FILE.jsonl",
                         help="tampered texts: text, mechanism")  # fmt: skip
    command.add_argument("--titles", type=int, default=1_000_000, metavar="N",
                         help="titles for the throughput; default: 1000000")  # fmt: skip
    command.add_argument("--terms", type=_numbers, default=TERMS,
                         help="sizes of the lexicon; default: {','.join(map(str, TERMS))}")  # fmt: skip
    command.add_argument("--documents", type=int, default=1_000, metavar="N",
                         help="full texts, ten hostile ones among them; 0 for none; default: 1000")  # fmt: skip


def _add_review(command: argparse.ArgumentParser) -> None:
    command.add_argument("--review-records", type=int, default=1_000_000, metavar="N",
                         help="made-up records of the run; default: 1000000")  # fmt: skip
    command.add_argument("--presses", type=int, default=PRESSES, metavar="N",
                         help=f"how often a key is pressed; default: {PRESSES}")  # fmt: skip


def _numbers(words: str) -> tuple[int, ...]:
    numbers = tuple(int(word) for word in words.split(","))
    if min(numbers) < 1:
        raise argparse.ArgumentTypeError("numbers from 1 up")
    return numbers


def _say(what: str) -> None:
    sys.stderr.write(f"{what}\n")


if __name__ == "__main__":
    raise SystemExit(main())
