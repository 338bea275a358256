"""The JSON Schemas of the formats JSON and NDJSON, as they are shipped."""

from __future__ import annotations

from importlib.resources import files

SCHEMAS = ("findings", "finding")
"""Names of the schemas: of the JSON format, and of a line of NDJSON."""


def read_schema(name: str) -> str:
    """Return the text of a schema (draft 2020-12), one of :data:`SCHEMAS`."""
    return (files(__name__) / f"{name}.schema.json").read_text("utf-8")
