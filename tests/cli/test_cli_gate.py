"""``gate``, ``baseline``, ``waivers`` and ``scan --fail-on`` from the command line."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from disclosure_audit.glyphs import cells
from disclosure_audit.review.desk import open_desk
from disclosure_audit.review.entry import Draft
from disclosure_audit.workspace import KEY_VARIABLE
from tests.keeping import Keep

if TYPE_CHECKING:
    from tests.command_line import Cli

BASELINE, WAIVERS = "disclosure-audit-baseline.txt", "disclosure-audit-waivers.toml"


def waiver(target: str, expires: str = "2999-01-01", reason: str = "accepted") -> str:
    return (
        f'[[waiver]]\n{target}\nreason = "{reason}"\nowner = "王"\napprover = "李"\n'
        f"expires = {expires}\n"
    )


@pytest.fixture
def scanned(cli: Cli, lists: tuple[Path, Path], keep: Keep) -> Path:
    """A run with one omitted and one unregistered document."""

    def make() -> None:
        names = (path.name for path in lists)
        assert cli("scan", *names, "--out", "run", "--as-of", "2020-01-01").code == 0

    return keep("gate", Path("run"), make)


def test_what_fails_is_told_with_number_example_and_remedy(cli: Cli, scanned: Path) -> None:
    done = cli("gate", scanned, "--condition", "omitted > 0", "--condition", "coverage < 99.5%")
    assert done.code == 1
    assert done.err == ""
    assert done.out.splitlines()[:4] == [
        "gate: FAILED (conditions: 2, of which fail: 2, findings that count: 2)",
        "",
        "omitted: 1 (omitted > 0)",
        "    OM001 register row 2, record 1: “临江市人民政府关于公布文物保护单位名单的通知”",
    ]
    assert '--list register --filter "disposition:omitted"' in done.out
    assert "remedy: publish these documents" in done.out
    assert "coverage: 50%, 1 of 2 (coverage < 99.5%)" in done.out


def test_it_speaks_chinese(cli: Cli, scanned: Path) -> None:
    done = cli("gate", scanned, "--lang", "zh", "--condition", "公开率 < 99.5%", "--fail-on", "高")
    assert done.code == 1
    assert "公开率：50%，2 中的 1（公开率 < 99.5%）" in done.out
    assert "级别为“高”或更高的问题：1（高 任意）" in done.out
    assert "OM001 登记簿第 2 行" in done.out
    assert "处置：" in done.out


def test_it_passes(cli: Cli, scanned: Path) -> None:
    done = cli("gate", scanned, "--fail-on", "critical", "--condition", "changed inputs")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("gate: passed (conditions: 2,")


def test_the_newest_run_is_meant_where_none_is_named(cli: Cli, lists: tuple[Path, Path]) -> None:
    none = cli("gate", "--fail-on", "high")
    assert none.code == 2
    assert "there is no run" in none.err
    cli("scan", *lists)
    assert cli("gate", "--fail-on", "note").code == 1


def test_a_changed_catalog_does_not_go_out(
    cli: Cli, scanned: Path, lists: tuple[Path, Path]
) -> None:
    lists[1].write_text(lists[1].read_text("utf-8") + "x,,,\n", "utf-8")
    done = cli("gate", scanned, "--condition", "changed inputs")
    assert done.code == 1
    assert "catalog catalog.csv: changed since the scan" in done.out


def test_as_json(cli: Cli, scanned: Path) -> None:
    done = cli("gate", scanned, "--fail-on", "high", "--condition", "coverage < 99.5%", "--format", "json")  # fmt: skip
    said = json.loads(done.out)
    assert done.code == 1
    assert said["passed"] is False
    assert said["conditions"] == ["high any", "coverage < 99.5%"]
    first, second = said["failures"]
    assert (first["measured"], second["measured"]) == (1, 0.5)
    assert re.fullmatch("[0-9a-f]{16}", first["findings"][0])
    assert first["remedy"]
    assert first["list"].startswith("disclosure-audit review run ")
    passed = json.loads(cli("gate", scanned, "--condition", "findings > 2", "--format", "json").out)
    assert (passed["passed"], passed["failures"], passed["counted"]) == (True, [], 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the gate has no condition"),
        (["--fail-on", "hgih"], "--fail-on cannot be “hgih”"),
        (["--condition", "omited > 0"], "nothing is called “omited”"),
        (["--fail-on", "omitted >> 0"], "no number"),
        (["--fail-on", "high", "--new-only"], "there is no baseline"),
        (["--fail-on", "high", "--baseline", "none.txt"], "there is no baseline “none.txt”"),
        (["--fail-on", "high", "--waivers", "none.toml"], "there is no waivers file “none.toml”"),
        (["--fail-on", "high", "--format", "xml"], "--format cannot be “xml”"),
        (["--fail-on", "high", "--output", "sraif=x"], "--output cannot be “sraif”"),
    ],
)
def test_wrong_usage(cli: Cli, scanned: Path, arguments: list[str], message: str) -> None:
    done = cli("gate", scanned, *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_a_scan_takes_severities_and_conditions(cli: Cli, lists: tuple[Path, Path]) -> None:
    scan = ("scan", *lists, "--as-of", "2020-01-01", "--no-run")
    assert cli(*scan, "--fail-on", "critical", "--fail-on", "omitted > 1").code == 0
    failed = cli(*scan, "--fail-on", "critical", "--fail-on", "omitted > 0")
    assert failed.code == 1
    assert "gate: omitted: 1 (omitted > 0)" in failed.err
    assert "disclosure-audit review RUN --list register" in failed.err
    assert cli(*scan, "--fail-on", "critical", "--fail-on", "high").code == 1, "the least one"
    wrong = cli(*scan, "--fail-on", "omited > 0")
    assert (wrong.code, wrong.out) == (2, "")
    assert cli(*scan, "--fail-on", "未见公开 > 0", "--quiet").err == ""


def test_the_configuration_holds_a_gate(cli: Cli, lists: tuple[Path, Path]) -> None:
    text = '[gate]\nconditions = ["omitted > 0", "CF any"]\n'
    Path("disclosure-audit.toml").write_text(text)
    assert cli("scan", *lists, "--as-of", "2020-01-01", "--out", "run").code == 1
    assert cli("gate", "run").code == 1
    assert cli("gate", "run", "--condition", "CF any").code == 0, "instead of those of the file"
    Path("disclosure-audit.toml").write_text(text.replace("omitted", "omited"))
    assert cli("scan", *lists, "--out", "other").code == 2
    assert not Path("other").exists(), "said before the work"
    assert cli("config", "validate").code == 2


COMMANDS = ("gate", "waivers", "baseline write", "baseline show", "baseline prune")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_help_fits_and_has_examples(lang: str) -> None:
    code = (
        "from disclosure_audit.cli import main\n"
        f"for command in {COMMANDS!r}:\n"
        "    print('%%', command)\n"
        "    try: main([*command.split(), '--help'])\n"
        "    except SystemExit: pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=120,
        check=True, env=environment(COLUMNS="80", DISCLOSURE_AUDIT_LANG=lang),
    )  # fmt: skip
    pages = done.stdout.split("%% ")[1:]
    for command, page in zip(COMMANDS, pages, strict=True):
        assert ("示例：" if lang == "zh" else "Examples:") in page
        assert f"  disclosure-audit {command}" in page
        assert all(cells(line) <= 80 for line in page.splitlines())


def test_only_new_findings_fail_with_a_baseline(cli: Cli, lists: tuple[Path, Path]) -> None:
    """Baseline and waivers lie beside the configuration, wherever one works."""
    Path("disclosure-audit.toml").write_text('[gate]\nfail_on = "note"\nnew_only = true\n')
    cli("scan", *lists, "--as-of", "2020-01-01", "--out", "run", "--fail-on", "critical")
    written = cli("baseline", "write", "run")
    assert written.code == 0
    assert written.out.endswith(f"{BASELINE}: 2 known findings\n")
    text = Path(BASELINE).read_text("utf-8")
    assert "供水" not in text
    assert "临政" not in text
    assert str(Path.cwd()) not in text
    assert "2 findings do not count: the baseline holds them" in cli("gate", "run").out
    lists[0].write_text(
        lists[0].read_text("utf-8")
        + "临江市人民政府关于调整城市公交票价的通知,临政发〔2019〕6号,2019-04-11,主动公开\n",
        "utf-8",
    )
    failed = cli("scan", *lists, "--as-of", "2020-01-01", "--out", "run2")
    assert failed.code == 1
    assert "gate: findings that are note or worse: 1 (note any)" in failed.err
    assert "公交票价" in failed.err
    assert "文物保护" not in failed.err
    shown = cli("baseline", "show", "run2", "--format", "json")
    assert json.loads(shown.out)["run"] == {
        "known": 2, "new": 1, "gone": 0, "not_judged": 0, "swapped": {},
    }  # fmt: skip
    refused = cli("baseline", "write", "run2", "--shrink-only")
    assert refused.code == 2
    assert "may only become smaller, and 1 findings are new" in refused.err
    assert Path(BASELINE).read_text("utf-8") == text
    assert cli("baseline", "write", "run2").out.endswith("3 known findings (+1 -0)\n")
    assert cli("baseline", "prune", "run").out.endswith("1 taken out, 2 left\n")
    assert Path(BASELINE).read_text("utf-8") == text
    assert "OM001" in cli("baseline", "show").out


def test_a_swap_is_told(cli: Cli, lists: tuple[Path, Path]) -> None:
    cli("scan", *lists, "--as-of", "2020-01-01", "--out", "run")
    cli("baseline", "write", "run")
    lists[0].write_text(lists[0].read_text("utf-8").replace("公布文物保护单位名单", "调整城市公交票价"), "utf-8")  # fmt: skip
    cli("scan", *lists, "--as-of", "2020-01-01", "--out", "run2")
    passed = cli("gate", "run2", "--condition", "findings > 2")
    assert passed.code == 0
    assert "OM001: 1 known findings are gone and 1 others came" in passed.out
    assert cli("gate", "run2", "--shrink-only").code == 1


def test_a_baseline_of_another_key(
    cli: Cli, scanned: Path, lists: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("baseline", "write", scanned)
    monkeypatch.setenv(KEY_VARIABLE, "another key of the tests")
    cli("scan", *lists, "--as-of", "2020-01-01", "--out", "other")
    done = cli("gate", "other", "--fail-on", "note", "--new-only")
    assert (done.code, done.out) == (2, "")
    assert "was made with another key" in done.err
    assert KEY_VARIABLE in done.err
    assert cli("baseline", "prune", "other").code == 2
    assert cli("baseline", "write", "other").code == 0, "which is the way out"
    assert cli("gate", "other", "--fail-on", "note", "--new-only").code == 0


def test_a_conflict_left_in_the_baseline(cli: Cli, scanned: Path) -> None:
    cli("baseline", "write", scanned)
    path = Path(BASELINE)
    path.write_text(path.read_text("utf-8") + "<<<<<<< HEAD\n", "utf-8")
    done = cli("gate", scanned, "--fail-on", "note")
    assert done.code == 4
    assert "line 7: this is no baseline" in done.err
    assert cli("baseline", "write", scanned, "--shrink-only").code == 4
    assert cli("baseline", "write", scanned).code == 0


def test_waivers(cli: Cli, scanned: Path) -> None:
    path = Path(WAIVERS)
    path.write_text(waiver('rule = "OM001"') + waiver('rule = "DU001"'), "utf-8")
    done = cli("gate", scanned, "--condition", "OM001 any")
    assert done.code == 0
    assert "1 findings do not count: the waivers file accepts them" in done.out
    assert "no finding needs the waiver on line 7 (DU001)" in done.out
    path.write_text(waiver('rule = "OM001"', "2020-01-01"), "utf-8")
    done = cli("gate", scanned, "--condition", "CF any")
    assert done.code == 1
    assert "line 1: OM001, ran out after 2020-01-01" in done.out
    path.write_text("[[waiver]]\nrule = 'OM001'\n[[waiver\n", "utf-8")
    done = cli("gate", scanned, "--condition", "CF any")
    assert done.code == 1
    assert f"{WAIVERS}, line 3" in done.out


def test_waivers_are_listed(cli: Cli, lists: tuple[Path, Path]) -> None:
    none = cli("waivers")
    assert none.code == 2
    assert WAIVERS in none.err
    path = Path(WAIVERS)
    path.write_text(waiver('rule = "OM001"', reason="见密级：机密★10年一文"), "utf-8")
    done = cli("waivers")
    assert done.code == 0
    assert done.out.startswith("holds: line 1, OM001, until 2999-01-01, owner 王, approved by 李\n")
    assert "机密★10年" not in done.out
    assert cli("waivers", "--expiring-in", "30").out == "no waiver to be listed\n"
    assert cli("waivers", "--expiring-in", "9999999").code == 1
    path.write_text(waiver('rule = "OM001"', "2020-01-01") + '[[waiver]]\nid = "x"\n', "utf-8")
    done = cli("waivers", path, "--format", "json")
    said = json.loads(done.out)
    assert done.code == 1
    assert [one["state"] for one in said["waivers"]] == ["expired"]
    assert any(fault.startswith("line 8: id is no fingerprint") for fault in said["faults"])


def test_what_reviewers_decided_counts(cli: Cli, scanned: Path) -> None:
    desk = open_desk(scanned, user="王")
    ids = dict(desk.findings.select("rule", "finding_id").iter_rows())
    desk.decide([Draft("dismiss", "finding", ids["OM001"], {"reason": "published_elsewhere"})])
    desk.close()
    assert cli("gate", scanned, "--condition", "OM001 any").code == 0
    assert cli("gate", scanned, "--condition", "review open > 1").code == 0
    assert cli("gate", scanned, "--condition", "review open > 0").code == 1
    assert "1 findings do not count: reviewers" in cli("gate", scanned, "--fail-on", "low").out
    assert cli("gate", scanned, "--condition", "omitted > 0").code == 1, "of records, not findings"


def test_what_is_written_beside_the_verdict(cli: Cli, scanned: Path) -> None:
    done = cli("gate", scanned, "--fail-on", "note", "--output", "json=out.json")
    assert done.code == 1
    assert json.loads(Path("out.json").read_text("utf-8"))
    assert "gate: FAILED" in done.out
    piped = cli("gate", scanned, "--fail-on", "note", "--output", "json=-")
    assert piped.code == 1
    assert json.loads(piped.out)
    assert "gate: findings that are note or worse" in piped.err


PROGRAM = [sys.executable, "-c", "from disclosure_audit.cli import main; main()"]
PLUG = """
import os, time, pathlib
from disclosure_audit.config import Severity
from disclosure_audit.language import Text
from disclosure_audit.rules.base import Rule

def wait():
    pathlib.Path("reached").touch()
    end = time.monotonic() + 60
    while not pathlib.Path("stopped").exists() and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(1)  # a rule runs in a thread, which no signal ends

def find(tables):
    if os.environ["PLUG"] == "wait in find":
        wait()
    raise RuntimeError("机密★10年")

if os.environ["PLUG"] == "wait on import":
    wait()
name = None if os.environ["PLUG"] == "no name" else "a-plug"
RULE = Rule("ZZ001", name, Severity.HIGH, "whole", Text("a", "b"), find, ())
"""


def environment(**given: str) -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1", "DISCLOSURE_AUDIT_LANG": "en", **given}


@pytest.fixture
def plug(tmp_path: Path) -> str:
    """A folder for PYTHONPATH with an installed package that brings a broken rule."""
    home = tmp_path / "packages"
    (home / "plug-1.0.dist-info").mkdir(parents=True)
    (home / "a_plug.py").write_text(PLUG, "utf-8")
    (home / "plug-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: plug\nVersion: 1.0\n")  # fmt: skip
    (home / "plug-1.0.dist-info" / "entry_points.txt").write_text(
        "[disclosure_audit.rules]\nplug = a_plug\n"
    )
    return str(home)


def call(*arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, encoding="utf-8", timeout=120, check=False,
        env=environment(**given),
    )  # fmt: skip


def test_each_exit_code_of_the_gate(scanned: Path, plug: str) -> None:
    codes = {
        0: call("gate", "run", "--fail-on", "critical"),
        1: call("gate", "run", "--fail-on", "note"),
        2: call("gate", "run", "--condition", "nothing > 0"),
        3: call("gate", "run", "--condition", "OM001 any", PYTHONPATH=plug, PLUG="no name"),
        4: call("gate", "no-run", "--fail-on", "note"),
    }
    assert {code: done.returncode for code, done in codes.items()} == {code: code for code in codes}
    assert codes[3].stderr.startswith("error: internal error")
    assert codes[3].stdout == ""


def test_each_exit_code_of_a_scan_with_a_gate(
    lists: tuple[Path, Path], plug: str, cli: Cli
) -> None:
    scan = ("scan", "register.csv", "catalog.csv", "--no-run", "--as-of", "2020-01-01", "--fail-on")
    crashed = call(*scan, "note", PYTHONPATH=plug, PLUG="crash")
    codes = {
        0: call(*scan, "omitted > 1"),
        1: call(*scan, "omitted > 0"),
        2: call(*scan, "omitted >"),
        3: crashed,
        4: call("scan", "none.csv", "catalog.csv", "--no-run", "--fail-on", "note"),
    }
    assert {code: done.returncode for code, done in codes.items()} == {code: code for code in codes}
    assert "机密" not in crashed.stdout + crashed.stderr


def test_a_damaged_run_is_no_verdict(cli: Cli, scanned: Path) -> None:
    (scanned / "findings.parquet").write_bytes(b"PAR1")
    done = cli("gate", scanned, "--fail-on", "critical")
    assert (done.code, done.out) == (4, "")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process")
@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        (["gate", "run", "--condition", "OM001 any"], "wait on import"),
        (["scan", "register.csv", "catalog.csv", "--no-run", "--fail-on", "note"], "wait in find"),
    ],
)
def test_interrupted(scanned: Path, plug: str, arguments: list[str], where: str) -> None:
    with subprocess.Popen(
        [*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        env=environment(PYTHONPATH=plug, PLUG=where),
    ) as process:  # fmt: skip
        end = time.monotonic() + 60
        while not Path("reached").exists() and process.poll() is None and time.monotonic() < end:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        Path("stopped").touch()
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert out == ""
    assert err.splitlines()[-1].startswith("interrupted")


def test_a_scan_before_there_is_a_baseline_goes_on(cli: Cli, lists: tuple[Path, Path]) -> None:
    Path("disclosure-audit.toml").write_text('[gate]\nnew_only = true\nfail_on = "high"\n', "utf-8")
    first = cli("scan", *lists, "--out", "run", "--as-of", "2020-01-01")
    assert first.code == 1, "every finding is new"
    assert "there is no baseline disclosure-audit-baseline.txt yet" in first.err
    assert "`disclosure-audit baseline write run`" in first.err
    asked = cli("gate", "run")
    assert (asked.code, asked.out) == (2, "")
    assert "write one with `disclosure-audit baseline write RUN`" in asked.err
    assert cli("baseline", "write", "run").code == 0
    assert cli("gate", "run").code == 0
    assert cli("scan", *lists, "--out", "run2", "--as-of", "2020-01-01").code == 0


@pytest.mark.parametrize("named", [False, True])
def test_the_baseline_is_called_as_one_would_type_it(cli: Cli, scanned: Path, named: bool) -> None:
    Path("disclosure-audit.toml").write_text("[gate]\n", "utf-8")
    given = ("--baseline", "known.txt") if named else ()
    path = "known.txt" if named else BASELINE
    for verb in ("write", "prune"):
        assert cli("baseline", verb, scanned, *given).out.startswith(f"{path}: ")


def test_terms_of_the_lexicons_are_masked_in_waivers(cli: Cli, scanned: Path) -> None:
    Path("lexicon.toml").write_text(
        'name = "own"\nversion = "1"\n[[term]]\nterm = "蓝鲸七号工程"\ncategory = "internal"\n'
        'severity = "high"\n',
        "utf-8",
    )
    Path("disclosure-audit.toml").write_text('[scanner]\nlexicons = ["lexicon.toml"]\n', "utf-8")
    Path(WAIVERS).write_text(waiver('rule = "OM001"', reason="蓝鲸七号工程未定"), "utf-8")
    for format_ in ("json", "csv", "html"):
        done = cli("gate", scanned, "--fail-on", "high", "--output", f"{format_}=a.{format_}")
        assert done.code in (0, 1), done.err
        written = Path(f"a.{format_}").read_text("utf-8")
        assert "██████未定" in written
        assert "蓝鲸" not in written + done.out + done.err


def test_the_review_is_given_the_baseline_of_the_gate(cli: Cli, scanned: Path) -> None:
    from disclosure_audit.cli import reviewing

    settings = reviewing.settings_of(user="王", journal=None, theme=None, ascii_=False)
    desk = reviewing.desk_of(scanned, settings, None, read_only=True)
    assert desk.known is None
    desk.close()
    cli("baseline", "write", scanned)
    desk = reviewing.desk_of(scanned, settings, None, read_only=True)
    assert desk.known is not None
    assert sorted(desk.known) == sorted(desk.findings["finding_id"])
    desk.close()
