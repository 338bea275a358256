"""An audit on one page, for who must act on it and has no time to read it."""

from __future__ import annotations

from disclosure_audit.language import Text
from disclosure_audit.names import SEVERITIES
from disclosure_audit.paper import Paper
from disclosure_audit.writers import stats
from disclosure_audit.writers.section import Section, Value, from_outside

TITLE = Text("Disclosure audit in brief", "信息公开审计摘要")
MOST_LINES = 5
"""Rules and departments that are named; the rest is counted."""
_PUBLISHED = ("published", "published_differs")
_NAMELESS = Text("no department named", "未注明部门")


def brief(paper: Paper, *, owner: str | None = None) -> tuple[Section, ...]:
    """Return the page: result, findings by severity, worst rules, departments, what to do next.

    ``owner`` limits the findings to one department (:data:`stats.NO_OWNER`: to those that name none).
    """
    paper = stats.of_owner(paper, owner)
    sections = [_result(paper, owner), _severities(paper), _worst(paper)]
    if owner is None:
        sections.append(_departments(paper))
    return (*(part for part in sections if part.rows or part.table), _next(paper))


def coverage(paper: Paper) -> float | None:
    """Return the share of the documents that should be public and are; ``None`` if there are none."""
    counts = paper.control_totals["register"]["dispositions"]
    public = sum(counts.get(code, 0) for code in _PUBLISHED)
    due = public + counts.get("omitted", 0) + counts.get("needs_review", 0)
    return public / due if due else None


def _result(paper: Paper, owner: str | None) -> Section:
    register = paper.control_totals["register"]["dispositions"]
    catalog = paper.control_totals["catalog"]["dispositions"]
    share = coverage(paper)
    sides = [paper.control_totals[side] for side in ("register", "catalog")]
    adds_up = all(t["read"] == t["rejected"] + sum(t["dispositions"].values()) for t in sides)
    rows: list[tuple[Text, Value]] = [
        (Text("as of", "基准日"), from_outside(paper.info["as_of"])),
        (Text("run", "结果文件夹"), from_outside(paper.name)),
        (Text("control totals", "控制总数"),
         Text("every row is accounted for", "逐行勾稽相符") if adds_up
         else Text("DO NOT ADD UP: do not rely on this run", "不符：本次结果不可采信")),
    ]  # fmt: skip
    if owner is not None:
        rows.append((Text("department", "部门"), from_outside(owner) or _NAMELESS))
    else:
        rows += [
            (Text("share public of what should be", "应公开文件的公开率"),
             None if share is None else _percent(share)),
            (Text("omitted", "未见公开"), register.get("omitted", 0)),
            (Text("waiting for a person", "待人工核对"), register.get("needs_review", 0)),
            (Text("published, but differs", "已公开但内容不一致"), register.get("published_differs", 0)),
            (Text("published, not in the register", "已公开但登记簿中没有"), catalog.get("unregistered", 0)),
            (Text("published more than once", "重复公开"), catalog.get("repeated", 0)),
        ]  # fmt: skip
    said = paper.findings["status"]
    standing = paper.counted.height
    reviewed = int((said != "open").sum())
    rows += [
        (Text("findings that stand", "仍然成立的问题"), standing),
        (Text("findings decided on", "已处理的问题"),
         Text(f"{reviewed:,} of {said.len():,}", f"{reviewed:,}，共 {said.len():,}")),
    ]  # fmt: skip
    return Section("result", Text("The result", "结果"), tuple(rows))


def _percent(share: float) -> str:
    """Return a share that is never rounded to all or nothing."""
    if 0.9995 <= share < 1:
        return ">99.9%"
    return "<0.1%" if 0 < share < 0.0005 else f"{share:.1%}"


def _severities(paper: Paper) -> Section:
    counts = dict(paper.counted.group_by("severity").len().iter_rows())
    heads = (Text("severity", "级别"), Text("findings", "问题数"))
    table = tuple((word, int(counts.get(code, 0))) for code, word in SEVERITIES.items())
    return Section(
        "severities", Text("How grave they are", "严重程度"), (), heads, table if counts else ()
    )


def _worst(paper: Paper) -> Section:
    counts = paper.counted.group_by("rule", "severity").len()
    order = list(SEVERITIES)
    lines = sorted(
        counts.iter_rows(),
        key=lambda line: (
            order.index(line[1]) if line[1] in order else len(order),
            -line[2],
            line[0],
        ),
    )
    table: list[tuple[Value, ...]] = [
        (SEVERITIES.get(severity, severity), rule,
         paper.rules[rule].title if rule in paper.rules else None, n)
        for rule, severity, n in lines[:MOST_LINES]
    ]  # fmt: skip
    if rest := lines[MOST_LINES:]:
        others = Text(f"{len(rest):,} more kinds", f"其余 {len(rest):,} 类")
        table.append(("", "", others, sum(n for _, _, n in rest)))
    heads = (
        Text("severity", "级别"), Text("rule", "规则"), Text("what is wrong", "判定"),
        Text("findings", "问题数"),
    )  # fmt: skip
    return Section("worst", Text("The gravest first", "最严重的问题"), (), heads, tuple(table))


def _departments(paper: Paper) -> Section:
    lines = stats.by_owner(paper).select("owner", "findings", "omitted").rows()
    table: list[tuple[Value, ...]] = [
        (from_outside(owner) or _NAMELESS, n, omitted) for owner, n, omitted in lines[:MOST_LINES]
    ]
    if rest := lines[MOST_LINES:]:
        others = Text(f"{len(rest):,} more departments", f"其余 {len(rest):,} 个部门")
        table.append((others, sum(line[1] for line in rest), sum(line[2] for line in rest)))
    heads = (
        Text("department", "部门"), Text("findings", "问题数"), Text("omitted documents", "未见公开"),
    )  # fmt: skip
    return Section("departments", Text("Departments", "部门"), (), heads, tuple(table))


def _next(paper: Paper) -> Section:
    rows: list[tuple[Text, Value]] = []

    def step(en: str, zh: str) -> None:
        rows.append((Text(f"{len(rows) + 1}.", f"{len(rows) + 1}."), Text(en, zh)))

    if paper.control_totals["links"].get("review", 0):
        step("Let a person decide on the uncertain links: they may explain omissions"
             " (disclosure-audit review).",
             "请人工认定不确定的对应关系，它们可能解释部分未见公开（disclosure-audit review）。")  # fmt: skip
    if not paper.counted.filter(severity="critical").is_empty():
        step("Take down what must not be public, before anything else.",
             "首先撤下不应公开的内容。")  # fmt: skip
    if not paper.counted.filter(rule=stats.OMITTED).is_empty():
        step("Send each department its omissions and ask for its reply"
             " (disclosure-audit report RUN --per-owner DIR).",
             "将未公开清单发各部门限期回复（disclosure-audit report 结果文件夹 --per-owner 目录）。")  # fmt: skip
    if not rows:
        rows.append((Text("nothing", "无"), Text("No finding needs to be acted on first.", "没有需要优先处理的问题。")))  # fmt: skip
    return Section("next", Text("What to do", "下一步"), tuple(rows))
