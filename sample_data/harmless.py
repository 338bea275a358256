"""Ways in which the catalog writes a title otherwise without saying anything else."""

from __future__ import annotations

import re

from sample_data.names import BUREAU

_NAMED = re.compile(r"(?<=印发)(?!《)(.+)(?=的通知$)")


def drop_prefix(title: str) -> str:
    """霁川市自然资源局关于… -> 关于…."""
    return title.removeprefix(BUREAU)


def add_book_marks(title: str) -> str:
    """印发…的通知 -> 印发《…》的通知."""
    return _NAMED.sub(r"《\1》", title)


def change_width(title: str) -> str:
    """（2024年第3期） -> (２０２４年第３期)."""
    wide = {ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)}
    return title.translate(wide).replace("（", "(").replace("）", ")")


def add_spaces(title: str) -> str:
    """Put an ideographic space after the tenth character and a plain one at the end."""
    return f"{title[:10]}\u3000{title[10:]} "


def add_invisible(title: str) -> str:
    """Put a zero-width space in the middle."""
    middle = len(title) // 2
    return f"{title[:middle]}\u200b{title[middle:]}"


def drop_suffix(title: str) -> str:
    """…的通知 -> …."""
    return title.removesuffix("的通知")


WAYS = {
    "prefix_dropped": drop_prefix,
    "book_marks": add_book_marks,
    "width": change_width,
    "spaces": add_spaces,
}
