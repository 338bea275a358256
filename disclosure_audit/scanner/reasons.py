"""Codes of what makes a hit sure, doubtful or harmless, and the words for them."""

from __future__ import annotations

from disclosure_audit.language import Text

EXACT_TERM, FOLDED_TERM = "exact_term", "folded_term"

BECAUSE: dict[str, Text] = {
    "checksum": Text("right check digit", "校验位正确"),
    "no_checksum": Text("a form without check digit", "此类号码无校验位"),
    "bad_checksum": Text("wrong check digit", "校验位不符"),
    "birth_date_shown": Text("birth date not hidden", "出生日期未遮盖"),
    "few_hidden": Text("too few characters hidden", "遮盖的字符过少"),
    "birth_date": Text("plausible birth date", "出生日期合理"),
    "province": Text("province code", "行政区划代码有效"),
    "issuer_prefix": Text("prefix of a card issuer", "发卡机构标识相符"),
    "keyword": Text("a word near it says so", "附近有提示词"),
    "no_keyword": Text("no word near it says so", "附近无提示词"),
    "no_column_role": Text("nor does the column", "栏名亦未指明"),
    "digits_run": Text("digits in a row", "数字连写"),
    "separators": Text("grouped digits", "数字分组书写"),
    "han_digits": Text("digits written in Chinese", "以汉字书写数字"),
    "name": Text("a person's name beside it", "旁有人名"),
    "table": Text("one of several of its kind", "与多个同类号码并列"),
    EXACT_TERM: Text("a term of the lexicon", "词表中的词"),
    FOLDED_TERM: Text("a term of the lexicon, written otherwise", "词表中的词（变形书写）"),
    "line_of_its_own": Text("alone in its line or brackets", "单独成行或独占括号"),
    "name_slot": Text("where a body's name belongs", "位于机构名称处"),
    "brand": Text("a brand of the lexicon", "词表中的品牌"),
    "repeated": Text("several times", "多次出现"),
    "shape": Text("typical form", "形式特征明显"),
    "joined": Text("strung together with _ | > or commas", "以 _ | > 或逗号串联"),
    "edge": Text("at the head or the tail", "位于开头或结尾"),
    "foreign_host": Text("a host that is not allowed", "主机名不在许可之列"),
    "look_alike": Text("a host that looks like an allowed one", "主机名形似许可的主机名"),
    "ip_address": Text("a bare address in place of a host's name", "以IP地址代替主机名"),
    "private_address": Text("an internal address", "为内部网络地址"),
    "punycode": Text("an encoded host name (Punycode)", "主机名经编码（Punycode）"),
    "other_script": Text("a host name of mixed scripts", "主机名混用其他文字"),
    "inserted_letters": Text("Latin letters that the register lacks", "多出登记簿所无的外文字母"),
    "inserted_digits": Text("a long number that the register lacks", "多出登记簿所无的长串数字"),
    "inserted_words": Text("advertising words that the register lacks", "多出登记簿所无的推广用语"),
    "replaced_body": Text("another name in place of the body's", "原机构名称处换为其他名称"),
}
"""Said in a row, after “signs:”; what speaks against a hit is among them."""

DROPPED: dict[str, Text] = {
    "harmless_phrase": Text("part of a harmless phrase", "属于无害的用语"),
    "document_name": Text("inside the name of a document", "位于书名号内的文件名称"),
    "negated": Text("denied by the words before it", "前有否定词"),
    "mask_example": Text("an example of masking", "脱敏示例"),
    "correct_mask": Text("masked as it should be", "已正确脱敏"),
    "cross_word": Text("cut out of other words", "跨词误中"),
    "column_role": Text("it is what the column is for", "该栏本应填写此类内容"),
    "other_number": Text("another number, by what stands around it", "据上下文为其他编号或数量"),
    "organisation": Text("an organisation's, not a person's", "属于机构而非个人"),
    "overlapped": Text("a longer or surer hit overlaps it", "与更长或更确定的结果重叠"),
    "allowed_host": Text("the host is allowed", "主机名在许可之列"),
    "real_body": Text("the name of a real body or subject", "属于真实机构或事项名称"),
}

WHAT: dict[str, Text] = {
    "resident_id": Text("resident identity number", "居民身份证号"),
    "resident_id_15": Text("resident identity number of 15 digits", "15位居民身份证号"),
    "bank_card": Text("bank card number", "银行卡号"),
    "passport": Text("passport number", "护照号"),
    "mobile": Text("mobile number", "手机号码"),
    "leaking_mask": Text("a mask that tells too much", "脱敏不足"),
    "handling_mark": Text("handling mark", "内部管理标志"),
    "openness_note": Text("note on openness", "公开方式附注"),
    "surveying": Text("surveying subject", "测绘事项"),
    "military": Text("military subject", "军事事项"),
    "trade_secret": Text("trade secret", "商业秘密"),
    "unpublished_decision": Text("paper on the way to a decision", "过程性文件"),
    "brand": Text("gambling or adult brand", "博彩色情品牌"),
    "brand_in_name_slot": Text("a brand where a body's name belongs", "机构名称处为博彩色情品牌"),
    "brand_tail": Text("a brand where none belongs", "夹带的博彩色情词语"),
    "keyword_list": Text("a list of search words", "关键词堆砌"),
    "junk_markup": Text("junk markup", "垃圾标签"),
    "foreign_link": Text("a link to a foreign host", "指向陌生主机的链接"),
    "pinyin_notes": Text("pinyin between the characters", "字间夹注拼音"),
    "damaged_number": Text("a damaged document number", "残缺的发文字号"),
    "contact_insert": Text("an advertised contact", "插入的联系方式广告"),
}
"""Sorts of hits (``what``). A category that an office invented for its lexicon keeps its name."""
