"""``disclosure-audit report`` as it is called."""

from __future__ import annotations

import html.parser
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from disclosure_audit import run
from disclosure_audit.audit import scan
from disclosure_audit.cli import report
from disclosure_audit.config import Config
from disclosure_audit.glyphs import cells
from disclosure_audit.language import LANGS
from disclosure_audit.review.entry import Draft
from disclosure_audit.review.journal import open_run_journal
from disclosure_audit.writers.brief_layouts import LAYOUTS
from tests.documented import ROOT

if TYPE_CHECKING:
    from tests.command_line import Cli


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with the run of its scan, to be copied."""
    home = tmp_path_factory.mktemp("report")
    for name in ("register.xlsx", "catalog.csv"):
        shutil.copy(ROOT / "sample_data" / name, home)
    audit = scan(str(home / "register.xlsx"), str(home / "catalog.csv"), Config(lang="zh"))
    run.write(audit, home / "results", command=["disclosure-audit", "scan"])
    return home


@pytest.fixture
def results(home: Path, tmp_path: Path) -> Path:
    """A run of one's own, with lists of its own."""
    shutil.copytree(home, tmp_path / "case")
    info = tmp_path / "case" / "results" / "run.json"
    info.write_text(info.read_text("utf-8").replace(str(home), str(tmp_path / "case")), "utf-8")
    return tmp_path / "case" / "results"


def lines(path: Path, sheet: str) -> list[list[object]]:
    page = openpyxl.load_workbook(path)[sheet]
    found = [[v for v in row if v is not None] for row in page.iter_rows(values_only=True)]
    return [line for line in found if line]


def test_one_page_by_default(cli: Cli, results: Path) -> None:
    done = cli("report", results)
    assert (done.code, done.err) == (0, "")
    assert "omitted                         23" in done.out
    assert "share public of what should be  98.5%" in done.out
    assert "64 more kinds" in done.out
    assert done.out == cli("report", results, "--summary").out
    assert len(done.out.splitlines()) < 60
    assert "应公开文件的公开率    98.5%" in cli("report", results, "--lang", "zh").out


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_fits_the_terminal(
    cli: Cli, results: Path, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    done = cli("report", results, "--lang", lang)
    assert max(cells(line) for line in done.out.splitlines()) <= 60
    assert "CF005" in done.out


def test_the_page_for_a_ticket_and_for_a_letter(cli: Cli, results: Path) -> None:
    markdown = cli("report", results, "--format", "markdown", "--lang", "zh").out
    assert "- 未见公开：**23**" in markdown
    assert "| 严重 | CF005 | 文字中含有个人身份证件号码或银行卡号。 | 7 |" in markdown


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_page_to_be_sent(cli: Cli, results: Path, tmp_path: Path, lang: str) -> None:
    file = tmp_path / "page.html"
    done = cli("report", results, "--output", f"html-summary={file}", "--lang", lang)
    assert (done.code, done.out) == (0, "")
    page = file.read_text("utf-8")
    seen: list[str] = []
    parser = html.parser.HTMLParser()
    parser.handle_starttag = lambda tag, attrs: seen.append(tag)  # type: ignore[method-assign]  # a stub of one method
    parser.feed(page)
    assert {"html", "style", "table"} <= set(seen)
    assert not {"script", "link", "img", "iframe"} & set(seen)
    assert "default-src 'none'" in page
    assert cli("report", results, "--format", "html").code == 2, "there is one way to this page"


def test_formats_are_those_there_are() -> None:
    assert tuple(LAYOUTS) == report.LAYOUTS


def test_a_workbook_with_what_reviewers_decided(cli: Cli, results: Path, tmp_path: Path) -> None:
    first = run.read(results).findings["finding_id"][0]
    journal = open_run_journal(results)
    journal.append("王", [Draft("confirm", "finding", first)])
    journal.close()
    done = cli("report", results, "--output", f"xlsx={tmp_path / 'a.xlsx'}")
    assert (done.code, done.out) == (0, "")
    assert "xlsx written to" in done.err
    cover = lines(tmp_path / "a.xlsx", "Cover")
    assert ["entries of the journal", 1] in cover
    reviewer = next(line for line in cover if line[0] == "王")
    assert reviewer[1] == 1
    assert [line for line in lines(tmp_path / "a.xlsx", "Decisions")[1:] if "confirmed" in line]
    assert not any("not read again" in str(line[0]) for line in cover)
    cli("report", results, "--output", f"xlsx={tmp_path / 'b.xlsx'}", "--lang", "zh", "-q")
    assert ["日志条目", 1] in lines(tmp_path / "b.xlsx", "封面")


def test_the_same_command_writes_the_same_bytes(cli: Cli, results: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert cli("report", results, "--output", f"xlsx={tmp_path / name}").code == 0
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "case"]


def test_lists_that_have_changed(cli: Cli, results: Path, tmp_path: Path) -> None:
    with (results.parent / "catalog.csv").open("ab") as file:
        file.write(b"\n")
    done = cli("report", results, "--output", f"xlsx={tmp_path / 'a.xlsx'}")
    assert done.code == 0
    assert "the catalog could not be read again: " in done.err
    assert "has changed since the scan" in done.err
    said = [
        line for line in lines(tmp_path / "a.xlsx", "Cover") if line[0] == "catalog: not read again"
    ]
    assert said
    assert "titles and numbers are taken from the messages" in str(said[0][1])
    assert cli("report", results).err == ""  # the page shows no title and reads no list


def test_one_department(cli: Cli, results: Path, tmp_path: Path) -> None:
    done = cli("report", results, "--owner", "办公室", "--output", f"xlsx={tmp_path / 'a.xlsx'}")
    assert done.code == 0
    assert ["limited to", "办公室"] in lines(tmp_path / "a.xlsx", "Cover")
    assert len(lines(tmp_path / "a.xlsx", "Findings")) == 1 + 26
    page = cli("report", results, "--owner", "办公室").out
    assert "findings that stand  26" in page
    assert "用途管制科" not in page
    assert "findings that stand  144" in cli("report", results, "--owner", "").out


def test_a_department_that_is_not_there(cli: Cli, results: Path, tmp_path: Path) -> None:
    done = cli("report", results, "--owner", "办公", "--output", f"xlsx={tmp_path / 'a.xlsx'}")
    assert done.code == 2
    assert "did you mean 办公室?" in done.err
    assert not (tmp_path / "a.xlsx").exists()


def test_a_file_for_each_department(cli: Cli, results: Path, tmp_path: Path) -> None:
    done = cli("report", results, "--per-owner", tmp_path / "new" / "dir", "--output", "xlsx", "--output", "csv")  # fmt: skip
    assert (done.code, done.out) == (0, "")
    assert "24 files for 12 departments" in done.err
    files = sorted(path.name for path in (tmp_path / "new" / "dir").iterdir())
    assert len(files) == 24
    assert {"办公室.xlsx", "办公室.csv", "no department named.xlsx"} <= set(files)
    found = sum(
        len(lines(tmp_path / "new" / "dir" / name, "Findings")) - 1
        for name in files
        if "xlsx" in name
    )
    assert found == run.read(results).findings.height


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--owner", "a", "--per-owner", "d"), "cannot be used together"),
        (("--per-owner", "d", "--output", "xlsx=a.xlsx"), "takes a format and no path"),
        (("--per-owner", "d", "--output", "xslx"), "did you mean xlsx?"),
        (("--output", "xlsx"), "needs NAME=VALUE"),
        (("--output", "xlsx=no/such/a.xlsx"), "folder that is not there"),
        (("--format", "pdf"), "Choices: table, markdown"),
        (("--summary", "--output", "csv=-"), "goes to stdout"),
    ],
)  # fmt: skip
def test_what_cannot_be_done(
    cli: Cli, results: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = cli("report", results, *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_no_run_and_no_reveal(cli: Cli, tmp_path: Path, results: Path) -> None:
    assert cli("report", tmp_path).code == 4
    assert cli("report", results, "--reveal").code == 2


def test_a_gate_that_is_set_up_is_told_of(cli: Cli, results: Path, tmp_path: Path) -> None:
    config = tmp_path / "disclosure-audit.toml"
    config.write_text('[gate]\nconditions = ["omitted > 0"]\n', "utf-8")
    assert cli("report", results, "--output", f"xlsx={tmp_path / 'a.xlsx'}").code == 0
    assert ["verdict", "FAILED"] in lines(tmp_path / "a.xlsx", "Cover")
    config.write_text("[gate]\nfail_on = 'high'\nnew_only = true\n", "utf-8")
    done = cli("report", results, "--output", f"xlsx={tmp_path / 'b.xlsx'}")
    assert done.code == 0  # the papers are wanted all the same
    assert "there is no baseline" in done.err
