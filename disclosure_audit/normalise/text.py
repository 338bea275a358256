"""Folds titles: what listings disagree about harmlessly goes, the numbers that tell them apart stay.

The folding of a title, in this order: NFKC (width, compatibility forms), HTML tags and entities,
zero-width and control characters, white space, notes such as ``[PDF]`` or ``（附件）`` at the ends,
letter case, Chinese numerals in ordinals and dates (``第十二批`` -> ``第12批``), punctuation (kept
as ``-`` between two digits, where it separates two numbers).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import polars as pl

# Anything that NFKC, the tag stripper or the zero-width stripper could change.
_UNUSUAL = (
    r"[\x00-\x1f\x7f<>&\u00a0-\u00bf\u0100-\u036f\u0400-\u052f\u1100-\u11ff\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u2070-\u218f\u2460-\u24ff\u2e80-\u2fdf\u3000\u3130-\u33ff\uf900-\ufaff"
    r"\ufb00-\ufdff\ufe00-\ufe6f\ufeff-\uffef\U0001d400-\U0001d7ff\U0002f800-\U0002fa1f]"
)
_TAG = r"(?i)</?[a-z][^<>]{0,200}>|&(?:nbsp|lt|gt|amp|quot|emsp|ensp|#\d{1,6}|#x[0-9a-f]{1,5});"
_INVISIBLE = r"[\p{Cc}\p{Cf}\u115f\u1160\u3164\ufe00-\ufe0f]"
_NOTES = (
    r"(?i)^[\[【]\s*(?:pdf|word|docx?|xlsx?|ofd|图文|视频|置顶|new|hot)\s*[\]】]\s*|"
    r"(?:[\[【(〔「]\s*(?:pdf|word|docx?|xlsx?|ofd|附件\d{0,2}|附件下载|附图|附表|附|图|组图|全文|原文|"
    r"扫描件|下载|已归档|new|hot|荐|置顶|图文|视频)\s*(?:版|格式|文件)?\s*[\]】)〕」]"
    r"|\.(?:pdf|docx?|xlsx?|wps|ofd|html?|txt|rar|zip))\s*$"
)
_PUNCTUATION = r"[\p{P}\p{S}\s]+"
_HAN_DIGITS = "〇零○一二三四五六七八九十百千两"
_HAN_NUMBER = (
    rf"第[{_HAN_DIGITS}]+|[〇零○一二三四五六七八九]{{4}}年"
    rf"|[{_HAN_DIGITS}]+(?:[月日号期批]|季度|周年|批次|年度)"
)

# The head of a title that only names who speaks: 国务院办公厅关于…, 中共临江市委、临江市人民政府关于…
_BODY = (
    r"(?:国务院|政府|办公厅|办公室|委员会|常委会|人大|政协|[厅局部委院会署处科司]|公安|中央|中心|银行|公司"
    r"|学校|大学|街道|[镇乡站所队团]|党组)$"
)
_VERB = "关于|转发|批转|印发"
"""What the issuer's name is followed by. Only 关于 is itself dropped."""
_HEAD = rf"^([^0-9a-z]{{0,60}}?)(?:{_VERB})"


def fold_titles(titles: pl.Series) -> pl.Series:
    """Return ``norm_title`` (String): the folded titles, ``null`` where nothing is left."""
    folded = _where(titles, _UNUSUAL, _fold_unusual)
    folded = folded.str.to_lowercase().str.strip_chars()
    folded = _where(folded, _NOTES, partial(_replace, pattern=_NOTES, value=""))
    folded = _where(folded, r"\p{Han}.*\s|\s.*\p{Han}", partial(_replace_all, pattern=r"\s+"))
    folded = _where(folded, _HAN_NUMBER, _fold_numerals)
    folded = _where(folded, r"[0-9][\p{P}\p{S}\s]+[0-9]", _separate_numbers)
    folded = folded.str.replace_all("中华人民共和国", "", literal=True)
    folded = folded.str.replace_all(r"[^\p{L}\p{N}\x1f]+", "").str.replace_all(
        "\x1f", "-", literal=True
    )
    return _null_if_empty(folded).alias("norm_title")


def title_numbers(folded: pl.Series) -> pl.Series:
    """Return the numbers in folded titles in their order, joined by ``|`` (String, ``""`` if none).

    Leading zeros do not count: ``第012号`` and ``第12号`` are one number.
    """
    numbers = (
        pl.col("t").str.extract_all(r"[0-9]+").list.eval(pl.element().str.strip_chars_start("0"))
    )
    return (
        folded.to_frame("t")
        .select(pl.when(pl.col("t").str.contains("[0-9]")).then(numbers.list.join("|")))
        .to_series()
        .fill_null("")
        .alias("title_numbers")
    )


def split_titles(folded: pl.Series) -> pl.DataFrame:
    """Return ``norm_title_head`` and ``norm_title_core`` of folded titles.

    The head names who speaks (国务院办公厅 in 国务院办公厅关于做好…的通知; null where there is none);
    the core is the rest without 关于 and without the 的通知 at its tail. Only 通知 is dropped: 公告,
    公示, 批复 and their like tell sibling documents apart.
    """
    rest = _where(folded, _VERB, _drop_issuer)
    short = rest.str.strip_prefix("关于").str.replace(r"的?通知$", "")
    return pl.DataFrame({"folded": folded, "rest": rest, "short": short}).select(
        pl.when(pl.col("rest") != pl.col("folded"))
        .then(pl.col("folded").str.strip_suffix(pl.col("rest")))
        .alias("norm_title_head"),
        pl.when(pl.col("short").str.len_chars() >= 4)
        .then("short")
        .otherwise("folded")
        .alias("norm_title_core"),
    )


def fold_plain(texts: pl.Series) -> pl.Series:
    """Return running text (summaries) folded for comparison."""
    folded = _where(texts, _UNUSUAL, _fold_unusual).str.to_lowercase()
    return _null_if_empty(folded.str.replace_all(_PUNCTUATION, ""))


def fold_words(texts: pl.Series) -> pl.Series:
    """Return text folded for comparison word by word: one space between words, no punctuation."""
    folded = _where(texts, _UNUSUAL, _fold_unusual).str.to_lowercase()
    return _null_if_empty(folded.str.replace_all(_PUNCTUATION, " ").str.strip_chars())


def _where(texts: pl.Series, pattern: str, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Apply ``change`` to the texts that contain ``pattern``: most titles need no folding."""
    hit = texts.str.contains(pattern).fill_null(value=False)
    if not hit.any():
        return texts
    rows = hit.arg_true()
    # `scatter` writes in place: the original stays as it was.
    return texts.clone().scatter(rows, change(texts.gather(rows)))


def _fold_unusual(texts: pl.Series) -> pl.Series:
    plain = texts.str.replace_all(_TAG, " ").str.normalize("NFKC")
    return plain.str.replace_all(_INVISIBLE, "")


def _drop_issuer(texts: pl.Series) -> pl.Series:
    """Drop what stands before the first verb, if it is nothing but a body's name."""
    head = pl.col("t").str.extract(_HEAD)
    is_body = head.str.contains(_BODY)
    return (
        texts.to_frame("t")
        .select(pl.when(is_body).then(pl.col("t").str.strip_prefix(head)).otherwise("t"))
        .to_series()
    )


def _replace(texts: pl.Series, *, pattern: str, value: str) -> pl.Series:
    return texts.str.replace(pattern, value)


def _replace_all(texts: pl.Series, *, pattern: str) -> pl.Series:
    return texts.str.replace_all(pattern, "")


def _separate_numbers(texts: pl.Series) -> pl.Series:
    plain = texts.str.replace_all(r"([0-9]),([0-9]{3})", "$1$2")
    for _ in range(2):  # a match eats the digit that the next one would begin with
        plain = plain.str.replace_all(r"([0-9])[\p{P}\p{S}\s\x1f]+([0-9])", "$1\x1f$2")
    return plain


def _fold_numerals(texts: pl.Series) -> pl.Series:
    """Turn Chinese numerals into digits. A Python loop: the few titles that have any."""
    unique = texts.unique()
    changed = pl.Series([_HAN_NUMBER_RE.sub(_to_digits, text) for text in unique], dtype=pl.String)
    return texts.replace_strict(unique, changed)


_HAN_NUMBER_RE = re.compile(_HAN_NUMBER)
_HAN_RUN = re.compile(f"[{_HAN_DIGITS}]+")
_VALUE = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "两": 2,
}
_UNIT = {"十": 10, "百": 100, "千": 1000}


def _to_digits(match: re.Match[str]) -> str:
    return _HAN_RUN.sub(lambda run: _number(run.group()), match.group())


def _number(run: str) -> str:
    """Return a run of Chinese numerals as digits: 二〇一一 -> 2011, 二十一 -> 21."""
    if not any(char in _UNIT for char in run):
        return "".join(str(_VALUE[char]) for char in run)
    total = digit = 0
    for char in run:
        if char in _UNIT:
            total += (digit or 1) * _UNIT[char]
            digit = 0
        else:
            digit = _VALUE[char]
    return str(total + digit)


def _null_if_empty(texts: pl.Series) -> pl.Series:
    return (
        texts.to_frame("t")
        .select(pl.when(pl.col("t").str.len_bytes() > 0).then("t"))
        .to_series()
        .alias(texts.name)
    )
