"""The filter language of the review: text, tree, expression, and help while it is written."""

from __future__ import annotations

from disclosure_audit.review.query.cells import like_cell
from disclosure_audit.review.query.complete import complete, word_at
from disclosure_audit.review.query.error import QueryError
from disclosure_audit.review.query.parse import Query, parse
from disclosure_audit.review.query.tree import spell
from disclosure_audit.review.query.words import FIELDS, Field

__all__ = [
    "FIELDS", "Field", "Query", "QueryError", "complete", "like_cell", "parse", "spell", "word_at",
]  # fmt: skip
