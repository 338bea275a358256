"""From settings and a run to the verdict of the gate; what ``gate``, ``scan`` and others share."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from disclosure_audit.cli import diagnostics
from disclosure_audit.cli.newest_run import RUNS, newest_run
from disclosure_audit.errors import AuditError, InputError, UsageError
from disclosure_audit.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure_audit.cli.outputs import Output
    from disclosure_audit.config import Config
    from disclosure_audit.gate.baseline import Baseline
    from disclosure_audit.gate.conditions import Condition
    from disclosure_audit.gate.verdict import Verdict
    from disclosure_audit.gate.waivers import Waivers
    from disclosure_audit.review.desk import Desk
    from disclosure_audit.settings import Settings


def today() -> dt.date:
    """Return the day by which waivers run out: that of the clock here."""
    return dt.datetime.now().astimezone().date()


def run_or_newest(run: Path | None) -> Path:
    """Return the run that is meant; raises ``UsageError`` where none is named and there is none."""
    folder = run or newest_run()
    if folder is None:
        raise UsageError(
            Text(f"there is no run below {RUNS.as_posix()}", f"{RUNS.as_posix()} 下没有扫描结果"),
            Text("make one with `disclosure-audit scan REGISTER CATALOG`, or name its folder",
                 "请先用 `disclosure-audit scan 登记簿 目录` 生成，或给出结果文件夹"),
        )  # fmt: skip
    return folder


def settings_of(config: Path | None, overrides: Mapping[str, Any]) -> Settings:
    """Return the settings in force; the language they hold is spoken from now on."""
    from disclosure_audit import settings

    lang = {"lang": diagnostics.manner.lang} if diagnostics.manner.lang_asked else {}
    found = settings.load(config, Path.cwd(), {**overrides, **lang})
    diagnostics.manner.lang = found.config.lang or diagnostics.manner.lang
    return found


def conditions_of(config: Config, rules: Mapping[str, str] | None = None) -> list[Condition]:
    """Return what fails the gate: ``gate.fail_on`` and ``gate.conditions``, in this order.

    ``rules`` are those of a run, which may know more than this version. Raises ``UsageError``.
    """
    from disclosure_audit.gate.conditions import of_severity, parse

    severity = config.gate.fail_on
    worst = [of_severity(str(severity))] if severity is not None else []
    return [*worst, *(parse(text, rules) for text in config.gate.conditions)]


def baseline_path(found: Settings) -> Path:
    """Return where the baseline lies, or would lie."""
    from disclosure_audit.gate.baseline import FILE

    return _beside(found, "gate.baseline", found.config.gate.baseline) or _home(found) / FILE


def waivers_path(found: Settings) -> Path:
    """Return where the waivers lie, or would lie."""
    from disclosure_audit.gate.waivers import FILE

    return _beside(found, "gate.waivers", found.config.gate.waivers) or _home(found) / FILE


def read_baseline(found: Settings, *, may_lack: bool = False) -> Baseline | None:
    """Return the baseline, ``None`` where none is named and none lies in its usual place.

    With ``may_lack`` also where one is named that is not there yet.
    """
    from disclosure_audit.gate import baseline

    path = baseline_path(found)
    if not path.exists() and (may_lack or found.config.gate.baseline is None):
        return None
    return baseline.read(path)


def baseline_or_warning(
    found: Settings, key: str | None, *, may_lack: bool = False
) -> Baseline | None:
    """Return the baseline for a list or a paper; of one that is of no use here only warn."""
    try:
        baseline = read_baseline(found, may_lack=may_lack)
        if baseline is not None:
            baseline.check_key(key)
    except AuditError as error:
        diagnostics.warn(error.message, error.hint)
        return None
    return baseline


def read_waivers(found: Settings, rules: Mapping[str, str] | None = None) -> Waivers | None:
    """Return the waivers, ``None`` where no file is named and none lies in its usual place."""
    from disclosure_audit.gate import waiver_file

    path = waivers_path(found)
    if found.config.gate.waivers is None and not path.is_file():
        return None
    return waiver_file.read(path, rules)


def is_on(config: Config) -> bool:
    """Return whether anything is asked of a scan that could fail it."""
    gate = config.gate
    return gate.fail_on is not None or bool(gate.conditions) or gate.shrink_only


def check(found: Settings) -> None:
    """Raise ``UsageError`` or ``InputError`` for a gate that could not judge: before the work.

    A baseline that is not there yet is no hindrance: it takes a run to write one.
    """
    if is_on(found.config):
        conditions_of(found.config)
        read_baseline(found, may_lack=True)
        read_waivers(found)


@contextmanager
def opened(folder: Path, found: Settings) -> Iterator[Desk]:
    """Give the desk of a run, to be looked at; it shows what follows from the reviewers' links.

    Raises ``InputError`` where reviewers changed links and what follows cannot be told.
    """
    from disclosure_audit.review.desk import open_desk

    desk = open_desk(folder, journal=found.config.review.journal, user="gate", read_only=True)
    try:
        if desk.needs_judging:
            why = desk.recall()
            if why is not None:
                raise InputError(
                    Text(f"reviewers changed links, and what follows from it cannot be told: {why.en}",
                         f"审阅人改动了对应关系，但无法据此重新判断：{why.zh}"),
                    Text("run it where the lists and the key of the scan are, or open the review there once",
                         "请在有原清单和扫描密钥的地方运行，或先在那里打开一次审阅"),
                )  # fmt: skip
            desk.judge()
        yield desk
    finally:
        desk.close()


def rules_of(desk: Desk) -> dict[str, str]:
    """Return code and name of the rules there are: this version's and the run's."""
    from disclosure_audit.rules.registry import all_rules

    here = {code: rule.name for code, rule in all_rules().items()}
    return here | {str(rule["code"]): str(rule["name"]) for rule in desk.run.info["rules"]}


def ask(
    folder: Path,
    found: Settings,
    files: Sequence[Output] = (),
    *,
    named: Path | None = None,
    may_lack: bool = False,
) -> Verdict | None:
    """Return what the gate says of a run, ``None`` if nothing is asked of it; write ``files`` too.

    In what is written, findings that the waivers file accepts are waived and known ones are marked.
    ``named`` is what the commands in the remedies call the run. With ``may_lack`` a baseline that is
    needed and not there yet is warned of, and every finding counts as new; without, ``UsageError``.
    """
    from disclosure_audit.cli.outputs import texts_for, write_outputs
    from disclosure_audit.gate.verdict import judge
    from disclosure_audit.gate.waived import with_waivers
    from disclosure_audit.paper import make_paper
    from disclosure_audit.writers.stream import Options

    day = today()
    with opened(folder, found) as desk:
        rules = rules_of(desk)
        baseline, waivers = read_baseline(found, may_lack=may_lack), read_waivers(found, rules)
        if baseline is None and may_lack and needs_baseline(found.config, rules):
            baseline = _none_yet(found, desk.run.info["key"], named or folder)
        if baseline is not None:
            baseline.check_key(desk.run.info["key"])
        known = baseline.ids.to_list() if baseline is not None else ()
        # a run holds what was revealed to it; its lists are masked unless that is asked for again
        texts = texts_for(desk.run, files, reveal=found.config.reveal)
        paper = make_paper(desk, lang=diagnostics.manner.lang, texts=texts, known=known)
    verdict = None
    if is_on(found.config):
        verdict = judge(
            paper, conditions_of(found.config, rules), baseline=baseline, waivers=waivers,
            new_only=found.config.gate.new_only, shrink_only=found.config.gate.shrink_only,
            today=day, folder=folder, named=named,
        )  # fmt: skip
    if files:
        told = with_waivers(paper, waivers, day, terms_of(found, waivers))
        write_outputs(told, files, Options(verdict=verdict))
    return verdict


def needs_baseline(config: Config, rules: Mapping[str, str] | None = None) -> bool:
    """Return whether the gate asks what is new, or what of the baseline is gone."""
    from disclosure_audit.gate.verdict import OF_BASELINE

    gate = config.gate
    asked = any(one.key in OF_BASELINE for one in conditions_of(config, rules))
    return is_on(config) and (gate.new_only or gate.shrink_only or asked)


def _none_yet(found: Settings, key: str | None, run: Path) -> Baseline:
    """Return a baseline that holds nothing, and say how to write the one that is not there."""
    from disclosure_audit.gate import baseline

    path = baseline_path(found)
    name = shlex.quote(str(run))
    diagnostics.warn(
        Text(f"there is no baseline {path} yet: every finding counts as new",
             f"尚无基线 {path}：所有问题均按新增计"),
        Text(f"accept what is there today with `disclosure-audit baseline write {name}`",
             f"如要接受现有问题，请用 `disclosure-audit baseline write {name}` 写出"),
    )  # fmt: skip
    return baseline.empty(path.name, key)


def terms_of(found: Settings, waivers: Waivers | None) -> tuple[str, ...]:
    """Return the terms to be masked in what was written into the waivers file.

    Nothing without such a file, and nothing where the settings reveal. Raises ``UsageError`` or
    ``InputError`` for a lexicon that cannot be read: nobody could mask without it.
    """
    if waivers is None or found.config.reveal:
        return ()
    from disclosure_audit.scanner.secret_terms import secret_terms

    terms = secret_terms(found.config.scanner)
    diagnostics.manner.terms = terms
    return terms


def no_condition() -> UsageError:
    """Return the complaint about a gate that nothing could fail."""
    return UsageError(
        Text("the gate has no condition, so it would pass whatever is there", "没有设定任何条件，门槛形同虚设"),
        Text('give --fail-on high or --condition "omitted > 0", or set [gate] in disclosure-audit.toml',
             "请用 --fail-on high 或 --condition \"未见公开 > 0\"，或在 disclosure-audit.toml 的 [gate] 中设定"),
    )  # fmt: skip


def tell(verdict: Verdict) -> None:
    """Say on stderr what failed, with examples and remedies, and the notes."""
    from disclosure_audit.writers.verdict_lines import failure_lines

    lang = diagnostics.manner.lang
    gate = Text("gate", "门槛").to(lang) + ("：" if lang == "zh" else ": ")
    for failure in verdict.failures:
        first, *rest = failure_lines(failure, lang)
        for line in (gate + first, *rest):
            diagnostics.say(Text(line, line))
    for note in verdict.notes:
        line = gate + note.to(lang)
        diagnostics.say(Text(line, line))


def _home(found: Settings) -> Path:
    """Return the folder of the configuration, as one would type it from here."""
    if found.path is None:
        return Path()
    home, here = found.path.parent, Path.cwd()
    return home.relative_to(here) if home.is_relative_to(here) else home


def _beside(found: Settings, key: str, given: str | None) -> Path | None:
    """Return the path that a setting holds: beside its file, or as it was typed."""
    if given is None:
        return None
    path = Path(given).expanduser()
    is_typed = not found.origins[key].startswith("file ")
    return path if is_typed or path.is_absolute() else _home(found) / path
