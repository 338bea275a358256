"""A folder of full texts in which ten of a thousand want to do harm: what is lost, and at what cost.

``python -m benchmarks.hostile_texts FOLDER`` makes the folder, reads it and prints as JSON how long
it took, how much memory parent and workers held at most, and which texts were not read.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from benchmarks.text_documents import (
    Lines,
    write_docx,
    write_encrypted_pdf,
    write_endless_pdf,
    write_html,
    write_ofd,
    write_pdf,
    write_scanned_pdf,
    write_xlsx,
    write_zip,
)
from disclosure_audit.config import Openness, Scanner
from disclosure_audit.readers.table import REJECTS, ROW, SOURCE, Table
from disclosure_audit.records import conform
from disclosure_audit.schema.columns import Side
from disclosure_audit.texts.extract import extract_batches
from disclosure_audit.texts.files import find_files

MEGABYTE = 1024**2
_ESCAPE = "../../etc/passwd"
_SUBJECTS = ("防汛应急预案", "公园管理办法", "道路养护计划", "图书馆开放时间", "老旧小区改造方案")
_SENTENCE = "各有关单位应当按照职责分工认真组织实施，并于每季度末报送进展情况。"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class Planted:
    """Something that stands in a document and should be found there."""

    file: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Folder:
    """What was made. ``hostile`` gives the codes that may be the reason for each text not read."""

    path: Path
    records: dict[Side, pl.DataFrame]
    planted: list[Planted] = field(default_factory=list)
    hostile: dict[str, frozenset[str]] = field(default_factory=dict)


def make_folder(
    path: Path,
    documents: int = 1000,
    seed: int = 1,
    *,
    large_bytes: int = 200 * MEGABYTE,
    bomb_bytes: int = 300 * MEGABYTE,
) -> Folder:
    """Write ``documents`` texts below ``path``, the last ten of them hostile; return the truth.

    The catalog's files are called by its document numbers or titles; the one register record leads
    out of the folder. Persons, numbers and marks are made up.
    """
    chance = random.Random(seed)
    texts = path / "texts"
    texts.mkdir(parents=True)
    folder = Folder(texts, {})
    catalog = [_write_good(folder, number, chance) for number in range(1, documents - _HOSTILE + 1)]
    for name, reasons, write in _hostile(path, large_bytes, bomb_bytes):
        write(texts / name)
        folder.hostile[name] = reasons
    folder.hostile[_ESCAPE] = frozenset({"outside_folder"})
    folder.records["catalog"] = _records("catalog", catalog)
    folder.records["register"] = _records(
        "register", [{"title": "临江市档案清单", "text_path": _ESCAPE}]
    )
    return folder


def _write_good(folder: Folder, number: int, chance: random.Random) -> dict[str, str]:
    subject = f"临江市第{number}号{chance.choice(_SUBJECTS)}"
    record = {"title": subject, "doc_number": f"临政办发〔2021〕{number}号"}
    ending, write = chance.choice(_KINDS)
    stem = chance.choice((record["doc_number"], subject))
    file = f"{2015 + number % 8}/{stem}.{ending}"
    lines = [subject, *[_SENTENCE] * chance.randint(3, 40)]
    if chance.random() < 0.1:
        mark = chance.choice(("机密★20年", "秘密★10年", "内部资料 注意保存"))
        lines.insert(0, mark)
        folder.planted.append(Planted(file, "mark", mark))
    if chance.random() < 0.1:
        resident = _made_up_resident(chance)
        lines[-1:-1] = ["姓名\t公民身份号码\t电话", f"赵某某\t{resident}\t13800000000"]
        folder.planted.append(Planted(file, "resident_id", resident))
    target = folder.path / file
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(write(lines))
    return record


def _made_up_resident(chance: random.Random) -> str:
    """Return a number with a right check digit (GB 11643) of someone born more than 110 years ago."""
    body = (
        f"110101{chance.randint(1901, 1909)}{chance.randint(1, 12):02}15{chance.randint(0, 999):03}"
    )
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


_KINDS: tuple[tuple[str, Callable[[Lines], bytes]], ...] = (
    ("txt", lambda lines: "\n".join(lines).encode()),
    ("txt", lambda lines: "\r\n".join(lines).encode("gb18030")),
    ("html", write_html),
    ("docx", write_docx),
    ("xlsx", write_xlsx),
    ("pdf", write_pdf),
    ("ofd", write_ofd),
)

_HOSTILE = 10
_Hostile = tuple[str, frozenset[str], Callable[[Path], object]]


def _hostile(outside: Path, large_bytes: int, bomb_bytes: int) -> list[_Hostile]:
    """Return the nine hostile files (the tenth is a path): name, reasons to expect, writer."""
    secret = outside / "outside.txt"
    secret.write_text("不在全文文件夹之内", encoding="utf-8")
    lines = ["临江市人民政府文件", *[_SENTENCE] * 20]
    whole = write_pdf(lines)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE w [<!ENTITY e0 "机密">{entities}]><w>&e9;</w>'
    broken = write_ofd(lines)
    return [
        _bytes("压缩炸弹.docx", {"zip_bomb"}, lambda path: _write_bomb(path, bomb_bytes)),
        _bytes("实体炸弹.docx", {"entity_bomb"}, write_zip({"word/document.xml": bomb})),
        # Which limit stops it first depends on the machine.
        _bytes("无尽.pdf", {"too_slow", "out_of_memory", "crashed"}, write_endless_pdf()),
        _bytes("链接.txt", {"outside_folder"}, lambda path: path.symlink_to(secret)),
        _bytes("损坏.ofd", {"damaged"}, broken[: len(broken) // 2]),
        _bytes("超长.txt", {"too_large"}, lambda path: _write_large(path, large_bytes)),
        _bytes("截断.pdf", {"damaged"}, whole[: len(whole) * 2 // 3]),
        _bytes("加密.pdf", {"encrypted"}, write_encrypted_pdf(lines)),
        _bytes("扫描件.pdf", {"no_text_layer"}, write_scanned_pdf()),
    ]


def _bytes(name: str, reasons: set[str], how: bytes | Callable[[Path], object]) -> _Hostile:
    if isinstance(how, bytes):
        return name, frozenset(reasons), lambda path: path.write_bytes(how)
    return name, frozenset(reasons), how


def _write_bomb(path: Path, size: int) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(size // MEGABYTE):
            part.write(b" " * MEGABYTE)


def _write_large(path: Path, size: int) -> None:
    block = ((_SENTENCE + "\n") * 10_000).encode()
    with path.open("wb") as file:
        for _ in range(size // len(block) + 1):
            file.write(block)


def _records(side: Side, rows: list[dict[str, str]]) -> pl.DataFrame:
    headers = sorted({name for row in rows for name in row})
    frame = pl.DataFrame(
        [[row.get(name) for name in headers] for row in rows],
        schema=dict.fromkeys(headers, pl.String),
        orient="row",
    )
    frame = frame.with_columns(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias(ROW), pl.lit("made.csv").alias(SOURCE)
    )
    table = Table(frame, pl.DataFrame(schema=REJECTS), ())
    return conform(table, {name: name for name in headers}, side, Openness())


def main() -> int:
    """Make the folder, read it, print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile_texts", description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds-per-text", type=float, default=20.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = make_folder(Path(scratch), asked.documents, asked.seed)
        print(json.dumps(_measure(folder, asked), ensure_ascii=False, indent=2))
    return 0


def _measure(folder: Folder, asked: argparse.Namespace) -> dict[str, object]:
    settings = Scanner(
        texts=str(folder.path), workers=asked.workers, seconds_per_text=asked.seconds_per_text
    )
    at_start = _peak(resource.RUSAGE_SELF)
    start = time.perf_counter()
    files = find_files(folder.records, folder.path)
    found = time.perf_counter()
    planted = {(one.file, one.value) for one in folder.planted}
    unreadable: dict[str, str] = {}
    rows = owned = kept = 0
    for batch in extract_batches(files, settings):
        rows += batch.height
        owned += batch.get_column("row").count()
        lost = batch.filter(pl.col("status") == "unreadable")
        unreadable |= dict(lost.select("file", "reason").iter_rows())
        texts = dict(batch.select("file", "text").iter_rows())
        kept += sum(value in (texts.get(file) or "") for file, value in planted)
    end = time.perf_counter()
    return {
        "files": files.height,
        "texts": rows,
        "of_records": owned,
        "unreadable": unreadable,
        "as_expected": {
            name: unreadable.get(name) in reasons for name, reasons in folder.hostile.items()
        },
        "planted": len(planted),
        "planted_in_the_texts": kept,
        "seconds_to_find": round(found - start, 2),
        "seconds_to_read": round(end - found, 2),
        "parent_megabytes_before": at_start,
        "parent_megabytes": _peak(resource.RUSAGE_SELF),
        "largest_worker_megabytes": _peak(resource.RUSAGE_CHILDREN),
    }


def _peak(who: int) -> int:
    """Return the most memory held at once, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(who).ru_maxrss * unit // MEGABYTE


if __name__ == "__main__":
    sys.exit(main())
