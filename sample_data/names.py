"""The fictional city, its bureau and its places. No such city, office, person or firm exists."""

from __future__ import annotations

CITY = "霁川市"
BUREAU = "霁川市自然资源局"
RESERVE_CENTRE = "霁川市土地储备中心"
PROVINCE_OFFICE = "岭东省自然资源厅"
CODE = "霁自然资"
YEAR = 2024
ORGANISATION = "99902417"
"""First eight characters of the organisation code; the ninth is computed."""
SITE = "https://zrzyj.jichuan.example/xxgk"

COUNTIES = (
    "云峦县", "石汀县", "白鹭县", "长陂县", "青禾区", "望川区", "古渡区", "银杉区",
)  # fmt: skip
TOWNS = (
    "柳塘镇", "沙埠镇", "枫林镇", "双溪镇", "松岗镇", "梅坑乡", "莲湖镇", "竹园乡", "桥头镇", "泉口镇",
)  # fmt: skip
VILLAGES = (
    "上湾村", "下湾村", "石桥村", "新塘村", "高岭村", "田心村", "东坑村", "西坑村", "樟树村", "黄屋村",
)  # fmt: skip
ROADS = ("迎霁大道", "沿江路", "学苑路", "枫林路", "望川北路", "云峦大道", "古渡东路", "莲湖路")
PARKS = ("霁川高新产业园", "云峦工业园", "石汀物流园", "青禾科创园", "望川装备产业园")
HILLS = ("白石岭", "鹰嘴岩", "牛角坳", "大坪山", "龙门坑", "青竹坳", "狮子岩", "九曲垄")
OWNERS = (
    "办公室", "政策法规科", "国土空间规划科", "用途管制科", "耕地保护科", "开发利用科", "矿产资源科",
    "地质勘查科", "测绘地理信息科", "确权登记局", "执法监察支队", "人事科", "财务审计科",
)  # fmt: skip
