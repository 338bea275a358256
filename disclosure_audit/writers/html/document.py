"""The page as a whole: one file that asks nobody for anything."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_audit import __version__
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.paper import Paper
from disclosure_audit.writers.cover import cover
from disclosure_audit.writers.html import figures
from disclosure_audit.writers.html.listing import listing
from disclosure_audit.writers.html.markup import asset, esc, sha256, tag
from disclosure_audit.writers.html.rule_help import rule_table
from disclosure_audit.writers.html.sections import section
from disclosure_audit.writers.html.tiles import tiles
from disclosure_audit.writers.html.ui_words import ui
from disclosure_audit.writers.html.verdicts import verdict
from disclosure_audit.writers.methods import methods, settings
from disclosure_audit.writers.stream import Options

LATER = ("rules", "lexicons")
"""Sections of the cover that stand at the end: page one has no room for them."""
_HEAD_SCRIPT = 'document.documentElement.classList.add("js");'
_KICKER = Text("Working paper", "审计工作底稿")
_TITLE = Text("Disclosure audit", "信息公开审计")
_OF = Text("{register} against {catalog}", "{register} 对照 {catalog}")
_MORE = Text("{name} and {n:,} more", "{name} 等 {all:,} 份")
_CHAPTERS = {
    "cover": Text("Page one", "首页"),
    "overview": Text("At a glance", "概览"),
    "rules": Text("By rule", "按规则"),
    "findings": Text("Findings", "问题清单"),
    "method": Text("Method", "方法"),
}
_OVERVIEW = Text("At a glance", "概览")
_RULES = Text("What the rules found", "各规则发现的问题")
_METHOD = Text("Method and settings", "方法与设置")
_FOOT = Text(
    "disclosure-audit {version}. This page is whole: it loads nothing and sends nothing.",
    "disclosure-audit {version}。本页自成一体：不加载、不发送任何数据。",
)


def document(paper: Paper, options: Options) -> Iterator[str]:
    """Yield the report of ``paper`` as HTML, piece by piece; the same for the same paper."""
    lang, words = paper.lang, ui(paper.lang)
    script = asset("report.js")
    yield head(paper, [_HEAD_SCRIPT, script])
    links = "".join(tag("a", esc(said.to(lang)), href=f"#{key}") for key, said in _CHAPTERS.items())
    buttons = "".join(
        tag("button", esc(words[key]), type="button", id=f"do-{key}") for key in ("theme", "print")
    )
    bar = tag("nav", links, aria_label=_TITLE.to(lang)) + tag("div", buttons, class_="does")
    yield tag("header", bar, class_="top") + "<main>"
    yield _page_one(paper, options)
    charts = figures.dispositions(paper, options.owner) + figures.findings(paper)
    yield _chapter("overview", _OVERVIEW.to(lang), tag("div", charts, class_="figures"))
    if not paper.findings.is_empty():
        yield _chapter("rules", _RULES.to(lang), rule_table(paper))
    yield from listing(paper, options.limit)
    yield _chapter("method", _METHOD.to(lang), _method(paper, options))
    yield f"</main>{foot(paper)}<script>{script}</script></body></html>\n"


def head(paper: Paper, scripts: list[str]) -> str:
    """Return the beginning of a page on which only ``scripts`` may run; the first of them runs at
    once."""
    lang = paper.lang
    allowed = " ".join(map(sha256, scripts)) or "'none'"
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {allowed}; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )
    first = tag("script", scripts[0]) if scripts else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-Hans" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
        f"<title>{esc(f'{_TITLE.to(lang)} · {visible(paper.name)}')}</title>"
        f"<style>{asset('report.css')}</style>{first}</head><body>\n"
    )


def title(paper: Paper, owner: str | None, kicker: Text = _KICKER) -> str:
    """Return the heading of a paper: what it is, and what was compared with what."""
    lang = paper.lang
    lists = {side: _named(paper, side) for side in ("register", "catalog")}
    said = tag("p", esc(kicker.to(lang)), class_="kicker") + tag("h1", esc(_TITLE.to(lang)))
    said += tag("p", esc(_OF.to(lang, **lists)), class_="lists")
    return said + (tag("p", esc(owner), class_="owner") if owner else "")


def foot(paper: Paper) -> str:
    """Return the last line of a page."""
    version = paper.info.get("tool_version", __version__)
    return tag("footer", esc(_FOOT.to(paper.lang, version=version)))


def _page_one(paper: Paper, options: Options) -> str:
    lang = paper.lang
    body = title(paper, options.owner) + tiles(paper, options.owner)
    body += verdict(options.verdict, lang)
    parts = [part for part in cover(paper, owner=options.owner) if part.name not in LATER]
    body += tag("div", "".join(section(part, lang) for part in parts), class_="facts")
    return tag("section", body, id="cover", class_="chapter")


def _method(paper: Paper, options: Options) -> str:
    later = [part for part in cover(paper, owner=options.owner) if part.name in LATER]
    return "".join(section(part, paper.lang) for part in (*methods(), *later, settings(paper)))


def _chapter(key: str, heading: str, body: str) -> str:
    return tag("section", tag("h2", esc(heading)) + body, id=key, class_="chapter")


def _named(paper: Paper, side: str) -> str:
    names = [str(source["name"]) for source in paper.info["inputs"][side]]
    if len(names) < 2:
        return names[0] if names else "–"
    return _MORE.to(paper.lang, name=names[0], n=len(names) - 1, all=len(names))
