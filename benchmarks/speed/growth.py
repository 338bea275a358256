"""How time grows with the number of records, beside n log n."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log
from typing import Any

TOLERANCE = 1.25
"""By how much a step from one size to the next may take longer than n log n foretells."""


def check_growth(sizes: Sequence[int], seconds: Sequence[float]) -> dict[str, Any] | None:
    """Return how ``seconds`` grow with ``sizes``; ``None`` for fewer than two sizes.

    ``steps``: for each size and the next one ``from, to``, ``exponent`` (of the power of n that
    leads from one time to the other), ``n_log_n`` (the exponent of n log n on that step) and
    ``factor`` (time over what n log n makes of the smaller size's). ``holds``: whether no factor
    is above :data:`TOLERANCE`. What a scan costs at any size lowers the first steps, so the last
    one says most.
    """
    pairs = sorted(zip(sizes, seconds, strict=True))
    if len(pairs) < 2:
        return None
    steps = [_step(*one, *other) for one, other in pairwise(pairs)]
    return {"steps": steps, "holds": all(step["factor"] <= TOLERANCE for step in steps)}


def _step(small: int, short: float, large: int, long: float) -> dict[str, float]:
    growth = (large * log(large)) / (small * log(small))
    return {
        "from": small,
        "to": large,
        "exponent": log(long / short) / log(large / small),
        "n_log_n": log(growth) / log(large / small),
        "factor": long / short / growth,
    }
