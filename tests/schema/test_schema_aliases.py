from __future__ import annotations

import subprocess
import sys

import pytest

from disclosure_audit.schema.aliases import load_aliases
from disclosure_audit.schema.columns import BY_NAME, COLUMNS
from disclosure_audit.schema.mapping import map_headers


@pytest.mark.parametrize("column", [column.name for column in COLUMNS])
def test_every_column_is_found_by_its_own_titles(column: str) -> None:
    title = BY_NAME[column].title
    headers = [title.zh, column.replace("_", " ")]
    for header in headers:
        if header == "classification":
            continue  # category or grade of secrecy: told by the cells
        assert map_headers([header]).as_dict() == {column: header}


def test_every_option_is_a_canonical_column() -> None:
    for meaning in load_aliases().by_key.values():
        assert {name for name, _ in meaning.options} <= set(BY_NAME)


def test_every_alias_has_one_kind_of_meaning() -> None:
    for meaning in load_aliases().by_key.values():
        kinds = [meaning.options, meaning.look, meaning.date, meaning.left_over]
        assert sum(map(bool, kinds)) == 1


def test_schema_imports_nothing_above_itself() -> None:
    code = (
        "import sys, disclosure_audit.schema.mapping, disclosure_audit.schema.heading;"
        "print(sorted(m for m in sys.modules if m.startswith('disclosure_audit.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[1] for name in eval(done.stdout)}
    assert loaded == {"schema", "errors", "language"}
