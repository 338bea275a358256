"""Makes the seal of a catalog."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import disclosure_audit
from disclosure_audit.scanner.masking import blot
from disclosure_audit.seal.manifest import Manifest, head_of
from disclosure_audit.seal.sheet import Sheet
from disclosure_audit.seal.tokens import add_record_tokens, digest, tokens_of
from disclosure_audit.workspace import keyed, name_key


def seal(
    sheet: Sheet, key: bytes, *, date: dt.date | None = None, terms: Sequence[str] = ()
) -> Manifest:
    """Return the seal of ``sheet`` under ``key``.

    ``date`` is written into it if given; the clock is not asked. Secrets (``terms`` among them) in
    names of files are blotted out.
    """
    fingerprint = keyed(key)
    labels = [name for name in sheet.cells.columns if name != "row"]
    tokens = add_record_tokens(tokens_of(sheet.cells, labels, key), key)
    head = head_of(
        {
            "tool_version": disclosure_audit.__version__,
            "key": name_key(key),
            "date": date.isoformat() if date else None,
            "files": [
                {
                    "name": blot(one.name, terms),
                    "kind": one.kind,
                    "sha256": one.sha256,
                    "size": one.size,
                }
                for one in sheet.sources
            ],
            "records": tokens.height,
            "rejected": sheet.rejected,
            "content": digest(tokens["record"].sort(), "content", key),
            "order": digest(tokens["record"], "order", key),
        },
        [
            {
                "name": label,
                "headers": sorted(
                    fingerprint(f"seal header\x1f{header}") for header in sheet.headers[label]
                ),
            }
            for label in labels
        ],
    )
    return Manifest(head, tokens)
