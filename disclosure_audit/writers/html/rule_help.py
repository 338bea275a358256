"""The rules that found something, each with its page to unfold."""

from __future__ import annotations

import html
import re

from disclosure_audit.language import Lang, Text
from disclosure_audit.names import SEVERITIES, name
from disclosure_audit.paper import Paper
from disclosure_audit.review.decisions import STATUS
from disclosure_audit.writers import stats
from disclosure_audit.writers.html.markup import esc, tag
from disclosure_audit.writers.rule_pages import page_in

_HEADS = (
    Text("severity", "级别"), Text("rule", "规则"), Text("what is wrong", "判定"),
    Text("findings", "问题"),
)  # fmt: skip
_CODE, _BOLD = re.compile(r"`([^`]+)`"), re.compile(r"\*\*([^*]+)\*\*")


def rule_table(paper: Paper) -> str:
    """Return the table of the rules with findings, worst first, with what became of them."""
    lang = paper.lang
    columns = [*(head.to(lang) for head in _HEADS), *(words.to(lang) for words in STATUS.values())]
    heads = "".join(
        tag("th", esc(head), scope="col", class_="n" if place > 2 else None)
        for place, head in enumerate(columns)
    )
    found = stats.by_rule(paper)
    rows = "".join(_row(row, paper) for row in found.iter_rows(named=True) if row["findings"])
    table = tag("table", tag("thead", tag("tr", heads)) + tag("tbody", rows), class_="rules")
    return tag("div", table, class_="scroll", tabindex=0, role="group",
               aria_label=_HEADS[1].to(lang))  # fmt: skip


def _row(row: dict[str, str | int | None], paper: Paper) -> str:
    code, severity = str(row["rule"]), str(row["severity"])
    said = paper.rules.get(code)
    told = esc(str(row["title"] or "").rstrip("。."))
    if said and said.page:
        page = _markdown(page_in(said.page, paper.lang), paper.lang)
        told = tag("details", tag("summary", told) + tag("div", page, class_="page"))
    cells = tag("td", badge(severity, paper.lang)) + tag("td", esc(code), class_="code")
    cells += tag("td", told)
    cells += "".join(
        tag("td", f"{row[column]:,}" if row[column] else "–", class_="n")
        for column in ("findings", *STATUS)
    )
    return tag("tr", cells)


def badge(severity: str, lang: Lang) -> str:
    """Return a severity as a word in its colour."""
    return tag("span", esc(name(SEVERITIES, severity, lang)), class_=f"badge {severity}")


def _markdown(page: str, lang: Lang) -> str:
    """Return a rule's page as markup: headings, lists, paragraphs, code and emphasis."""
    blocks = re.split(r"\n\s*\n|\n(?=## )|(?<=\n)(?=- )", page)
    out, items = [], list[str]()
    for block in (block.strip() for block in blocks):
        if block.startswith("- "):
            items += [tag("li", _inline(item)) for item in re.split(r"\n- ", block[2:])]
            continue
        if items:
            out.append(tag("ul", "".join(items)))
            items = []
        head, _, rest = block.partition("\n")
        if head.startswith("#"):
            out.append(tag("h5", _inline(head.lstrip("# "))))
            block = rest
        if block:
            joined = re.sub(r"\n", "" if lang == "zh" else " ", block)
            out.append(tag("p", _inline(joined)))
    if items:
        out.append(tag("ul", "".join(items)))
    return "".join(out)


def _inline(text: str) -> str:
    said = html.escape(" ".join(text.split()))
    return _BOLD.sub(r"<b>\1</b>", _CODE.sub(r"<code>\1</code>", said))
