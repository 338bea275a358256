"""A rule's page as help: in one language, with Markdown or without."""

from __future__ import annotations

import re

from disclosure_audit.language import Lang

_CHINESE = "## 中文"
"""Heading that parts a page's English from its Chinese."""


def page_in(page: str, lang: Lang) -> str:
    """Return the part of a rule's page in ``lang``, in English where it has no Chinese part."""
    english, _, chinese = page.partition(f"\n{_CHINESE}\n")
    return (chinese if lang == "zh" and chinese else english).strip()


def plain_text(markdown: str) -> str:
    """Return a page without its Markdown: no heading marks, no emphasis, no code marks."""
    text = re.sub(r"^#+ ", "", markdown, flags=re.MULTILINE)
    return re.sub(r"\*\*|`", "", text)
