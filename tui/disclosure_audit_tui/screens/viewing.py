"""How a list is looked at - filter, sorting, columns - and the views that are kept of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from disclosure_audit.errors import AuditError
from disclosure_audit.glyphs import visible
from disclosure_audit.language import Text
from disclosure_audit.presentation import words
from disclosure_audit.presentation.ordering import SortKey
from disclosure_audit.review.views import (
    View,
    built_in_views,
    delete_view,
    load_views,
    save_view,
    views_file,
)
from disclosure_audit_tui import prompts
from disclosure_audit_tui.deciding import Deciding
from disclosure_audit_tui.screens.views import ViewsPrompt

if TYPE_CHECKING:
    from disclosure_audit.review.sheets import Kind


@dataclass(slots=True)
class Look:
    """How one list is looked at."""

    query: str = ""
    keys: tuple[SortKey, ...] = ()
    columns: tuple[str, ...] = ()
    """Names of those that are shown; empty: as the list has them."""
    row: tuple[object, ...] | None = None
    """Where the cursor was: the values of its key."""
    marks: pl.DataFrame | None = None
    """The keys of the marked rows."""


class Viewing(Deciding):
    """A list whose looks can be kept under a name and taken up again."""

    kind: str
    looks: dict[str, Look]

    def open(self, kind: str, text: str | None = None) -> None:
        """Show a list."""
        raise NotImplementedError

    def action_do_views(self) -> None:
        """Choose a view."""
        self.app.run_worker(self._choose_view(), group="views", exclusive=True)

    async def _choose_view(self) -> None:
        """Offer the views again and again until one is opened or the choice is left."""
        app, path, place = self.review, views_file(self.review.desk.run.folder), 0
        while True:
            kept, wrong = load_views(path)
            if wrong is not None:
                app.say(wrong, bad=True)
            views = [*kept, *built_in_views(app.desk.user)]
            answer = await app.push_screen_wait(ViewsPrompt(views, app.lang, place))
            if answer is None:
                return
            what, place = answer
            view = views[place]
            try:
                if what == "delete":
                    await self._delete(path, view)
                elif what == "rename":
                    await self._rename(path, view, {one.name for one in kept})
                else:
                    self.take(view)
                    return
            except AuditError as error:
                app.complain(error)

    async def _delete(self, path: Path, view: View) -> None:
        app = self.review
        question = words.DELETE_VIEW.fill(name=visible(view.name))
        if await app.push_screen_wait(prompts.confirm(question, app.lang, grave=True)):
            delete_view(path, view.name)

    async def _rename(self, path: Path, view: View, taken: set[str]) -> None:
        """Save the view under its new name, then take the old one: nothing is lost in between."""
        app = self.review
        name = await app.push_screen_wait(
            prompts.ask_text(words.RENAME_VIEW, view.name, lang=app.lang)
        )
        if name is None or name in (view.name, visible(view.name)):
            return
        if name in taken:
            question = words.REPLACE_VIEW.fill(name=visible(name))
            if not await app.push_screen_wait(prompts.confirm(question, app.lang, grave=True)):
                return
        save_view(path, replace(view, title=Text(name, name)))
        delete_view(path, view.name)

    def action_do_save_view(self) -> None:
        """Keep the present look under a name."""
        app, look = self.review, self.looks[self.kind]
        path = views_file(app.desk.run.folder)
        kept, _ = load_views(path)

        def named(name: str | None) -> None:
            if not name:
                return
            kind: Kind = self._kind()
            sort = tuple(("-" if down else "") + column for column, down in look.keys)
            try:
                save_view(path, View(Text(name, name), kind, look.query, sort, look.columns))
            except AuditError as error:
                app.complain(error)
            else:
                said = visible(name)
                app.say(
                    Text(words.VIEW_SAVED.to("en", name=said), words.VIEW_SAVED.to("zh", name=said))
                )

        names = [view.name for view in kept]
        self.app.push_screen(prompts.ask_text(words.NAME_VIEW, "", names, app.lang), named)

    def take(self, view: View) -> None:
        """Look at a list as ``view`` says."""
        keys = tuple((name.removeprefix("-"), name.startswith("-")) for name in view.sort)
        self.looks[view.kind] = Look(view.query, keys, view.columns)
        self.open(view.kind, view.query)

    def _kind(self) -> Kind:
        from disclosure_audit.review.sheets import KINDS

        return next(kind for kind in KINDS if kind == self.kind)
