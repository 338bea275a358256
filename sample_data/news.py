"""Titles of news items (政务动态). They carry no document number."""

from __future__ import annotations

from itertools import product

from sample_data.draw import Draw
from sample_data.kinds import Kind
from sample_data.names import COUNTIES, TOWNS

WORK = (
    "耕地保护", "地质灾害防治", "不动产登记", "矿山生态修复", "国土变更调查", "卫片执法", "土地征收",
    "建设用地报批", "测绘地理信息", "闲置土地处置", "规划编制", "信访维稳", "政务公开", "安全生产",
    "营商环境", "乡村振兴", "档案管理", "保密宣传", "普法宣传", "党风廉政建设",
)  # fmt: skip
SHAPES = (
    "市局召开{work}工作推进会议", "市局开展{work}专项督查", "我市{work}工作取得阶段成效",
    "市局举办{work}专题培训", "{county}局扎实推进{work}工作", "{county}局多措并举抓好{work}工作",
    "市局到{county}调研{work}工作", "{county}局开展{work}宣传活动",
    "{town}自然资源所开展{work}入户宣传", "{county}{work}工作受到群众好评",
)  # fmt: skip


def kinds(draw: Draw, count: int) -> list[Kind]:
    """Return news items under ``count`` different titles."""
    titles = dict.fromkeys(
        shape.format(work=work, county=county, town=town)
        for shape, work, county, town in product(SHAPES, WORK, COUNTIES, TOWNS)
    )
    chosen = draw.shuffled(titles)[:count]
    return [Kind("news", "", "办公室", tuple((title,) for title in chosen), "工作动态。")]
