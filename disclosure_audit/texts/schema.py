"""The columns of the files and of their texts."""

from __future__ import annotations

import polars as pl

FILES: dict[str, pl.DataType | type[pl.DataType]] = {
    "side": pl.String,
    "row": pl.UInt32,
    "file": pl.String,
    "path": pl.Binary,
    "problem": pl.String,
}
"""One row per record and file. ``row`` is null where the file belongs to no record; ``file`` is the
path below the folder, with ``/``; ``path`` the real path to open, as bytes
(a name need be no text); ``problem`` null, or the code of
the reason why it is not opened (:mod:`disclosure_audit.texts.reasons`)."""

TEXTS: dict[str, pl.DataType | type[pl.DataType]] = {
    "side": pl.String,
    "row": pl.UInt32,
    "file": pl.String,
    "status": pl.String,
    "reason": pl.String,
    "chars": pl.UInt32,
    "text": pl.String,
}
"""One row per row of the files. ``status`` is ``read`` or ``unreadable``; ``reason`` a code of
``REASONS`` for an unreadable text, of ``INCOMPLETE`` for one that was read in part, else null;
``chars`` the length of ``text``, 0 and null for an unreadable one."""
