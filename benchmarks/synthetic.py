"""A made-up population of documents of any size, as hard to tell apart as real ones.

Nine in ten of the look-alike titles in real catalogs are different documents: batches, years,
places, parcels. So are these. Offices are made up from syllables; a place of that name may exist.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import polars as pl
from numpy.typing import NDArray

FIRST_YEAR, YEARS = 2005, 20
_HEADS = "云石白长青望古银霁澜松梅莲枫竹桐樟柏榆槐泉溪湖湾岭峦坪坡塘浦"
_TAILS = "峦汀鹭陂禾川渡杉霖滩岗坑庄桥田垄岚洲屿峰"
_PROJECTS = tuple(
    f"{what}{kind}"
    for what, kind in product(
        ("城东", "城西", "城南", "城北", "高新区", "工业园", "物流园", "滨江", "老城", "新城"),
        ("污水处理厂", "变电站", "中学", "小学", "医院", "标准厂房", "天然气门站", "客运站", "安置房",
         "农贸市场", "养老院", "消防站", "水厂", "停车场", "文化馆", "体育馆"),
    )
)  # fmt: skip
_SUBJECTS = tuple(
    f"{what}{kind}"
    for what, kind in product(
        ("建设用地", "临时用地", "耕地保护", "矿产资源", "地质灾害", "测绘成果", "不动产登记", "土地储备",
         "政务公开", "安全生产", "全民健身", "青少年体育", "职业教育", "学前教育", "医疗保障", "社会救助"),
        ("管理", "监督检查", "绩效考核", "信息报送", "应急处置", "档案管理", "专项资金管理", "信用评价"),
    )
)  # fmt: skip
_FORMS = ("办法", "规定", "实施细则", "工作方案", "工作要点", "应急预案")
_ACTS = ("公告", "公示", "通告")
_OFFICES = (("人民政府", "府"), ("人民政府办公室", "府办"), ("自然资源局", "自然资"), ("住房和城乡建设局", "建"),
            ("教育局", "教"), ("水利局", "水"), ("生态环境局", "环"), ("发展和改革委员会", "发改"))  # fmt: skip
_SERIES = ("字", "发", "函", "告", "")

TEMPLATES: tuple[tuple[str, float, int], ...] = (
    ("batch", 0.20, 0),
    ("project", 0.15, 0),
    ("parcel", 0.15, 2),
    ("village", 0.15, 3),
    ("issue", 0.10, 3),
    ("policy", 0.08, 1),
    ("yearly", 0.07, 1),
    ("monthly", 0.06, 0),
    ("news", 0.04, 4),
)
"""Name, share of the population, and position of the number's series among 字, 发, 函, 告 and none."""


def make_population(n: int, seed: int) -> pl.DataFrame:
    """Return ``n`` documents: title, doc_number, issued, published, url, issuer.

    Dates are dates, the rest text. The numbers of one office, series and year run from 1 in the
    order of the dates; news items have none. A title may stand for several documents (monthly
    notices; offices that leave their name out), a number never does.
    """
    draw = np.random.default_rng(seed)
    places = np.array([head + tail for head, tail in product(_HEADS, _TAILS) if head != tail])
    places = draw.permutation(places)
    offices = _offices(places, max(8, min(n // 2500, len(places) * len(_OFFICES) // 2)))
    shares = np.array([share for _, share, _ in TEMPLATES])
    template = draw.choice(len(TEMPLATES), size=n, p=shares / shares.sum())
    # A few offices make most of the documents.
    office = (offices.height * draw.random(n) ** 1.7).astype(np.int64)
    frame = pl.DataFrame(
        {
            "office": office.astype(np.uint32),
            "template": template.astype(np.uint8),
            "series": np.array([series for *_, series in TEMPLATES])[template].astype(np.uint8),
            "year": (FIRST_YEAR + draw.integers(0, YEARS, n)).astype(np.int32),
            "day": draw.integers(0, 365, n).astype(np.int32),
            "county": draw.integers(0, 8, n).astype(np.uint32),
            "lag": draw.integers(0, 25, n).astype(np.int32),
            "tie": draw.random(n),
        }
    ).sort("office", "year", "series", "day", "tie")
    january = pl.date(pl.col("year"), 1, 1)
    frame = frame.with_columns(
        (january + pl.duration(days="day")).alias("issued"),
        pl.int_range(1, pl.len() + 1).over("office", "year", "series").alias("serial"),
        pl.int_range(1, pl.len() + 1).over("office", "year", "template").alias("issue"),
        pl.int_range(1, pl.len() + 1).over("office", "year", "template", "county").alias("batch"),
        offices["issuer"].gather(frame["office"]).alias("issuer"),
        offices["code"].gather(frame["office"]).alias("code"),
        pl.Series("words", _county_names(places, frame["office"], frame["county"])),
        _pick(_PROJECTS, n, draw, "project"),
        _pick(_SUBJECTS, n, draw, "subject"),
        _pick(_FORMS, n, draw, "form"),
        _pick(_ACTS, n, draw, "act"),
        _pick(tuple(f"{a}村" for a in places[:300]), n, draw, "village"),
        pl.Series("parcel", draw.integers(1, 400, n)),
        pl.Series("named", draw.random(n) < 0.6),
        pl.Series("letters", _SERIES, dtype=pl.String).gather(frame["series"]),
    )
    return frame.select(
        _title().alias("title"),
        pl.when(pl.col("template") != _at("news"))
        .then(pl.format("{}{}〔{}〕{}号", "code", "letters", "year", "serial"))
        .alias("doc_number"),
        "issued",
        (pl.col("issued") + pl.duration(days="lag")).alias("published"),
        pl.format("https://open.example/{}/{}.html", "year", pl.int_range(pl.len())).alias("url"),
        "issuer",
    )


def _title() -> pl.Expr:
    texts = {
        "batch": pl.format("关于{}{}年度第{}批次城市建设用地的批复", "words", "year", "batch"),
        "project": pl.format("关于{}{}项目建设用地的批复", "words", "project"),
        "parcel": pl.format("关于提供{}{}-{}号地块规划条件的函", "words", "year", "parcel"),
        "village": pl.format("关于征收{}{}集体土地的{}", "words", "village", "act"),
        "issue": pl.format(
            "国有建设用地使用权网上挂牌出让{}（{}年第{}期）", "act", "year", "issue"
        ),
        "policy": pl.format("关于印发{}{}{}的通知", "words", "subject", "form"),
        "yearly": pl.format("关于印发{}年{}{}的通知", "year", "subject", "form"),
        "monthly": pl.format("关于报送{}月度统计报表的通知", "subject"),
        "news": pl.format("{}召开{}工作会议", "words", "subject"),
    }
    whole = pl.lit(None, dtype=pl.String)
    for name, text in texts.items():
        whole = pl.when(pl.col("template") == _at(name)).then(text).otherwise(whole)
    prefixed = pl.col("named") & whole.str.starts_with("关于")
    return pl.when(prefixed).then(pl.col("issuer") + whole).otherwise(whole)


def _offices(places: NDArray[np.str_], count: int) -> pl.DataFrame:
    """Return ``issuer`` and ``code``; the eight offices of one city stand together."""
    rows = [
        (f"{places[at // len(_OFFICES)]}市{office}", f"{places[at // len(_OFFICES)]}{code}")
        for at in range(count)
        for office, code in (_OFFICES[at % len(_OFFICES)],)
    ]
    return pl.DataFrame(rows, schema=["issuer", "code"], orient="row")


def _county_names(
    places: NDArray[np.str_], office: pl.Series, county: pl.Series
) -> NDArray[np.str_]:
    """Return the county's name: each city has eight, which its offices share."""
    city = office.to_numpy().astype(np.int64) // len(_OFFICES)
    names = np.array([f"{place}{'县区'[at % 2]}" for at, place in enumerate(places)])
    picked: NDArray[np.str_] = names[(city * 8 + county.to_numpy() + len(places) // 2) % len(names)]
    return picked


def _pick(choices: tuple[str, ...], n: int, draw: np.random.Generator, name: str) -> pl.Series:
    return pl.Series(name, choices, dtype=pl.String).gather(draw.integers(0, len(choices), n))


def _at(name: str) -> int:
    return next(at for at, (other, *_) in enumerate(TEMPLATES) if other == name)
