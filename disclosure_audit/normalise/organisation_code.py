"""Check characters of organisation codes.

GB 11714-1997: nine characters; the eight first, weighted 3 7 9 10 5 8 4 2, leave modulo 11 the
rest that the ninth completes to 11 (10 is written X, 11 is written 0).

GB 32100-2015: eighteen characters of an alphabet without I, O, S, V, Z; the weight of place i is
3 to the power of i - 1 modulo 31, and the last character completes the sum to a multiple of 31.
Its characters 9 to 17 are an organisation code of the first kind.
"""

from __future__ import annotations

import polars as pl

_SHORT_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SHORT_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHORT_CHECKS = "0123456789X"
_LONG_WEIGHTS = tuple(3**place % 31 for place in range(17))
_LONG_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def check_character(body: str) -> str | None:
    """Return the character that completes 8 (GB 11714) or 17 (GB 32100) characters.

    ``None`` if the body has another length or a character that the standard does not use.
    """
    if len(body) == len(_SHORT_WEIGHTS):
        weights, alphabet, checks = _SHORT_WEIGHTS, _SHORT_ALPHABET, _SHORT_CHECKS
    elif len(body) == len(_LONG_WEIGHTS):
        weights, alphabet, checks = _LONG_WEIGHTS, _LONG_ALPHABET, _LONG_ALPHABET
    else:
        return None
    if any(character not in alphabet for character in body):
        return None
    values = map(alphabet.index, body)
    total = sum(value * weight for value, weight in zip(values, weights, strict=True))
    return checks[-total % len(checks)]


def check_organisations(codes: pl.Series) -> pl.DataFrame:
    """Return ``index_org`` (String) and ``index_check`` (Boolean) for distinct codes."""
    codes = codes.cast(pl.String)
    verdicts = [check_character(code[:-1]) == code[-1] for code in codes.to_list()]
    return pl.DataFrame(
        {"index_org": codes, "index_check": verdicts},
        schema={"index_org": pl.String, "index_check": pl.Boolean},
    )
