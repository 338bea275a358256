"""Which names in a list of issuers may be one body: short forms, left out places, slips of the pen.

Names that come to the same when they are written out are grouped; names of one place that are one letter
apart are found by what is left of each when any one letter is struck out (as in symmetric deletion). Both
miss no pair and take a time that grows with the names, not with their pairs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from disclosure_audit.rules.issuer_variants.parts import Body, take_apart

LARGEST = 50_000
"""Distinct names that are compared, the most frequent first; beyond them the column names no bodies."""
_LEAST_LETTERS = 7
"""A slip is looked for in names of this length: shorter ones have neighbours that are other bodies."""
_RARE = 0.1
"""Largest share of the frequent form's records that a slip may have."""
_HAN = re.compile(r"^[\u4e00-\u9fff]+$")
_KINDS = set("总局委厅办部院所处科室署站队会司行社庭团校港")
"""Signs that say what sort of body it is."""
_ORDINALS = set("一二三四五六七八九十〇零百甲乙丙丁东西南北中上下前后左右")
"""Signs that tell siblings apart."""

Site = tuple[object, ...]
Known = Callable[[Collection[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A form of a name, and the more frequent form of what may be the same body."""

    variant: str
    usual: str
    kind: str
    """``abbreviation``, ``place_left_out`` or ``slip``."""


def propose(counts: Mapping[str, int], known: Known) -> list[Proposal]:
    """Return what may be variants among folded names, by variant.

    ``counts`` says how many records have each name. ``known`` returns which of some pairs of letters
    stand in the lists' other texts: a slip makes letters stand together that stand so nowhere else.
    """
    names = sorted(counts, key=lambda name: (-counts[name], name))[:LARGEST]
    apart = {name: take_apart(name) for name in names if _HAN.match(name)}
    found = {one.variant: one for one in _by_body(apart, counts)}
    for one in _slips(apart, counts, known):
        found.setdefault(one.variant, one)
    return [found[name] for name in sorted(found)]


def _by_body(apart: Mapping[str, Body], counts: Mapping[str, int]) -> Iterator[Proposal]:
    """Yield the names that come to one body at one place when they are written out."""
    bodies: dict[str, list[str]] = defaultdict(list)
    for name, one in apart.items():
        bodies[one.body].append(name)
    for names in bodies.values():
        groups: dict[Site, list[str]] = defaultdict(list)
        for name, site in zip(names, _sites([apart[name] for name in names]), strict=True):
            groups[site].append(name)
        for group in groups.values():
            usual = max(group, key=lambda name: (counts[name], len(name), name))
            for name in group:
                if name != usual:
                    differ = apart[name].places != apart[usual].places
                    yield Proposal(name, usual, "place_left_out" if differ else "abbreviation")


def _sites(bodies: list[Body]) -> list[Site]:
    """Return where each of some bodies of one name stands; those that may be one get the same.

    The lowest place decides. 市政府 is that of the only city in the list that has one, a body without
    any place the only one of its name below a province (林业局 may be the nation's where there is
    省林业局); where there are several, each stands for itself.
    """
    above: dict[Site, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for body in bodies:
        if body.places and body.places[-1][1]:
            for level, name, _ in body.places[:-1]:
                above[body.places[-1]][level] |= {name} - {""}
    clear = {place for place, levels in above.items() if all(len(n) <= 1 for n in levels.values())}

    def at(body: Body) -> Site:
        lowest = body.places[-1]
        return lowest if lowest in clear or len(body.places) == 1 else body.places

    named: dict[tuple[int, str], set[Site]] = defaultdict(set)
    for body in bodies:
        if body.places and body.places[-1][1]:
            level, _, sort = body.places[-1]
            named[level, sort].add(at(body))
    everywhere = {(level, site) for (level, _), sites in named.items() for site in sites}
    only: tuple[int, Site] = next(iter(everywhere)) if len(everywhere) == 1 else (0, ())

    def site(body: Body) -> Site:
        if not body.places:
            return only[1] if only[0] > 0 else ("anywhere",)
        level, name, sort = body.places[-1]
        if name:
            return at(body)
        there = named.get((level, sort), set())
        return next(iter(there)) if len(there) == 1 else ("unnamed", *body.places)

    return [site(body) for body in bodies]


def _slips(
    apart: Mapping[str, Body], counts: Mapping[str, int], known: Known
) -> Iterator[Proposal]:
    """Yield rare names one letter from a frequent one of the same place, where it is a slip."""
    places: dict[Site, list[str]] = defaultdict(list)
    for name, body in apart.items():
        if len(name) >= _LEAST_LETTERS:
            places[body.places].append(name)
    asked: dict[tuple[str, str], set[str]] = {}
    for names in places.values():
        for one, other in _near(names):
            variant, usual = sorted((one, other), key=lambda name: (counts[name], name))
            rare = counts[variant] <= max(1, _RARE * counts[usual]) and counts[usual] >= 2
            if rare and not _tells_apart(apart[variant].body, apart[usual].body):
                asked[variant, usual] = _pairs(variant) - _pairs(usual)
    in_names: dict[str, int] = defaultdict(int)
    new = set().union(*asked.values())
    for name in apart if new else ():
        for pair in _pairs(name) & new:
            in_names[pair] += 1
    heard = {pair for pair in new if in_names[pair] > 1} | set(known(sorted(new)))
    for (variant, usual), pairs in asked.items():
        if not pairs & heard:
            yield Proposal(variant, usual, "slip")


def _near(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each pair of names one insertion, deletion, substitution or swap apart."""
    left: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for short in {name, *(name[:n] + name[n + 1 :] for n in range(len(name)))}:
            left[short].append(name)
    seen: set[tuple[str, str]] = set()
    for group in left.values():
        for n, one in enumerate(group):
            for other in group[:n]:
                pair = (min(one, other), max(one, other))
                if pair not in seen:
                    seen.add(pair)
                    if OSA.distance(*pair, score_cutoff=1) <= 1:
                        yield pair


def _pairs(name: str) -> set[str]:
    return {name[n : n + 2] for n in range(len(name) - 1)}


def _tells_apart(variant: str, usual: str) -> bool:
    """Return whether the letter that differs says that these are two bodies."""
    if variant[-1:] != usual[-1:]:
        return True
    changed = set(variant) ^ set(usual)
    return bool(changed & _ORDINALS or changed & _KINDS)
