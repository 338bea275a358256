"""How many examples a property is tried on: some in a usual run, all of them in a thorough one.

Every run draws others, so what many usual runs try comes to as much. ``make test-all`` is thorough.
"""

from __future__ import annotations

import os
from collections.abc import Collection

from hypothesis import HealthCheck, settings

THOROUGH = bool(os.environ.get("THOROUGH"))
_SHARE, _LEAST = 4, 10


def tries(
    number: int = 100, *, usual: int | None = None, suppress: Collection[HealthCheck] = ()
) -> settings:
    """Return settings for ``number`` examples, or for a quarter of them in a usual run.

    ``usual`` is for what is dear: as many as that instead of a quarter. No example is timed.
    """
    some = max(_LEAST, number // _SHARE) if usual is None else usual
    return settings(
        max_examples=number if THOROUGH else some,
        deadline=None,
        suppress_health_check=list(suppress),
    )
