"""The sheet 收文: what the bureau received. Their makers publish them, so none is an omission."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sample_data.draw import Draw
from sample_data.names import CITY, COUNTIES, OWNERS, PROVINCE_OFFICE, YEAR
from sample_data.policy import FORWARDED, PLANS, SUBJECTS
from sample_data.year import next_working_day

HEADERS = ("收文号", "收文日期", "来文机关", "来文字号", "标题", "密级", "承办科室")
COUNT = 180


def receive(draw: Draw, secret: Collection[str]) -> list[tuple[str | dt.date, ...]]:
    """Return the rows of the sheet in the order in which the letters came in.

    Letters with a title of ``secret`` have a grade of secrecy.

    Raises:
        ValueError: one of them did not come in.
    """
    province = [f"{PROVINCE_OFFICE}关于{subject}的通知" for subject in FORWARDED]
    province += [f"{PROVINCE_OFFICE}关于印发2024年{plan}工作要点的通知" for plan in PLANS]
    province += [f"{PROVINCE_OFFICE}关于进一步规范{subject}工作的通知" for subject in SUBJECTS]
    city = [f"{CITY}人民政府办公室关于做好{plan}有关工作的通知" for plan in PLANS]
    city += [f"{CITY}人民政府办公室关于转办{county}信访事项的函" for county in COUNTIES]
    county = [
        f"关于申请批准{name}2024年度第{n}批次城市建设用地的请示"
        for name in COUNTIES
        for n in range(1, 17)
    ]
    letters = [(PROVINCE_OFFICE, "岭自然资发", title) for title in province]
    letters += [(f"{CITY}人民政府办公室", "霁府办函", title) for title in city]
    letters += [(f"{title[6:9]}人民政府", f"{title[6]}府字", title) for title in county]
    chosen = draw.shuffled(letters)[:COUNT]
    days = sorted(dt.date(YEAR, 1, 2) + dt.timedelta(days=draw.number(0, 350)) for _ in chosen)
    rows: list[tuple[str | dt.date, ...]] = []
    for serial, (day, (maker, code, title)) in enumerate(zip(days, chosen, strict=True), start=1):
        number = f"{code}〔{YEAR}〕{serial * 3 + draw.number(0, 2)}号"
        grade = "秘密" if draw.chance(0.03) else draw.pick(("", "", "无"))
        grade = "秘密" if title in secret else grade
        rows.append(
            (
                f"收{serial:04d}",
                next_working_day(day),
                maker,
                number,
                title,
                grade,
                draw.pick(OWNERS),
            )
        )
    if set(secret) - {title for *_, title in chosen}:
        raise ValueError("the seed gives no such letter")
    return rows
