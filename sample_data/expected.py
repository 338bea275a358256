"""What an audit of the two lists must find, by row."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sample_data.case import Case, Seeded
from sample_data.lists import AS_OF, Registered

DIFFERS = ("title-differs", "date-differs", "issuer-differs")
"""A document whose number differs may be another one: that is for a person to say."""


def expect(case: Case, received: int) -> dict[str, Any]:
    """Return the content of ``expected.json``.

    Rows count the records below the header from 0; the register's run on from the sheet 发文 to
    the sheet 收文.
    """
    rows = {id(record): row for row, record in enumerate(case.registered)}
    entries = {id(entry): row for row, entry in enumerate(case.published)}
    first: dict[int, Registered] = {}
    for record in case.registered:
        if case.dispositions.get(id(record)) != "unreadable":
            first.setdefault(record.document.key, record)
    later = {id(entry) for _, entry in case.pairs}
    pairs = [(rows[id(record)], entries[id(entry)]) for record, entry in case.pairs]
    for entry in case.published:
        unpaired = case.dispositions.get(id(entry)) in ("unregistered", "unreadable", "rejected")
        if not unpaired and id(entry) not in later:
            pairs.append((rows[id(first[entry.document.key])], entries[id(entry)]))
    differing = {id(seed.record) for seed in case.findings if seed.rule in DIFFERS}
    numbers = [seed for seed in case.findings if seed.rule == "number-differs"]
    unsure = {id(seed.record) for seed in numbers}
    unsure_entries = {id(seed.entry) for seed in numbers}
    became = Counter(
        case.dispositions.get(
            id(r),
            "needs_review"
            if id(r) in unsure
            else "published_differs"
            if id(r) in differing
            else "published",
        )
        for r in case.registered
    )
    became["received"] = received

    def tell(seed: Seeded) -> dict[str, Any]:
        told: dict[str, Any] = {
            "rule": seed.rule,
            "register_row": None if seed.record is None else rows[id(seed.record)],
            "catalog_row": None if seed.entry is None else entries[id(seed.entry)],
        }
        return told | {name: said for name in ("needs", "file") if (said := getattr(seed, name))}

    return {
        "as_of": AS_OF.isoformat(),
        "register": {"rows": len(case.registered) + received},
        "catalog": {"rows": len(case.published)},
        "findings": sorted(
            map(tell, case.findings),
            key=lambda f: (
                f["rule"],
                f["register_row"] or -1,
                f["catalog_row"] or -1,
                f.get("needs", ""),
            ),
        ),
        "dispositions": {
            "register": dict(sorted(became.items())),
            "catalog": dict(
                sorted(
                    Counter(
                        case.dispositions.get(
                            id(entry), "needs_review" if id(entry) in unsure_entries else "linked"
                        )
                        for entry in case.published
                    ).items()
                )
            ),
        },
        "pairs": [list(pair) for pair in sorted(pairs)],
        "registered_twice": [[rows[id(a)], rows[id(b)]] for a, b in case.registered_twice],
        "harmless": [
            {
                "kind": kind,
                "register_row": rows[id(record)],
                "catalog_row": None if entry is None else entries[id(entry)],
            }
            for kind, record, entry in case.harmless
        ],
        "answers": [
            {"catalog_row": entries[id(entry)], "outcome": outcome, "status": status}
            for entry, outcome, status in case.answers
        ],
        "secrets": list(dict.fromkeys(case.secrets)),
    }
