"""One list as the commands that only look at columns see it."""

from __future__ import annotations

from disclosure_audit.config import Config
from disclosure_audit.intake import Shape, map_table, read_list
from disclosure_audit.schema.columns import Side
from disclosure_audit.schema.mapping import MappedColumn, Mapping, Question


def look_at(path: str, side: Side, config: Config) -> tuple[Shape, ...]:
    """Return what the columns of each shape of a list are taken for.

    Raises ``InputError`` or ``UsageError`` for a list that cannot be read.
    """
    return map_table(read_list(path, side, config), config, side)


def merge(shapes: tuple[Shape, ...]) -> Mapping:
    """Return one mapping for all shapes; a header counts as found if one of them found it."""
    columns: dict[str, MappedColumn] = {}
    questions: dict[str, Question] = {}
    for shape in shapes:
        for column in shape.mapping.columns:
            known = columns.get(column.header)
            if known is None or (known.name is None and column.name is not None):
                columns[column.header] = column
        questions |= {question.header: question for question in shape.mapping.questions}
    settled = {header for header, column in columns.items() if column.name is not None}
    return Mapping(
        tuple(columns.values()),
        tuple(question for header, question in questions.items() if header not in settled),
    )
