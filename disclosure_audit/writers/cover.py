"""Page one of a working paper: all that somebody needs who was not there and shall do it again."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from disclosure_audit.language import Text
from disclosure_audit.names import LINKS, SEVERITIES, SIDES
from disclosure_audit.paper import Paper
from disclosure_audit.readers.reasons import SKIPPED
from disclosure_audit.schema.columns import Side
from disclosure_audit.writers.section import Section, Value, from_outside

if TYPE_CHECKING:
    from disclosure_audit.gate.verdict import Verdict

_JOIN = Text(", ", "、")
_YES, _NO = Text("yes", "是"), Text("no", "否")
_OBJECTIVE = Text(
    "To find out whether every document of the register that is to be published is in the catalog,"
    " once, as registered and in time, and whether the catalog holds anything that must not be public.",
    "核查登记簿中应当公开的文件是否均已在目录中公开、不重复、与登记一致且未逾期，并核查目录中有无不应公开的内容。",
)
_ADDS_UP = Text("yes", "相符")
_LOST = Text("NO: do not rely on this run", "不符：本次结果不可采信")


def cover(paper: Paper, *, owner: str | None = None) -> tuple[Section, ...]:
    """Return the sections of page one, in their order.

    ``owner`` is the department that the paper is limited to, ``""`` for the records of none. What
    this version does not find in ``run.json`` is left out or said to be unknown.
    """
    return (
        _audit(paper, owner),
        _scope(paper.info),
        _inputs(paper),
        _program(paper.info),
        _totals(paper),
        _links(paper),
        _reviewers(paper),
        _sign_off(),
        _rules(paper),
        _lexicons(paper.info),
    )


def gate_section(verdict: Verdict) -> Section:
    """Return what the gate said: whether the catalog may go out, each failure and its remedy."""
    passed = Text("passed", "通过") if verdict.passed else Text("FAILED", "未通过")
    heads = (
        Text("what failed", "未通过的内容"),
        Text("remedy", "处理办法"),
    )
    table = tuple((_shown(one.text), _shown(one.remedy)) for one in verdict.failures)
    notes = tuple((Text("note", "说明"), _shown(note)) for note in verdict.notes)
    rows: tuple[tuple[Text, Value], ...] = ((Text("verdict", "结论"), passed), *notes)
    return Section("gate", Text("The gate", "发布门槛"), rows, heads if table else (), table)


def _shown(text: Text) -> Text:
    return Text(from_outside(text.en) or "", from_outside(text.zh) or "")


def written_at(info: Mapping[str, Any]) -> dt.datetime | None:
    """Return when the run was written (UTC), ``None`` if it does not say so."""
    try:
        moment = dt.datetime.fromisoformat(str(info["timings"]["written_at"]))
    except (KeyError, ValueError):
        return None
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _audit(paper: Paper, owner: str | None) -> Section:
    moment = written_at(paper.info)
    rows: list[tuple[Text, Value]] = [
        (Text("objective", "审计目标"), _OBJECTIVE),
        (Text("run", "结果文件夹"), from_outside(paper.name)),
        (Text("as of", "基准日"), from_outside(paper.info["as_of"])),
        (Text("scanned at (UTC)", "扫描时间（UTC）"), f"{moment:%Y-%m-%d %H:%M:%S}" if moment else None),
    ]  # fmt: skip
    if owner is not None:
        said = from_outside(owner) or Text("records that name no department", "未注明部门的记录")
        rows.append((Text("limited to", "仅限部门"), said))
        limited = Text(
            "The lists and counts of findings are those of this department; the control totals are those of"
            " the whole run.",
            "问题清单与数量仅为该部门；控制总数为全部记录。",
        )
        rows.append((Text("note", "说明"), limited))
    rows.extend(_read_again(paper))
    return Section("audit", Text("The audit", "审计概况"), tuple(rows))


def _read_again(paper: Paper) -> Iterable[tuple[Text, Value]]:
    """Yield where titles come from if the lists could not be read again."""
    texts = paper.texts
    for side, called in SIDES.items():
        if texts is not None and side in texts.records:
            continue
        key: Side = "register" if side == "register" else "catalog"
        why = texts.missing.get(key) if texts else None
        reason = why or Text("it was not asked for", "未要求读取")
        yield (
            Text(f"{called.en}: not read again", f"{called.zh}：未能重新读取"),
            Text(
                f"{reason.en}; titles and numbers are taken from the messages of the findings",
                f"{reason.zh}；标题与文号取自问题说明",
            ),
        )


def _scope(info: Mapping[str, Any]) -> Section:
    settings = info["settings"]
    scope = settings.get("scope", {})
    rows: list[tuple[Text, Value]] = [
        (Text("made from", "成文日期起"), from_outside(scope.get("from")) or Text("no limit", "不限")),
        (Text("made up to", "成文日期止"), from_outside(scope.get("to")) or Text("no limit", "不限")),
    ]  # fmt: skip
    called = {
        "issuer": Text("issuing body", "发文机关"),
        "category": Text("category", "分类"),
        "owner": Text("department", "承办部门"),
    }
    for field, word in called.items():
        chosen = scope.get(field, {})
        if chosen.get("include"):
            rows.append((Text(f"only {word.en}", f"仅限{word.zh}"), _listed(chosen["include"])))
        if chosen.get("exclude"):
            rows.append((Text(f"without {word.en}", f"排除{word.zh}"), _listed(chosen["exclude"])))
    rules = settings.get("rules", {})
    rows += [
        (Text("rules chosen", "选用规则"), _listed(rules.get("select")) or Text("all", "全部")),
        (Text("rules left out", "停用规则"), _listed(rules.get("ignore")) or Text("none", "无")),
        (Text("time limit (working days)", "公开期限（工作日）"),
         settings.get("time_limit", {}).get("working_days")),
        (Text("full texts searched", "检索正文"),
         _YES if settings.get("scanner", {}).get("texts") else _NO),
        (Text("confidential text shown", "显示涉密原文"), _YES if settings.get("reveal") else _NO),
    ]  # fmt: skip
    return Section("scope", Text("Scope", "审计范围"), tuple(rows))


def _listed(values: Iterable[object] | None) -> Value:
    shown = [from_outside(value) or "" for value in values or ()]
    return Text(_JOIN.en.join(shown), _JOIN.zh.join(shown)) if shown else None


def _inputs(paper: Paper) -> Section:
    heads = (
        Text("list", "清单"), Text("name", "名称"), Text("channel", "公开渠道"),
        Text("kind", "类型"), Text("encoding", "编码"), Text("bytes", "字节"),
        Text("rows", "行数"), Text("blank rows", "空行"), Text("rejected rows", "拒读行"),
        Text("SHA-256", "SHA-256"),
    )  # fmt: skip
    table: list[tuple[Value, ...]] = []
    for side, called in SIDES.items():
        sources = paper.info["inputs"][side]
        for source in sources:
            facts = [
                from_outside(source.get(key)) for key in ("name", "channel", "kind", "encoding")
            ]
            table.append((called, *facts, source["size"], source["rows"], source["blank_rows"],
                          source.get("rejected"),
                          source["sha256"] or Text("none: no file", "无：不是文件")))  # fmt: skip
        total = paper.control_totals[side]
        all_of = Text(f"{called.en}, in all", f"{called.zh}合计")
        table.append((all_of, None, None, None, None, None, total["read"], total["blank"],
                      total["rejected"], None))  # fmt: skip
    skipped: list[tuple[Text, Value]] = [
        (Text(f"{called.en}: not read", f"{called.zh}：未读取"), _skipped(part))
        for side, called in SIDES.items()
        for part in paper.info.get("skipped", {}).get(side, ())
    ]
    return Section("inputs", Text("Inputs", "输入文件"), tuple(skipped), heads, tuple(table))


def _skipped(part: Mapping[str, str]) -> Text:
    name = from_outside(part["name"]) or ""
    why = SKIPPED.get(part["reason"], Text(part["reason"], part["reason"]))
    return Text(f"{name} ({why.en})", f"{name}（{why.zh}）")


def _program(info: Mapping[str, Any]) -> Section:
    versions = info.get("versions", {})
    command = shlex.join(str(word) for word in info["command"])
    rows: tuple[tuple[Text, Value], ...] = (
        (Text("tool", "工具"), f"disclosure-audit {from_outside(info['tool_version'])}"),
        (Text("Python, Polars", "Python、Polars"),
         f"{from_outside(versions.get('python', '?'))}, {from_outside(versions.get('polars', '?'))}"),
        (Text("command line", "命令行"), from_outside(command)),
        (Text("hash of the settings (SHA-256)", "设置的哈希（SHA-256）"), info["settings_sha256"]),
        (Text("key of the fingerprints", "指纹密钥"), from_outside(info["key"])),
        (Text("seed", "随机种子"),
         Text("none is used: nothing is drawn by lot", "未使用：不含任何随机步骤")),
        (Text("to do it again", "重新执行"),
         Text("disclosure-audit rerun RUN, where RUN is the folder of the run; the inputs are proved by their"
              " SHA-256, and with the same key the ids of the findings are the same",
              "disclosure-audit rerun 结果文件夹；输入文件以 SHA-256 核对，密钥相同则问题编号相同")),
    )  # fmt: skip
    return Section("program", Text("Re-performance", "重新执行所需信息"), rows)


def _totals(paper: Paper) -> Section:
    heads = (
        Text("list", "清单"), Text("rows read", "读入行"), Text("rejected", "拒读"),
        Text("records", "记录"), Text("blank, passed over", "另有空行"), Text("adds up", "勾稽"),
    )  # fmt: skip
    table: list[tuple[Value, ...]] = []
    for side, called in SIDES.items():
        total = paper.control_totals[side]
        records = sum(total["dispositions"].values())
        adds_up = total["read"] == total["rejected"] + records
        table.append((called, total["read"], total["rejected"], records, total["blank"],
                      _ADDS_UP if adds_up else _LOST))  # fmt: skip
    rows: tuple[tuple[Text, Value], ...] = ()
    if paper.control_totals != paper.info["control_totals"]:
        said = Text(
            "as they stand with the links that reviewers made and broke; run.json holds those of the scan",
            "已计入人工建立与解除的对应关系；扫描时的数字见 run.json",
        )
        rows = ((Text("note", "说明"), said),)
    return Section("totals", Text("Control totals", "控制总数"), rows, heads, tuple(table))


def _links(paper: Paper) -> Section:
    totals = paper.control_totals
    heads = (
        Text("links", "对应关系"), Text("number", "数量"),
        Text("share expected to be wrong", "预计误配比例"),
    )  # fmt: skip
    wrong = totals.get("expected_wrong", {})
    table: list[tuple[Value, ...]] = [
        (LINKS.get(status, from_outside(status)), n, _share(wrong.get(status)) if n else None)
        for status, n in totals["links"].items()
    ]
    lost = totals.get("possible_loss") or 0
    rows: tuple[tuple[Text, Value], ...] = (
        ((Text("pairs beyond the limit, never weighed", "超过上限而未比较的候选对"), lost),)
        if lost
        else ()
    )
    return Section("links", Text("Links", "对应关系"), rows, heads, tuple(table))


def _share(share: float | None) -> str | None:
    """Return a share in percent that never hides what is there; run.json has all its digits."""
    if share is None:
        return None
    return "<0.01%" if 0 < share < 0.0001 else f"{share:.2%}"


def _reviewers(paper: Paper) -> Section:
    heads = (
        Text("reviewer", "审核人"), Text("decisions", "决定数"),
        Text("first (UTC)", "首次（UTC）"), Text("last (UTC)", "末次（UTC）"),
    )  # fmt: skip
    head = paper.journal_head
    rows: tuple[tuple[Text, Value], ...] = (
        (Text("entries of the journal", "日志条目"), paper.journal_entries),
        (Text("hash of the last entry", "末条哈希"),
         head or Text("none: nothing was decided", "无：尚未作出任何决定")),
    )  # fmt: skip
    if head:
        check = Text(
            "disclosure-audit journal verify RUN --head HASH shows whether entries were cut off or changed",
            "disclosure-audit journal verify 结果文件夹 --head 哈希，可查明日志是否被删改",
        )
        rows += ((Text("to verify it", "核验方法"), check),)
    table = tuple((from_outside(r.name), r.decisions, r.first, r.last) for r in paper.reviewers)
    return Section("reviewers", Text("Reviewers", "审核人"), rows, heads, table)


def _sign_off() -> Section:
    heads = (
        Text("sign-off", "签署"), Text("name", "姓名"), Text("date", "日期"),
        Text("signature", "签名"),
    )  # fmt: skip
    who = (
        Text("prepared by", "编制人"),
        Text("reviewed by", "复核人"),
        Text("approved by", "批准人"),
    )
    table: tuple[tuple[Value, ...], ...] = tuple((one, "", "", "") for one in who)
    return Section("sign_off", Text("Sign-off", "签署栏"), (), heads, table)


def _rules(paper: Paper) -> Section:
    heads = (
        Text("rule", "规则"), Text("version", "版本"), Text("severity", "级别"),
        Text("what is wrong", "判定"), Text("not applicable because", "不适用的原因"),
    )  # fmt: skip
    table = tuple(
        (rule.code, rule.version, SEVERITIES.get(rule.severity, rule.severity), rule.title,
         rule.not_applicable and _shown(rule.not_applicable))
        for rule in paper.rules.values()
    )  # fmt: skip
    return Section("rules", Text("Versions of the rules", "规则版本"), (), heads, table)


def _lexicons(info: Mapping[str, Any]) -> Section:
    heads = (
        Text("lexicon", "词表"), Text("version", "版本"), Text("terms", "词数"),
        Text("comes from", "来源"), Text("SHA-256", "SHA-256"),
    )  # fmt: skip
    table = tuple(
        (from_outside(one["name"]), from_outside(one["version"]), one["terms"],
         from_outside(one["path"]) or Text("part of the tool", "随工具提供"), one["sha256"])
        for one in info.get("lexicons", ())
    )  # fmt: skip
    return Section("lexicons", Text("Lexicons", "词表"), (), heads, table)
