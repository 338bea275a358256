"""Traces of tampering: what is found, what is harmless, and what the rules make of it.

The brands and the town are made up; the shapes are those of copies seen in the open.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_audit.config import Config
from disclosure_audit.dispositions import DISPOSITIONS
from disclosure_audit.lexicons import compile_terms, find_terms, load_lexicons
from disclosure_audit.matching.schema import LINKS
from disclosure_audit.normalise.text import fold_titles
from disclosure_audit.rules.base import NotApplicable, Tables
from disclosure_audit.rules.registry import find_rule
from disclosure_audit.scanner.folding import fold
from disclosure_audit.scanner.reasons import BECAUSE, DROPPED, WHAT
from disclosure_audit.scanner.tampering import find_tampering
from disclosure_audit.scanner.tampering.brands import pieces_in
from disclosure_audit.scanner.tampering.find import LETTER, WORDS
from disclosure_audit.scanner.tampering.hosts import GOVERNMENT, host_of, is_under, oddity
from disclosure_audit.scanner.tampering.trace import STRENGTH
from disclosure_audit.scanner.tampering.wording import OFFER, SIGN, TRADE, VENUE
from disclosure_audit.schema.columns import COLUMNS
from disclosure_audit.spans import CELLS, HITS, SPANS
from tests.examples import tries

SLOT, LIST, TAIL = "brand_in_name_slot", "keyword_list", "brand_tail"
CONTACT, JUNK, NOTES = "contact_insert", "junk_markup", "pinyin_notes"

TAMPERED: list[tuple[str, str, str]] = [
    ("在市财政局、星月娱乐的领导下开展工作", SLOT, "星月娱乐"),
    ("工作在省水利厅、星月娱乐,星月国际娱乐的领导下", SLOT, "星月娱乐,星月国际娱乐"),
    ("在省国土资源厅、bet988的领导下", SLOT, "bet988"),
    ("云顶88体育官网承办", SLOT, "88体育官网"),
    ("qm888娱乐信息中心承办", SLOT, "qm888娱乐"),
    ("12bet平台关于公布公园名录的公告", SLOT, "12bet平台"),
    ("泰山娱乐,泰山国际娱乐关于印发公园管理办法的通知", SLOT, "泰山娱乐,泰山国际娱乐"),
    ("bat365验证民政局2022年第四季度网站检查情况", SLOT, "bat365验证"),
    ("xy66官网注册登录_xy66app下载_临江市绿化规划", LIST, "xy66官网注册登录_xy66app下载"),
    ("xk99棋牌 当前位置: 主页 > 99bet安卓客户端 > 预算", LIST, "xk99棋牌当前位置: 主页> 99bet安卓客户端"),
    ("日本内射精品视频,欧美人妻一区二区,临江市公告", LIST, "日本内射精品视频,欧美人妻一区二区"),
    ("欧美日韩不卡合集,亚洲高清自拍,日韩一区二区中文,公告", LIST, "欧美日韩不卡合集,亚洲高清自拍,日韩一区二区中文"),
    ("临江市人民政府关于绿化的通知xk99棋牌app下载", TAIL, "xk99棋牌app下载"),
    ("临江市违法建设专项整治的通知_99bet官网", TAIL, "99bet官网"),
    ("金蟾体育app官网入口临江市公园管理办法", TAIL, "金蟾体育app官网入口"),
    ("kaixiang体育app下载临江市财政局", TAIL, "kaixiang体育app下载"),
    ("2024世界杯买球app官网临江市教育局", TAIL, "2024世界杯买球app官网"),
    ("公园名录 加微信xk99vip代开发票", CONTACT, "加微信"),
    ("公园名录 代办证件 电话13800138000", CONTACT, "电话"),
    ('<noframes id="qwrtz"><p id="qwrtz"></p></noframes>正文', JUNK, '<noframes id="qwrtz"><p id="qwrtz"></p></noframes>'),
    ("公园<script src='//a.example/x.js'></script>管理", JUNK, "<script src='//a.example/x.js'></script>"),
    ("政(zheng)府網站發展(zhan)指引和(he)便民", NOTES, "政(zheng)府网站发展(zhan)指引和(he)"),
    ("中（zhōng）華人民（mín）共和國（guó）", NOTES, "中（zhōng）华人民（mín）共和国（guó）"),
    ("依据临政办〔202130 于2021926印发", "damaged_number", "〔202130"),
]  # fmt: skip

HARMLESS = """
彩票管理条例
临江市体育局关于举办国际马拉松的通知
关于促进电子竞技产业发展的若干意见
临江市政务服务平台运行管理办法
关于关闭微信公众平台账号的公告
关于12345政务服务便民热线平台归并优化的通知
关于加快5G平台建设的意见
关于B2B平台、O2O平台和P2P网络借贷平台清理整顿的通知
娱乐场所管理条例
关于加强文化娱乐、文化体育设施建设的通知
请下载中国体育彩票APP,注册登录后使用
关于下载安装反诈中心APP的通知
请下载交管12123APP或12333APP下载安装注册登录
关于Office365登录、WPS2019和IE11下载安装的通知
关于F1国际赛车场周边交通管制的通告
粤省事App注册登录操作指南
请登录12306官网购票
在省文化厅、省体育局的领导下
工作在省科技厅、互联网平台的支持下开展
关于开展棋牌室专项整治的通知
关于足球单场竞猜游戏规则的批复
关于竞猜型体育彩票游戏上市销售的通知
当前位置：首页 > 政务公开 > 规范性文件
临江市公园管理办法的通知_政策文件_临江市人民政府
临江市教育局|通知公告
附件(a)和附件(b),长3千米(km)
亳(bó)州市人民政府公告
国办发〔2021〕30号、国办发[2021]30号
邮箱abc@example.com，版本3.2.1，附件1.docx，1.总则2.范围
关于〔2021年〕任务的通知
临江市<em>城市绿化</em>管理办法
<p>正文</p><p>附件</p><p></p>
关于《关于调整<一九九二年立法计划>的意见》的通知
关于公布监督举报电话0797-1234567的通告
关于第365批次建设用地的批复
关于成人教育和成人电影放映管理的规定
关于ETC客户端注册登录的通知
临江市体育局官网登录入口
关于引进国产精品电视剧、国产高清视频设备的通知
高新区一区二区道路施工公告
关于Tibet2020旅游推广的函
澳门博彩业发展情况
""".strip().splitlines()

FOUGHT = [
    "关于打击99bet等网络赌博平台的通告",
    "关于严厉打击利用六合彩平台赌博的通告",
    "关于查处“99xbet”网络赌博案的通报",
    "关于取缔非法真人娱乐平台的通告",
]


def cells(*texts: str, field: str = "title") -> pl.DataFrame:
    folded = fold(pl.Series("folded", texts, dtype=pl.String))
    rows = [(n, "catalog", field, text) for n, text in enumerate(folded)]
    return pl.DataFrame(rows, schema=CELLS, orient="row")


def found(*texts: str, field: str = "title", brands: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Return the spans with the ``text`` they stand for."""
    looked_at = cells(*texts, field=field)
    spans = find_tampering(looked_at, brands)
    assert spans.schema == pl.Schema(SPANS)
    folded = dict(looked_at.select("cell", "folded").iter_rows())
    return [
        {**row, "text": folded[row["cell"]][row["start"] : row["end"]]} for row in spans.to_dicts()
    ]


def kept(*texts: str, **how: Any) -> list[tuple[str, str]]:
    return [(s["what"], s["text"]) for s in found(*texts, **how) if s["dropped"] is None]


@pytest.mark.parametrize("field", ["title", "summary", "full_text"])
@pytest.mark.parametrize(("text", "what", "span"), TAMPERED)
def test_tampering_is_found_where_it_stands(text: str, what: str, span: str, field: str) -> None:
    assert (what, span) in kept(text, field=field)


def test_full_width_punctuation_hides_nothing() -> None:
    assert kept("在省水利厅、星月娱乐，星月国际娱乐的领导下") == [(SLOT, "星月娱乐，星月国际娱乐")]
    assert kept("公园名录　加ＱＱ：１００２００３００　代开发票") == [(CONTACT, "加QQ")]
    assert kept("ｑｍ８８８娱乐信息中心承办") == [(SLOT, "qm888娱乐")]


@pytest.mark.parametrize("field", ["title", "full_text"])
@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_official_text_is_left_alone(text: str, field: str) -> None:
    brands = ("xk99", "博彩", "六合彩")
    wide = text.replace(",", "，").replace("(", "（").replace(")", "）").replace(":", "：")
    assert kept(text, wide, field=field, brands=brands) == []


@pytest.mark.parametrize("text", FOUGHT)
def test_the_fight_against_betting_is_harmless_and_counted(text: str) -> None:
    spans = found(text)
    assert {span["dropped"] for span in spans} == {"harmless_phrase"}


def test_the_fight_does_not_excuse_what_stands_in_another_clause() -> None:
    assert kept("关于打击网络赌博的通知_99bet官网") == [(TAIL, "99bet官网")]
    assert kept("99bet官网关于打击网络赌博的通知") == [(SLOT, "99bet官网")]


def test_a_brand_of_the_lexicon_is_found_whatever_its_case_and_nowhere_inside_a_word() -> None:
    brands = ("ququ", "星月会")
    assert kept("公园名录QuQu") == []
    assert kept("公园名录QuQu", brands=brands) == [(TAIL, "QuQu")]
    assert kept("公园ququs名录", brands=brands) == []
    assert kept("由临江市财政局、星月会承办") == []
    assert kept("由临江市财政局、星月会承办", brands=brands) == [(SLOT, "星月会")]


def test_a_listed_common_word_says_nothing_in_mid_sentence() -> None:
    assert kept("研究博彩与旅游的关系", brands=("博彩",)) == []
    assert kept("澳门博彩业概况", brands=("博彩",)) == []
    (span,) = found("公园名录博彩", brands=("博彩",))
    assert (span["what"], span["confidence"]) == (TAIL, "medium")


def test_confidence_falls_with_the_evidence() -> None:
    of = {
        text: found(text)[0]["confidence"]
        for text in (
            "国(guo)务院(yuan)令", "国(guo)务院(yuan)令公(gong)布", "依据〔202130 办理", "依据〔202130 于2021926",
            "<p></p><p></p><p></p>", "xy66官网注册_xy66app下载_绿化",
        )
    }  # fmt: skip
    assert list(of.values()) == ["low", "high", "low", "medium", "low", "medium"]


def test_the_contacts_of_an_office_are_no_advertisement_in_a_long_text() -> None:
    text = "联系QQ:100200300，电话13800138000"
    assert [what for what, _ in kept(text, field="title")] == [CONTACT]
    assert kept(text, field="summary") == []
    assert kept(text, field="full_text") == []


def test_addresses_are_the_rules_business() -> None:
    assert found("https://99bet官网.example/", field="url") == []
    assert found("99bet官网.docx", field="text_path") == []


def test_every_code_has_its_words() -> None:
    texts = [text for text, *_ in TAMPERED] + FOUGHT + ["见www.a.gov.cn和www.a.com"]
    spans = found(*texts)
    assert {s["what"] for s in spans} == set(STRENGTH) <= set(WHAT)
    assert {code for s in spans for code in s["because"]} <= set(BECAUSE)
    assert {s["dropped"] for s in spans} - {None} <= set(DROPPED)
    assert not any(s["secret"] for s in spans)


def test_no_trace_outweighs_a_secret(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'name = "own"\nversion = "1"\n'
        '[[term]]\nterm = "甲案"\ncategory = "own"\nnote = "the shortest term there can be"\n',
        encoding="utf-8",
    )
    terms = compile_terms(load_lexicons([str(own)], bundled=False))
    (term,) = find_terms(cells("甲案"), terms).to_dicts()
    assert max(STRENGTH.values()) < term["strength"]
    (contact,) = found("代办证件 手机13800138000")
    assert not re.search(r"\d", contact["text"])


WORDS_OF_TEXTS = [
    *"临江市关于的通知 _|>,、.(〔\n",
    "公园", "财政局", "人民政府", "领导下", "承办", "娱乐", "国际娱乐", "体育", "棋牌", "真人", "官网", "网址", "app",
    "App下载", "注册", "登录", "入口", "平台", "bet", "99", "365", "xk99", "qm", "2021", "买球", "博彩", "竞猜", "欧洲杯",
    "人妻", "无码", "视频", "在线", "精品", "一区二区", "国产", "六合彩", "打击", "北京赛车", "快三", "捕鱼", "盘口",
    *re.findall(r"[\u4e00-\u9fff]+", TRADE + OFFER + VENUE),
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS_OF_TEXTS), max_size=9).map("".join)


@tries(400)
@given(TEXTS)
def test_the_cheap_searches_lose_nothing(text: str) -> None:
    if pieces_in(text, None):
        seen = pl.Series([text])
        assert seen.str.contains(SIGN).all()
        assert (seen.str.contains(LETTER) | seen.str.contains_any(WORDS)).all()


@tries(200)
@given(st.lists(TEXTS | st.text(max_size=30), max_size=4))
def test_spans_lie_within_their_texts(texts: list[str]) -> None:
    for span in found(*texts, brands=("xk99", "博彩")):
        assert 0 < len(span["text"]) == span["end"] - span["start"]


@pytest.mark.parametrize(
    "part", ["99bet官网登录_好", "99bet官网_\n", "娱乐,", "中(zhong)", "<p></p>", "局、国", "a."]
)
def test_a_long_text_takes_no_longer_than_its_length(part: str) -> None:
    text = "99bet官网 " + part * (100_000 // len(part))
    began = time.process_time()
    found(text, field="full_text")
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("text", "host", "dropped"),
    [
        ("详见http://www.linjiang.gov.cn/a.html。", "www.linjiang.gov.cn", "allowed_host"),
        ("登录http://域名.政务/x", "域名.政务", "allowed_host"),
        ("网址:www.XK99.com。", "www.xk99.com", None),
        ("见https://www.gov.cn@xk99.example/x", "xk99.example", None),
        ("见www.gd.gov.cn.xk99.com", "www.gd.gov.cn.xk99.com", None),
        ("http://203.0.113.7/a", "203.0.113.7", None),
        ("http://www.a.gov.cn查询", "www.a.gov.cn", "allowed_host"),
    ],
)
def test_links_in_texts(text: str, host: str, dropped: str | None) -> None:
    (link,) = [span for span in found(text) if span["what"] == "foreign_link"]
    assert (link["term"], link["dropped"]) == (host, dropped)
    assert link["text"].lower() == host


def test_the_host_of_an_address() -> None:
    hosts = {
        "http://www.gov.cn/a": "www.gov.cn",
        "https://u:p@a.example:80/x": "a.example",
        "http://evil.example\\@www.gov.cn": "evil.example",
        "www.gd.gov.cn/zw": "www.gd.gov.cn",
        "//a.example/x": "a.example",
        "http://WWW.A.CN.": "www.a.cn",
        "http://[::1]/x": "[::1]",
        "/zwgk/1.html": None,
        "t2020.html": None,
        "javascript:void(0)": None,
        "见附件": None,
        "": None,
    }
    frame = pl.DataFrame({"url": list(hosts)})
    assert frame.select(host_of("url")).to_series().to_list() == list(hosts.values())


@pytest.mark.parametrize(
    ("host", "sign"),
    [
        ("www.g0v.cn", "look_alike"),
        ("www.qov.cn", "look_alike"),
        ("gov.cn.evil.example", "look_alike"),
        ("gov-cn.example", "look_alike"),
        ("linjianggov.cn", "look_alike"),
        ("1injiang.example", "look_alike"),
        ("203.0.113.7", "ip_address"),
        ("8.8.8.8", "ip_address"),
        ("134744072", "ip_address"),
        ("10.0.0.3", "private_address"),
        ("xn--abc.example", "punycode"),
        ("g\u043ev.cn", "other_script"),
        ("people.example", None),
        ("gov.in", None),
        ("www.linjiang.gov.cn", None),
    ],
)
def test_what_is_odd_about_a_host(host: str, sign: str | None) -> None:
    assert oddity(host, [*GOVERNMENT, "linjiang.example"]) == sign


def test_a_subdomain_is_under_its_domain_and_a_longer_word_is_not() -> None:
    assert is_under("www.gov.cn", GOVERNMENT)
    assert is_under("xn--abc.xn--zfr164b", GOVERNMENT)
    assert not is_under("mygov.cn", GOVERNMENT)


def hits_in(rows: list[dict[str, Any]], side: str) -> list[dict[str, Any]]:
    """Return the hits of a list as the scanner hands them to the rules."""
    hits = []
    for row, record in enumerate(rows):
        for field, text in record.items():
            if field in ("title", "summary"):
                spans = [span for span in found(text, field=field) if span["dropped"] is None]
                hits += [hit(side, row, span) | {"field": field} for span in spans]
    return hits


def hit(side: str, row: int | None, span: dict[str, Any]) -> dict[str, Any]:
    facts = {name: span[name] for name in HITS if name in span}
    return {
        **dict.fromkeys(HITS), **facts, "side": side, "row": row, "field": "full_text",
        "token": f"t-{span['value']}", "excerpt": span["text"],
    }  # fmt: skip


def tables_of(
    register: tuple[Any, ...] = (),
    catalog: tuple[Any, ...] = (),
    hits: list[dict[str, Any]] | None = None,
    **config: Any,
) -> Tables:
    """Return tables in which records of one document number are linked."""
    lists = {"register": [dict(row) for row in register], "catalog": [dict(row) for row in catalog]}
    number_of = [row.get("doc_number") for row in lists["register"]]
    links: list[tuple[Any, ...]] = [
        (number_of.index(row["doc_number"]), n, "number", 9.0, "certain", [])
        for n, row in enumerate(lists["catalog"])
        if row.get("doc_number") in number_of and row.get("doc_number")
    ]
    if hits is None:
        hits = [hit for side, rows in lists.items() for hit in hits_in(rows, side)]
    dispositions = [
        (side, n, row.get("disposition", "linked"), None)
        for side, rows in lists.items()
        for n, row in enumerate(rows)
    ]
    empty = pl.DataFrame()
    known = frozenset(column.name for column in COLUMNS)
    frames: dict[str, Any] = {
        "register": records(lists["register"]),
        "catalog": records(lists["catalog"]),
        "links": pl.DataFrame(links, schema=LINKS, orient="row"),
        "dispositions": pl.DataFrame(dispositions, schema=DISPOSITIONS, orient="row"),
        "hits": pl.DataFrame(hits, schema=HITS),
    }
    fields = Tables.__dataclass_fields__
    rest: dict[str, Any] = dict.fromkeys([name for name in fields if name not in frames], empty)
    rest |= {"present": {"register": known, "catalog": known}, "config": Config(**config)}
    return Tables(**{**rest, **frames})


def records(rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = {"row": pl.UInt32, **{column.name: pl.String for column in COLUMNS}}
    schema |= dict.fromkeys(("is_classified", "is_withheld", "is_on_request"), pl.Boolean)
    plain = [
        {"row": n, **{k: v for k, v in row.items() if k in schema}} for n, row in enumerate(rows)
    ]
    frame = pl.DataFrame([{**dict.fromkeys(schema), **row} for row in plain], schema=schema)
    return frame.with_columns(fold_titles(frame["title"]))


def findings(code: str, tables: Tables) -> list[dict[str, Any]]:
    answer = find_rule(code).find(tables)
    assert not isinstance(answer, NotApplicable)
    return answer.collect().to_dicts()


EXAMPLES = [
    (code, example) for code in ("TP001", "TP002", "TP003", "TP004", "TP005", "TP006")
    for example in find_rule(code).examples
]  # fmt: skip


@pytest.mark.parametrize(("code", "example"), EXAMPLES, ids=[f"{c}: {e.name}" for c, e in EXAMPLES])
def test_the_rules_find_what_their_examples_say_on_hand_made_tables(
    code: str, example: Any
) -> None:
    tables = tables_of(example.register, example.catalog, **example.config)
    rows = {(f["register_row"], f["catalog_row"]) for f in findings(code, tables)}
    assert rows == set(example.expect)


def test_a_file_without_a_record_is_named() -> None:
    (span,) = found("云顶88体育官网承办", field="full_text")
    tables = tables_of(hits=[hit("catalog", None, span) | {"file": "a/b.txt"}])
    (finding,) = findings("TP001", tables)
    assert (finding["register_row"], finding["catalog_row"]) == (None, None)
    assert (finding["file"], finding["severity"]) == ("a/b.txt", "critical")
    assert finding["field"] == "full_text"


def test_one_finding_per_text_and_sort() -> None:
    title = "qm888娱乐信息中心承办,bat365验证民政局2022年检查 代开发票加微信xk99vip"
    found_there = findings("TP001", tables_of((), ({"title": title},)))
    assert sorted(f["what"] for f in found_there) == [SLOT, CONTACT]
    assert len({f["detail"] for f in found_there}) == 2


def test_out_of_scope_is_not_judged() -> None:
    row = {
        "title": "qm888娱乐信息中心承办",
        "disposition": "out_of_scope",
        "url": "http://a.example/",
    }
    tables = tables_of((), (row,))
    assert findings("TP001", tables) == findings("TP003", tables) == []


def test_links_are_graded_by_what_is_odd_about_their_host() -> None:
    rows = (
        {"title": "甲", "url": "https://linjiang.example/1"},
        {"title": "乙", "url": "https://www.g0v.cn/1"},
        {"title": "丙", "url": "http://10.0.0.3/1"},
        {"title": "丁", "summary": "详见www.people.com"},
        {"title": "戊", "summary": "详见www.gov.cn.xk99.com"},
        {"title": "己", "summary": "详见www.gov.cn"},
    )
    got = {f["catalog_row"]: (f["severity"], f["because"]) for f in findings("TP003", tables_of((), rows))}  # fmt: skip
    assert got == {
        0: ("medium", "foreign_host"),
        1: ("high", "look_alike"),
        2: ("medium", "private_address"),
        3: ("low", "foreign_host"),
        4: ("high", "look_alike"),
    }


def test_no_share_of_the_catalog_excuses_a_look_alike() -> None:
    own = tuple({"title": str(n), "url": f"https://records.example/{n}"} for n in range(9))
    posed = tuple({"title": str(n), "url": f"https://www.g0v.cn/{n}"} for n in range(9))
    assert len(findings("TP003", tables_of((), own + posed))) == 9
    assert findings("TP003", tables_of((), own)) == []
    assert len(findings("TP003", tables_of((), own[:4]))) == 4


def test_a_text_of_the_register_alone_may_name_any_host() -> None:
    assert findings("TP003", tables_of(({"title": "甲", "summary": "见www.people.com"},))) == []


@pytest.mark.parametrize(
    ("published", "because"),
    [
        ("临江市绿化管理办法kaixiang", "inserted_letters"),
        ("临江市绿化管理办法13800138000", "inserted_digits"),
        ("临江市绿化管理办法官网登录", "inserted_words"),
        ("临江市绿地管理办法", None),
        ("临江市绿化管理办法（GIS）", None),
        ("20170801临江市绿化管理办法", None),
        ("临江市第13批绿化管理办法", None),
    ],
)
def test_what_departs_from_the_register(published: str, because: str | None) -> None:
    number = "临政发〔2017〕21号"
    tables = tables_of(
        ({"title": "临江市绿化管理办法", "doc_number": number},),
        ({"title": published, "doc_number": number},),
    )
    got = [(f["because"], f["confidence"]) for f in findings("TP005", tables)]
    assert got == ([(because, "medium")] if because else [])
    assert because is None or because in BECAUSE
