"""Whether a person's name stands beside a number."""

from __future__ import annotations

import re

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关焦左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成"
    "苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党"
    "宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_COMPOUND = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|南宫"
_NAME = rf"(?:{_COMPOUND})[一-鿿]{{1,2}}|[{_SURNAMES}][一-鿿]{{1,2}}"
_NO_NAME = re.compile(
    r".*(?:[省市县区镇乡村局厅部委院会科处所站队组室长号码元路街巷栋楼件证书表册年月日度量额款费项目段期类第]"
    r"|公司|中心|银行|办法|通知|工作|管理|方案|文化|江西|安全|时间|高新|成立|成果|全国|关于)$"
)
_LABELS = re.compile(
    r"姓名|性别|民族|出生年月|年龄|职务|住址|地址|联系(?:人|方式|电话)|手机(?:号码?)?|电话(?:号码)?|移动电话|"
    r"(?:居民|公民)?身份(?:证件?)?(?:号码?)?|证件(?:号码?)?|(?:银行)?卡号|银行卡(?:号)?|[账帐][号户]|护照(?:号码?)?|"
    r"申请人|当事人|户主|法定代表人|负责人|经办人|收件人|寄件人|家属|患者|客户|用户|同志|先生|女士|"
    r"(?<=[一-鿿])[男女](?![一-鿿])|汉族|号码|的"
)
_TOKEN = re.compile(f"(?<![一-鿿])(?:{_NAME})(?![一-鿿])")
_AFTER = re.compile(rf"[\s,，、|（(]{{0,2}}(?P<name>{_NAME})(?![一-鿿])")
_LINE = re.compile(r"[\n。；;]")
_REACH = 30


def has_name(text: str, start: int, end: int, floor: int) -> bool:
    """Return whether a name stands before ``text[start:end]`` in its line, or right behind it.

    ``floor`` is the end of the number before it of the same kind: a name before that is another's.
    """
    before = text[max(floor, start - _REACH) : start]
    before = before[max((m.end() for m in _LINE.finditer(before)), default=0) :]
    plain = _LABELS.sub(" ", before)
    if any(not _NO_NAME.match(token.group()) for token in _TOKEN.finditer(plain)):
        return True
    after = _AFTER.match(text, end)
    return after is not None and not _NO_NAME.match(after["name"])
