"""Headers brought to one form: width, case, spaces, brackets, numbering, traditional characters.

A Chinese header becomes its characters without spaces and signs. An English one becomes its words
in alphabetical order, so that ``Date published``, ``published_date`` and ``PublishedDate`` are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_TRADITIONAL = (
    "發號題標機關單個種類處時間開屬狀態記錄檔編碼備註內數頁鏈連結網來歸辦簽擬總別級據體權範書責負長點"
    "電話傳資訊訂應實際報會議圍載無務業區縣廳團組織項選擇訴訟請覆復預舉條庫構門員領導經濟審計規劃減執"
    "監檢驗證該與從為說動產設專評價讀寫刪閱轉異張貼佈於較製誌畢臺徵廢續樣現頒協遞繕覽歷節參層閉銷隊擔"
    "聯絡詢調識譯釋釐鍵鐘險頭顯館撥將屆師帳後績緊緩紀約紙細終給統維課論語誤諮變貴費賬輯輸農過運達違遠"
    "適還鄉郵醫銀錯階離雜頂順須顧願養駐遲補決確講訖繳討徑諭鑑衛觀視覺詳誰謝讓豐貨購賠趕軍轄辯遺鎮閲陳"
    "隱靜顏飾驅麼齊齡創勞嚴圖園場塊壓奪學帶幣廠廣強彈徹恆慶慮憑懷戶掃採掛換損搖擴攜攤敗敵斷昇晝暫東極"
    "橋歐歲殘殺氣沒況淨測湯準溫滅漢漲潔潛濾災煙煩熱燈營獎獨環畝疊盜盡盤眾礎礦禮積穩窮競筆築簡糧糾純紅"
    "稱質聲職術診賦鑒舊華藝藥訪許詞試認談謀贈賞賀賓賴賽贖軌軟輔輕輪轟遙鄰鋼鑄閒閩闊隸雲霧靈韓頻飯駛驛"
    "鬥魚鳥麗黃黨齋龍竊籌籤紹絕絲綜綠線緣縮繫罰聽肅腦膽臨舖艦荊莊蔣薦蘭蟲衝裝裡複誠誡貢賢賣趨跡躍輛遊"
    "醜鄭釁鉅銜鎊陣雙雖鞏韌頌頗額饋"
    "進財駁夾啟稅債滿兩萬億圓幾滾爭愛拋當療繼義習聞興蓋親護贊車邊針錢陸陽隨風飛飲讚裏週夠羣衆訓託諾謄"
    "譽豎貪販迴遷鐵鑰闡飭駕騰驚鬆鮮鹽鍊廈憲擁擊暢檻歡瀏獲畫盧眞脫腳艙蒐蕪蘇虛褲見觸諸謹賃鈔銓鋒鎖閣鬧"
)
_SIMPLIFIED = (
    "发号题标机关单个种类处时间开属状态记录档编码备注内数页链连结网来归办签拟总别级据体权范书责负长点"
    "电话传资讯订应实际报会议围载无务业区县厅团组织项选择诉讼请复复预举条库构门员领导经济审计规划减执"
    "监检验证该与从为说动产设专评价读写删阅转异张贴布于较制志毕台征废续样现颁协递缮览历节参层闭销队担"
    "联络询调识译释厘键钟险头显馆拨将届师账后绩紧缓纪约纸细终给统维课论语误咨变贵费账辑输农过运达违远"
    "适还乡邮医银错阶离杂顶顺须顾愿养驻迟补决确讲讫缴讨径谕鉴卫观视觉详谁谢让丰货购赔赶军辖辩遗镇阅陈"
    "隐静颜饰驱么齐龄创劳严图园场块压夺学带币厂广强弹彻恒庆虑凭怀户扫采挂换损摇扩携摊败敌断升昼暂东极"
    "桥欧岁残杀气没况净测汤准温灭汉涨洁潜滤灾烟烦热灯营奖独环亩叠盗尽盘众础矿礼积稳穷竞笔筑简粮纠纯红"
    "称质声职术诊赋鉴旧华艺药访许词试认谈谋赠赏贺宾赖赛赎轨软辅轻轮轰遥邻钢铸闲闽阔隶云雾灵韩频饭驶驿"
    "斗鱼鸟丽黄党斋龙窃筹签绍绝丝综绿线缘缩系罚听肃脑胆临铺舰荆庄蒋荐兰虫冲装里复诚诫贡贤卖趋迹跃辆游"
    "丑郑衅巨衔镑阵双虽巩韧颂颇额馈"
    "进财驳夹启税债满两万亿圆几滚争爱抛当疗继义习闻兴盖亲护赞车边针钱陆阳随风飞饮赞里周够群众训托诺誊"
    "誉竖贪贩回迁铁钥阐饬驾腾惊松鲜盐链厦宪拥击畅槛欢浏获画卢真脱脚舱搜芜苏虚裤见触诸谨赁钞铨锋锁阁闹"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f]")
_BRACKETS = re.compile(
    r"[(\[{<【〔《「『〈](?P<inside>[^()\[\]{}<>【】〔〕《》「」『』〈〉]*)[)\]}>】〕》」』〉]"
)
_NUMBERING = re.compile(
    r"^\s*(?:[(【]?\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z])\s*[)】.、．:]\s*"
    r"|[\u2460-\u2473\u2776-\u277f]\s*|\d{1,3}\s*(?=[\u4e00-\u9fff])|\d{1,2}\s*-\s*(?=\D))"
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LEVELS = re.compile(r"\s*[/\\>|→]+\s*|\s*\n\s*")
_HAN_LEVELS = re.compile(r"[/\\>|→\s_—–·:：-]+")
_WORD = re.compile(r"[a-z0-9]+|#")
_SMALL = frozenset({"of", "the", "a", "an", "for", "is", "was", "if", "any", "and", "or"})
_YES_OR_NO = re.compile(
    r"^\s*(?:y|n|yes|no|是|否|√|×)\s*(?:[/|或,、]\s*(?:y|n|yes|no|是|否|√|×))\s*$", re.I
)


def clean(header: str) -> str:
    """Return ``header`` with normal width, simplified characters, no marks and no numbering."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", _shield(header)))
    text = text.translate(_TO_SIMPLIFIED).replace("＊", "*")
    text = re.sub(r"[*※★☆●◆■▲△:：;；,，。?？!！\"“”'‘’`]+", " ", text)
    return _NUMBERING.sub("", text, count=1).strip(" \t.、-_")


def _shield(header: str) -> str:
    """Take circled numbers away before NFKC turns them into digits of the header."""
    return re.sub(r"[\u2460-\u2473\u2776-\u277f]", "", header)


def is_han(text: str) -> bool:
    """Return whether ``text`` holds a Chinese character."""
    return _HAN.search(text) is not None


def open_brackets(text: str) -> tuple[str, str, bool]:
    """Return the text outside brackets, the text inside, and whether that says yes or no."""
    insides = [match["inside"] for match in _BRACKETS.finditer(text)]
    outside = _BRACKETS.sub(" ", text).strip()
    return outside, " ".join(insides).strip(), any(_YES_OR_NO.match(part) for part in insides)


def split_levels(text: str) -> list[str]:
    """Return the parts of a header of several lines (``公开情况/公开属性``), the upper one first."""
    pattern = _HAN_LEVELS if is_han(text) else _LEVELS
    return [part for part in pattern.split(text) if part]


def split_scripts(text: str) -> tuple[str, str]:
    """Return the Chinese and the Latin part of a header in two languages (``标题 Title``)."""
    han = "".join(_HAN.findall(text))
    latin = re.sub(r"[\u3400-\u9fff、，]+", " ", text).strip()
    return han, latin


class Folder:
    """Turns a header into the key under which aliases are kept.

    ``words`` maps a word to its spellings (``document``: ``doc``, ``docs``).
    """

    def __init__(self, words: Mapping[str, list[str]]) -> None:
        self._word = {spelling: word for word, all_ in words.items() for spelling in all_}
        self.key = lru_cache(maxsize=4096)(self._key)

    def words(self, text: str) -> list[str]:
        """Return the words of an English header, in order, with one spelling each."""
        spaced = _CAMEL.sub(" ", text)
        found = _WORD.findall(spaced.lower().replace("#", " no "))
        words = [self._word.get(word, word) for word in found]
        return [word for word in words if word not in _SMALL] or words

    def _key(self, text: str) -> str:
        if is_han(text):
            return re.sub(r"[\W_]+", "", text).lower().replace("资讯", "信息")
        return " ".join(sorted(set(self.words(text))))


def squeeze(text: str) -> str:
    """Return the letters and digits of ``text``, lower case: how ``docno`` and ``Doc No`` agree."""
    return re.sub(r"[\W_]+", "", text).lower()
