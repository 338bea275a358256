"""Ways in which one title comes to be written in two ways."""

from __future__ import annotations

import re
from random import Random

PREFIX = re.compile(
    r"^[\u4e00-\u9fff]{2,20}?(?:国务院|政府|办公厅|办公室|委员会|厅|局|部|院|委)(?=关于|批转|转发|印发)"
)
SUFFIX = re.compile(r"的(?:通知|批复|意见|函|公告|决定|通报)$")
MARKS = {
    "，": ",", "（": "(", "）": ")", "：": ":", "、": " ", "—": "-", "“": '"', "”": '"',
    "《": "", "》": "", "〈": "<", "〉": ">", ",": "，", "(": "（", ")": "）", " ": "",
}  # fmt: skip
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
NUMERALS = "0123456789〇零一二三四五六七八九十百千万两"
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
REWORDINGS = (
    ("进一步加强", "切实加强"), ("加强", "强化"), ("关于印发", "关于发布"), ("做好", "抓好"),
    ("开展", "组织开展"), ("有关", "相关"), ("若干意见", "意见"), ("工作", "各项工作"),
    ("促进", "推动"), ("建立", "构建"), ("调整", "变更"), ("管理", "监督管理"),
    ("实施方案", "工作方案"), ("设立", "成立"), ("建设", "发展建设"), ("同意", "原则同意"),
    ("规划", "总体规划"), ("印发", "下发"), ("完善", "健全"), ("推进", "加快"),
)  # fmt: skip
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{4,}")


def drop_prefix(title: str, _: Random) -> str | None:
    """Drop the issuer before 关于 (印发, 批转, 转发), or return ``None`` if there is none."""
    if found := PREFIX.match(title):
        return title[found.end() :]
    # The State Council itself is shorter than what the pattern asks for.
    return title.removeprefix("国务院") if title.startswith("国务院关于") else None


def drop_suffix(title: str, _: Random) -> str | None:
    """Drop the trailing 的通知 (批复, 意见 ...), or return ``None`` if little would be left."""
    found = SUFFIX.search(title)
    return title[: found.start()] if found and found.start() > 6 else None


def change_punctuation(title: str, random: Random) -> str | None:
    """Change the width of marks and digits, lose or add 《》."""
    if random.random() < 0.25:
        found = re.search(r"(?<=印发)[\u4e00-\u9fff]{4,30}(?=的通知$)", title)
        if found:
            return f"{title[: found.start()]}《{found[0]}》{title[found.end() :]}"
    if any(mark in title for mark in MARKS):
        return "".join(MARKS.get(character, character) for character in title)
    wide = title.translate(WIDE)
    return wide if wide != title else f"《{title}》"


def add_markup(title: str, random: Random) -> str:
    """Add what a web page leaves behind in a title."""
    middle = random.randrange(len(title))
    return random.choice(
        (
            f"{title[:middle]}<em>{title[middle : middle + 2]}</em>{title[middle + 2 :]}",
            f"{title}[PDF]",
            f"{title}（附件）",
            f"{title}&nbsp;",
            f"[DOC] {title}",
        )
    )


def add_invisible(title: str, random: Random) -> str:
    """Put one or two characters in that nobody sees."""
    for _ in range(random.randint(1, 2)):
        at = random.randint(0, len(title))
        title = title[:at] + random.choice("\u200b\u200b\ufeff\u00a0\u3000") + title[at:]
    return title


def misspell(title: str, random: Random) -> str | None:
    """Change, lose, double or swap one character that is no numeral; ``None`` if there is none."""
    places = [
        at
        for at, character in enumerate(title)
        if "\u4e00" <= character <= "\u9fff" and character not in NUMERALS
    ]
    if len(title) < 6 or not places:
        return None
    at = random.choice(places)
    way = random.random()
    if way < 0.5:
        written = title[:at] + random.choice(COMMON.replace("一", "")) + title[at + 1 :]
    elif way < 0.7:
        written = title[:at] + title[at + 1 :]
    elif way < 0.85:
        written = title[: at + 1] + title[at:]
    elif at + 1 in places:
        written = title[:at] + title[at + 1] + title[at] + title[at + 2 :]
    else:
        return None
    return written if written != title else None


def reword(title: str, random: Random) -> str | None:
    """Change one or two words for others of the trade, else lose two characters."""
    possible = [pair for pair in REWORDINGS if pair[0] in title]
    if possible:
        for old, new in random.sample(possible, min(len(possible), random.randint(1, 2))):
            title = title.replace(old, new, 1)
        return title
    runs = [run for run in _HAN_RUN.finditer(title) if not set(run[0]) & set(NUMERALS)]
    if not runs or len(title) < 10:
        return None
    run = random.choice(runs)
    at = run.start() + random.randrange(len(run[0]) - 1)
    return title[:at] + title[at + 2 :]
