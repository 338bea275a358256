"""``disclosure-audit lexicon check`` and ``disclosure-audit lexicon list``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_audit.cli import diagnostics, output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.help import option
from disclosure_audit.cli.lexicon_tables import about, check_json, check_table, list_table

if TYPE_CHECKING:
    import polars as pl

    from disclosure_audit.config import Config

CHECK_HELP = (
    """
Check a lexicon: syntax, keys, values, and what is doubtful about its terms.

With --corpus also measure how often each term fires on the titles of a list that is known to be
harmless, such as what was published for years: hits that are kept, and hits that the context makes
harmless, with the reason. Secret terms are shown by their number and line only.

Examples:

  disclosure-audit lexicon check our-terms.toml
  disclosure-audit lexicon check our-terms.toml --corpus catalog.csv

Exit codes: 0 the lexicon can be used, 2 it is wrong, 4 a file cannot be read.
""",
    """
检查词表：语法、键、取值，以及可疑的词条。

加 --corpus 时，还在一份已知无害的清单（如历年已公开目录）的标题上测量每个词条的命中次数：
保留的命中，以及因上下文而排除的命中及其原因。保密词条只显示编号与行号。

示例：

  disclosure-audit lexicon check our-terms.toml
  disclosure-audit lexicon check our-terms.toml --corpus 目录.csv

退出码：0 词表可用，2 词表有误，4 文件无法读取。
""",
)
CHECK_SHORT = ("Check a lexicon.", "检查词表。")
LIST_HELP = (
    """
List the lexicons in use, bundled and configured: name, version, number of terms by category.

Examples:

  disclosure-audit lexicon list
  disclosure-audit lexicon list --format json
""",
    """
列出正在使用的词表（内置的和配置的）：名称、版本、各类词条数。

示例：

  disclosure-audit lexicon list
  disclosure-audit lexicon list --format json
""",
)
LIST_SHORT = ("List the lexicons in use.", "列出正在使用的词表。")


def check(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=option("Lexicon (TOML).", "词表（TOML）。"))
    ],
    corpus: Annotated[
        str | None,
        typer.Option("--corpus", metavar="LIST", help=option("List with titles to measure on.", "用于测量的清单（须有标题列）。")),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="table|json", help=option("Output format.", "输出格式。"))
    ] = "table",
    config: Annotated[
        Path | None, typer.Option("--config", metavar="PATH", help=option("Configuration file.", "配置文件。"))
    ] = None,
    reveal: Annotated[
        bool, typer.Option("--reveal", help=option("Show secret terms too.", "同时显示保密词条。"))
    ] = False,
) -> None:  # fmt: skip
    """Check a lexicon."""
    chosen = one_of("--format", format_, ("table", "json"))

    from disclosure_audit import settings
    from disclosure_audit.lexicons.check import measure, remarks
    from disclosure_audit.lexicons.load import load_lexicons, read_lexicon
    from disclosure_audit.lexicons.problems import LexiconError
    from disclosure_audit.scanner.folding import fold

    found = settings.load(config, Path.cwd(), {}).config
    _speak(found)
    try:
        lexicon = read_lexicon(file)
    except LexiconError as error:
        for problem in error.problems[1:]:
            diagnostics.warn(problem.message, problem.hint)
        raise
    others = [each for each in load_lexicons((), bundled=True) if each.path != file.resolve()]
    said = remarks(lexicon, others, fold)
    measured = None
    texts = 0
    if corpus is not None:
        cells = _cells(corpus, found)
        texts, measured = cells.height, measure(lexicon, cells, fold)
    if chosen == "json":
        output.put(check_json(lexicon, said, measured, texts, reveal=reveal), machine=True)
    else:
        output.put(check_table(lexicon, said, measured, texts, reveal=reveal), machine=False)


def list_(
    format_: Annotated[
        str, typer.Option("--format", metavar="table|json", help=option("Output format.", "输出格式。"))
    ] = "table",
    config: Annotated[
        Path | None, typer.Option("--config", metavar="PATH", help=option("Configuration file.", "配置文件。"))
    ] = None,
) -> None:  # fmt: skip
    """List the lexicons in use."""
    chosen = one_of("--format", format_, ("table", "json"))

    from disclosure_audit import settings
    from disclosure_audit.lexicons.load import load_lexicons

    found = settings.load(config, Path.cwd(), {}).config
    _speak(found)
    lexicons = load_lexicons(found.scanner.lexicons, bundled=found.scanner.bundled)
    if chosen == "json":
        content = [about(lexicon) for lexicon in lexicons]
        output.put(json.dumps(content, ensure_ascii=False, indent=1) + "\n", machine=True)
    else:
        output.put(list_table(lexicons), machine=False)


def _speak(config: Config) -> None:
    """Speak the language of the settings, unless another was asked for."""
    manner = diagnostics.manner
    manner.lang = manner.lang if manner.lang_asked else config.lang or manner.lang


def _cells(corpus: str, config: Config) -> pl.DataFrame:
    """Return the titles of the list at ``corpus``, folded, as cells."""
    import polars as pl

    from disclosure_audit.intake import take_in
    from disclosure_audit.scanner.folding import fold

    titles = take_in(corpus, "catalog", config).records["title"].drop_nulls()
    return pl.DataFrame(
        {"folded": fold(titles)},
    ).select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("cell"),
        pl.lit("catalog").alias("side"),
        pl.lit("title").alias("field"),
        "folded",
    )
