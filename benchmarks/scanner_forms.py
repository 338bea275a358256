"""Personal identifiers in every form in which they are written, and numbers that only look so.

Nobody's: digits are drawn at random and check digits computed. ``make_forms`` is the form matrix
with the truth, ``make_harmless`` numbers that are none, ``make_index_numbers`` numbers of region,
date and serial that pass the checks of a resident ID one time in eleven.

``python -m benchmarks.scanner_forms`` prints recall and precision by kind.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable

import polars as pl

from disclosure_audit.scanner.folding import fold
from disclosure_audit.scanner.identifiers import find_identifiers

AS_OF = dt.date(2026, 6, 1)
_REGIONS = ("110105", "360102", "440106", "510104", "320102", "620102", "650102")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
_HAN_ZERO = str.maketrans("0123456789", "零一二三四五六七八九")
_WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_CAPITALS = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
_NAMES = ("李某甲", "王某乙", "张某", "欧阳某", "赵某丙")

Form = Callable[[str], str]


def make_id(rng: random.Random) -> str:
    """Return a resident ID of an adult, with its check digit (GB 11643)."""
    born = dt.date(1940, 1, 1) + dt.timedelta(days=rng.randrange(65 * 365))
    body = f"{rng.choice(_REGIONS)}{born:%Y%m%d}{rng.randrange(1000):03}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def make_old_id(rng: random.Random) -> str:
    """Return a resident ID of fifteen digits."""
    born = dt.date(1930, 1, 1) + dt.timedelta(days=rng.randrange(60 * 365))
    return f"{rng.choice(_REGIONS)}{born:%y%m%d}{rng.randrange(1000):03}"


def make_mobile(rng: random.Random) -> str:
    """Return a mobile number."""
    return f"1{rng.randrange(3, 10)}{rng.randrange(10**9):09}"


def make_card(rng: random.Random, length: int = 16) -> str:
    """Return a bank card number, with its Luhn digit."""
    body = "62" + "".join(str(rng.randrange(10)) for _ in range(length - 3))
    doubled = sum(sum(divmod(2 * int(d), 10)) for d in body[::-2])
    return body + str(-(doubled + sum(int(d) for d in body[-2::-2])) % 10)


def make_passport(rng: random.Random) -> str:
    """Return a passport number."""
    return rng.choice(
        (
            f"E{rng.randrange(10**8):08}",
            f"G{rng.randrange(10**8):08}",
            f"EJ{rng.randrange(10**7):07}",
        )
    )


def in_groups(*sizes: int, by: str) -> Form:
    """Return the form that cuts a value into groups."""

    def form(value: str) -> str:
        groups, start = [], 0
        for size in sizes:
            groups.append(value[start : start + size])
            start += size
        return by.join([*groups, value[start:]] if start < len(value) else groups)

    return form


def _same(value: str) -> str:
    return value


_MOBILE_FORMS: dict[str, Form] = {
    "plain": _same,
    "wide": lambda v: v.translate(_WIDE),
    "dashed 3-4-4": in_groups(3, 4, 4, by="-"),
    "dashed 3-3-5": in_groups(3, 3, 5, by="-"),
    "em dashes": in_groups(3, 4, 4, by="—"),
    "spaced": in_groups(3, 4, 4, by=" "),
    "ideographic spaces": in_groups(3, 4, 4, by="\u3000"),
    "dotted": in_groups(3, 4, 4, by="."),
    "middle dots": in_groups(3, 4, 4, by="·"),
    "+86": lambda v: "+86" + v,
    "+86 spaced": lambda v: "+86 " + in_groups(3, 4, 4, by=" ")(v),
    "+86-": lambda v: "+86-" + v,
    "0086": lambda v: "0086" + v,
    "0086-": lambda v: "0086-" + v,
    "86-": lambda v: "86-" + v,
    "(+86)": lambda v: "(+86)" + v,
    "（86）": lambda v: f"（86）{v}",
    "(138)": lambda v: f"({v[:3]}){v[3:]}",
    "（138）-": lambda v: f"（{v[:3]}）{v[3:7]}-{v[7:]}",
    "line break": lambda v: v[:5] + "\n" + v[5:],
    "dash at a line break": lambda v: v[:3] + "-\n" + v[3:7] + "-" + v[7:],
    "Han": lambda v: v.translate(_HAN),
    "Han with 零": lambda v: v.translate(_HAN_ZERO),
    "capitals": lambda v: v.translate(_CAPITALS),
    "half Han": lambda v: v[:5] + v[5:].translate(_HAN),
    "zero-width": "\u200b".join,
}
_ID_FORMS: dict[str, Form] = {
    "plain": _same,
    "small x": str.lower,
    "wide": lambda v: v.translate(_WIDE),
    "dashed 6-8-4": in_groups(6, 8, 4, by="-"),
    "spaced 6-8-4": in_groups(6, 8, 4, by=" "),
    "spaced 6-4-4-4": in_groups(6, 4, 4, 4, by=" "),
    "spaced 4-4-4-4-2": in_groups(4, 4, 4, 4, 2, by=" "),
    "dotted": in_groups(6, 8, 4, by="."),
    "every digit spaced": " ".join,
    "line break": lambda v: v[:10] + "\n" + v[10:],
    "late line break": lambda v: v[:16] + "\n" + v[16:],
    "Han": lambda v: v.translate(_HAN),
    "zero-width": "\u200d".join,
}
_OLD_ID_FORMS: dict[str, Form] = {
    "plain": _same,
    "wide": lambda v: v.translate(_WIDE),
    "dashed": in_groups(6, 6, 3, by="-"),
    "spaced": in_groups(6, 6, 3, by=" "),
    "Han": lambda v: v.translate(_HAN),
}
_CARD_FORMS: dict[str, Form] = {
    "plain": _same,
    "wide": lambda v: v.translate(_WIDE),
    "spaced by fours": in_groups(4, 4, 4, 4, by=" "),
    "dashed by fours": in_groups(4, 4, 4, 4, by="-"),
    "dotted by fours": in_groups(4, 4, 4, 4, by="."),
    "line break": lambda v: v[:8] + "\n" + v[8:],
    "Han": lambda v: v.translate(_HAN),
}
_PASSPORT_FORMS: dict[str, Form] = {
    "plain": _same,
    "small": str.lower,
    "wide": lambda v: "".join(chr(ord(c) + 0xFEE0) for c in v),
    "spaced": lambda v: v[:1] + " " + v[1:] if v[1].isdigit() else v[:2] + " " + v[2:],
    "dashed": lambda v: v[:1] + "-" + v[1:] if v[1].isdigit() else v[:2] + "-" + v[2:],
}
_LEAKS: dict[str, Form] = {
    "birth date, 4 hidden": lambda v: v[:14] + "****",
    "birth date, 6 hidden in front": lambda v: "******" + v[6:14] + "****",
    "birth date, crosses": lambda v: v[:14] + "××××",
    "birth date, x": lambda v: v[:14] + "xxxx",
    "birth date, bullets": lambda v: v[:14] + "●●●●",
    "month and day hidden": lambda v: v[:10] + "****" + v[14:],
}
_MASKED_MOBILES: dict[str, Form] = {
    "2 hidden": lambda v: v[:4] + "**" + v[6:],
    "3 hidden, x": lambda v: v[:4] + "xxx" + v[7:],
    "3 hidden": lambda v: v[:8] + "***",
}
_MASKED_CARDS: dict[str, Form] = {
    "4 hidden": lambda v: v[:-8] + "****" + v[-4:],
    "5 hidden": lambda v: v[:-9] + "■■■■■" + v[-4:],
}
_RIGHT_MASKS: tuple[tuple[Callable[[random.Random], str], Form, str], ...] = (
    (make_mobile, lambda v: v[:3] + "****" + v[7:], "联系电话："),
    (make_mobile, lambda v: v[:3] + "＊＊＊＊" + v[7:], "手机"),
    (make_mobile, lambda v: v[:3] + "xxxx" + v[7:], "电话："),
    (make_mobile, lambda v: v[:3] + "-****-" + v[7:], ""),
    (make_mobile, lambda v: v[:3] + "●●●●" + v[7:], ""),
    (make_id, lambda v: v[:2] + "*************" + v[15:17] + "1", "身份证号"),
    (make_id, lambda v: v[:6] + "********" + v[14:], "身份证号："),
    (make_id, lambda v: v[:6] + "XXXXXXXX" + v[14:17] + "X", "身份证号："),
    (make_id, lambda v: v[:3] + "*" * 14 + v[17:], "公民身份号码："),
    (make_card, lambda v: v[:6] + "******" + v[-4:], "银行卡号："),
    (make_card, lambda v: v[:4] + " **** **** " + v[-4:], "卡号："),
)
_CONTEXTS: dict[str, tuple[str, ...]] = {
    "mobile": ("联系电话：{}", "{name}手机号{}，请联系。", "电话:{}（{name}）", "Tel: {}", "附件：联系人{name}，{}。"),
    "resident_id": ("身份证号：{}", "{name}，公民身份号码{}，住某市", "身份证{}", "证件号码: {}", "{name} 男 {}"),
    "resident_id_15": ("身份证号：{}", "{name}，公民身份号码{}，住某市", "身份证号码: {}"),
    "bank_card": ("银行卡号：{}", "请汇至{name}卡号{}。", "开户行某银行，账号：{}", "信用卡 {}"),
    "passport": ("护照号：{}", "持护照号码{}的旅客", "Passport No. {}", "{name}，护照{}"),
}  # fmt: skip
_HARMLESS: dict[str, Callable[[random.Random], str]] = {
    "landline": lambda r: f"联系电话：0797-{r.randrange(2, 9)}{r.randrange(10**6):06}",
    "landlines": lambda r: f"电话010-{r.randrange(2, 9)}{r.randrange(10**7):07}、{r.randrange(10**8, 10**9)}"[:-1],
    "long number": lambda r: f"流水{make_mobile(r)}{r.randrange(10**9):09}0000",
    "inside digits": lambda r: f"编码{r.randrange(1, 10)}{make_mobile(r)}{r.randrange(10**9):09}",
    "other number": lambda r: f"统一监管号：{make_id(r)}",
    "case": lambda r: f"案号：{make_id(r)}",
    "amount": lambda r: f"下达资金{make_mobile(r)}元",
    "money": lambda r: f"合计￥{make_mobile(r)}.00",
    "decimal": lambda r: f"东经115.{make_mobile(r)}",
    "credit code": lambda r: f"统一社会信用代码：{make_id(r)[:17]}{r.choice('0123')}",
    "address": lambda r: f"http://www.example.gov.cn/art/{make_mobile(r)}.html",
    "periods": lambda r: f"规划（20{r.randrange(10, 30)}—2035年）第{r.randrange(1, 99)}批",
    "days": lambda r: f"2023-09-1{r.randrange(10)} 10:{r.randrange(10, 60)}:0{r.randrange(10)}",
    "table": lambda r: " ".join(str(r.randrange(1000, 9999)) for _ in range(8)),
    "table of threes": lambda r: f"合计 {r.randrange(130, 199)} {r.randrange(1000, 9999)} {r.randrange(1000, 9999)} {r.randrange(10, 999)}",
    "letters": lambda r: f"型号KX{make_mobile(r)}B",
    "passport form": lambda r: f"设备编号E{r.randrange(10**8):08}",
    "size": lambda r: f"规格1{r.randrange(3000, 9999)}*{r.randrange(10000, 99999)}",
    "order": lambda r: f"订单号：{make_card(r)}",
    "no luhn": lambda r: f"数据{make_card(r)[:-1]}{(int(make_card(r)[-1]) + 5) % 10}"[:5] + "千米",
    "serial": lambda r: f"第{make_mobile(r)}号",
}  # fmt: skip


def make_forms(count: int = 40, seed: int = 1) -> pl.DataFrame:
    """Return ``text``, ``what``, ``form``, ``value``, ``start`` and ``end`` (in ``text``).

    ``count`` texts of each form, in the contexts of its kind by turns.
    """
    rng = random.Random(seed)
    makers: Iterable[tuple[str, dict[str, Form], Callable[[random.Random], str]]] = (
        ("mobile", _MOBILE_FORMS, make_mobile),
        ("resident_id", _ID_FORMS, make_id),
        ("resident_id_15", _OLD_ID_FORMS, make_old_id),
        ("bank_card", _CARD_FORMS, lambda r: make_card(r, r.choice((16, 19)))),
        ("passport", _PASSPORT_FORMS, make_passport),
    )
    rows = []
    for what, forms, make in makers:
        for form, write in forms.items():
            for number in range(count):
                value = make(rng)
                context = _CONTEXTS[what][number % len(_CONTEXTS[what])]
                rows.append(_place(context, write(value), what, form, value, rng))
    masked = (
        ("resident_id", _LEAKS, make_id),
        ("mobile", _MASKED_MOBILES, make_mobile),
        ("bank_card", _MASKED_CARDS, make_card),
    )
    for kind, forms, make in masked:
        for form, write in forms.items():
            for number in range(count):
                context = _CONTEXTS[kind][number % 3]
                rows.append(_place(context, write(make(rng)), "leaking_mask", form, "", rng))
    schema = {"text": str, "what": str, "form": str, "value": str, "start": int, "end": int}
    return pl.DataFrame(rows, schema=schema, orient="row")


def make_harmless(count: int = 40, seed: int = 2) -> pl.DataFrame:
    """Return ``text`` and ``form`` of texts in which no identifier may be reported."""
    rng = random.Random(seed)
    rows = [(make(rng), form) for form, make in _HARMLESS.items() for _ in range(count)]
    rows += [
        (label + write(make(rng)), "right mask") for make, write, label in _RIGHT_MASKS
        for _ in range(count)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema={"text": str, "form": str}, orient="row")


def make_index_numbers(
    count: int = 100_000,
    seed: int = 3,
    since: dt.date = dt.date(2008, 5, 1),
    until: dt.date = dt.date(2026, 6, 1),
) -> pl.Series:
    """Return numbers of region (6), date (8) and serial (4) in one series of texts."""
    rng = random.Random(seed)
    days = (until - since).days
    return pl.Series(
        "index_number",
        [
            f"{rng.choice(_REGIONS)}{since + dt.timedelta(days=rng.randrange(days)):%Y%m%d}"
            f"{rng.randrange(1, 10000):04}"
            for _ in range(count)
        ],
    )


def make_cells(texts: pl.Series, field: str = "full_text") -> pl.DataFrame:
    """Return ``texts`` as folded cells of one column (schema ``CELLS``)."""
    return pl.DataFrame({"folded": fold(texts)}).select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("cell"),
        pl.lit("catalog").alias("side"),
        pl.lit(field).alias("field"),
        "folded",
    )


def measure(count: int = 40) -> pl.DataFrame:
    """Return ``what``, ``form``, ``texts``, ``found`` and ``false`` of the form matrix.

    A text counts as found if one reported span has its kind and value; every further reported span
    is false.
    """
    forms = make_forms(count)
    spans = find_identifiers(make_cells(forms["text"]), AS_OF).filter(pl.col("dropped").is_null())
    truth = forms.with_row_index("cell").with_columns(pl.col("cell").cast(pl.UInt32))
    right = (pl.col("what") == pl.col("what_found")) & (
        (pl.col("value") == "") | (pl.col("value") == pl.col("value_found"))
    )
    joined = truth.join(
        spans.select("cell", pl.col("what").alias("what_found"), pl.col("value").alias("value_found")),
        on="cell", how="left", maintain_order="left",
    ).with_columns(right.fill_null(value=False).alias("right"))  # fmt: skip
    return joined.group_by("what", "form", maintain_order=True).agg(
        pl.col("cell").n_unique().alias("texts"),
        pl.col("right").sum().alias("found"),
        (pl.col("what_found").is_not_null() & ~pl.col("right")).sum().alias("false"),
    )


def _place(
    context: str, written: str, what: str, form: str, value: str, rng: random.Random
) -> tuple[str, str, str, str, int, int]:
    before, after = context.replace("{name}", rng.choice(_NAMES)).split("{}")
    return before + written + after, what, form, value, len(before), len(before) + len(written)


def main() -> None:
    """Print the figures of the form matrix and of the harmless numbers."""
    table = measure()
    by_kind = table.group_by("what", maintain_order=True).agg(
        pl.col("texts", "found", "false").sum()
    )
    for what, texts, found, false in by_kind.iter_rows():
        print(f"{what:16} recall {found / texts:.4f} precision {found / max(1, found + false):.4f}")
    for what, form, texts, found, false in table.iter_rows():
        if found < texts or false:
            print(f"  {what} {form}: {found} of {texts}, {false} false")
    harmless = make_harmless()
    spans = find_identifiers(make_cells(harmless["text"]), AS_OF).filter(
        pl.col("dropped").is_null()
    )
    print(f"harmless: {spans['cell'].n_unique()} of {harmless.height} reported")
    numbers = make_index_numbers()
    for field in ("index_number", "title"):
        spans = find_identifiers(make_cells(numbers, field), AS_OF)
        kept = spans.filter(pl.col("dropped").is_null())
        print(f"index numbers as {field}: {kept.height} of {numbers.len()} reported")


if __name__ == "__main__":
    main()
