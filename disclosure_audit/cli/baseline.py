"""``disclosure-audit baseline write``, ``show`` and ``prune``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from disclosure_audit.cli import gating, output
from disclosure_audit.cli.choices import one_of
from disclosure_audit.cli.diagnostics import manner
from disclosure_audit.cli.help import option
from disclosure_audit.errors import InputError, UsageError
from disclosure_audit.glyphs import cells, visible
from disclosure_audit.language import Text

if TYPE_CHECKING:
    from disclosure_audit.gate.baseline import Baseline
    from disclosure_audit.gate.comparison import Comparison
    from disclosure_audit.gate.standing import Standing
    from disclosure_audit.settings import Settings

WRITE_HELP = (
    """
Write the findings of a run as the known ones, so that `gate --new-only` fails on others only.

RUN is the folder of a run; the newest if left out. One line per finding: rule and keyed hash,
sorted, no texts, no dates, so that two branches can be merged. What reviewers or the waivers file
accept is left out. With --shrink-only (or gate.shrink_only) nothing may be added to a baseline.

Examples:

  disclosure-audit baseline write results
  disclosure-audit baseline write results --baseline known.txt
  disclosure-audit baseline write results --shrink-only
""",
    """
将一次结果的问题写成基线，此后 `gate --new-only` 只因其他问题不通过。

RUN 为结果文件夹，省略时取最新的一个。每个问题一行：规则与加密钥的哈希值，已排序，不含文字和
日期，便于分支合并。审阅人或豁免文件已接受的不写入。加 --shrink-only（或设 gate.shrink_only）时
不得向已有基线添加任何内容。

示例：

  disclosure-audit baseline write 结果
  disclosure-audit baseline write 结果 --baseline 已知.txt
  disclosure-audit baseline write 结果 --shrink-only
""",
)
WRITE_SHORT = ("Write the findings of a run as the known ones.", "将一次结果的问题写成基线。")
SHOW_HELP = (
    """
Show what the baseline holds by rule; beside a run, what is known, new, gone or swapped.

Swapped means that as many known findings went as others came, which the number alone would not show.

Examples:

  disclosure-audit baseline show
  disclosure-audit baseline show results
  disclosure-audit baseline show results --format json
""",
    """
按规则显示基线内容；给出结果文件夹时，另列已知、新增、消失和替换的数量。

“替换”指已知问题消失而同时新增同样多的问题，只看数量看不出来。

示例：

  disclosure-audit baseline show
  disclosure-audit baseline show 结果
  disclosure-audit baseline show 结果 --format json
""",
)
SHOW_SHORT = ("Show what the baseline holds.", "显示基线内容。")
PRUNE_HELP = (
    """
Take findings that are gone out of the baseline; nothing is ever added.

Entries of rules that did not run, or could not judge, stay: nobody knows whether these are gone.

Examples:

  disclosure-audit baseline prune results
""",
    """
将已消失的问题移出基线；不会添加任何内容。

未运行或无法判断的规则，其条目保留，因为无从得知是否已消失。

示例：

  disclosure-audit baseline prune 结果
""",
)
PRUNE_SHORT = ("Take out what is gone.", "将已消失的问题移出基线。")
FORMATS = ("table", "json")

_Run = Annotated[Path | None, typer.Argument(metavar="RUN", help=option("Folder of a run.", "结果文件夹。"))]  # fmt: skip
_Baseline = Annotated[
    Path | None, typer.Option("--baseline", metavar="PATH", help=option("File of the known findings.", "基线文件。"))
]  # fmt: skip
_Config = Annotated[Path | None, typer.Option("--config", metavar="PATH", help=option("Configuration file.", "配置文件。"))]  # fmt: skip


def write(
    run: _Run = None,
    baseline: _Baseline = None,
    shrink_only: Annotated[
        bool, typer.Option("--shrink-only", help=option("Refuse to add anything.", "不得添加任何内容。"))
    ] = False,
    config: _Config = None,
) -> None:  # fmt: skip
    """Write the findings of a run as the known ones."""
    folder = gating.run_or_newest(run)

    from disclosure_audit.gate import baseline as baselines

    found = _settings(config, baseline)
    path = gating.baseline_path(found)
    may_only_shrink = shrink_only or found.config.gate.shrink_only
    before = _before(path, may_only_shrink)
    standing, key = _stand(folder, found, before, must_fit=may_only_shrink)
    compared = standing.comparison is not None
    added = standing.new.height if compared else 0
    if added and may_only_shrink:
        raise UsageError(
            Text(f"the baseline may only become smaller, and {added:,} findings are new",
                 f"基线只许缩小，而有 {added:,} 个新增问题"),
            Text("put them right; `disclosure-audit baseline prune RUN` takes out what is gone",
                 "请先改正；已消失的用 `disclosure-audit baseline prune 结果` 移出"),
        )  # fmt: skip
    count = baselines.write(path, standing.counted, key=key)
    said = Text(f"{path}: {count:,} known findings", f"{path}：已知问题 {count:,} 个")
    if before is not None and compared:
        gone = before.entries.join(
            baselines.entries_of(standing.counted), on=["rule", "finding_id"], how="anti"
        ).height
        said = Text(f"{said.en} (+{added:,} -{gone:,})", f"{said.zh}（+{added:,} -{gone:,}）")
    _put(said)


def show(
    run: _Run = None,
    baseline: _Baseline = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help=option("Output format.", "输出格式。"))
    ] = FORMATS[0],
    config: _Config = None,
) -> None:  # fmt: skip
    """Show what the baseline holds."""
    chosen = one_of("--format", format_, FORMATS)

    from disclosure_audit.gate import baseline as baselines

    found = _settings(config, baseline)
    known = baselines.read(gating.baseline_path(found))
    comparison = None
    if run is not None:
        standing, _ = _stand(run, found, known)
        comparison = standing.comparison
    facts = _facts(known, comparison)
    if chosen == "json":
        output.put(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", machine=True)
    else:
        output.put(_lines(facts), machine=False)


def prune(run: _Run = None, baseline: _Baseline = None, config: _Config = None) -> None:
    """Take out what is gone."""
    folder = gating.run_or_newest(run)

    from disclosure_audit.gate import baseline as baselines

    found = _settings(config, baseline)
    path = gating.baseline_path(found)
    known = baselines.read(path)
    standing, _ = _stand(folder, found, known)
    went = 0
    if standing.comparison is not None:
        went = baselines.prune(path, known, standing.comparison.gone)
    left = int(known.entries["count"].sum()) - went
    _put(Text(f"{path}: {went:,} taken out, {left:,} left", f"{path}：移出 {went:,} 条，尚余 {left:,} 条"))  # fmt: skip


def _settings(config: Path | None, baseline: Path | None) -> Settings:
    return gating.settings_of(config, {} if baseline is None else {"gate.baseline": str(baseline)})


def _before(path: Path, must_be_read: bool) -> Baseline | None:
    """Return the baseline that is about to be replaced, if it is any good."""
    from disclosure_audit.gate import baseline as baselines

    if not path.exists():
        return None
    try:
        return baselines.read(path)
    except InputError:
        if must_be_read:
            raise
        return None  # what a merge left in it is the reason why it is written anew


def _stand(
    folder: Path, found: Settings, baseline: Baseline | None, *, must_fit: bool = True
) -> tuple[Standing, str | None]:
    """Return how the findings of a run stand beside the baseline, and the name of the run's key.

    A baseline of another key is left aside unless it ``must_fit``.
    """
    from disclosure_audit.gate.standing import take_stand
    from disclosure_audit.paper import make_paper

    with gating.opened(folder, found) as desk:
        key = desk.run.info["key"]
        if baseline is not None and must_fit:
            baseline.check_key(key)
        elif baseline is not None and not baseline.fits(key):
            baseline = None
        waivers = gating.read_waivers(found, gating.rules_of(desk))
        paper = make_paper(desk, lang=manner.lang)
    return take_stand(paper, today=gating.today(), baseline=baseline, waivers=waivers), key


def _facts(known: Baseline, comparison: Comparison | None) -> dict[str, object]:
    """Return what is told of a baseline: the same for the eye and for machines."""
    import polars as pl

    counts = known.entries.group_by("rule").agg(pl.col("count").sum()).sort("rule")
    facts: dict[str, object] = {
        "format_version": 1,
        "baseline": known.name,
        "key": known.key,
        "findings": int(known.entries["count"].sum()),
        "rules": dict(counts.iter_rows()),
    }
    if comparison is not None:
        facts["run"] = {
            "known": comparison.known,
            "new": comparison.new,
            "gone": int(comparison.gone["count"].sum()),
            "not_judged": int(comparison.unseen["count"].sum()),
            "swapped": dict(comparison.swapped),
        }
    return facts


_LABELS = {
    "baseline": Text("baseline", "基线"),
    "key": Text("key", "密钥"),
    "findings": Text("findings", "问题"),
    "known": Text("known", "已知"),
    "new": Text("new", "新增"),
    "gone": Text("gone", "已消失"),
    "not_judged": Text("of rules that did not judge", "所属规则未作判断"),
    "swapped": Text("swapped", "替换"),
}


def _lines(facts: dict[str, object]) -> str:
    """Return one line per fact, labels padded by the cells they take."""
    rows: list[tuple[str, object]] = []
    for name, value in facts.items():
        if isinstance(value, dict):
            rows += [(f"  {_label(key)}", said) for key, said in value.items() if said != {}]
        elif name in _LABELS:
            rows.append((_label(name), value))
    width = max(cells(label) for label, _ in rows) + 2
    return "".join(
        f"{label}{' ' * (width - cells(label))}{_said(value)}\n" for label, value in rows
    )


def _label(name: str) -> str:
    return _LABELS[name].to(manner.lang) if name in _LABELS else name


def _said(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{rule} {count:,}" for rule, count in value.items())
    return f"{value:,}" if isinstance(value, int) else str(value)


def _put(said: Text) -> None:
    output.put(visible(said.to(manner.lang)) + "\n", machine=False)
