"""Which row of a sheet is the header, and what its columns are called when it has two lines."""

from __future__ import annotations

import re

from disclosure_audit.schema.aliases import load_aliases
from disclosure_audit.schema.recognise import is_nameless, recognise

ROWS_LOOKED_AT = 30
LINES = 3
"""Lines that a header may have."""
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
        if enough and known / len(cells) >= 0.3 and known > best_known:
            best, best_known = place, known
    if best is None:
        return None
    for _ in range(LINES - 1):
        if best + 1 < len(rows) and _continues(rows[best], rows[best + 1]):
            best += 1
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
    if not all(_fits_under(upper, lower, place) for place in range(len(lower))):
        return False
    merged_down = any(_at(upper, i) and not _at(lower, i) for i in range(len(upper)))
    return merged_down and _count_known(lower) >= max(1, len(cells) / 2)


def _fits_under(upper: list[str], lower: list[str], place: int) -> bool:
    """Return whether a cell can belong to the group above it: no column of its own stands there."""
    above, below = _at(upper, place), _at(lower, place)
    return not below or not above or above == below or not _at(upper, place + 1)


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

    The parts of :func:`stack_headers` are joined as ``上层/下层``. Names keep their spelling; an
    empty one stays empty.
    """
    return ["/".join(stack) for stack in stack_headers(rows, header)]


def stack_headers(rows: list[list[str]], header: int) -> list[list[str]]:
    """Return for each column the parts of its header, the upper one first, without repeats.

    ``header`` is the lowest line of the header. Rows above it (two at most) count where they are
    upper lines of it: a cell merged across several columns counts for each, and a cell merged down
    stands alone.
    """
    lines = [rows[header]]
    while len(lines) < LINES and header >= len(lines):
        upper = rows[header - len(lines)]
        if not _is_upper_line(upper, _lowest(lines)):
            break
        lines.insert(0, upper)
    width = max(map(len, lines))
    spread = [_spread(lines[i], lines[i + 1 :], width) for i in range(len(lines) - 1)]
    stacks: list[list[str]] = []
    for place in range(width):
        stack = [line[place] for line in spread] + [_at(lines[-1], place)]
        stacks.append(list(dict.fromkeys(filter(None, stack))))
    return stacks


def is_generic(name: str) -> bool:
    """Return whether the lower part of a header says something only together with the upper one."""
    aliases = load_aliases()
    return aliases.folder.key(name) in aliases.generic


def _lowest(lines: list[list[str]]) -> list[str]:
    """Return for each column the lowest filled cell of ``lines``."""
    width = max(map(len, lines))
    return [
        next((cell for line in reversed(lines) if (cell := _at(line, place))), "")
        for place in range(width)
    ]


def _spread(line: list[str], below: list[list[str]], width: int) -> list[str]:
    """Repeat a group's name over the columns that it is merged across."""
    names: list[str] = []
    group = ""
    for place in range(width):
        own, filled = _at(line, place), any(_at(lower, place) for lower in below)
        group = own if own else (group if filled else "")
        names.append(group)
        if own and not filled:
            group = ""
    return names
