"""A case as files: what a tool under test reads, and the truth that it must not read."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl

from benchmarks.defects.truth import CATALOG, REGISTER, Truth

HEADERS: dict[str, dict[str, str]] = {
    "register": {
        "serial": "序号", "doc_number": "发文字号", "title": "标题", "issued": "成文日期",
        "issuer": "发文机关",
    },
    "catalog": {
        "title": "名称", "doc_number": "文号", "issued": "成文日期", "published": "发布日期",
        "url": "链接", "issuer": "发布机构",
    },
}  # fmt: skip
_TABLES = ("pairs", "omitted", "orphans")


def write_case(truth: Truth, folder: Path, encoding: str = "gb18030") -> None:
    """Write ``register.csv``, ``catalog.csv``, ``truth.json`` and the truth as Parquet tables.

    The lists have Chinese headers and no trace of the truth; ``encoding`` is theirs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for side, frame in (("register", truth.register), ("catalog", truth.catalog)):
        names = {old: new for old, new in HEADERS[side].items() if old in frame.columns}
        text = frame.select(*names).rename(names).write_csv(quote_style="necessary")
        (folder / f"{side}.csv").write_bytes(text.encode(encoding))
    for name in _TABLES:
        getattr(truth, name).write_parquet(folder / f"{name}.parquet")
    kinds = truth.pairs.explode("kinds").drop_nulls().group_by("kinds").len().sort("kinds")
    summary = {
        "seed": truth.seed,
        "encoding": encoding,
        "register_rows": truth.register.height,
        "catalog_rows": truth.catalog.height,
        "pairs": truth.pairs.height,
        "omitted": dict(truth.omitted.group_by("kind").len().sort("kind").iter_rows()),
        "orphans": dict(truth.orphans.group_by("kind").len().sort("kind").iter_rows()),
        "kinds": dict(kinds.iter_rows()),
    }
    (folder / "truth.json").write_text(
        json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


def read_case(folder: Path) -> Truth:
    """Return the case that :func:`write_case` wrote."""
    summary = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    frames = {}
    for side, schema in (("register", REGISTER), ("catalog", CATALOG)):
        text = (folder / f"{side}.csv").read_bytes().decode(summary["encoding"])
        frame = pl.read_csv(text.encode(), infer_schema=False).with_row_index("row")
        back = {new: old for old, new in HEADERS[side].items() if new in frame.columns}
        frame = frame.rename(back)
        frames[side] = frame.select(name for name in schema if name in frame.columns).with_columns(
            pl.col(name).str.to_date("%Y-%m-%d")
            for name, dtype in schema.items()
            if dtype == pl.Date
        )
    tables = {name: pl.read_parquet(folder / f"{name}.parquet") for name in _TABLES}
    return Truth(**frames, **tables, seed=summary["seed"])
