"""No byte of what the program writes holds a secret of the lists, unless it is asked to.

First the marks of secrecy in every column, then secrets of every kind in every place: cells, full
texts, names of files, headers, rows that were rejected, cells that were too long.
"""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from disclosure_audit.cli import main
from tests.cli.secrets_corpus import KINDS, Corpus, Secret, leaks, write_corpus, written_in

FORMATS = ("table", "json", "csv", "markdown")

COLUMNS = {
    "register": ("顺序号", "标题", "发文字号", "索引号", "发文机关", "成文日期", "内容概述", "分类", "公开属性",
                 "不予公开理由", "收发类别", "承办部门", "公开渠道", "链接", "正文路径", "发布日期"),
    "catalog": ("序号", "标题", "发文字号", "索引号", "发布机构", "成文日期", "发布日期", "内容概述", "主题分类",
                "公开方式", "不予公开理由", "责任部门", "公开渠道", "链接", "正文路径"),
}  # fmt: skip
"""Headers of every column that can be shown, but the classification."""
_SECRET = "{grade}★{term}年"


def _write_lists(folder: Path) -> list[str]:
    """Write two lists in which every cell of some rows carries a mark with a term of its own.

    A mark stands alone (slipped cells), before text, after it, and in the middle of it.
    """
    secrets: list[str] = []

    def secret() -> str:
        mark = _SECRET.format(
            grade=("绝密", "机密", "秘密")[len(secrets) % 3], term=101 + len(secrets)
        )
        secrets.append(mark)
        return mark

    for side, headers in COLUMNS.items():
        plain = [_plain(header, side) for header in headers]
        rows = [plain]
        for place in range(len(headers)):
            shape = ("{0}", "{0}{1}", "{1}（{0}）", "{1} {0} 第{2}稿")[place % 4]
            row = [_plain(header, side, number=place + 2) for header in headers]
            row[place] = shape.format(secret(), row[place], place)
            rows.append(row)
        rows.append([secret() for _ in headers])
        rows.append(
            [f"{_plain(header, side, number=77)}　{secret()}　{secret()}" for header in headers]
        )
        with (folder / f"{side}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([headers, *rows])
    return secrets


def _plain(header: str, side: str, number: int = 1) -> str:
    return {
        "标题": f"临江市人民政府关于第{number}批次建设用地的批复",
        "发文字号": f"临政函[2019]0{number}号",
        "索引号": f"000014349/2019-{number:04}",
        "成文日期": "2019-03-04",
        "发布日期": "2019-03-01",
        "公开属性": "不予公开",
        "收发类别": "发文",
        "链接": f"https://www.example.test/{side}/{number}.html",
        "序号": str(number),
        "顺序号": str(number),
    }.get(header, f"{header}甲{number}")


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("secrets")
    return folder, _write_lists(folder)


def _scan(folder: Path, out: Path, *more: str) -> Iterator[tuple[str, bytes]]:
    """Scan and yield all that was written, by where."""
    program = [sys.executable, "-c", "from disclosure_audit.cli import main; main()"]
    done = subprocess.run(
        [*program, "scan", "register.csv", "catalog.csv", "--out", str(out), "--verbose", *more],
        cwd=folder, capture_output=True, timeout=100, check=False, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    yield "stdout", done.stdout
    yield "stderr", done.stderr
    for path in sorted(out.rglob("*")):
        yield path.name, path.read_bytes()
        if path.suffix == ".parquet":  # columns are compressed
            frame = pl.read_parquet(path)
            yield f"{path.name} decoded", repr(frame.to_dict(as_series=False)).encode()


def _leaks(written: Iterator[tuple[str, bytes]], secrets: list[str]) -> dict[str, set[str]]:
    """Return where which secrets stand, in whatever encoding."""
    found: dict[str, set[str]] = {}
    for place, data in written:
        for secret in secrets:
            tail = secret[2:]  # the term is a mark's own; 机密 alone may stand in a rule's title
            shapes = (tail, tail.encode("unicode_escape").decode())
            encoded = [
                shape.encode(codec)
                for shape in shapes
                for codec in ("utf-8", "utf-16-le", "gb18030")
            ]
            if any(shape in data for shape in encoded):
                found.setdefault(place, set()).add(secret)
    return found


@pytest.mark.parametrize(
    "format_",
    ["table", "json", *(pytest.param(one, marks=pytest.mark.slow) for one in FORMATS[2:])],
)
def test_no_mark_is_written_anywhere(
    format_: str, lists: tuple[Path, list[str]], tmp_path: Path
) -> None:
    folder, secrets = lists
    lang = "zh" if format_ in ("table", "csv") else "en"
    written = _scan(folder, tmp_path / "run", "--format", format_, "--lang", lang)
    assert _leaks(written, secrets) == {}


def test_this_test_can_fail(lists: tuple[Path, list[str]], tmp_path: Path) -> None:
    """With --reveal the marks are there: in every column that a finding can show, and in the run."""
    folder, secrets = lists
    found = _leaks(_scan(folder, tmp_path / "run", "--format", "json", "--reveal"), secrets)
    assert {"stdout", "findings.parquet decoded"} <= set(found)
    assert len(found["stdout"]) > len(secrets) / 3


def test_a_list_without_headers_does_not_tell(
    lists: tuple[Path, list[str]], tmp_path: Path
) -> None:
    """Its first record stands where headers should: in questions, warnings and the run."""
    first = ["临江市人防工程分布图 机密★117年", "秘密★118年", "绝密★119年第2号", "2019-03-04"]
    for name in ("register.csv", "catalog.csv"):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([first, ["甲", "乙", "丙", "2019-03-05"]])
    program = [sys.executable, "-c", "from disclosure_audit.cli import main; main()"]
    for words in (["scan", "register.csv", "catalog.csv"], ["columns", "register.csv"],
                  ["scan", "register.csv", "catalog.csv", "--map-register", "title=绝密"]):  # fmt: skip
        done = subprocess.run(
            [*program, *words], cwd=tmp_path, capture_output=True, timeout=100, check=False,
            env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip
        written = [("stdout", done.stdout), ("stderr", done.stderr)]
        saved = (tmp_path / ".disclosure-audit").rglob("*.json")
        written.extend((path.name, path.read_bytes()) for path in saved)
        assert done.returncode != 3
        assert _leaks(iter(written), ["机密★117年", "秘密★118年", "绝密★119年"]) == {}, words


_MAIN = "from disclosure_audit.cli import main; main()"
_CRASH = """
import disclosure_audit.audit as audit
from disclosure_audit.cli import main
def fail(rules, tables, *rest):
    titles = tables.register["title"].to_list()
    try:
        raise ValueError(titles)
    except ValueError as error:
        raise RuntimeError(str(audit.__dict__) + str(titles)) from error
audit.apply_rules = fail
main()
"""
_SCAN = ("scan", "register.csv", "catalog.csv")


@dataclass(frozen=True)
class Call:
    """What one call of the program wrote: its streams and its files."""

    code: int
    written: tuple[tuple[str, bytes], ...]

    def on(self, stream: str) -> str:
        return dict(self.written)[stream].decode()


Here = Callable[..., Call]


def call(folder: Path, *arguments: str | Path, out: Path | None = None, code: str = _MAIN) -> Call:
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments), *(("--out", str(out)) if out else ())],
        cwd=folder, capture_output=True, timeout=200, check=False, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    streams = (("stdout", done.stdout), ("stderr", done.stderr))
    files = written_in(out) if out and out.is_dir() else ()
    return Call(done.returncode, (*streams, *files))


@pytest.fixture
def call_here(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Here:
    """What :func:`call` does, in this process: where only what is said matters, not the start."""

    def run(folder: Path, *arguments: str | Path, out: Path | None = None) -> Call:
        monkeypatch.chdir(folder)
        with pytest.raises(SystemExit) as stopped:
            main([*map(str, arguments), *(("--out", str(out)) if out else ())])
        said = capfdbinary.readouterr()
        assert isinstance(stopped.value.code, int)
        return Call(stopped.value.code, (("stdout", said.out), ("stderr", said.err)))

    return run


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return write_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module", params=FORMATS)
def scanned(
    request: pytest.FixtureRequest, corpus: Corpus, tmp_path_factory: pytest.TempPathFactory
) -> Call:
    """A scan in one format, whose run is kept."""
    lang = "zh" if request.param in ("table", "csv") else "en"
    out = tmp_path_factory.mktemp("runs") / "run"
    more = ("--format", request.param, "--lang", lang, "--verbose")
    done = call(corpus.folder, *_SCAN, *more, out=out)
    assert done.code == 0, done.on("stderr")
    return done


@pytest.mark.parametrize("kind", KINDS)
def test_a_scan_writes_no_secret(kind: str, scanned: Call, corpus: Corpus) -> None:
    assert {"run.json", "findings.parquet as text"} <= {where for where, _ in scanned.written}
    assert leaks(scanned.written, corpus.of(kind)) == set()


@pytest.fixture(scope="module")
def revealed(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Call:
    out = tmp_path_factory.mktemp("runs") / "revealed"
    done = call(corpus.folder, *_SCAN, "--format", "json", "--reveal", out=out)
    assert done.code == 0, done.on("stderr")
    return done


@pytest.mark.parametrize("kind", KINDS)
def test_the_search_finds_what_is_revealed(kind: str, revealed: Call, corpus: Corpus) -> None:
    """Without masking every secret in a title is written, and the run says that it was asked for."""
    found = leaks(revealed.written, corpus.of(kind))
    for side in ("register", "catalog"):
        assert ("stdout", kind, f"{side} 标题") in found
        assert ("findings.parquet as text", kind, f"{side} 标题") in found
        assert ("run.json", kind, f"{side} header") in found
    (info,) = [json.loads(data) for where, data in revealed.written if where == "run.json"]
    assert info["settings"]["reveal"] is True


@pytest.mark.parametrize("kind", KINDS)
def test_the_search_knows_every_way_of_writing(kind: str, corpus: Corpus) -> None:
    """Whatever the secret looked like, it is found as it was written, folded, and in JSON."""
    for secret in corpus.of(kind):
        for text in (secret.written, secret.core or secret.written, json.dumps(secret.written)):
            assert leaks([("here", f"甲{text}乙".encode())], [secret]), text
    assert not leaks([("here", "甲乙 2019-03-04 000014349/2020-00072".encode())], corpus.of(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_the_evidence_of_links_is_no_text_of_the_lists(
    kind: str, revealed: Call, corpus: Corpus
) -> None:
    """Not even a run that reveals everything has it there: levels of fields and weights only."""
    frames = [
        item for item in revealed.written if re.match("links|candidates|repeats|disp", item[0])
    ]
    assert len(frames) == 12
    assert leaks(frames, corpus.of(kind)) == set()


@pytest.mark.parametrize("debug", [(), ("--debug",)], ids=["plain", "debug"])
def test_a_crash_tells_nothing(debug: tuple[str, ...], corpus: Corpus, tmp_path: Path) -> None:
    """The error quotes the lists, and so does the one that caused it."""
    done = call(corpus.folder, *_SCAN, *debug, "--lang", "en", out=tmp_path / "run", code=_CRASH)
    assert done.code == 3
    assert "internal error: RuntimeError" in done.on("stderr")
    assert ("ValueError" in done.on("stderr")) == bool(debug)
    assert not (tmp_path / "run").exists()
    assert leaks(done.written, corpus.secrets) == set()


def _one_of_each(corpus: Corpus) -> tuple[str, list[Secret]]:
    """Return a text, fit to be a file's name, with one secret of every kind, and these."""
    chosen = [corpus.of(kind, "register header")[0] for kind in KINDS]
    return "；".join(
        f"护照{s.written}" if s.kind == "passport" else s.written for s in chosen
    ), chosen


_WRONG = [
    ("scan", "{}.csv", "catalog.csv"),
    (*_SCAN, "--map-register", "title=无{}"),
    (*_SCAN, "--catalog-sheet", "{}", "--from", "{}"),
    (*_SCAN, "--select", "{}"),
    (*_SCAN, "--config", "{}.toml"),
    (*_SCAN, "--no-run", "--format", "{}"),
    ("columns", "{}.xlsx"),
    ("why", "{}", "--register-row", "0"),
]


@pytest.mark.parametrize("arguments", _WRONG, ids=" ".join)
def test_an_error_does_not_repeat_a_secret(
    arguments: tuple[str, ...], corpus: Corpus, call_here: Here
) -> None:
    """Terms are left out: before the settings are read nobody knows them."""
    said, chosen = _one_of_each(corpus)
    done = call_here(corpus.folder, *(word.format(said) for word in arguments))
    assert done.code in (2, 4), done.on("stderr")
    assert "█" in done.on("stderr")
    known = [secret for secret in chosen if secret.kind != "term"]
    assert leaks(done.written, known) == set()


@pytest.mark.parametrize("format_", ["table", pytest.param("json", marks=pytest.mark.slow)])
def test_names_of_files_are_masked(format_: str, corpus: Corpus, tmp_path: Path) -> None:
    """They stand in the title of a report, in its inputs, and beside every rejected row."""
    said, chosen = _one_of_each(corpus)
    lists = [f"{side}-{said}.csv" for side in ("register", "catalog")]
    row = "临江市公园名录,2019-03-04\n"
    for name in lists:
        text = f"标题,成文日期\n{row}{row.strip()},多\n,2019-03-04\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in ("office.toml", "disclosure-audit.toml"):
        (tmp_path / name).write_bytes((corpus.folder / name).read_bytes())
    (tmp_path / "texts").mkdir()
    done = call(tmp_path, "scan", *lists, "--format", format_, "--verbose", out=tmp_path / "run")
    assert done.code == 0, done.on("stderr")
    assert "IN001" in done.on("stdout")
    assert leaks(done.written, chosen) == set()
    assert leaks(call(tmp_path, "columns", lists[0]).written, chosen) == set()
    shown = call(tmp_path, "scan", *lists, "--format", format_, "--reveal", out=tmp_path / "shown")
    where = {place for place, _, _ in leaks(shown.written, chosen)}
    assert {"stdout", "run.json", "rejects.parquet as text"} <= where


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "arguments", [("columns", "register.csv"), ("columns", "register.csv", "--format", "json")]
)
def test_headers_are_masked(
    kind: str, arguments: tuple[str, ...], corpus: Corpus, call_here: Here
) -> None:
    done = call_here(corpus.folder, *arguments)
    assert done.code == 0
    assert leaks(done.written, corpus.of(kind)) == set()


def test_a_written_configuration_holds_no_secret(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "made.toml"
    done = call(corpus.folder, "init", "register.csv", "catalog.csv", out=path)
    assert done.code == 0
    known = [s for kind in KINDS if kind != "term" for s in corpus.of(kind)]
    assert leaks([*done.written, ("made.toml", path.read_bytes())], known) == set()


@pytest.fixture(scope="module")
def saved(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("runs") / "saved"
    call(corpus.folder, *_SCAN, out=out)
    return out


@pytest.mark.parametrize("kind", KINDS)
def test_looking_at_a_run_reads_the_lists_again_and_masks_them(
    kind: str, saved: Path, corpus: Corpus, call_here: Here
) -> None:
    titled = _rows_with(corpus, kind)
    for row in titled:
        for format_ in ("table", "json"):
            done = call_here(
                corpus.folder, "why", saved, "--register-row", str(row), "--format", format_
            )
            assert done.code == 0, done.on("stderr")
            assert "临江市" in done.on("stdout"), "the texts were not read again"
            assert leaks(done.written, corpus.of(kind)) == set()
    shown = call_here(corpus.folder, "why", saved, "--register-row", str(titled[0]), "--reveal")
    assert leaks(shown.written, corpus.of(kind, "register 标题"))


def test_a_sheet_to_label_masks_them_all(saved: Path, corpus: Corpus, tmp_path: Path) -> None:
    sheet = tmp_path / "sample.csv"
    done = call(corpus.folder, "sample", saved, "--n", "100", out=sheet)
    assert done.code == 0, done.on("stderr")
    assert leaks([*done.written, ("sample.csv", sheet.read_bytes())], corpus.secrets) == set()


def _rows_with(corpus: Corpus, kind: str) -> list[int]:
    """Return the first and the last register row with a secret of a kind in its title."""
    titles = [s for s in corpus.secrets if s.place == "register 标题"]
    rows = [number for number, secret in enumerate(titles, start=1) if secret.kind == kind]
    return [rows[0], rows[-1]]


def test_a_secret_tells_itself_apart_from_its_mask() -> None:
    secret = Secret("mobile", "139-0000-0017", "here", "13900000017")
    assert leaks([("a", b"139-0000-0017")], [secret])
    assert not leaks([("a", "139****0017 ███-████-████".encode())], [secret])
