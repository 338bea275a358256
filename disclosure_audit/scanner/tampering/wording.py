"""Words of betting and adult advertisements, and the shapes that they make with a brand.

No brand is named here: a brand that nobody has listed is known by what it is glued to. One such word
alone proves nothing (彩票管理条例, 体育局, 政务服务平台); it takes two that no official text joins.
"""

from __future__ import annotations

import re

HAN = r"\u3400-\u9fff"
TRADE = r"(?:娱乐城|娱乐|体育|真人|棋牌|彩票|电竞|博彩|捕鱼|赌场|国际)"
"""What betting firms call themselves."""
OFFER = (
    r"(?:官方网站|官网|官方|网址|网页版|app|下载|安装|注册|登录|登陆|入口|手机客户端|客户端|手机版"
    r"|安卓|苹果版|开户|验证)"
)
"""What an advertisement offers."""
VENUE = r"(?:平台|网站|软件|线上|在线|最新|手机|会员|中心)"
"""What it says besides; ordinary in official texts too."""
_OFFERS = rf"(?:[-_]?(?:{OFFER}|{VENUE}))*"
_GAME = r"(?:买球|下注|押注|博彩|百家乐|老虎机|六合彩|时时彩|真人娱乐|真人荷官|娱乐城|赌球|滚球|北京赛车|pk10)"
_LAWFUL_GAME = r"(?:竞猜|投注|棋牌|捕鱼|电竞|快三)"
_EVENT = r"(?:欧洲杯|世界杯|欧冠|英超|西甲|意甲|nba|cba|足球|篮球|电竞)"
_NO_YEAR = r"(?!(?:19|20)\d\d(?!\d))"
_ALONE = r"(?<![a-z0-9.@/])"
_ORDINARY = (
    r"(?!(?:office|microsoft|ms)365|win(?:dows)?\d|ie\d|html5|h5|mp[34]|ipv[46]|i?os\d|java\d|n95|h\dn\d"
    r"|pm\d|covid|(?:v|ca|a|b|g|s|k|c|t|x)\d{1,3}(?![0-9])|\d+[gkmd](?![a-z])|[a-z][24][a-z](?![a-z0-9])"
    r"|gb\d|iso\d|(?:1[0-2]|9[56])\d{1,4}app|\d+app)"
)
"""Tokens of letters and digits that official texts use: products, standards, roads, hotlines."""
_MIXED = rf"{_ALONE}{_ORDINARY}(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{{3,16}}(?:-\d{{2,4}})?"
_LATIN = rf"{_ALONE}(?!(?:app|cba|nba|cctv|ktv|vr|ar|pdf|word)(?![a-z]))[a-z]{{2,12}}"
_DIGITS = rf"(?<![\d.]){_NO_YEAR}\d{{2,5}}(?![\d年月日号])"
_SURE_TRADE = r"(?:娱乐城|娱乐|真人|棋牌|电竞|博彩|捕鱼|赌场|体育|彩票)"

SURE: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "bet and digits": (
            rf"{_ALONE}(?!tibet|[a-z]*alphabet)(?:[a-z]{{0,8}}\d{{2,4}}-?bet|[a-z]{{0,5}}bet-?\d{{2,4}}"
            rf"|\d{{1,3}}xbet)(?![a-z]){_OFFERS}"
        ),
        "365 and an offer": (
            rf"{_ALONE}(?!(?:office|microsoft|ms)365)[a-z]{{2,8}}\d*365(?:-\d+)?(?![0-9a-z]){OFFER}{_OFFERS}"
        ),
        "letters with digits and a trade": rf"{_MIXED}(?:国际)?{_SURE_TRADE}{_OFFERS}",
        "digits, a trade and an offer": (
            rf"{_DIGITS}(?:国际)?{_SURE_TRADE}(?:{OFFER}|投注|下注){_OFFERS}"
        ),
        "letters, a trade and an offer": rf"{_LATIN}{TRADE}{VENUE}?{OFFER}{_OFFERS}",
        "a trade and two offers": (
            rf"(?<!中国)(?<!国家)(?<!总局)(?:[{HAN}]{{2,4}}?)?(?<!中国)(?<!福利){_SURE_TRADE}"
            rf"{VENUE}?{OFFER}(?:{VENUE})?{OFFER}{_OFFERS}"
        ),
        "a game and an offer": (
            rf"(?:(?:20\d\d)?{_EVENT}(?:决赛)?)?{_GAME}(?:游戏|线上|在线|网上|手机)*"
            rf"(?:平台|{OFFER}){_OFFERS}"
        ),
        "a lawful game and two offers": (
            rf"(?:{_EVENT}(?:决赛)?)?{_LAWFUL_GAME}(?:游戏|线上|在线|网上|手机)*"
            rf"(?:平台|网站|软件)?{OFFER}(?:{VENUE})?{OFFER}{_OFFERS}"
        ),
        "one stem, two firms": (
            rf"([{HAN}]{{2,4}}?)(?:国际)?(?:娱乐|体育|国际|真人|棋牌|彩票)[,，、_|和及]\s?"
            r"\1(?:国际娱乐|娱乐城|娱乐平台|真人娱乐|官网|app|娱乐官网|体育官网)"
        ),
        "adult": (
            r"(?:[0-9]{0,2}[" + HAN + r"a-z]{0,8}?)(?:内射|无码|人妻|av在线|在线av|毛片|情色|裸聊)"
            r"["
            + HAN
            + r"a-z0-9]{0,12}?(?:一区|二区|三区|精品|视频|电影|在线|免费|专区|影院|观看|网站)+"
        ),
        "adult films": r"(?:成人|色情|激情|三级)(?:av|视频|电影|小说|图片|直播|影院)(?:在线|免费|观看|网站|下载)+",
    }.items()
}
"""Shapes that no official text has, save one that tells of the fight against them."""

DOUBTFUL: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "letters and 365": rf"{_ALONE}(?!(?:office|microsoft|ms)365)[a-z]{{2,8}}\d*365(?:-\d+)?(?![0-9a-z])",
        "letters with digits and an offer": rf"{_MIXED}{VENUE}?{OFFER}{_OFFERS}",
        "an event and a bet": rf"(?:20\d\d)?{_EVENT}(?:决赛|赛事)?(?:竞猜|买球|投注|下注|押注|外围|盘口|赔率)",
        "a firm": rf"[{HAN}]{{2,4}}?(?:国际娱乐|娱乐城|真人娱乐|国际棋牌)",
        "a trade and an offer": (
            rf"(?<!中国)(?<!国家)(?<!总局)(?<!福利)(?:电竞|真人|棋牌|捕鱼|赌场|博彩){VENUE}?{OFFER}"
        ),
        "a film from somewhere": (
            r"(?:欧美|日韩|亚洲|国产)[^,，、。_|\s]{0,5}?"
            r"(?:不卡|高清|视频|一区|二区|三区|在线观看|在线播放|合集|自拍|中文|免费)+"
        ),
        "an adult word": r"(?:一区二区|日韩精品|欧美精品|国产精品|亚洲精品|成人视频|午夜视频)(?:三区|在线|免费|视频)*",
    }.items()
}
"""Shapes that count only beside another or where a body's name belongs."""

FIGHT = re.compile(
    r"打击|整治|查处|取缔|清理|清查|严禁|禁止|涉嫌|犯罪|违法|违规|非法|封堵|关停|案件|一案|诈骗|防范|侦破"
    r"|抵制|处罚|举报"
)
"""Words before a brand in a text that tells of the fight against such offers."""
FOUGHT = re.compile(r"赌博|诈骗|犯罪|违法|非法|案|等")
"""Words after it."""
SUBJECT = re.compile(
    r"业|税|展|监察|监管|管理|产业|设备|机构|条例|旅游|休闲|度假|协会|放映|变更|调整|启用|迁移|公布"
)
"""What follows such a word where it is a subject of government: 博彩业, 博彩监察协调局."""
BREAK_BEFORE = re.compile(
    r"[_|>。;；\n]|(?:通知|公告|意见|方案|办法|通报|批复|决定|报告)(?![的中])"
)
BREAK_AFTER = re.compile(r"[_|>。;；\n]|关于")
"""Where another clause begins: what is said beyond does not speak of the brand."""

_GLUED = rf"[a-z0-9](?:{VENUE})?(?:{TRADE}|{OFFER})"
SIGN = (
    rf"(?i)bet|365|{_GLUED}|{_GAME}|{_LAWFUL_GAME}(?:游戏|线上|在线|网上|手机|{VENUE}|{OFFER})"
    rf"|{_EVENT}(?:决赛|赛事)?(?:竞猜|投注|外围|盘口|赔率)|{TRADE}{VENUE}?{OFFER}"
    rf"|(?:{TRADE}|国际)[,，、_|和及]|(?:娱乐|真人|棋牌|博彩|官网)的|国际娱乐|国际棋牌"
    r"|内射|无码|人妻|毛片|情色|裸聊|av在线|在线av|[人色情级](?:av|视频|电影|小说|图片|直播|影院)"
    r"|一区二区|[本韩美产洲]精品|午夜视频|(?:欧美|日韩|亚洲|国产)[^,，、。_|\s]{0,5}?[不高视一在合自]"
)
"""What every shape holds, for a search that costs little."""

GATE = (
    "娱乐", "博彩", "投注", "下注", "押注", "买球", "竞猜", "棋牌", "百家乐", "老虎机", "六合彩", "时时彩",
    "赌球", "滚球", "真人", "官网", "网址", "下载", "登录", "登陆", "入口", "客户端", "手机版", "开户",
    "内射", "无码", "人妻", "毛片", "情色", "裸聊", "成人", "色情", "激情", "三级", "一区二区", "欧美", "日韩", "亚洲", "国产", "韩精品", "美精品",
    "产精品", "洲精品", "夜视频", "外围", "盘口", "赔率", "捕鱼", "赌场", "官方", "安装", "注册", "验证", "安卓", "苹果版", "网页版", "快三", "北京赛车", "电竞", "365",
)  # fmt: skip
"""One of these, or a Latin letter, stands in every shape."""
