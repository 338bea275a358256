"""What looks confidential or tampered with and is not."""

from __future__ import annotations

from sample_data.case import Case, is_plain
from sample_data.confidential import PROJECT
from sample_data.made_up import mobile, resident_id
from sample_data.names import CITY, SITE

_PERSON, _NUMBER = resident_id(11), mobile(4)
SUMMARIES = {
    "masked": f"申请人身份证号：{_PERSON[:3]}***********{_PERSON[-4:]}，手机{_NUMBER[:3]}****{_NUMBER[-4:]}。",
    "masking_example": f"公示时应当隐去号码，格式如{_NUMBER[:3]}****{_NUMBER[-4:]}。",
    "landline": "咨询电话：0799-1234567，热线12345。",
    "longer_number": f"电子监管号：3609992024{_NUMBER}。",
    "index_number": "索引号360999202409010012，宗地代码360999202409010013。",
    "credit_code": "申请单位统一社会信用代码：91360999MA0000000X。",
    "about_secrecy": "组织保密宣传，学习保密法，落实涉密人员管理。",
    "about_trade_secrets": "宣传商业秘密保护条例，本件不涉及商业秘密。",
    "not_secret": "经保密审查，该成果不涉密，不属于国家秘密。",
    "document_name": "依据《机关内部资料管理办法》《城市更新办法（送审稿）》办理。",
    "inside_of_an_office": "结合内部审计、内部控制检查情况。",
    "across_words": "配备计算机密码设备，做好全国防治工作。",
    "public_draft": f"公开征求《{CITY}绿道管理办法（征求意见稿）》意见。",
    "note_agrees": "（此件公开发布）",
    "lawful_play": "宣传彩票管理条例，支持文化娱乐产业发展，打击网络赌博平台。",
    "own_address": f"详见{SITE}/guide.html，通过政务服务平台APP办理。",
    "tags": "<p>同意<em>登记</em>。</p>",
    "rare_character": "地块位于亳(bó)山路，面积3千米(km)以内，见附件(a)。",
    "harmless_term": f"参观{PROJECT}陈列馆。",
}


def look_alike(case: Case) -> None:
    """Put each of ``SUMMARIES`` in front of a summary of the catalog."""
    documents = case.take(len(SUMMARIES), is_plain)
    for (kind, text), document in zip(SUMMARIES.items(), documents, strict=True):
        entry = case.entry(document)
        entry.summary = text + entry.summary
        case.harmless.append((kind, case.row(document), entry))
