"""The two languages that everything said to a person exists in."""

from __future__ import annotations

import locale
import os
from dataclasses import dataclass
from typing import Literal, get_args

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in English and in Chinese. Both may hold ``{named}`` places."""

    en: str
    zh: str

    def to(self, lang: Lang, /, **values: object) -> str:
        """Return the sentence in ``lang`` with its places filled in."""
        sentence = self.zh if lang == "zh" else self.en
        return sentence.format(**values) if values else sentence

    def fill(self, **values: object) -> Text:
        """Return a copy with the places of both sentences filled in."""
        return Text(en=self.en.format(**values), zh=self.zh.format(**values))


def default_lang() -> Lang:
    """Return the language of ``DISCLOSURE_AUDIT_LANG``, else of the locale (``en`` if unknown)."""
    asked = os.environ.get("DISCLOSURE_AUDIT_LANG", "").lower()
    for lang in LANGS:
        if asked.startswith(lang):
            return lang
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "zh" if value.lower().startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"
