"""Which files hold the texts, and to which records they belong."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from disclosure_audit.errors import InputError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.schema.columns import Side
from disclosure_audit.texts.confinement import check, confine
from disclosure_audit.texts.names import owners_by_name
from disclosure_audit.texts.schema import FILES

_SIDES: tuple[Side, ...] = ("catalog", "register")


def find_files(records: Mapping[Side, pl.DataFrame], folder: Path) -> pl.DataFrame:
    """Return the files with the texts of ``records`` (schema ``FILES``).

    A record's ``text_path`` says which file is its own. On a side where no record has one, a file
    belongs to the record whose document number, index number, serial or title is its name, if that
    is only one; the catalog is asked first. Files of the folder that belong to no record follow as
    the catalog's, without a row: what lies there is published. Hidden files, lock files (``~$``) and
    what links to folders lead to are passed over; a link to a file outside is a row with a problem.
    Sorted by side, row (none last) and file.

    Raises:
        InputError: ``folder`` is no folder that can be looked into.
    """
    listed = _list_files(folder)
    sides = {side: records[side] for side in _SIDES if side in records}
    named = [_named_files(side, frame, folder, listed) for side, frame in sides.items()]
    taken = pl.concat([listed.clear().select("file"), *(frame.select("file") for frame in named)])
    free = listed.join(taken.unique(), on="file", how="anti")
    for side, frame in sides.items():
        if frame["text_path"].drop_nulls().is_empty():
            owned = owners_by_name(frame, free.get_column("file")).select(
                pl.lit(side).alias("side"), "row", "file"
            )
            named.append(owned.join(free, on="file").select(*FILES))
            free = free.join(owned, on="file", how="anti")
    rest = free.with_columns(
        pl.lit("catalog").alias("side"), pl.lit(None, dtype=pl.UInt32).alias("row")
    )
    return pl.concat([*named, rest.select(*FILES)]).sort("side", "row", "file", nulls_last=True)


def _named_files(
    side: Side, records: pl.DataFrame, folder: Path, listed: pl.DataFrame
) -> pl.DataFrame:
    """Return the file that each record names. Only paths not in the listing are looked at singly."""
    named = records.select("row", pl.col("text_path").str.strip_chars().alias("given")).filter(
        pl.col("given") != ""
    )
    names = named.select("given").unique(maintain_order=True)
    known = names.join(listed, left_on="given", right_on="file").with_columns(
        pl.col("given").alias("file")
    )
    others = names.join(listed, left_on="given", right_on="file", how="anti").get_column("given")
    looked = pl.DataFrame(
        [(given, *confine(folder, given)) for given in others],
        schema={"given": pl.String, "file": pl.String, "path": pl.Binary, "problem": pl.String},
        orient="row",
    )
    found = pl.concat([known.select(looked.columns), looked])
    return named.join(found, on="given").select(pl.lit(side).alias("side"), *list(FILES)[1:])


def _list_files(folder: Path) -> pl.DataFrame:
    """Return ``file, path, problem`` of what lies in the folder and below, sorted by file."""
    try:
        with os.scandir(folder):
            pass
    except OSError as error:
        name = visible(str(folder))
        raise InputError(
            Text(
                f"the folder of full texts {name} cannot be opened",
                f"无法打开全文文件夹 {name}",
            ),
            Text("check scanner.texts", "请检查设置 scanner.texts"),
        ) from error
    rows = [(_as_text(name), *check(folder, name)) for name in _walk(folder)]
    schema = {name: FILES[name] for name in ("file", "path", "problem")}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("file")


def _walk(folder: Path) -> Iterator[str]:
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith((".", "~$")):
                yield Path(here, name).relative_to(folder).as_posix()


def _as_text(name: str) -> str:
    """Return a file's name as text: on Linux, archives from Windows leave names in GBK."""
    data = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")
