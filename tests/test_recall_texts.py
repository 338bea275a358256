"""The full text behind a hit, read again: around every hit of the sample, and why it is not shown."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from disclosure_audit import run as run_room
from disclosure_audit.audit import scan
from disclosure_audit.config import Config, Scanner
from disclosure_audit.language import LANGS
from disclosure_audit.recall import Passages, read_passages
from disclosure_audit.recall.passages import AROUND, LONGEST, cut_passages
from disclosure_audit.run import Run
from disclosure_audit.texts.extract import extract
from disclosure_audit.texts.files import find_files
from disclosure_audit.workspace import KEY_VARIABLE
from tests.documented import ROOT

IDENTITY = "11010519491231002X"
"""The identity number that everybody writes in examples."""
MOBILE = "13800138000"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample lists and texts, with the run of a scan that read them."""
    home = tmp_path_factory.mktemp("full-texts")
    for name in ("register.xlsx", "catalog.csv"):
        shutil.copy(ROOT / "sample_data" / name, home)
    shutil.copytree(ROOT / "sample_data" / "texts", home / "texts")
    _scan(home, home / "register.xlsx", home / "catalog.csv")
    return home


def _scan(home: Path, register: Path, catalog: Path, **scanner: Any) -> Run:
    config = Config(scanner=Scanner(texts=str(home / "texts"), **scanner))
    folder = run_room.write(
        scan(str(register), str(catalog), config), home / "run", command=["scan"]
    )
    return run_room.read(folder)


@pytest.fixture(scope="module")
def sample(home: Path) -> Run:
    return run_room.read(home / "run")


@pytest.fixture
def copied(home: Path, tmp_path: Path) -> Run:
    """The run with a folder of texts of its own, called by a relative name."""
    shutil.copytree(home / "run", tmp_path / "run")
    shutil.copytree(home / "texts", tmp_path / "texts")
    return _named(run_room.read(tmp_path / "run"), "texts")


def _named(run: Run, texts: str | None) -> Run:
    scanner = run.info["settings"]["scanner"] | {"texts": texts}
    settings = run.info["settings"] | {"scanner": scanner}
    return dataclasses.replace(run, info=run.info | {"settings": settings})


def hits_in(run: Run, file: str) -> pl.DataFrame:
    return run.hits.filter(pl.col("file") == file, pl.col("dropped").is_null())


def said(found: Passages) -> str:
    """Return why nothing is shown, in one language after the other."""
    assert found.found == ()
    (why,) = set(found.missing.values())
    return "\n".join(why.to(lang) for lang in LANGS)


def test_every_hit_of_every_kind_of_file_is_found_again(sample: Run, home: Path) -> None:
    hits = sample.hits.filter(pl.col("file").is_not_null())
    endings = {Path(file).suffix.lower() for file in hits["file"]}
    assert endings == {".txt", ".html", ".docx", ".ofd"}
    files = find_files({}, home / "texts")
    whole = dict(extract(files, Scanner()).select("file", "text").iter_rows())
    found = read_passages(sample, hits, reveal=True)
    assert found.missing == {}
    seen = [
        (hit["file"], hit["start"], hit["end"]) for passage in found.found for hit in passage.hits
    ]
    assert sorted(seen) == sorted(hits.select("file", "start", "end").rows())
    for passage in found.found:
        text = whole[passage.file]
        assert passage.text in text
        marked = {passage.text[a:b] for a, b in passage.marks}
        assert marked == {text[hit["start"] : hit["end"]] for hit in passage.hits}
        if passage.piece is None:
            first = passage.text.split("\n")[0]
            assert first == text.split("\n")[passage.line - 1]


def test_masked_until_revealed(sample: Run, home: Path) -> None:
    hits = sample.hits.filter(pl.col("file").is_not_null())
    files = find_files({}, home / "texts")
    whole = dict(extract(files, Scanner()).select("file", "text").iter_rows())
    secrets = {
        whole[file][start:end]
        for file, start, end in hits.filter("secret").select("file", "start", "end").iter_rows()
    }
    assert len(secrets) > 10
    masked = read_passages(sample, hits.filter(pl.col("dropped").is_null()))
    told = "\n".join(passage.text for passage in masked.found)
    assert not [secret for secret in secrets if secret in told]
    assert "周八，手机███████████" in told  # the sentence around stays
    shown = read_passages(sample, hits.filter(pl.col("dropped").is_null()), reveal=True)
    plain = "\n".join(passage.text for passage in shown.found)
    assert all(secret in plain for secret in secrets)
    assert [one.marks for one in masked.found] == [one.marks for one in shown.found]
    assert [len(one.text) for one in masked.found] == [len(one.text) for one in shown.found]


def test_a_file_without_a_record_and_one_of_the_register(sample: Run) -> None:
    alone = sample.hits.filter(pl.col("file").is_not_null(), pl.col("row").is_null())
    mine = sample.hits.filter(pl.col("file").is_not_null(), pl.col("side") == "register")
    assert alone.height == 1
    assert mine.height == 2
    for hits in (alone, mine):
        found = read_passages(sample, hits, reveal=True)
        assert found.missing == {}
        assert {hit["file"] for one in found.found for hit in one.hits} == set(hits["file"])


def test_hidden_text_says_that_it_is(sample: Run) -> None:
    found = read_passages(sample, hits_in(sample, "2024/00589.html"))
    pieces = {passage.piece: passage.text for passage in found.found}
    assert pieces["hidden"] == "qzwx棋牌app下载"
    assert None in pieces
    assert "qzwx棋牌app下载" not in str(pieces[None])


def test_hits_in_columns_are_passed_over(sample: Run) -> None:
    assert read_passages(sample, sample.hits.filter(pl.col("file").is_null())) == Passages()


def test_a_relative_folder_is_found_beside_the_run(copied: Run) -> None:
    found = read_passages(copied, hits_in(copied, "2024/00561.TXT"))
    assert found.missing == {}
    assert len(found.found) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("360999194910010218", "360999194910010226"),
        lambda text: "一" + text,
        lambda text: text + "。",
        lambda text: text.replace("张三", "张五"),
    ],
    ids=["another number", "moved", "longer", "another word beside it"],
)
def test_a_changed_file_shows_nothing(copied: Run, change: Any) -> None:
    path = copied.folder.parent / "texts" / "2024" / "00561.TXT"
    before = path.read_bytes().decode("gb18030")
    assert change(before) != before
    path.write_bytes(change(before).encode("gb18030"))
    for reveal in (False, True):
        found = read_passages(copied, hits_in(copied, "2024/00561.TXT"), reveal=reveal)
        assert "has changed since the scan" in said(found)


def test_one_changed_file_does_not_hide_the_others(copied: Run) -> None:
    (copied.folder.parent / "texts" / "2024" / "00561.TXT").write_text("别的", "utf-8")
    wanted = pl.concat([hits_in(copied, f"2024/{n}") for n in ("00561.TXT", "00833.txt")])
    found = read_passages(copied, wanted)
    assert set(found.missing) == {"2024/00561.TXT"}
    assert [passage.file for passage in found.found] == ["2024/00833.txt"]


def test_a_missing_file_folder_or_setting(copied: Run) -> None:
    hits = hits_in(copied, "2024/00833.txt")
    path = copied.folder.parent / "texts" / "2024" / "00833.txt"
    path.unlink()
    assert "2024/00833.txt is no longer there" in said(read_passages(copied, hits))
    path.mkdir()
    assert "a folder, a pipe or a device" in said(read_passages(copied, hits))
    shutil.rmtree(copied.folder.parent / "texts")
    assert "texts is no longer there" in said(read_passages(copied, hits))
    assert "names no folder" in said(read_passages(_named(copied, None), hits))
    worse = dataclasses.replace(copied, info=copied.info | {"settings": {"scanner": 1}})
    assert "not understood" in said(read_passages(worse, hits))


def test_a_damaged_or_too_large_file_says_so(copied: Run) -> None:
    hits = hits_in(copied, "2024/00075.docx")
    path = copied.folder.parent / "texts" / "2024" / "00075.docx"
    path.write_bytes(path.read_bytes()[:200])
    assert "damaged or cut off" in said(read_passages(copied, hits))
    scanner = copied.info["settings"]["scanner"] | {"bytes_per_text": 10}
    settings = copied.info["settings"] | {"scanner": scanner}
    small = dataclasses.replace(copied, info=copied.info | {"settings": settings})
    assert "larger than scanner.bytes_per_text" in said(read_passages(small, hits))


def test_never_outside_the_folder(copied: Run, tmp_path: Path) -> None:
    inside = copied.folder.parent / "texts" / "2024" / "00833.txt"
    outside = tmp_path / "elsewhere.txt"
    shutil.move(inside, outside)
    inside.symlink_to(outside)
    hits = hits_in(copied, "2024/00833.txt")
    assert "leads out of the folder" in said(read_passages(copied, hits, reveal=True))
    for name in ("../elsewhere.txt", str(outside)):
        led = hits.with_columns(pl.lit(name).alias("file"))
        assert "leads out of the folder" in said(read_passages(copied, led, reveal=True))


@pytest.mark.parametrize("key", ["another key of the tests", None])
def test_without_the_key_of_the_run(
    copied: Run, key: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if key is None:
        monkeypatch.delenv(KEY_VARIABLE)
        monkeypatch.chdir(tmp_path)
    else:
        monkeypatch.setenv(KEY_VARIABLE, key)
    hits = hits_in(copied, "2024/00833.txt")
    why = said(read_passages(copied, hits, reveal=True))
    assert KEY_VARIABLE in why
    assert "密钥" in why


def test_lexicons_that_have_changed_are_named(home: Path, tmp_path: Path) -> None:
    lexicon = tmp_path / "own.toml"
    shutil.copy(ROOT / "sample_data" / "lexicon.toml", lexicon)
    (tmp_path / "texts").mkdir()
    term = next(
        line.partition("=")[2].strip().strip('"')
        for line in lexicon.read_text("utf-8").splitlines()
        if line.startswith("term")
    )
    (tmp_path / "texts" / "a.txt").write_text(f"一\n关于{term}的情况\n", "utf-8")
    run = _scan(tmp_path, home / "register.xlsx", home / "catalog.csv", lexicons=(str(lexicon),))
    hits = hits_in(run, "a.txt")
    assert read_passages(run, hits).found
    lexicon.write_text(lexicon.read_text("utf-8").replace(term, "别的词语一则"), "utf-8")
    assert "the file or the lexicons" in said(read_passages(run, hits))
    lexicon.unlink()
    assert "reading again failed" in said(read_passages(run, hits))


HOSTILE = f"[/][密]甲案[red]\x1b[31m\u202e关于\x00é😀\n身份证号{IDENTITY}[/b]\n{'长' * 3000}，手机{MOBILE}。{'尾' * 3000}\n末"


def _hostile_run(tmp_path: Path, files: dict[str, str]) -> Run:
    (tmp_path / "texts").mkdir()
    for name, text in files.items():
        (tmp_path / "texts" / name).write_text(text, "utf-8", newline="")
    lists = {
        "register.csv": "标题,发文字号,成文日期,公开属性\n关于甲的通知,临政发〔2019〕3号,2019-03-04,主动公开\n",
        "catalog.csv": "标题,发文字号,成文日期,发布日期\n关于甲的通知,临政发〔2019〕3号,2019-03-04,2019-03-08\n",
    }
    for name, text in lists.items():
        (tmp_path / name).write_text(text, "utf-8")
    return _scan(tmp_path, tmp_path / "register.csv", tmp_path / "catalog.csv")


def test_hostile_text(tmp_path: Path) -> None:
    run = _hostile_run(tmp_path, {"a[b].txt": HOSTILE})
    hits = hits_in(run, "a[b].txt")
    assert {"resident_id", "mobile"} <= set(hits["what"])
    masked, shown = read_passages(run, hits), read_passages(run, hits, reveal=True)
    assert masked.missing == shown.missing == {}
    told = "\n".join(one.text for one in masked.found)
    assert IDENTITY not in told
    assert MOBILE not in told
    plain = "\n".join(one.text for one in shown.found)
    assert IDENTITY in plain
    assert MOBILE in plain
    assert all(len(one.text) < 2 * (2 * AROUND + LONGEST) for one in shown.found)
    cut = next(one for one in shown.found if MOBILE in one.text)
    assert cut.is_cut_after


def test_a_secret_in_the_name_of_the_file(tmp_path: Path) -> None:
    name = f"张三{MOBILE}.txt"
    run = _hostile_run(tmp_path, {name: f"身份证号{IDENTITY}\n"})
    (masked_name,) = set(run.hits.drop_nulls("file")["file"])
    assert MOBILE not in masked_name
    hits = hits_in(run, masked_name)
    (masked,) = read_passages(run, hits).found
    (shown,) = read_passages(run, hits, reveal=True).found
    assert (masked.file, shown.file) == (masked_name, name)
    assert IDENTITY in shown.text


def test_two_files_whose_masked_names_are_alike(tmp_path: Path) -> None:
    other, text = "13900139001", f"身份证号{IDENTITY}{'文' * 40}"
    run = _hostile_run(
        tmp_path,
        {f"张三{MOBILE}.txt": f"{text}甲", f"张三{other}.txt": f"致{MOBILE}手机\n再者"},
    )
    (name,) = set(run.hits.drop_nulls("file")["file"])
    hits = hits_in(run, name)
    identity = hits.filter(pl.col("what") == "resident_id")
    (shown,) = read_passages(run, identity, reveal=True).found
    assert shown.file == f"张三{MOBILE}.txt"
    shutil.copy(
        tmp_path / "texts" / f"张三{MOBILE}.txt", tmp_path / "texts" / "张三13700137000.txt"
    )
    (again,) = read_passages(run, identity, reveal=True).found  # the same text
    assert again.text == shown.text
    (tmp_path / "texts" / "张三13700137000.txt").write_text(f"{text}乙", "utf-8")
    assert "several files" in said(read_passages(run, identity, reveal=True))


def _hit(text: str, what: str) -> dict[str, Any]:
    start = text.index(what)
    return {"start": start, "end": start + len(what)}


def test_near_hits_share_a_passage_and_far_ones_do_not() -> None:
    text = "\n".join(f"第{n}行" for n in range(1, 41))
    hits = [_hit(text, "第30行"), _hit(text, "第10行"), _hit(text, "第12行")]
    first, second = cut_passages(text, hits, [], file="a.txt")
    assert first.text.split("\n") == [f"第{n}行" for n in range(8, 15)]
    assert (first.line, first.lines) == (8, 40)
    assert [line for line, _, marks in first.by_line() if marks] == [10, 12]
    assert second.text.split("\n")[2] == "第30行"
    assert not first.is_cut_before
    assert not first.is_cut_after


def test_what_the_scan_did_not_know_is_blotted_too_even_across_a_cut() -> None:
    text = "甲" * 50 + MOBILE + "乙" * (AROUND - 4) + "此处" + "丙" * (AROUND - 5) + MOBILE + "丁"
    (masked,) = cut_passages(text, [_hit(text, "此处")], [], file="a.txt")
    assert masked.text.startswith("████")
    assert masked.text.endswith("█████")
    (shown,) = cut_passages(text, [_hit(text, "此处")], [], file="a.txt", reveal=True)
    assert shown.text.startswith(MOBILE[-4:])


def test_a_hit_that_is_very_long_is_cut() -> None:
    text = "甲" * 5000
    (shown,) = cut_passages(text, [{"start": 10, "end": 4900}], [], file="a.txt", reveal=True)
    assert len(shown.text) == 10 + LONGEST + AROUND
    assert shown.is_cut_after
    assert shown.marks == ((10, 10 + LONGEST + AROUND),)


def test_nothing_is_written(copied: Run) -> None:
    before = sorted(copied.folder.parent.rglob("*"))
    read_passages(copied, hits_in(copied, "2024/00833.txt"), reveal=True)
    assert sorted(copied.folder.parent.rglob("*")) == before
    assert dt.date.fromisoformat(copied.info["as_of"])
