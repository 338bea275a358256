"""What is wrong with the address (URL) of a page, by its letters alone."""

from __future__ import annotations

import polars as pl

FAULTS: tuple[str, ...] = (
    "wide_signs", "spaces", "two_addresses", "broken_scheme", "no_host", "broken_host", "no_web_address",
    "no_scheme",
)  # fmt: skip
"""The faults in the order in which they are looked for."""

_WIDE = r"[：／．。＃？＝＆＿－％\\]"
_SPACE = r"\S[\s\u00a0\u3000\u200b]+\S"
_TWO = r"(?i)^https?://https?:|[^=?&%/]https?://"
_BROKEN_SCHEME = (
    r"(?i)^(?:h?t?tps?|https?|htt?p+s?|hhttps?|httpss?)(?::/[^/]|:[^/]|//|/[^/:]*\.|:{2,}|;//|:///)"
    r"|^(?:htp|ttp|htpp|hhttp|htttp|httpp|hppt|htps|ttps|httsp)s?://"
)
_WEB = r"(?i)^(?:https?|ftp):"
_NO_HOST = r"(?i)^(?:https?|ftp):/{2,}(?:[/?#:]|$)"
_HOST = (
    r"(?i)^(?:https?|ftp)://(?:[^/?#@\s]*@)?"
    r"(?:\[[0-9a-f:.]+\]|(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?\.)+[\p{L}\p{N}-]*[\p{L}\p{N}]\.?|localhost)"
    r"(?::[0-9]{1,5})?(?:[/?#]|$)"
)
_OTHER_SCHEME = r"(?i)^(?:[a-z][a-z0-9+.-]*:|[a-z]:[/\\])"
_PATH = (
    r"^(?:/|\.{1,2}/|[?#])"
    r"|^[\w%~.()-]+(?:/[\w%~.()-]+)*(?:/|\.(?i:s?html?|xhtml|jsp|php|aspx?|do|action|pdf|docx?|xlsx?|ofd|wps|txt))(?:[?#].*)?$"
)
_BARE_HOST = r"(?i)^(?:[a-z0-9-]+\.)+(?:cn|com|net|org|gov|edu|info|政务)(?:[:/?#]|$)"


_PLAIN = r"(?i)^https?://(?:[a-z0-9][a-z0-9-]*[a-z0-9]\.|[a-z0-9]\.)+[a-z0-9]{2,}(?::[0-9]{1,5})?(?:/[!-\[\]-~]*)?$"


def is_plain_address(column: str) -> pl.Expr:
    """Return whether the address in ``column`` is of the usual form, in which nothing can be wrong.

    It costs a tenth of :func:`address_fault`; an address of another form may be sound all the same.
    """
    cell = pl.col(column)
    return cell.str.contains(_PLAIN) & (cell.str.count_matches("://", literal=True) == 1)


def address_fault(column: str) -> pl.Expr:
    """Return what is wrong with the addresses in ``column`` (one of ``FAULTS``, null if nothing).

    A path without a host is none: it is meant from the page that holds the list. A column of
    paths on a computer, words or mail addresses is ``no_web_address``; ``www.linjiang.gov.cn/a`` lacks
    its ``http://`` and leads nowhere as a link (``no_scheme``).
    """
    cell = pl.col(column).str.strip_chars()
    is_web = cell.str.contains(_WEB)

    def fault(code: str, holds: pl.Expr, otherwise: pl.Expr) -> pl.Expr:
        return pl.when(holds).then(pl.lit(code)).otherwise(otherwise)

    without_web = fault(
        "no_scheme",
        cell.str.contains(_BARE_HOST),
        pl.when(~cell.str.contains(_OTHER_SCHEME) & cell.str.contains(_PATH))
        .then(pl.lit(None, dtype=pl.String))
        .otherwise(pl.lit("no_web_address")),
    )
    by_host = fault(
        "broken_host", is_web & ~cell.str.contains(_HOST), pl.when(~is_web).then(without_web)
    )
    by_host = fault("no_host", cell.str.contains(_NO_HOST), by_host)
    by_scheme = fault("broken_scheme", cell.str.contains(_BROKEN_SCHEME), by_host)
    found = fault("two_addresses", cell.str.contains(_TWO), by_scheme)
    found = fault("spaces", cell.str.contains(_SPACE), found)
    found = fault("wide_signs", cell.str.contains(_WIDE) & _looks_like_one(cell), found)
    return pl.when(cell.str.len_chars() > 0).then(found)


def _looks_like_one(cell: pl.Expr) -> pl.Expr:
    """Return whether a cell is an address with wrong signs rather than a sentence."""
    return cell.str.contains(r"(?i)^(?:https?|ftp|www|[a-z0-9-]+[.．。])")
