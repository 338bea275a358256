"""Codes of what makes a hit sure, doubtful or harmless, and the words for them."""

from __future__ import annotations

from disclosure_audit.language import Text

BECAUSE: dict[str, Text] = {
    "checksum": Text("the check digit is right", "校验位正确"),
    "no_checksum": Text("this form has no check digit", "该形式无校验位"),
    "bad_checksum": Text("the check digit is wrong", "校验位不符"),
    "birth_date_shown": Text("the mask leaves the birth date", "遮盖后仍可见出生日期"),
    "few_hidden": Text("the mask hides too few characters", "遮盖的字符过少"),
    "birth_date": Text("it holds a plausible birth date", "含合理的出生日期"),
    "province": Text("it begins with a province code", "以行政区划代码开头"),
    "issuer_prefix": Text("it begins as the cards of a bank do", "以银行卡发卡行标识开头"),
    "keyword": Text("a word beside it says so", "旁有提示词"),
    "no_keyword": Text("no word beside it says so", "旁无提示词"),
    "no_column_role": Text("the column says nothing of its kind", "所在列未说明其类型"),
    "digits_run": Text("digits only, in a row", "连续数字"),
    "separators": Text("the digits are grouped", "数字分组书写"),
    "han_digits": Text("the digits are written in Chinese", "以汉字书写数字"),
    "name": Text("a person's name stands beside it", "旁有姓名"),
    "table": Text("it stands in a table of such", "位于同类表格中"),
    "exact_term": Text("a term of the lexicon", "词表中的词"),
    "folded_term": Text("a term of the lexicon, disguised", "变形书写的词表用词"),
    "line_of_its_own": Text("it stands in a line of its own", "单独成行"),
    "name_slot": Text("it stands where a body's name belongs", "位于机构名称的位置"),
    "brand": Text("a brand of the lexicon", "词表中的品牌"),
    "repeated": Text("it comes back several times", "多次出现"),
    "shape": Text("its shape alone says so", "形式即可判定"),
    "joined": Text("joined to others by _, | or >", "以 _、| 或 > 与其他词串联"),
    "edge": Text("it stands at the head or the tail", "位于开头或结尾"),
    "foreign_host": Text("the host is none of the allowed ones", "主机名不在许可之列"),
    "look_alike": Text("the host looks like an allowed one", "主机名形似许可的主机名"),
    "ip_address": Text("the host is a bare address", "以IP地址代替主机名"),
    "private_address": Text("the address is an internal one", "为内部网络地址"),
    "punycode": Text("the host's name is encoded", "主机名经编码（Punycode）"),
    "other_script": Text("the host mixes scripts", "主机名混用其他文字"),
    "inserted_letters": Text(
        "Latin letters that the register does not have", "多出登记簿所无的外文字母"
    ),
    "inserted_digits": Text(
        "a long number that the register does not have", "多出登记簿所无的长串数字"
    ),
    "inserted_words": Text(
        "advertising words that the register does not have", "多出登记簿所无的推广用语"
    ),
    "replaced_body": Text("another name stands where the body's was", "原机构名称处换为其他名称"),
}

DROPPED: dict[str, Text] = {
    "harmless_phrase": Text("part of a longer harmless phrase", "属于更长的无害词语"),
    "document_name": Text("inside the name of a document", "位于书名号内的文件名称"),
    "negated": Text("negated", "前有否定词"),
    "mask_example": Text("an example of masking", "脱敏示例"),
    "correct_mask": Text("masked as it should be", "已正确脱敏"),
    "cross_word": Text("crosses the border of two words", "跨词误中"),
    "column_role": Text("the column holds something else", "所在列另有含义"),
    "other_number": Text(
        "a word beside it says that it is another number", "旁有提示词表明为其他编号"
    ),
    "organisation": Text("an organisation's, not a person's", "属于机构而非个人"),
    "overlapped": Text("a surer hit covers it", "被更确定的结果覆盖"),
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
    "surveying": Text("surveying", "测绘"),
    "military": Text("military", "军事"),
    "trade_secret": Text("trade secret", "商业秘密"),
    "unpublished_decision": Text("paper on the way to a decision", "过程性文件"),
    "brand": Text("gambling or adult brand", "博彩色情品牌"),
    "brand_in_name_slot": Text("a brand where a body's name belongs", "机构名称处为博彩色情品牌"),
    "brand_tail": Text("a brand at the head or tail", "首尾附有博彩色情词语"),
    "keyword_list": Text("a list of search words", "关键词堆砌"),
    "junk_markup": Text("junk markup", "垃圾标签"),
    "foreign_link": Text("a link to a foreign host", "指向陌生主机的链接"),
    "pinyin_notes": Text("pinyin between the characters", "字间夹注拼音"),
    "damaged_number": Text("a damaged document number", "残缺的发文字号"),
    "contact_insert": Text("an advertised contact", "插入的联系方式广告"),
}
"""Sorts of hits (``what``). A category that an office invented for its lexicon keeps its name."""
