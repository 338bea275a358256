"""What the gate said of the run, if it was asked."""

from __future__ import annotations

from disclosure_audit.gate.verdict import Verdict
from disclosure_audit.language import Lang, Text
from disclosure_audit.writers.html.markup import esc, tag

_PASSED, _FAILED = Text("The gate passed", "门禁通过"), Text("The gate failed", "门禁未通过")


def verdict(said: Verdict | None, lang: Lang) -> str:
    """Return a box with what failed and how to put it right; nothing if the gate was not asked."""
    if said is None:
        return ""
    title = tag("h3", esc((_PASSED if said.passed else _FAILED).to(lang)))
    failures = "".join(
        tag(
            "li",
            tag("p", esc(one.text.to(lang))) + tag("p", esc(one.remedy.to(lang)), class_="dim"),
        )
        for one in said.failures
    )
    notes = "".join(tag("p", esc(note.to(lang)), class_="dim") for note in said.notes)
    body = title + (tag("ul", failures) if failures else "") + notes
    return tag("section", body, class_="verdict passed" if said.passed else "verdict failed")
