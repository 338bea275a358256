"""The dotted names of all settings, and how tables turn into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from disclosure_audit.config import Config


def fields(model: type[BaseModel] = Config, prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Yield the dotted key and the field of every setting that holds a value, in their order."""
    for name, field in model.model_fields.items():
        key = prefix + (field.alias or name)
        if section := section_of(field):
            yield from fields(section, f"{key}.")
        else:
            yield key, field


def section_of(field: FieldInfo) -> type[BaseModel] | None:
    """Return the model of a field that is a section, else ``None``."""
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return the leaves of nested tables by their dotted keys; an empty table is a leaf."""
    leaves: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, Mapping) and value:
            leaves |= flatten(value, f"{prefix}{key}.")
        else:
            leaves[f"{prefix}{key}"] = value
    return leaves


def merge(base: dict[str, Any], layer: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``base`` with the values of ``layer``; tables are merged key by key."""
    merged = dict(base)
    for key, value in layer.items():
        below = merged.get(key)
        both = isinstance(below, dict) and isinstance(value, Mapping)
        merged[key] = merge(below, value) if both else value  # type: ignore[arg-type]  # both are tables
    return merged


def nest(dotted: Mapping[str, Any]) -> dict[str, Any]:
    """Return nested tables for dotted keys: the reverse of :func:`flatten`."""
    table: dict[str, Any] = {}
    for key, value in dotted.items():
        *path, last = key.split(".")
        place = table
        for part in path:
            place = place.setdefault(part, {})
        place[last] = value
    return table
