"""What merged regions of a sheet mean for its header and its cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from disclosure_audit.readers.headers import clean_header, join_stacks

Region = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged region, each (row, column), 0-based."""


def fill_down(rows: Iterable[list[str]], regions: Sequence[Region]) -> Iterator[list[str]]:
    """Yield ``rows`` with the value of each vertically merged cell repeated in the rows below it.

    A region that only spans columns stays in its first cell: it is a heading, not a value.
    """
    starts: dict[int, list[Region]] = defaultdict(list)
    for region in regions:
        if region[1][0] > region[0][0]:
            starts[region[0][0]].append(region)
    active: list[tuple[int, int, str]] = []
    for number, row in enumerate(rows):
        active = [(last, column, value) for last, column, value in active if last >= number]
        for _, column, value in active:
            if column < len(row) and not row[column]:
                row[column] = value
        for (_, column), (last, _) in starts.get(number, ()):
            if column < len(row) and row[column]:
                active.append((last, column, row[column]))
        yield row


def header_block(at: int, head: Sequence[Sequence[str]], regions: Sequence[Region]) -> range:
    """Return the rows that make up the header around row ``at``.

    Cells merged downward, and group headings merged over some of the columns, tie rows together.
    """
    top = bottom = at
    filled = sum(1 for cell in head[at] if cell)
    for (first, left), (last, right) in regions:
        if first <= at <= last and last > first and left < len(head[at]):
            top, bottom = min(top, first), max(bottom, last)
        elif first == last and right > left:
            if first == at and bottom == at and filled > 1:
                bottom = at + 1
            elif first == at - 1 and sum(1 for cell in head[first] if cell) > 1:
                top = min(top, first)
    return range(top, min(bottom, at + 3, len(head) - 1) + 1)


def join_header(
    block: range, head: Sequence[Sequence[str]], regions: Sequence[Region]
) -> list[str]:
    """Return one header cell per column: the lowest filled one of the block.

    Where that leaves two columns with one name (日期 under both 发文 and 收文), or says nothing by
    itself, the headings above are put in front.
    """
    width = max(len(head[number]) for number in block)
    grid = {n: [*head[n], *([""] * (width - len(head[n])))] for n in block}
    for (first, left), (last, right) in regions:
        if first not in grid:
            continue
        value = grid[first][left] if left < width else ""
        for row in range(first, min(last, block[-1]) + 1):
            for column in range(left, min(right, width - 1) + 1):
                grid[row][column] = value
    stacks = [
        list(dict.fromkeys(clean_header(grid[n][column]) for n in block if grid[n][column]))
        for column in range(width)
    ]
    return join_stacks(stacks)
