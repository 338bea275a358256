"""How the tool came to its verdicts, in words: the page of a paper that explains the method."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from disclosure_audit.language import Text
from disclosure_audit.matching.verdicts import CERTAIN, PROBABLE
from disclosure_audit.names import LINKS
from disclosure_audit.paper import Paper
from disclosure_audit.writers.section import Section, Value, from_outside

_MATCHING: tuple[tuple[Text, Value], ...] = (
    (Text("reading", "读取"),
     Text("Every row of both lists is read and keeps its place; a row that cannot be read is counted as rejected,"
          " with its reason. Headers are recognised by name and content. Nothing is overwritten: titles, numbers,"
          " dates and issuing bodies are folded into columns of their own.",
          "逐行读取两份清单并保留行号；无法读取的行计为拒读并注明原因。列名按名称与内容识别。原文不作改动，标题、文号、日期、机关的规范化结果另存。")),
    (Text("candidates", "候选"),
     Text("Pairs with an equal document number, index number, address or title, and every pair of titles that is"
          " alike beyond a set similarity, are weighed.",
          "发文字号、索引号、链接或标题相同，以及标题相似度达到设定值的每一对记录，均予比较。")),
    (Text("score", "得分"),
     Text("Each field of a pair agrees or differs to a degree. The score is the logarithm (base 2, in bits) of the"
          " odds that both records describe one document (Fellegi and Sunter 1969); the weight of each degree is"
          " estimated from the two lists themselves. A field that is missing weighs nothing.",
          "逐项比较各字段的一致程度。得分为“两条记录是同一文件”之优势比的以 2 为底的对数（比特），依据 Fellegi 与 Sunter（1969），各权重由两份清单自行估计；缺失的字段不计分。")),
    (Text("veto", "否决"),
     Text("Some contradictions forbid a link however alike the titles are: another document number, other numbers"
          " in the title, another object in it.",
          "发文字号不同、标题中的数字不同或所指对象不同等矛盾，无论标题多么相似均不予对应。")),
    (Text("choice", "择定"),
     Text("Documents are assigned one to one so that the total of the scores is largest. A record published twice"
          " counts as repeated.",
          "按总得分最大一对一指派；同一文件重复公开的记为重复。")),
    (Text("bands", "分档"),
     Text(f"{LINKS['certain'].en}: {CERTAIN:g} bits or more; {LINKS['probable'].en}: {PROBABLE:g} bits or more, and"
          f" nothing speaks against it; {LINKS['review'].en}: weak, contradicted, or as good as another arrangement."
          " A person decides on the last; until then its records count as needing review, not as omitted.",
          f"{LINKS['certain'].zh}：{CERTAIN:g} 比特及以上；{LINKS['probable'].zh}：{PROBABLE:g} 比特及以上，且无相反证据；"
          f"{LINKS['review'].zh}：证据较弱、互相矛盾，或另有同样合理的对应。最后一档由人工认定，此前记为待人工核对，不计入未见公开。")),
    (Text("expected error", "预计误差"),
     Text("The share of each band's links that must be expected to be wrong is the mean of 1/(1+2^score) over them:"
          " an estimate by the model, not a measurement. “disclosure-audit sample” draws links for labelling and"
          " “disclosure-audit evaluate” measures the error with a confidence interval.",
          "各档预计误配比例为其 1/(1+2^得分) 的均值，是模型估计而非实测。可用 disclosure-audit sample 抽样标注，再以 disclosure-audit evaluate 实测误差及置信区间。")),
)  # fmt: skip
_VERDICTS: tuple[tuple[Text, Value], ...] = (
    (Text("dispositions", "去向"),
     Text("Every record has exactly one disposition, and rows read = rejected + the sum of the dispositions. A scan"
          " that does not add up ends with an error.",
          "每条记录有且只有一个去向；读入行数 = 拒读 + 各去向之和，不相符时扫描报错终止。")),
    (Text("omitted", "未见公开"),
     Text("A register record to which nothing in the catalog was linked, that its openness does not keep back, that"
          " was made and not received, and whose time limit has run out on the day the audit looks at.",
          "目录中无对应记录、公开属性不限制公开、本机关制发（非收文），且至基准日已逾公开期限的登记记录。")),
    (Text("time limit", "公开期限"),
     Text("Working days by the official calendar, moved weekends included, counted from the day after the document"
          " was made; Monday to Friday in years whose calendar is not known. Where the catalog gives a later start,"
          " the department says so in its reply.",
          "自成文次日起按官方放假调休安排计算工作日；放假安排未知的年份按周一至周五计算。起算日另有规定的，由承办部门在回复中说明。")),
    (Text("findings", "问题"),
     Text("A finding is one defect that one rule reports. Its id is a keyed hash of the rule and the record's"
          " identity, so it stays the same when rows move. The counts for departments and months are of findings"
          " that still stand: open or confirmed, neither dismissed nor waived.",
          "每个问题由一条规则就一处缺陷给出；编号为规则与记录身份的带密钥哈希，行移动后不变。按部门、按月统计的是仍然成立（待处理或已确认）的问题，已排除与豁免的不计。")),
    (Text("confidential text", "涉密文字"),
     Text("What was found secret is blotted out (█) wherever it would be shown.",
          "识别出的涉密文字一律以 █ 遮盖。")),
    (Text("rows", "行号"),
     Text("Rows are counted from 1 below the header, over all files of a list in the order of the inputs.",
          "行号自表头下一行起从 1 计，同一清单的多个文件按输入顺序连续编号。")),
    (Text("chance", "随机性"),
     Text("Nothing is drawn by lot: the same inputs, settings and version give the same result, whatever the order"
          " of the rows.",
          "不含随机步骤：输入、设置与版本相同，则结果相同，与行的先后无关。")),
)  # fmt: skip


def methods() -> tuple[Section, ...]:
    """Return the method in words: how records are matched, and how verdicts follow."""
    return (
        Section("matching", Text("How records are matched", "如何匹配"), _MATCHING),
        Section("verdicts", Text("How verdicts follow", "如何判定"), _VERDICTS),
    )


def settings(paper: Paper) -> Section:
    """Return every setting in force, by its dotted key, as JSON says it."""
    heads = (Text("setting", "设置"), Text("value", "取值"))
    table = tuple((key, from_outside(said)) for key, said in _flat(paper.info["settings"]))
    return Section("settings", Text("Settings in force", "生效的设置"), (), heads, table)


def _flat(content: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in content.items():
        name = f"{before}{key}"
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{name}.")
        else:
            yield from_outside(name) or "", json.dumps(value, ensure_ascii=False)
