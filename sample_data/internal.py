"""Titles of documents that are not published of an office's own accord."""

from __future__ import annotations

from sample_data.kinds import Kind
from sample_data.names import COUNTIES, PARKS

WITHHELD_REASONS = (
    "内部事务信息", "过程性信息", "行政执法案卷信息", "公开可能影响社会稳定", "国家秘密",
)  # fmt: skip
ON_REQUEST_REASONS = ("涉及特定申请人", "仅与特定对象的生产生活有关")


def withheld() -> Kind:
    """Return requests, reports and drafts: withheld with a reason."""
    titles = [f"关于{county}追加新增建设用地计划指标的请示" for county in COUNTIES]
    titles += [f"关于{park}调整用地规模的请示" for park in PARKS]
    titles += [f"关于{county}土地例行督察问题整改情况的报告" for county in COUNTIES]
    titles += [f"关于征求{county}国土空间总体规划修改意见的函" for county in COUNTIES]
    titles += [f"关于{county}信访积案化解情况的报告" for county in COUNTIES]
    titles += ["关于局机关保密自查情况的报告", "关于涉密测绘成果清查情况的报告",
               "关于局机关内部审计情况的报告"]  # fmt: skip
    return Kind("withheld", "报", "办公室", tuple((t,) for t in titles), "")


def on_request() -> Kind:
    """Return answers to single applicants: disclosed on request, with a reason."""
    titles = [f"关于{county}宅基地纠纷调处意见的复函" for county in COUNTIES]
    titles += [f"关于{county}土地权属争议调处的复函" for county in COUNTIES]
    titles += [f"关于{county}信访事项办理意见的复函" for county in COUNTIES]
    return Kind("on_request", "函", "确权登记局", tuple((t,) for t in titles), "")
