"""Why a refused pair is no link, in words, and what would have lifted the veto."""

from __future__ import annotations

from disclosure_audit.language import Text
from disclosure_audit.names import VETOES

__all__ = ["EXPLAINED", "VETOES"]

EXPLAINED: dict[str, Text] = {
    "another_number": Text(
        "forbidden whatever the score: the numbers differ; the same title, or an equal index number"
        " or address, would have lifted it",
        "无论得分高低均不采信：文号不同；若标题一致，或索引号、链接一致，则不受此限",
    ),
    "other_numbers_in_title": Text(
        "forbidden whatever the score: years, ordinals or batches in the titles differ; an equal"
        " document number, index number or address would have lifted it",
        "无论得分高低均不采信：标题中的年份、序号或批次不同；若文号、索引号或链接一致，则不受此限",
    ),
    "other_object_in_title": Text(
        "forbidden whatever the score: the titles name different things; an equal document number,"
        " index number or address would have lifted it",
        "无论得分高低均不采信：标题所指对象不同；若文号、索引号或链接一致，则不受此限",
    ),
    "too_little_evidence": Text(
        "not forbidden, but its weights add up to too little",
        "并未被排除，但证据权重之和不足",
    ),
    "a_rival_fits_better": Text(
        "allowed by its score, but each document has one partner and another fits better",
        "得分足够，但每份文件只对应一份，另有更合适的记录",
    ),
    "reviewer": Text(
        "whatever the score: a reviewer said that they are two documents, or linked the published"
        " record to another one; undoing the decision lifts it",
        "与得分无关：经人工核对，认定二者并非同一文件，或已将公开记录对应到其他文件；撤销该决定即可恢复",
    ),
}
