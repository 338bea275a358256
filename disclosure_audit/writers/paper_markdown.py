"""The run in short and its worst findings as Markdown, for a ticket or a wiki."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from disclosure_audit.glyphs import visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import DISPOSITIONS, SEVERITIES, SIDES, name
from disclosure_audit.paper import Paper
from disclosure_audit.review.decisions import STATUS
from disclosure_audit.writers import stats
from disclosure_audit.writers.counted import cut, say_more, standing_first
from disclosure_audit.writers.finding_text import evidence_line, places_line
from disclosure_audit.writers.markdown import escape
from disclosure_audit.writers.places import Places
from disclosure_audit.writers.stream import Options, PaperFormat

if TYPE_CHECKING:
    from disclosure_audit.gate.verdict import Verdict

MOST = 1_000
"""Most findings that are listed; more do not make a readable page."""
_LONGEST = 300


def write(paper: Paper, file: BinaryIO, options: Options) -> None:
    """Write totals, findings by rule and the findings, those that stand first, at most :data:`MOST`.

    Text of the lists cannot become markup. The last line counts what had no room.
    """
    most = MOST if options.limit is None else options.limit
    for line in lines(paper, options.verdict, most):
        file.write(line.encode() + b"\n")


def lines(paper: Paper, verdict: Verdict | None, most: int) -> Iterator[str]:
    """Yield the page, with at most ``most`` findings."""
    lang = paper.lang
    yield "# " + Text("Disclosure audit", "信息公开审计").to(lang)
    yield from ("", plain(_what(paper)), "")
    if verdict is not None:
        yield from _gate(verdict, lang)
    yield "## " + Text("What became of the records", "记录去向").to(lang)
    yield ""
    yield from _totals(paper)
    yield "## " + Text("Findings", "发现的问题").to(lang)
    yield ""
    if paper.findings.is_empty():
        yield Text("None.", "未发现问题。").to(lang)
        return
    yield from _by_rule(paper)
    yield from _findings(paper, most)


def plain(text: str) -> str:
    """Return ``text`` on one line and so that Markdown shows it as it is."""
    return escape(visible(text))


def _what(paper: Paper) -> str:
    join = Text(", ", "，").to(paper.lang)
    lists = (
        join.join(source["name"] for source in paper.info["inputs"].get(side, ())) or "-"
        for side in SIDES
    )
    return Text(
        "{} against {}, as of {}, run {}", "{} 对照 {}，基准日 {}，运行 {}"
    ).to(paper.lang).format(*lists, paper.info.get("as_of") or "?", paper.name)  # fmt: skip


def _gate(verdict: Verdict, lang: Lang) -> Iterator[str]:
    said = (
        Text("Gate: passed", "门槛：通过")
        if verdict.passed
        else Text("Gate: FAILED", "门槛：未通过")
    )
    yield "## " + said.to(lang)
    yield ""
    for failure in verdict.failures:
        yield f"- **{plain(failure.text.to(lang))}**: {plain(failure.remedy.to(lang))}"
    yield from (f"- {plain(note.to(lang))}" for note in verdict.notes)
    if verdict.failures or verdict.notes:
        yield ""


def _totals(paper: Paper) -> Iterator[str]:
    heads = (Text("List", "清单"), Text("Disposition", "去向"), Text("Records", "条数"))
    rows = []
    for side, title in SIDES.items():
        totals = paper.control_totals[side]
        rows += [
            (title.to(paper.lang), name(DISPOSITIONS, code, paper.lang), f"{n:,}")
            for code, n in totals["dispositions"].items()
            if n
        ]
        rejected = Text("rejected rows", "拒读的行").to(paper.lang)
        rows.append((title.to(paper.lang), rejected, f"{totals['rejected']:,}"))
        read = Text("rows read", "读入的行").to(paper.lang)
        rows.append((title.to(paper.lang), read, f"{totals['read']:,}"))
    yield from _table([head.to(paper.lang) for head in heads], rows, numbers=(2,))


def _by_rule(paper: Paper) -> Iterator[str]:
    lang = paper.lang
    heads = [
        Text("Severity", "级别").to(lang),
        Text("Rule", "规则").to(lang),
        Text("What", "内容").to(lang),
    ]
    heads += [Text("Findings", "数量").to(lang), *(status.to(lang) for status in STATUS.values())]
    rows = [
        (
            name(SEVERITIES, row["severity"], lang),
            row["rule"],
            row["title"] or "",
            *(f"{row[column]:,}" for column in ("findings", *STATUS)),
        )
        for row in stats.by_rule(paper).iter_rows(named=True)
        if row["findings"]
    ]
    yield from _table(heads, rows, numbers=range(3, len(heads)))


def _findings(paper: Paper, most: int) -> Iterator[str]:
    lang, places = paper.lang, Places(paper.info["inputs"])
    heads = (
        Text("Severity", "级别"), Text("Rule", "规则"), Text("Finding", "问题"),
        Text("Where", "位置"), Text("Evidence", "依据"), Text("Status", "状态"), Text("ID", "编号"),
    )  # fmt: skip
    rows = (
        _row(finding, lang, places)
        for finding in standing_first(paper).head(most).iter_rows(named=True)
    )
    yield from _table([head.to(lang) for head in heads], rows)
    if paper.findings.height > most:
        yield say_more(paper.findings.height - most, lang)


def _row(finding: Mapping[str, Any], lang: Lang, places: Places) -> tuple[str, ...]:
    return (
        name(SEVERITIES, finding["severity"], lang),
        finding["rule"],
        cut(finding["message"] or "", _LONGEST),
        places_line(places.of(finding), lang),
        cut(evidence_line(finding, lang), _LONGEST),
        name(STATUS, finding["status"], lang),
        finding["finding_id"],
    )


def _table(
    heads: Iterable[str], rows: Iterable[Iterable[str]], numbers: Iterable[int] = ()
) -> Iterator[str]:
    heads, right = list(heads), set(numbers)
    yield "| " + " | ".join(plain(head) for head in heads) + " |"
    yield "| " + " | ".join("---:" if n in right else "---" for n in range(len(heads))) + " |"
    yield from ("| " + " | ".join(plain(cell) for cell in row) + " |" for row in rows)
    yield ""


FORMAT = PaperFormat("markdown", Text("Markdown", "Markdown"), ".md", write)
