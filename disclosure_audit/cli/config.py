"""``disclosure-audit config show`` and ``disclosure-audit config validate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from disclosure_audit.cli import gating, output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.diagnostics import manner
from disclosure_audit.cli.help import option
from disclosure_audit.language import Text

SHOW_HELP = (
    """
Show every setting, its value, and where the value comes from: default, file, environment.

Examples:

  disclosure-audit config show
  disclosure-audit config show --config audit-2020.toml --format json
""",
    """
显示每个设置项的取值及其来源：默认、文件、环境变量。

示例：

  disclosure-audit config show
  disclosure-audit config show --config audit-2020.toml --format json
""",
)
SHOW_SHORT = ("Show each setting and where it comes from.", "显示每个设置项及其来源。")
VALIDATE_HELP = (
    """
Check a configuration file: syntax, keys, values, and the rules it names.

Without PATH the nearest disclosure-audit.toml or pyproject.toml is checked.

Examples:

  disclosure-audit config validate
  disclosure-audit config validate audit-2020.toml
""",
    """
检查配置文件：语法、设置项、取值，以及其中提到的规则。

不给 PATH 时检查最近的 disclosure-audit.toml 或 pyproject.toml。

示例：

  disclosure-audit config validate
  disclosure-audit config validate audit-2020.toml
""",
)
VALIDATE_SHORT = ("Check a configuration file.", "检查配置文件。")


def show(
    config: Annotated[
        Path | None, typer.Option("--config", metavar="PATH", help=option("Configuration file.", "配置文件。"))
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="table|json", help=option("Output format.", "输出格式。"))
    ] = "table",
) -> None:  # fmt: skip
    """Show each setting and where it comes from."""
    chosen = one_of("--format", format_, ("table", "json"))

    from disclosure_audit import settings
    from disclosure_audit.glyphs import cells, visible

    found = settings.load(config, Path.cwd(), {})
    values = found.values()
    if chosen == "json":
        content = {
            key: {"value": value, "origin": found.origins[key]} for key, value in values.items()
        }
        output.put(json.dumps(content, ensure_ascii=False, indent=1) + "\n", machine=True)
        return
    lines = []
    for key, value in values.items():
        shown = visible(json.dumps(value, ensure_ascii=False))
        line = f"{key} = {shown}"
        gap = " " * max(2, 60 - cells(line))
        lines.append(f"{line}{gap}# {visible(found.origins[key])}")
    output.put("\n".join(lines) + "\n", machine=False)


def validate(
    path: Annotated[
        Path | None, typer.Argument(metavar="[PATH]", help=option("Configuration file.", "配置文件。"))
    ] = None,
) -> None:  # fmt: skip
    """Check a configuration file."""
    from disclosure_audit import settings
    from disclosure_audit.glyphs import visible
    from disclosure_audit.rules.registry import selected

    found = settings.load(path, Path.cwd(), {})
    count = len(selected(found.config))
    gating.check(found)
    if found.path is None:
        said = Text(
            "no configuration file found; the defaults hold ({n} rules)",
            "没有找到配置文件；使用默认设置（{n} 条规则）",
        ).to(manner.lang, n=count)
    else:
        said = Text("{path}: in order ({n} rules)", "{path}：没有问题（{n} 条规则）").to(
            manner.lang, path=visible(str(found.path)), n=count
        )
    output.put(said + "\n", machine=False)
