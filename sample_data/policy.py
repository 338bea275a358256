"""Titles of policies and rules (政策法规)."""

from __future__ import annotations

from sample_data.kinds import Kind

SUBJECTS = (
    "建设用地批后监管", "临时用地管理", "设施农业用地管理", "土地储备", "存量建设用地盘活",
    "耕地进出平衡", "永久基本农田保护", "城乡建设用地增减挂钩", "征地补偿安置", "土地二级市场交易",
    "采矿权出让", "绿色矿山建设", "矿山生态修复", "地质灾害危险性评估", "测绘成果汇交",
    "地图市场监管", "规划条件变更", "乡村建设规划许可", "不动产登记资料查询", "行政处罚裁量权适用",
    "重大行政决策程序", "政府信息公开", "内部审计", "政府采购内部控制", "商业秘密保护",
)  # fmt: skip
PLANS = (
    "地质灾害防治", "国有建设用地供应", "耕地保护", "执法监察", "矿产资源管理", "测绘地理信息",
    "不动产登记", "法治建设", "政务公开", "安全生产", "保密宣传", "国土空间规划",
)  # fmt: skip
FORWARDED = (
    "规范农村宅基地用地审批", "加强露天矿山开采监管", "优化营商环境用地保障", "推进自然资源统一确权登记",
    "严格耕地用途管制", "做好汛期地质灾害防范", "提升测绘服务保障能力", "深化多测合一改革", "加强古树名木用地保护",
)  # fmt: skip


def kinds() -> list[Kind]:
    """Return every kind of policy with its titles: 101 documents."""
    normative = [f"关于印发霁川市{s}办法的通知" for s in SUBJECTS[:15]]
    normative += [f"关于印发霁川市{s}规定的通知" for s in SUBJECTS[12:]]
    details = [f"关于进一步规范{s}工作的意见" for s in SUBJECTS]
    plans = [f"关于印发2024年{p}工作要点的通知" for p in PLANS]
    plans += [f"关于印发2024年{p}工作方案的通知" for p in PLANS]
    readings = [f"关于《霁川市{s}办法》的政策解读" for s in SUBJECTS[:10]]
    forwarded = [f"转发岭东省自然资源厅关于{s}的通知" for s in FORWARDED]
    return [
        _kind("normative", "规", "政策法规科", normative, "明确适用范围、职责分工、办理程序和监督措施。"),
        _kind("opinion", "发", "政策法规科", details, "提出工作目标、主要任务和保障措施。"),
        _kind("plan", "发", "办公室", plans, "部署全年任务，明确责任科室和完成时限。"),
        _kind("forwarded", "发", "办公室", forwarded, "结合本市实际提出贯彻要求。"),
        _kind("reading", "发", "政策法规科", readings, "解读文件的背景、依据和主要内容。"),
        _kind("repeal", "规", "政策法规科", [
            "关于公布2024年规范性文件清理结果的通知", "关于废止部分规范性文件的决定",
            "关于延长部分规范性文件有效期的通知", "关于修改部分规范性文件的决定",
            "关于公布行政许可事项清单的通知",
        ], "公布清理结果。"),
    ]  # fmt: skip


def _kind(name: str, series: str, owner: str, titles: list[str], summary: str) -> Kind:
    return Kind(name, series, owner, tuple((title,) for title in titles), summary)
