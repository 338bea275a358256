"""Files that are called by the number or the title of a document."""

from __future__ import annotations

import polars as pl

from disclosure_audit.normalise.doc_number import parse_doc_numbers
from disclosure_audit.normalise.text import fold_plain, fold_titles


def owners_by_name(records: pl.DataFrame, files: pl.Series) -> pl.DataFrame:
    """Return ``row`` and ``file`` of the files whose names belong to one record.

    A file's name without its ending is compared, folded, with the document number, the index number
    (whose ``/`` no name can hold), the record's own serial and the title, in this order. A key that
    several records share names none of them.
    """
    stems = files.str.extract(r"([^/]+)$").str.replace(r"(?s)(.)\.[^.]*$", "$1")
    # A record without a serial is called by its row, which is no name.
    serial = pl.when(pl.col("record_id") != pl.col("row").cast(pl.String)).then("record_id")
    own = records.select("row", serial.alias("serial"))
    keys = (
        (records["number_key"], parse_doc_numbers(stems)["number_key"]),
        (fold_plain(records["index_number"]), fold_plain(stems)),
        (fold_plain(own["serial"]), fold_plain(stems)),
        (records["norm_title"], fold_titles(stems)),
    )
    rows = records.get_column("row")
    found = [_unique(rows, of_records, files, of_files) for of_records, of_files in keys]
    return pl.concat(found).unique("file", keep="first", maintain_order=True).select("row", "file")


def _unique(
    rows: pl.Series, of_records: pl.Series, files: pl.Series, of_files: pl.Series
) -> pl.DataFrame:
    left = pl.DataFrame({"row": rows, "key": of_records}).drop_nulls("key")
    lone = left.filter(pl.len().over("key") == 1)
    right = pl.DataFrame({"file": files, "key": of_files}).drop_nulls("key")
    return right.join(lone, on="key").select(pl.col("row").cast(pl.UInt32), "file")
