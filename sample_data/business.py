"""Titles of the documents of a land bureau's business (业务管理)."""

from __future__ import annotations

from itertools import product

from sample_data.draw import Draw
from sample_data.kinds import Kind
from sample_data.names import COUNTIES, HILLS, PARKS, ROADS, TOWNS, VILLAGES

POSTS = (
    "用途管制科科长", "耕地保护科副科长", "执法监察支队支队长", "矿产资源科科长", "办公室副主任",
    "测绘院院长", "不动产登记中心主任", "土地储备中心副主任",
)  # fmt: skip
COURSES = (
    "国土变更调查业务", "不动产登记业务", "地质灾害群测群防", "保密宣传教育", "执法监察业务",
    "矿产资源储量管理", "规划用途管制", "内部审计业务", "商业秘密保护知识", "信访工作业务",
    "政府信息公开业务", "土地征收业务", "测绘成果管理", "耕地占补平衡业务", "档案管理业务",
)  # fmt: skip
CIRCULARS = (
    "卫片执法检查情况", "耕地保护责任目标考核结果", "建设用地批后监管情况", "地质灾害应急演练情况",
    "政务服务好差评情况", "信息公开检查情况", "安全生产检查情况", "内部控制检查情况",
)  # fmt: skip
MONTHLY = (
    "关于报送月度建设用地审批统计报表的通知",
    "关于开展地质灾害隐患月度巡查的通知",
    "关于报送土地供应动态监测数据的通知",
    "关于报送矿山安全生产月度检查情况的通知",
)
FEASTS = (
    "元旦",
    "春节",
    "清明节",
    "劳动节",
    "端午节",
    "中秋节",
    "国庆节",
    "汛期",
    "主汛期",
    "冬季防火期",
    "高考期间",
    "迎峰度夏期间",
)


def kinds(draw: Draw) -> list[Kind]:
    """Return every kind of business document with its titles."""
    projects = [
        f"{place}{what}"
        for place, what in product(
            (*COUNTIES, *PARKS), ("标准厂房", "污水处理厂", "第二实验小学", "中医院迁建", "农产品交易中心",
                                  "天然气门站", "客运枢纽", "养老服务中心", "变电站", "保障性租赁住房")
        )
    ]  # fmt: skip
    lots = [f"{road}{n}号地块" for road, n in product(ROADS, range(1, 16))]
    villages = [
        f"{county}{town}{village}" for county, town, village in product(COUNTIES, TOWNS, VILLAGES)
    ]
    quarries = [
        f"{county}{hill}{ore}"
        for county, hill, ore in product(
            COUNTIES, HILLS, ("建筑用石料矿", "饰面用花岗岩矿", "砖瓦用页岩矿", "水泥用石灰岩矿")
        )
    ]
    projects, lots = draw.shuffled(projects), draw.shuffled(lots)
    villages, quarries = draw.shuffled(villages), draw.shuffled(quarries)
    return [
        Kind("batch", "字", "用途管制科", tuple(
            tuple(f"关于{county}2024年度第{n}批次城市建设用地的批复" for n in range(1, 19))
            for county in COUNTIES
        ), "同意将所列农用地转为建设用地，办理农用地转用和土地征收手续。"),
        Kind("project", "字", "用途管制科", _each(
            f"关于{name}项目建设用地的批复" for name in projects[:80]
        ), "同意项目使用所列土地，按规定办理供地手续。"),
        Kind("auction", "告", "开发利用科", (
            tuple(f"国有建设用地使用权网上挂牌出让公告（2024年第{n}期）" for n in range(1, 91)),
        ), "公布拟出让地块的位置、面积、用途、规划指标和竞买办法。"),
        Kind("result", "示", "开发利用科", (
            tuple(f"国有建设用地使用权成交结果公示（2024年第{n}期）" for n in range(1, 81)),
        ), "公示成交地块的位置、面积、用途和成交价款。"),
        Kind("expropriation", "征", "耕地保护科", _each(
            f"关于征收{name}集体土地的公告" for name in villages[:120]
        ), "公布征收范围、土地现状、征收目的和补偿方式。"),
        Kind("compensation", "征", "耕地保护科", _each(
            f"{name}征地补偿安置方案公告" for name in villages[24:120]
        ), "公布补偿标准、安置对象、安置方式和社会保障内容。"),
        Kind("penalty", "罚", "执法监察支队", _each(
            f"关于{where}{what}的行政处罚决定"
            for where, what in zip(
                [f"{name}采石场" for name in _hills(draw)] + [f"{name}仓储点" for name in villages[130:180]],
                ["越界开采矿产资源"] * 34 + ["非法占用土地"] * 50, strict=False,
            )
        ), "公布违法事实、处罚依据和处罚内容。"),
        Kind("mining", "字", "矿产资源科", _each(
            f"关于{name}采矿权{draw.pick(('延续', '变更', '新立'))}登记的公示" for name in quarries[:84]
        ), "公示采矿权的范围、矿种、期限和异议受理方式。"),
        Kind("reclamation", "字", "矿产资源科", _each(
            f"关于{name}矿山地质环境保护与土地复垦方案的审查意见" for name in quarries[90:144]
        ), "原则通过方案，提出修改和实施要求。"),
        Kind("planning", "函", "国土空间规划科", _each(
            f"关于提供{name}规划条件的函" for name in lots[:90]
        ), "提供地块的用地性质、容积率、建筑密度、绿地率等规划条件。"),
        Kind("registration", "告", "确权登记局", (
            tuple(f"不动产首次登记公告（2024年第{n}号）" for n in range(1, 61)),
        ), "公告拟办理首次登记的不动产坐落和异议期限。"),
        Kind("surveying", "字", "测绘地理信息科", _each(
            f"关于{name}地形图测绘成果验收的批复" for name in lots[90:120]
        ), "同意测绘成果通过验收。"),
        Kind("post", "字", "人事科", tuple(
            tuple(f"关于{post}{n}任免的通知" for n in ("职务", "试用期满", "挂职期满"))
            for post in POSTS
        ), "公布职务任免事项。"),
        Kind("circular", "字", "办公室", tuple(
            tuple(f"关于2024年第{quarter}季度{what}的通报" for quarter in "一二三")
            for what in CIRCULARS
        ), "通报检查情况，提出整改要求。"),
        Kind("training", "字", "人事科", _each(
            [f"关于举办2024年{name}培训班的通知" for name in COURSES]
            + [f"关于举办{county}{name}培训班的通知" for county, name in zip(COUNTIES, COURSES, strict=False)]
            + ["关于组织参加全省执法监察业务竞赛的通知"]
        ), "明确培训时间、地点、内容和报名要求。"),
        Kind("duty", "字", "办公室", _each(
            f"关于做好2024年{feast}值班工作的通知" for feast in FEASTS
        ), "安排值班，明确纪律和信息报送要求。"),
        Kind("minutes", "字", "办公室", (
            tuple(f"局长办公会议纪要（2024年第{n}次）" for n in range(1, 23)),
        ), "纪要会议议定的事项。"),
        Kind("monthly", "字", "用途管制科", tuple((title,) * 12 for title in MONTHLY),
             "要求各县（区）局按月报送有关情况。", monthly=True),
    ]  # fmt: skip


def _each(titles: object) -> tuple[tuple[str, ...], ...]:
    return tuple((str(title),) for title in titles)  # type: ignore[attr-defined]  # any iterable


def _hills(draw: Draw) -> list[str]:
    return draw.shuffled(f"{county}{hill}" for county in COUNTIES for hill in HILLS)[:34]
