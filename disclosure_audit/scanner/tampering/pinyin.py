"""Pinyin notes: Han characters followed by their sounds in brackets, several times over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_audit.scanner.tampering.trace import Trace
from disclosure_audit.scanner.tampering.wording import HAN

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_LETTERS = rf"a-zü{_TONED}\u0300-\u030c"
SIGN = rf"[{HAN}][(\[（][{_LETTERS}]{{1,8}}[)\]）]"
_NOTE = re.compile(rf"[{HAN}](?P<notes>(?:[(\[（][{_LETTERS}]{{1,8}}[)\]）])+)")
_SYLLABLE = re.compile(
    r"(?:[bpmf]|[dtnl]|[gkh]|[jqx]|[zcs]h?|[ryw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ueng|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo"
    r"|ui|ue|ve|er|a|o|e|i|u|v)"
)
_PLAIN = str.maketrans(
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ", "aaaaeeeeiiiioooouuuuvvvvvnnn", "\u0300\u0301\u0302\u0304\u030c"
)
_NEAR = 60
"""Most characters between two notes of one run."""
_SEVERAL = 3


def pinyin_in(text: str, _field: str) -> Iterator[Trace]:
    """Yield the runs of notes: three or more are sure, two are a doubt, one is none.

    One note is how a rare character of a name is explained (亳(bó)州).
    """
    run: list[re.Match[str]] = []
    for note in _NOTE.finditer(text):
        if not _is_pinyin(note["notes"]):
            continue
        if run and note.start() - run[-1].end() > _NEAR:
            yield from _told(run)
            run = []
        run.append(note)
    yield from _told(run)


def _told(run: list[re.Match[str]]) -> Iterator[Trace]:
    different = len({note.group() for note in run})
    if different >= 2:
        confidence = "high" if different >= _SEVERAL else "low"
        yield Trace(
            run[0].start(), run[-1].end(), "pinyin_notes", confidence, ("shape", "repeated")
        )


def _is_pinyin(notes: str) -> bool:
    for note in re.findall(r"[(\[（]([^)\]）]+)[)\]）]", notes):
        plain = note.translate(_PLAIN)
        # A lone letter is an item of a list: 附件(a).
        if not _SYLLABLE.fullmatch(plain) or (len(plain) == 1 and plain == note):
            return False
    return True
