"""Which row of a sheet is the header, and what its columns are called when it has two lines."""

from __future__ import annotations

import re

from disclosure_audit.schema.aliases import load_aliases
from disclosure_audit.schema.recognise import is_nameless, recognise

ROWS_LOOKED_AT = 30
_LONGEST_HEADER = 40
_SHEET_TITLE = re.compile(
    r"(?:登记[簿表册]|目录|清单|一览表|汇总表|统计表|台账|明细表?|名单)\s*(?:[(（].*[)）])?\s*$|年度|制表|填报|[:：]\s*\S|^(?:register|list) of\b|\bregister\b|\blog\b",
    re.I,
)
_FIGURES = re.compile(r"^[\d\s.,/:年月日-]+$|[〔\[【]\s*(?:19|20)\d{2}\s*[〕\]】]|https?://")
_VALUES = re.compile(
    r"^(?:是|否|有|无|公开|主动公开|依申请公开|不予公开|免予公开|收文|发文|秘密|机密|绝密|√|通知|公告|决定|函|意见|纪要"
    r"|yes|no|y|n|x|open|closed|public|in|out|incoming|outgoing|received|sent|official|secret"
    r"|confidential)$",
    re.IGNORECASE,
)


def _filled(row: list[str]) -> list[str]:
    return [cell.strip() for cell in row if cell and cell.strip()]


def _is_name(cell: str) -> bool:
    return _could_be_group(cell) and not _VALUES.search(cell)


def _could_be_group(cell: str) -> bool:
    return len(cell) <= _LONGEST_HEADER and not _FIGURES.search(cell) and not is_nameless(cell)


def _count_known(row: list[str]) -> int:
    aliases = load_aliases()
    names = {cell for cell in _filled(row) if _is_name(cell)}
    return sum(
        name.lower() in aliases.pinyin or recognise(name, aliases, guess=False) is not None
        for name in names
    )


def find_header(rows: list[list[str]]) -> int | None:
    """Return the 0-based place of the header row, or ``None`` when no row names known columns.

    Only the first 30 rows are looked at. Title lines (``2011年度发文登记簿``), lines with unit and
    date, and blank rows above it are passed over. Of a header of two lines the **lower** line is
    returned: the data begin right below it, and :func:`name_headers` joins the two.
    """
    rows = rows[:ROWS_LOOKED_AT]
    best, best_known = None, 0
    for place, row in enumerate(rows):
        cells = _filled(row)
        known = _count_known(row)
        enough = known >= 2 or (known == 1 and len(cells) == 1 and _width(rows) == 1)
        if enough and known / len(cells) >= 0.34 and known > best_known:
            best, best_known = place, known
    if best is None:
        return None
    if best + 1 < len(rows) and _continues(rows[best], rows[best + 1]):
        return best + 1
    return best


def _width(rows: list[list[str]]) -> int:
    return max((len(_filled(row)) for row in rows), default=0)


def _at(row: list[str], place: int) -> str:
    return row[place].strip() if place < len(row) and row[place] else ""


def _continues(upper: list[str], lower: list[str]) -> bool:
    """Return whether ``lower`` is the second line of the header whose first is ``upper``."""
    cells = _filled(lower)
    if not cells or not all(_is_name(cell) for cell in cells):
        return False
    merged_down = any(_at(upper, i) and not _at(lower, i) for i in range(len(upper)))
    return merged_down and _count_known(lower) >= max(1, len(cells) / 2)


def _is_upper_line(upper: list[str], lower: list[str]) -> bool:
    cells = _filled(upper)
    if not cells or any(
        _SHEET_TITLE.search(c) or not _could_be_group(c) or len(c) > 16 for c in cells
    ):
        return False
    width = max(len(upper), len(lower))
    merged_down = any(_at(upper, i) and not _at(lower, i) for i in range(width))
    merged_across = any(_at(lower, i) and not _at(upper, i) for i in range(width))
    return merged_down or (merged_across and len(cells) >= 2)


def name_headers(rows: list[list[str]], header: int) -> list[str]:
    """Return the names of the columns whose header stands at ``header``.

    Where the row above is the upper line of the header, the two are joined as ``上层/下层``, an
    upper cell merged across several columns counts for each, and a cell merged down both lines
    stands alone. Names keep their spelling; an empty one stays empty.
    """
    lower = rows[header]
    if header == 0 or not _is_upper_line(rows[header - 1], lower):
        return [cell.strip() if cell else "" for cell in lower]
    upper = rows[header - 1]
    names: list[str] = []
    group = ""
    for place in range(max(len(upper), len(lower))):
        above, below = _at(upper, place), _at(lower, place)
        if above:
            group = above if below else ""
        if above and below and above != below:
            names.append(f"{above}/{below}")
        elif below:
            names.append(f"{group}/{below}" if group and not above else below)
        else:
            names.append(above)
    return names
