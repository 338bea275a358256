"""The list of voided numbers (作废文号): numbers in the settings, or files that hold them."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

from disclosure_audit.config import Config, Reading
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text
from disclosure_audit.normalise.doc_number import parse_doc_numbers
from disclosure_audit.readers import read
from disclosure_audit.readers.locate import ENDINGS

_NOTE = re.compile(
    r"\s*[（(\[【〔][^（()）\[\]【】〔〕]*[)）\]】〕]\s*$|[\s,，;；:：]+[^\s〔\[（(【]*$"
)
"""What may stand behind a voided number: why it was."""
_LONGEST = 120


def read_voided(config: Config) -> Config:
    """Return ``config`` with the numbers themselves in the place of the files in ``series.voided``.

    Numbers are in canonical form, sorted, each once. So a run holds what it was made with, and can be
    repeated when the file has gone.

    Raises ``UsageError`` for an entry that is neither a number nor a file, ``InputError`` for a file
    that cannot be read or holds no number.
    """
    found: set[str] = set()
    for entry in config.series.voided:
        if Path(entry).suffix.lower() in ENDINGS:
            found |= _of_file(entry, config)
        elif number := _keys(pl.Series([entry])):
            found |= number
        else:
            raise UsageError(
                Text("series.voided: “{entry}” is neither a document number nor a file",
                     "series.voided：“{entry}”既不是文号，也不是文件").fill(entry=_shown(entry)),
                Text("write numbers as 国发〔2024〕7号; files are looked for from the working folder",
                     "文号写作 国发〔2024〕7号；文件路径相对于当前文件夹"),
            )  # fmt: skip
    if not found:
        return config
    series = config.series.model_copy(update={"voided": tuple(sorted(found))})
    return config.model_copy(update={"series": series})


def _of_file(path: str, config: Config) -> set[str]:
    """Return the numbers of the column that has most of them; its header may be one of them.

    A plain list has no header, and its first line is taken for one.
    """
    frame = read(path, limits=config.limits, reading=Reading()).frame
    columns = [
        _keys(pl.concat([pl.Series("cell", [name]), frame[name].rename("cell")]))
        for name in frame.columns
        if not name.startswith("__")
    ]
    most = max(columns, key=len, default=set())
    if not most:
        raise InputError(
            Text("series.voided: no document number was found in {name}",
                 "series.voided：{name} 中没有文号").fill(name=_shown(path)),
            Text("one number per line, or a column of them", "每行一个文号，或其中有一列为文号"),
        )  # fmt: skip
    return most


def _keys(cells: pl.Series) -> set[str]:
    """Return the numbers of ``cells`` in canonical form, without the notes behind them."""
    texts = cells.cast(pl.String).drop_nulls()
    parsed = parse_doc_numbers(texts)
    left = texts.filter(parsed["number_key"].is_null())
    bare = pl.Series([_NOTE.sub("", text) for text in left], dtype=pl.String)
    both = pl.concat([parsed, parse_doc_numbers(bare)])
    return {*both["number_key"].drop_nulls(), *both["number_others"].explode().drop_nulls()}


def _shown(text: str) -> str:
    return visible(shorten(text, _LONGEST))
