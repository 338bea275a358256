"""What a record and a pair of records are called, and what became of a pair."""

from __future__ import annotations

from disclosure_audit import names
from disclosure_audit.evaluation.explanation import Pair
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import METHODS
from disclosure_audit.presentation.dossier import Choice, Place

EVIDENCE = Text("Evidence in bits", "匹配依据（比特）")
NO_EVIDENCE = Text("No evidence is kept for this pair.", "此对记录没有留存匹配依据。")
_ROW = Text("{side} row {row}", "{side}第 {row} 行")
_FOUND_BY = Text("{what} (found by {how})", "{what}（依据：{how}）")
_STYLES = {"certain": "$success", "probable": "$success", "review": "$warning"}
_TWIN = Text("of the same list", "同一清单")
_UNWEIGHED = Text("not weighed", "未经比较")


def name_place(place: Place, lang: Lang) -> str:
    """Return what a record is called; rows are counted from 1."""
    side, row = place
    return _ROW.to(lang, side=names.SIDES[side].to(lang), row=f"{row + 1:,}")


def others_of(choice: Choice, mine: Place | None) -> list[Place]:
    """Return the records that ``choice`` brings to ``mine``; both where neither is that."""
    return [place for place in choice.places if place != mine] or list(choice.places)


def name_others(choice: Choice, mine: Place | None, lang: Lang) -> str:
    """Return what the records that ``choice`` brings to ``mine`` are called."""
    return " + ".join(name_place(place, lang) for place in others_of(choice, mine))


def verdict(pair: Pair, lang: Lang) -> tuple[str, str]:
    """Return what became of ``pair`` and the style it is said in."""
    if pair.status:
        said = names.name(names.LINKS, pair.status, lang)
        how = names.name(METHODS, pair.method, lang)
        return _FOUND_BY.to(lang, what=said, how=visible(how)), _STYLES.get(pair.status, "")
    return names.name(names.VETOES, pair.veto or "", lang), "$error"


def say_unweighed(choice: Choice, lang: Lang) -> str:
    """Return why nothing is known of a choice that was not compared."""
    twins = choice.right is not None and choice.left[0] == choice.right[0]
    return (_TWIN if twins else _UNWEIGHED).to(lang)
