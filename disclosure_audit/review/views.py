"""Saved views: a list, a filter, an order and columns under one name."""

from __future__ import annotations

import contextlib
import os
import secrets
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosure_audit.errors import UsageError, system_reason
from disclosure_audit.glyphs import shorten, visible
from disclosure_audit.language import Text
from disclosure_audit.review.query.tree import quoted
from disclosure_audit.review.sheets.columns import KINDS, Kind
from disclosure_audit.workspace import FOLDER, hide_from_git

FILE = "views.toml"
LONGEST_NAME = 60
"""Characters."""


@dataclass(frozen=True, slots=True)
class View:
    """One view. ``sort`` holds names of columns, the first counts most, ``-`` before a descending one.

    Without ``sort`` or ``columns`` the list's own stand. One that is built in cannot be deleted.
    """

    title: Text
    kind: Kind
    query: str = ""
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    is_built_in: bool = False

    @property
    def name(self) -> str:
        """What it is saved under."""
        return self.title.en


def built_in_views(user: str) -> tuple[View, ...]:
    """Return the views that are always there, ``user`` being who looks."""
    me = quoted(user)
    given: tuple[tuple[str, str, Kind, str, tuple[str, ...]], ...] = (
        ("open, high or worse", "待处理，高级别以上", "findings", "status:open severity>=high",
         ("-severity", "-confidence")),
        ("mine", "我的", "findings", f"owner={me} or reviewer={me}", ("status", "-severity")),
        ("flagged", "已标记", "findings", "flagged:yes", ()),
        ("links to review", "待核对的对应", "links", "status:review decided:none", ("score",)),
        ("omissions", "未见公开", "findings", "rule:OM001", ("-severity", "month")),
        ("recently decided", "近七天处理", "findings", "decided>=today-7 -status:open", ("-decided_at",)),
        ("waivers ending within 30 days", "三十天内到期的豁免", "findings",
         "status:waived until<=today+30", ("until",)),
    )  # fmt: skip
    return tuple(
        View(Text(en, zh), kind, query, sort, is_built_in=True)
        for en, zh, kind, query, sort in given
    )


def views_file(run: Path) -> Path:
    """Return where the views of a run folder are kept.

    In the folder ``.disclosure-audit`` that the run lies in or beside, else in the run folder.
    """
    run = run.resolve()
    for home in (run.parent.parent, run.parent / FOLDER):
        if home.name == FOLDER.name and home.is_dir():
            return home / FILE
    return run / FILE


def load_views(path: Path) -> tuple[tuple[View, ...], Text | None]:
    """Return the saved views by name, and what is wrong with the file, if so.

    Views that cannot be understood are passed over, the others returned.
    """
    name = visible(shorten(path.name, 60))
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return (), None
    except OSError as error:
        why = system_reason(error)
        return (), Text(f"{name} cannot be read: {why.en}", f"无法读取 {name}：{why.zh}")
    except (ValueError, RecursionError):  # no UTF-8, or no TOML
        return (), Text(f"{name} is no TOML file", f"{name} 不是有效的 TOML 文件")
    named = content.get("view")
    tables = named if isinstance(named, dict) else {}
    found = {key: _view(key, table) for key, table in tables.items()}
    bad = sum(view is None for view in found.values()) + (len(content) - (named is tables))
    wrong = (
        Text(
            f"{bad} of the entries of {name} cannot be understood",
            f"{name} 中有 {bad} 项无法识别",
        )
        if bad
        else None
    )
    views = sorted((v for v in found.values() if v), key=lambda view: view.name.casefold())
    return tuple(views), wrong


def save_view(path: Path, view: View) -> None:
    """Write ``view`` to the file, in place of one of its name.

    Raises ``UsageError`` for a name that is empty, too long or a built-in view's, for a file that
    cannot be understood (it is left alone), and where it cannot be written.
    """
    name = view.name.encode("utf-8", "replace").decode().strip()
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(
            Text("a view needs a name", "视图须有名称")
            if not name
            else Text("the name is too long", "名称过长"),
            Text(f"use 1 to {LONGEST_NAME} characters", f"请用 1 至 {LONGEST_NAME} 个字符"),
        )
    _refuse_built_in(name)
    others = [one for one in _sound(path) if one.name != name]
    title = Text(name, name)
    _write(path, [*others, View(title, view.kind, view.query, view.sort, view.columns)])


def delete_view(path: Path, name: str) -> None:
    """Take the view called ``name`` out of the file; nothing happens if it has none.

    Raises ``UsageError`` for a built-in view and as :func:`save_view` does.
    """
    _refuse_built_in(name)
    views = _sound(path)
    kept = [one for one in views if one.name != name]
    if len(kept) < len(views):
        _write(path, kept)


def _refuse_built_in(name: str) -> None:
    own = {spelt for view in built_in_views("") for spelt in (view.title.en, view.title.zh)}
    if name.casefold() in {each.casefold() for each in own}:
        raise UsageError(
            Text("a view of this name is built in", "已有同名的内置视图"),
            Text("choose another name", "请换一个名称"),
        )


def _sound(path: Path) -> tuple[View, ...]:
    """Return the views of a file that may be written anew: nothing in it would be lost."""
    views, wrong = load_views(path)
    if wrong is not None:
        raise UsageError(
            wrong,
            Text("correct or remove the file, then try again", "请先更正或删除该文件"),
        )
    return views


def _view(name: str, table: Any) -> View | None:
    """Return the view that a table of the file holds, ``None`` if it is none."""
    if not isinstance(table, dict) or table.keys() - {"kind", "query", "sort", "columns"}:
        return None
    kind = next((known for known in KINDS if known == table.get("kind")), None)
    query, lists = table.get("query", ""), [table.get(key, []) for key in ("sort", "columns")]
    is_sound = isinstance(query, str) and all(
        isinstance(each, list) and all(isinstance(item, str) for item in each) for each in lists
    )
    if kind is None or not is_sound or not name.strip() or len(name) > LONGEST_NAME:
        return None
    return View(Text(name, name), kind, query, tuple(lists[0]), tuple(lists[1]))


def _write(path: Path, views: Iterable[View]) -> None:
    """Replace the file at once: whoever reads it meanwhile reads the old one or the new one."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.parent.name == FOLDER.name:
            hide_from_git(path.parent)
        draft.write_text("\n".join(map(_spelt, views)), encoding="utf-8", newline="\n")
        os.replace(draft, path)  # noqa: PTH105 - atomic
    except OSError as error:
        why = system_reason(error)
        raise UsageError(
            Text(f"the views cannot be saved: {why.en}", f"无法保存视图：{why.zh}"),
            Text("make the folder writable", "请检查文件夹权限"),
        ) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _spelt(view: View) -> str:
    """Return the view as a table of TOML."""
    lines = [f"[view.{_string(view.name)}]", f"kind = {_string(view.kind)}"]
    lines.append(f"query = {_string(view.query)}")
    for key, items in (("sort", view.sort), ("columns", view.columns)):
        if items:
            lines.append(f"{key} = [{', '.join(map(_string, items))}]")
    return "\n".join(lines) + "\n"


def _string(text: str) -> str:
    """Return ``text`` as a basic string of TOML 1.0: control characters are escaped."""
    readable = text.encode("utf-8", "replace").decode()
    inner = "".join(
        f"\\{char}" if char in '"\\'
        else f"\\u{ord(char):04X}" if ord(char) < 0x20 or ord(char) == 0x7F
        else char
        for char in readable
    )  # fmt: skip
    return f'"{inner}"'
