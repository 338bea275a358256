"""What became of asking for an address."""

from __future__ import annotations

from enum import StrEnum

import polars as pl

ADDRESSES: dict[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.UInt32,
    "outcome": pl.String,
    "status": pl.Int32,
}
"""One row per catalog record with a well-formed address; ``status`` is that of HTTP, null without an
answer. The address itself is not kept: it stands in the list."""


class Outcome(StrEnum):
    """What became of asking for one address."""

    ANSWERS = "answers"
    REFUSED = "refused"
    """The server is there and lets no program in (401, 403, 429): this says nothing of the page."""
    GONE = "gone"
    SERVER_ERROR = "server_error"
    OTHER_ANSWER = "other_answer"
    NO_HOST = "no_host"
    NO_CONNECTION = "no_connection"
    TIMEOUT = "timeout"
    BAD_CERTIFICATE = "bad_certificate"
    REDIRECTS = "redirects"
    PRIVATE_ADDRESS = "private_address"
    NOT_ASKED = "not_asked"
    """Left out: of too many of one host, out of time, or after its host gave no answer at all."""


UNREACHABLE: tuple[Outcome, ...] = (
    Outcome.GONE, Outcome.SERVER_ERROR, Outcome.NO_HOST, Outcome.NO_CONNECTION, Outcome.TIMEOUT,
    Outcome.BAD_CERTIFICATE, Outcome.REDIRECTS, Outcome.PRIVATE_ADDRESS,
)  # fmt: skip
"""The outcomes with which nobody outside reaches the page."""

SILENT: tuple[Outcome, ...] = (Outcome.NO_HOST, Outcome.NO_CONNECTION, Outcome.TIMEOUT)
"""The outcomes that the failure of the net itself has too."""


def nothing_asked() -> pl.DataFrame:
    """Return a frame without rows."""
    return pl.DataFrame(schema=ADDRESSES)
