"""The full text behind a hit, read again from its file and proved to be the one that was searched.

A run folder holds no text of a document, only where a hit stands in it and a keyed hash of what
stands there. So the file is read and searched once more, exactly as the scan did it: only if all
that the scan found in the file is found again, at the same places and with the same hashes, is
anything of it shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import ValidationError

from disclosure_audit.config import Config
from disclosure_audit.errors import AuditError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import LANGS, Text
from disclosure_audit.recall.passages import Passage, cut_passages
from disclosure_audit.recall.places import places_of
from disclosure_audit.recall.text_files import candidates
from disclosure_audit.run import Run
from disclosure_audit.scanner.scan import Detectors, make_detectors, scan_texts
from disclosure_audit.scanner.secret_terms import secret_terms
from disclosure_audit.spans import HITS
from disclosure_audit.texts.extract import extract
from disclosure_audit.texts.reasons import REASONS
from disclosure_audit.texts.schema import FILES, TEXTS
from disclosure_audit.workspace import KEY_VARIABLE, keyed, known_key, name_key

_OWNER = ("side", "row", "file")
_PROOF = ("start", "end", "kind", "what", "token", "excerpt")
"""What of a hit must come out as the scan had it."""

_NO_KEY = Text(
    "full texts are shown only with the key that the run was made with: open the run in the folder"
    f" where it was made, or set {KEY_VARIABLE}",
    f"须用生成该运行结果的密钥才能显示正文：请在生成它的文件夹中打开，或设置 {KEY_VARIABLE}",
)
_UNKNOWN_SETTINGS = Text(
    "the settings of the run are not understood by this version", "此版本无法识别该次运行的设置"
)
_NO_FOLDER = Text("the run names no folder of full texts", "运行结果中没有记录全文文件夹")
_FOLDER_GONE = Text(
    "the folder of full texts {name} is no longer there", "全文文件夹 {name} 已不在原处"
)
_GONE = Text("{name} is no longer there", "{name} 已不在原处")
_UNREADABLE = Text("{name} could not be read again: {why}", "无法重新读取 {name}：{why}")
_FAILED = Text("reading again failed: {why}", "重新读取失败：{why}")
_CHANGED = Text(
    "{name} has changed since the scan: what was found in it is not where it was",
    "{name} 在扫描之后已改动：所发现的内容已不在原处",
)
_LEXICONS = Text(
    "what was found in {name} is not found again: the file or the lexicons have changed since the scan",
    "在 {name} 中未能再次找到所发现的内容：文件或词表在扫描之后已改动",
)
_SEVERAL = Text(
    "several files may be meant by {name}: its name is masked in the run",
    "{name} 可能指多个文件：运行结果中的文件名已遮盖",
)


@dataclass(frozen=True, slots=True)
class Passages:
    """What could be read of the full texts, and why the rest could not."""

    found: tuple[Passage, ...] = ()
    missing: Mapping[str, Text] = field(default_factory=dict)
    """Why nothing of a file is shown, by its name in the run."""


def read_passages(
    run: Run, hits: pl.DataFrame, *, reveal: bool = False, key: bytes | None = None
) -> Passages:
    """Return what stands around ``hits`` (schema ``HITS``) of ``run`` in the files they were found in.

    Hits in columns are passed over. What is secret is blotted out unless ``reveal``. ``key`` is the
    workspace's, which is looked for when absent. Never raises for a file, folder or key that is not
    what it was: ``missing`` says why. Takes about a second, for a worker process reads the files
    within the limits of the run's settings, and none of them lies outside the folder it names.
    """
    asked = hits.filter(pl.col("file").is_not_null()).select(HITS.keys())
    if asked.is_empty():
        return Passages()
    names = asked["file"].unique(maintain_order=True).to_list()
    try:
        search = _prepare(run, key)
        if isinstance(search, Text):
            return Passages(missing=dict.fromkeys(names, search))
        return _read(run, asked, search, reveal=reveal)
    except AuditError as error:
        why = Text(visible(error.message.en), visible(error.message.zh))
        told = Text(*(_FAILED.to(lang, why=why.to(lang)) for lang in LANGS))
        return Passages(missing=dict.fromkeys(names, told))


@dataclass(frozen=True, slots=True)
class _Search:
    """How the run searched its full texts."""

    config: Config
    folders: tuple[Path, ...]
    """Where the folder of texts may be."""
    detectors: Detectors
    terms: tuple[str, ...]
    is_same: bool
    """Whether the lexicons are those of the run."""


def _prepare(run: Run, key: bytes | None) -> _Search | Text:
    """Return how ``run`` searched, or why that cannot be done again; raises ``AuditError``."""
    key = key or known_key()
    if key is None or name_key(key) != run.info["key"]:
        return _NO_KEY
    try:
        config = Config.model_validate(run.info["settings"])
    except ValidationError:
        return _UNKNOWN_SETTINGS
    named = config.scanner.texts
    if not named:
        return _NO_FOLDER
    folders = {path.resolve(): path for path in places_of(run.folder, named) if path.is_dir()}
    if not folders:
        return _FOLDER_GONE.fill(name=visible(named))
    day = dt.date.fromisoformat(run.info["as_of"])
    detectors = make_detectors(config.scanner, keyed(key), day, reveal=config.reveal)
    then = sorted(lexicon["sha256"] for lexicon in run.info["lexicons"])
    now = sorted(lexicon.sha256 for lexicon in detectors.lexicons)
    return _Search(config, tuple(folders), detectors, secret_terms(config.scanner), then == now)


def _read(run: Run, asked: pl.DataFrame, search: _Search, *, reveal: bool) -> Passages:
    """Read every file that is asked for, each once, and cut out what is proved."""
    found: list[Passage] = []
    missing: dict[str, Text] = {}
    owners = asked.select(_OWNER).unique(maintain_order=True).rows()
    files = {
        name: candidates(name, search.folders, search.terms)
        for name in dict.fromkeys(name for _, _, name in owners)
    }
    numbered = [(name, *one) for name, several in files.items() for one in several]
    frame = pl.DataFrame(
        [
            ("catalog", n, real, path, problem)
            for n, (_, real, path, problem) in enumerate(numbered)
        ],
        schema=FILES,
        orient="row",
    )
    read = extract(frame, search.config.scanner)
    for side, row, name in owners:
        here = [
            pl.col(key).eq_missing(pl.lit(value))
            for key, value in zip(_OWNER, (side, row, name), strict=True)
        ]
        mine = read.filter(
            pl.col("row").is_in([n for n, one in enumerate(numbered) if one[0] == name])
        )
        answer = _prove(run, asked.filter(here), here, mine, search)
        if isinstance(answer, Text):
            missing[name] = answer.fill(name=visible(name))
            continue
        text, real, spans = answer
        found += cut_passages(
            text,
            asked.filter(here).to_dicts(),
            spans,
            file=real if reveal else name,
            terms=search.terms,
            reveal=reveal,
        )
    return Passages(tuple(found), missing)


_Proved = tuple[str, str, list[tuple[int, int]]]
"""A text, the file it is from, and where secrets stand in it."""


def _prove(
    run: Run, asked: pl.DataFrame, here: Sequence[pl.Expr], read: pl.DataFrame, search: _Search
) -> _Proved | Text:
    """Return the one of the texts ``read`` in which the scan found what it found ``here``."""
    texts = run.texts.filter(here)
    # Two files whose masked names are alike: each must hold what is asked for, not all there is.
    known = run.hits.filter(here) if texts.height < 2 else asked
    lengths = set(texts["chars"])
    proved: list[_Proved] = []
    for one in read.drop_nulls("text").iter_rows(named=True):
        if lengths and one["chars"] not in lengths:
            continue
        spans = _search_again(one, known, search)
        if spans is not None and one["text"] not in [text for text, _, _ in proved]:
            proved.append((one["text"], one["file"], spans))
    if len(proved) == 1:
        return proved[0]
    if proved:
        return _SEVERAL
    if not read["text"].is_null().all():
        return _CHANGED if search.is_same else _LEXICONS
    reasons = [reason for reason in read["reason"] if reason != "missing"]
    if not reasons:
        return _GONE
    why = REASONS.get(reasons[0], Text("", ""))
    return Text(*(_UNREADABLE.to(lang, name="{name}", why=why.to(lang)) for lang in LANGS))


def _search_again(
    one: Mapping[str, Any], known: pl.DataFrame, search: _Search
) -> list[tuple[int, int]] | None:
    """Return where secrets stand in a text, ``None`` unless all the ``known`` hits are in it."""
    text = pl.DataFrame([one], schema=TEXTS)
    nobody = pl.DataFrame(schema={"row": pl.UInt32, "issued_on": pl.Date})
    hits = scan_texts(text, nobody, "catalog", search.detectors)
    if known.join(hits, on=_PROOF, how="anti", nulls_equal=True).height:
        return None
    secret = hits.filter("secret")  # one that was taken for harmless too: that judgement may err
    return secret.select("start", "end").rows()
