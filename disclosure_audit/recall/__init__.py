"""What a run folder does not hold, read again from where the run took it: lists and full texts."""

from disclosure_audit.recall.full_texts import Passages, read_passages
from disclosure_audit.recall.lists import FACTS, Texts, hide_secrets, read_texts, recall
from disclosure_audit.recall.passages import Passage

__all__ = [
    "FACTS",
    "Passage",
    "Passages",
    "Texts",
    "hide_secrets",
    "read_passages",
    "read_texts",
    "recall",
]
