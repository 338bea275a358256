"""Who is compared, and with what settings; the page prints these words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Peer:
    """One competitor: a module that is run as a process."""

    name: str
    module: str
    packages: tuple[str, ...]
    """What it needs from the peers' environment; none if it runs in the project's own."""
    setting: str
    options: tuple[str, ...] = ()
    """Words that its module takes after the two folders."""

    @property
    def is_own(self) -> bool:
        """Whether this is the project's own, whose threshold is never chosen on the truth."""
        return self.module.endswith((".own_links", ".own_scan"))


_LISTS = ("polars", "pyarrow")
PEERS: tuple[Peer, ...] = (
    Peer(
        "disclosure-audit",
        "benchmarks.peers.own_links",
        (),
        "reading, normalisation and linking, which is all that the others do; default settings; "
        "links for review included",
    ),
    Peer(
        "disclosure-audit, whole scan",
        "benchmarks.peers.own_scan",
        (),
        "the same with the search of all texts, all rules and the control totals",
    ),
    Peer(
        "exact join",
        "benchmarks.peers.exact_join",
        (),
        "our reading and normalisation, then Polars joins: on the document number, for the rest of "
        "the catalog on title and date",
    ),
    Peer(
        "Splink",
        "benchmarks.peers.splink_model",
        (*_LISTS, "splink"),
        "DuckDB; title exact with term frequencies, then by Jaro-Winkler similarity; number and "
        "issuer exact with term frequencies; date by days, month, year; trained by expectation "
        "maximisation",
    ),
    Peer(
        "GoldenMatch",
        "benchmarks.peers.goldenmatch_zero",
        (*_LISTS, "goldenmatch"),
        "zero configuration (`match_df`): its own choice of fields, blocking and assignment",
    ),
    Peer(
        "RapidFuzz, fast",
        "benchmarks.peers.rapidfuzz_all_pairs",
        ("polars", "rapidfuzz"),
        "`fuzz.ratio` over all pairs, of title, number and date as one string",
        ("ratio",),
    ),
    Peer(
        "RapidFuzz, tokens",
        "benchmarks.peers.rapidfuzz_all_pairs",
        ("polars", "rapidfuzz"),
        "`fuzz.token_set_ratio` over all pairs: an equal number or date counts as a token",
        ("token_set_ratio",),
    ),
    Peer(
        "string_grouper",
        "benchmarks.peers.string_grouper_matches",
        (*_LISTS, "string-grouper"),
        "cosine of TF-IDF over three-character n-grams of title, number and date as one string; "
        "its default of keeping ASCII only, which drops all Chinese, is switched off",
    ),
)
POSTPROCESSING = (
    "Ours runs with default settings and its own thresholds. Every other tool keeps the best link "
    "of each catalog record (a document published twice may so be linked twice) and the threshold "
    "that gives the best F1 on the truth of this very case, which no user would know. The settings "
    "of Splink, GoldenMatch, RapidFuzz and string_grouper are the best of four to nine that were "
    "tried on the truth of two cases of this kind, and they get the text with compatibility forms "
    "folded and blanks and invisible characters removed. What is unfair to them: the defects come "
    "from this project's own generator, which was at hand while our engine was developed. Ours is "
    "shown with its links for review, which a person still has to confirm. Seconds and memory are "
    "those of the whole process."
)
