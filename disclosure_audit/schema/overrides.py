"""Columns that the configuration names: checked against the file, with the nearest choices."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from disclosure_audit.errors import UsageError
from disclosure_audit.language import Text
from disclosure_audit.schema.columns import BY_NAME


def resolve_overrides(
    headers: list[str], overrides: dict[str, str]
) -> tuple[dict[str, int], set[str]]:
    """Return canonical column -> place of its header, and the columns said not to be there.

    A header matches exactly, or without regard to width and surrounding space when only one does.
    Raises ``UsageError`` for an unknown column, a header that is not there, a header that stands
    several times, and two columns set to one header.
    """
    chosen: dict[str, int] = {}
    barred: set[str] = set()
    for name, header in overrides.items():
        if name not in BY_NAME:
            raise UsageError(
                Text(en=f'There is no column "{name}".', zh=f"没有名为“{name}”的列。"),
                _suggest(name, BY_NAME),
            )
        if not header.strip():
            barred.add(name)
            continue
        place = _find(name, header, headers)
        for other, taken in chosen.items():
            if taken == place:
                raise UsageError(
                    Text(
                        en=f'Both "{other}" and "{name}" are set to the header "{header}".',
                        zh=f"“{other}”和“{name}”都指定为列“{header}”。",
                    ),
                    Text(
                        en="Give each column a header of its own.", zh="请为每一列指定各自的列名。"
                    ),
                )
        chosen[name] = place
    return chosen, barred


def _find(name: str, header: str, headers: list[str]) -> int:
    places = [place for place, other in enumerate(headers) if other == header]
    if not places:
        places = [place for place, other in enumerate(headers) if _plain(other) == _plain(header)]
    if len(places) == 1:
        return places[0]
    if places:
        raise UsageError(
            Text(
                en=f'The file has {len(places)} columns "{header}", set for "{name}".',
                zh=f"文件中有 {len(places)} 个名为“{header}”的列（为“{name}”指定）。",
            ),
            Text(en="Rename one of them in the file.", zh="请在文件中修改其中一个列名。"),
        )
    raise UsageError(
        Text(
            en=f'The file has no header "{header}", set for "{name}".',
            zh=f"文件中没有列“{header}”（为“{name}”指定）。",
        ),
        _suggest(header, headers),
    )


def _plain(header: str) -> str:
    return "".join(unicodedata.normalize("NFKC", header).split()).casefold()


def _suggest(word: str, choices: Iterable[str]) -> Text:
    """Return a hint with the nearest choices, or with all of them when none is near."""
    known = [choice for choice in choices if choice.strip()]
    near = [
        hit[0] for hit in process.extract(word, known, scorer=fuzz.WRatio, limit=3, score_cutoff=55)
    ]
    if near:
        listed = ", ".join(f'"{choice}"' for choice in near)
        return Text(en=f"Did you mean {listed}?", zh=f"是否指：{listed}？")
    listed = ", ".join(f'"{choice}"' for choice in known)
    return Text(en=f"There are: {listed}.", zh=f"可选：{listed}。")
