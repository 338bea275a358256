"""``disclosure-audit schema``."""

from __future__ import annotations

from typing import Annotated

import typer

from disclosure_audit.cli import output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.help import option

HELP = (
    """
Print the JSON Schema of a format: findings of JSON, finding of a line of NDJSON.

Examples:

  disclosure-audit schema findings
  disclosure-audit schema finding > finding.schema.json
""",
    """
打印输出格式的 JSON Schema：findings 对应 JSON，finding 对应 NDJSON 的一行。

示例：

  disclosure-audit schema findings
  disclosure-audit schema finding > finding.schema.json
""",
)
SHORT = ("Print the JSON Schema of a format.", "打印输出格式的 JSON Schema。")


def schema(
    name: Annotated[
        str, typer.Argument(metavar="findings|finding", help=option("Which schema.", "哪个 Schema。"))
    ],
) -> None:  # fmt: skip
    """Print the JSON Schema of a format."""
    from disclosure_audit.writers.schemas import SCHEMAS, read_schema

    output.put(read_schema(one_of("NAME", name, SCHEMAS)), machine=True)
