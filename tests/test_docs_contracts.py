"""The tables of the documents agree with the schemas, settings and rooms in the code."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl
import pytest

import disclosure_audit
from disclosure_audit import run
from disclosure_audit.addresses.schema import ADDRESSES
from disclosure_audit.config import Config
from disclosure_audit.dispositions import DISPOSITIONS, OF_SIDE, Disposition
from disclosure_audit.findings import FINDINGS
from disclosure_audit.matching.schema import CANDIDATES, LINKS, REPEATS, Status, Veto
from disclosure_audit.readers.table import LINES, REJECTS
from disclosure_audit.run_info import describe
from disclosure_audit.scanner.search import EXTRACTS
from disclosure_audit.schema.columns import COLUMNS, SIDES
from disclosure_audit.settings.keys import fields
from disclosure_audit.spans import HITS
from disclosure_audit.upgrades import FORMAT_VERSION
from tests.documented import ROOT, check_table, rooms
from tests.test_docs import blocks

DOCS = ROOT / "docs"
ARCHITECTURE, RUN_FOLDER, CONFIGURATION = (
    DOCS / f"{name}.md" for name in ("architecture", "run-folder", "configuration")
)
FRAMES: dict[str, Mapping[str, object]] = {
    "links": LINKS,
    "candidates": CANDIDATES,
    "repeats": REPEATS,
    "dispositions": DISPOSITIONS,
    "findings": FINDINGS,
    "hits": HITS,
    "texts": EXTRACTS,
    "addresses": ADDRESSES,
    "rejects": {"side": pl.String, **REJECTS},
    "lines": {"side": pl.String, **LINES},
}


def typed(schema: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(f"`{name}`", str(pl.Series([], dtype=dtype).dtype)) for name, dtype in schema.items()]


def coded(names: Iterable[object]) -> list[tuple[str]]:
    return [(f"`{name}`",) for name in names]


def test_every_room_is_named_in_the_order_of_the_law() -> None:
    check_table(ARCHITECTURE, "rooms", coded(rooms()))
    home = ROOT / "disclosure_audit"
    there = {path.stem for path in home.glob("*.py")} | {
        p.parent.name for p in home.glob("*/__init__.py")
    }
    assert there - {"__init__"} == set(rooms())


def test_the_columns_of_a_record() -> None:
    row = pl.DataFrame({"标题": ["关于供水的通知"]})
    check_table(ARCHITECTURE, "records", typed(disclosure_audit.scan(row, row).register.schema))


@pytest.mark.parametrize(("name", "codes"), [("statuses", Status), ("vetoes", Veto)])
def test_the_codes_of_matching(name: str, codes: Iterable[object]) -> None:
    check_table(ARCHITECTURE, name, coded(codes))


def test_the_dispositions() -> None:
    rows = [
        (f"`{each}`", ", ".join(side for side in SIDES if each in OF_SIDE[side]))
        for each in Disposition
    ]
    check_table(ARCHITECTURE, "dispositions", rows)


def test_the_files_of_a_run(audit: Any) -> None:
    assert set(FRAMES) == set(run._FRAMES)
    assert {"run.json", *(f"{name}.parquet" for name in FRAMES)} == run._OURS
    check_table(RUN_FOLDER, "files", coded(["run.json", *(f"{n}.parquet" for n in run._FRAMES)]))
    check_table(RUN_FOLDER, "run.json", coded(describe(audit, [])))
    assert f"Format version: **{FORMAT_VERSION}**" in RUN_FOLDER.read_text("utf-8")


@pytest.mark.parametrize("name", FRAMES)
def test_the_tables_of_a_run(name: str) -> None:
    assert typed(FRAMES[name]) == typed(run._FRAMES[name][0])
    check_table(RUN_FOLDER, name, typed(FRAMES[name]))


def test_every_setting_is_documented_with_its_default() -> None:
    values = Config().model_dump(mode="json", by_alias=True)

    def default(key: str) -> str:
        value: Any = values
        for part in key.split("."):
            value = value[part]
        text = json.dumps(value, ensure_ascii=False).replace("|", "\\|")
        return "none" if value is None else f"`{text}`"

    rows = []
    for key, field in fields():
        assert field.description, f"config.py does not say what {key} does"
        said = " ".join(field.description.replace("``", "`").split()).replace("|", "\\|")
        rows.append((f"`{key}`", default(key), said))
    check_table(CONFIGURATION, "settings", rows)


def test_the_canonical_columns() -> None:
    rows = [(f"`{c.name}`", c.title.en, c.title.zh, c.dtype.__name__) for c in COLUMNS]
    check_table(CONFIGURATION, "columns", rows)


def test_the_example_of_a_configuration_is_valid() -> None:
    (example,) = blocks(CONFIGURATION, "toml")
    config = Config.model_validate(tomllib.loads(example))
    assert config.scope.issuer.include == ("霁川市*",)
    assert config != Config()
