"""Secrets made up for the tests, lists that hold them, and the search for them in what is written.

Every number is generated: the resident IDs are of a district that does not exist, the others of no
series in particular. No two places hold the same secret, so that a leak tells where it came from.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

KINDS = ("mark", "mobile", "resident_id", "bank_card", "passport", "term")
HEADERS = (
    "序号", "标题", "发文字号", "索引号", "发文机关", "成文日期", "发布日期", "内容概述", "公开属性",
    "不予公开理由", "承办部门", "正文路径",
)  # fmt: skip
PLACES = ("标题", "内容概述", "不予公开理由", "承办部门")
"""Columns of free text, in which any secret may stand."""
LONGEST_CELL = 3000

_SEPARATORS = re.compile(r"(?<=\d)[\s\-.·]+(?=\d)")
_ESCAPES = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([nrt]))")


@dataclass(frozen=True, slots=True)
class Secret:
    """One secret as it was written, and what of it must be found nowhere."""

    kind: str
    written: str
    place: str
    core: str = ""
    """Its digits, or its term, without any disguise."""

    @property
    def needles(self) -> tuple[str, ...]:
        """Folded texts, each of which gives it away: of a resident ID the birth date alone."""
        if self.kind == "mark":
            return (folded(self.written)[2:],)  # the term is a mark's own, the grade is not
        return (self.core, self.core[6:14]) if self.kind == "resident_id" else (self.core,)


@dataclass(slots=True)
class Corpus:
    """Where the lists lie and what they hold."""

    folder: Path
    secrets: list[Secret] = field(default_factory=list)
    random: random.Random = field(default_factory=lambda: random.Random(20240131))

    def make(self, kind: str, form: int, place: str) -> str:
        """Return a new secret of a kind as its ``form``-th way of writing has it, with its words."""
        core, written, words = _MAKERS[kind](self.random, form, len(self.secrets))
        self.secrets.append(Secret(kind, written, place, core))
        return words.format(written)

    def of(self, kind: str, *places: str) -> list[Secret]:
        """Return the secrets of a kind, in these places only if any are named."""
        return [s for s in self.secrets if s.kind == kind and (not places or s.place in places)]


def _mark(_: random.Random, form: int, number: int) -> tuple[str, str, str]:
    mark = f"{('绝密', '机密', '秘密')[form % 3]}★{101 + number}年"
    return mark, mark, ("{}　", "（{}）")[form % 2]


def _mobile(rng: random.Random, form: int, _: int) -> tuple[str, str, str]:
    digits = "1" + rng.choice("3578") + _digits(rng, 9)
    a, b, c = digits[:3], digits[3:7], digits[7:]
    forms = (
        digits, f"{a}-{b}-{c}", f"{a} {b} {c}", _wide(digits), f"+86{digits}", f"+86 {a} {b} {c}",
        f"{a}\n{b}{c}", f"{a}{b}\n{c}", f"{a}\u200b{b}\u200b{c}",
    )  # fmt: skip
    return digits, forms[form % len(forms)], ("联系电话：{}，", "手机{}。")[form % 2]


def _resident_id(rng: random.Random, form: int, _: int) -> tuple[str, str, str]:
    born = dt.date(1931, 1, 1) + dt.timedelta(days=rng.randrange(20_000))
    digits = f"119999{born:%Y%m%d}{rng.randrange(1000):03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    digits += "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]
    forms = (
        digits, f"{digits[:6]} {digits[6:14]} {digits[14:]}", f"{digits[:6]}-{digits[6:14]}-{digits[14:]}",
        _wide(digits), f"{digits[:10]}\n{digits[10:]}",
    )  # fmt: skip
    return (
        digits.lower(),
        forms[form % len(forms)],
        ("身份证号：{}，", "（身份证号码{}）")[form % 2],
    )


def _bank_card(rng: random.Random, form: int, _: int) -> tuple[str, str, str]:
    body = "622202" + _digits(rng, 12)
    odd = sum(sum(divmod(2 * int(d), 10)) for d in body[::-2])
    digits = body + str(-(odd + sum(map(int, body[-2::-2]))) % 10)
    groups = " ".join(digits[n : n + 4] for n in range(0, 19, 4))
    forms = (digits, groups, groups.replace(" ", "-"), _wide(digits))
    return digits, forms[form % len(forms)], "银行卡号：{}，"


def _passport(rng: random.Random, form: int, _: int) -> tuple[str, str, str]:
    number = "EG"[form % 2] + _digits(rng, 8)
    return number.lower(), (number, _wide(number))[form // 2 % 2], "护照号码：{}，"


TERMS = ("蓝鲸七号工程", "赤松专案", "白桦林计划")
_DISGUISES = (
    "蓝鲸七号工程",
    "赤 松 专 案",
    "白桦林計劃",
    "蓝\u200b鲸七号工程",
    "赤松專案",
    "白桦\u2060林计划",
)


def _term(_: random.Random, form: int, number: int) -> tuple[str, str, str]:
    del number
    return TERMS[form % 3], _DISGUISES[form % 6], "关于“{}”的"


_MAKERS: dict[str, Callable[[random.Random, int, int], tuple[str, str, str]]] = {
    "mark": _mark, "mobile": _mobile, "resident_id": _resident_id,
    "bank_card": _bank_card, "passport": _passport, "term": _term,
}  # fmt: skip
_FORMS = {"mark": 3, "mobile": 9, "resident_id": 5, "bank_card": 4, "passport": 4, "term": 6}


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices("123456789", k=count))


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


def write_corpus(folder: Path) -> Corpus:
    """Write lists, full texts, a lexicon and settings to ``folder``, secrets in all of them."""
    corpus = Corpus(folder)
    (folder / "texts").mkdir()
    for side in ("register", "catalog"):
        rows = [_plain(side, 1)]
        for place in PLACES:
            for kind in KINDS:
                for form in range(_FORMS[kind]):
                    row = _plain(side, len(rows) + 1)
                    row[place] = corpus.make(kind, form, f"{side} {place}") + row[place]
                    rows.append(row)
        for form, kind in enumerate(KINDS):
            row = _plain(side, len(rows) + 1)
            row["内容概述"] = "长" * LONGEST_CELL + corpus.make(kind, form, f"{side} long cell")
            rows.append(row)
        for form, kind in enumerate(KINDS):
            row = _plain(side, len(rows) + 1)
            row["正文路径"] = f"{side}-{kind}.txt"
            text = "".join(
                corpus.make(kind, n, f"{side} text") + "甲乙。\n" for n in range(_FORMS[kind])
            )
            (folder / "texts" / row["正文路径"]).write_text(text, encoding="utf-8")
            rows.append(row)
            orphan = f"{side}{corpus.make(kind, 0, f'{side} file name')}.txt"
            inside = corpus.make(kind, form, f"{side} orphan")
            (folder / "texts" / orphan).write_text(f"{inside}甲乙。\n", encoding="utf-8")
        extra = [corpus.make(kind, 0, f"{side} header") for kind in KINDS]
        rejected = [
            [*_plain(side, 900 + n).values(), *("" for _ in extra), corpus.make(kind, n, f"{side} reject"), "多"]
            for n, kind in enumerate(KINDS)
        ]  # fmt: skip
        with (folder / f"{side}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*HEADERS, *extra])
            writer.writerows([*row.values(), *("" for _ in extra)] for row in rows)
            writer.writerows(rejected)
    terms = "".join(
        f'[[term]]\nterm = "{term}"\ncategory = "project"\nseverity = "high"\n' for term in TERMS
    )
    (folder / "office.toml").write_text(
        f'name = "office"\nversion = "1"\n{terms}', encoding="utf-8"
    )
    (folder / "disclosure-audit.toml").write_text(
        f'[limits]\ncell_chars = {LONGEST_CELL}\n[scanner]\nlexicons = ["office.toml"]\ntexts = "texts"\n',
        encoding="utf-8",
    )
    return corpus


def _plain(side: str, number: int) -> dict[str, str]:
    """Return a row without secrets. The two lists share most documents, some under other titles."""
    row = dict.fromkeys(HEADERS, "")
    batch = "名单" if side == "catalog" and number % 3 == 0 else "批复"
    return row | {
        "序号": str(number), "标题": f"临江市人民政府关于{'甲乙丙丁'[number % 4]}区建设用地的{batch}",
        "发文字号": f"临政函〔2019〕{number}号", "发文机关": "临江市人民政府", "成文日期": "2019-03-04",
        "发布日期": "2019-03-01", "公开属性": "不予公开" if number % 2 else "主动公开",
    }  # fmt: skip


def folded(text: str) -> str:
    """Return ``text`` in one width and case, without invisible characters, escapes, blanks between
    characters, or anything that groups digits."""
    text = _ESCAPES.sub(lambda found: chr(int(found[1], 16)) if found[1] else "\n", text)
    text = unicodedata.normalize("NFKC", text).casefold()
    text = (
        text.translate(_SIMPLIFIED)
        .replace("<u+200b>", "")
        .replace("<u+2060>", "")
        .replace("␊", "\n")
    )
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return re.sub(r"(?<=[一-鿿])\s+(?=[一-鿿])", "", _SEPARATORS.sub("", text))


_SIMPLIFIED = str.maketrans("計劃專", "计划专")


def written_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below ``folder`` as its bytes, and tables as text too: theirs are packed."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()
        if path.suffix == ".parquet":
            frame = pl.read_parquet(path)
            yield f"{path.name} as text", "\n".join(map(str, frame.rows())).encode()
            yield f"{path.name} as JSON", frame.write_json().encode()


def leaks(
    written: Iterable[tuple[str, bytes]], secrets: Iterable[Secret]
) -> set[tuple[str, str, str]]:
    """Return where which secrets stand: ``(where it was written, kind, where it came from)``."""
    found = set()
    wanted = list(secrets)
    for where, data in written:
        text = data.decode("utf-8", "replace")
        plain = folded(text)
        for secret in wanted:
            if secret.written in text or any(needle in plain for needle in secret.needles):
                found.add((where, secret.kind, secret.place))
    return found
