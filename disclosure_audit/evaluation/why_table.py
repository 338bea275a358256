"""An explanation for the eye."""

from __future__ import annotations

from typing import Any

from rich.text import Text as Styled

from disclosure_audit import names
from disclosure_audit.evaluation.explanation import Explanation, Pair
from disclosure_audit.evaluation.pair_words import say_doubts, say_score, say_why_not
from disclosure_audit.evaluation.paper import Paper
from disclosure_audit.evaluation.vetoes import VETOES
from disclosure_audit.evaluation.waterfall import draw_bars
from disclosure_audit.glyphs import cells, visible
from disclosure_audit.language import Lang, Text
from disclosure_audit.names import DISPOSITION_REASONS, METHODS
from disclosure_audit.recall import FACTS, Texts
from disclosure_audit.schema.columns import BY_NAME, SIDES
from disclosure_audit.writers.base import Page
from disclosure_audit.writers.title_difference import compare_texts
from disclosure_audit.writers.weights import name_weight

_RIVALS = 5
"""Rivals shown in full."""
_NUMBERS = 20
"""Cells that the margin and the two numbers of a waterfall take."""
_WIDEST_BAR, _NARROWEST_BAR = 44, 8
_STYLES = {"certain": "green", "probable": "cyan", "review": "yellow"}


def write(found: Explanation, texts: Texts, page: Page, lang: Lang) -> str:
    """Return the explanation, laid out for ``page.width`` cells.

    Titles that differ are shown as ``[-registered-]{+published+}``, or in colours where the page
    has them.
    """
    return _Writer(found, texts, page, lang).write()


class _Writer:
    def __init__(self, found: Explanation, texts: Texts, page: Page, lang: Lang) -> None:
        self.found, self.texts, self.lang = found, texts, lang
        self.paper = Paper(page)

    def write(self) -> str:
        self._head()
        for number, link in enumerate(self.found.links, start=1):
            title = self._say("Link {n} of {all}", "对应关系 {n}（共 {all} 处）")
            self.paper.heading(title.format(n=number, all=len(self.found.links)))
            self._pair(link)
        self._rivals()
        for side, why in self.texts.missing.items():
            self.paper.line()
            self.paper.line(
                self._say("The texts of the {side} are not shown: ", "未显示{side}的内容：").format(
                    side=names.SIDES[side].to(self.lang)
                )
                + why.to(self.lang),
                "yellow",
            )
        return self.paper.text

    def _head(self) -> None:
        found = self.found
        became = names.name(names.DISPOSITIONS, found.disposition, self.lang)
        if found.reason:
            reason = names.name(DISPOSITION_REASONS, found.reason, self.lang)
            became += f"（{reason}）" if self.lang == "zh" else f" ({reason})"
        head = Styled(self._place(found.side, found.row), style="bold")
        head.append(("：" if self.lang == "zh" else ": ") + became, style="default")
        self.paper.line(head)
        for name, value in self._facts(self.texts.of(found.side, found.row)):
            self._fact(name, Styled(value))
        if found.repeats:
            rows = ", ".join(str(row) for row in found.repeats)
            self.paper.line(
                "  " + self._say("taken for the same document as rows {rows} of the same list",
                                 "与同一清单第 {rows} 行视为同一文件").format(rows=rows)
            )  # fmt: skip
        if not found.links:
            self.paper.line()
            self.paper.line(self._say("No link.", "没有对应记录。"))

    def _rivals(self) -> None:
        rivals = self.found.rivals
        linked = bool(self.found.links)
        self.paper.heading(
            self._say("Rivals that lost", "落选的候选")
            if linked
            else self._say("What came nearest", "最接近的记录")
        )
        if not rivals:
            self.paper.line(
                "  " + self._say("None: no other pair came near enough to be kept.",
                                 "无：没有其他接近到值得保留的候选。")
            )  # fmt: skip
            return
        for rival in rivals[:_RIVALS]:
            self._pair(rival)
            self.paper.line()
        if len(rivals) > _RIVALS:
            self.paper.line(
                self._say("{n} more, none with a higher score; --format json lists them.",
                          "另有 {n} 个得分不更高的候选，--format json 可全部列出。")
                .format(n=len(rivals) - _RIVALS)
            )  # fmt: skip

    def _pair(self, pair: Pair) -> None:
        rows = {"register": pair.register_row, "catalog": pair.catalog_row}
        method = names.name(METHODS, pair.method, self.lang)
        state = names.name(names.LINKS, pair.status, self.lang) if pair.status else None
        head = Styled("  ")
        head.append(" + ".join(self._place(side, rows[side]) for side in SIDES), style="bold")
        if state:
            head.append("：" if self.lang == "zh" else ": ")
            head.append(state, style=_STYLES.get(pair.status or "", ""))
            head.append(self._say(" (found by {how})", "（依据：{how}）").format(how=method))
        else:
            head.append("：" if self.lang == "zh" else ": ")
            head.append(names.name(VETOES, pair.veto or "", self.lang), style="red")
        self.paper.line(head)
        self._compare(pair)
        self._waterfall(pair)
        for line in (*say_doubts(pair, self.lang), *say_why_not(pair, self.lang)):
            self.paper.line("  " + line)

    def _compare(self, pair: Pair) -> None:
        left = self.texts.of("register", pair.register_row)
        right = self.texts.of("catalog", pair.catalog_row)
        if left is None or right is None:
            other = self.texts.of(*self._other(pair))
            for name, value in self._facts(other):
                self._fact(name, Styled(value))
            return
        for fact in FACTS:
            a, b = (_as_text(one[fact]) for one in (left, right))
            if (not a and not b) or fact in ("record_id", "source", "url"):
                continue
            self._fact(fact, self._differ(a, b) if fact == "title" else _side_by_side(a, b))

    def _other(self, pair: Pair) -> tuple[Any, int]:
        if self.found.side == "register":
            return "catalog", pair.catalog_row
        return "register", pair.register_row

    def _differ(self, registered: str, published: str) -> Styled:
        out = Styled()
        for segment in compare_texts(registered, published):
            a, b = visible(segment.registered), visible(segment.published)
            if segment.is_equal:
                out.append(a)
            elif self.paper.page.color:
                out.append(a, style="red strike")
                out.append(b, style="green underline")
            else:
                out.append((f"[-{a}-]" if a else "") + (f"{{+{b}+}}" if b else ""))
        return out

    def _waterfall(self, pair: Pair) -> None:
        labels = [name_weight(step.name, self.lang) for step in pair.steps]
        label = max((cells(name) for name in labels), default=0) + 2
        room = self.paper.page.width - label - _NUMBERS
        bars = draw_bars(pair.steps, min(_WIDEST_BAR, max(_NARROWEST_BAR, room)))
        for step, name, drawn in zip(pair.steps, labels, bars, strict=True):
            line = Styled("    " + _pad(name, label) + f"{step.weight:+6.1f}{step.total:+8.1f}  ")
            line.append(drawn, style="green" if step.weight > 0 else "red")
            self.paper.line(line)
        self.paper.line("    " + say_score(pair, self.lang))

    def _facts(self, record: dict[str, Any] | None) -> list[tuple[str, str]]:
        return [
            (fact, visible(_as_text(record[fact]))) for fact in FACTS if record and record[fact]
        ]

    def _fact(self, name: str, value: Styled) -> None:
        title = BY_NAME[name].title if name in BY_NAME else Text("source", "来源")
        line = Styled()
        line.append("    " + _pad(title.to(self.lang), 18), style="dim")
        line.append_text(value)
        self.paper.line(line)

    def _place(self, side: str, row: int) -> str:
        name = names.SIDES[side].to(self.lang)
        return f"{name}第 {row} 行" if self.lang == "zh" else f"{name} row {row}"

    def _say(self, en: str, zh: str) -> str:
        return Text(en, zh).to(self.lang)


def _as_text(value: object) -> str:
    return "" if value is None else str(value)


def _side_by_side(registered: str, published: str) -> Styled:
    a, b = visible(registered) or "-", visible(published) or "-"
    return Styled(a if registered == published else f"{a}  |  {b}")


def _pad(text: str, width: int) -> str:
    return text + " " * max(1, width - cells(text))
