"""How much of a list of real document numbers is read, and why the rest is not.

``python -m benchmarks.document_numbers --variants FILE.csv`` prints the table. The file needs a
column ``doc_number``; a column ``count`` weighs its values (1 each where it is absent).
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

import polars as pl

from disclosure_audit.normalise.doc_number import parse_doc_numbers

_EXAMPLES = 3
_URL = r"(?i)^\s*(?:https?:|www\.)|\.s?html?\b"
_DATE = r"^\D{0,6}(?:19|20)[0-9]{2}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*日?\s*$"
_LABEL = r"^[\[【〔(（\s]*(?:发文字号|文件编号|文\s*号|字\s*号|编\s*号)[\]】〕)）\s]*[:：]?\s*$"


def classify(numbers: pl.DataFrame) -> pl.DataFrame:
    """Return ``numbers`` with the parser's columns and ``why`` (String): null where it parses."""
    read = numbers.hstack(parse_doc_numbers(numbers["doc_number"]))
    cell = pl.col("doc_number")
    why = (
        pl.when(pl.col("number_key").is_not_null())
        .then(None)
        .when(cell.is_null() | (cell.str.strip_chars() == ""))
        .then(pl.lit("empty"))
        .when(cell.str.contains(_LABEL))
        .then(pl.lit("a label only"))
        .when(pl.col("number_form").is_null())
        .then(pl.lit("a placeholder"))
        .when(cell.str.contains(_URL))
        .then(pl.lit("an address"))
        .when(cell.str.contains(_DATE))
        .then(pl.lit("a date"))
        .when(~cell.str.contains("[0-9０-９一二三四五六七八九十〇]"))
        .then(pl.lit("no digit: cites no number"))
        .when(cell.str.contains("关于|的|《"))
        .then(pl.lit("prose that cites a number"))
        .otherwise(pl.lit("NUMBER NOT READ"))
    )
    return read.with_columns(why.alias("why"))


def report(numbers: pl.DataFrame) -> str:
    """Return the table as text for ``numbers`` (``doc_number``: String, ``count``: integer)."""
    read = classify(numbers)
    parsed = read.filter(pl.col("why").is_null())
    missed = read.filter(pl.col("why") == "NUMBER NOT READ")
    of_numbers = pl.concat([parsed, missed])
    weight = _weigh(read)
    lines = [
        f"{'':36}{'strings':>10}{'weighted':>10}",
        _line("read", read.height, weight),
        _line("parse", parsed.height, _weigh(parsed)),
        _line("number not read", missed.height, _weigh(missed)),
        f"{'of strings that are numbers, parse':36}"
        f"{_share(parsed.height, of_numbers.height):>10}"
        f"{_share(_weigh(parsed), _weigh(of_numbers)):>10}",
        _line("distinct numbers", parsed["number_key"].n_unique(), None),
        "",
    ]
    for kind, form, height, weighted in _count(parsed, "number_kind", "number_form"):
        lines.append(_line(f"{kind}, {form}", int(height), int(weighted)))
    lines.append("")
    for (why,), group in read.drop_nulls("why").sort("why").group_by("why", maintain_order=True):
        lines.append(_line(str(why), group.height, _weigh(group)))
        lines += [f"    {cell!r}" for cell in group["doc_number"].head(_EXAMPLES).to_list()]
    return "\n".join(lines)


def _count(parsed: pl.DataFrame, *by: str) -> list[tuple[str, str, str, str]]:
    counted = parsed.group_by(by).agg(pl.len().alias("strings"), pl.col("count").sum())
    return counted.sort("strings", *by, descending=[True, False, False]).rows()


def _weigh(numbers: pl.DataFrame) -> int:
    return int(numbers["count"].sum())


def _line(name: str, strings: int, weight: int | None) -> str:
    return f"{name:36}{strings:>10,}" + (f"{weight:>10,}" if weight is not None else "")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2%}" if whole else "-"


def main(arguments: list[str] | None = None) -> int:
    """Print the table for one file; exit code 1 if a number was not read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--variants", type=Path, required=True, help="CSV with doc_number [, count]"
    )
    path: Path = parser.parse_args(arguments).variants
    numbers = pl.read_csv(path, infer_schema=False)
    weight = pl.col("count").cast(pl.Int64) if "count" in numbers.columns else pl.lit(1, pl.Int64)
    started = dt.datetime.now()
    table = report(numbers.select("doc_number", weight.alias("count")))
    seconds = (dt.datetime.now() - started).total_seconds()
    sys.stdout.write(f"{table}\n\n{path.name}: {numbers.height:,} strings in {seconds:.2f} s\n")
    return int("NUMBER NOT READ" in table)


if __name__ == "__main__":
    raise SystemExit(main())
