"""An audit shows itself: complete, bounded, escaped, masked, in both languages."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

import polars as pl
import pytest

import disclosure_audit as da
from disclosure_audit.errors import UsageError
from disclosure_audit.language import Lang
from disclosure_audit.names import DISPOSITIONS, SEVERITIES
from disclosure_audit.notebook.overview import MOST_RULES
from disclosure_audit.notebook.shown import MOST, Shown
from tests.conftest import finding
from tests.notebook.sample_audits import million_findings, sample, small

HOSTILE = "</style><script>alert(1)</script>[/]\x1b[31m\u202e“=1+1|<img src=x onerror=y>"


class Tags(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [(key, value or "") for key, value in attrs]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def rows(markup: str) -> int:
    return markup.count("<tr")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_control_totals_are_shown_as_a_sum_that_comes_out(lang: Lang) -> None:
    audit = sample(lang)
    markup = audit._repr_html_()
    for side in ("register", "catalog"):
        totals = audit.control_totals[side]
        table = re.findall(r"<div><p><b>.*?</table>", markup)[side == "catalog"]
        counts = [
            int(n.replace(",", "")) for n in re.findall(r'<td class="n">([0-9,]+)</td>', table)
        ]
        *parts, whole = counts
        assert sum(parts) == whole == totals["read"]
        assert f"{totals['read']:,}" in table
        for code, count in totals["dispositions"].items():
            assert (DISPOSITIONS[code].to(lang) in table) is bool(count)
    assert markup.count('<span class="ok">✓') == 2


def test_totals_that_do_not_add_up_are_said() -> None:
    audit = small()
    audit.run.info["control_totals"]["register"]["read"] = 7
    assert audit._repr_html_().count('<span class="wrong">✗ 7 rows') == 1
    assert "DOES NOT ADD UP" in repr(audit)


def test_findings_are_listed_by_rule_the_worst_first() -> None:
    audit = sample()
    listed = re.findall(
        r"<td><code>([A-Z]{2}\d{3})</code></td><td>[^<]*</td><td class", audit._repr_html_()
    )
    order = list(SEVERITIES)
    worst = {
        rule: min(order.index(severity) for severity in severities)
        for rule, severities in audit.findings.group_by("rule").agg("severity").iter_rows()
    }
    assert listed == sorted(worst, key=lambda rule: (worst[rule], rule))
    assert len(listed) > MOST_RULES  # the others unfold
    assert "<details>" in audit._repr_html_()


def test_the_rows_that_are_shown_can_be_asked_for() -> None:
    audit = sample()
    place = re.search(r"<code>(register|catalog)_row=(\d+)", audit._repr_html_())
    assert place
    worst = audit.findings.row(0, named=True)
    assert worst[f"{place[1]}_row"] == int(place[2])
    asked = {f"{place[1]}_row": int(place[2])}
    found = audit.explain(
        register_row=asked.get("register_row"), catalog_row=asked.get("catalog_row")
    ).found
    assert (found.side, found.row) == (place[1], int(place[2]))


def test_the_markup_is_whole_and_asks_nothing_of_anybody() -> None:
    audit = sample("zh")
    shown = (
        audit,
        audit.show(),
        audit.show("links"),
        audit.explain(register_row=12),
        audit.compare(audit),
    )
    for each in shown:
        markup = each._repr_html_()
        tags = Tags(markup)
        assert not tags.open
        assert not set(tags.names) & {
            "script",
            "link",
            "img",
            "iframe",
            "object",
            "a",
            "base",
            "form",
        }
        assert not [
            key for key, _ in tags.attributes if key.startswith("on") or key in ("src", "href")
        ]
        style = re.findall(r"<style>(.*?)</style>", markup, re.DOTALL)
        assert len(style) == 1
        assert "url(" not in style[0]
        assert "@import" not in style[0]
        rules = re.findall(r"([^{};]+)\{", re.sub(r"@media[^{]+\{", "", style[0]))
        assert rules
        assert all(".disclosure-audit" in each for rule in rules for each in split_selectors(rule))


def split_selectors(rule: str) -> list[str]:
    """Return the selectors of a rule; commas within brackets are not between two."""
    return re.split(r",(?![^(]*\))", rule.strip())


def test_hostile_text_is_only_text() -> None:
    rows = [
        finding(0, rule=HOSTILE[:40], owner=HOSTILE, message=HOSTILE, severity="high",
                evidence=[{"name": HOSTILE, "value": HOSTILE}]),
    ]  # fmt: skip
    audit = small(rows=rows)
    for each in (audit, audit.show(), audit.compare(small(rows=[]))):
        markup = each._repr_html_()
        tags = Tags(markup)
        assert not set(tags.names) & {"script", "img"}
        assert not [key for key, _ in tags.attributes if key.startswith("on")]
        assert "&lt;/style&gt;&lt;script&gt;" in markup
        for text in (markup, repr(each)):
            assert "\x1b" not in text
            assert "\u202e" not in text


def test_a_million_findings_are_not_printed() -> None:
    findings = million_findings()
    audit = small(findings=findings)
    assert audit.findings.height == 1_000_000
    markup = audit._repr_html_()
    assert rows(markup) < 60
    assert "1,000,000" in markup
    assert repr(audit).count("\n") < 40
    shown = audit.show(n=10**9)
    assert rows(shown._repr_html_()) == MOST + 1  # and the head
    assert f"rows 1 to {MOST:,} of 1,000,000" in shown._repr_html_()
    assert repr(shown).count("\n") <= MOST + 2
    assert rows(audit.findings._repr_html_()) < 60
    later = audit.compare(small(findings=findings.head(999_000)))
    assert later.gone.height == 1_000
    assert rows(later._repr_html_()) < 60
    assert "1,000" in repr(later)


def test_an_audit_without_findings() -> None:
    audit = small(rows=[])
    assert "No rule found anything." in audit._repr_html_()
    assert "No rule found anything." in repr(audit)
    assert "no rows" in repr(audit.show())


def test_the_plain_text_is_for_a_terminal() -> None:
    text = repr(sample())
    assert "register: 2,195 rows = 2,195 records + 0 rejected; adds up" in text
    assert "OM001" in text
    assert "<" not in text.replace("(<0.1%", "")


@pytest.mark.parametrize("name", ["links", "omissions", "dispositions", "register", "candidates"])
def test_every_frame_can_be_shown(name: str) -> None:
    audit = sample("zh")
    shown = audit.show(name, 3)
    assert shown.frame.height == getattr(audit, name).height
    assert rows(shown._repr_html_()) == 4
    assert f"共 {shown.frame.height:,} 行" in repr(shown)


def test_a_frame_that_does_not_exist_is_said() -> None:
    with pytest.raises(UsageError) as caught:
        sample().show("finding")
    assert "findings" in caught.value.hint.en  # type: ignore[union-attr]  # it has a hint


def test_any_frame_can_be_shown() -> None:
    frame = pl.DataFrame(
        {"甲": ["<b>", None], "n": [1.5, 2_000_000.0], "d": [dt.date(2024, 1, 2)] * 2}
    )
    shown = Shown(frame, 5, "en", title="<i>")
    assert "&lt;i&gt;" in shown._repr_html_()
    assert "&lt;b&gt;" in shown._repr_html_()
    assert "2,000,000" in repr(shown)
    assert repr(Shown(pl.DataFrame(), 5, "en")) == "\nno rows"


def test_the_frames_read_through() -> None:
    audit = sample()
    core = audit.scanned
    assert core is not None
    assert audit.links.sort("catalog_row").equals(core.links.sort("catalog_row"))
    assert audit.findings["finding_id"].sort().equals(core.findings["finding_id"].sort())
    assert audit.control_totals == core.control_totals
    assert (audit.as_of, audit.key_name) == (core.as_of, core.key_name)
    assert (audit.settings, audit.outcomes) == (core.settings, core.outcomes)
    assert set(audit.timings) == set(core.timings)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        audit.nothing  # noqa: B018 - that it raises is what is tested
    facts = audit.register.select("title", "doc_number").head(3)
    assert isinstance(da.scan(facts, facts), da.Audit)


def test_the_omissions_have_their_facts_and_what_came_nearest() -> None:
    audit = sample()
    omissions = audit.omissions
    omitted = audit.dispositions.filter(side="register", disposition="omitted")
    assert omissions["row"].to_list() == omitted["row"].to_list()
    assert omissions["title"].null_count() == 0
    for row in omissions.drop_nulls("nearest_catalog_row").iter_rows(named=True):
        mine = audit.candidates.filter(register_row=row["row"])
        assert row["nearest_score"] == mine["score"].max()
        assert mine.filter(
            catalog_row=row["nearest_catalog_row"], veto=row["refused_because"]
        ).height
    assert omissions["nearest_catalog_row"].null_count() < omissions.height
    known = audit.findings.filter(rule="OM001").select(
        pl.col("register_row").alias("row"),
        pl.col("evidence").list.eval(
            pl.element().filter(pl.element().struct.field("name") == "due_on").struct.field("value")
        ).list.first().str.to_date("%Y-%m-%d").alias("due_on"),
    )  # fmt: skip
    assert omissions["due_on"].null_count() < omissions.height
    assert omissions.select("row", "due_on").equals(known.sort("row"))
